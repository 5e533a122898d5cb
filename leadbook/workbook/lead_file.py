"""A file of leads from elsewhere, a web form's or another program's: CSV, JSON or a workbook."""

from __future__ import annotations

import csv
import json
from itertools import zip_longest
from typing import TYPE_CHECKING

from leadbook.actions.import_rows import Incoming
from leadbook.errors import CannotRead
from leadbook.language.messages import message
from leadbook.language.text import is_blank, plain
from leadbook.pipeline.raw import RawColumn, RawTable
from leadbook.pipeline.schema import header_key
from leadbook.workbook.address import letters_of
from leadbook.workbook.cells import Grid, read_grids
from leadbook.workbook.marks import own_sheets
from leadbook.workbook.package import open_package
from leadbook.workbook.regions import regions_of
from leadbook.workbook.rows import data_rows
from leadbook.workbook.separated import decoded, separated_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from leadbook.language.messages import Message
    from leadbook.pipeline.hints import Hints

__all__ = ["FILE_ENDINGS", "LeadFile", "read_lead_file"]

_BOOKS = (".xlsx", ".xlsm")
_TEXTS = (".csv", ".tsv", ".txt")
_SEARCHED_ROWS = 30

FILE_ENDINGS = (*_TEXTS, *_BOOKS, ".json")
"""The endings of files that can be read."""


class LeadFile:
    """The cells of a file, before its leads are found among them.

    Args:
        name: Of the file.
        grids: Its sheets; a text file is one.
        is_text: Whether every cell is text whatever it means.
        date1904: Whether its serial numbers count from 1904.
    """

    def __init__(
        self, name: str, grids: Sequence[Grid], *, is_text: bool = False, date1904: bool = False
    ) -> None:
        self.name, self._grids = name, grids
        self._is_text, self._date1904 = is_text, date1904

    def words(self) -> set[str]:
        """Give the keys of all texts that may be headers."""
        rows = (g.row(row) for g in self._grids for row in range(min(g.height, _SEARCHED_ROWS)))
        return {header_key(plain(cell)) for row in rows for cell in row if not is_blank(cell)}

    def leads(self, hints: Hints) -> Incoming:
        """Find the leads: the table whose headers name most columns of leads.

        Raises:
            CannotRead: No header says anything about a lead, or there is no row.
        """
        found = [
            (region.score, grid, region)
            for grid in self._grids
            if grid.height
            for region in regions_of(grid, "Leads", hints)
            if region.kind == "Leads"
        ]
        if not found:
            raise CannotRead(self._no_leads())
        _, grid, region = max(found, key=lambda each: each[0])
        first, stop = region.rows
        headers = [header for _, header in region.columns]
        cells = [grid.columns[place][first:stop] for place, _ in region.columns]
        kept = data_rows(cells, headers).kept
        if not kept:
            raise CannotRead(message("{file} has headers but no row of a lead", file=self.name))
        columns = tuple(
            RawColumn(header, letters_of(grid.left + place), [column[row] for row in kept])
            for (place, header), column in zip(region.columns, cells, strict=True)
        )
        rows = [grid.top + first + row for row in kept]
        table = RawTable("Leads", grid.sheet, "headers", "", columns, rows)
        return Incoming(table, self._is_text, self._date1904)

    def _no_leads(self) -> Message:
        if not any(grid.height for grid in self._grids):
            return message("{file} is empty", file=self.name)
        return message(
            "{file} has no header that says anything about a lead, such as Name, Phone or E-mail; "
            "write headers above its columns, or name them with --map, such as --map phone=Header",
            file=self.name,
        )


def read_lead_file(path: Path) -> LeadFile:
    """Read a file of leads: CSV with any usual separator and encoding, JSON, .xlsx or .xlsm.

    A JSON file is a list of objects, or an object that holds one such list.

    Raises:
        CannotRead: It is not there, is no such file, or is damaged.
    """
    ending = path.suffix.lower()
    if ending in _BOOKS:
        package = open_package(path)
        own = {sheet.tab.name for sheet in own_sheets(package).values()}
        grids = read_grids(package, [s for s in package.sheets() if s.name not in own])
        return LeadFile(path.name, grids, date1904=package.date1904)
    if ending not in FILE_ENDINGS:
        raise CannotRead(
            message(
                "{file} is no file of leads; it should end in one of {endings}",
                file=path.name,
                endings=list(FILE_ENDINGS),
            )
        )
    text = _text(path)
    if ending == ".json":
        return LeadFile(path.name, [_grid(path.name, _objects(path, text), top=0)])
    try:
        rows = separated_rows(text)
    except csv.Error as error:
        raise CannotRead(_unreadable(path, str(error))) from None
    return LeadFile(path.name, [_grid(path.name, rows, top=1)], is_text=True)


def _text(path: Path) -> str:
    try:
        return decoded(path.read_bytes())
    except ValueError:
        raise CannotRead(message("{file} is no text file", file=path.name)) from None
    except OSError as error:
        raise CannotRead(_unreadable(path, error.strerror or str(error))) from error


def _unreadable(path: Path, reason: str) -> Message:
    return message("{file} cannot be read ({reason})", file=path.name, reason=reason)


def _objects(path: Path, text: str) -> list[list[object]]:
    """The rows of a JSON file under a row of headers."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise CannotRead(_unreadable(path, str(error))) from None
    if isinstance(data, dict):
        lists = [value for value in data.values() if isinstance(value, list)]
        data = lists[0] if len(lists) == 1 else None
    if not isinstance(data, list) or not all(isinstance(each, dict) for each in data):
        raise CannotRead(
            message("{file} should hold a list of objects, one for each lead", file=path.name)
        )
    headers = list(dict.fromkeys(key for each in data for key in each))
    rows = ([_scalar(each.get(header)) for header in headers] for each in data)
    return [list(headers), *rows]


def _scalar(value: object) -> object:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return value


def _grid(name: str, rows: Iterable[Sequence[object]], *, top: int) -> Grid:
    """Rows as the cells of a sheet whose first row has the number `top`."""
    cells = ([None if is_blank(cell) else cell for cell in row] for row in rows)
    columns = tuple(map(list, zip_longest(*cells)))
    return Grid(name, top, 1, columns, frozenset(), (), right_to_left=False)
