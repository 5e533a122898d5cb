"""Date texts: those that mean one day, and the reason why the others do not."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from leadbook.language.date_texts import read_date_text

DAY = datetime(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-21", DAY),
        ("2026/11/21", DAY),
        ("2026.11.21", DAY),
        ("2026-1-2", datetime(2026, 1, 2)),
        ("20261121", DAY),
        ("2026-11-21T14:30", datetime(2026, 11, 21, 14, 30)),
        ("2026-11-21 14:30:15.25", datetime(2026, 11, 21, 14, 30, 15, 250_000)),
        ("2026/11/21 4:05", datetime(2026, 11, 21, 4, 5)),
        ("۱۴۰۵/۰۸/۳۰", DAY),
        ("١٤٠٥/٨/٣٠", DAY),
        ("1405-8-30", DAY),
        ("1405-02-31", datetime(2026, 5, 21)),
        ("14050830", DAY),
        ("\u200f۱۴۰۵/۰۸/۳۰\u200f", DAY),
        ("۱۴۰۵/۰۸/۳۰ ۱۴:۳۰", datetime(2026, 11, 21, 14, 30)),
        ("1200/01/01", datetime(1821, 3, 21)),
        ("30/08/1405", DAY),
        ("25/12/2026", datetime(2026, 12, 25)),
        ("12/25/2026", datetime(2026, 12, 25)),
        ("5.5.2026", datetime(2026, 5, 5)),
        ("12/25/2026 3:30 PM", datetime(2026, 12, 25, 15, 30)),
        ("12/25/2026 12:05 a.m.", datetime(2026, 12, 25, 0, 5)),
        ("۱۴۰۵/۰۸/۳۰ ۳:۳۰ ب.ظ", datetime(2026, 11, 21, 15, 30)),
        ("۱۴۰۵/۰۸/۳۰ ۳:۳۰ ق.ظ", datetime(2026, 11, 21, 3, 30)),
        ("21 Nov 2026", DAY),
        ("21-nov-2026", DAY),
        ("November 21, 2026", DAY),
        ("Sept 1 2026 10:00", datetime(2026, 9, 1, 10)),
        ("۳۰ آبان ۱۴۰۵", DAY),
        ("۱ اردیبهشت ۱۴۰۵", datetime(2026, 4, 21)),
        ("شنبه ۱۴۰۵/۰۸/۳۰", DAY),
        ("پنج‌شنبه، ۲ مهر ۱۴۰۵", datetime(2026, 9, 24)),
        ("يكشنبه ۵ مهر ۱۴۰۵", datetime(2026, 9, 27)),
        ("جمعه 1405/07/03 ساعت 10:30", datetime(2026, 9, 25, 10, 30)),
        ("Saturday, November 21, 2026", DAY),
        ("Sat 2026-11-21 14:30", datetime(2026, 11, 21, 14, 30)),
    ],
)
def test_a_text_that_means_one_moment(text, moment):
    assert read_date_text(text) == moment


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("03/04/2026", "day and month cannot be told apart"),
        ("01/02/1405", "day and month cannot be told apart"),
        ("25/12/26", "the year has fewer than four digits"),
        ("10-Oct-26", "the year has fewer than four digits"),
        ("۱۰ مهر ۰۵", "the year has fewer than four digits"),
        ("10 apples 26", "this is not a date"),
        ("جمعه ۱۴۰۵/۰۸/۳۰", "that day is another day of the week"),
        ("Friday 03/04/2026", "day and month cannot be told apart"),
        ("Someday 2026-11-21", "this is not a date"),
        ("05/08/30", "the year has fewer than four digits"),
        ("2026-02-30", "there is no such day in the calendar"),
        ("2026/21/11", "there is no such day in the calendar"),
        ("1404/12/30", "there is no such day in the calendar"),
        ("25/13/2026", "there is no such day in the calendar"),
        ("31 آبان 1405", "there is no such day in the calendar"),
        ("0001-01-01", "the year is out of range"),
        ("9999-12-31", "the year is out of range"),
        ("1600/05/20", "the year is out of range"),
        ("2026-11-21 25:00", "there is no such time of day"),
        ("2026/11/21 13:00 pm", "there is no such time of day"),
        ("2026/11-21", "this is not a date"),
        ("30 Nov 1405", "this is not a date"),
        ("21 آبان 2026", "this is not a date"),
        ("soon", "this is not a date"),
        ("next 2026-11-21", "this is not a date"),
        ("14:30", "this is not a date"),
        ("1405", "this is not a date"),
    ],
)
def test_a_text_that_cannot_be_told_says_why(text, reason):
    assert str(read_date_text(text)) == reason


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-21T10:00Z",
        "2026-11-21T10:00:00+00:00",
        "2026/11/21 10:00 UTC",
        "2026/11/21 13:30+0330",
        "2026/11/21 1:30:00 PM GMT+3:30",
        "1405/08/30 07:00 -03:00",
    ],
)
def test_a_moment_with_an_offset_is_put_on_the_walls_of_the_zone(text):
    assert read_date_text(text, ZoneInfo("Asia/Tehran")) == datetime(2026, 11, 21, 13, 30)


def test_without_a_zone_the_wall_time_stays_as_written():
    assert read_date_text("2026-11-21T10:00+05:00") == datetime(2026, 11, 21, 10)
