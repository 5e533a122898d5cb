"""The main job: read a book, measure it, write the report into the same book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadbook.figures import measure
from leadbook.figures.review import snapshot_of
from leadbook.jobs.placing import of_the_report, place
from leadbook.jobs.progress import unwatched
from leadbook.language.messages import message, plural, speaker
from leadbook.metrics.review import kept
from leadbook.pipeline.build import build
from leadbook.report.compose import compose
from leadbook.workbook.package import open_package
from leadbook.workbook.snapshots import read_snapshots
from leadbook.workbook.tables import read_book

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from leadbook.figures import Figures
    from leadbook.jobs.progress import Progress
    from leadbook.language.messages import Language
    from leadbook.metrics.review import Snapshot
    from leadbook.pipeline.pipeline import Pipeline
    from leadbook.report.model import Report
    from leadbook.workbook.save import Saved

__all__ = ["Reported", "drawn", "report"]


@dataclass(frozen=True)
class Reported:
    """What the job read, what it measured, and where it wrote."""

    pipeline: Pipeline
    figures: Figures
    saved: Saved


def report(
    book: Path,
    *,
    as_of: datetime,
    out: Path | None = None,
    language: Language | None = None,
    by: Sequence[str] = (),
    mapping: Mapping[str, str] | None = None,
    progress: Progress = unwatched,
) -> Reported:
    """Write leadbook's sheets into the book (or into `out`), and change nothing else in it.

    The headline figures are remembered in a hidden part of the book, for the next review.

    Args:
        book: The workbook that the team keeps.
        as_of: The moment up to which open deals are counted.
        out: Where the book with its report goes; the book itself when absent.
        language: Language of the report; the book's own when absent.
        by: Further columns to break the figures down by: canonical names or headers.
        mapping: Canonical column → header, where the guess should be overruled.
        progress: Is told each step.

    Raises:
        CannotRead: The book is no workbook, or holds no leads.
        CannotWrite: The report cannot be put there; the book is as it was.
        WrongUse: A column that was asked for does not exist.
    """
    pipeline = _understood(book, as_of, language, mapping, progress)
    earlier = read_snapshots(open_package(book))
    figures, composed = drawn(pipeline, by=by, earlier=earlier, progress=progress)
    saved = place(
        book,
        composed,
        out or book,
        progress,
        owns=of_the_report,
        snapshots=kept(earlier, snapshot_of(figures)),
    )
    progress(message("Done"), 1.0)
    return Reported(pipeline, figures, saved)


def drawn(
    pipeline: Pipeline,
    *,
    by: Sequence[str] = (),
    earlier: Sequence[Snapshot] = (),
    progress: Progress = unwatched,
) -> tuple[Figures, Report]:
    """Measure a book and put its figures into the report, in the book's language.

    Args:
        pipeline: What the book holds.
        by: As for `report`.
        earlier: What the book remembers of its earlier reports.
        progress: Is told each step.

    Raises:
        WrongUse: A column that was asked for does not exist.
    """
    say = speaker(pipeline.settings.language)
    progress(plural("Measuring {n} lead", "Measuring {n} leads", n=len(pipeline.leads)), 0.5)
    figures = measure(pipeline, by=by, earlier=earlier, say=say)
    progress(message("Drawing the report"), 0.6)
    return figures, compose(pipeline, figures, say)


def _understood(
    book: Path,
    as_of: datetime,
    language: Language | None,
    mapping: Mapping[str, str] | None,
    progress: Progress,
) -> Pipeline:
    """Read the book; its raw cells, most of the memory, are let go before anything is drawn."""
    progress(message("Reading {book}", book=book.name), 0.0)
    raw = read_book(book, mapping)
    progress(message("Understanding the tables"), 0.35)
    return build(raw, as_of=as_of, language=language, mapping=mapping)
