"""The back-test: what the book of an earlier day foretold, against what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadbook.errors import WrongUse
from leadbook.figures.backtest import backtest as measured
from leadbook.figures.columns import named_columns
from leadbook.figures.plain import plain
from leadbook.jobs.placing import of_the_backtest, place
from leadbook.jobs.progress import unwatched
from leadbook.language.messages import message, speaker
from leadbook.pipeline.build import build
from leadbook.pipeline.moments import AsOf
from leadbook.pipeline.rewind import span
from leadbook.report.backtest import compose_backtest
from leadbook.workbook.tables import read_book

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from leadbook.figures.tested import Backtest
    from leadbook.jobs.progress import Progress
    from leadbook.language.messages import Language
    from leadbook.pipeline.pipeline import Pipeline
    from leadbook.workbook.save import Saved

__all__ = ["Backtested", "as_json", "backtest"]


@dataclass(frozen=True)
class Backtested:
    """What the job read, what it found, and where it wrote."""

    pipeline: Pipeline
    tested: Backtest
    saved: Saved


def backtest(
    book: Path,
    *,
    as_of: datetime,
    until: datetime,
    today: datetime,
    out: Path | None = None,
    language: Language | None = None,
    mapping: Mapping[str, str] | None = None,
    keep: Sequence[str] = (),
    progress: Progress = unwatched,
) -> Backtested:
    """Write the sheet Back-test into the book (or into `out`), and change nothing else in it.

    Args:
        book: The workbook that the team keeps.
        as_of: The day as of which everything is foretold.
        until: The later day, by whose end it is judged.
        today: The day on which the book is read: what lies after it has not happened.
        out: Where the book with the sheet goes; the book itself when absent.
        language: Language of the sheet; the book's own when absent.
        mapping: Canonical column → header, where the guess should be overruled.
        keep: Columns of the leads, by name or header, that were then as they stand today.
        progress: Is told each step.

    Raises:
        CannotRead: The book is no workbook, or holds no leads.
        CannotWrite: The sheet cannot be put there; the book is as it was.
        WrongUse: The days are not in order, or the book does not reach from one to the other, or
            a column to keep does not exist.
    """
    if as_of >= until:
        raise WrongUse(
            message(
                "the first day, {as_of}, must be before the second, {until}",
                as_of=as_of,
                until=until,
            )
        )
    progress(message("Reading {book}", book=book.name), 0.0)
    raw = read_book(book, mapping)
    progress(message("Understanding the tables"), 0.35)
    pipeline = build(raw, as_of=max(until, today), language=language, mapping=mapping)
    _require(pipeline, as_of, until)
    kept = named_columns(pipeline, keep)
    progress(message("Rewinding to {as_of}", as_of=as_of), 0.5)
    say = speaker(pipeline.settings.language)
    tested = measured(pipeline, as_of=as_of, until=until, say=say, keep=kept)
    progress(message("Drawing the report"), 0.7)
    composed = compose_backtest(pipeline, tested, say)
    saved = place(book, composed, out or book, progress, owns=of_the_backtest)
    progress(message("Done"), 1.0)
    return Backtested(pipeline, tested, saved)


def _require(pipeline: Pipeline, as_of: datetime, until: datetime) -> None:
    """Refuse days that the book does not reach."""
    known = span(pipeline)
    if known is None:
        raise WrongUse(message("{book} has no dates to go back by", book=pipeline.name))
    first, last = known
    if AsOf(as_of).last < first:
        raise WrongUse(
            message(
                "{book} begins on {first}, after {as_of}; choose a later first day",
                book=pipeline.name,
                first=first,
                as_of=as_of,
            )
        )
    if AsOf(last.replace(hour=0, minute=0, second=0, microsecond=0)).last < until:
        raise WrongUse(
            message(
                "{book} tells nothing after {last}; choose that day or an earlier one as the "
                "second, not {until}",
                book=pipeline.name,
                last=last,
                until=until,
            )
        )


def as_json(done: Backtested) -> object:
    """Give every figure of the back-test, ready for `json.dumps`; rates are fractions."""
    return plain(done.tested, speaker(done.pipeline.settings.language))
