"""Breakdowns: the same figures by product, industry and every column that was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.report.facts import facts
from leadbook.report.groups import chances, counts
from leadbook.report.model import Sheet
from leadbook.report.words import columns

if TYPE_CHECKING:
    from leadbook.figures import Figures
    from leadbook.language.messages import Speaker
    from leadbook.pipeline.pipeline import Pipeline
    from leadbook.report.model import Block

__all__ = ["breakdowns", "further"]

SHOWN_ELSEWHERE = frozenset({"source", "owner"})


def further(figures: Figures) -> tuple[str, ...]:
    """Name the columns that are broken down and have no sheet of their own."""
    return tuple(key for key, groups in figures.by.items() if groups and key not in SHOWN_ELSEWHERE)


def breakdowns(pipeline: Pipeline, figures: Figures, say: Speaker) -> Sheet:
    """Show two tables for each further column: leads and value, and chances."""
    blocks: list[Block] = []
    words = columns(say)
    for at, key in enumerate(further(figures), start=1):
        by, groups = words.get(key, key), figures.by[key]
        blocks += [
            counts(f"by_{at}", by, say("Leads and value by {column}", column=by), groups, say),
            chances(f"chances_{at}", by, say("Chances by {column}", column=by), groups, say),
        ]
    return Sheet(
        key="breakdowns",
        title=say("Breakdowns"),
        heading=say("Breakdowns by further columns"),
        facts=facts(figures, say),
        tiles=(),
        blocks=tuple(blocks),
    )
