"""The first sheet: in plain words, what to type, what leadbook does with it, what words mean."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from leadbook.language.jalali import jalali_text
from leadbook.render.palette import BAND, CARD, LINE, LINK, ON_BAND, QUIET, WHITE
from leadbook.starter.template import SHEETS, plan_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from xlsxwriter.worksheet import Worksheet

    from leadbook.starter.looks import Looks
    from leadbook.starter.mistakes import Mistake
    from leadbook.starter.words import Words

__all__ = ["Sample", "write_start"]

MARGIN, NARROW, WIDE = 2.5, 25, 62
LINE_HEIGHT = 15.0


@dataclass(frozen=True, slots=True)
class Sample:
    """What the first sheet says of the sample data: facts for its sentences, and the mistakes."""

    leads: int
    as_of: date
    mistakes: Sequence[Mistake]


def write_start(
    sheet: Worksheet, words: Words, looks: Looks, *, file: str, sample: Sample | None
) -> None:
    """Write the sheet that explains all others."""
    page = _Page(sheet, words, looks)
    text: dict[str, Any] = words.text["start"]
    page.set_up()
    page.title(text["title_sample" if sample else "title"], text["subtitle"])
    if sample:
        page.section(text["sample_title"])
        page.bullets([line.format(**_facts(sample, words, file)) for line in text["sample"]])
    page.section(text["steps_title"])
    page.numbered([step.format(file=file) for step in text["steps"]])
    page.section(text["sheets_title"])
    page.table(
        text["sheets_header"],
        _sheets(words),
        [_target(plan.table, words) for plan in SHEETS],
    )
    page.section(text["tips_title"])
    page.bullets(text["tips"])
    page.section(text["glossary_title"])
    page.table(text["glossary_header"], [tuple(entry) for entry in words.text["glossary"].values()])
    if sample:
        page.section(text["mistakes_title"], text["mistakes_note"])
        page.table(
            text["mistakes_header"],
            _mistakes(sample, words),
            [_target(mistake.table, words, mistake.cell) for mistake in sample.mistakes],
        )
    page.section(text["columns_title"])
    for plan in SHEETS:
        page.subsection(words.title(plan.table))
        page.table(text["columns_header"], _columns(plan.table, words))


Cells = tuple[str, ...]


def _facts(sample: Sample, words: Words, file: str) -> dict[str, str]:
    typed = jalali_text(sample.as_of) if words.right_to_left else sample.as_of.isoformat()
    return {
        "leads": words.number(sample.leads),
        "as_of": words.date(sample.as_of),
        "when": typed,
        "file": file,
    }


def _sheets(words: Words) -> list[Cells]:
    return [
        (words.title(plan.table), words.text["sheets"][plan.table]["type"],
         words.text["sheets"][plan.table]["use"])
        for plan in SHEETS
    ]  # fmt: skip


def _mistakes(sample: Sample, words: Words) -> list[Cells]:
    told = [(mistake, *words.text["mistakes"][mistake.kind]) for mistake in sample.mistakes]
    return [
        (mistake.cell, f"{words.title(mistake.table)}: {wrong}", does)
        for mistake, wrong, does in told
    ]


def _target(table: str, words: Words, cell: str = "A1") -> str:
    title = words.title(table).replace("'", "''")
    return f"'{title}'!{cell}"


def _columns(table: str, words: Words) -> list[Cells]:
    text = words.text["start"]
    needs = {"needed": text["needed"], "useful": text["useful"], "worked out": text["worked_out"]}
    return [
        (words.header(table, column.key), words.help(table, column.key), needs[column.need])
        for column in plan_of(table).columns
        if column.key != "meaning"
    ]


class _Page:
    """Writes from top to bottom; knows the row it has come to."""

    def __init__(self, sheet: Worksheet, words: Words, looks: Looks) -> None:
        self._sheet = sheet
        self._words = words
        self._looks = looks
        self._row = 0

    def set_up(self) -> None:
        sheet = self._sheet
        if self._words.right_to_left:
            sheet.right_to_left()
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, MARGIN)
        sheet.set_column(1, 1, NARROW)
        sheet.set_column(2, 3, WIDE)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L&A&R{self._words.prompt('footer')}")

    def title(self, title: str, subtitle: str) -> None:
        self._band(title, 30, bold=True, font_size=20, font_color=WHITE, bg_color=BAND)
        self._band(subtitle, 24, font_color=ON_BAND, bg_color=BAND, valign="vcenter")

    def section(self, heading: str, note: str = "") -> None:
        self._row += 1
        look = {"bold": True, "font_size": 14, "bottom": 2, "bottom_color": BAND}
        self._spread(heading, 24, **look, valign="vcenter")
        if note:
            self._paragraph(note, font_color=QUIET)

    def subsection(self, heading: str) -> None:
        self._row += 1
        self._spread(heading, 20, bold=True, font_size=12, valign="vcenter")

    def bullets(self, sentences: Sequence[str]) -> None:
        for sentence in sentences:
            self._paragraph(f"•   {sentence}")

    def numbered(self, sentences: Sequence[str]) -> None:
        for number, sentence in enumerate(sentences, start=1):
            self._paragraph(f"{self._words.number(number)}.   {sentence}")

    def table(self, header: Cells, rows: Sequence[Cells], targets: Sequence[str] = ()) -> None:
        """Write a table; with targets, the first cell of each row links there."""
        head = self._looks.prose(bold=True, font_color=QUIET, bg_color=CARD)
        for place, cell in enumerate(header, start=1):
            self._sheet.write_string(self._row, place, cell, head)
        self._row += 1
        line = {"bottom": 1, "bottom_color": LINE, "valign": "vcenter"}
        first, rest = self._looks.prose(bold=True, **line), self._looks.prose(**line)
        link = self._looks.prose(bold=True, underline=1, font_color=LINK, **line)
        for row, target in zip_longest(rows, targets):
            self._sheet.set_row(self._row, self._height(row[1:], WIDE))
            if target:
                self._sheet.write_url(self._row, 1, f"internal:{target}", link, row[0])
            else:
                self._sheet.write_string(self._row, 1, row[0], first)
            for place, cell in enumerate(row[1:], start=2):
                self._sheet.write_string(self._row, place, cell, rest)
            self._row += 1

    def _band(self, text: str, height: float, **look: Any) -> None:
        prose = self._looks.prose(text_wrap=False, **{"valign": "vcenter", **look})
        self._sheet.set_row(self._row, height)
        for place in (0, 2, 3):
            self._sheet.write_blank(self._row, place, None, prose)
        self._sheet.write_string(self._row, 1, text, prose)
        self._row += 1

    def _spread(self, text: str, height: float, **look: Any) -> None:
        prose = self._looks.prose(text_wrap=False, **look)
        self._sheet.set_row(self._row, height)
        self._sheet.write_string(self._row, 1, text, prose)
        for place in (2, 3):
            self._sheet.write_blank(self._row, place, None, prose)
        self._row += 1

    def _paragraph(self, text: str, **look: Any) -> None:
        self._sheet.set_row(self._row, self._height([text], NARROW + 2 * WIDE))
        look = {"valign": "vcenter", **look}
        self._sheet.merge_range(self._row, 1, self._row, 3, text, self._looks.prose(**look))
        self._row += 1

    @staticmethod
    def _height(texts: Sequence[str], width: float) -> float:
        """Reckon a row's height from its longest text: Excel does not fit merged cells itself."""
        lines = 1 + int(max(map(len, texts)) / (1.15 * width))
        return LINE_HEIGHT * lines + 5
