"""How a result fills cells: one, the fixed cells of an array formula, or as many as it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from leadbook.hosts.faults import NA
from leadbook.workbook.address import Area
from leadbook.workbook.formula_bytes import Result

if TYPE_CHECKING:
    from leadbook.hosts.values import Rows
    from leadbook.workbook.formula_bytes import FormulaCell

__all__ = ["fitted"]


def fitted(value: object, formula: FormulaCell) -> Result:
    """Bring a value into the cells that its formula may fill.

    A formula of one cell shows the first cell of a result; an array formula of fixed size shows
    #N/A where the result has ended, and one cell everywhere; a dynamic array grows and shrinks.

    Args:
        value: One cell, or rows of cells.
        formula: Where it stands and what it filled last time.
    """
    rows = cast("Rows", value) if isinstance(value, list) else [[value]]
    if formula.area is None:
        return Result([[rows[0][0]]])
    if not formula.grows:
        return Result(_repeated(rows, formula.area), formula.area)
    top, left = formula.place
    wanted = Area(top, left, top + len(rows) - 1, left + len(rows[0]) - 1)
    return Result(_emptied(rows, formula.area), wanted)


def _repeated(rows: Rows, area: Area) -> Rows:
    height, width = area.bottom - area.top + 1, area.right - area.left + 1
    tall, wide = len(rows), len(rows[0])

    def cell(down: int, right: int) -> object:
        row, column = (0 if tall == 1 else down), (0 if wide == 1 else right)
        return rows[row][column] if row < tall and column < wide else NA

    return [[cell(down, right) for right in range(width)] for down in range(height)]


def _emptied(rows: Rows, area: Area) -> Rows:
    """Add empty cells where the last result was larger."""
    height = max(len(rows), area.bottom - area.top + 1)
    width = max(len(rows[0]), area.right - area.left + 1)
    wide: Rows = [[*row, *[None] * (width - len(row))] for row in rows]
    return wide + [[None] * width for _ in range(height - len(rows))]
