"""Cold leads: open leads to stop investing in, and what to do with each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.language.messages import plural
from leadbook.report.facts import facts
from leadbook.report.frames import frame, lead_columns, present
from leadbook.report.model import Column, Sheet, Table, Tile

if TYPE_CHECKING:
    import pandas as pd

    from leadbook.figures import Figures
    from leadbook.language.messages import Speaker
    from leadbook.pipeline.pipeline import Pipeline

__all__ = ["cold"]


def cold(pipeline: Pipeline, figures: Figures, say: Speaker) -> Sheet:
    """List the open leads that a cold rule names, then count them by rule."""
    leads = _cold_leads(figures)
    return Sheet(
        key="cold",
        title=say("Cold leads"),
        heading=say("Cold leads: where to stop, and how"),
        facts=facts(figures, say, _meaning(say)),
        tiles=_tiles(figures, leads, say),
        blocks=(_list(leads, say), _by_rule(leads, say)),
    )


def _cold_leads(figures: Figures) -> pd.DataFrame:
    rule = figures.leads["cold_rule"].astype(object)
    return figures.leads.loc[rule.notna() & (rule != "")]


def _meaning(say: Speaker) -> str:
    return say(
        "Each open lead is named by one rule at most, the first that holds. Leads that are snoozed "
        "or have a planned next step are left in peace. The rules are on Data check."
    )


def _tiles(figures: Figures, leads: pd.DataFrame, say: Speaker) -> tuple[Tile, ...]:
    value = float(leads["amount"].sum()) if "amount" in leads else 0.0
    after = figures.counts.open - len(leads)
    return (
        Tile(
            say("Cold leads"),
            len(leads),
            "integer",
            say(plural("of {n} open lead", "of {n} open leads", n=figures.counts.open)),
            "warning" if len(leads) else "good",
        ),
        Tile(say("Their value"), value, "money", say("as the book states it")),
        Tile(say("Open leads after clean-up"), after, "integer", say("those worth the effort")),
        Tile(
            say("Open value after clean-up"),
            figures.value.open_total - value,
            "money",
            say("what the pipeline really holds"),
        ),
    )


def _list(leads: pd.DataFrame, say: Speaker) -> Table:
    columns = present(
        (
            *lead_columns(say),
            Column("amount", say("Amount"), "money"),
            Column("days_in_stage", say("Days in stage"), "days"),
            Column("cold_rule", say("Rule")),
            Column("cold_action", say("What to do")),
            Column("cold_reason", say("Why"), width=56),
            Column("sheet_row", say("Row in the book"), "ordinal"),
        ),
        leads.columns,
    )
    shown = leads[[column.key for column in columns]].reset_index(drop=True)
    empty = say("No open lead is cold.")
    return Table("cold", say("Cold leads and what to do"), shown, columns, when_empty=empty)


def _by_rule(leads: pd.DataFrame, say: Speaker) -> Table:
    columns = (
        Column("rule", say("Rule")),
        Column("action", say("What to do")),
        Column("leads", say("Cold leads"), "integer", bar=True),
        Column("value", say("Amount"), "money"),
    )
    valued = leads.assign(
        amount=leads["amount"].fillna(0.0) if "amount" in leads else 0.0,
        cold_rule=leads["cold_rule"].astype(str),
        cold_action=leads["cold_action"].astype(str),
    )
    grouped = valued.groupby(["cold_rule", "cold_action"], sort=False)["amount"]
    counted = grouped.agg(["size", "sum"]).reset_index()
    counted = counted.sort_values("size", ascending=False, kind="stable")
    rows = counted.itertuples(index=False, name=None)
    empty = say("No rule names any lead.")
    return Table("cold_rules", say("By rule"), frame(columns, rows), columns, when_empty=empty)
