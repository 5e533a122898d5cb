"""One date text → wall time, or the reason why it is none.

A text is read only if it can mean one day: year-month-day in any punctuation (years 1200-1500 are
Jalali), eight digits, a month's name, or day and month in either order where one is above 12; and
behind the day of the week only if it is that one.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING

from leadbook.language.jalali import FIRST_YEAR, LAST_YEAR, MONTHS, jalali_date
from leadbook.language.messages import message
from leadbook.language.text import fold, tidy

if TYPE_CHECKING:
    from leadbook.language.messages import Message

__all__ = ["GREGORIAN_MONTHS", "GREGORIAN_YEARS", "JALALI_MONTHS", "read_date_text"]

GREGORIAN_YEARS = range(1900, 2200)

_ENGLISH = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
GREGORIAN_MONTHS = (
    {name: month for month, name in enumerate(_ENGLISH, 1)}
    | {name[:3]: month for month, name in enumerate(_ENGLISH, 1)}
    | {"sept": 9}
)
JALALI_MONTHS = {fold(name): month for month, name in enumerate(MONTHS, 1)}

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_FROM_SATURDAY = ("", "یک", "دو", "سه", "چهار", "پنج")
_WEEKDAYS = (
    {name: day for day, name in enumerate(_DAYS)}
    | {name[:3]: day for day, name in enumerate(_DAYS)}
    | {f"{count}{space}شنبه".strip(): (5 + place) % 7
       for place, count in enumerate(_FROM_SATURDAY) for space in ("", " ")}
    | {"جمعه": 4}
)  # fmt: skip

_TIME = r"""
    (?:[T\s]\s?(?:ساعت\s)?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<part>\d{1,9}))?)?
    \s?(?P<half>[ap]\.?m\.?|[قب]\.?\s?ظ\.?)?
    \s?(?P<zone>Z|UTC|(?:GMT)?[+-](?:\d{2}:?|\d:)\d{2})?)?"""
_NUMERIC = re.compile(
    rf"(?P<a>\d{{1,4}})(?P<sep>[-/.])(?P<b>\d{{1,2}})(?P=sep)(?P<c>\d{{1,4}}){_TIME}",
    re.VERBOSE | re.IGNORECASE,
)
_COMPACT = re.compile(rf"(?P<a>\d{{4}})(?P<b>\d{{2}})(?P<c>\d{{2}}){_TIME}", re.VERBOSE)
_DAY_NAME = re.compile(
    rf"(?P<day>\d{{1,2}})[\s-](?P<name>[^\W\d]+)[\s,،-]+(?P<year>\d{{4}}|\d\d){_TIME}",
    re.VERBOSE | re.IGNORECASE,
)
_NAME_DAY = re.compile(
    rf"(?P<name>[^\W\d]+)\s(?P<day>\d{{1,2}})[,،]?\s(?P<year>\d{{4}}|\d\d){_TIME}",
    re.VERBOSE | re.IGNORECASE,
)
_BEHIND_WEEKDAY = re.compile(r"(?P<name>[^\W\d]+(?:\sشنبه)?)[,،]?\s(?P<rest>.*\d.*)")

_NOT_A_DATE = message("this is not a date")
_NO_SUCH_DAY = message("there is no such day in the calendar")
_TWO_DAYS = message("day and month cannot be told apart")
_SHORT_YEAR = message("the year has fewer than four digits")
_FAR_YEAR = message("the year is out of range")
_OTHER_WEEKDAY = message("that day is another day of the week")
_NO_SUCH_TIME = message("there is no such time of day")


def read_date_text(text: str, zone: tzinfo | None = None) -> datetime | Message:
    """Give the wall time that a text means, or the reason why it cannot be told.

    A time with an offset is turned into the zone's wall time; without a zone it stays as written.

    >>> read_date_text("۱۴۰۵/۰۸/۳۰ ۱۴:۳۰")
    datetime.datetime(2026, 11, 21, 14, 30)
    >>> str(read_date_text("03/04/2026"))
    'day and month cannot be told apart'
    """
    seen = tidy(text)
    moment = _iso(seen) or _general(seen)
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is not None:
        moment = (moment.astimezone(zone) if zone else moment).replace(tzinfo=None)
    return moment


def _iso(text: str) -> datetime | None:
    """Read the usual case at the speed of C; everything else is left to the patterns."""
    if text[4:5] != "-":
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.year in GREGORIAN_YEARS else None


def _general(text: str) -> datetime | Message:
    if match := _NUMERIC.fullmatch(text) or _COMPACT.fullmatch(text):
        day = _numeric_day(match["a"], match["b"], match["c"])
    elif match := _DAY_NAME.fullmatch(text) or _NAME_DAY.fullmatch(text):
        day = _named_day(match["year"], fold(match["name"]), int(match["day"]))
    else:
        return _behind_weekday(text)
    if not isinstance(day, date):
        return day
    return _with_time(day, match)


def _behind_weekday(text: str) -> datetime | Message:
    match = _BEHIND_WEEKDAY.fullmatch(text)
    weekday = _WEEKDAYS.get(fold(match["name"])) if match else None
    if match is None or weekday is None:
        return _NOT_A_DATE
    moment = _general(match["rest"])
    agrees = not isinstance(moment, datetime) or moment.weekday() == weekday
    return moment if agrees else _OTHER_WEEKDAY


def _numeric_day(first: str, second: str, third: str) -> date | Message:
    if len(first) == 4:
        return _day(int(first), int(second), int(third))
    if len(third) != 4:
        return _SHORT_YEAR
    one, two, year = int(first), int(second), int(third)
    if one <= 12 and two <= 12 and one != two:
        return _TWO_DAYS
    return _day(year, min(one, two), max(one, two))


def _named_day(year: str, name: str, day: int) -> date | Message:
    if len(year) < 4:
        known = name in GREGORIAN_MONTHS or name in JALALI_MONTHS
        return _SHORT_YEAR if known else _NOT_A_DATE
    is_jalali = FIRST_YEAR <= int(year) <= LAST_YEAR
    month = (JALALI_MONTHS if is_jalali else GREGORIAN_MONTHS).get(name)
    return _NOT_A_DATE if month is None else _day(int(year), month, day)


def _day(year: int, month: int, day: int) -> date | Message:
    if FIRST_YEAR <= year <= LAST_YEAR:
        return jalali_date(year, month, day) or _NO_SUCH_DAY
    if year not in GREGORIAN_YEARS:
        return _FAR_YEAR
    try:
        return date(year, month, day)
    except ValueError:
        return _NO_SUCH_DAY


def _with_time(day: date, match: re.Match[str]) -> datetime | Message:
    if match["hour"] is None:
        return datetime.combine(day, time())
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    if match["half"]:
        if not 1 <= hour <= 12:
            return _NO_SUCH_TIME
        hour = hour % 12 + 12 * (match["half"][0] in "pPب")
    micros = int((match["part"] or "").ljust(6, "0")[:6])
    try:
        return datetime.combine(day, time(hour, minute, second, micros, _offset(match["zone"])))
    except ValueError:
        return _NO_SUCH_TIME


def _offset(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text.upper() in ("Z", "UTC"):
        return UTC
    hours, minutes = int(text[:-2].strip("GMTgmt+-:")), int(text[-2:])
    return timezone((-1 if "-" in text else 1) * timedelta(hours=hours, minutes=minutes))
