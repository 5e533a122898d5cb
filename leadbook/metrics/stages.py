"""Stages: how long leads stay in each, and how fast they move on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from leadbook.language.workdays import business_days
from leadbook.metrics.columns import codes, flags, moments, numbers, positions, status_is
from leadbook.metrics.curves import kaplan_meier
from leadbook.metrics.events import CENSORED, EVENT, count_events
from leadbook.metrics.moves import Moves, moves, open_stages, places

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

    from leadbook.metrics.late_entry import LateEntry
    from leadbook.pipeline.settings import Stage

__all__ = ["ENOUGH_VISITS", "Which", "business_days_of", "days_in_stage", "stage_times"]

Which = Literal["current", "cumulative", "first", "latest", "visits"]

ENOUGH_VISITS = 10


def days_in_stage(
    visits: pd.DataFrame,
    leads: int,
    *,
    which: Which = "current",
    stage: str | None = None,
    days: NDArray[np.float64] | None = None,
) -> NDArray[np.float64]:
    """Give each lead's days in a stage; blank (NaN) where it was never there, 0 on the same day.

    Args:
        visits: As `pipeline.Pipeline.visits`.
        leads: How many leads there are.
        which: ``current``, the visit that is still open; ``cumulative``, all visits together;
            ``first`` or ``latest`` visit; ``visits``, how many there were (0 if none).
        stage: Only visits of this stage; of any stage when absent.
        days: Days of each visit; elapsed days when absent, else such as `business_days_of` gives.

    >>> visits = pd.DataFrame({"lead": [0, 0, 0], "stage": ["New", "Offer", "New"],
    ...     "entered_at": pd.to_datetime(["2026-01-01", "2026-01-05", "2026-01-06"]),
    ...     "days": [4.0, 1.0, 9.0], "is_open": [False, False, True]})
    >>> [days_in_stage(visits, 2, which=w, stage="New") for w in ("cumulative", "first", "visits")]
    [array([13., nan]), array([ 4., nan]), array([2., 0.])]
    """
    lasted = numbers(visits, "days") if days is None else np.asarray(days, dtype=np.float64)
    chosen = np.ones(len(lasted), dtype=bool)
    if stage is not None:
        chosen = codes(visits, "stage", [stage]) == 0
    if which == "current":
        chosen = chosen & (flags(visits, "is_open") == 1)
    lead, lasted = positions(visits, "lead")[chosen], lasted[chosen]
    count = np.bincount(lead, minlength=leads).astype(np.float64)
    if which == "visits":
        return count
    if which == "cumulative":
        return np.where(count > 0, np.bincount(lead, lasted, leads), np.nan)
    # The last one written to a lead stays, so that the first visit is written last.
    order = np.argsort(moments(visits, "entered_at")[chosen], kind="stable")
    order = order[::-1] if which == "first" else order
    found = np.full(leads, np.nan)
    found[lead[order]] = lasted[order]
    return found


def business_days_of(
    visits: pd.DataFrame, *, weekend: frozenset[int], holidays: Sequence[date] = ()
) -> NDArray[np.float64]:
    """Give the working days of each visit: after its first day, up to and including its last.

    Args:
        visits: With ``entered_at`` and ``left_at``.
        weekend: Weekdays off, Monday = 0.
        holidays: Further days off.

    >>> thursday, sunday = pd.Timestamp("2026-11-19"), pd.Timestamp("2026-11-22")
    >>> visits = pd.DataFrame({"entered_at": [thursday], "left_at": [sunday]})
    >>> business_days_of(visits, weekend=frozenset({4}))
    array([2.])
    """
    return business_days(
        moments(visits, "entered_at"),
        moments(visits, "left_at"),
        weekend=weekend,
        holidays=holidays,
    )


def stage_times(
    leads: pd.DataFrame,
    visits: pd.DataFrame,
    stages: Sequence[Stage],
    *,
    late: LateEntry | None = None,
) -> pd.DataFrame:
    """Give one row an open stage, in order: how long visits last and how fast they move on.

    Columns: ``visits``, ``completed`` and ``open`` (their sum is the first; an open lead counts in
    its stage even where the day it came there is unknown); ``mean_days``, ``median_days`` and
    ``p90_days`` of completed visits; ``km_median_days``, the median with open visits counted as
    censored; ``forward_per_30_days``, forward exits ÷ days of all visits × 30;
    ``suggested_limit_days``, the 75th percentile of the visits that moved forward in deals later
    won, and ``suggested_limit_n``, their number: below ten there is no suggestion. NaN where a
    number is not known. Where the log started late (`late`), ``km_median_days`` counts a visit
    among those at risk, and ``forward_per_30_days`` its days, only since the log has watched it.

    >>> from leadbook.pipeline.settings import Stage
    >>> leads = pd.DataFrame({"stage": ["Offer", "New"], "status": ["open", "open"]})
    >>> visits = pd.DataFrame({"lead": [0, 0, 1], "stage": ["New", "Offer", "New"],
    ...     "days": [10.0, 5.0, 20.0], "is_open": [False, True, True],
    ...     "next_stage": ["Offer", None, None]})
    >>> table = stage_times(leads, visits, [Stage("New"), Stage("Offer")])
    >>> table.loc["New", ["visits", "completed", "mean_days", "forward_per_30_days"]].tolist()
    [2.0, 1.0, 10.0, 1.0]
    """
    moved, names = moves(leads, visits, stages), open_stages(stages)
    known = np.where(np.isnan(moved.days), -1, moved.stage)
    ends = np.where(moved.is_open, CENSORED, EVENT)
    staying = curve = kaplan_meier(moved.days, ends, known, len(names))
    watched = moved.days
    if late is not None:
        curve = kaplan_meier(late.days, ends, known, len(names), entries=late.entries)
        watched = late.watched
    done = np.bincount(moved.stage[~moved.is_open & (moved.stage >= 0)], minlength=len(names))
    now = places(leads, "stage", stages)[status_is(leads, "open")]
    here = np.bincount(now[(now >= 0) & (now < len(names))], minlength=len(names))
    return pd.DataFrame(
        {
            "visits": done + here,
            "completed": done,
            "open": here,
            "mean_days": staying.events.mean(),
            "median_days": staying.events.quantile(0.5),
            "p90_days": staying.events.quantile(0.9),
            "km_median_days": curve.median(),
            "forward_per_30_days": _forward_rate(moved, watched, known, len(names)),
            **_suggested_limits(moved, known, status_is(leads, "won"), len(names)),
        },
        index=pd.Index(names, name="stage", dtype=object),
    )


def _forward_rate(
    moved: Moves, watched: NDArray[np.float64], stage: NDArray[np.intp], stages: int
) -> NDArray[np.float64]:
    """Forward exits ÷ lead-days spent × 30; the days of open visits count."""
    known = stage >= 0
    days = np.bincount(stage[known], watched[known], stages)
    exits = np.bincount(stage[known & moved.forward], minlength=stages)
    return np.where(days > 0, exits * 30 / np.where(days > 0, days, 1), np.nan)


def _suggested_limits(
    moved: Moves, stage: NDArray[np.intp], won: NDArray[np.bool_], stages: int
) -> dict[str, NDArray[np.generic]]:
    """Learn limits from success: the time that deals later won took before they moved forward."""
    good = (stage >= 0) & moved.forward & won[moved.lead]
    passed = count_events(moved.days[good], np.full(good.sum(), EVENT), stage[good], stages)
    enough = passed.total >= ENOUGH_VISITS
    limit = np.where(enough, passed.quantile(0.75), np.nan)
    return {"suggested_limit_days": limit, "suggested_limit_n": passed.total}
