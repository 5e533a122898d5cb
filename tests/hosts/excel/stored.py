"""What a file holds of a book, read once for all tests that open the same bytes.

Reading a sample book takes a second, and a hundred tests open one. Nothing here may be changed:
`fake_excel` copies what it hands out, so that no test sees what another did to its book.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

import openpyxl

from leadbook.hosts.excel.marks import ERROR_NUMBERS
from tests.hosts.excel.windows import com_time

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["SCODE", "StoredBook", "StoredSheet", "StoredTable", "stored"]

SCODE = -2146828288
Place = tuple[int, int]


@dataclass(frozen=True)
class StoredTable:
    name: str
    ref: str
    has_headers: bool
    has_totals: bool
    columns: tuple[str, ...]


@dataclass(frozen=True)
class StoredSheet:
    """A sheet; cells, formulas and number formats by row and column, charts as their series."""

    name: str
    is_visible: bool
    right_to_left: bool
    cells: Mapping[Place, object]
    formulas: Mapping[Place, str]
    looks: Mapping[Place, str]
    hidden: frozenset[int]
    merged: tuple[tuple[int, int, int, int], ...]
    tables: tuple[StoredTable, ...]
    names: Mapping[str, str]
    charts: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class StoredBook:
    is_1904: bool
    sheets: tuple[StoredSheet, ...]


@lru_cache(maxsize=32)
def stored(content: bytes) -> StoredBook:
    """Read a book from the bytes of its file."""
    values = openpyxl.load_workbook(BytesIO(content), data_only=True)
    formulas = openpyxl.load_workbook(BytesIO(content))
    sheets = (_sheet(sheet, formulas[sheet.title]) for sheet in values.worksheets)
    return StoredBook(values.epoch.year == 1904, tuple(sheets))


def _sheet(values: Any, formulas: Any) -> StoredSheet:
    return StoredSheet(
        name=values.title,
        is_visible=values.sheet_state == "visible",
        right_to_left=bool(values.sheet_view.rightToLeft),
        cells={
            (cell.row, cell.column): as_sent(cell)
            for row in values.iter_rows()
            for cell in row
            if cell.value is not None
        },
        formulas={
            (cell.row, cell.column): str(cell.value)
            for row in formulas.iter_rows()
            for cell in row
            if cell.data_type == "f"
        },
        looks={
            (cell.row, cell.column): cell.number_format
            for row in formulas.iter_rows()
            for cell in row
        },
        hidden=frozenset(row for row, look in values.row_dimensions.items() if look.hidden),
        merged=tuple(area.bounds for area in values.merged_cells.ranges),
        tables=tuple(_table(table) for table in values.tables.values()),
        names={name: f"={defined.attr_text}" for name, defined in values.defined_names.items()},
        charts=tuple(tuple(_series(s) for s in chart.series) for chart in formulas._charts),
    )


def as_sent(cell: Any) -> object:
    """A cell's value as COM hands it over."""
    value = cell.value
    if cell.data_type == "e":
        return SCODE + ERROR_NUMBERS[value]
    if isinstance(value, datetime):
        return com_time(value)
    if isinstance(value, date):
        return com_time(datetime(value.year, value.month, value.day))
    return float(value) if type(value) is int else value


def _table(table: Any) -> StoredTable:
    columns = tuple(column.name for column in table.tableColumns)
    has_headers, has_totals = table.headerRowCount != 0, bool(table.totalsRowCount)
    return StoredTable(table.displayName, table.ref, has_headers, has_totals, columns)


def _series(series: Any) -> str:
    category = series.cat.strRef or series.cat.numRef
    refs = f"{_quoted(category.f)},{_quoted(series.val.numRef.f)}"
    return f"=SERIES(,{refs},{series.order + 1})"


def _quoted(reference: str) -> str:
    sheet, _, cells = reference.rpartition("!")
    return f"'{sheet.strip(chr(39))}'!{cells}"
