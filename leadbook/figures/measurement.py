"""Measuring: one Pipeline in, all of its figures out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from leadbook.figures.campaigns import campaigns_of
from leadbook.figures.chances import win_chances
from leadbook.figures.cohorts import first_of, monthly
from leadbook.figures.columns import asked_columns
from leadbook.figures.groups import groups_of
from leadbook.figures.lead_rows import Judged, lead_rows
from leadbook.figures.left_out import left_out
from leadbook.figures.limits import learn
from leadbook.figures.model import Figures
from leadbook.figures.outcomes import conversion_of, time_to_win_of, value_of
from leadbook.figures.outlook import look_ahead
from leadbook.figures.pace import compare
from leadbook.figures.passage import hold_up, ways
from leadbook.figures.profiles import profile
from leadbook.figures.review import reviewed
from leadbook.figures.stages import stages_of
from leadbook.figures.tallies import cold_of, counts_of, grades_of, rot_counts_of
from leadbook.figures.targets import of_owners, of_team
from leadbook.figures.velocity import months_of, sales_velocity_of
from leadbook.metrics.conversion import days_to_outcome
from leadbook.metrics.time_to_win import cases, curve_by_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from leadbook.figures.chances import WinModel
    from leadbook.language.messages import Speaker
    from leadbook.metrics.review import Snapshot
    from leadbook.pipeline.pipeline import Pipeline

__all__ = ["measure"]


def measure(
    pipeline: Pipeline,
    *,
    by: Sequence[str] = (),
    earlier: Sequence[Snapshot] = (),
    say: Speaker,
) -> Figures:
    """Measure everything that the report shows.

    Args:
        pipeline: The book, understood.
        by: Further columns to break the figures down by: canonical names or headers.
        earlier: Headline figures of earlier reports on this book, for the review.
        say: Speaks the language in which reasons are given.

    Raises:
        WrongUse: The leads have no column that is asked for.
    """
    columns = asked_columns(pipeline, by)
    judged = Judged(pipeline)
    chances = win_chances(pipeline, say)
    rows = lead_rows(judged, say).assign(**chances.columns)
    figures = _so_far(judged, rows, columns)
    figures = _compared(figures, judged, columns, say)
    figures = _ahead(figures, pipeline, chances.model)
    return reviewed(figures, pipeline, judged.facts.frame, earlier)


def _so_far(judged: Judged, rows: pd.DataFrame, columns: Sequence[str]) -> Figures:
    """Give what the book tells of its leads, stages, groups and months up to now."""
    pipeline, facts = judged.pipeline, judged.facts
    leads, settings = pipeline.leads, pipeline.settings
    return Figures(
        as_of=pipeline.as_of,
        book=pipeline.name,
        currency=settings.currency,
        counts=counts_of(pipeline),
        value=value_of(leads),
        conversion=conversion_of(pipeline),
        days_to_outcome=days_to_outcome(leads),
        time_to_win=time_to_win_of(leads),
        sales_velocity=sales_velocity_of(leads),
        stages=stages_of(pipeline),
        rotten=rot_counts_of(facts.rot),
        by={column: groups_of(leads, column) for column in columns},
        campaigns=campaigns_of(pipeline),
        grades=grades_of(rows, pipeline),
        lead_velocity_rate=months_of(pipeline),
        cold=cold_of(rows),
        problems=pipeline.problems,
        leads=rows,
        curve=curve_by_day(*cases(leads)),
        left_out=left_out(pipeline, facts.frame),
        assumed=settings.assumed,
        cohorts=monthly(pipeline),
        first_customers=first_of(pipeline),
    )


def _compared(figures: Figures, judged: Judged, columns: Sequence[str], say: Speaker) -> Figures:
    """Add what sets groups, stages and leads apart from the others."""
    pipeline, rot = judged.pipeline, judged.facts.rot
    cold = (figures.leads["cold_rule"] != "").to_numpy()
    return replace(
        figures,
        comparisons=compare(pipeline, columns),
        transitions=ways(pipeline),
        bottleneck=hold_up(pipeline, rot, figures.stages),
        limits=learn(pipeline, rot),
        profiles=profile(pipeline, cold, say),
    )


def _ahead(figures: Figures, pipeline: Pipeline, model: WinModel) -> Figures:
    """Add what is to be expected: the model of the chances, the forecast, the targets."""
    ahead = look_ahead(pipeline, figures.leads, learned=model.learned)
    return replace(
        figures,
        win_model=model,
        forecast=ahead.months,
        outlook=ahead.whole,
        open_deals=ahead.deals,
        targets=of_owners(pipeline),
        team_targets=of_team(pipeline),
    )
