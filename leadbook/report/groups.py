"""A breakdown by one column: how many leads, what they brought, and how surely they win."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.report.frames import bound_columns, records
from leadbook.report.model import Chart, Column, Series, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from leadbook.figures import GroupFigures
    from leadbook.language.messages import Speaker

__all__ = ["GROUPS_DRAWN", "chances", "counts", "outcome_chart", "ranked", "win_rate_chart"]

GROUPS_DRAWN = 12
"""A chart with more bars than this is not read."""


def ranked(groups: Sequence[GroupFigures]) -> list[GroupFigures]:
    """Order groups by their leads, most first; equals keep their order."""
    return sorted(groups, key=lambda group: -group.leads)


def counts(name: str, by: str, title: str, groups: Sequence[GroupFigures], say: Speaker) -> Table:
    """Count the leads of each group by status, with the value they brought and may bring."""
    columns = (
        Column("value", by),
        Column("leads", say("Leads"), "integer", bar=True),
        Column("open", say("Open"), "integer"),
        Column("won", say("Won"), "integer"),
        Column("lost", say("Lost"), "integer"),
        Column("junk", say("Junk"), "integer"),
        Column("won_value", say("Won value"), "money", bar=True),
        Column("open_value", say("Open value"), "money"),
        Column("mean_days_to_win", say("Mean days to win"), "days"),
    )
    note = say("The mean days to win are over the won leads of the row.")
    return Table(
        name, title, _rows(columns, groups, say), columns, note, say("Nothing to show yet.")
    )


def chances(name: str, by: str, title: str, groups: Sequence[GroupFigures], say: Speaker) -> Table:
    """Show how surely each group wins: three rates with their n and 95 % intervals."""
    entered, rate, within = say("Won of all"), say("Win rate"), say("Won by day 30")
    columns = (
        Column("value", by),
        Column("win_rate.rate", rate, "percent", bar=True),
        Column("win_rate.n", say("Closed (n)"), "integer"),
        *bound_columns(say, "win_rate", rate),
        Column("won_over_entered.rate", entered, "percent"),
        Column("won_over_entered.n", say("Leads (n)"), "integer"),
        *bound_columns(say, "won_over_entered", entered),
        Column("aalen_johansen_30.p", within, "percent"),
        *bound_columns(say, "aalen_johansen_30", within),
    )
    note = say(
        "Win rate: won of won and lost. Won by day 30: Aalen-Johansen, open deals counted. "
        "Intervals are 95%; where they overlap, the difference may be chance."
    )
    return Table(
        name, title, _rows(columns, groups, say), columns, note, say("Nothing to show yet.")
    )


def _rows(columns: Sequence[Column], groups: Sequence[GroupFigures], say: Speaker) -> pd.DataFrame:
    made = records(columns, ranked(groups))
    return made.assign(value=[value or say("(blank)") for value in made["value"]])


def outcome_chart(table: str, title: str, say: Speaker) -> Chart:
    """Draw how the leads of each group ended, or that they are still open."""
    series = (
        Series("won", say("Won"), "good"),
        Series("open", say("Open")),
        Series("lost", say("Lost"), "bad"),
        Series("junk", say("Junk"), "muted"),
    )
    text = say("Leads by outcome, a bar for each row of the table.")
    return Chart("stacked bar", title, table, "value", series, text=text, rows=GROUPS_DRAWN)


def win_rate_chart(table: str, title: str, say: Speaker) -> Chart:
    """Draw the win rate of each group."""
    return Chart(
        "bar",
        title,
        table,
        "value",
        (Series("win_rate.rate", say("Win rate"), "good"),),
        value_kind="percent",
        text=say("Win rate, a bar for each row of the table; the table gives n and interval."),
        rows=GROUPS_DRAWN,
    )
