"""How results of every shape fill cells, as Excel fills them."""

from __future__ import annotations

import pytest

from leadbook.hosts.array_areas import fitted
from leadbook.hosts.faults import NA
from leadbook.workbook.address import Area
from leadbook.workbook.cell_bytes import Place
from leadbook.workbook.formula_bytes import FormulaCell, Result

HERE = Place(3, 2)
TWO_BY_TWO = Area(3, 2, 4, 3)


def filled(value: object, area: Area | None = None, *, grows: bool = False) -> Result:
    return fitted(value, FormulaCell(HERE, "LB_X()", area, grows))


@pytest.mark.parametrize("value", [5.0, [[5.0, 6.0], [7.0, 8.0]]])
def test_a_formula_of_one_cell_shows_the_first(value: object) -> None:
    assert filled(value) == Result([[5.0]])


@pytest.mark.parametrize(
    ("value", "rows"),
    [
        (5.0, [[5.0, 5.0], [5.0, 5.0]]),
        ([[5.0, 6.0]], [[5.0, 6.0], [5.0, 6.0]]),
        ([[5.0], [6.0]], [[5.0, 5.0], [6.0, 6.0]]),
        ([[5.0], [6.0], [7.0]], [[5.0, 5.0], [6.0, 6.0]]),
    ],
)
def test_a_fixed_area_repeats_one_row_and_one_column(value: object, rows: list) -> None:
    assert filled(value, TWO_BY_TWO) == Result(rows, TWO_BY_TWO)


def test_a_fixed_area_is_not_available_where_the_result_has_ended() -> None:
    area = Area(3, 2, 5, 4)
    rows = [[1.0, 2.0, NA], [3.0, 4.0, NA], [NA, NA, NA]]
    assert filled([[1.0, 2.0], [3.0, 4.0]], area) == Result(rows, area)


def test_a_dynamic_array_grows_with_its_result() -> None:
    grown = filled([[1.0, 2.0], [3.0, 4.0]], Area(3, 2, 3, 2), grows=True)
    assert grown == Result([[1.0, 2.0], [3.0, 4.0]], TWO_BY_TWO)


def test_a_dynamic_array_that_shrinks_empties_the_cells_it_leaves() -> None:
    shrunk = filled([[1.0]], TWO_BY_TWO, grows=True)
    assert shrunk == Result([[1.0, None], [None, None]], Area(3, 2, 3, 2))
