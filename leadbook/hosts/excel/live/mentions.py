"""What of the person's own refers to leadbook's sheets: it would break when these are replaced.

Excel writes ``#REF!`` into every formula whose sheet is deleted, at once and for good. So what
mentions such a sheet is noted before, and written back when the new sheet bears its name.
"""

from __future__ import annotations

import re
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from leadbook.hosts.excel.live.reading import filled_range
from leadbook.hosts.values import rows_of
from leadbook.workbook.names import mentions

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from xlwings import Book, Range, Sheet

__all__ = ["Mention", "find_mentions", "write_back"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A cell, a name or a series of a chart, and what it says of one of leadbook's sheets.

    Attributes:
        owner: Excel's object.
        attribute: What of it holds the formula.
        text: The formula.
        locked: The sheet whose protection keeps it from being written back; ``""`` for none.
    """

    owner: Any
    attribute: str
    text: str
    locked: str = ""


def find_mentions(book: Book, own: Collection[str]) -> list[Mention]:
    """Find what outside of leadbook's sheets mentions one of them, or a table on one.

    Args:
        book: The book.
        own: The names on the tabs of leadbook's sheets.
    """
    if not own:
        return []

    tables = [_spelled(t.name) for s in book.sheets if s.name in own for t in s.tables]

    def named(text: str) -> bool:
        return any(mentions(text, title) for title in own) or any(t.search(text) for t in tables)

    sheets = [sheet for sheet in book.sheets if sheet.name not in own]
    found = [mention for sheet in sheets for mention in _cells(sheet, named)]
    found += [mention for sheet in sheets for mention in _drawn(sheet)]
    found += [mention for chart in book.api.Charts for mention in _series(chart, "")]
    found += _names(book, own)
    return [each for each in found if named(each.text)]


def _spelled(table: str) -> re.Pattern[str]:
    """Find a table's name in a formula, as a word of its own."""
    return re.compile(rf"(?<![\w.\\]){re.escape(table)}(?![\w.\\(])", re.IGNORECASE)


def write_back(found: Collection[Mention]) -> None:
    """Write what was noted where it stood; one that Excel refuses keeps no other from it."""
    with ExitStack() as all_of_them:
        for mention in reversed([*found]):
            all_of_them.callback(_write_back, mention)


def _write_back(mention: Mention) -> None:
    if str(getattr(mention.owner, mention.attribute)) != mention.text:
        setattr(mention.owner, mention.attribute, mention.text)


def _cells(sheet: Sheet, named: Callable[[str], bool]) -> Iterator[Mention]:
    """The formulas of a sheet that matter; one that fills an array is its first cell's."""
    used = filled_range(sheet)
    if used is None or used.api.HasFormula is False:
        return
    attribute, texts = _formulas(used)
    protected = sheet.api.ProtectContents and not sheet.api.ProtectionMode
    for down, row in enumerate(rows_of(texts)):
        for right, text in enumerate(row):
            if isinstance(text, str) and text.startswith("=") and named(text):
                cell = used.api.Cells(down + 1, right + 1)
                locked = sheet.name if protected and cell.Locked is not False else ""
                yield from _cell(cell, attribute, text, locked)


def _formulas(used: Range) -> tuple[str, object]:
    """The formulas of cells; where Excel knows formulas that spill, as it writes these."""
    try:
        return "Formula2", used.formula2
    except Exception:  # which kind it is, depends on pywin32: Excel before 2021 has no such word
        return "Formula", used.formula


def _cell(cell: Any, attribute: str, text: str, locked: str) -> Iterator[Mention]:
    if not cell.HasArray:
        yield Mention(cell, attribute, text, locked)
    elif cell.CurrentArray.Cells(1, 1).Address == cell.Address:
        spills = attribute == "Formula2" and cell.HasSpill
        owner = cell if spills else cell.CurrentArray
        yield Mention(owner, attribute if spills else "FormulaArray", text, locked)


def _drawn(sheet: Sheet) -> Iterator[Mention]:
    protected = sheet.api.ProtectDrawingObjects and not sheet.api.ProtectionMode
    for drawing in sheet.api.ChartObjects():
        yield from _series(drawing.Chart, sheet.name if protected else "")


def _series(chart: Any, locked: str) -> Iterator[Mention]:
    """Every series of a chart; a funnel, a map and others of newer Excel tell nothing of theirs."""
    with suppress(Exception):  # an error of pywin32's
        for series in chart.SeriesCollection():
            yield Mention(series, "Formula", str(series.Formula), locked)


def _names(book: Book, own: Collection[str]) -> Iterator[Mention]:
    """Every name but those that belong to leadbook's sheets and go with them."""
    for name in book.names:
        if not any(mentions(name.name, title) for title in own):
            yield Mention(name.api, "RefersTo", str(name.refers_to))
