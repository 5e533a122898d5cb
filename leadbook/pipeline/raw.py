"""A table as it stands in a book: headers and cells, nothing understood yet.

Every reader (workbook file, live Excel, CSV) makes these; `pipeline.build` understands them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leadbook.language.messages import Language
    from leadbook.pipeline.problems import Problem

__all__ = ["ErrorCell", "RawBook", "RawColumn", "RawTable", "UncalculatedCell"]


@dataclass(frozen=True, slots=True)
class ErrorCell:
    """A cell that holds an Excel error such as ``#N/A``; it is not a blank."""

    code: str

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True, slots=True)
class UncalculatedCell:
    """A formula that no program has calculated yet, so that its value is not known."""

    formula: str

    def __str__(self) -> str:
        return f"={self.formula}"


@dataclass(frozen=True, slots=True)
class RawColumn:
    """One column: its header, its letter, and its cells from the first data row down.

    A cell is ``None`` (blank), ``str``, ``float``, ``int``, ``bool``, ``datetime``, ``date``,
    ``time``, ``timedelta``, `ErrorCell` or `UncalculatedCell`.
    """

    header: str
    letter: str
    cells: Sequence[object]


@dataclass(frozen=True, slots=True)
class RawTable:
    """One table of a sheet, found by Excel table name, sheet name or header row.

    Attributes:
        kind: Canonical table name such as ``Leads`` (see `pipeline.schema`).
        sheet: Name of the sheet it stands on.
        found_by: How it was found: ``table``, ``sheet`` or ``headers``.
        name: Name of the Excel table, or empty.
        columns: Its columns, left to right.
        rows: Excel row number of each data row; wholly blank rows are already gone.
        hidden: How many of those rows are hidden in Excel (they are read all the same).
    """

    kind: str
    sheet: str
    found_by: str
    name: str
    columns: tuple[RawColumn, ...]
    rows: Sequence[int]
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class RawBook:
    """All tables that were found in one book, and what the reader itself noticed.

    Attributes:
        name: File name of the book, without its folder.
        tables: The tables found, at most one of each kind.
        date1904: Whether serial numbers count from 1904.
        right_to_left: Whether the sheet of the leads reads from right to left.
        problems: What the reader could not take as it stands.
        unread_sheets: Sheets in which no table was recognised.
        language: What its headers are written in, where the reader left some of them out;
            seen from the headers of the leads when absent.
    """

    name: str
    tables: tuple[RawTable, ...]
    date1904: bool
    right_to_left: bool
    problems: tuple[Problem, ...]
    unread_sheets: tuple[str, ...]
    language: Language | None = None
