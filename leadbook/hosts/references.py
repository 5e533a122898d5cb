"""References in formulas → the cells they mean: addresses, tables and names of a workbook file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from openpyxl.formula.translate import Translator

from leadbook.hosts.formula_text import NotUnderstood
from leadbook.language.messages import message, quoted
from leadbook.workbook.address import Area, area_of, number_of
from leadbook.workbook.cells import read_grids

if TYPE_CHECKING:
    from leadbook.workbook.cell_bytes import Place
    from leadbook.workbook.cells import Grid
    from leadbook.workbook.package import ExcelTable, Package

__all__ = ["Cells", "References", "UnknownReference"]

_ON_SHEET = re.compile(r"(?:'((?:[^']|'')+)'|([^'!\[\]]+))!(.+)")
_COLUMNS = re.compile(r"\$?([A-Za-z]{1,3}):\$?([A-Za-z]{1,3})")
_TABLE = re.compile(r"([^\[\]]+?)(?:\[(.*)\])?", re.DOTALL)
_PART = re.compile(r"\[((?:[^\[\]']|'.)*)\]|([^\[\],:]+)")
_ESCAPED = re.compile(r"'(.)")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_CODED = re.compile(r"_x([0-9a-fA-F]{4})_")


class UnknownReference(NotUnderstood):
    """The book has no such cells, or they lie where leadbook does not look: in another book."""


@dataclass(frozen=True, slots=True)
class Cells:
    """A rectangle of one sheet."""

    sheet: str
    area: Area


@dataclass
class References:
    """What formulas of a book may refer to.

    Attributes:
        package: The book.
        worked_out: Cells whose values are newer than the file's, by sheet, row and column.
    """

    package: Package
    worked_out: dict[tuple[str, int, int], object] = field(default_factory=dict)
    _grids: dict[str, Grid] = field(default_factory=dict)

    def meaning(self, text: str, sheet: str, place: Place) -> Cells:
        """Find the cells that a reference means where it is written.

        Args:
            text: As it stands in the formula.
            sheet: Sheet of the formula.
            place: Its cell; decides what "this row" is.

        Raises:
            UnknownReference: The book has no such sheet, table, column or name.
        """
        on, rest = self._split(text)
        area = area_of(rest.replace("$", "")) or self._whole_columns(rest, on or sheet)
        if area is not None and area.right <= _LAST_COLUMN and area.bottom <= _LAST_ROW:
            return Cells(on or sheet, area)
        found = self._table(rest, place)
        if found is None:
            raise _unknown(text)
        return found

    def definition(self, text: str, sheet: str, place: Place) -> str | None:
        """Give the formula that a defined name stands for, as it reads in a cell.

        A sheet's own name goes before the book's. Cells without $ move with the cell.
        """
        on, name = self._split(text)
        own = self._names.get((on or sheet, name.lower()))
        found = own if own is not None else self._names.get(("", name.lower()))
        if found is None:
            return None
        moved = Translator(f"={found.removeprefix('=')}", origin="A1")
        return str(moved.translate_formula(place.address)).removeprefix("=")

    def _split(self, text: str) -> tuple[str, str]:
        """Give the sheet that a reference names, as the book writes it, and what stands behind."""
        on = _ON_SHEET.fullmatch(text)
        if on is None:
            return "", text
        named = (on[1] or on[2]).replace("''", "'").lower()
        sheet = next(
            (each.name for each in self.package.sheets() if each.name.lower() == named), ""
        )
        if not sheet:
            raise _unknown(text)
        return sheet, on[3]

    def rows(self, cells: Cells) -> list[list[object]]:
        """Give the cells' values, row by row."""
        grid, area = self._grid(cells.sheet), cells.area
        columns = [
            [self._value(grid, row, column) for row in range(area.top, area.bottom + 1)]
            for column in range(area.left, area.right + 1)
        ]
        return [list(row) for row in zip(*columns, strict=True)]

    def _value(self, grid: Grid, row: int, column: int) -> object:
        newer = self.worked_out.get((grid.sheet, row, column), self)
        if newer is not self:
            return newer
        down, right = row - grid.top, column - grid.left
        if 0 <= right < len(grid.columns) and 0 <= down < grid.height:
            return grid.columns[right][down]
        return None

    def _grid(self, sheet: str) -> Grid:
        if sheet not in self._grids:
            part = next(each for each in self.package.sheets() if each.name == sheet)
            (self._grids[sheet],) = read_grids(self.package, [part])
        return self._grids[sheet]

    def _whole_columns(self, text: str, sheet: str) -> Area | None:
        found = _COLUMNS.fullmatch(text)
        if found is None:
            return None
        grid = self._grid(sheet)
        bottom = max(grid.top + grid.height - 1, 1)
        return Area(1, number_of(found[1]), bottom, number_of(found[2]))

    @cached_property
    def _tables(self) -> dict[str, ExcelTable]:
        return {table.name.lower(): table for table in self.package.excel_tables()}

    def _table(self, text: str, place: Place) -> Cells | None:
        found = _TABLE.fullmatch(text)
        table = self._tables.get(found[1].strip().lower()) if found else None
        if found is None or table is None:
            return None
        parts = _parts(found[2])
        area = _area_of_table(table, {part.lower() for part in parts if part[:1] == "#"}, place)
        names = [part for part in parts if part[:1] != "#"]
        left, right = _columns_of_table(table, names, text)
        return Cells(table.sheet, Area(area.top, area.left + left, area.bottom, area.left + right))

    @cached_property
    def _names(self) -> dict[tuple[str, str], str]:
        """Defined names by the sheet that they belong to; those of the book belong to ""."""
        tabs = [tab.name for tab in self.package.tabs()]
        names = {}
        for name in self.package.workbook.iter("{*}definedName"):
            at = name.get("localSheetId")
            sheet = "" if at is None else tabs[int(at)]
            names[sheet, (name.get("name") or "").lower()] = name.text or ""
        return names


def _parts(inside: str | None) -> list[str]:
    """Give what stands between a table's brackets: keywords with #, and names of columns.

    >>> _parts("[#Headers],[#Data],[Lead '#]"), _parts("Stage"), _parts("#All")
    (['#Headers', '#Data', 'Lead #'], ['Stage'], ['#All'])
    >>> _parts("[#This Row],Created"), _parts("@[days in stage]")
    (['#This Row', 'Created'], ['#This Row', 'days in stage'])
    """
    if not inside:
        return []
    this = ["#This Row"] if inside.startswith("@") else []
    inside = inside.removeprefix("@")
    if not inside.startswith("["):
        return [*this, *([_plain(inside)] if inside else [])]
    # XlsxWriter leaves out the brackets around a column beside #This Row.
    return [*this, *(_plain(part[1] or part[2]) for part in _PART.finditer(inside))]


def _plain(part: str) -> str:
    return part if part.startswith("#") else _ESCAPED.sub(r"\1", part)


def _area_of_table(table: ExcelTable, words: set[str], place: Place) -> Area:
    whole = area_of(table.ref)
    if whole is None:
        raise _unknown(table.name)
    first = whole.top + table.header_row_count
    last = whole.bottom - table.totals_row_count
    if "#this row" in words:
        return Area(place.row, whole.left, place.row, whole.right)
    top = whole.top if words & {"#all", "#headers"} else first
    bottom = last
    if words == {"#headers"}:
        bottom = first - 1
    elif "#all" in words or "#totals" in words:
        bottom = whole.bottom
    return Area(last + 1 if words == {"#totals"} else top, whole.left, bottom, whole.right)


def _columns_of_table(table: ExcelTable, names: list[str], text: str) -> tuple[int, int]:
    if not names:
        return 0, len(table.columns) - 1
    known = {_decoded(column).lower(): at for at, column in enumerate(table.columns)}
    try:
        at = [known[name.lower()] for name in names]
    except KeyError:
        raise _unknown(text) from None
    return min(at), max(at)


def _decoded(column: str) -> str:
    r"""Give a column's name as formulas write it: in the table a line break is _x000a_.

    >>> _decoded("Days_x000a_left")
    'Days\nleft'
    """
    return _CODED.sub(lambda code: chr(int(code[1], 16)), column)


def _unknown(text: str) -> UnknownReference:
    return UnknownReference(
        message("the book has nothing called {reference}", reference=quoted(text))
    )
