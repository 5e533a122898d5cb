"""Owners: who carries how much, what waits too long, and how surely each one wins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from leadbook.report.facts import facts
from leadbook.report.frames import frame, open_deals, rot_series
from leadbook.report.groups import GROUPS_DRAWN, chances, counts, ranked, win_rate_chart
from leadbook.report.model import Chart, Column, Note, Sheet, Table
from leadbook.report.words import rots

if TYPE_CHECKING:
    from leadbook.figures import Figures, GroupFigures
    from leadbook.language.messages import Speaker
    from leadbook.pipeline.pipeline import Pipeline
    from leadbook.report.model import Block

__all__ = ["owners"]


def owners(pipeline: Pipeline, figures: Figures, say: Speaker) -> Sheet:
    """Show each owner's workload, outcomes and win rate with its interval."""
    groups = figures.by.get("owner", ())
    return Sheet(
        key="owners",
        title=say("Owners"),
        heading=say("Owners: workload and results"),
        facts=facts(figures, say),
        tiles=(),
        blocks=_by_owner(groups, figures, say) if groups else (_none(say),),
    )


def _none(say: Speaker) -> Note:
    return Note(say("The book has no column for the owner of a lead."), "muted")


def _by_owner(
    groups: tuple[GroupFigures, ...], figures: Figures, say: Speaker
) -> tuple[Block, ...]:
    by = say("Owner")
    return (
        _workload_chart(say),
        win_rate_chart("owner_chances", say("Win rate by owner"), say),
        _workload(groups, figures, say),
        counts("owners", by, say("Leads and value by owner"), groups, say),
        chances("owner_chances", by, say("Chances by owner"), groups, say),
    )


def _workload_chart(say: Speaker) -> Chart:
    text = say("Open leads of each owner by how they stand against their stage's limit.")
    title = say("Open leads by owner and state")
    return Chart(
        "stacked bar", title, "workload", "owner", rot_series(say), text=text, rows=GROUPS_DRAWN
    )


def _workload(groups: tuple[GroupFigures, ...], figures: Figures, say: Speaker) -> Table:
    word = rots(say)
    columns = (
        Column("owner", say("Owner")),
        Column("open", say("Open leads"), "integer", bar=True),
        Column("open_value", say("Open value"), "money"),
        Column("fresh", word["fresh"], "integer"),
        Column("warning", word["warning"], "integer"),
        Column("rotten", word["rotten"], "integer", bar=True),
        Column("other", say("Held or no limit"), "integer"),
        Column("cold", say("Cold leads"), "integer"),
    )
    states = _states(figures.leads)
    rows = (
        (g.value or say("(blank)"), g.open, g.open_value, *states.get(g.value, (0,) * 5))
        for g in ranked(groups)
    )
    title, empty = say("Workload"), say("Nothing to show yet.")
    return Table("workload", title, frame(columns, rows), columns, when_empty=empty)


def _states(leads: pd.DataFrame) -> dict[str, tuple[int, ...]]:
    """Count each owner's open leads: fresh, warning, rotten, other, and cold among them all."""
    mine = open_deals(leads, ["owner", "rot", "cold_rule"])
    owner = mine["owner"].astype(object).where(mine["owner"].notna(), "").astype(str)
    state = mine["rot"].astype(str)
    cold = mine["cold_rule"].astype(object).fillna("") != ""
    other = ~state.isin(["fresh", "warning", "rotten"])
    flags = pd.DataFrame(
        {
            "fresh": state == "fresh",
            "warning": state == "warning",
            "rotten": state == "rotten",
            "other": other,
            "cold": cold,
        }
    )
    sums = flags.groupby(owner.rename("owner"), sort=False).sum()
    return {str(name): tuple(map(int, row)) for name, *row in sums.itertuples(name=None)}
