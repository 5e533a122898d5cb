"""The Jalali calendar against two other implementations, every day of 1200-1500."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np
import pytest

from leadbook.language.jalali import (
    from_dates,
    is_leap,
    jalali_date,
    jalali_text,
    jalali_texts,
    month_key,
    month_name,
    to_dates,
)

EVERY_DAY = np.arange("1821-03-21", "2122-03-21", dtype="datetime64[D]")


@pytest.fixture(scope="module")
def parts():
    return np.array(from_dates(EVERY_DAY)).T


def test_every_day_has_the_date_that_persiantools_gives(parts):
    from persiantools.jdatetime import JalaliDate

    theirs = [JalaliDate(day) for day in EVERY_DAY.tolist()]
    assert parts.tolist() == [[day.year, day.month, day.day] for day in theirs]


def test_every_ninth_day_has_the_date_that_jdatetime_gives(parts):
    import jdatetime

    theirs = [jdatetime.date.fromgregorian(date=day) for day in EVERY_DAY[::9].tolist()]
    assert parts[::9].tolist() == [[day.year, day.month, day.day] for day in theirs]


def test_every_day_goes_there_and_back(parts):
    assert (to_dates(*parts.T) == EVERY_DAY).all()
    assert parts[0].tolist() == [1200, 1, 1]
    assert parts[-1].tolist() == [1500, 12, 29]


def test_the_scalar_date_is_that_of_the_arrays(parts):
    assert [jalali_date(*day) for day in parts[::17].tolist()] == EVERY_DAY[::17].tolist()


@pytest.mark.parametrize("outside", ["1821-03-20", "2122-03-21", "0001-01-01", "9999-12-31", "NaT"])
def test_a_date_outside_the_range_has_no_jalali_date(outside):
    assert [part.tolist() for part in from_dates(np.array([outside], "M8[D]"))] == [[0], [0], [0]]


@pytest.mark.parametrize(
    ("year", "month", "day"),
    [
        (1404, 12, 30),
        (1403, 12, 31),
        (1405, 7, 31),
        (1405, 6, 32),
        (1405, 13, 1),
        (1405, 0, 1),
        (1405, 1, 0),
        (1199, 12, 29),
        (1501, 1, 1),
    ],
)
def test_a_day_that_does_not_exist_is_nat(year, month, day):
    assert np.isnat(to_dates([year], [month], [day])).all()
    assert jalali_date(year, month, day) is None


@pytest.mark.parametrize("year", [1399, 1403, 1408])
def test_leap_years_have_a_thirtieth_of_esfand(year):
    assert is_leap(year)
    assert jalali_date(year, 12, 30) is not None


def test_text_is_that_of_dates_datetimes_and_arrays():
    assert jalali_text(date(2026, 3, 21)) == "1405/01/01"
    assert jalali_text(datetime(2026, 3, 20, 23, 59)) == "1404/12/29"
    days = np.array(["2026-11-21T10:00", "NaT", "2026-11-21", "2200-01-01"], "M8[us]")
    assert jalali_texts(days).tolist() == ["1405/08/30", "", "1405/08/30", "2200-01-01"]


def test_months_sort_by_time_in_either_calendar():
    days = EVERY_DAY[::10]
    for calendar in ("gregorian", "jalali"):
        keys = month_key(days, calendar).tolist()
        assert keys == sorted(keys)


def test_a_month_key_of_a_jalali_text_book_is_jalali():
    assert month_key(np.array(["2026-11-21"], "M8[D]"), "jalali-text").tolist() == ["1405-08"]


def test_no_dates_have_no_months():
    assert month_key(np.array([], "M8[D]"), "jalali").tolist() == []


def test_months_are_named_in_both_languages():
    assert [month_name(1), month_name(12), month_name(12, "en")] == ["فروردین", "اسفند", "Esfand"]
