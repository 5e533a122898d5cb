"""Every case of every function, calculated by LibreOffice Calc in a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from function_cases import CASES
from hosts.libreoffice.case_book import read_results, rows_of, write_cases

from leadbook.pipeline.raw import ErrorCell

if TYPE_CHECKING:
    from hosts.libreoffice.conftest import Calc

pytestmark = pytest.mark.libreoffice


@pytest.fixture(scope="session")
def results(calc: Calc, tmp_path_factory: pytest.TempPathFactory) -> list:
    folder = tmp_path_factory.mktemp("cases")
    write_cases(folder / "cases.xlsx")
    calc.recalculate(folder / "cases.xlsx", folder / "saved.xlsx")
    return read_results(folder / "saved.xlsx")


def shown(cell: object) -> object:
    """A cell as a saved workbook has it: numbers for truth values, nothing for an empty text."""
    if isinstance(cell, ErrorCell):
        return cell.code
    if isinstance(cell, bool | float):
        return pytest.approx(float(cell), rel=1e-9, abs=1e-9)
    return cell or None


@pytest.mark.parametrize("number", range(len(CASES)), ids=lambda n: CASES[n].function)
def test_a_function_gives_in_calc_what_its_case_says(results: list, number: int) -> None:
    case = CASES[number]
    expected = [[shown(cell) for cell in row] for row in rows_of(case.expected)]
    assert [list(row) for row in results[number]] == expected, case.name
