"""The last step of every job that writes sheets: render them, and graft them into the book."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from leadbook.language.messages import message
from leadbook.render.xlsx import sketch
from leadbook.report.backtest import KEY as BACKTEST
from leadbook.report.hand_off import KEY as HAND_OFF
from leadbook.workbook.graft import graft, tab_names

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from leadbook.jobs.progress import Progress
    from leadbook.metrics.review import Snapshot
    from leadbook.report.model import Report
    from leadbook.workbook.save import Saved

__all__ = ["of_the_backtest", "of_the_hand_off", "of_the_report", "place", "titled"]


def of_the_report(key: str) -> bool:
    """Say whether the main report is responsible for the sheet with this key."""
    return not (of_the_backtest(key) or of_the_hand_off(key))


def of_the_backtest(key: str) -> bool:
    """Say whether a back-test is responsible for the sheet with this key."""
    return key == BACKTEST


def of_the_hand_off(key: str) -> bool:
    """Say whether a hand-off is responsible for the sheet with this key."""
    return key == HAND_OFF


def titled(composed: Report, tabs: Mapping[str, str]) -> Report:
    """Give each sheet of a report the tab name that was chosen for its key."""
    sheets = (replace(sheet, title=tabs[sheet.key]) for sheet in composed.sheets)
    return replace(composed, sheets=tuple(sheets))


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
    with tempfile.TemporaryDirectory(prefix="leadbook-") as folder:
        rendered = Path(folder) / "report.xlsx"
        bands = sketch(titled(composed, tabs), rendered)
        progress(message("Saving {book}", book=out.name), 0.85)
        return graft(book, rendered, out, keys=tabs, bands=bands, owns=owns, snapshots=snapshots)
