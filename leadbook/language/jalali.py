"""Jalali (solar Hijri) calendar, vectorised: the 33-year rule over the years 1200-1500.

In these years the rule agrees with the astronomical calendar of Iran. Dates before 1 Farvardin
1200 (21 March 1821) or after the last of Esfand 1500 (20 March 2122) have no Jalali date here:
year, month and day are 0, and texts fall back to the Gregorian date.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "MONTHS",
    "MonthCalendar",
    "from_dates",
    "is_leap",
    "jalali_date",
    "jalali_text",
    "jalali_texts",
    "month_key",
    "month_name",
    "to_dates",
]

MonthCalendar = Literal["gregorian", "jalali", "jalali-text"]

FIRST_YEAR = 1200
LAST_YEAR = 1500

MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
    "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
_MONTHS_LATIN = (
    "Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar",
    "Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand",
)  # fmt: skip

_LEAP_REMAINDERS = (1, 5, 9, 13, 17, 22, 26, 30)
_EPOCH = np.datetime64("1821-03-21", "D")  # 1 Farvardin 1200

# First day of each year, the year after the last included, in days since 1970.
_YEARS = np.arange(FIRST_YEAR, LAST_YEAR + 1)
_STARTS = _EPOCH.astype(np.int64) + np.concatenate(
    [[0], np.cumsum(365 + np.isin(_YEARS % 33, _LEAP_REMAINDERS))]
)
_MONTH_STARTS = np.array([0, 31, 62, 93, 124, 155, 186, 216, 246, 276, 306, 336])
_ORDINAL_1970 = date(1970, 1, 1).toordinal()


def is_leap(year: int) -> bool:
    """Whether Esfand of a Jalali year has 30 days.

    >>> is_leap(1403), is_leap(1404)
    (True, False)
    """
    return year % 33 in _LEAP_REMAINDERS


def from_dates(
    dates: NDArray[np.datetime64],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Give the Jalali year, month and day of each date; zeros for NaT and outside 1200-1500.

    >>> [part.tolist() for part in from_dates(np.array(["2026-11-21", "1700-01-01"], "M8[D]"))]
    [[1405, 0], [8, 0], [30, 0]]
    """
    days = np.asarray(dates).astype("datetime64[D]").astype(np.int64)
    inside = (days >= _STARTS[0]) & (days < _STARTS[-1])
    days = np.where(inside, days, _STARTS[0])
    index = np.searchsorted(_STARTS, days, side="right") - 1
    of_year = days - _STARTS[index]
    month = np.where(of_year < 186, of_year // 31, (of_year - 6) // 30)
    day = of_year - _MONTH_STARTS[month] + 1
    return (index + FIRST_YEAR) * inside, (month + 1) * inside, day * inside


def to_dates(year: ArrayLike, month: ArrayLike, day: ArrayLike) -> NDArray[np.datetime64]:
    """Give the date of each Jalali year, month and day; NaT where there is no such day.

    >>> to_dates([1405, 1403, 1404], [8, 12, 12], [30, 30, 30])
    array(['2026-11-21', '2025-03-20', 'NaT'], dtype='datetime64[D]')
    """
    years, months, days = (np.asarray(part, dtype=np.int64) for part in (year, month, day))
    real = (years >= FIRST_YEAR) & (years <= LAST_YEAR) & (months >= 1) & (months <= 12)
    index = np.where(real, years - FIRST_YEAR, 0)
    of_year = _MONTH_STARTS[np.where(real, months - 1, 0)] + days - 1
    starts = _STARTS[index]
    month_ends = np.append(_MONTH_STARTS[1:], 366)[np.where(real, months - 1, 0)]
    real &= (days >= 1) & (of_year < month_ends) & (of_year < _STARTS[index + 1] - starts)
    return np.where(real, (starts + of_year).astype("datetime64[D]"), np.datetime64("NaT", "D"))


def jalali_date(year: int, month: int, day: int) -> date | None:
    """Give the date of one Jalali day, or ``None`` where there is no such day.

    >>> jalali_date(1405, 8, 30), jalali_date(1405, 7, 31)
    (datetime.date(2026, 11, 21), None)
    """
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12):
        return None
    length = 31 if month <= 6 else 30 if month <= 11 else 29 + is_leap(year)
    if not 1 <= day <= length:
        return None
    days = int(_STARTS[year - FIRST_YEAR] + _MONTH_STARTS[month - 1]) + day - 1
    return date.fromordinal(_ORDINAL_1970 + days)


def jalali_text(value: date | np.datetime64) -> str:
    """Write a date as ``yyyy/mm/dd`` in the Jalali calendar, with ASCII digits.

    >>> jalali_text(date(2026, 11, 21)), jalali_text(date(1700, 1, 1))
    ('1405/08/30', '1700-01-01')
    """
    day = value.date() if isinstance(value, datetime) else value
    return str(jalali_texts(np.array([day], dtype="datetime64[D]"))[0])


def jalali_texts(dates: NDArray[np.datetime64]) -> NDArray[np.object_]:
    """Write each date as `jalali_text` does; NaT is ``""``.

    >>> jalali_texts(np.array(["2026-11-21", "NaT"], "M8[D]")).tolist()
    ['1405/08/30', '']
    """
    return _written(np.asarray(dates).astype("datetime64[D]"), with_day=True)


def month_key(dates: NDArray[np.datetime64], calendar: MonthCalendar) -> NDArray[np.object_]:
    """Give the month of each date as text that sorts by time; NaT is ``""``.

    >>> days = np.array(["2026-11-21", "2026-11-22", "NaT"], "M8[D]")
    >>> month_key(days, "gregorian").tolist(), month_key(days, "jalali").tolist()
    (['2026-11', '2026-11', ''], ['1405-08', '1405-09', ''])
    """
    days = np.asarray(dates).astype("datetime64[D]")
    if calendar == "gregorian":
        return _texts(days.astype("datetime64[M]"))
    return _written(days, with_day=False)


def month_name(month: int, language: Literal["fa", "en"] = "fa") -> str:
    """Name a Jalali month, 1-12.

    >>> month_name(8), month_name(8, "en")
    ('آبان', 'Aban')
    """
    return (MONTHS if language == "fa" else _MONTHS_LATIN)[month - 1]


def _written(days: NDArray[np.datetime64], *, with_day: bool) -> NDArray[np.object_]:
    distinct, place = np.unique(days, return_inverse=True)
    unit = "datetime64[D]" if with_day else "datetime64[M]"
    texts = _texts(distinct.astype(unit))
    parts = zip(*(part.tolist() for part in from_dates(distinct)), strict=True)
    for at, (year, month, day) in enumerate(parts):
        if year:
            texts[at] = f"{year}/{month:02}/{day:02}" if with_day else f"{year}-{month:02}"
    return texts[place.reshape(days.shape)]


def _texts(dates: NDArray[np.datetime64]) -> NDArray[np.object_]:
    """ISO texts, by way of the distinct dates since making a text is the dear part."""
    distinct, place = np.unique(dates, return_inverse=True)
    texts = np.where(np.isnat(distinct), "", np.datetime_as_string(distinct)).astype(object)
    return texts[place.reshape(dates.shape)]
