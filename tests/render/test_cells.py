from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from leadbook.render.cells import LONGEST_TEXT, cells, clean_text

if TYPE_CHECKING:
    from leadbook.report.model import Kind


def held(column: pd.Series, kind: Kind) -> list[str | float | None]:
    its = cells(column, kind)
    return [its.at(row) for row in range(len(its))]


@pytest.mark.parametrize(
    ("values", "kind", "expected"),
    [
        ([1.0, 2.5, None], "number", [1, 2.5, None]),
        ([np.inf, -np.inf, np.nan], "money", [None, None, None]),
        (["a", "", None, "a"], "text", ["a", None, None, "a"]),
        (["007", "12"], "id", ["007", "12"]),
        ([True, False], "text", ["True", "False"]),
        ([], "text", []),
    ],
)
def test_cells_of_a_plain_column(values: list[object], kind: Kind, expected: list[object]) -> None:
    assert held(pd.Series(values, dtype=object), kind) == expected


def test_a_category_without_a_value_is_blank() -> None:
    assert held(pd.Series(pd.Categorical(["b", None, "a"])), "text") == ["b", None, "a"]


def test_a_nullable_integer_column_keeps_its_blanks() -> None:
    assert held(pd.Series([3, None], dtype="Int64"), "integer") == [3, None]


@pytest.mark.parametrize(
    ("moment", "kind", "serial"),
    [
        ("1900-03-01", "date", 61),
        ("2026-11-21", "date", 46347),
        ("2026-11-21 12:00", "date", 46347),
        ("2026-11-21 12:00", "datetime", 46347.5),
        ("1899-12-30", "date", None),
    ],
)
@pytest.mark.parametrize("unit", ["us", "ns"])
def test_dates_become_serial_days(moment: str, kind: Kind, serial: float, unit: str) -> None:
    column = pd.Series([pd.Timestamp(moment), pd.NaT]).astype(f"datetime64[{unit}]")
    assert held(column, kind) == [serial, None]


def test_days_among_other_objects_are_read_alike() -> None:
    column = pd.Series([date(2026, 11, 21), None, datetime(2026, 11, 21, 12)], dtype=object)
    assert held(column, "datetime") == [46347, None, 46347.5]


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("plain", "plain"),
        ("tab\tand\nline", "tab\tand\nline"),
        ("bell\x07", "bell\ufffd"),
        ("half \ud800 pair", "half \ufffd pair"),
        ("x" * LONGEST_TEXT, "x" * LONGEST_TEXT),
        ("x" * (LONGEST_TEXT + 1), "x" * (LONGEST_TEXT - 1) + "…"),
    ],
)
def test_text_that_excel_cannot_hold_is_made_fit(text: str, clean: str) -> None:
    assert clean_text(text) == clean
    assert held(pd.Series([text, "other"], dtype=object), "text") == [clean, "other"]


def test_a_long_text_of_wide_characters_is_cut_by_utf16_units() -> None:
    cut = clean_text("😀" * LONGEST_TEXT)
    assert len(cut.encode("utf-16-le")) // 2 <= LONGEST_TEXT
    assert cut.endswith("😀…")
