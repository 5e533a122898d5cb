"""Tables in cells: headers, blank rows, ragged rows, whole columns, and plain lists of dates."""

from __future__ import annotations

import math
from datetime import date, datetime

import pandas as pd
import pytest

from leadbook.hosts.faults import BadValue, CellError
from leadbook.hosts.ranges import Table, dates_in, trimmed
from leadbook.pipeline.raw import ErrorCell

ROWS = [
    ["Lead ID", None, "Stage"],
    ["L1", "note", "New"],
    [None] * 3,
    ["L2", None, ErrorCell("#N/A")],
]


def table(rows, kind: str = "Leads") -> Table:
    return Table(kind, rows, "leads", "LB_SCORE")


def test_columns_without_a_header_do_not_count_and_rows_keep_their_places() -> None:
    raw = table(ROWS).raw()
    assert [(column.header, column.letter, list(column.cells)) for column in raw.columns] == [
        ("Lead ID", "A", ["L1", "L2"]),
        ("Stage", "C", ["New", ErrorCell("#N/A")]),
    ]
    assert list(raw.rows) == [2, 4]


def test_a_column_that_is_not_wanted_still_tells_which_rows_are_blank() -> None:
    rows = [
        ["Name", "Lead ID", "Stage"],
        ["Ann", None, None],
        [None, None, None],
        ["Bo", "L2", None],
    ]
    raw = table(rows).raw(lambda header: header == "Stage")
    assert [column.header for column in raw.columns] == ["Stage"]
    assert list(raw.rows) == [2, 4]


def test_a_table_of_which_nothing_is_wanted_still_has_a_column() -> None:
    raw = table(ROWS).raw(lambda _: False)
    (column,) = raw.columns
    assert (column.header, column.letter, list(column.cells)) == ("Lead ID", "A", ["L1", "L2"])


def test_a_lone_header_row_is_a_table_without_rows() -> None:
    assert list(table(ROWS[:1]).raw().rows) == []


def test_cells_stand_beside_the_rows_that_they_belong_to() -> None:
    assert table(ROWS).beside("Score", [2, 4], [1.0, ""]) == [["Score"], [1.0], [""], [""]]


@pytest.mark.parametrize(
    ("kind", "headers", "said"),
    [
        ("Leads", ["x", "y"], "none of the headers Lead ID, .*, but 'x, y'.*Leads\\[#All\\]"),
        ("Leads", [None, 5.0], "but '5'"),
        ("ScoringRules", ["Rule", "Field"], "none of the headers Points"),
        ("Grades", ["Grade", "Value"], "none of the headers Min score, Field"),
        ("StageHistory", ["Lead ID", "Stage"], "none of the headers Entered at"),
    ],
)  # fmt: skip
def test_a_range_without_its_headers_is_no_such_table(kind, headers, said) -> None:
    with pytest.raises(BadValue, match=said):
        table([headers, ["a", "b"]], kind)


def test_stages_may_be_names_alone() -> None:
    assert len(table([["Stage"], ["New"]], "Stages").raw().rows) == 1


def test_blank_rows_at_the_end_of_whole_columns_are_trimmed() -> None:
    assert trimmed([["a"], [None], ["b"], [""], [None]]) == [["a"], [None], ["b"]]
    assert trimmed([[None], [None]]) == [[None]]
    assert trimmed([["a"], [" "], [pd.NA], [math.nan]]) == [["a"]]
    assert trimmed([["a"], [0.0], [False], [None]]) == [["a"], [0.0], [False]]


@pytest.mark.parametrize(
    ("rows", "days"),
    [
        ([["Date", "Holiday"], [46347.0, 46348.0], [None, "x"]], [21]),
        ([["Feast", "Date"], ["x", "1405/08/30"]], [21]),
        ([[datetime(2026, 11, 22, 9)], ["2026-11-21"], [""]], [21, 22]),
        ([["Off"], [46347.0]], [21]),
        ([[46347.0, 46348.0]], [21, 22]),
        ([[46347.0], [46347.0]], [21]),
        ([[46350.0, 46347.0, 46353.0, 46349.0, 46351.0]], [21, 23, 24, 25, 27]),
    ],
)
def test_days_off_are_a_table_s_column_of_dates_or_every_cell(rows, days) -> None:
    assert dates_in("Holidays", rows, "holidays") == tuple(date(2026, 11, day) for day in days)


def test_a_day_off_that_is_none_is_refused_and_an_error_is_passed_on() -> None:
    with pytest.raises(BadValue, match="'soon': this is not a date"):
        dates_in("Holidays", [["Date"], ["soon"]], "holidays")
    with pytest.raises(CellError, match=r"a cell of holidays is an error itself \(#REF!\)"):
        dates_in("Holidays", [[46347.0], [ErrorCell("#REF!")]], "holidays")
