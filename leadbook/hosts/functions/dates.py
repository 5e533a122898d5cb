"""Functions of dates: between the Jalali and the Gregorian calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from leadbook.hosts.arguments import Argument
from leadbook.hosts.choices import choice
from leadbook.hosts.faults import OutOfRange
from leadbook.hosts.registry import udf
from leadbook.hosts.values import moment_of
from leadbook.language.jalali import FIRST_YEAR, LAST_YEAR, from_dates, month_name
from leadbook.language.messages import message
from leadbook.language.text import persian_digits

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

__all__ = ["LB_GREGORIAN", "LB_JALALI"]

Form = Literal["short", "persian", "long", "latin", "month", "weekday"]
FORMS: Mapping[Form, tuple[str, ...]] = {
    "short": ("short", "کوتاه"),
    "persian": ("persian", "فارسی"),
    "long": ("long", "بلند", "کامل"),
    "latin": ("latin", "english", "لاتین"),
    "month": ("month", "ماه"),
    "weekday": ("weekday", "روز هفته"),
}
_WEEKDAYS = ("دوشنبه", "سه‌شنبه", "چهارشنبه", "پنج‌شنبه", "جمعه", "شنبه", "یکشنبه")


@udf(
    message("A date in the Jalali calendar, as text: 1405/08/30."),
    group="dates",
    gives="each",
    date=Argument("each", message("The date; Jalali text is understood as well")),
    form=Argument(
        "text",
        message("short 1405/08/30 (when left out), persian (Persian digits), long (day, name of "
                "the month, year), latin (30 Aban 1405), month (1405-08), weekday"),
        required=False,
    ),
)  # fmt: skip
def LB_JALALI(date: object, form: str) -> str:
    """Write a date in the Jalali calendar; 0 is blank."""
    wanted = choice(form, FORMS, "form")
    if _is_empty(date):
        return ""
    moment = moment_of(date)
    year, month, day = (int(part[0]) for part in from_dates(np.array([moment], "datetime64[D]")))
    if not year:
        raise OutOfRange(
            message(
                "the Jalali calendar is known from {first} to {last}",
                first=str(FIRST_YEAR),
                last=str(LAST_YEAR),
            )
        )
    return _written(wanted, moment, (year, month, day))


def _written(form: Form, moment: datetime, parts: tuple[int, int, int]) -> str:
    year, month, day = parts
    short = f"{year}/{month:02}/{day:02}"
    match form:
        case "persian":
            return persian_digits(short)
        case "long":
            return persian_digits(f"{day} {month_name(month)} {year}")
        case "latin":
            return f"{day} {month_name(month, 'en')} {year}"
        case "month":
            return f"{year}-{month:02}"
        case "weekday":
            return _WEEKDAYS[moment.weekday()]
    return short


@udf(
    message("The day that a date in any form means, as a date that can be counted with."),
    group="dates",
    gives="each",
    text=Argument("each", message("A date as text, Jalali or Gregorian, such as 1405/08/30")),
)
def LB_GREGORIAN(text: object) -> datetime | str:
    """Give the day of a date; 0 is blank."""
    if _is_empty(text):
        return ""
    return moment_of(text).replace(hour=0, minute=0, second=0, microsecond=0)


def _is_empty(cell: object) -> bool:
    """Tell a 0, which formulas that refer to a blank cell give, and which is no date anyway."""
    return type(cell) is float and cell == 0
