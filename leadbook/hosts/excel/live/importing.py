"""Leads of a file put below those of an open book, as `jobs.importing` puts them into a file's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from leadbook.errors import CannotWrite
from leadbook.hosts.excel.live.reading import read_book
from leadbook.jobs.importing import planned
from leadbook.language.messages import message
from leadbook.workbook.address import area_of
from leadbook.workbook.lead_file import FILE_ENDINGS, read_lead_file
from leadbook.workbook.refusals import (
    cell_is_taken,
    ends_with_totals,
    no_row_to_go_on_from,
    sheet_is_protected,
)

if TYPE_CHECKING:
    from datetime import datetime

    from xlwings import App, Book, Range, Sheet
    from xlwings.main import Table

    from leadbook.actions.import_rows import Cell
    from leadbook.jobs.importing import Plan, Rows
    from leadbook.jobs.progress import Progress
    from leadbook.language.messages import Speaker
    from leadbook.pipeline.raw import RawBook, RawTable

__all__ = ["asked_file", "import_leads"]


def asked_file(app: App, say: Speaker) -> Path | None:
    """Let the person choose a file of leads; ``None`` where they choose none."""
    patterns = ";".join(f"*{ending}" for ending in FILE_ENDINGS)
    label = say("Files of leads ({patterns})", patterns=patterns)
    title = say("Choose the file whose leads are to be added")
    chosen = app.api.GetOpenFilename(f"{label},{patterns}", 1, title)
    return Path(chosen) if isinstance(chosen, str) else None


def import_leads(book: Book, file: Path, *, at: datetime, progress: Progress) -> Plan:
    """Append the leads of a file that an open book does not know; nothing that it holds is changed.

    Args:
        book: The book.
        file: CSV, JSON, .xlsx or .xlsm.
        at: The day of the import.
        progress: Is told each step; what it raises leaves the book as it was.

    Returns:
        What was done.

    Raises:
        CannotRead: The book or the file cannot be read, or says nothing of leads.
        CannotWrite: The rows cannot be put there; the book is as it was.
    """
    progress(message("Reading {book}", book=file.name), 0.0)
    incoming = read_lead_file(file)
    progress(message("Reading {book}", book=book.name), 0.2)
    raw = read_book(book)
    progress(message("Understanding the tables"), 0.5)
    plan = planned(raw, incoming, None, at=at, filled=_filled(book, raw))
    additions = [(plan.leads, plan.rows), *([plan.history] if plan.history else ())]
    places = [_Place(book, table, rows) for table, rows in additions if rows]
    for place in places:
        place.refuse()
    progress(message("Adding the leads to {book}", book=book.name), 0.8)
    for place in places:
        place.write()
    return plan


def _filled(book: Book, raw: RawBook) -> set[str]:
    """Letters of the columns of the leads that Excel fills by formulas."""
    leads = next(table for table in raw.tables if table.kind == "Leads")
    if not leads.name or not len(leads.rows):
        return set()
    sheet, last = book.sheets[leads.sheet], max(leads.rows)
    cells = {each.letter: sheet.range(f"{each.letter}{last}") for each in leads.columns}
    return {letter for letter, cell in cells.items() if cell.api.HasFormula}


class _Place:
    """Where new rows of a table shall stand."""

    def __init__(self, book: Book, table: RawTable, rows: Rows) -> None:
        self._table, self._rows = table, rows
        self._sheet: Sheet = book.sheets[table.sheet]
        self._own: Table | None = self._sheet.tables[table.name] if table.name else None
        area = area_of(self._own.range.address) if self._own else None
        self._last = max(table.rows, default=area.top if area else 0)
        self._bottom = self._last + len(rows)

    def refuse(self) -> None:
        """Raise `CannotWrite` where the rows cannot be put there."""
        name, sheet = self._table.name or self._table.sheet, self._table.sheet
        if self._sheet.api.ProtectContents:
            raise CannotWrite(sheet_is_protected(sheet))
        if not self._last or self._bottom > self._sheet.api.Cells.Rows.Count:
            raise CannotWrite(no_row_to_go_on_from(sheet))
        if self._own is not None and self._own.show_totals:
            raise CannotWrite(ends_with_totals(name, sheet))
        for column in self._table.columns:
            cells = self._cells(column.letter).options(ndim=1).value
            taken = next((at for at, cell in enumerate(cells) if cell is not None), None)
            if taken is not None and not self._goes_on(column.letter):
                cell = f"{column.letter}{self._last + 1 + taken}"
                raise CannotWrite(cell_is_taken(name, sheet, cell))

    def _goes_on(self, letter: str) -> bool:
        """Whether a formula fills a column, also below the last lead."""
        return bool(self._cells(letter)[0].api.HasFormula) and self._own is not None

    def _cells(self, letter: str) -> Range:
        return self._sheet.range(f"{letter}{self._last + 1}:{letter}{self._bottom}")

    def write(self) -> None:
        """Let the table reach over the rows, and write them as the last one looks."""
        if self._own is not None:
            area = area_of(self._own.range.address)
            if area is not None and area.bottom < self._bottom:
                top, left, right = area.top, area.left, area.right
                self._own.resize(self._sheet.range((top, left), (self._bottom, right)))
        for letter in sorted({letter for row in self._rows for letter in row}):
            cells = self._cells(letter)
            if len(self._table.rows):
                model = self._sheet.range(f"{letter}{self._last}")
                cells.api.NumberFormat = model.api.NumberFormat
            cells.value = [[_typed(row.get(letter))] for row in self._rows]


def _typed(cell: Cell | None) -> Cell | None:
    """A cell as one would type it: Excel takes a text for what it looks like, if it is not marked.

    So 0912 would lose its zero, 1-2 become a date and =1+1 a formula.
    """
    return f"'{cell}" if isinstance(cell, str) else cell
