"""Working days between dates, for any weekend and any holidays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

__all__ = ["business_days"]

_ONE_DAY = np.timedelta64(1, "D")
_ANY_DAY = np.datetime64("1970-01-01", "D")


def business_days(
    start: NDArray[np.datetime64],
    end: NDArray[np.datetime64],
    *,
    weekend: frozenset[int],
    holidays: Sequence[date] = (),
) -> NDArray[np.float64]:
    """Count the working days after the start date up to and including the end date.

    The time of day does not count. NaN where a date is missing or the end is before the start.

    Args:
        start: Dates, NaT unknown.
        end: The same, as many, or one for all.
        weekend: Weekdays off, Monday = 0; all seven give 0 working days, none gives all days.
        holidays: Further days off.

    >>> friday, the_next = np.array([["2026-11-20"], ["2026-11-27"]], "M8[D]")
    >>> business_days(friday, the_next, weekend=frozenset({4}))
    array([6.])
    """
    since, until = np.broadcast_arrays(
        np.asarray(start).astype("datetime64[D]"), np.asarray(end).astype("datetime64[D]")
    )
    known = until >= since  # NaT compares false
    open_days = [weekday not in weekend for weekday in range(7)]
    counted = np.zeros(since.shape, dtype=np.float64)
    if any(open_days):  # numpy refuses a week without a working day
        counted += np.busday_count(
            np.where(known, since, _ANY_DAY) + _ONE_DAY,
            np.where(known, until, _ANY_DAY) + _ONE_DAY,
            weekmask=open_days,
            holidays=np.array(holidays, dtype="datetime64[D]"),
        )
    return np.where(known, counted, np.nan)
