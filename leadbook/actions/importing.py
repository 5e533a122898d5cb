"""What becomes of the leads of a file: which are new to a book, and what its rows shall hold.

Nothing that the book holds is written over: a lead that it knows already is listed, not merged.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from leadbook.actions.import_columns import match_columns
from leadbook.actions.import_rows import RowMaker
from leadbook.actions.lead_ids import id_key, new_ids
from leadbook.actions.repeats import Identity, Roll, identities
from leadbook.language.text import is_blank
from leadbook.pipeline.whole_names import name_cells, with_whole_names

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from leadbook.actions.first_stages import FirstStage
    from leadbook.actions.import_rows import Incoming, NewLead, Receiving
    from leadbook.actions.repeats import Repeat
    from leadbook.pipeline.hints import Hints
    from leadbook.pipeline.raw import RawColumn

__all__ = ["Decisions", "decide"]

_IDENTITY = ("phone", "email", "lead_id", "name", "company")
_DIGITS_OF_A_NUMBER = 16  # Excel keeps fifteen


@dataclass(frozen=True, slots=True)
class Decisions:
    """What becomes of a file.

    Attributes:
        new: The leads to add.
        repeats: The rows that repeat a lead.
        unknown: Numbers of the rows that do not say who the lead is.
        matched: Header in the file and header in the book, of each column that is taken.
        not_taken: Headers of the file that the book lacks, or that a formula fills.
        left_out: Numbers of the rows that hold something, but no lead.
        first: The stage of the new leads of which the file says none.
    """

    new: tuple[NewLead, ...]
    repeats: tuple[Repeat, ...]
    unknown: tuple[int, ...]
    matched: tuple[tuple[str, str], ...]
    not_taken: tuple[str, ...]
    left_out: tuple[int, ...]
    first: FirstStage


def decide(file: Incoming, book: Receiving, hints: Hints, *, at: datetime) -> Decisions:
    """Decide which leads of a file are new, and what is written of each.

    A new lead keeps its id unless another lead bears it; without one it gets the next of the
    book's own pattern. Where the file says nothing the lead is in the stage where leads of the book
    begin (in the first of its outcome, if its status is another than open), and was created on the
    day of the import.

    Args:
        file: The leads that come.
        book: Where they shall go.
        hints: What the user says of the file's headers.
        at: The day of the import.
    """
    free = {n: c for n, c in book.assigned.columns.items() if c.letter not in book.filled}
    leads, told = with_whole_names(file.table, hints, free)
    columns = match_columns(leads, replace(book.assigned, columns=free), told)
    known, met = identities(
        _identity(book.assigned.columns), _identity(columns.taken), book.country
    )
    met = met or [Identity()] * len(file.table.rows)
    new, repeats, unknown = _sorted_out(known, met, book.table.rows, file.table.rows)
    made = RowMaker(file, book, columns, free, at)
    ids = _ids([met[place] for place in new], book, free)
    return Decisions(
        new=tuple(made.lead(place, *given) for place, given in zip(new, ids, strict=True)),
        repeats=tuple(repeats),
        unknown=tuple(unknown),
        matched=tuple((c.header, free[name].header) for name, c in columns.taken.items()),
        not_taken=tuple(column.header for column in columns.not_taken),
        left_out=tuple(file.left_out),
        first=book.first,
    )


def _identity(columns: Mapping[str, RawColumn]) -> dict[str, Sequence[object]]:
    """The cells by which leads are known."""
    cells = {name: columns[name].cells for name in _IDENTITY if name in columns}
    names = name_cells(columns)
    return {**cells, "name": names} if names else cells


def _sorted_out(
    known: Sequence[Identity],
    met: Sequence[Identity],
    rows: Sequence[int],
    file_rows: Sequence[int],
) -> tuple[list[int], list[Repeat], list[int]]:
    """The places of new leads in the file, the rows that repeat one, and those of nobody."""
    roll, borne = Roll(), {who.lead_id for who in known}
    for who, row in zip(known, rows, strict=False):
        roll.add(who, row, in_file=False)
    new: list[int] = []
    repeats: list[Repeat] = []
    unknown: list[int] = []
    for place, (who, row) in enumerate(zip(met, file_rows, strict=True)):
        if who.is_nobody:
            unknown.append(row)
            continue
        if found := roll.repeat(who, row):
            repeats.append(found)
            # Who shares a number or an address with a repeat is the same lead, too.
            own = replace(who, lead_id="")
        else:
            new.append(place)
            # An id that is another lead's will not be its own.
            own = replace(who, lead_id="") if who.lead_id in borne else who
            borne.add(who.lead_id)
        roll.add(own, row, in_file=True)
    return new, repeats, unknown


def _ids(
    new: Sequence[Identity], book: Receiving, free: Collection[str]
) -> list[tuple[str | float | None, str]]:
    """The id of each new lead, and the one that it had where another lead bears that."""
    if "lead_id" not in free:
        return [(None, "")] * len(new)
    model = book.assigned.columns["lead_id"].cells
    borne = set(map(id_key, model))
    taken = borne | {who.lead_id for who in new}
    others = new_ids(model, taken)
    numbers = all(isinstance(cell, int | float) for cell in model if not is_blank(cell))
    found: list[tuple[str | float | None, str]] = []
    for who in new:
        if who.lead_id and who.lead_id not in borne:
            borne.add(who.lead_id)
            found.append((_as_number(who.lead_id) if numbers else who.lead_id, ""))
        else:
            found.append((next(others), who.lead_id))
    return found


def _as_number(key: str) -> str | float:
    """An id that is a number and nothing else: no zero before it is lost."""
    is_number = key.isdecimal() and len(key) < _DIGITS_OF_A_NUMBER and str(int(key)) == key
    return float(key) if is_number else key
