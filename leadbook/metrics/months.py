"""Months of either calendar as running numbers, to be counted, sorted and added to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from leadbook.language.jalali import from_dates, month_key, to_dates

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from leadbook.pipeline.settings import Dates

__all__ = ["Calendar", "calendar_of", "first_days", "labels", "month_and_day", "month_of"]

Calendar = Literal["gregorian", "jalali"]

MONTHS_A_YEAR = 12


def calendar_of(dates: Dates) -> Calendar:
    """Say whose months a book counts in, by how it writes its dates.

    >>> calendar_of("jalali-text")
    'jalali'
    """
    return "gregorian" if dates == "gregorian" else "jalali"


def month_of(at: NDArray[np.datetime64], calendar: Calendar) -> NDArray[np.intp]:
    """Give the running number of each moment's month; the next month has the next number.

    >>> month_of(np.array(["2026-10-31", "2026-11-01"], "M8[us]"), "gregorian").tolist()
    [681, 682]
    """
    return month_and_day(at, calendar)[0]


def month_and_day(
    at: NDArray[np.datetime64], calendar: Calendar
) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """Give the running number of each moment's month, and its day of the month.

    >>> month, day = month_and_day(np.array(["2026-11-21"], "M8[us]"), "jalali")
    >>> divmod(int(month[0]), 12), day.tolist()
    ((1405, 7), [30])
    """
    # Running numbers are counted by, which numpy does by the machine's own integers only: those of
    # a browser have 32 bits.
    if calendar == "jalali":
        year, month, day = from_dates(at.astype("datetime64[D]"))
        number = year.astype(np.int64) * MONTHS_A_YEAR + month - 1
        return number.astype(np.intp), day.astype(np.int64)
    months = at.astype("datetime64[M]")
    day = (at.astype("datetime64[D]") - months.astype("datetime64[D]")).astype(np.int64) + 1
    return months.astype(np.int64).astype(np.intp), day


def first_days(month: NDArray[np.integer], calendar: Calendar) -> NDArray[np.datetime64]:
    """Give the first day of each month by its running number.

    >>> first_days(np.array([682]), "gregorian"), first_days(np.array([1405 * 12 + 7]), "jalali")
    (array(['2026-11-01'], dtype='datetime64[D]'), array(['2026-10-23'], dtype='datetime64[D]'))
    """
    if calendar == "jalali":
        return to_dates(month // MONTHS_A_YEAR, month % MONTHS_A_YEAR + 1, np.ones_like(month))
    return month.astype("datetime64[M]").astype("datetime64[D]")


def labels(month: NDArray[np.integer], calendar: Calendar) -> NDArray[np.object_]:
    """Write each month by its running number, as 2026-11 or 1405-08.

    >>> labels(np.array([682]), "gregorian").tolist()
    ['2026-11']
    """
    return month_key(first_days(month, calendar), calendar)
