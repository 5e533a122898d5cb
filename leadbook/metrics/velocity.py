"""Velocity: money a day that the open pipeline brings, and the growth of qualified leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from leadbook.metrics.columns import moment, moments, positions, status_is
from leadbook.metrics.months import labels, month_and_day
from leadbook.metrics.moves import open_stages, places

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from leadbook.metrics.months import Calendar
    from leadbook.pipeline.settings import Stage

__all__ = ["growth", "lead_velocity", "qualified_at", "sales_velocity"]

FOREVER = np.datetime64("9999-12-31", "us")


def sales_velocity(
    opportunities: int,
    mean_won_value: float | None,
    win_rate: float | None,
    mean_days_to_win: float | None,
) -> float | None:
    """Give opportunities × mean won value × win rate ÷ mean days to win: money a day.

    ``None`` where a factor is missing, without wins, and at 0 days: never infinity.

    >>> sales_velocity(50, 3000, 0.35, 28)
    1875.0
    >>> sales_velocity(50, 3000, 0.35, 0) is None
    True
    """
    if mean_won_value is None or not win_rate or not mean_days_to_win:
        return None
    return opportunities * mean_won_value * win_rate / mean_days_to_win


def growth(now: float, before: float) -> float | None:
    """Give (now - before) ÷ before; ``None`` when there was nothing before.

    >>> growth(230, 200), growth(5, 0)
    (0.15, None)
    """
    return (now - before) / before if before else None


def qualified_at(
    leads: pd.DataFrame, visits: pd.DataFrame, stages: Sequence[Stage], qualified_stage: str
) -> NDArray[np.datetime64]:
    """Give the moment at which each lead first entered the qualified stage or a later one.

    A win qualifies at the latest. NaT where the lead never did, or its history does not tell.

    Args:
        leads: The leads.
        visits: As `pipeline.Pipeline.visits`.
        stages: All stages, in order.
        qualified_stage: Name of an open stage; any other name means the second open stage.
    """
    names = open_stages(stages)
    threshold = names.index(qualified_stage) if qualified_stage in names else min(1, len(names))
    stage = places(visits, "stage", stages)
    good = (stage >= threshold) & (stage < len(names))
    closed = moments(leads, "closed_at")
    first = np.where(status_is(leads, "won") & ~np.isnat(closed), closed, FOREVER)
    entered = moments(visits, "entered_at")
    good &= ~np.isnat(entered)
    earliest = first.view(np.int64)
    np.minimum.at(earliest, positions(visits, "lead")[good], entered[good].view(np.int64))
    return np.where(first == FOREVER, np.datetime64("NaT", "us"), first)


def lead_velocity(
    qualified: NDArray[np.datetime64], *, as_of: datetime, calendar: Calendar = "gregorian"
) -> pd.DataFrame:
    """Give one row a month, from the first qualified lead to as_of, months without any included.

    Columns: ``month`` (2026-11 or 1405-08), ``qualified``, ``rate``, the growth over the month
    before (NaN for the first and after 0), and ``partial``: whether as_of cuts the month short.
    A partial month's rate compares with the same number of days of the month before.

    Args:
        qualified: As `qualified_at` gives; NaT and what lies after as_of is left out.
        as_of: The last moment that counts.
        calendar: Whose months.

    >>> from datetime import datetime
    >>> days = np.array(["2026-10-05", "2026-10-28", "2026-11-02", "2026-11-03"], "M8[us]")
    >>> lead_velocity(days, as_of=datetime(2026, 11, 21)).values.tolist()
    [['2026-10', 2, nan, False], ['2026-11', 2, 1.0, True]]
    """
    past = qualified[qualified <= moment(as_of)]
    today = np.full(1, moment(as_of))
    if not past.size:
        return pd.DataFrame({"month": [], "qualified": [], "rate": [], "partial": []})
    index, day = month_and_day(past, calendar)
    (last,), (until,) = month_and_day(today, calendar)
    (after,), _ = month_and_day(today + np.timedelta64(1, "D"), calendar)
    first = int(index.min())
    count = np.bincount(index - first, minlength=last - first + 1)
    before = np.append(0, count[:-1]).astype(np.float64)
    partial = np.zeros(len(count), dtype=bool)
    if after == last:
        partial[-1] = True
        before[-1] = ((index == last - 1) & (day <= until)).sum()
    rates = [growth(*pair) for pair in zip(count.tolist(), before.tolist(), strict=True)]
    return pd.DataFrame(
        {
            "month": labels(np.arange(first, last + 1), calendar),
            "qualified": count,
            "rate": np.array(rates, dtype=np.float64),
            "partial": partial,
        }
    )
