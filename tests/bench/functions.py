"""How long functions of cells take: `python tests/bench/functions.py`, in CPU time of one process.

The shapes are those that a spreadsheet hands over: one call for each of 10,000 cells, and one call
for a range of 10,000 leads × 16 columns.
"""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import leadbook.hosts.functions  # noqa: F401 - fills the registry
from leadbook.hosts.border import answer

if TYPE_CHECKING:
    from collections.abc import Callable

N = 10_000
REPEATS = 7
AS_OF = datetime(2026, 11, 21)
HEADERS = (
    "Lead ID", "Name", "Company", "Email", "Phone", "Source", "Industry", "Company size", "Owner",
    "Stage", "Created", "Amount", "Budget", "Last contact", "Next step date", "Notes",
)  # fmt: skip
RULES = (
    ("Rule", "Field", "Operator", "Value", "Points"),
    ("Referred", "Source", "in", "Referral, Partner", 15.0),
    ("Has a budget", "Budget", ">", 0.0, 10.0),
    ("Large company", "Company size", "≥", 50.0, 5.0),
    ("Later stage", "Stage", "=", "Offer", 10.0),
    ("In touch", "Last contact", "within days", 14.0, 10.0),
    ("Large deal", "Amount", ">", 5000.0, 20.0),
)


def leads() -> list[tuple[object, ...]]:
    """Make a table of leads as cells."""
    sources = ("Web", "Referral", "Fair", "Partner", "Phone")
    stages = ("New", "Contacted", "Offer", "Won", "Lost")
    rows = [
        (
            f"L{k}", f"Name {k}", f"Company {k % 700}", f"a{k}@example.com", f"0912{k:07}",
            sources[k % 5], "Retail" if k % 3 else "Food", float(k % 90), f"Rep {k % 9}",
            stages[k % 5], AS_OF - timedelta(days=k % 400), float(k % 9000),
            float(k % 50) or None, AS_OF - timedelta(days=k % 60),
            AS_OF + timedelta(days=3) if k % 4 == 0 else None, "called, will call back",
        )
        for k in range(N)
    ]  # fmt: skip
    return [HEADERS, *rows]


def least(run: Callable[[], object]) -> float:
    """Give the shortest CPU time of some runs, in milliseconds."""
    times = []
    for _ in range(REPEATS):
        start = time.process_time()
        run()
        times.append(time.process_time() - start)
    return 1000 * min(times)


def cell_by_cell() -> None:
    """Call a function once for each cell, as a column of formulas does."""
    for k in range(N):
        answer("LB_DAYS_IN_STAGE", (46000.0 + k % 300, 46347.0))


def main() -> None:
    """Print the times."""
    table = leads()
    column = [(46000.0 + k % 300,) for k in range(N)]
    runs: dict[str, Callable[[], object]] = {
        "10,000 calls of LB_DAYS_IN_STAGE": cell_by_cell,
        "LB_DAYS_IN_STAGE over 10,000 cells": lambda: answer("LB_DAYS_IN_STAGE", (column, 46347.0)),
        "LB_SCORE over 10,000 × 16": lambda: answer("LB_SCORE", (table, RULES, AS_OF)),
        "LB_SCORE with leadbook's own rules": lambda: answer("LB_SCORE", (table, None, AS_OF)),
        "LB_GRADE over 10,000 × 16": lambda: answer("LB_GRADE", (table, RULES, None, AS_OF)),
        "LB_ROTTEN over 10,000 × 16": lambda: answer("LB_ROTTEN", (table, None, AS_OF)),
        "LB_NEXT_ACTION over 10,000 × 16": lambda: answer("LB_NEXT_ACTION", (table, None, AS_OF)),
    }
    for name, run in runs.items():
        print(f"{name:40} {least(run):8.1f} ms")


if __name__ == "__main__":
    main()
