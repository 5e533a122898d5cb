"""Which rows of a table hold data: what people leave between and below them does not count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadbook.language.text import plain
from leadbook.pipeline.raw import ErrorCell, UncalculatedCell
from leadbook.pipeline.schema import header_key
from leadbook.pipeline.vocabulary import TOTALS

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["DataRows", "data_rows", "end_of_rows"]

_TOTALS = frozenset(map(header_key, TOTALS))
_ARABIC = str.maketrans("یک", "يك")
_WORDS = frozenset(
    written + sign
    for word in TOTALS
    for written in (word, word.lower(), word.upper(), word.title(), word.translate(_ARABIC))
    for sign in ("", ":", " :")
)
"""Words for totals as people write them: quicker asked of a whole column than a key is made."""
_NUMBERS = frozenset({int, float, ErrorCell, UncalculatedCell})
_LEADING = 3
"""The columns in one of which the word for a total stands."""
_NARROW = 4
"""A table with fewer columns may well have rows of one cell."""


@dataclass(frozen=True, slots=True)
class DataRows:
    """Rows of a table, from 0: those that hold data, headings between, and notes below them."""

    kept: Sequence[int]
    headings: Sequence[int]
    notes: Sequence[int]


def data_rows(columns: Sequence[Sequence[object]], headers: Sequence[str]) -> DataRows:
    """Leave out blank rows, header rows printed again, totals, headings, and notes below a gap.

    Args:
        columns: The cells under each header.
        headers: Of the same columns.

    >>> data_rows([["A", None, "B", "id", "Total"], [1, None, 2, "n", 3]], ["id", "n"]).kept
    [0, 2]
    """
    blank = _blank_rows(columns)
    left_out = {*blank, *_header_rows(columns, headers), *_totals_between(columns)}
    kept: Sequence[int] = range(len(columns[0]))
    if left_out:
        kept = [row for row in kept if row not in left_out]
    notes = _notes(columns, kept, blank)
    kept = kept[: len(kept) - len(notes)]
    headings = _headings(columns, kept, blank)
    if headings:
        kept = [row for row in kept if row not in headings]
    if kept and _is_totals(columns, kept[-1]):
        kept = kept[:-1]
    return DataRows(kept, headings, notes)


def end_of_rows(columns: Sequence[Sequence[object]], end: int, stop: int) -> int:
    """Give the row after the last that was typed directly below a table which ends at `end`.

    Excel grows a table over such rows by itself; other programs do not, and the rows are as real.
    A row counts when it fills two cells of the table, or one of a narrow table.

    >>> end_of_rows([["A", "B", "C", None, "D"], [1, 2, 3, None, 4]], 1, 5)
    3
    """
    least = 1 if len(columns) < _NARROW else 2
    while end < stop and sum(not _is_blank(column[end]) for column in columns) >= least:
        end += 1
    return end


def _blank_rows(columns: Sequence[Sequence[object]]) -> Sequence[int]:
    blank: Sequence[int] = range(len(columns[0]))
    for column in columns:
        # `_is_blank`, written out: it is asked of every row of the first column.
        blank = [
            row
            for row in blank
            if (cell := column[row]) is None or (type(cell) is str and cell.isspace())
        ]
        if not blank:
            break
    return blank


def _is_blank(cell: object) -> bool:
    return cell is None or (type(cell) is str and cell.isspace())


def _header_rows(columns: Sequence[Sequence[object]], headers: Sequence[str]) -> list[int]:
    if headers[0] not in columns[0]:
        return []
    return [
        row
        for row, cell in enumerate(columns[0])
        if cell == headers[0]
        and all(
            column[row] is None or header_key(plain(column[row])) == header_key(header)
            for column, header in zip(columns, headers, strict=True)
        )
    ]


def _notes(
    columns: Sequence[Sequence[object]], kept: Sequence[int], blank: Sequence[int]
) -> Sequence[int]:
    """The rows below the last gap, if each of them is one cell and no totals."""
    if not blank or not kept or len(columns) < _NARROW:
        return []
    below = [row for row in kept if row > blank[-1]]
    lone = all(sum(column[row] is not None for column in columns) == 1 for row in below)
    return below if lone and len(below) < len(kept) else []


def _headings(
    columns: Sequence[Sequence[object]], kept: Sequence[int], blank: Sequence[int]
) -> Sequence[int]:
    """The rows below a gap that are one text, directly above a row of more; with them the first.

    A first row alone may as well be a lead of which nobody has noted more than the name.
    """
    if not blank or len(columns) < _NARROW:
        return []
    rows = set(kept)
    below = [row + 1 for row in blank if {row + 1, row + 2} <= rows]
    found = [row for row in below if _is_heading(columns, row)]
    if found and kept[:2] == [0, 1] and _is_heading(columns, 0):
        found.insert(0, 0)
    return found


def _is_heading(columns: Sequence[Sequence[object]], row: int) -> bool:
    cells = [column[row] for column in columns if not _is_blank(column[row])]
    next_row = sum(not _is_blank(column[row + 1]) for column in columns)
    return len(cells) == 1 and isinstance(cells[0], str) and next_row > 1


def _totals_between(columns: Sequence[Sequence[object]]) -> list[int]:
    """The rows that begin with a word for a total and hold nothing else but numbers."""
    if len(columns) < _NARROW:
        return []
    found = {
        row
        for column in (columns[at] for at in range(_LEADING))
        if not _WORDS.isdisjoint(column)
        for row, cell in enumerate(column)
        if cell in _WORDS
    }
    return [row for row in found if _is_total(columns, row)]


def _is_total(columns: Sequence[Sequence[object]], row: int) -> bool:
    first, *others = (column[row] for column in columns if not _is_blank(column[row]))
    return first in _WORDS and all(type(cell) in _NUMBERS for cell in others)


def _is_totals(columns: Sequence[Sequence[object]], row: int) -> bool:
    first = next((column[row] for column in columns if column[row] is not None), None)
    return isinstance(first, str) and header_key(first) in _TOTALS
