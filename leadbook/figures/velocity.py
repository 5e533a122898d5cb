"""Velocity: the money a day that the pipeline brings, and the leads qualified each month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadbook.figures.outcomes import value_of
from leadbook.figures.records import records
from leadbook.metrics.columns import status_is
from leadbook.metrics.conversion import days_to_outcome, win_rate
from leadbook.metrics.months import calendar_of
from leadbook.metrics.velocity import lead_velocity, qualified_at, sales_velocity

if TYPE_CHECKING:
    import pandas as pd

    from leadbook.pipeline.pipeline import Pipeline

__all__ = ["MonthOfLeads", "SalesVelocity", "months_of", "sales_velocity_of"]


@dataclass(frozen=True, slots=True)
class SalesVelocity:
    """Money per day that the open pipeline brings; ``None`` where a factor is missing."""

    per_day: float | None
    opportunities: int
    win_rate: float | None
    mean_won_value: float | None
    mean_days_to_win: float | None


@dataclass(frozen=True, slots=True)
class MonthOfLeads:
    """Leads qualified in one month and their growth over the month before."""

    month: str
    qualified: int
    rate: float | None
    partial: bool


def sales_velocity_of(leads: pd.DataFrame) -> SalesVelocity:
    """Give the money a day that the open pipeline brings, with its four factors."""
    still, value = int(status_is(leads, "open").sum()), value_of(leads).won_mean
    rate, days = win_rate(leads).rate, days_to_outcome(leads)["won"].mean
    return SalesVelocity(
        per_day=sales_velocity(still, value, rate, days),
        opportunities=still,
        win_rate=rate,
        mean_won_value=value,
        mean_days_to_win=days,
    )


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
