"""Sources: where leads come from, which of them convert, and what campaigns bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.report.facts import facts
from leadbook.report.frames import records
from leadbook.report.groups import chances, counts, outcome_chart, win_rate_chart
from leadbook.report.highlights import best_source, surest
from leadbook.report.model import Column, Note, Sheet, Table

if TYPE_CHECKING:
    from leadbook.figures import Figures
    from leadbook.language.messages import Speaker
    from leadbook.pipeline.pipeline import Pipeline
    from leadbook.report.model import Block

__all__ = ["sources"]


def sources(pipeline: Pipeline, figures: Figures, say: Speaker) -> Sheet:
    """Break the figures down by source, then by campaign with costs and returns."""
    return Sheet(
        key="sources",
        title=say("Sources"),
        heading=say("Sources: where leads come from and which convert"),
        facts=facts(figures, say),
        tiles=(),
        blocks=(*_by_source(figures, say), _campaigns(figures, say)),
    )


def _by_source(figures: Figures, say: Speaker) -> tuple[Block, ...]:
    groups = figures.by.get("source", ())
    if not groups:
        return (Note(say("The book has no column for the source of a lead."), "muted"),)
    by = say("Source")
    return (
        Note(
            best_source(figures, say),
            "good" if surest(groups) else "muted",
            title=say("What stands out"),
        ),
        outcome_chart("sources", say("Leads by source and outcome"), say),
        win_rate_chart("source_chances", say("Win rate by source"), say),
        counts("sources", by, say("Leads and value by source"), groups, say),
        chances("source_chances", by, say("Chances by source"), groups, say),
    )


def _campaigns(figures: Figures, say: Speaker) -> Table:
    columns = (
        Column("campaign", say("Campaign")),
        Column("leads", say("Leads"), "integer"),
        Column("won", say("Won"), "integer"),
        Column("won_value", say("Won value"), "money", bar=True),
        Column("cost", say("Cost"), "money"),
        Column("cost_per_lead", say("Cost per lead"), "money"),
        Column("cost_per_win", say("Cost per win"), "money"),
        Column("roi_first", say("ROI, first touch"), "percent"),
        Column("roi_last", say("ROI, last touch"), "percent"),
    )
    rows = records(columns, figures.campaigns)
    note = say(
        "ROI = (won value − cost) ÷ cost; blank where the cost is 0 or not known. First touch: the "
        "campaign that brought the lead; last touch: the last one before it was won."
    )
    empty = say("The book has no campaigns table.")
    return Table("campaigns", say("Campaigns"), rows, columns, note, empty)
