"""Tables in cells: a range with its header row, understood as the reader of files would."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from leadbook.hosts.faults import BadValue, CellError
from leadbook.hosts.preferences import preferences
from leadbook.hosts.values import cell_of, column_of, moment_of
from leadbook.language.dates import to_datetime
from leadbook.language.messages import message, quoted
from leadbook.language.text import is_blank, plain
from leadbook.pipeline.raw import ErrorCell, RawColumn, RawTable
from leadbook.pipeline.schema import TABLES, known_headers
from leadbook.pipeline.schema import column_of as canonical_of
from leadbook.workbook.address import letters_of
from leadbook.workbook.rows import data_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Set
    from datetime import date

    from leadbook.hosts.values import Rows

__all__ = ["Table", "dates_in", "trimmed"]

HEADER_ROW = 1
_NOTHING_OR_TEXT = frozenset({type(None), str})


class Table:
    """A range whose first row holds headers; its rows are counted from 1, as in a sheet.

    Args:
        kind: Canonical name of the table, such as ``Leads``.
        rows: The cells as the spreadsheet program hands them over.
        argument: What the function calls it; stands in sentences.
        function: The function that asks; stands in sentences.

    Raises:
        BadValue: The first row lacks the headers that make it such a table.
    """

    def __init__(
        self, kind: str, rows: Sequence[Sequence[object]], argument: str, function: str = ""
    ) -> None:
        self.kind = kind
        self.argument = argument
        self.function = function
        self._rows = rows
        headers = [" ".join(plain(cell_of(cell)).split()) for cell in rows[0]]
        self._headers = [(place, header) for place, header in enumerate(headers) if header]
        self._require({canonical_of(header, kind) for _, header in self._headers})

    def _require(self, found: Set[str | None]) -> None:
        """Refuse a range without the headers that make it such a table.

        Leads and stages may have any of theirs: what they lack is guessed, or not asked for.
        """
        known = set(TABLES[self.kind].columns)
        strict = self.kind not in {"Leads", "Stages"}
        lacking = [group for group in TABLES[self.kind].needed if strict and not group & found]
        if found & known and not lacking:
            return
        headers = known_headers(self.kind, preferences().language)
        names = dict(zip(TABLES[self.kind].columns, headers, strict=True))
        wanted = [names[name] for name in names if name in (lacking[0] if lacking else known)]
        raise BadValue(
            message(
                "the first row of {argument} has none of the headers {wanted}, but {headers}; "
                "give the whole table with its header row, such as {example}",
                argument=self.argument,
                wanted=wanted[:4],
                headers=quoted(", ".join(header for _, header in self._headers[:5])),
                example=f"{self.kind}[#All]",
            )
        )

    @property
    def height(self) -> int:
        """How many rows the range has, its header row included."""
        return len(self._rows)

    @cached_property
    def headers(self) -> tuple[str, ...]:
        """The headers, left to right, without blank ones."""
        return tuple(header for _, header in self._headers)

    def raw(self, wanted: Callable[[str], bool] | None = None) -> RawTable:
        """Give the table as a reader of files gives it: blank rows, notes and totals left out.

        Args:
            wanted: Says by its header whether a column is needed; all are when absent. Where none
                is, the first is given: what is said of a row is said of one of its cells.
        """
        body = self._rows[1:]
        columns = _Columns(body, [place for place, _ in self._headers])
        kept = data_rows(columns, self.headers).kept if body else ()
        shown = [
            (at, place, header)
            for at, (place, header) in enumerate(self._headers)
            if wanted is None or wanted(header)
        ] or [(0, *self._headers[0])]
        return RawTable(
            kind=self.kind,
            sheet=self.argument,
            found_by="table",
            name=self.argument,
            columns=tuple(
                RawColumn(
                    header,
                    letters_of(place + 1),
                    [columns[at][row] for row in kept] if len(kept) < len(body) else columns[at],
                )
                for at, place, header in shown
            ),
            rows=[HEADER_ROW + 1 + row for row in kept],
        )

    def beside(self, header: str, at: Sequence[int], cells: Sequence[object]) -> Rows:
        """Give a column that stands beside the table: its header, then a cell for each row.

        Args:
            header: What stands in the first row.
            at: Rows of the range, from 1, that the cells belong to; other rows stay empty.
            cells: As cells can hold them.
        """
        column: list[object] = [""] * self.height
        column[0] = header
        for row, cell in zip(at, cells, strict=True):
            column[row - HEADER_ROW] = cell
        return [[cell] for cell in column]


class _Columns(Sequence[Sequence[object]]):
    """The cells under each header; a column is taken from the rows when first asked for."""

    def __init__(self, body: Sequence[Sequence[object]], places: Sequence[int]) -> None:
        self._body = body
        self._places = places
        self._taken: dict[int, Sequence[object]] = {}

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, at: int) -> Sequence[object]:  # type: ignore[override]  # no slices
        place = self._places[at]
        if at not in self._taken:
            self._taken[at] = column_of([row[place] for row in self._body])
        return self._taken[at]


def trimmed(rows: Sequence[Sequence[object]]) -> Sequence[Sequence[object]]:
    """Give the rows without the blank ones at the end: whole columns may have been given."""
    last = len(rows)
    while last > 1 and _is_blank_row(rows[last - 1]):
        last -= 1
    return rows[:last]


def _is_blank_row(row: Sequence[object]) -> bool:
    # Whole columns have a million rows of nothing: one look is several times as fast as many.
    if set(map(type, row)) <= _NOTHING_OR_TEXT and not any(row):
        return True
    return all(is_blank(cell) for cell in row)


def dates_in(kind: str, rows: Sequence[Sequence[object]], argument: str) -> tuple[date, ...]:
    """Give the dates of a range: a table's column of dates, or all cells of a plain range.

    Blank cells are skipped, and so is a first row of words.

    Args:
        kind: Canonical name of the table that it may be, such as ``Holidays``.
        rows: The cells.
        argument: What the function calls it; stands in sentences.

    Raises:
        BadValue: A cell is no date.
        CellError: A cell is an error.

    >>> dates_in("Holidays", [["Day", "Holiday"], [46347.0, "Feast"], [None, None]], "holidays")
    (datetime.date(2026, 11, 21),)
    """
    first = [cell_of(cell) for cell in rows[0]]
    headed = [canonical_of(plain(cell), kind) == "date" for cell in first]
    if any(headed):
        return _days((row[headed.index(True)] for row in rows[1:]), argument)
    words = all(isinstance(cell, str) and to_datetime(cell) is None for cell in first)
    return _days((cell for row in rows[words:] for cell in row), argument)


def _days(cells: Iterable[object], argument: str) -> tuple[date, ...]:
    days = set()
    for cell in map(cell_of, cells):
        if isinstance(cell, ErrorCell):
            raise CellError(
                message("a cell of {argument} is an error itself ({error})",
                        argument=argument, error=cell.code), cell,
            )  # fmt: skip
        if not is_blank(cell):
            days.add(moment_of(cell).date())
    return tuple(sorted(days))
