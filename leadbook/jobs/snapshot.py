"""Append to the book's stage history what has changed since the last look, and look again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from leadbook.actions.stage_changes import known_after, stage_changes
from leadbook.actions.written_dates import DateForm
from leadbook.errors import CannotRead, CannotWrite, WrongUse
from leadbook.language.dates import to_datetimes
from leadbook.language.messages import message
from leadbook.language.text import latin_digits, plain
from leadbook.pipeline.aliases import SHEETS
from leadbook.pipeline.columns import assign
from leadbook.pipeline.decisions import read_choices
from leadbook.pipeline.hint_checks import require_headers, sound_pairs
from leadbook.pipeline.hints import NO_HINTS, read_hints
from leadbook.pipeline.raw import ErrorCell, UncalculatedCell
from leadbook.pipeline.schema import known_headers
from leadbook.workbook.append import append_rows
from leadbook.workbook.draft import Draft
from leadbook.workbook.files import is_open_elsewhere
from leadbook.workbook.package import open_package
from leadbook.workbook.refusals import refuse_other_ending, refuse_unwritable
from leadbook.workbook.save import save
from leadbook.workbook.stage_memory import keep_known, read_known
from leadbook.workbook.table_sheet import add_table_sheet
from leadbook.workbook.tables import read_book

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from numpy.typing import NDArray

    from leadbook.language.messages import Message
    from leadbook.pipeline.columns import Assigned
    from leadbook.pipeline.hints import Hints
    from leadbook.pipeline.raw import RawBook, RawTable
    from leadbook.workbook.save import Saved

__all__ = ["Snapped", "as_json", "snapshot"]

_NAT = np.datetime64("NaT", "us")
_LOGGED = ("lead_id", "stage", "entered_at")
_NO_LOG = pd.DataFrame(
    {
        "lead_id": pd.Series(dtype=object),
        "stage": pd.Series(dtype=object),
        "entered_at": pd.Series(dtype="datetime64[us]"),
    }
)


@dataclass(frozen=True)
class Snapped:
    """What the log lacked, and where it stands now.

    Attributes:
        changes: ``lead_id``, ``stage``, ``former`` (``""`` for a new lead), ``entered_at``.
        sheet: The sheet of the stage history.
        rows: The numbers of the new rows in it.
        saved: Where the book went; ``None`` where it holds all that already.
    """

    book: str
    at: datetime
    changes: pd.DataFrame
    sheet: str
    rows: range
    saved: Saved | None


def snapshot(
    book: Path,
    *,
    at: datetime,
    out: Path | None = None,
    mapping: Mapping[str, str] | None = None,
    add_table: bool = False,
    backup: bool = True,
) -> Snapped:
    """Append each stage change since the last look to the book's stage history.

    The look itself, ids and stages, is remembered in a hidden part of the book. Without one the
    log's last row of each lead is what was known. Where nothing is new the book is not touched.

    Args:
        book: The workbook that the team keeps.
        at: The moment of the look; it is logged where the book does not say since when a lead is
            in its stage.
        out: Where the book goes; the book itself when absent.
        mapping: Canonical column → header, where the guess should be overruled.
        add_table: Whether a book without a stage history gets a sheet for it, at its end.
        backup: Whether to keep a copy of a file that is written over.

    Raises:
        CannotRead: The book is no workbook, or its leads have no ids or no stages.
        CannotWrite: The rows cannot be put there; the book is as it was.
        WrongUse: There is no stage history to append to.
    """
    refuse_other_ending(book, out or book)
    # Opened first: what changes on the disk while the book is read must stop the writing.
    package = open_package(book)
    raw = read_book(book, mapping)
    tables, hints = _tables(raw, mapping)
    leads = _leads(raw, tables["Leads"], hints)
    history = _history(raw, tables, hints, needed=not add_table)
    # A history that begins now begins with every lead.
    known = read_known(package) if history else None
    changes = stage_changes(leads.frame, history.frame if history else _NO_LOG, at=at, known=known)
    now = known_after(leads.frame, at=at, known=known)
    if history and changes.empty and now == known and out is None:
        return Snapped(book.name, at, changes, history.table.sheet, range(0), None)
    refuse_unwritable(package)
    _refuse_open(out or book)
    draft = Draft(package)
    sheet, rows = _logged(draft, changes, leads, history, raw)
    keep_known(draft, now)
    saved = save(draft.entries(), source=package, target=out or book, backup=backup)
    return Snapped(book.name, at, changes, sheet, rows, saved)


def _logged(
    draft: Draft, changes: pd.DataFrame, leads: _Read, history: _Read | None, raw: RawBook
) -> tuple[str, range]:
    """Put the changes into the stage history; give its sheet and the numbers of the new rows."""
    written = leads.assigned.columns["lead_id"].cells
    ids = [_id_cell(written[place]) for place in changes["place"]]
    moments = [moment.to_pydatetime() for moment in changes["entered_at"]]
    rows = list(zip(ids, changes["stage"].tolist(), moments, strict=True))
    if history is None:
        persian = raw.right_to_left or not leads.assigned.header_of("stage").isascii()
        headers = known_headers("StageHistory", "fa" if persian else "en")
        title = SHEETS["StageHistory"][persian]
        tab = add_table_sheet(
            draft, title, "StageHistory", headers, rows, right_to_left=raw.right_to_left
        )
        return tab, range(2, 2 + len(rows))
    columns = history.assigned.columns
    letters = [columns[name].letter for name in _LOGGED]
    form = DateForm.of(columns["entered_at"].cells)
    cells = [
        dict(zip(letters, (lead, stage, form.written(moment)), strict=True))
        for lead, stage, moment in rows
    ]
    return history.table.sheet, append_rows(draft, history.table, cells) if cells else range(0)


def _refuse_open(target: Path) -> None:
    """Refuse a book that is open: a copy beside it with the rows would be no log of it."""
    if is_open_elsewhere(target) or is_open_elsewhere(target.resolve()):
        raise CannotWrite(
            message("{book} is open in another program; close it and try again", book=target.name)
        )


@dataclass(frozen=True)
class _Read:
    """A table, the names of its columns, and the three columns that count as a frame."""

    table: RawTable
    assigned: Assigned
    frame: pd.DataFrame


def _tables(raw: RawBook, mapping: Mapping[str, str] | None) -> tuple[dict[str, RawTable], Hints]:
    """The tables of the book by kind, and what it and the user say about headers."""
    tables = {table.kind: table for table in raw.tables}
    settings = tables.get("Settings")
    choices = read_choices(settings, assign(settings, NO_HINTS) if settings else None)
    pairs, _ = sound_pairs(choices.pairs, tables)
    require_headers(mapping, tables)
    return tables, read_hints(mapping, pairs)


def _leads(raw: RawBook, table: RawTable, hints: Hints) -> _Read:
    assigned = assign(table, hints)
    lacking = [name for name in ("lead_id", "stage") if name not in assigned.columns]
    if lacking:
        raise CannotRead(
            message(
                "the leads on sheet {sheet} have no column {column}, so that no stage change can "
                "be known; add it, or name it with --map, such as --map {column}=Header",
                sheet=table.sheet,
                column=lacking[0],
            )
        )
    since = _moments(assigned, "stage_since", raw)
    closed = _moments(assigned, "closed_at", raw)
    frame = _frame(assigned, {"since": np.where(np.isnat(since), closed, since)})
    return _Read(table, assigned, frame)


def _history(
    raw: RawBook, tables: Mapping[str, RawTable], hints: Hints, *, needed: bool
) -> _Read | None:
    table = tables.get("StageHistory")
    if table is None and not needed:
        return None
    if table is None:
        raise WrongUse(
            message(
                "{book} has no stage history to append to; run again with --add-table to have a "
                "sheet for it, or add a sheet named Stage History with an Excel table of the "
                "columns Lead ID, Stage and Entered at",
                book=raw.name,
            )
        )
    assigned = assign(table, hints)
    lacking = [name for name in _LOGGED if name not in assigned.columns]
    if lacking:
        raise WrongUse(_incomplete(table, lacking[0]))
    frame = _frame(assigned, {"entered_at": _moments(assigned, "entered_at", raw)})
    return _Read(table, assigned, frame)


def _incomplete(table: RawTable, column: str) -> Message:
    return message(
        "the stage history on sheet {sheet} has no column {column}; add it, and run again",
        sheet=table.sheet,
        column=column,
    )


def _frame(assigned: Assigned, moments: Mapping[str, object]) -> pd.DataFrame:
    """The ids as leads are joined by them, the stages as they are written, and moments."""
    ids = _texts(latin_digits(plain(cell)).strip() for cell in _cells(assigned, "lead_id"))
    stages = _texts(" ".join(plain(cell).split()) for cell in _cells(assigned, "stage"))
    return pd.DataFrame({"lead_id": ids, "stage": stages, **moments})


def _cells(assigned: Assigned, name: str) -> Sequence[object]:
    """The cells of a column; an error and a formula without a result say nothing."""
    cells = assigned.columns[name].cells
    return [None if isinstance(cell, ErrorCell | UncalculatedCell) else cell for cell in cells]


def _texts(texts: Iterable[str]) -> pd.Series[str]:
    return pd.Series([text or None for text in texts], dtype=object)


def _moments(assigned: Assigned, name: str, raw: RawBook) -> NDArray[np.datetime64]:
    if name not in assigned.columns:
        return np.full(len(next(iter(assigned.columns.values())).cells), _NAT)
    return to_datetimes(_cells(assigned, name), date1904=raw.date1904).values


def _id_cell(cell: object) -> str | float:
    """Give an id as its cell holds it: a number stays one."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    return plain(cell)


def as_json(done: Snapped) -> dict[str, object]:
    """Give what was appended as plain data."""
    changes = done.changes
    moments = [moment.isoformat() for moment in changes["entered_at"]]
    names = ("lead_id", "former", "stage", "entered_at", "row")
    columns = (changes["lead_id"], changes["former"], changes["stage"], moments, done.rows)
    return {
        "book": done.book,
        "at": done.at.isoformat(),
        "sheet": done.sheet,
        "appended": [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)],
        "written_to": str(done.saved.path) if done.saved else None,
    }
