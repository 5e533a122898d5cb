"""Outcomes: what won leads are worth, which share is won, and how long it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from leadbook.metrics.columns import numbers, status_is
from leadbook.metrics.conversion import cohort_rate, win_rate, won_over_entered
from leadbook.metrics.curves import aalen_johansen, kaplan_meier
from leadbook.metrics.time_to_win import cases, closed_only, median_days_given_won

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from leadbook.metrics.intervals import Chance, Rate
    from leadbook.pipeline.pipeline import Pipeline

__all__ = ["TimeToWin", "Value", "conversion_of", "time_to_win_of", "value_of"]


HORIZONS = (30, 60, 90)


@dataclass(frozen=True, slots=True)
class Value:
    """Money won and still open, in the book's unit; the mean is ``None`` without valued wins."""

    won_total: float
    won_mean: float | None
    open_total: float


@dataclass(frozen=True, slots=True)
class TimeToWin:
    """P(won within N days), three ways, keyed by days ("30", "60", "90")."""

    n: int
    aalen_johansen: Mapping[str, Chance]
    kaplan_meier: Mapping[str, Chance]
    closed_only: Mapping[str, Chance]
    median_days_given_won: float | None


def value_of(leads: pd.DataFrame) -> Value:
    """Add up the money won and still open; a lead without an amount adds nothing."""
    amount = numbers(leads, "amount")
    won, still = amount[status_is(leads, "won")], amount[status_is(leads, "open")]
    valued = won[~np.isnan(won)]
    mean = float(valued.mean()) if valued.size else None
    return Value(float(valued.sum()), mean, float(np.nansum(still)))


def conversion_of(pipeline: Pipeline) -> dict[str, Rate]:
    """Give the shares of leads that are won: of all, of the closed, and within N days."""
    leads, zone = pipeline.leads, pipeline.settings.time_zone
    cohorts = {
        f"cohort_{days}": cohort_rate(leads, days, as_of=pipeline.as_of, time_zone=zone)
        for days in HORIZONS
    }
    return {"won_over_entered": won_over_entered(leads), "win_rate": win_rate(leads), **cohorts}


def time_to_win_of(leads: pd.DataFrame) -> TimeToWin:
    """Give the chance of a win within 30, 60 and 90 days; `n` leads have usable dates."""
    days, ends = cases(leads)
    incidence, survival = aalen_johansen(days, ends), kaplan_meier(days, ends)
    return TimeToWin(
        n=int((~np.isnan(days)).sum()),
        aalen_johansen={str(n): incidence.chance(n) for n in HORIZONS},
        kaplan_meier={str(n): survival.chance(n) for n in HORIZONS},
        closed_only={str(n): closed_only(days, ends, n) for n in HORIZONS},
        median_days_given_won=median_days_given_won(incidence),
    )
