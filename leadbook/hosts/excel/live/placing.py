"""A rendered report put into an open book: its sheets are copied there by Excel itself."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from leadbook.errors import CannotWrite
from leadbook.hosts.excel.live.mentions import find_mentions, write_back
from leadbook.hosts.excel.live.own import mark_sheet, own_tabs
from leadbook.workbook.names import mentions
from leadbook.workbook.refusals import (
    shared_the_old_way,
    sheet_is_protected,
    structure_is_protected,
)
from leadbook.workbook.tabs import titles_among
from leadbook.workbook.unreadable import old_format

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

    from xlwings import Book, Sheet

    from leadbook.workbook.marks import OwnSheet

__all__ = ["place_report", "refuse_protected", "tab_names"]

VISIBLE = -1


def tab_names(
    book: Book, titles: Mapping[str, str], *, owns: Callable[[str], bool]
) -> dict[str, str]:
    """Give the name that each sheet of a report shall have, as `graft.tab_names` does of a file."""
    own = _own(book, owns)
    tabs = [tab.Name for tab in book.api.Sheets]
    found = find_mentions(book, [sheet.tab.name for sheet in own.values()])

    def is_mentioned(title: str) -> bool:
        return any(mentions(mention.text, title) for mention in found)

    return titles_among(titles, own, tabs, is_mentioned)


def _own(book: Book, owns: Callable[[str], bool]) -> dict[str, OwnSheet]:
    return {key: sheet for key, sheet in own_tabs(book).items() if owns(key)}


def place_report(
    book: Book, report: Path, keys: Mapping[str, str], *, owns: Callable[[str], bool]
) -> None:
    """Copy a rendered report's sheets into a book; nothing else of it changes.

    leadbook's own sheets are replaced where they stand, new ones come after the last sheet, and own
    ones that the report has no more are removed. What of the person's refers to a sheet that is
    replaced does so still. Excel can undo none of it.

    Args:
        book: The book.
        report: A workbook that was rendered with the names of `tab_names`.
        keys: Sheet key → tab name in the report.
        owns: Says for which of leadbook's sheets the report is responsible.

    Raises:
        CannotWrite: The structure of the book is protected, it is shared the old way, or it is in
            Excel's old format, whose sheets are too small. Or protected cells refer to a sheet
            that is replaced, and Excel would not let them do so still.
    """
    refuse_protected(book)
    own = _own(book, owns)
    former_tabs = [sheet.tab.name for sheet in own.values()]
    kept = find_mentions(book, former_tabs)
    for mention in kept:
        if mention.locked:
            raise CannotWrite(sheet_is_protected(mention.locked))
    taken = _tables_beside(book, former_tabs)
    with ExitStack() as after:
        after.callback(write_back, kept)  # also where a step fails
        rendered = after.enter_context(_opened(book, report))
        for key in own.keys() - keys.keys():
            _delete(book.sheets[own[key].tab.name])
        for key, title in keys.items():
            former = book.sheets[own[key].tab.name] if key in own else None
            made = _put(book, rendered.sheets[title], former, title)
            _name_tables(rendered.sheets[title], made, taken)
            mark_sheet(made, key)
        for title in keys.values():
            _draw_from_here(book.sheets[title], rendered.name)


def refuse_protected(book: Book) -> None:
    """Raise `CannotWrite` where no sheet can be put into the book."""
    if book.api.Excel8CompatibilityMode:
        raise CannotWrite(old_format(book.name))
    if book.api.ProtectStructure:
        raise CannotWrite(structure_is_protected(book.name))
    if book.api.MultiUserEditing:
        raise CannotWrite(shared_the_old_way(book.name))


@contextmanager
def _opened(book: Book, report: Path) -> Iterator[Book]:
    """Open the report beside the book, in the same Excel; it is closed without saving."""
    rendered = book.app.books.open(report, update_links=False, read_only=True, add_to_mru=False)
    try:
        yield rendered
    finally:
        rendered.close()


def _put(book: Book, source: Sheet, former: Sheet | None, title: str) -> Sheet:
    """Copy one sheet: sheets with tables cannot be copied together."""
    if former is None:
        made = source.copy(after=book.sheets[-1])
    else:
        made = source.copy(before=former)
        shown = former.api.Visible
        _delete(former)
        made.api.Visible = shown
    if made.name != title:
        made.name = title
    return made


def _delete(sheet: Sheet) -> None:
    sheet.api.Visible = VISIBLE  # Excel refuses to delete what is hidden from its own menus
    sheet.delete()


def _tables_beside(book: Book, former: Collection[str]) -> set[str]:
    """The names of the tables on sheets that are not replaced."""
    sheets = [sheet for sheet in book.sheets if sheet.name not in former]
    return {table.name.casefold() for sheet in sheets for table in sheet.tables}


def _name_tables(source: Sheet, made: Sheet, taken: Collection[str]) -> None:
    """Give the tables their names again; Excel numbered them while the former ones were there."""
    for its, table in zip(source.tables, made.tables, strict=True):
        if table.name != its.name and its.name.casefold() not in taken:
            table.name = its.name


def _draw_from_here(sheet: Sheet, report: str) -> None:
    """Let charts draw from this book's tables; a copy alone still draws from the report's."""
    for drawing in sheet.api.ChartObjects():
        for series in drawing.Chart.SeriesCollection():
            if f"[{report}]" in series.Formula:
                series.Formula = series.Formula.replace(f"[{report}]", "")
