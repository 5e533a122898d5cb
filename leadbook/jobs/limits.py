"""Learn each stage's limit from won deals, and write the limits into the book's Stages table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadbook.errors import WrongUse
from leadbook.figures import measure
from leadbook.figures.plain import plain
from leadbook.language.messages import message, speaker
from leadbook.language.text import fold
from leadbook.language.text import plain as plain_text
from leadbook.pipeline.build import build
from leadbook.workbook.address import number_of
from leadbook.workbook.cell_bytes import Place
from leadbook.workbook.cell_values import write_numbers
from leadbook.workbook.package import open_package
from leadbook.workbook.tables import read_book

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from leadbook.figures import LearnedLimit
    from leadbook.language.messages import Language, Speaker
    from leadbook.pipeline.pipeline import Pipeline
    from leadbook.pipeline.raw import RawBook
    from leadbook.workbook.save import Saved

__all__ = ["Learned", "as_json", "limits"]


@dataclass(frozen=True)
class Learned:
    """What was learned, and what of it was written where.

    Attributes:
        limits: One for each open stage, in order.
        saved: Where the book went; ``None`` where nothing was to be written.
        sheet: The sheet of the Stages table, where something was.
        written: Cell → the limit that it holds now, in days.
        formulas: Cells that a formula fills, and that were left alone.
    """

    pipeline: Pipeline
    limits: tuple[LearnedLimit, ...]
    saved: Saved | None = None
    sheet: str = ""
    written: Mapping[str, float] | None = None
    formulas: tuple[str, ...] = ()


def limits(
    book: Path,
    *,
    as_of: datetime,
    write: bool = False,
    out: Path | None = None,
    language: Language | None = None,
    mapping: Mapping[str, str] | None = None,
) -> Learned:
    """Learn limits, and with `write` put them into the Stages table, where only those cells change.

    A stage with too few visits, or with a clock that does not start at its entry, keeps its limit.

    Args:
        book: The workbook that the team keeps.
        as_of: The moment up to which open deals are counted.
        write: Whether to write the new limits.
        out: Where the book with its new limits goes; the book itself when absent.
        language: Language of what is said; the book's own when absent.
        mapping: Canonical column → header, where the guess should be overruled.

    Raises:
        CannotRead: The book is no workbook, or holds no leads.
        CannotWrite: The book cannot be written.
        WrongUse: There is no Stages table, or no limit column in it, to write to; or `out` is
            given and nothing is to be written.
    """
    if out is not None and not write:
        raise WrongUse(message("--out needs --write-limits: without it nothing is written"))
    # Opened first: what changes on the disk while the book is measured must stop the writing.
    package = open_package(book)
    raw = read_book(book, mapping)
    pipeline = build(raw, as_of=as_of, language=language, mapping=mapping)
    learned = measure(pipeline, say=speaker(pipeline.settings.language)).limits
    if not write:
        return Learned(pipeline, learned)
    sheet, numbers = _numbers(raw, pipeline, learned)
    saved, edited = write_numbers(package, sheet, numbers, out or book)
    return Learned(
        pipeline,
        learned,
        saved,
        sheet,
        {place.address: numbers[place] for place in edited.written},
        tuple(place.address for place in edited.formulas),
    )


def _numbers(
    raw: RawBook, pipeline: Pipeline, learned: tuple[LearnedLimit, ...]
) -> tuple[str, dict[Place, float]]:
    """Find the cells of the new limits: the sheet, and place → days."""
    letters = {
        column.canonical: column.letter
        for table in pipeline.reading
        if table.kind == "Stages"
        for column in table.columns
    }
    table = next((table for table in raw.tables if table.kind == "Stages"), None)
    if table is None:
        raise WrongUse(
            message(
                "{book} has no Stages table to write the limits to; add a sheet named Stages with "
                "the columns Stage, Order, Outcome and Limit days (a book made by 'leadbook new' "
                "has one to copy), and run again",
                book=raw.name,
            )
        )
    if "limit_days" not in letters:
        raise WrongUse(
            message(
                "the Stages table on sheet {sheet} has no column for the limits; add one with the "
                "header Limit days, and run again",
                sheet=table.sheet,
            )
        )
    new = {fold(each.stage): each.new_limit_days for each in learned}
    names = next(c.cells for c in table.columns if c.letter == letters["stage"])
    column = number_of(letters["limit_days"])
    found = {
        Place(row, column): days
        for row, name in zip(table.rows, names, strict=True)
        if (days := new.get(fold(plain_text(name)))) is not None
    }
    return table.sheet, found


def as_json(done: Learned, say: Speaker) -> dict[str, object]:
    """Give what was learned and written as plain data."""
    return {
        "book": done.pipeline.name,
        "as_of": plain(done.pipeline.as_of, say),
        "limits": plain(done.limits, say),
        "sheet": done.sheet or None,
        "written": plain(done.written or {}, say),
        "formulas": list(done.formulas),
    }
