"""Cells become typed columns, and what cannot is listed with its address."""

from __future__ import annotations

from datetime import date, datetime, time

import numpy as np
import pandas as pd
import pytest

from leadbook.pipeline.clean import Reading, clean_column
from leadbook.pipeline.raw import ErrorCell, UncalculatedCell

NAN = float("nan")


@pytest.fixture
def read(raw_table):
    """Read one column of cells as a kind: its values as a list, and the cells that are bad."""

    def as_kind(kind, cells):
        table = raw_table("Leads", [["Header"], *([cell] for cell in cells)])
        values, problems = clean_column(table, table.columns[0], kind, Reading())
        found = [None if pd.isna(value) else value for value in list(pd.Series(values))]
        return found, [problem.cell for problem in problems]

    return as_kind


@pytest.mark.parametrize(
    ("kind", "cells", "values", "bad"),
    [
        ("id", ["007", 12345.0, " ۱۲ ", None, "=1+1"], ["007", "12345", "12", None, "=1+1"], []),
        ("text", [" Ada ", 5.0, True, None, "  "], ["Ada", "5", "TRUE", None, None], []),
        ("label", ["Nima", "nima ", "علي", "علی", 7.0], ["Nima", "Nima", "علي", "علي", "7"], []),
        ("number", [5, "۱٬۲۰۰", "x", None, -3.0], [5, 1200, None, None, None], ["A4", "A6"]),
        ("signed", [-5.0, "(3)", "x"], [-5, -3, None], ["A4"]),
        ("money", ["۲۵۰ تومان", "$1,000", "N/A"], [250, 1000, None], ["A4"]),
        ("percent", [0.65, "65%", 1.0, None], [0.65, 0.65, 1.0, None], []),
        ("percent", [65, "65%", 1.0, 120], [0.65, 0.65, 0.01, None], ["A5"]),
        ("flag", ["بله", "no", 1.0, True, "?"], [True, False, True, True, None], ["A6"]),
        ("flag", ["No answer", "Connected", None], [False, True, None], []),
        ("status", ["WON", "در جریان", "soon", None], ["won", "open", None, None], ["A4"]),
        (
            "kind",
            ["Phone call", "ایمیل", "Carrier pigeon"],
            ["call", "email", "Carrier pigeon"],
            [],
        ),
        ("direction", ["Outbound", "ورودی", "up"], ["out", "in", None], ["A4"]),
        ("measure", ["250", 300.0, None, "۵۰"], [250, 300, None, 50], []),
        ("measure", ["11-50", 300.0, None], ["11-50", "300", None], []),
        ("any", [1.0, None, 2.0], [1.0, None, 2.0], []),
        ("any", ["00123", 5.0], ["00123", "5"], []),
        ("any", [True, None], [True, None], []),
    ],
)
def test_a_column_is_read_as_its_kind(read, kind, cells, values, bad):
    assert read(kind, cells) == (values, bad)


def test_dates_are_read_however_they_are_written(read):
    cells = [date(2026, 11, 21), datetime(2026, 11, 21, 9, 30), 46347.0, "1405/08/30", "soon"]
    values, bad = read("date", [*cells, time(9, 30), None])
    day = pd.Timestamp(2026, 11, 21)
    assert values == [day, pd.Timestamp(2026, 11, 21, 9, 30), day, day, None, None, None]
    assert bad == ["A6", "A7"]


@pytest.mark.parametrize("kind", ["id", "text", "label", "number", "date", "flag", "any"])
def test_an_error_and_an_uncalculated_formula_are_no_blanks(raw_table, kind):
    table = raw_table("Leads", [["H"], [ErrorCell("#N/A")], [UncalculatedCell("A1*2")], [None]])
    values, problems = clean_column(table, table.columns[0], kind, Reading())
    assert pd.isna(pd.Series(values)).all()
    assert [(problem.cell, problem.value) for problem in problems] == [
        ("A2", "#N/A"),
        ("A3", "=A1*2"),
    ]


def test_a_serial_counts_from_1904_where_the_book_says_so(raw_table):
    table = raw_table("Leads", [["H"], [44885.0]])
    values, _ = clean_column(table, table.columns[0], "date", Reading(date1904=True))
    assert values[0] == np.datetime64("2026-11-21")


@pytest.mark.parametrize(
    "kind", ["id", "text", "label", "number", "date", "flag", "any", "percent"]
)
def test_a_column_of_blanks_is_blank_and_sound(read, kind):
    assert read(kind, [None, None]) == ([None, None], [])


def test_true_and_one_are_two_labels(read):
    assert read("label", [True, 1.0, 1]) == (["TRUE", "1", "1"], [])
