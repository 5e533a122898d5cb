"""Working days against counting them one by one, and against numpy."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadbook.language.workdays import business_days

DATES = st.dates(date(2020, 1, 1), date(2030, 1, 1))
WEEKENDS = st.frozensets(st.integers(0, 6))


def days(*texts):
    return np.array(texts, dtype="datetime64[us]")


def counted(start, end, weekend=frozenset({4}), holidays=()):
    return business_days(start, end, weekend=weekend, holidays=holidays).tolist()


def one_by_one(start, end, weekend, holidays):
    between = (start + timedelta(days=n + 1) for n in range((end - start).days))
    return float(sum(day.weekday() not in weekend and day not in holidays for day in between))


@given(DATES, st.integers(0, 400), WEEKENDS, st.lists(DATES, max_size=5))
def test_working_days_are_those_counted_one_by_one(start, length, weekend, holidays):
    end = start + timedelta(days=length)
    got = counted(days(start), days(end), weekend, holidays)
    assert got == [one_by_one(start, end, weekend, holidays)]


@given(st.lists(st.tuples(DATES, DATES), min_size=1))
def test_with_the_western_weekend_they_are_numpys_shifted_by_a_day(pairs):
    start, end = (np.array(column, dtype="datetime64[D]") for column in zip(*pairs, strict=True))
    day = np.timedelta64(1, "D")
    theirs = np.where(end >= start, np.busday_count(start + day, end + day), np.nan)
    np.testing.assert_array_equal(
        business_days(start, end, weekend=frozenset({5, 6})), theirs.astype(float)
    )


@pytest.mark.parametrize(
    ("weekend", "expected"), [(frozenset(), 7.0), (frozenset({4}), 6.0), (frozenset(range(7)), 0.0)]
)
def test_a_week_for_each_weekend(weekend, expected):
    assert counted(days("2026-11-20"), days("2026-11-27"), weekend) == [expected]


def test_the_start_does_not_count_and_the_end_does():
    assert counted(days("2026-11-21"), days("2026-11-21")) == [0.0]
    assert counted(days("2026-11-21"), days("2026-11-22")) == [1.0]


def test_the_time_of_day_does_not_count():
    assert counted(days("2026-11-21T23:59"), days("2026-11-22T00:01")) == [1.0]


def test_a_holiday_on_the_weekend_is_not_taken_off_twice():
    friday = date(2026, 11, 27)
    assert counted(days("2026-11-20"), days("2026-11-27"), holidays=[friday, friday]) == [6.0]


def test_a_missing_date_or_an_end_before_the_start_is_nan():
    start, end = days("NaT", "2026-11-21", "2026-11-22"), days("2026-11-21", "NaT", "2026-11-21")
    assert np.isnan(business_days(start, end, weekend=frozenset({4}))).all()


def test_one_end_serves_all_starts_and_none_is_changed():
    start = days("2026-11-21", "NaT", "2026-11-28")
    before = start.copy()
    got = business_days(start, days("2026-11-29"), weekend=frozenset())
    np.testing.assert_array_equal(got, [8.0, np.nan, 1.0])
    np.testing.assert_array_equal(start, before)
