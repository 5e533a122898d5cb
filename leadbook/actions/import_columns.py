"""Which column of a file goes into which column of the book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadbook.language.text import is_blank
from leadbook.pipeline.raw import RawColumn
from leadbook.pipeline.schema import header_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from leadbook.pipeline.columns import Assigned
    from leadbook.pipeline.hints import Hints
    from leadbook.pipeline.raw import RawTable

__all__ = ["MatchedColumns", "match_columns"]

_WAYS = ("phone", "email")
"""Ways to a person, of which forms and address books ask for several."""


@dataclass(frozen=True, slots=True)
class MatchedColumns:
    """The columns of a file, matched.

    Attributes:
        taken: Name in the book's frame → column of the file.
        not_taken: The other columns of the file.
    """

    taken: Mapping[str, RawColumn]
    not_taken: tuple[RawColumn, ...]


def match_columns(file: RawTable, book: Assigned, hints: Hints) -> MatchedColumns:
    """Match each column as told, else by the book's own header, else by what headers mean.

    Where two columns of the file mean one of the book the surer has it, and of equals the first;
    a second phone or e-mail address stands in where the first is blank. A file's status is a
    stage for a book that has stages only.

    Args:
        file: The leads of the file.
        book: The columns of the book that can be written to.
        hints: What the user says of the file's headers.
    """
    own = {header_key(column.header): name for name, column in book.columns.items()}
    claims: dict[str, list[tuple[int, int]]] = {}
    for place, column in enumerate(file.columns):
        name, rank = _meant(column.header, own, hints)
        if name == "status" and name not in book.columns:
            name, rank = "stage", rank + len(own)
        if name in book.columns:
            claims.setdefault(name, []).append((rank, place))
    ordered = {
        name: [file.columns[place] for _, place in sorted(found)] for name, found in claims.items()
    }
    taken = {
        name: _filled_up(found) if name in _WAYS else found[0] for name, found in ordered.items()
    }
    whole = [
        column
        for name, found in ordered.items()
        for column in found
        if column is taken[name] or (name in _WAYS and _is_within(column, taken[name]))
    ]
    others = tuple(each for each in file.columns if all(each is not used for used in whole))
    return MatchedColumns(taken, others)


def _filled_up(columns: Sequence[RawColumn]) -> RawColumn:
    """The surest column, and what others of its kind say where it says nothing."""
    filled = columns[0]
    for other in columns[1:]:
        cells = [b if is_blank(a) else a for a, b in zip(filled.cells, other.cells, strict=True)]
        if cells != list(filled.cells):
            filled = RawColumn(f"{filled.header} + {other.header}", filled.letter, cells)
    return filled


def _is_within(column: RawColumn, whole: RawColumn) -> bool:
    """Whether nothing of a column is lost where another is taken for it."""
    pairs = zip(column.cells, whole.cells, strict=True)
    return all(is_blank(cell) or cell == taken for cell, taken in pairs)


def _meant(header: str, own: Mapping[str, str], hints: Hints) -> tuple[str, int]:
    """The name that a header stands for, and how surely: less is surer."""
    canonical = hints.column_of(header, "Leads") or ""
    rank = hints.rank_of(header, "Leads")
    if rank < 0:
        return canonical, rank
    if header_key(header) in own:
        return own[header_key(header)], 0
    return canonical, rank + 1
