"""The jobs that write sheets, done to the book that is open: the same steps, the same figures."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from leadbook.figures import measure
from leadbook.figures.review import snapshot_of
from leadbook.hosts.excel.live.memory import keep_snapshots, read_snapshots
from leadbook.hosts.excel.live.placing import place_report, refuse_protected, tab_names
from leadbook.hosts.excel.live.reading import read_book
from leadbook.jobs.placing import of_the_hand_off, of_the_report, titled
from leadbook.jobs.report import drawn
from leadbook.language.messages import message, speaker
from leadbook.metrics.review import kept
from leadbook.pipeline.build import build
from leadbook.render.quick_workbook import QuickWorkbook
from leadbook.render.xlsx import render
from leadbook.report.compose import compose_hand_off
from leadbook.workbook.graft import graft

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from xlwings import Book

    from leadbook.jobs.progress import Progress
    from leadbook.pipeline.pipeline import Pipeline
    from leadbook.report.model import Report

__all__ = ["hand_off", "report", "sheets", "understood"]


def report(book: Book, *, as_of: datetime, progress: Progress) -> list[str]:
    """Put the whole report into an open book, as `jobs.report.report` does into a file.

    Args:
        book: The book.
        as_of: The moment up to which open deals are counted.
        progress: Is told each step; what it raises before the last one leaves the book as it was.

    Returns:
        The names of the sheets.

    Raises:
        CannotRead: The book holds no leads.
        CannotWrite: No sheet can be put into it.
    """
    pipeline = understood(book, as_of, progress)
    earlier = read_snapshots(book)
    figures, composed = drawn(pipeline, earlier=earlier, progress=progress)
    titles = _put(book, composed, progress, owns=of_the_report)
    keep_snapshots(book, kept(earlier, snapshot_of(figures)))
    return titles


def sheets(book: Book, keys: Collection[str], *, as_of: datetime, progress: Progress) -> list[str]:
    """Put only these sheets of the report into an open book; the arguments are as for `report`.

    The book remembers no review: that is of the whole report.
    """
    pipeline = understood(book, as_of, progress)
    _, composed = drawn(pipeline, progress=progress)
    chosen = tuple(sheet for sheet in composed.sheets if sheet.key in keys)
    return _put(book, replace(composed, sheets=chosen), progress, owns=lambda key: key in keys)


def hand_off(book: Book, *, as_of: datetime, progress: Progress) -> list[str]:
    """Put the sheet of what is handed over into an open book; as for `report`."""
    pipeline = understood(book, as_of, progress)
    say = speaker(pipeline.settings.language)
    composed = compose_hand_off(pipeline, measure(pipeline, say=say), say)
    return _put(book, composed, progress, owns=of_the_hand_off)


def understood(book: Book, as_of: datetime, progress: Progress) -> Pipeline:
    """Read an open book into the Pipeline; as for `report`."""
    progress(message("Reading {book}", book=book.name), 0.0)
    raw = read_book(book)
    progress(message("Understanding the tables"), 0.35)
    return build(raw, as_of=as_of)


def _put(
    book: Book, composed: Report, progress: Progress, *, owns: Callable[[str], bool]
) -> list[str]:
    refuse_protected(book)
    tabs = tab_names(book, {sheet.key: sheet.title for sheet in composed.sheets}, owns=owns)
    with tempfile.TemporaryDirectory(prefix="leadbook-", ignore_cleanup_errors=True) as folder:
        # Excel opens no two books of one name: the folder's, which no other file has.
        rendered = Path(folder) / f"{Path(folder).name}.xlsx"
        render(titled(composed, tabs), rendered)
        if book.api.Date1904:
            rendered = _counted_from_1904(rendered, tabs)
        progress(message("Putting the sheets into {book}", book=book.name), 0.85)
        place_report(book, rendered, tabs, owns=owns)
    return list(tabs.values())


def _counted_from_1904(rendered: Path, tabs: dict[str, str]) -> Path:
    """Give the same sheets in a workbook that counts from 1904, as the person's book does.

    Excel copies the serial numbers of days as they are, four years off where the systems differ.
    """
    base, counted = rendered.with_name("base.xlsx"), rendered.with_name(f"1904-{rendered.name}")
    with QuickWorkbook(str(base), {"date_1904": True}) as workbook:
        workbook.add_worksheet("-")
    graft(base, rendered, counted, keys=tabs, backup=False)
    return counted
