"""Cohorts: leads by the month they came in, each watched for the same number of days."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from leadbook.language.dates import elapsed_days
from leadbook.metrics.columns import moment, moments, numbers, status_is
from leadbook.metrics.months import first_days, labels, month_of
from leadbook.metrics.time_to_win import cases

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from leadbook.metrics.months import Calendar

__all__ = ["cohorts", "first_customers"]

HORIZONS = (30, 60, 90)


def cohorts(
    leads: pd.DataFrame,
    *,
    as_of: datetime,
    time_zone: str,
    calendar: Calendar = "gregorian",
    horizons: Sequence[int] = HORIZONS,
) -> pd.DataFrame:
    """Give one row a month of creation, from the first lead's to as_of's, empty months included.

    Columns: ``month`` (2026-11 or 1405-08), ``leads``, ``open``, ``won``, ``lost``, ``junk``,
    ``won_value`` (blank amounts count 0), ``watched_days`` (age of the month's youngest lead; NaN
    without leads), ``partial`` (the month is not over), and for each horizon of N days ``won_N``,
    leads won within N days of their creation, ``n_N``, leads whose days are known, and ``ripe_N``:
    whether the month is over and each of its leads is N days old: until then the counts hold only
    those that are, and a rate is "not yet". Leads without a creation date are in no cohort.

    Args:
        leads: As `pipeline.Pipeline.leads`.
        as_of: The last moment that counts.
        time_zone: Zone of the naive times.
        calendar: Whose months.
        horizons: Each N, in days.

    >>> from datetime import datetime
    >>> leads = pd.DataFrame({"status": ["won", "open", "open"], "age_days": [12.0, 51.0, 5.0],
    ...     "created_at": pd.to_datetime(["2026-09-01", "2026-10-01", "2026-11-16"]),
    ...     "closed_at": pd.to_datetime(["2026-09-13", None, None])})
    >>> table = cohorts(leads, as_of=datetime(2026, 11, 21), time_zone="UTC", horizons=(30,))
    >>> table[["month", "won_30", "n_30", "ripe_30"]].values.tolist()
    [['2026-09', 1, 1, True], ['2026-10', 0, 1, True], ['2026-11', 0, 0, False]]
    """
    created, today = moments(leads, "created_at"), np.full(1, moment(as_of))
    dated = ~np.isnat(created) & (created <= today)
    at = np.flatnonzero(dated)
    index, (last,) = month_of(created[at], calendar), month_of(today, calendar)
    first = int(index.min()) if len(index) else int(last) + 1
    months = np.arange(first, last + 1)
    place, n = index - first, len(months)
    age = elapsed_days(created[at], today, time_zone)
    watched = np.full(n, np.inf)
    np.minimum.at(watched, place, age)
    over = first_days(months + 1, calendar) <= np.datetime64(as_of, "D") + np.timedelta64(1, "D")
    columns = {
        "month": labels(months, calendar),
        "leads": np.bincount(place, minlength=n),
        **_outcomes(leads, at, place, n),
        "watched_days": np.where(np.isinf(watched), np.nan, watched),
        "partial": ~over,
    }
    lasted = cases(leads)[0][at]
    won = status_is(leads, "won")[at]
    for days in horizons:
        old = (age >= days) & ~np.isnan(lasted)
        columns[f"won_{days}"] = np.bincount(place[old & won & (lasted <= days)], minlength=n)
        columns[f"n_{days}"] = np.bincount(place[old], minlength=n)
        columns[f"ripe_{days}"] = over & (watched >= days)
    return pd.DataFrame(columns)


def _outcomes(
    leads: pd.DataFrame, at: NDArray[np.intp], place: NDArray[np.intp], n: int
) -> dict[str, NDArray[np.generic]]:
    """Count the leads of each month by what became of them, and add up what they brought."""
    found: dict[str, NDArray[np.generic]] = {
        status: np.bincount(place[status_is(leads, status)[at]], minlength=n)
        for status in ("open", "won", "lost", "junk")
    }
    won = status_is(leads, "won")[at]
    amount = np.nan_to_num(numbers(leads, "amount")[at])
    return found | {"won_value": np.bincount(place[won], amount[won], n).astype(np.float64)}


def first_customers(leads: pd.DataFrame, count: int = 100) -> NDArray[np.intp]:
    """Give the rows of the first leads that were won, by closing date; undated wins are left out.

    Wins of one day stand in the book's order.

    >>> closed = pd.to_datetime(["2026-10-01", None, "2026-09-01"])
    >>> leads = pd.DataFrame({"status": ["won", "won", "won"], "closed_at": closed})
    >>> first_customers(leads).tolist()
    [2, 0]
    """
    closed = moments(leads, "closed_at")
    won = np.flatnonzero(status_is(leads, "won") & ~np.isnat(closed))
    return won[np.argsort(closed[won], kind="stable")][:count]
