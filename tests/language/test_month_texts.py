"""The month that a cell means."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from leadbook.language.messages import Message
from leadbook.language.month_texts import to_month

OCTOBER, ABAN = date(2026, 10, 1), date(2026, 10, 23)


@pytest.mark.parametrize(
    "cell",
    ["2026-10", "2026/10", " 2026.10 ", "10/2026", "202610", 202610, "October 2026", "oct 2026",
     "2026 October", "اکتبر ۲۰۲۶", datetime(2026, 10, 17), date(2026, 10, 31), "2026-10-05", 46300],
)  # fmt: skip
def test_a_gregorian_month_in_every_form(cell: object) -> None:
    assert to_month(cell, "gregorian") == OCTOBER


@pytest.mark.parametrize(
    "cell",
    ["1405-08", "۱۴۰۵-۰۸", "۱۴۰۵/۸", "140508", 140508.0, "آبان ۱۴۰۵", "آبان ماه ۱۴۰۵",
     "آبان\u200cماه ۱۴۰۵", "۱۴۰۵ آبان", "Aban 1405", datetime(2026, 11, 21), "1405/08/30"],
)  # fmt: skip
@pytest.mark.parametrize("calendar", ["jalali", "jalali-text"])
def test_a_jalali_month_in_every_form(cell: object, calendar: str) -> None:
    assert to_month(cell, calendar) == ABAN


@pytest.mark.parametrize(
    ("cell", "calendar", "why"),
    [
        ("October", "gregorian", "no year"),
        ("آبان", "jalali", "no year"),
        ("soon", "gregorian", "not a month"),
        ("2026-13", "gregorian", "not a month"),
        ("1405-00", "jalali", "not a month"),
        ("1700-05", "gregorian", "not a month"),
        ("Mehr 2026", "gregorian", "not a month"),
        (7, "gregorian", "not a month"),
        (True, "gregorian", "not a month"),
        ("1405-08", "gregorian", "another calendar"),
        ("2026-10", "jalali", "another calendar"),
    ],
)
def test_what_is_no_month_of_the_calendar_says_why(cell: object, calendar: str, why: str) -> None:
    found = to_month(cell, calendar)
    assert isinstance(found, Message)
    assert why in str(found)


@pytest.mark.parametrize("cell", [None, "", "  "])
def test_a_blank_is_no_month_and_no_mistake(cell: object) -> None:
    assert to_month(cell, "jalali") is None
