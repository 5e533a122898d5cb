"""The whole report: every sheet, in the order of their tabs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from leadbook.report.aging import aging
from leadbook.report.breakdowns import breakdowns, further
from leadbook.report.chances import chances
from leadbook.report.cohorts import cohorts
from leadbook.report.cold import cold
from leadbook.report.data_check import data_check
from leadbook.report.forecast import forecast
from leadbook.report.funnel import funnel
from leadbook.report.hand_off import hand_off
from leadbook.report.model import Report, Table
from leadbook.report.owners import owners
from leadbook.report.profiles import profiles
from leadbook.report.review import review
from leadbook.report.scored import scored
from leadbook.report.sources import sources
from leadbook.report.summary import summary
from leadbook.report.velocity import velocity
from leadbook.report.written_dates import with_written_dates

if TYPE_CHECKING:
    from leadbook.figures import Figures
    from leadbook.language.messages import Speaker
    from leadbook.pipeline.pipeline import Pipeline
    from leadbook.report.model import Sheet

__all__ = ["compose", "compose_hand_off"]


def compose(pipeline: Pipeline, figures: Figures, say: Speaker) -> Report:
    """Put the figures into words, tables and charts, sheet by sheet; nothing is computed anew.

    Args:
        pipeline: What the book holds: its settings and how it was read.
        figures: Every figure of it.
        say: The language of the report.
    """
    makers = [summary, funnel, velocity, aging, scored, cold, chances]
    makers += [forecast, cohorts, sources, owners]
    makers += [breakdowns] if further(figures) else []
    makers += [profiles, review]
    sheets = tuple(make(pipeline, figures, say) for make in (*makers, data_check))
    return _report(pipeline, figures, say, sheets)


def compose_hand_off(pipeline: Pipeline, figures: Figures, say: Speaker) -> Report:
    """Put what is handed over into a report of one sheet."""
    return _report(pipeline, figures, say, (hand_off(pipeline, figures, say),))


def _report(
    pipeline: Pipeline, figures: Figures, say: Speaker, sheets: tuple[Sheet, ...]
) -> Report:
    if pipeline.settings.dates == "jalali-text":
        sheets = tuple(_with_written_dates(sheet, say) for sheet in sheets)
    return Report(
        language=say.language,
        dates=pipeline.settings.dates,
        currency=figures.currency,
        sheets=sheets,
        title=say("Sales pipeline report"),
        footer=say("leadbook · {book} · as of {as_of}", book=figures.book, as_of=figures.as_of),
    )


def _with_written_dates(sheet: Sheet, say: Speaker) -> Sheet:
    blocks = (
        with_written_dates(block, say) if isinstance(block, Table) else block
        for block in sheet.blocks
    )
    return replace(sheet, blocks=tuple(blocks))
