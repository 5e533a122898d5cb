"""What a careful user would write with pandas and openpyxl: the yardstick for the main job.

python tests/bench/plain_script.py book.xlsx out.xlsx
"""

from __future__ import annotations

import sys

import pandas as pd


def run(book: str) -> None:
    """Read both sheets, compute the plain figures, write ten sheets beside the old ones."""
    leads = pd.read_excel(book, sheet_name="Leads", dtype={"lead_id": str})
    log = pd.read_excel(book, sheet_name="StageHistory", dtype={"lead_id": str})
    log = log.sort_values(["lead_id", "entered_at"])
    log["left_at"] = log.groupby("lead_id")["entered_at"].shift(-1)
    log["days"] = (log["left_at"] - log["entered_at"]).dt.total_seconds() / 86400
    leads["score"] = 100 - leads["unanswered_calls"].fillna(0) * 10
    sheets = {f"By {name}": leads.groupby(name)["amount"].describe() for name in
              ("source", "campaign", "industry", "owner", "label", "stage")}  # fmt: skip
    sheets["Stages"] = log.groupby("stage")["days"].describe()
    sheets["Months"] = leads.groupby(leads["created_at"].dt.to_period("M").astype(str)).size()
    sheets["Cold"] = leads[leads["unanswered_calls"] >= 5]
    sheets["Scored"] = leads
    with pd.ExcelWriter(book, engine="openpyxl", mode="a", if_sheet_exists="replace") as writer:
        for name, frame in sheets.items():
            frame.to_excel(writer, sheet_name=name)


if __name__ == "__main__":
    run(sys.argv[1])
