"""One cell → the month that it means: a date, 2026-10, ۱۴۰۵-۰۸, "October 2026", «آبان ۱۴۰۵».

The year tells the calendar (1200-1500 are Jalali), so that no month can be meant in both.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

import numpy as np

from leadbook.language.date_texts import GREGORIAN_MONTHS, GREGORIAN_YEARS, JALALI_MONTHS
from leadbook.language.dates import to_datetime
from leadbook.language.jalali import FIRST_YEAR, LAST_YEAR, from_dates, jalali_date, month_name
from leadbook.language.messages import message
from leadbook.language.text import fold, is_blank, plain, tidy

if TYPE_CHECKING:
    from leadbook.language.jalali import MonthCalendar
    from leadbook.language.messages import Message

__all__ = ["to_month"]

_PERSIAN_GREGORIAN = (
    "ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن",
    "ژوئیه", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر",
)  # fmt: skip
_GREGORIAN = GREGORIAN_MONTHS | {fold(name): at for at, name in enumerate(_PERSIAN_GREGORIAN, 1)}
_JALALI = JALALI_MONTHS | {fold(month_name(at, "en")): at for at in range(1, 13)}

_YEAR_FIRST = re.compile(r"(?P<year>\d{4})(?:\s?[-/.\s]\s?|(?=\d\d$))(?P<month>\d{1,2})")
_YEAR_LAST = re.compile(r"(?P<month>\d{1,2})\s?[-/.\s]\s?(?P<year>\d{4})")
_NAMED = re.compile(r"(?P<name>[^\W\d]+)(?:[\s,،/-]+ماه)?[\s,،/-]*(?P<year>\d{4})")
_NAMED_LAST = re.compile(r"(?P<year>\d{4})[\s,،/-]*(?P<name>[^\W\d]+)(?:\sماه)?")
_ONLY_NAME = re.compile(r"[^\W\d]+(?:\sماه)?")

_NO_MONTH = message("this is not a month")
_NO_YEAR = message("the month has no year")
_OTHER_CALENDAR = message("this is a month of another calendar than the book's")


def to_month(
    value: object, calendar: MonthCalendar, *, date1904: bool = False
) -> date | Message | None:
    """Give the first day of the month that a cell means, or the reason why it cannot be told.

    A blank is ``None``; a whole date means the month it lies in.

    Args:
        value: The cell.
        calendar: The book's, whose months are meant.
        date1904: Whether serial dates count from 1904.

    >>> to_month("۱۴۰۵-۰۸", "jalali"), to_month("Oct 2026", "gregorian")
    (datetime.date(2026, 10, 23), datetime.date(2026, 10, 1))
    >>> to_month(datetime(2026, 11, 21), "jalali"), str(to_month("October", "gregorian"))
    (datetime.date(2026, 10, 23), 'the month has no year')
    """
    if is_blank(value):
        return None
    text = tidy(plain(value)) if not isinstance(value, date) else ""
    parts = _year_and_month(text)
    if parts is None:
        day = to_datetime(value, date1904=date1904)
        if day is None:
            return _NO_YEAR if _ONLY_NAME.fullmatch(text) and _is_name(text) else _NO_MONTH
        return _month_of(day, calendar)
    year, month = parts
    jalali = FIRST_YEAR <= year <= LAST_YEAR
    if not 1 <= month <= 12 or not (jalali or year in GREGORIAN_YEARS):
        return _NO_MONTH
    if jalali != (calendar != "gregorian"):
        return _OTHER_CALENDAR
    return jalali_date(year, month, 1) if jalali else date(year, month, 1)


def _year_and_month(text: str) -> tuple[int, int] | None:
    """Year and month as written; a name that its calendar does not have is month 0."""
    if match := _YEAR_FIRST.fullmatch(text) or _YEAR_LAST.fullmatch(text):
        return int(match["year"]), int(match["month"])
    if match := _NAMED.fullmatch(text) or _NAMED_LAST.fullmatch(text):
        year = int(match["year"])
        names = _JALALI if FIRST_YEAR <= year <= LAST_YEAR else _GREGORIAN
        return year, names.get(_bare(match["name"]), 0)
    return None


def _bare(name: str) -> str:
    return fold(name).removesuffix("ماه").strip()


def _is_name(text: str) -> bool:
    return _bare(text) in _GREGORIAN | _JALALI


def _month_of(day: datetime, calendar: MonthCalendar) -> date | Message:
    if calendar == "gregorian":
        return day.date().replace(day=1)
    year, month, _ = (int(part[0]) for part in from_dates(np.array([day], "datetime64[D]")))
    return (jalali_date(year, month, 1) if year else None) or _NO_MONTH
