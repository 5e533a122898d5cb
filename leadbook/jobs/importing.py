"""Append the leads of a file to a book's own, and their first stages to its stage history."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from leadbook.actions.first_stages import first_stage
from leadbook.actions.import_rows import Receiving
from leadbook.actions.importing import decide
from leadbook.actions.written_dates import DateForm
from leadbook.errors import CannotWrite
from leadbook.language.messages import Ordinal, message
from leadbook.pipeline.build import build
from leadbook.pipeline.columns import assign
from leadbook.pipeline.decisions import read_choices
from leadbook.pipeline.hint_checks import require_headers, sound_pairs
from leadbook.pipeline.hints import NO_HINTS, read_hints
from leadbook.pipeline.schema import header_key
from leadbook.workbook.address import letters_of
from leadbook.workbook.append import append_rows
from leadbook.workbook.draft import Draft
from leadbook.workbook.files import is_open_elsewhere
from leadbook.workbook.lead_file import read_lead_file
from leadbook.workbook.package import open_package
from leadbook.workbook.refusals import refuse_other_ending, refuse_unwritable
from leadbook.workbook.save import save
from leadbook.workbook.table_part import table_part
from leadbook.workbook.tables import read_book

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime
    from pathlib import Path

    from leadbook.actions.import_rows import Cell
    from leadbook.actions.importing import Decisions
    from leadbook.actions.repeats import Repeat
    from leadbook.language.messages import Message
    from leadbook.pipeline.hints import Hints
    from leadbook.pipeline.raw import RawBook, RawTable
    from leadbook.workbook.lead_file import LeadFile
    from leadbook.workbook.package import Package
    from leadbook.workbook.save import Saved

__all__ = ["Imported", "Plan", "as_json", "as_text", "import_leads", "planned"]

Rows = list[dict[str, "Cell"]]


@dataclass(frozen=True)
class Plan:
    """What an import will do to a book, wherever that is open.

    Attributes:
        leads: The table that the new leads go into.
        history: The stage history and the rows that go into it; ``None`` where there is none.
    """

    book: str
    file: str
    leads: RawTable
    history: tuple[RawTable, Rows] | None
    decisions: Decisions

    @property
    def rows(self) -> Rows:
        """The new rows of the leads: letter of a column → value."""
        return [dict(lead.cells) for lead in self.decisions.new]


@dataclass(frozen=True)
class Imported:
    """What an import did.

    Attributes:
        rows: The numbers of the new rows on the sheet of the leads.
        saved: Where the book went; ``None`` where nothing was written.
    """

    plan: Plan
    rows: range
    saved: Saved | None


def import_leads(
    book: Path,
    file: Path,
    *,
    at: datetime,
    out: Path | None = None,
    mapping: Mapping[str, str] | None = None,
    dry_run: bool = False,
    backup: bool = True,
) -> Imported:
    """Append the leads of a file that a book does not know; nothing that it holds is changed.

    Where nothing is new the book is not touched.

    Args:
        book: The workbook that the team keeps.
        file: CSV, JSON, .xlsx or .xlsm.
        at: The day of the import: new leads were created then, unless the file says when.
        out: Where the book goes; the book itself when absent.
        mapping: Canonical column → header, of the book or of the file, where the guess should be
            overruled.
        dry_run: Whether only to say what would be done.
        backup: Whether to keep a copy of a file that is written over.

    Raises:
        CannotRead: The book or the file cannot be read, or says nothing of leads.
        CannotWrite: The rows cannot be put there; the book is as it was.
        WrongUse: `mapping` names a column or a header that does not exist.
    """
    refuse_other_ending(book, out or book)
    incoming = read_lead_file(file)
    # Opened first: what changes on the disk while the book is read must stop the writing.
    package = open_package(book)
    raw = read_book(book, _of_book(mapping, incoming))
    plan = planned(raw, incoming, mapping, at=at, filled=_filled(package, raw))
    if dry_run or (not plan.rows and out is None):
        return Imported(plan, range(0), None)
    refuse_unwritable(package)
    _refuse_open(out or book)
    draft = Draft(package)
    rows = append_rows(draft, plan.leads, plan.rows) if plan.rows else range(0)
    if plan.history and plan.history[1]:
        append_rows(draft, *plan.history)
    saved = save(draft.entries(), source=package, target=out or book, backup=backup)
    return Imported(plan, rows, saved)


def planned(
    raw: RawBook,
    incoming: LeadFile,
    mapping: Mapping[str, str] | None,
    *,
    at: datetime,
    filled: Collection[str] = (),
) -> Plan:
    """Decide what an import does to a book.

    Args:
        raw: The tables of the book.
        incoming: The file.
        mapping: As for `import_leads`.
        at: The day of the import.
        filled: Letters of the columns of its leads that formulas fill.

    Raises:
        CannotRead: As `import_leads`.
        WrongUse: As `import_leads`.
    """
    tables = {table.kind: table for table in raw.tables}
    of_book = _of_book(mapping, incoming, tables["Leads"])
    hints = _hints(tables, of_book)
    assigned = assign(tables["Leads"], hints)
    if "StageHistory" not in tables:
        assigned = assigned.with_status_as_stage()
    known = build(_with_a_lead(raw), as_of=at, mapping=of_book)
    book = Receiving(tables["Leads"], assigned, known.settings, first_stage(known), filled)
    told = read_hints(_of_file(mapping, incoming))
    decisions = decide(incoming.leads(told), book, told, at=at)
    history = _history(tables.get("StageHistory"), hints, decisions)
    return Plan(raw.name, incoming.name, tables["Leads"], history, decisions)


def _of_file(mapping: Mapping[str, str] | None, incoming: LeadFile) -> dict[str, str]:
    """The pairs that name a header of the file."""
    words = incoming.words()
    return {key: header for key, header in (mapping or {}).items() if header_key(header) in words}


def _of_book(
    mapping: Mapping[str, str] | None, incoming: LeadFile, leads: RawTable | None = None
) -> dict[str, str]:
    """The pairs that are about the book: all but those that name a header of the file alone."""
    of_file = _of_file(mapping, incoming)
    headers = {header_key(column.header) for column in leads.columns} if leads else set()
    return {
        key: header
        for key, header in (mapping or {}).items()
        if key not in of_file or header_key(header) in headers
    }


def _hints(tables: Mapping[str, RawTable], mapping: Mapping[str, str]) -> Hints:
    """What the book and the user say about the book's headers."""
    settings = tables.get("Settings")
    choices = read_choices(settings, assign(settings, NO_HINTS) if settings else None)
    pairs, _ = sound_pairs(choices.pairs, tables)
    require_headers(mapping, tables)
    return read_hints(mapping, pairs)


def _with_a_lead(raw: RawBook) -> RawBook:
    """Give the book with one blank lead, if it has none: its settings are wanted all the same."""
    tables = tuple(
        table
        if len(table.rows) or table.kind != "Leads"
        else replace(
            table, rows=[2], columns=tuple(replace(each, cells=[None]) for each in table.columns)
        )
        for table in raw.tables
    )
    return replace(raw, tables=tables)


def _history(
    table: RawTable | None, hints: Hints, decisions: Decisions
) -> tuple[RawTable, Rows] | None:
    """The first stages of new leads, as rows of a stage history that has all columns for them."""
    if table is None:
        return None
    columns = assign(table, hints).columns
    if not {"lead_id", "stage", "entered_at"} <= columns.keys():
        return None
    letters = [columns[name].letter for name in ("lead_id", "stage", "entered_at")]
    form = DateForm.of(columns["entered_at"].cells)
    told = (
        (lead.lead_id, lead.stage, form.written(lead.entered_at))
        for lead in decisions.new
        if lead.lead_id is not None and lead.stage
    )
    return table, [dict(zip(letters, row, strict=True)) for row in told]


def _filled(package: Package, raw: RawBook) -> set[str]:
    """Letters of the columns of the leads that Excel fills by formulas."""
    leads = next(table for table in raw.tables if table.kind == "Leads")
    sheet = next(tab.part for tab in package.sheets() if tab.name == leads.sheet)
    part = table_part(package, sheet, leads.name) if leads.name else None
    return set(map(letters_of, part.calculated)) if part else set()


def _refuse_open(target: Path) -> None:
    """Refuse a book that is open: a copy beside it would not be the book that people go on with."""
    if is_open_elsewhere(target) or is_open_elsewhere(target.resolve()):
        raise CannotWrite(
            message("{book} is open in another program; close it and try again", book=target.name)
        )


# ---- what is said ------------------------------------------------------------------------------

_KEYS = {
    "phone": message("the same phone number"),
    "email": message("the same e-mail address"),
    "lead_id": message("the same id"),
    "name": message("the same name and company"),
}


def as_text(plan: Plan, *, dry_run: bool = False) -> list[Message]:
    """Say in words what an import did, or would do: what was added first."""
    decisions, sheet = plan.decisions, plan.leads.sheet
    n = len(decisions.new)
    added = message("Leads added to the sheet {sheet}: {n}", sheet=sheet, n=n)
    if dry_run:
        added = message("Leads that would be added to the sheet {sheet}: {n}", sheet=sheet, n=n)
    said = [added]
    if decisions.repeats:
        said.append(
            message(
                "Rows of {file} that repeat a lead and were left out: {n}",
                file=plan.file,
                n=len(decisions.repeats),
            )
        )
        said += [_repeated(each, sheet) for each in decisions.repeats]
    said += [
        message("Row {row}: the id {id} is another lead's; the new id is {new}",
                row=Ordinal(lead.row), id=lead.former_id, new=str(_id(lead.lead_id)))
        for lead in decisions.new
        if lead.former_id
    ]  # fmt: skip
    said += [
        message("Row {row}: nothing says who the lead is; it was left out", row=Ordinal(row))
        for row in decisions.unknown
    ]
    said += [*_placed(plan), *_not_whole(plan)]
    if decisions.not_taken:
        said.append(
            message(
                "Columns that were not taken, for the leads have none such or fill it otherwise: "
                "{columns}",
                columns=list(decisions.not_taken),
            )
        )
    return said


def _placed(plan: Plan) -> list[Message]:
    """Where new leads are of which the file does not say it, unless the book's stages are clear."""
    first = plan.decisions.first
    stages = [lead.stage for lead in plan.decisions.new if lead.is_placed]
    said = []
    if first.is_seen and first.name in stages:
        said.append(
            message(
                "New leads in the stage {stage}, where most leads of the book began, for {file} "
                "names none: {n}",
                stage=first.name,
                file=plan.file,
                n=stages.count(first.name),
            )
        )
    if "" in stages:
        said.append(
            message(
                "New leads without a stage, for neither {file} nor the book says where leads "
                "begin; write their stages, or a Stages sheet: {n}",
                file=plan.file,
                n=stages.count(""),
            )
        )
    return said


def _not_whole(plan: Plan) -> list[Message]:
    """What of the file's rows did not go over, or not in full."""
    headers = {column.letter: column.header for column in plan.leads.columns}
    said = [
        message(
            "Row {row}: {columns} is longer than a cell can hold; its end was left out",
            row=Ordinal(lead.row),
            columns=[headers[letter] for letter in lead.shortened],
        )
        for lead in plan.decisions.new
        if lead.shortened
    ]
    if plan.decisions.left_out:
        said.append(
            message(
                "Rows of {file} that are a note, a total or another table, and were left out: "
                "{rows}",
                file=plan.file,
                rows=[Ordinal(row) for row in plan.decisions.left_out],
            )
        )
    return said


def _repeated(repeat: Repeat, sheet: str) -> Message:
    facts: dict[str, object] = {
        "row": Ordinal(repeat.row),
        "of": Ordinal(repeat.of_row),
        "why": _KEYS[repeat.by],
        "sheet": sheet,
    }
    if repeat.in_file:
        return message("Row {row} repeats row {of} of the same file: {why}", **facts)
    return message("Row {row} repeats row {of} of the sheet {sheet}: {why}", **facts)


def _id(cell: object) -> object:
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def as_json(done: Imported) -> dict[str, object]:
    """Give what an import did as plain data."""
    plan = done.plan
    decisions = plan.decisions
    return {
        "book": plan.book,
        "file": plan.file,
        "sheet": plan.leads.sheet,
        "added": [
            {
                "file_row": lead.row,
                "lead_id": _id(lead.lead_id),
                "former_id": lead.former_id or None,
                "stage": lead.stage or None,
                "entered_at": lead.entered_at.isoformat(),
            }
            for lead in decisions.new
        ],
        "rows": [done.rows.start, done.rows.stop - 1] if done.rows else None,
        "repeats": [
            {
                "file_row": each.row,
                "by": each.by,
                "of_row": each.of_row,
                "of": "file" if each.in_file else "book",
            }
            for each in decisions.repeats
        ],
        "without_identity": list(decisions.unknown),
        "no_leads": list(decisions.left_out),
        "shortened": [lead.row for lead in decisions.new if lead.shortened],
        "matched": dict(decisions.matched),
        "not_taken": list(decisions.not_taken),
        "written_to": str(done.saved.path) if done.saved else None,
    }
