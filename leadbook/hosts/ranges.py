"""Tables in cells: a range with its header row, understood as the reader of files would."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from leadbook.hosts.faults import BadValue
from leadbook.hosts.values import cell_of, column_of
from leadbook.language.messages import message, quoted
from leadbook.language.text import is_blank, plain
from leadbook.pipeline.raw import RawColumn, RawTable
from leadbook.pipeline.schema import column_of as canonical_of
from leadbook.workbook.address import letters_of
from leadbook.workbook.rows import data_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from leadbook.hosts.values import Rows

__all__ = ["Table"]

HEADER_ROW = 1


class Table:
    """A range whose first row holds headers; its rows are counted from 1, as in a sheet.

    Args:
        kind: Canonical name of the table, such as ``Leads``.
        rows: The cells as the spreadsheet program hands them over.
        argument: What the function calls it; stands in sentences.

    Raises:
        BadValue: No header of the first row belongs to such a table.
    """

    def __init__(self, kind: str, rows: Sequence[Sequence[object]], argument: str) -> None:
        self.kind = kind
        self.argument = argument
        self._rows = rows
        headers = [" ".join(plain(cell_of(cell)).split()) for cell in rows[0]]
        self._headers = [(place, header) for place, header in enumerate(headers) if header]
        if not any(canonical_of(header, kind) for _, header in self._headers):
            raise BadValue(
                message(
                    "the first row of {argument} has no header of such a table ({headers}); give "
                    "the whole table with its header row, such as {example}",
                    argument=argument,
                    headers=quoted(", ".join(header for _, header in self._headers[:5])),
                    example=f"{kind}[#All]",
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
            wanted: Says by its header whether a column is needed; all are when absent. The first
                columns are kept all the same where they decide which rows are blank.
        """
        body = self._rows[1:]
        shown = [pair for pair in self._headers if wanted is None or wanted(pair[1])]
        columns = [column_of([row[place] for row in body]) for place, _ in shown]
        headers = [header for _, header in shown]
        kept = data_rows(columns, headers).kept if columns and body else ()
        if len(kept) < len(body):
            columns = [[column[row] for row in kept] for column in columns]
        return RawTable(
            kind=self.kind,
            sheet=self.argument,
            found_by="table",
            name=self.argument,
            columns=tuple(
                RawColumn(header, letters_of(place + 1), cells)
                for (place, header), cells in zip(shown, columns, strict=True)
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
        column: Rows = [[""] for _ in range(self.height)]
        column[0] = [header]
        for row, cell in zip(at, cells, strict=True):
            column[row - HEADER_ROW] = [cell]
        return column


def trimmed(rows: Sequence[Sequence[object]]) -> Sequence[Sequence[object]]:
    """Give the rows without the blank ones at the end: whole columns may have been given."""
    last = len(rows)
    while last > 1 and all(is_blank(cell) for cell in rows[last - 1]):
        last -= 1
    return rows[:last]
