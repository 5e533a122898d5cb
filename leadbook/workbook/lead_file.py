"""A file of leads from elsewhere, a web form's or another program's: CSV, JSON or a workbook."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from leadbook.actions.import_rows import Incoming
from leadbook.errors import CannotRead
from leadbook.language.messages import Ordinal, message
from leadbook.language.text import is_blank, plain
from leadbook.pipeline.raw import RawColumn, RawTable
from leadbook.pipeline.schema import header_key
from leadbook.workbook.address import letters_of
from leadbook.workbook.cells import Grid, read_grids
from leadbook.workbook.lead_json import json_rows
from leadbook.workbook.marks import own_sheets
from leadbook.workbook.package import content_of, open_package
from leadbook.workbook.regions import regions_of
from leadbook.workbook.rows import data_rows
from leadbook.workbook.separated import EndlessCell, decoded, separated_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from leadbook.language.messages import Message
    from leadbook.pipeline.hints import Hints
    from leadbook.workbook.regions import Region

__all__ = ["FILE_ENDINGS", "LeadFile", "read_lead_file"]

_BOOKS = (".xlsx", ".xlsm")
_TEXTS = (".csv", ".tsv", ".txt")
_JSON = (".json", ".jsonl")
_SEARCHED_ROWS = 30

FILE_ENDINGS = (*_TEXTS, *_BOOKS, *_JSON)
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
        left_out = [grid.top + row for row in _left_out(grid, region, kept)]
        return Incoming(table, self._is_text, self._date1904, left_out)

    def _no_leads(self) -> Message:
        if not any(grid.height for grid in self._grids):
            return message("{file} is empty", file=self.name)
        return message(
            "{file} has no header that says anything about a lead, such as Name, Phone or E-mail; "
            "write headers above its columns, or name them with --map, such as --map phone=Header",
            file=self.name,
        )


def _left_out(grid: Grid, region: Region, kept: Sequence[int]) -> Iterator[int]:
    """The rows below the headers that hold something and are no leads; not the headers again."""
    first = region.rows[0]
    leads = {first + row for row in kept}
    headers = [header for _, header in region.columns]
    for row in range(first, grid.height):
        if row not in leads:
            cells = [grid.columns[place][row] for place, _ in region.columns]
            again = [" ".join(plain(cell).split()) for cell in cells] == headers
            if not again and not all(map(is_blank, cells)):
                yield row


def read_lead_file(path: Path) -> LeadFile:
    """Read a file of leads: CSV with any usual separator and encoding, JSON, .xlsx or .xlsm.

    A JSON file is a list of objects, an object that holds one such list, or an object a line.

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
    if ending in _JSON:
        return LeadFile(path.name, [_grid(path.name, _objects(path, text), top=0)])
    try:
        rows = separated_rows(text)
    except EndlessCell as error:
        raise CannotRead(_endless(path, error.row)) from None
    return LeadFile(path.name, [_grid(path.name, rows, top=1)], is_text=True)


def _text(path: Path) -> str:
    try:
        return decoded(content_of(path))
    except ValueError:
        raise CannotRead(message("{file} is no text file", file=path.name)) from None


def _endless(path: Path, row: int) -> Message:
    return message(
        "row {row} of {file} has a cell that does not end; a quotation mark there lacks its "
        "partner: add or remove one, and try again",
        row=Ordinal(row),
        file=path.name,
    )


def _objects(path: Path, text: str) -> list[list[object]]:
    """The rows of a JSON file under a row of headers."""
    try:
        rows = json_rows(text)
    except ValueError as error:
        raise CannotRead(
            message(
                "{file} is damaged JSON ({reason}); have it written anew where it comes from",
                file=path.name,
                reason=str(error),
            )
        ) from None
    if rows is None:
        raise CannotRead(
            message("{file} should hold a list of objects, one for each lead", file=path.name)
        )
    return rows


def _grid(name: str, rows: Iterable[Sequence[object]], *, top: int) -> Grid:
    """Rows as the cells of a sheet whose first row has the number `top`."""
    cells = ([None if is_blank(cell) else cell for cell in row] for row in rows)
    columns = tuple(map(list, zip_longest(*cells)))
    return Grid(name, top, 1, columns, frozenset(), (), right_to_left=False)
