"""Dates: any cell value to a date, and the time between two of them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904, from_excel, to_excel

from leadbook.language.dates import elapsed_days, to_datetime, to_datetimes, why_no_date
from leadbook.language.jalali import jalali_text
from leadbook.language.text import persian_digits

DAY = datetime(2026, 11, 21)
NOON = datetime(2026, 11, 21, 12)
PLAUSIBLE = st.datetimes(datetime(1950, 1, 1), datetime(2099, 12, 31))


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        (NOON, NOON),
        (date(2026, 11, 21), DAY),
        (pd.Timestamp(NOON), NOON),
        (np.datetime64("2026-11-21T12:00"), NOON),
        (np.datetime64("2026-11-21"), DAY),
        (46347, DAY),
        (46347.5, NOON),
        (np.float64(46347.5), NOON),
        (np.int32(46347), DAY),
        (20261121, DAY),
        (14050830.0, DAY),
        ("2026-11-21", DAY),
        ("۱۴۰۵/۰۸/۳۰", DAY),
    ],
)
def test_a_cell_that_is_a_date(cell, moment):
    assert to_datetime(cell) == moment


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (5, "this number is not a date"),
        (60, "this number is not a date"),
        (1405, "this number is not a date"),
        (2026.0, "this number is not a date"),
        (999_999, "this number is not a date"),
        (float("inf"), "this number is not a date"),
        (-46347, "this number is not a date"),
        (20261399, "this number is not a date"),
        (datetime(1899, 12, 30), "the year is out of range"),
        (date(9999, 12, 31), "the year is out of range"),
        (pd.Timestamp("2250-01-01"), "the year is out of range"),
        (True, "this is not a date"),
        (time(12), "this is not a date"),
        (timedelta(5), "this is not a date"),
        ([], "this is not a date"),
        ("03/04/2026", "day and month cannot be told apart"),
    ],
)
def test_a_cell_that_is_no_date_is_bad_and_says_why(cell, reason):
    dates = to_datetimes([cell])
    assert dates.bad.tolist() == [True]
    assert np.isnat(dates.values).all()
    assert str(why_no_date(cell)) == reason


@pytest.mark.parametrize(
    "cell", [None, "", " \u200c", float("nan"), pd.NaT, pd.NA, np.datetime64("NaT", "D")]
)
def test_a_blank_is_nat_and_not_bad(cell):
    for cells in ([cell], [cell, DAY]):
        dates = to_datetimes(cells)
        assert np.isnat(dates.values[0])
        assert not dates.bad.any()


def test_a_column_of_everything_keeps_its_order():
    cells = ["2026-11-21", None, 46347, DAY, "no", date(2026, 11, 21), True, pd.Timestamp(DAY), ""]
    dates = to_datetimes(cells)
    assert dates.values.tolist() == [DAY, None, DAY, DAY, None, DAY, None, DAY, None]
    assert np.flatnonzero(dates.bad).tolist() == [4, 6]
    assert dates.values.dtype == "datetime64[us]"


@given(PLAUSIBLE.map(lambda moment: moment.replace(microsecond=0)), st.booleans())
def test_serials_of_both_date_systems_are_openpyxls(moment, date1904):
    epoch = {"epoch": CALENDAR_MAC_1904} if date1904 else {}
    serial = to_excel(moment, **epoch)
    assert to_datetime(serial, date1904=date1904) == moment
    assert from_excel(round(serial), **epoch) == to_datetime(round(serial), date1904=date1904)


@given(st.lists(PLAUSIBLE | st.none(), min_size=1))
def test_real_dates_come_back_whatever_they_are_wrapped_in(moments):
    assert to_datetimes(moments).values.tolist() == moments
    array = np.array(moments, dtype="datetime64[us]")
    assert to_datetimes(array).values.tolist() == moments
    assert to_datetimes(pd.Series(array).array.astype(object)).values.tolist() == moments


@given(PLAUSIBLE)
def test_iso_and_jalali_texts_read_back(moment):
    clock = f"{moment:%H:%M:%S.%f}"
    jalali = persian_digits(f"{jalali_text(moment)} {clock}")
    assert to_datetime(moment.isoformat()) == to_datetime(jalali) == moment


def test_moments_with_an_offset_go_to_the_books_zone():
    cells = [
        datetime(2026, 11, 21, 8, 30, tzinfo=UTC),
        pd.Timestamp("2026-11-21T08:30Z"),
        "2026-11-21T08:30Z",
        datetime(2026, 11, 21, 12),
        datetime(2026, 11, 21, 13, tzinfo=timezone(timedelta(hours=4, minutes=30))),
    ]
    assert set(to_datetimes(cells, time_zone="Asia/Tehran").values.tolist()) == {NOON}
    assert to_datetime(cells[0]) == datetime(2026, 11, 21, 8, 30)


def test_a_serial_is_rounded_to_the_millisecond():
    assert to_datetime(46347 + 1 / 3) == datetime(2026, 11, 21, 8)


def test_no_cells_are_no_dates():
    assert to_datetimes([]).values.shape == (0,)


def elapsed(start, end, zone="UTC"):
    return elapsed_days(np.array([start], "M8[us]"), np.array([end], "M8[us]"), zone).tolist()[0]


@pytest.mark.parametrize(
    ("start", "end", "zone", "days"),
    [
        ("2026-11-21", "2026-11-21", "UTC", 0),
        ("2026-11-20", "2026-11-21T06:00", "UTC", 1.25),
        ("2022-03-21", "2022-03-23", "Asia/Tehran", 2),  # whole days, though an hour was skipped
        ("2022-03-21T12:00", "2022-03-22T12:00", "Asia/Tehran", 23 / 24),
        ("2022-09-21T12:00", "2022-09-22T12:00", "Asia/Tehran", 25 / 24),
        ("2026-03-21T12:00", "2026-03-22T12:00", "Asia/Tehran", 1),  # no summer time since 2023
        ("2022-03-22T00:30", "2022-03-22T01:00", "Asia/Tehran", 0),  # within the skipped hour
        ("2026-10-25T02:30", "2026-10-25T02:45", "Europe/Berlin", 15 / 1440),  # repeated hour
        ("2026-11-22", "2026-11-21", "UTC", -1),
    ],
)
def test_days_between_two_wall_times(start, end, zone, days):
    assert elapsed(start, end, zone) == pytest.approx(days)


def test_days_from_or_to_an_unknown_date_are_nan():
    assert np.isnan([elapsed("NaT", "2026-11-21"), elapsed("2026-11-21", "NaT")]).all()
    assert np.isnan(elapsed("NaT", "2026-11-21T10:00"))


@given(PLAUSIBLE, PLAUSIBLE, PLAUSIBLE)
def test_days_add_up_where_the_clock_does_not_change(first, second, third):
    parts = elapsed(first, second) + elapsed(second, third)
    assert parts == pytest.approx(elapsed(first, third))
