"""leadbook's own sheets of an open book, by the mark that `workbook.marks` describes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.workbook.marks import MARK, OwnSheet, mark_text, read_mark
from leadbook.workbook.package import Tab

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlwings import Book, Sheet

__all__ = ["mark_sheet", "own_tabs"]


def own_tabs(book: Book) -> dict[str, OwnSheet]:
    """Find leadbook's own sheets, one for each key.

    Of sheets with the same mark the one that bears the given name is the original, else the first;
    the others are a person's copies.
    """
    found: dict[str, OwnSheet] = {}
    for own in sorted(_marked(book), key=lambda own: (own.is_renamed, own.place)):
        found.setdefault(own.key, own)
    return found


def _marked(book: Book) -> Iterator[OwnSheet]:
    for sheet in book.sheets:
        if MARK not in sheet.names:
            continue
        key, given = read_mark(sheet.names[MARK].refers_to or "")
        if key:
            tab = Tab(sheet.name, part="", state="visible", sheet_id=0, kind="worksheet")
            yield OwnSheet(key, given, tab, sheet.index - 1)


def mark_sheet(sheet: Sheet, key: str) -> None:
    """Mark a sheet as leadbook's, under the name that it bears now."""
    name = sheet.names.add(MARK, f"={mark_text(key, sheet.name)}")
    name.api.Visible = False
