"""Rotting: which open deals have stood longer than their stage allows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from leadbook.language.dates import elapsed_days
from leadbook.metrics.columns import codes, flags, moment, moments, positions, status_is
from leadbook.metrics.stages import days_in_stage
from leadbook.pipeline.moments import AsOf

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from leadbook.pipeline.settings import Clock, Stage

__all__ = ["ROT", "held_until", "rotting"]

ROT = ("rotten", "warning", "held", "fresh", "no limit", "unknown", "")

CLOCKS: tuple[Clock, ...] = ("entry", "touch", "creation")
NEVER = np.datetime64("NaT", "us")
US_A_DAY = 86_400_000_000


def held_until(leads: pd.DataFrame, *, as_of: datetime) -> NDArray[np.datetime64]:
    """Give the future date to which each lead is snoozed or planned, the later one; NaT if none.

    Where as_of is a mere date, that whole day is no longer the future.

    >>> from datetime import datetime
    >>> leads = pd.DataFrame({"next_step_at": pd.to_datetime(["2026-11-25", "2026-11-20"])})
    >>> held_until(leads, as_of=datetime(2026, 11, 21)).astype("M8[D]")
    array(['2026-11-25',        'NaT'], dtype='datetime64[D]')
    """
    until = np.fmax(moments(leads, "next_step_at"), moments(leads, "snooze_until"))
    return np.where(AsOf(as_of).after(until), until, NEVER)


def rotting(
    leads: pd.DataFrame,
    visits: pd.DataFrame,
    stages: Sequence[Stage],
    *,
    as_of: datetime,
    last_contact: NDArray[np.datetime64] | None = None,
    warn_at: float = 0.8,
    time_zone: str = "UTC",
) -> pd.DataFrame:
    """Say of each lead how it stands against its stage's limit, on that stage's clock.

    An open lead is *rotten* when its age is at least the limit, *warning* from `warn_at` of it on,
    else *fresh*; *held* when a next step or a snooze lies ahead; *no limit* where the stage has
    none (blank or 0); *unknown* where the clock's start is. A closed lead has "". The clock of
    last touch runs from creation for a lead that nobody has touched.

    Args:
        leads: The leads.
        visits: As `pipeline.Pipeline.visits`.
        stages: All stages, with limits and clocks.
        as_of: The moment of judgement.
        last_contact: Each lead's last touch; the leads' ``last_contact_at`` when absent.
        warn_at: Share of the limit.
        time_zone: Zone of the dates.

    Returns:
        One row a lead: ``days_in_stage`` (of the open visit), ``rot``, ``limit_days``,
        ``days_over`` (rotten only), ``percent_of_limit`` (a fraction), ``due_at``, ``held_until``.

    >>> from datetime import datetime
    >>> from leadbook.pipeline.settings import Stage
    >>> leads = pd.DataFrame({"stage": ["New"] * 3, "status": ["open", "open", "lost"],
    ...     "created_at": pd.to_datetime(["2026-11-01", "2026-11-13", "2026-01-01"])})
    >>> new = Stage("New", limit_days=10, clock="creation")
    >>> found = rotting(leads, pd.DataFrame(), [new], as_of=datetime(2026, 11, 21))
    >>> found["rot"].tolist(), found["days_over"].tolist()
    (['rotten', 'warning', ''], [10.0, nan, nan])
    """
    is_open = status_is(leads, "open")
    stage = np.where(is_open, codes(leads, "stage", [stage.name for stage in stages]), -1)
    touched = moments(leads, "last_contact_at") if last_contact is None else last_contact
    entered = _entered(leads, visits)
    start = _clock_start(leads, stage, stages, entered, touched)
    now = np.full(1, moment(as_of))
    limit = np.array([_limit(stage) for stage in stages] + [np.nan])[stage]
    age, share = _against(limit, elapsed_days(start, now, time_zone))
    until = np.where(is_open, held_until(leads, as_of=as_of), NEVER)
    rot: NDArray[np.intp] = np.select(
        [~is_open, np.isnan(limit), ~np.isnat(until), np.isnan(age), share >= 1, share >= warn_at],
        [ROT.index(name) for name in ("", "no limit", "held", "unknown", "rotten", "warning")],
        ROT.index("fresh"),
    )
    return pd.DataFrame(
        {
            "days_in_stage": days_in_stage(visits, len(leads)),
            "rot": pd.Categorical.from_codes(rot, categories=pd.Index(ROT)),
            "limit_days": limit,
            "days_over": np.where(rot == ROT.index("rotten"), age - limit, np.nan),
            "percent_of_limit": share,
            "due_at": _plus_days(start, limit),
            "held_until": until,
        }
    )


def _limit(stage: Stage) -> float:
    return stage.limit_days if stage.limit_days and stage.limit_days > 0 else np.nan


def _against(
    limit: NDArray[np.float64], age: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the age, unless it is negative, and its share of the limit."""
    age = np.where(age >= 0, age, np.nan)
    return age, age / limit


def _entered(leads: pd.DataFrame, visits: pd.DataFrame) -> NDArray[np.datetime64]:
    """Give the moment at which each lead entered the stage where it is now."""
    entered = np.full(len(leads), NEVER)
    here = flags(visits, "is_open") == 1
    entered[positions(visits, "lead")[here]] = moments(visits, "entered_at")[here]
    return entered


def _clock_start(
    leads: pd.DataFrame,
    stage: NDArray[np.intp],
    stages: Sequence[Stage],
    entered: NDArray[np.datetime64],
    touched: NDArray[np.datetime64],
) -> NDArray[np.datetime64]:
    """Give the moment from which each lead's stage counts; NaT without a stage."""
    created = moments(leads, "created_at")
    clock = np.array([CLOCKS.index(stage.clock) for stage in stages] + [-1])[stage]
    starts = [entered, np.where(np.isnat(touched), created, touched), created]
    return np.select([clock == place for place in range(len(CLOCKS))], starts, NEVER)


def _plus_days(start: NDArray[np.datetime64], days: NDArray[np.float64]) -> NDArray[np.datetime64]:
    known = ~np.isnan(days)
    later = np.where(known, days, 0) * US_A_DAY
    return np.where(known, start + np.rint(later).astype("timedelta64[us]"), NEVER)
