"""The tables of a book that is open in Excel, as it shows them now, saved or not."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from leadbook.hosts.excel.live.own import own_tabs
from leadbook.hosts.values import column_of, rows_of
from leadbook.workbook.address import Area, area_of
from leadbook.workbook.cells import Grid
from leadbook.workbook.package import ExcelTable
from leadbook.workbook.tables import found_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from xlwings import Book, Range, Sheet

    from leadbook.pipeline.raw import RawBook

__all__ = ["filled_range", "hidden_rows", "read_book"]

FORMULAS, PART, BY_ROWS, BY_COLUMNS, BACKWARDS, VISIBLE = -4123, 2, 1, 2, 2, 12
"""Excel's xlFormulas, xlPart, xlByRows, xlByColumns, xlPrevious and xlCellTypeVisible."""
_NO_DAY = date(1899, 12, 30)
SEARCHED_ROWS = 30
"""Headers are looked for in so many rows; merged cells matter only there."""


def read_book(book: Book, mapping: Mapping[str, str] | None = None) -> RawBook:
    """Read every table of an open book, as `workbook.tables.read_book` reads those of a file.

    Args:
        book: The book; it is not changed.
        mapping: As there.

    Raises:
        CannotRead: The book holds no leads.
        WrongUse: `mapping` names a column that leadbook does not know.
    """
    own = {sheet.tab.name for sheet in own_tabs(book).values()}
    sheets = [sheet for sheet in book.sheets if sheet.name not in own]
    return found_tables(
        book.name,
        [_grid(sheet) for sheet in sheets],
        [table for sheet in sheets for table in _tables(sheet)],
        mapping,
        date1904=bool(book.api.Date1904),
    )


def _grid(sheet: Sheet) -> Grid:
    right_to_left = bool(sheet.api.DisplayRightToLeft)
    area = filled_range(sheet)
    if area is None:
        return Grid(sheet.name, 1, 1, (), frozenset(), (), right_to_left)
    columns = tuple(_with_days(column_of(column)) for column in _columns(area))
    rows = range(area.row, area.row + area.shape[0])
    return Grid(
        sheet.name, area.row, area.column, columns, hidden_rows(sheet, rows), tuple(_merged(area)),
        right_to_left,
    )  # fmt: skip


def _columns(area: Range) -> Sequence[Sequence[object]]:
    """The raw values, column by column; xlwings' own converter would make blanks of error cells.

    One cell that is formatted as a date and holds none, such as -1, keeps Excel or pywin32 from
    giving any. The days of its column then come as serial numbers.
    """
    try:
        return list(zip(*rows_of(area.raw_value), strict=True))
    except Exception:  # which kind it is, depends on where it fails
        if area.shape[1] == 1:
            return list(zip(*rows_of(area.api.Value2), strict=True))
    return [cells for column in area.columns for cells in _columns(column)]


def _with_days(cells: Sequence[object]) -> Sequence[object]:
    """Give moments as the file's reader does: a day is a day, and a time of day has no day.

    >>> _with_days([datetime(2026, 10, 31), datetime(2026, 10, 31, 9), datetime(1899, 12, 30, 9)])
    [datetime.date(2026, 10, 31), datetime.datetime(2026, 10, 31, 9, 0), datetime.time(9, 0)]
    """
    if datetime not in set(map(type, cells)):
        return cells
    return [_day_or_time(cell) if type(cell) is datetime else cell for cell in cells]


def _day_or_time(moment: datetime) -> date | time:
    if moment.date() == _NO_DAY:
        return moment.time()
    return moment if moment.time() != time.min else moment.date()


def filled_range(sheet: Sheet) -> Range | None:
    """Give the used range down to the last cell that holds something; ``None`` without any.

    Formats alone count for nought: a sheet that was formatted to its end would else be a million
    rows of blanks.
    """
    used, cells = sheet.used_range, sheet.api.Cells

    def last(order: int) -> Any:
        return cells.Find("*", cells(1, 1), FORMULAS, PART, order, BACKWARDS)

    # By rows at last: Excel keeps the order for the person's own next search, and this is usual.
    column, row = last(BY_COLUMNS), last(BY_ROWS)
    if row is None or column is None:
        return None
    return sheet.range((used.row, used.column), (row.Row, column.Column))


def hidden_rows(sheet: Sheet, rows: range) -> frozenset[int]:
    """The numbers of the hidden ones; Excel tells of all rows at once whether they differ."""
    cells = sheet.range((rows[0], 1), (rows[-1], 1)).api.EntireRow
    state = cells.Hidden
    if state is not None:
        return frozenset(rows if state else ())
    try:
        seen = cells.SpecialCells(VISIBLE).Areas
    except Exception:  # a protected sheet refuses it, with an error of pywin32's
        half = len(rows) // 2
        return hidden_rows(sheet, rows[:half]) | hidden_rows(sheet, rows[half:])
    shown = {row for run in seen for row in range(run.Row, run.Row + run.Rows.Count)}
    return frozenset(rows) - shown


def _merged(area: Range) -> Iterator[Area]:
    """The merged cells where headers may be."""
    found = set()
    for row in area[:SEARCHED_ROWS, :].rows:
        if row.api.MergeCells is not False:
            found |= {cell.merge_area.address for cell in row if cell.api.MergeCells}
    yield from (place for address in sorted(found) if (place := area_of(address)) is not None)


def _tables(sheet: Sheet) -> Iterator[ExcelTable]:
    for table in sheet.tables:
        yield ExcelTable(
            name=table.name,
            sheet=sheet.name,
            ref=table.range.address,
            header_row_count=int(table.show_headers),
            totals_row_count=int(table.show_totals),
            columns=tuple(str(column.Name) for column in table.api.ListColumns),
        )
