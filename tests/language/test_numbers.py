"""Numbers: what people type where a number belongs."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadbook.language.numbers import to_number, to_numbers
from leadbook.language.text import persian_digits


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        (5, 5.0),
        (Decimal("2.5"), 2.5),
        (np.int64(3), 3.0),
        (np.float32(0.5), 0.5),
        ("12", 12.0),
        ("۱۲٫۵", 12.5),
        ("١٢٫٥", 12.5),
        ("1,234,567.8", 1234567.8),
        ("۱٬۲۳۴٬۵۶۷٫۸", 1234567.8),
        ("۱،۲۳۴،۵۶۷", 1234567.0),
        ("1 234 567", 1234567.0),
        ("1\u00a0234", 1234.0),
        ("1'234", 1234.0),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
        ("-7", -7.0),
        ("−7", -7.0),
        ("+7", 7.0),
        ("7-", -7.0),
        ("(7)", -7.0),
        ("($1,200.50)", -1200.5),
        ("$1,200", 1200.0),
        ("-$5", -5.0),
        ("$-5", -5.0),
        ("€ 9.99", 9.99),
        ("9 USD", 9.0),
        ("۲۵۰۰ تومان", 2500.0),
        ("۲۵۰۰ ريال", 2500.0),
        ("ریال ۲۵۰۰", 2500.0),
        ("۱۲٪", 0.12),
        ("%12", 0.12),
        ("12.5 %", 0.125),
        ("0912", 912.0),
        ("۱۲/۵۰۰/۰۰۰ ریال", 12500000.0),
        ("12.500.000", 12500000.0),
    ],
)
def test_a_cell_that_is_a_number(cell, number):
    assert to_number(cell) == pytest.approx(number)


@pytest.mark.parametrize(
    "cell",
    [
        True, False, np.True_, "five", "5 of 9", "1,5", "12,34", "1.234,5", "1,234,56", "1.2.3",
        "inf", "-inf", "nan", "NaN", "Infinity", "1_000", "--5", "-5-", "(-5)", "(5", "5)", "%5%",
        "-", "تومان", "5 apples", "2026-11-21", "1/2", float("inf"), 10**400, "9" * 400,
        date(2026, 11, 21), datetime(2026, 11, 21), timedelta(1), [5], "۵ میلیون",
        "12/500.000", "12/500", "1400/07/01",
    ],
)  # fmt: skip
def test_a_cell_that_is_no_number_is_bad(cell):
    numbers = to_numbers([cell])
    assert numbers.bad.tolist() == [True]
    assert np.isnan(numbers.values).all()


@pytest.mark.parametrize("cell", [None, "", "  ", "\u200c", float("nan"), pd.NA, pd.NaT])
def test_a_blank_is_nan_and_not_bad(cell):
    numbers = to_numbers([cell])
    assert np.isnan(numbers.values).all()
    assert not numbers.bad.any()


def test_a_column_of_numbers_and_blanks():
    numbers = to_numbers([1.5, None, 2, float("inf")])
    assert numbers.values.tolist() == pytest.approx([1.5, np.nan, 2.0, np.nan], nan_ok=True)
    assert numbers.bad.tolist() == [False, False, False, True]


@pytest.mark.parametrize("dtype", ["float32", "float64", "int8", "uint32"])
def test_an_array_of_numbers_is_taken_whole(dtype):
    numbers = to_numbers(np.array([1, 2], dtype=dtype))
    assert numbers.values.tolist() == [1.0, 2.0]
    assert numbers.values.dtype == np.float64


def test_no_cells_are_no_numbers():
    assert to_numbers([]).values.shape == to_numbers([]).bad.shape == (0,)


@given(st.floats(-1e12, 1e12).map(lambda number: round(number, 4)))
def test_a_number_written_out_in_either_script_reads_back(number):
    english = f"{number:,.4f}"
    persian = persian_digits(english.replace(",", "٬").replace(".", "٫"))
    assert to_number(english) == to_number(persian) == pytest.approx(number, abs=1e-4)
