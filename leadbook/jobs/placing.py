"""The last step of every job that writes sheets: render them, and graft them into the book."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from leadbook.language.messages import message
from leadbook.render.xlsx import render
from leadbook.report.backtest import KEY as BACKTEST
from leadbook.workbook.graft import graft, tab_names

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from leadbook.jobs.progress import Progress
    from leadbook.metrics.review import Snapshot
    from leadbook.report.model import Report
    from leadbook.workbook.save import Saved

__all__ = ["of_the_backtest", "of_the_report", "place"]


def of_the_report(key: str) -> bool:
    """Say whether the main report is responsible for the sheet with this key."""
    return not of_the_backtest(key)


def of_the_backtest(key: str) -> bool:
    """Say whether a back-test is responsible for the sheet with this key."""
    return key == BACKTEST


def place(
    book: Path,
    composed: Report,
    out: Path,
    progress: Progress,
    *,
    owns: Callable[[str], bool],
    snapshots: Sequence[Snapshot] = (),
) -> Saved:
    """Render a report into a workbook of its own, then graft its sheets into the book.

    Args:
        book: The workbook that the team keeps.
        composed: What is shown.
        out: Where the book with its report goes.
        progress: Is told when the saving begins.
        owns: Says for which of leadbook's sheets the report is responsible: of these, those that
            it has no more are removed.
        snapshots: What the book shall remember of its reports; what it does, when there are none.
    """
    titles = {sheet.key: sheet.title for sheet in composed.sheets}
    tabs = tab_names(book, titles, owns=owns)
    named = replace(
        composed,
        sheets=tuple(replace(sheet, title=tabs[sheet.key]) for sheet in composed.sheets),
    )
    with tempfile.TemporaryDirectory(prefix="leadbook-") as folder:
        rendered = Path(folder) / "report.xlsx"
        render(named, rendered)
        progress(message("Saving {book}", book=out.name), 0.85)
        return graft(book, rendered, out, keys=tabs, owns=owns, snapshots=snapshots)
