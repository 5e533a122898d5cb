"""The starter book as a whole: content, sheets in order, names; always the same bytes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING

import xlsxwriter

from leadbook.render.palette import BAND
from leadbook.starter.decisions import decision_rows
from leadbook.starter.functions import write_functions
from leadbook.starter.looks import Looks
from leadbook.starter.mistakes import make_mistakes
from leadbook.starter.sample import sample_rows
from leadbook.starter.sheets import list_name, list_range, write_sheet
from leadbook.starter.simulation import DEFAULT_AS_OF, simulate
from leadbook.starter.start import Sample, write_start
from leadbook.starter.template import DROP_DOWNS, SHEETS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leadbook.starter.mistakes import Mistake
    from leadbook.starter.template import Row
    from leadbook.starter.words import Words

__all__ = ["Content", "book_bytes", "empty_content", "sample_content"]

# Two books made on different days have to be equal, so the book carries no time of making.
MADE = datetime(2026, 1, 1)
CALCULATED_BY = 191029  # the number by which today's Excel knows its own calculations
START_TAB, SETTINGS_TAB = "#E2A03F", "#A9BAC5"
TYPED_IN = ("Leads", "StageHistory", "Activities", "Campaigns")


@dataclass(frozen=True, slots=True)
class Content:
    """What stands in a book: the rows of each table, and what the first sheet says of them."""

    rows: dict[str, list[Row]]
    sample: Sample | None = None

    @property
    def mistakes(self) -> Sequence[Mistake]:
        """The slips that were made on purpose; none in a book without sample data."""
        return self.sample.mistakes if self.sample else ()


def empty_content(words: Words, as_of: date | None = None) -> Content:
    """Give a book without leads: its settings are filled in, its holidays only with a date."""
    return Content(decision_rows(words, as_of))


def sample_content(words: Words, as_of: date | None = None) -> Content:
    """Give a book with the invented year of sales that ends at `as_of`."""
    day = as_of or DEFAULT_AS_OF
    weekend = frozenset({4}) if words.language == "fa" else frozenset({5, 6})
    told = sample_rows(simulate(day, weekend), words)
    decided = decision_rows(words, day)
    told["Settings"] = decided["Settings"] + told["Settings"]
    rows, mistakes = make_mistakes({**decided, **told}, words)
    return Content(rows, Sample(len(told["Leads"]), day, mistakes))


def book_bytes(content: Content, words: Words, *, file: str) -> bytes:
    """Write a book; the same content gives the same bytes.

    Args:
        content: What stands in it.
        words: The language it is written in.
        file: The file name that its first sheet shows in commands.
    """
    target = BytesIO()
    font = {"font_name": words.text["font"], "font_size": words.text["font_size"]}
    options = {"in_memory": True, "default_format_properties": font}
    with xlsxwriter.Workbook(target, options) as workbook:
        workbook.set_properties({"title": words.text["start"]["title"], "created": MADE})
        # What the cells show is right as it is; a program without leadbook must not lose it.
        workbook.set_calc_mode("auto", CALCULATED_BY)
        workbook.calc_on_load = False
        looks = Looks(workbook, words)
        start = workbook.add_worksheet(words.title("Start"))
        start.set_tab_color(START_TAB)
        write_start(start, words, looks, file=file, sample=content.sample)
        if content.sample:
            _write_functions(workbook, content, content.sample.as_of, words, looks)
        for plan in SHEETS:
            sheet = workbook.add_worksheet(words.title(plan.table))
            sheet.set_tab_color(BAND if plan.table in TYPED_IN else SETTINGS_TAB)
            write_sheet(sheet, plan, content.rows.get(plan.table, []), words, looks)
        for drop_down in DROP_DOWNS:
            workbook.define_name(list_name(drop_down), list_range(drop_down, words))
        start.activate()
    return target.getvalue()


def _write_functions(
    workbook: xlsxwriter.Workbook, content: Content, as_of: date, words: Words, looks: Looks
) -> None:
    sheet = workbook.add_worksheet(words.title("Functions"))
    sheet.set_tab_color(START_TAB)
    write_functions(sheet, words, looks, as_of=as_of, leads=content.rows["Leads"])
