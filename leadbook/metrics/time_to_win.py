"""Time to win: the chance that a lead is won within N days, open deals counted properly.

Three curves stand side by side, because people know the wrong two:

- *Aalen-Johansen*, the cumulative incidence of winning: open deals are censored at as_of, and a
  lost deal can no longer be won (losing competes with winning). This is the chance.
- *Kaplan-Meier*: lost deals are taken as censored, as if they might still be won. It overstates.
- *Closed only*: won within N days among the deals that have ended. It forgets the open ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from leadbook.metrics.columns import moments, numbers, status_is
from leadbook.metrics.curves import (
    CENSORED,
    COMPETING,
    EVENT,
    Curve,
    aalen_johansen,
    kaplan_meier,
)
from leadbook.metrics.intervals import Chance, wilson

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = [
    "cases",
    "closed_only",
    "curve_by_day",
    "median_days_given_won",
    "medians_given_won",
]


def cases(leads: pd.DataFrame) -> tuple[NDArray[np.float64], NDArray[np.int8]]:
    """Give each lead's days and how it ended: won, otherwise closed (lost, junk), or still open.

    Days run from creation to closing, or to as_of. They are NaN, and the lead takes no part,
    without a creation date, and for a closed lead without a closing date.

    >>> days, ends = cases(pd.DataFrame({"status": ["won", "lost", "open"],
    ...     "age_days": [12.0, 30.0, 8.0], "closed_at": pd.to_datetime(["2026-09-13", None, None])
    ... }))
    >>> days.tolist(), ends.tolist() == [EVENT, COMPETING, CENSORED]
    ([12.0, nan, 8.0], True)
    """
    won, over = status_is(leads, "won"), status_is(leads, "lost", "junk")
    days = numbers(leads, "age_days")
    undated = (won | over) & np.isnat(moments(leads, "closed_at"))
    unknown = undated | (days < 0) | ~(won | over | status_is(leads, "open"))
    ends = np.select([won, over], [EVENT, COMPETING], CENSORED).astype(np.int8)
    return np.where(unknown, np.nan, days), ends


def closed_only(days: ArrayLike, ends: ArrayLike, within: float) -> Chance:
    """Give the share won within so many days among the leads that have ended; Wilson's interval.

    >>> closed_only([10, 20, 30, 40], [EVENT, COMPETING, EVENT, CENSORED], 20).p
    0.333...
    """
    lasted, ended = np.asarray(days, dtype=np.float64), np.asarray(ends)
    over = (ended != CENSORED) & ~np.isnan(lasted)
    won = over & (ended == EVENT) & (lasted <= within)
    share = wilson(int(won.sum()), int(over.sum()))
    return Chance(share.rate, share.low, share.high)


def median_days_given_won(curve: Curve) -> float | None:
    """Give the day by which half of all wins that the curve shows have come; ``None`` without wins.

    >>> median_days_given_won(aalen_johansen([10, 20, 30], [EVENT, EVENT, EVENT]))
    20.0
    """
    median = float(medians_given_won(curve)[0])
    return None if np.isnan(median) else median


def medians_given_won(curve: Curve) -> NDArray[np.float64]:
    """Give each group's day by which half of the wins that its curve shows have come; NaN without.

    >>> curve = aalen_johansen([10, 20, 30, 40], [EVENT] * 4, np.array([0, 0, 0, 1]), 3)
    >>> medians_given_won(curve)
    array([20., 40., nan])
    """
    events = curve.events
    whole = np.append(curve.p, 0.0)[events.last_row(np.inf)]
    # Half of a sum of n equal steps must count as reached, whatever the last bit says.
    half = whole[events.group] / 2 * (1 - 1e-12)
    rows = np.flatnonzero((curve.p >= half) & (curve.p > 0))[::-1]
    median = np.full(len(events.total), np.nan)
    median[events.group[rows]] = events.days[rows]
    return median


def curve_by_day(days: ArrayLike, ends: ArrayLike) -> pd.DataFrame:
    """Give the three curves by whole days, 0 … the day of the last win or loss.

    Returns:
        Columns ``day``, ``aalen_johansen``, its ``low`` and ``high`` (NaN before the first win),
        ``kaplan_meier`` and ``closed_only``; no rows when nothing has ended.
    """
    lasted, ended = np.asarray(days, dtype=np.float64), np.asarray(ends)
    over = np.sort(lasted[(ended != CENSORED) & ~np.isnan(lasted)])
    won = np.sort(lasted[(ended == EVENT) & ~np.isnan(lasted)])
    grid = np.arange(np.ceil(over[-1]) + 1 if len(over) else 0)
    incidence, survival = aalen_johansen(lasted, ended), kaplan_meier(lasted, ended)
    return pd.DataFrame(
        {
            "day": grid.astype(np.int64),
            "aalen_johansen": _step(incidence.events.days, incidence.p, grid, 0.0),
            "low": _step(incidence.events.days, incidence.low, grid, np.nan),
            "high": _step(incidence.events.days, incidence.high, grid, np.nan),
            "kaplan_meier": _step(survival.events.days, survival.p, grid, 0.0),
            "closed_only": np.searchsorted(won, grid, side="right") / max(len(over), 1),
        }
    )


def _step(
    at: NDArray[np.float64], values: NDArray[np.float64], grid: NDArray[np.float64], start: float
) -> NDArray[np.float64]:
    """Read a step function, which is `start` before its first step, on a grid."""
    return np.concatenate([[start], values])[np.searchsorted(at, grid, side="right")]
