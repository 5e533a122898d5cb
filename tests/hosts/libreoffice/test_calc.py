"""What Calc makes of functions in cells: alone, nested, over blanks and errors, and how fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula

if TYPE_CHECKING:
    from pathlib import Path

    from tests.hosts.libreoffice.conftest import Calc

pytestmark = pytest.mark.libreoffice

LEADS = (
    ("Lead ID", "Source", "Amount", "Stage", "Created", "Closed"),
    ("L1", "Web", "#N/A", "Won", 46_300, 46_320),
    ("L2", "Fair", 100, "Lost", 46_300, 46_320),
)
FORMULAS = {
    "a cell in a calculation": ("=LB_DAYS_IN_STAGE(H1,H2)+1", 8),
    "a function in a function": ('=LB_DAYS_IN_STAGE(H1,LB_GREGORIAN("1405/08/30"))', 7),
    "a blank cell alone is a blank": ("=LB_DAYS_IN_STAGE(H3,H2)", None),
    "a blank day is today": ("=LB_CONVERSION_RATE(A1:F3,,,,,H3)", 0.5),
    "an error alone is that error": ("=LB_DAYS_IN_STAGE(H4,H2)", "#DIV/0!"),
    "an error within the first table is one cell of it": ("=LB_CONVERSION_RATE(A1:F3)", 0.5),
    "whole columns are read as far as they are filled": ("=LB_CONVERSION_RATE(A:F)", 0.5),
    "a number that is none is told": ('=LB_WIN_WITHIN(A1:F3,"soon")', "#VALUE!"),
    "what went wrong is told": ("=LEFT(LB_LAST_ERROR(ISERROR(I8)),3)", "LB_"),
    "an error caught": ('=IFERROR(LB_DAYS_IN_STAGE("soon",H2),"no date")', "no date"),
}


@pytest.fixture(scope="module")
def shown(calc: Calc, tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    folder = tmp_path_factory.mktemp("calc")
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in LEADS:
        sheet.append(row)
    for cell, value in {"H1": 46_340, "H2": 46_347, "H4": "=1/0"}.items():
        sheet[cell] = value
    for row, (formula, _) in enumerate(FORMULAS.values(), start=1):
        sheet.cell(row, 9).value = formula
    array = "=LB_DAYS_IN_STAGE(H1:H4,H2)"
    sheet["K1"] = ArrayFormula("K1:K4", array)
    workbook.save(folder / "book.xlsx")
    calc.recalculate(folder / "book.xlsx", folder / "saved.xlsx")
    saved = openpyxl.load_workbook(folder / "saved.xlsx", data_only=True).active
    values = {name: saved.cell(row, 9).value for row, name in enumerate(FORMULAS, start=1)}
    return values | {array: [saved.cell(row, 11).value for row in range(1, 5)]}


@pytest.mark.parametrize("name", FORMULAS)
def test_a_formula_shows_what_a_person_expects(shown: dict[str, object], name: str) -> None:
    assert (shown[name] or None) == FORMULAS[name][1]


def test_an_array_over_an_error_is_an_error_for_calc_does_not_call(shown: dict) -> None:
    assert shown["=LB_DAYS_IN_STAGE(H1:H4,H2)"] == ["#VALUE!"] * 4


def test_ten_thousand_cells_calculate_within_a_second(calc: Calc, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in range(1, 10_001):
        sheet.append([46_000 + row % 300, 46_347, f"=LB_DAYS_IN_STAGE(A{row},$B$1)"])
    workbook.save(tmp_path / "book.xlsx")
    cost = calc.recalculate(tmp_path / "book.xlsx", tmp_path / "saved.xlsx", times=3)
    saved = openpyxl.load_workbook(tmp_path / "saved.xlsx", data_only=True).active
    assert saved["C10000"].value == 46_347 - 46_000 - 10_000 % 300
    assert cost.cpu <= 1.0
