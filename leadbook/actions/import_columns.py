"""Which column of a file goes into which column of the book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadbook.pipeline.schema import header_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leadbook.pipeline.columns import Assigned
    from leadbook.pipeline.hints import Hints
    from leadbook.pipeline.raw import RawColumn, RawTable

__all__ = ["MatchedColumns", "match_columns"]


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

    Where two columns of the file mean one of the book the surer has it, and of equals the first. A
    file's status is a stage for a book that has stages only.

    Args:
        file: The leads of the file.
        book: The columns of the book that can be written to.
        hints: What the user says of the file's headers.
    """
    own = {header_key(column.header): name for name, column in book.columns.items()}
    best: dict[str, tuple[int, int]] = {}
    for place, column in enumerate(file.columns):
        name, rank = _meant(column.header, own, hints)
        if name == "status" and name not in book.columns:
            name, rank = "stage", rank + len(own)
        if name in book.columns and (name not in best or (rank, place) < best[name]):
            best[name] = rank, place
    taken = {name: file.columns[place] for name, (_, place) in best.items()}
    places = {place for _, place in best.values()}
    others = tuple(each for place, each in enumerate(file.columns) if place not in places)
    return MatchedColumns(taken, others)


def _meant(header: str, own: Mapping[str, str], hints: Hints) -> tuple[str, int]:
    """The name that a header stands for, and how surely: less is surer."""
    canonical = hints.column_of(header, "Leads") or ""
    rank = hints.rank_of(header, "Leads")
    if rank < 0:
        return canonical, rank
    if header_key(header) in own:
        return own[header_key(header)], 0
    return canonical, rank + 1
