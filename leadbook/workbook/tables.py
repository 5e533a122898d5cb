"""Find the tables of a workbook: by Excel table name, by sheet name, else by header row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from leadbook.errors import CannotRead
from leadbook.language.messages import Ordinal, message
from leadbook.language.text import plain
from leadbook.pipeline.hints import read_hints
from leadbook.pipeline.problems import Problem
from leadbook.pipeline.raw import RawBook, RawColumn, RawTable
from leadbook.pipeline.schema import TABLES, column_of
from leadbook.workbook.address import Area, area_of, letters_of
from leadbook.workbook.cells import Grid, read_grids
from leadbook.workbook.marks import own_sheets
from leadbook.workbook.package import open_package
from leadbook.workbook.regions import regions_of
from leadbook.workbook.rows import data_rows, end_of_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from leadbook.language.messages import Message
    from leadbook.pipeline.hints import Hints
    from leadbook.workbook.package import ExcelTable
    from leadbook.workbook.regions import Region

__all__ = ["found_tables", "read_book"]

_FOUND_BY = ("table", "sheet", "headers")


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A table that may be the one of its kind."""

    grid: Grid
    region: Region
    found_by: str
    name: str = ""

    def place(self) -> tuple[str, int, int]:
        """Where it stands; one place can be one table only."""
        return self.grid.sheet, self.region.header_row, self.region.columns[0][0]

    def merit(self) -> tuple[int, int, int]:
        """How good a candidate it is, least best: surely found, well known headers, long."""
        first, stop = self.region.rows
        return _FOUND_BY.index(self.found_by), -self.region.score, first - stop


def read_book(path: Path, mapping: Mapping[str, str] | None = None) -> RawBook:
    """Read every table that a workbook holds; leadbook's own report sheets are not input.

    Hidden sheets and hidden rows are read like the others.

    Args:
        path: An .xlsx or .xlsm file.
        mapping: Canonical column → header (or table → sheet), where the guess is overruled.

    Raises:
        CannotRead: It is no such file, is damaged or protected, or holds no leads.
        WrongUse: `mapping` names a column that leadbook does not know.
    """
    package = open_package(path)
    own = {sheet.tab.name for sheet in own_sheets(package).values()}
    grids = read_grids(package, [sheet for sheet in package.sheets() if sheet.name not in own])
    tables = [table for table in package.excel_tables() if table.sheet not in own]
    # on Linux a name may be bytes of another machine's alphabet, which no sheet can hold
    name = path.name.encode("utf-8", "replace").decode("utf-8")
    return found_tables(name, grids, tables, mapping, date1904=package.date1904)


def found_tables(
    name: str,
    grids: Sequence[Grid],
    tables: Sequence[ExcelTable],
    mapping: Mapping[str, str] | None = None,
    *,
    date1904: bool,
) -> RawBook:
    """Find every table among the cells of a book, wherever these were read.

    Args:
        name: File name of the book.
        grids: The cells of its sheets, without leadbook's own.
        tables: Its Excel tables.
        mapping: As for `read_book`.
        date1904: Whether its serial numbers count from 1904.

    Raises:
        CannotRead: It holds no leads.
        WrongUse: `mapping` names a column that leadbook does not know.
    """
    hints = read_hints(mapping)
    candidates = _candidates(grids, tables, hints)
    found = _best(candidates)
    told = read_hints(mapping, _pairs(found.get("Settings")))
    if told != hints:
        candidates = _candidates(grids, tables, told)
        found = _best(candidates)
    if "Leads" not in found:
        raise CannotRead(_no_leads(name, grids))
    cut = [_raw(candidate) for candidate in found.values()]
    spare = _spare(candidates, found, told)
    return RawBook(
        name=name,
        tables=tuple(table for table, _ in cut),
        date1904=date1904,
        right_to_left=found["Leads"].grid.right_to_left,
        problems=(
            *(problem for _, problems in cut for problem in problems),
            *(_unread(each, found[each.region.kind]) for each in spare),
        ),
        unread_sheets=tuple(
            grid.sheet
            for grid in grids
            if grid.height and all(grid is not seen.grid for seen in (*found.values(), *spare))
        ),
    )


def _candidates(
    grids: Sequence[Grid], tables: Sequence[ExcelTable], hints: Hints
) -> list[_Candidate]:
    """Whatever may be a table, sheet by sheet."""
    candidates: list[_Candidate] = []
    for grid in grids:
        here = [table for table in tables if table.sheet == grid.sheet]
        own = [_of_table(grid, table, here, hints) for table in here]
        known = [candidate for candidate in own if candidate is not None]
        candidates += known
        if not known:
            candidates += _of_sheet(grid, hints)
    return candidates


def _best(candidates: Sequence[_Candidate]) -> dict[str, _Candidate]:
    """The best candidate of each kind, in the order of the contract."""
    best: dict[str, _Candidate] = {}
    for kind in TABLES:
        taken = {used.place() for used in best.values()}
        free = [
            each for each in candidates if each.region.kind == kind and each.place() not in taken
        ]
        free = [each for each in free if kind != "Leads" or not _is_log(each)]
        if free:
            best[kind] = min(free, key=_Candidate.merit)
    return best


def _spare(
    candidates: Sequence[_Candidate], found: Mapping[str, _Candidate], told: Hints
) -> list[_Candidate]:
    """The tables that are surely of the kind of one that is read, unless the user chose that."""
    taken = {used.place() for used in found.values()}
    kinds = found.keys() - told.sheets.keys()
    spare = []
    for each in candidates:
        sure = each.region.sure and each.region.kind in kinds
        if sure and each.place() not in taken and len(_raw(each)[0].rows):
            taken.add(each.place())
            spare.append(each)
    return spare


def _of_table(
    grid: Grid, table: ExcelTable, tables: Sequence[ExcelTable], hints: Hints
) -> _Candidate | None:
    """What an Excel table is: by its name, else as its sheet and its headers say."""
    area = area_of(table.ref)
    if area is None or not grid.columns:
        return None
    first, last = area.left - grid.left, area.right - grid.left + 1
    top, bottom = area.top - grid.top, area.bottom - grid.top + 1
    columns = [
        (column, " ".join(header.split()))
        for column, header in zip(range(first, last), table.columns, strict=False)
        if 0 <= column < len(grid.columns)
    ]
    inside = Grid(
        grid.sheet, grid.top, grid.left, tuple((header,) for _, header in columns),
        grid.hidden, (), grid.right_to_left,
    )  # fmt: skip
    named = hints.table_of(table.name)
    seen = regions_of(inside, named or hints.table_of(grid.sheet), hints)
    if not seen or not columns:
        return None
    end = min(max(bottom - table.totals_row_count, 0), grid.height)
    if not table.totals_row_count:
        cells = [grid.columns[column] for column, _ in columns]
        end = end_of_rows(cells, end, _next_table(grid, area, tables))
    rows = (max(top + table.header_row_count, 0), end)
    header_row = max(top, 0) if table.header_row_count else -1
    region = replace(seen[0], columns=tuple(columns), header_row=header_row, rows=rows)
    by = "table" if named == region.kind else _found_by(grid, region, hints)
    return _Candidate(grid, region, by, table.name)


def _next_table(grid: Grid, area: Area, tables: Sequence[ExcelTable]) -> int:
    """The row where another Excel table begins below this one, else the end of the sheet."""
    others = [other for table in tables if (other := area_of(table.ref)) is not None]
    below = [other.top - grid.top for other in others if other.top > area.bottom]
    return min([*below, grid.height])


def _of_sheet(grid: Grid, hints: Hints) -> list[_Candidate]:
    kind = hints.table_of(grid.sheet)
    return [
        _Candidate(grid, region, _found_by(grid, region, hints))
        for region in regions_of(grid, kind, hints)
    ]


def _found_by(grid: Grid, region: Region, hints: Hints) -> str:
    return "sheet" if hints.table_of(grid.sheet) == region.kind else "headers"


def _is_log(candidate: _Candidate) -> bool:
    """Whether what could be leads is a stage log: no column more, and an id comes again."""
    region = candidate.region
    ids = [place for place, header in region.columns if column_of(header, "Leads") == "lead_id"]
    if candidate.found_by != "headers" or region.score > 3 or not ids:
        return False
    cells = [cell for cell in candidate.grid.columns[ids[0]][slice(*region.rows)] if cell]
    return len(set(cells)) < len(cells)


def _raw(candidate: _Candidate) -> tuple[RawTable, list[Problem]]:
    """Cut a candidate's rows and columns out of its sheet; notes below it are listed."""
    grid, region = candidate.grid, candidate.region
    first, stop = region.rows
    columns = [grid.columns[column][first:stop] for column, _ in region.columns]
    rows = data_rows(columns, [header for _, header in region.columns])
    if len(rows.kept) < stop - first:
        columns = [[column[row] for row in rows.kept] for column in columns]
    numbers = [grid.top + first + row for row in rows.kept]
    table = RawTable(
        kind=region.kind,
        sheet=grid.sheet,
        found_by=candidate.found_by,
        name=candidate.name,
        columns=tuple(
            RawColumn(header, letters_of(grid.left + place), cells)
            for (place, header), cells in zip(region.columns, columns, strict=True)
        ),
        rows=numbers,
        hidden=len(grid.hidden.intersection(numbers)) if grid.hidden else 0,
    )
    heading = (
        message("the row is taken for a heading and is not read"),
        message("if it is a lead, write more of it than one cell"),
    )
    note = (
        message("the row below the table is taken for a note and is not read"),
        message("if it belongs to the table, remove the blank row above it"),
    )
    return table, [
        *(_not_read(candidate, first + row, *heading) for row in rows.headings),
        *(_not_read(candidate, first + row, *note) for row in rows.notes),
    ]


def _not_read(candidate: _Candidate, row: int, why: Message, how: Message) -> Problem:
    grid = candidate.grid
    places = [place for place, _ in candidate.region.columns]
    place = next(place for place in places if grid.columns[place][row] is not None)
    return Problem(
        sheet=grid.sheet,
        cell=f"{letters_of(grid.left + place)}{grid.top + row}",
        column="",
        value=plain(grid.columns[place][row]),
        problem=why,
        how_to_mend=how,
    )


def _unread(spare: _Candidate, used: _Candidate) -> Problem:
    sheet, header_row, column = spare.place()
    return Problem(
        sheet=sheet,
        cell=f"{letters_of(spare.grid.left + column)}{spare.grid.top + max(header_row, 0)}",
        column="",
        value=spare.region.columns[0][1],
        problem=message(
            "the table that begins here is not read, for the one on sheet {sheet} from row {row} "
            "on is of the same kind",
            sheet=used.grid.sheet,
            row=Ordinal(used.grid.top + max(used.region.header_row, 0)),
        ),
        how_to_mend=message("put its rows under the headers of the other, if they belong together"),
    )


def _pairs(settings: _Candidate | None) -> list[tuple[str, str]]:
    """The rows of a settings sheet as text."""
    if settings is None or len(settings.region.columns) < 2:
        return []
    table, _ = _raw(settings)
    keys, values = table.columns[0].cells, table.columns[1].cells
    return [(plain(key), plain(value)) for key, value in zip(keys, values, strict=True)]


def _first_headers(grid: Grid) -> str:
    """The fullest of the first rows, in short: what a person would call its headers."""
    rows = [grid.row(row) for row in range(min(grid.height, 30))]
    fullest = max(rows, key=lambda row: sum(cell is not None for cell in row))
    words = [plain(cell) for cell in fullest if cell is not None]
    return ", ".join(words[:8]) + (" …" if len(words) > 8 else "")


def _no_leads(book: str, grids: Sequence[Grid]) -> Message:
    seen = [f"{grid.sheet} ({_first_headers(grid)})" for grid in grids if grid.height]
    if not seen:
        return message(
            "{book} is empty: no sheet holds anything; begin with a ready workbook by "
            "'leadbook new'",
            book=book,
        )
    return message(
        "{book} has no table of leads: no header row names a lead and its stage; it has {sheets}; "
        "name the sheet and its columns with --map, such as --map Leads={sheet} --map stage=Phase",
        book=book,
        sheets=seen,
        sheet=next(grid.sheet for grid in grids if grid.height),
    )
