"""References in formulas → the cells they mean: addresses, tables and names of a workbook file."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from leadbook.hosts.faults import Fault
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
_PART = re.compile(r"\[((?:[^\[\]']|'.)*)\]")
_ESCAPED = re.compile(r"'(.)")


class UnknownReference(Fault):
    """The book has no such cells."""


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
        on = _ON_SHEET.fullmatch(text)
        if on is not None:
            named = (on[1] or on[2]).replace("''", "'")
            known = {each.name.lower(): each.name for each in self.package.sheets()}
            if named.lower() not in known:
                raise _unknown(text)
            return self.meaning(on[3], known[named.lower()], place)
        area = area_of(text.replace("$", "")) or self._whole_columns(text, sheet)
        if area is not None:
            return Cells(sheet, area)
        found = self._table(text, place) or self._named(text, sheet, place)
        if found is None:
            raise _unknown(text)
        return found

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

    def _named(self, text: str, sheet: str, place: Place) -> Cells | None:
        for name in self.package.workbook.iter("{*}definedName"):
            if (name.get("name") or "").lower() == text.lower() and name.text:
                return self.meaning(name.text.lstrip("="), sheet, place)
        return None


def _parts(inside: str | None) -> list[str]:
    """Give what stands between a table's brackets: keywords with #, and names of columns.

    >>> _parts("[#Headers],[#Data],[Lead '#]"), _parts("Stage"), _parts("#All")
    (['#Headers', '#Data', 'Lead #'], ['Stage'], ['#All'])
    """
    if not inside:
        return []
    if not inside.startswith(("[", "@[")):
        single = inside.removeprefix("@")
        this = ["#This Row"] if inside.startswith("@") else []
        return [*this, *([_plain(single)] if single else [])]
    this = ["#This Row"] if inside.startswith("@") else []
    return [*this, *(_plain(part[1]) for part in _PART.finditer(inside))]


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
    known = {column.lower(): at for at, column in enumerate(table.columns)}
    try:
        at = [known[name.lower()] for name in names]
    except KeyError:
        raise _unknown(text) from None
    return min(at), max(at)


def _unknown(text: str) -> UnknownReference:
    return UnknownReference(
        message("the book has nothing called {reference}", reference=quoted(text))
    )
