"""Measuring: one Pipeline in, all of its figures out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from leadbook.figures.chances import win_chances
from leadbook.figures.cohorts import first_of, monthly
from leadbook.figures.columns import asked_columns
from leadbook.figures.lead_rows import Judged, lead_rows
from leadbook.figures.left_out import left_out
from leadbook.figures.limits import learn
from leadbook.figures.model import (
    CampaignFigures,
    ColdLead,
    Counts,
    Figures,
    GroupFigures,
    MonthOfLeads,
    RotCounts,
    SalesVelocity,
    StageFigures,
    TimeToWin,
    Value,
)
from leadbook.figures.outlook import look_ahead
from leadbook.figures.pace import compare
from leadbook.figures.passage import hold_up, ways
from leadbook.figures.profiles import profile
from leadbook.figures.records import records
from leadbook.figures.review import reviewed
from leadbook.figures.targets import of_owners, of_team
from leadbook.metrics.breakdown import breakdown
from leadbook.metrics.campaigns import campaign_returns
from leadbook.metrics.columns import numbers, status_is
from leadbook.metrics.conversion import cohort_rate, days_to_outcome, win_rate, won_over_entered
from leadbook.metrics.curves import aalen_johansen, kaplan_meier
from leadbook.metrics.funnel import funnel
from leadbook.metrics.grades import grade_names
from leadbook.metrics.intervals import Chance, wilson
from leadbook.metrics.late_entry import late_entry
from leadbook.metrics.months import calendar_of
from leadbook.metrics.stages import stage_times
from leadbook.metrics.time_to_win import cases, closed_only, curve_by_day, median_days_given_won
from leadbook.metrics.velocity import lead_velocity, qualified_at, sales_velocity

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from leadbook.language.messages import Speaker
    from leadbook.metrics.intervals import Rate
    from leadbook.metrics.review import Snapshot
    from leadbook.pipeline.pipeline import Pipeline

__all__ = ["groups_of", "measure", "months_of", "sales_velocity_of", "stages_of"]

HORIZONS = (30, 60, 90)


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
    settings, leads = pipeline.settings, pipeline.leads
    judged = Judged(pipeline)
    facts = judged.facts
    chances = win_chances(pipeline, say)
    rows = lead_rows(judged, say).assign(**chances.columns)
    stages = stages_of(pipeline)
    learned = chances.model.chosen in {"calibrated", "counts"}
    ahead = look_ahead(pipeline, rows, learned=learned)
    figures = Figures(
        as_of=pipeline.as_of,
        book=pipeline.name,
        currency=settings.currency,
        counts=_counts(pipeline),
        value=_value(leads),
        conversion=_conversion(pipeline),
        days_to_outcome=days_to_outcome(leads),
        time_to_win=_time_to_win(leads),
        sales_velocity=sales_velocity_of(leads),
        stages=stages,
        rotten=_rot_counts(facts.rot),
        by={column: groups_of(leads, column) for column in columns},
        campaigns=_campaigns(pipeline),
        grades=_grades(rows, pipeline),
        lead_velocity_rate=months_of(pipeline),
        cold=_cold(rows),
        problems=pipeline.problems,
        leads=rows,
        curve=curve_by_day(*cases(leads)),
        left_out=left_out(pipeline, facts.frame),
        assumed=settings.assumed,
        limits=learn(pipeline, facts.rot),
        win_model=chances.model,
        forecast=ahead.months,
        outlook=ahead.whole,
        open_deals=ahead.deals,
        targets=of_owners(pipeline),
        team_targets=of_team(pipeline),
        cohorts=monthly(pipeline),
        first_customers=first_of(pipeline),
        comparisons=compare(pipeline, columns),
        transitions=ways(pipeline),
        bottleneck=hold_up(pipeline, facts.rot, stages),
        profiles=profile(pipeline, (rows["cold_rule"] != "").to_numpy(), say),
    )
    return reviewed(figures, pipeline, facts.frame, earlier)


def _counts(pipeline: Pipeline) -> Counts:
    of = {name: int(status_is(pipeline.leads, name).sum()) for name in ("open", "won", "lost")}
    junk = int(status_is(pipeline.leads, "junk").sum())
    return Counts(len(pipeline.leads), **of, junk=junk, problems=len(pipeline.problems))


def _value(leads: pd.DataFrame) -> Value:
    amount = numbers(leads, "amount")
    won, still = amount[status_is(leads, "won")], amount[status_is(leads, "open")]
    valued = won[~np.isnan(won)]
    mean = float(valued.mean()) if valued.size else None
    return Value(float(valued.sum()), mean, float(np.nansum(still)))


def _conversion(pipeline: Pipeline) -> dict[str, Rate]:
    leads, zone = pipeline.leads, pipeline.settings.time_zone
    cohorts = {
        f"cohort_{days}": cohort_rate(leads, days, as_of=pipeline.as_of, time_zone=zone)
        for days in HORIZONS
    }
    return {"won_over_entered": won_over_entered(leads), "win_rate": win_rate(leads), **cohorts}


def _time_to_win(leads: pd.DataFrame) -> TimeToWin:
    days, ends = cases(leads)
    incidence, survival = aalen_johansen(days, ends), kaplan_meier(days, ends)
    return TimeToWin(
        n=int((~np.isnan(days)).sum()),
        aalen_johansen={str(n): incidence.chance(n) for n in HORIZONS},
        kaplan_meier={str(n): survival.chance(n) for n in HORIZONS},
        closed_only={str(n): closed_only(days, ends, n) for n in HORIZONS},
        median_days_given_won=median_days_given_won(incidence),
    )


def sales_velocity_of(leads: pd.DataFrame) -> SalesVelocity:
    """Give the money a day that the open pipeline brings, with its four factors."""
    still, value = int(status_is(leads, "open").sum()), _value(leads).won_mean
    rate, days = win_rate(leads).rate, days_to_outcome(leads)["won"].mean
    return SalesVelocity(
        per_day=sales_velocity(still, value, rate, days),
        opportunities=still,
        win_rate=rate,
        mean_won_value=value,
        mean_days_to_win=days,
    )


def stages_of(pipeline: Pipeline) -> tuple[StageFigures, ...]:
    """Give what happened in each open stage, in order."""
    book = (pipeline.leads, pipeline.visits, pipeline.settings.stages)
    limits = {stage.name: stage.limit_days for stage in pipeline.settings.stages}
    zone = pipeline.settings.time_zone
    late = late_entry(*book, log_from=pipeline.log_from, time_zone=zone)
    # Without the stages that lost leads went through, every share would only tell won from lost.
    paths_known = pipeline.history in {"log", "stage dates"}
    both = stage_times(*book, late=late).join(funnel(*book))
    return tuple(
        StageFigures(
            stage=str(row["stage"]),
            visits=row["visits"],
            completed=row["completed"],
            open=row["open"],
            mean_days=row["mean_days"],
            median_days=row["median_days"],
            p90_days=row["p90_days"],
            km_median_days=row["km_median_days"],
            forward_per_30_days=row["forward_per_30_days"],
            strict_conversion=wilson(row["strict_passed"], row["strict_n"]),
            furthest_conversion=wilson(row["passed"], row["reached"] - row["not_yet"])
            if paths_known
            else wilson(0, 0),
            not_yet=row["not_yet"],
            regressions=row["regressions"],
            reentries=row["reentries"],
            reached=row["reached"],
            open_value=row["open_value"],
            limit_days=limits[row["stage"]],
            suggested_limit_days=row["suggested_limit_days"],
            suggested_limit_n=row["suggested_limit_n"],
            skips=row["skips"],
        )
        for row in records(both.reset_index())
    )


def _rot_counts(rot: pd.DataFrame) -> RotCounts:
    counts = rot["rot"].value_counts()
    return RotCounts(
        **{
            name.replace(" ", "_"): int(counts[name])
            for name in ("rotten", "warning", "held", "fresh", "no limit", "unknown")
        }
    )


def groups_of(leads: pd.DataFrame, column: str) -> tuple[GroupFigures, ...]:
    """Give the figures of the leads that share each value of a column, most leads first."""
    return tuple(
        GroupFigures(
            value=row["value"],
            leads=row["leads"],
            open=row["open"],
            won=row["won"],
            lost=row["lost"],
            junk=row["junk"],
            win_rate=wilson(row["won"], row["won"] + row["lost"]),
            won_over_entered=wilson(row["won"], row["leads"]),
            mean_days_to_win=row["mean_days_to_win"],
            won_value=row["won_value"],
            open_value=row["open_value"],
            aalen_johansen_30=Chance(row["p"], row["low"], row["high"]),
        )
        for row in records(breakdown(leads, column))
    )


def _campaigns(pipeline: Pipeline) -> tuple[CampaignFigures, ...]:
    returns = campaign_returns(pipeline.leads, pipeline.activities, pipeline.campaigns)
    return tuple(CampaignFigures(**row) for row in records(returns))


def _grades(rows: pd.DataFrame, pipeline: Pipeline) -> dict[str, int]:
    counts = rows["grade"].value_counts()
    return {name: int(counts[name]) for name in grade_names(pipeline.settings.grades)}


def months_of(pipeline: Pipeline) -> tuple[MonthOfLeads, ...]:
    """Give the leads qualified in each month; none where the book has no history."""
    settings = pipeline.settings
    if pipeline.history == "none":
        return ()
    qualified = qualified_at(
        pipeline.leads, pipeline.visits, settings.stages, settings.qualified_stage
    )
    calendar = calendar_of(settings.dates)
    months = lead_velocity(qualified, as_of=pipeline.as_of, calendar=calendar)
    return tuple(MonthOfLeads(**row) for row in records(months))


def _cold(rows: pd.DataFrame) -> tuple[ColdLead, ...]:
    cold = rows.loc[rows["cold_rule"] != "", ["lead_id", "cold_rule", "cold_action"]]
    return tuple(map(ColdLead, *(cold[name].tolist() for name in cold)))
