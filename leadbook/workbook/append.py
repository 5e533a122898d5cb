"""Rows appended to a table of a person's book: its sheet and its reference change, nothing else.

The new rows look like the last one; drop-downs, conditional formats and calculated columns go on
in them. Text is written into the cells themselves, so that the book's shared strings stay as they
are.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from leadbook.errors import CannotWrite
from leadbook.language.messages import message
from leadbook.workbook.address import Area, number_of
from leadbook.workbook.date_looks import date_looks
from leadbook.workbook.epochs import DAYS_BETWEEN
from leadbook.workbook.markup import WORKBOOK_ORDER, placed
from leadbook.workbook.refusals import (
    cell_is_taken,
    ends_with_totals,
    no_row_to_go_on_from,
)
from leadbook.workbook.row_bytes import Cell, Formula, SheetRows
from leadbook.workbook.table_part import table_part

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from leadbook.pipeline.raw import RawTable
    from leadbook.workbook.draft import Draft
    from leadbook.workbook.table_part import CalculatedColumn, TablePart

__all__ = ["append_rows", "cells_of_rows"]

_LAST_ROW = 1_048_576
_EPOCH = datetime(1899, 12, 30)


def append_rows(
    draft: Draft, table: RawTable, rows: Sequence[Mapping[str, str | float | datetime]]
) -> range:
    """Append rows to a table and give the numbers that they have in its sheet.

    They go below the last row that holds something, even where that was typed below the table; the
    table then reaches over all of them.

    Args:
        draft: The book while it is edited.
        table: The table, as it was read from the same book.
        rows: Letter of a column → value. Other columns stay blank, but for calculated ones.

    Raises:
        CannotWrite: It has a totals row, something stands below it, or a formula cannot go on.
    """
    sheet = next(tab.part for tab in draft.package.sheets() if tab.name == table.sheet)
    part = table_part(draft.package, sheet, table.name) if table.name else None
    columns = [number_of(column.letter) for column in table.columns]
    last = max(table.rows, default=part.header_row if part else 0)
    area = Area(last + 1, min(columns), last + len(rows), max(columns))
    cells = [{number_of(letter): value for letter, value in row.items()} for row in rows]
    _refuse(table, part, area, {at for row in cells for at in row})
    calculated = part.calculated if part else {}
    try:
        grown = SheetRows(draft.package.read(sheet), area, last if len(table.rows) else 0)
        _refuse_taken(table, grown.taken(calculated))
        filled = cells_of_rows(draft, grown, area, cells, calculated)
        draft.write(sheet, grown.with_cells(filled))
        if part is not None:
            draft.write(part.part, part.reaching(area.bottom))
    except ValueError:
        raise CannotWrite(
            message(
                "the sheet {sheet} of {book} is stored in a way that leadbook does not edit; save "
                "the book once in Excel and run again",
                sheet=table.sheet,
                book=draft.package.path.name,
            )
        ) from None
    if calculated:
        placed(draft.workbook, "calcPr", WORKBOOK_ORDER).set("fullCalcOnLoad", "1")
    return range(area.top, area.bottom + 1)


def _refuse(table: RawTable, part: TablePart | None, area: Area, written: set[int]) -> None:
    if area.top == 1 or area.bottom > _LAST_ROW:
        raise CannotWrite(no_row_to_go_on_from(table.sheet))
    if part is None:
        return
    if part.has_totals:
        raise CannotWrite(ends_with_totals(table.name, table.sheet))
    for at, column in part.calculated.items():
        if at in written or not column.goes_on:
            raise CannotWrite(
                message(
                    "the column {column} of the table {table} is filled by a formula that cannot "
                    "go on into new rows; name columns in it in place of cells, such as "
                    "[@Stage], or remove it, and run again",
                    column=column.header,
                    table=table.name or table.sheet,
                    sheet=table.sheet,
                )
            )


def _refuse_taken(table: RawTable, cell: str | None) -> None:
    if cell is not None:
        raise CannotWrite(cell_is_taken(table.name or table.sheet, table.sheet, cell))


def cells_of_rows(
    draft: Draft,
    grown: SheetRows,
    area: Area,
    rows: Sequence[Mapping[int, str | float | datetime]],
    calculated: Mapping[int, CalculatedColumn],
) -> list[dict[int, Cell]]:
    """Make the cells of new rows; those with a style alone go on as they began above.

    Args:
        draft: The book while it is edited.
        grown: The sheet, from where the rows shall stand.
        area: Where they shall stand.
        rows: Number of a column → value.
        calculated: Number of a column → what fills it in every row.
    """
    styles = [
        {at: grown.style_at(row, at) for at in range(area.left, area.right + 1)}
        for row in range(area.top, area.bottom + 1)
    ]
    moments = {
        styled[at]
        for row, styled in zip(rows, styles, strict=True)
        for at, value in row.items()
        if isinstance(value, datetime)
    }
    looks = date_looks(draft, moments)
    formulas = {at: Formula(column.formula) for at, column in calculated.items()}
    filled: list[dict[int, Cell]] = []
    for row, styled in zip(rows, styles, strict=True):
        cells = {at: Cell(formulas.get(at), style) for at, style in styled.items()}
        for at, value in row.items():
            if isinstance(value, datetime):
                serial = _serial(value, date1904=draft.package.date1904)
                cells[at] = Cell(serial, looks[styled[at]])
            else:
                cells[at] = Cell(value, styled[at])
        filled.append({at: cell for at, cell in cells.items() if cell != Cell(None)})
    return filled


def _serial(moment: datetime, *, date1904: bool) -> float:
    """Give the serial number of a moment, in days.

    >>> _serial(datetime(2026, 11, 21, 12), date1904=False)
    46347.5
    """
    return (moment - _EPOCH) / timedelta(days=1) - (DAYS_BETWEEN if date1904 else 0)
