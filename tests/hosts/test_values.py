"""What spreadsheets hand over, and what they get back."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadbook.hosts.faults import NUM, BadValue
from leadbook.hosts.values import (
    cell_of,
    column_of,
    counting_from_1904,
    moment_of,
    plain_cell,
    plain_column,
    rows_of,
    serial,
)
from leadbook.language.dates import to_datetimes
from leadbook.pipeline.raw import ErrorCell

NA = ErrorCell("#N/A")
DAY = datetime(2026, 11, 21)


@pytest.mark.parametrize(
    ("handed", "meant"),
    [
        (None, None),
        ("", None),
        (math.nan, None),
        ("#N/A", NA),
        (-2146826246, NA),
        (NA, NA),
        (-2146826243, ErrorCell("#VALUE!")),  # #SPILL!, which came with newer Excels
        (5, 5.0),
        (10**400, NUM),
        (True, True),
        (Decimal("1.5"), 1.5),
        (np.float64(2.5), 2.5),
        (date(2026, 11, 21), DAY),
        (DAY.replace(tzinfo=timezone(timedelta(hours=3))), DAY),
        (" Ann ", " Ann "),
    ],
)
def test_a_cell_is_what_the_readers_of_files_know(handed, meant) -> None:
    cell = cell_of(handed)
    assert (cell, type(cell)) == (meant, type(meant))


EXCELS_ERRORS = {
    2000: "#NULL!",
    2007: "#DIV/0!",
    2015: "#VALUE!",
    2023: "#REF!",
    2029: "#NAME?",
    2036: "#NUM!",
    2042: "#N/A",
    2045: "#VALUE!",  # #SPILL!
}


@pytest.mark.parametrize(("number", "code"), EXCELS_ERRORS.items())
def test_an_error_of_excel_comes_from_windows_as_its_scode(number: int, code: str) -> None:
    assert cell_of(0x800A0000 - 2**32 + number) == ErrorCell(code)


CELLS = st.sampled_from([None, "", "a", "#DIV/0!", 1.0, math.nan, 2, True, DAY, date(2026, 1, 1),
                         DAY.replace(tzinfo=UTC), -2146826281, NA, pd.NaT,
                         pd.Timestamp(DAY)])  # fmt: skip


@given(st.lists(CELLS))
def test_a_column_is_its_cells(cells) -> None:
    assert list(column_of(cells)) == [cell_of(cell) for cell in cells]


@pytest.mark.parametrize("cells", [[1.0, None, "a"], [DAY, None], [True, False], ["x"] * 3])
def test_a_column_that_needs_nothing_is_not_copied(cells) -> None:
    assert column_of(cells) is cells


@pytest.mark.parametrize(
    ("value", "rows"),
    [
        (5.0, [[5.0]]),
        (None, [[None]]),
        ((), [[None]]),
        ((1.0, 2.0), [(1.0, 2.0)]),
        (((1.0,), (2.0,)), [(1.0,), (2.0,)]),
        (((1.0,),), [(1.0,)]),
        (((),), [[None]]),
    ],
)
def test_whatever_stands_for_a_range_is_rows(value, rows) -> None:
    assert rows_of(value) == rows


@given(st.floats(20_000, 70_000))
def test_one_serial_number_is_read_as_a_column_of_them_is(number) -> None:
    assert moment_of(number) == to_datetimes([number]).values[0].item()


@given(st.datetimes(datetime(1950, 1, 2), datetime(2099, 12, 30)))
def test_a_moment_comes_back_from_its_serial_number(moment) -> None:
    moment = moment.replace(microsecond=0)
    assert abs(moment_of(serial(moment)) - moment) <= timedelta(milliseconds=1)


def test_days_of_a_book_that_counts_from_1904_come_back_one_by_one_and_as_a_column() -> None:
    with counting_from_1904(True):
        assert plain_column(np.array([DAY], "M8[us]")) == [serial(DAY)] == [44885.0]
        assert moment_of(44885.0) == DAY
    assert plain_column(np.array([DAY], "M8[us]")) == [46347.0]


@pytest.mark.parametrize(
    "cell",
    [
        "soon",
        5.0,
        True,
        math.inf,
        datetime(1, 1, 1),
        datetime(1899, 12, 31),
        datetime(2200, 1, 1),
        "03/04/2026",
    ],
)
def test_what_is_no_date_is_refused_with_an_example(cell) -> None:
    with pytest.raises(BadValue, match="write dates as 2026-11-21"):
        moment_of(cell)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (math.nan, ""),
        (pd.NaT, ""),
        (np.datetime64("NaT", "us"), ""),
        (math.inf, NUM),
        (np.float32(0.5), 0.5),
        (np.int64(3), 3.0),
        (np.True_, True),
        (DAY, 46347.0),
        (pd.Timestamp(DAY), 46347.0),
        (date(2026, 11, 21), 46347.0),
        (NA, NA),
    ],
)
def test_what_goes_back_is_text_number_truth_or_error(value, cell) -> None:
    given_back = plain_cell(value)
    assert (given_back, type(given_back)) == (cell, type(cell))


@pytest.mark.parametrize(
    ("values", "cells"),
    [
        (np.array([1.5, np.nan, np.inf]), [1.5, "", NUM]),
        (pd.Series([DAY, pd.NaT]), [46347.0, ""]),
        (pd.Categorical(["a", None, ""]), ["a", "", ""]),
        (np.array([True, False]), [True, False]),
        (np.array([]), []),
    ],
)
def test_a_column_goes_back_as_its_cells(values, cells) -> None:
    assert plain_column(values) == cells
