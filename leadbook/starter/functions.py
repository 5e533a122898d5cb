"""The sheet Functions of the sample: every function of leadbook, live on the sample's own leads.

What the cells show is worked out by `hosts.recalc` once the book is written; here stand the
formulas, what they mean, and room for what they give.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_rowcol_to_cell

from leadbook.hosts.registry import FUNCTIONS
from leadbook.language.messages import speaker
from leadbook.render.formats import number_format
from leadbook.render.palette import BAND, CARD, LINE, ON_BAND, QUIET, WHITE
from leadbook.starter.examples import PER_LEAD, TABLES, TEXT, VALUES, formula

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from leadbook.pipeline.settings import Dates
    from leadbook.report.model import Kind
    from leadbook.starter.examples import Example, Look
    from leadbook.starter.looks import Looks
    from leadbook.starter.template import Row
    from leadbook.starter.words import Words

__all__ = ["write_functions"]

FIRST, LAST = 1, 13
"""Columns that the text uses: B to N."""
WIDTHS = {0: 2.5, 1: 30, 11: 22, 12: 17, 14: 32, 15: 46, 16: 90}
WIDTH = 13.5
PERSIAN_FONT = "Tahoma"
"""Has the letters itself, in a book whose own font may not."""
DOC, CALL, RESULT = (2, 6), (7, 11), 12
LEADS_COLUMNS = (2, 3, 4, 5, 6, 7, 14, 15, 16)
"""Where the functions beside the leads stand; the days in each stage need room."""
KINDS: Mapping[Look, Kind] = {
    "integer": "integer",
    "days": "days",
    "percent": "percent",
    "score": "number",
    "money": "money",
    "date": "date",
}


def write_functions(
    sheet: Worksheet, words: Words, looks: Looks, *, as_of: date, leads: Sequence[Row]
) -> None:
    """Write the sheet.

    Args:
        sheet: An empty sheet.
        words: The language it is written in.
        looks: The formats of the book.
        as_of: The day that every formula counts up to; it stands in one cell.
        leads: The rows of the leads, whose ids stand beside the functions of each lead.
    """
    is_open = [row.get("status") == words.word("outcome", "open") for row in leads]
    page = _Page(sheet, words, looks, lead_row=is_open.index(True) + 2)
    page.begin(as_of)
    page.section("values")
    for example in VALUES:
        page.value(example)
    for example in TEXT:
        page.text(example)
    page.section("tables")
    for example in TABLES:
        page.table(example)
    page.section("per_lead")
    page.per_lead([str(row.get("lead_id") or "") for row in leads])


class _Page:
    """Writes from top to bottom; knows the row it has come to."""

    def __init__(self, sheet: Worksheet, words: Words, looks: Looks, *, lead_row: int) -> None:
        self._sheet = sheet
        self._words = words
        self._looks = looks
        self._say = speaker(words.language)
        self._text: dict[str, Any] = words.text["functions"]
        self._dates: Dates = "jalali" if words.right_to_left else "gregorian"
        self._row = 0
        self._cells = {
            "row": str(lead_row),
            "language": f'"{words.language}"',
            "weekend": f'"{words.text["settings"]["weekend"]}"',
        }

    def begin(self, as_of: date) -> None:
        """Write the title, and the day that all formulas share."""
        sheet = self._sheet
        if self._words.right_to_left:
            sheet.right_to_left()
        sheet.hide_gridlines(2)
        sheet.set_column(0, 16, WIDTH)
        for column, width in WIDTHS.items():
            sheet.set_column(column, column, width)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.freeze_panes(3, 2)
        self._band(self._text["title"], 30, bold=True, font_size=20, font_color=WHITE)
        self._band(self._text["subtitle"], 24, font_color=ON_BAND)
        label = self._looks.prose(bold=True, valign="vcenter", bg_color=CARD)
        dated = {"num_format": self._words.text["date_format"], "align": "center", "indent": 0}
        day = self._looks.prose(bold=True, valign="vcenter", bg_color=CARD, **dated)
        sheet.set_row(self._row, 22)
        sheet.write_string(self._row, FIRST, self._text["as_of"], label)
        sheet.write_datetime(self._row, 2, datetime(as_of.year, as_of.month, as_of.day), day)
        self._cells["as_of"] = xl_rowcol_to_cell(self._row, 2, row_abs=True, col_abs=True)
        self._row += 2

    def section(self, key: str) -> None:
        """Write a heading and a sentence on what follows."""
        sheet = self._sheet
        head = {"bold": True, "font_size": 14, "bottom": 2, "bottom_color": BAND}
        look = self._looks.prose(text_wrap=False, valign="vcenter", **head)
        sheet.set_row(self._row, 26)
        for column in range(FIRST, LAST + 1):
            sheet.write_blank(self._row, column, None, look)
        sheet.write_string(self._row, FIRST, self._text[key]["title"], look)
        self._row += 1
        note = self._looks.prose(font_color=QUIET, text_wrap=False, valign="vcenter")
        sheet.set_row(self._row, 20)
        sheet.write_string(self._row, FIRST, self._text[key]["note"], note)
        self._row += 2

    def value(self, example: Example) -> None:
        """Write a function, what it gives, how it is typed, and its value."""
        typed = self._head(example, 34)
        middle = {"align": "center", "indent": 0, "bg_color": CARD}
        look = self._look(example.looks[0], bold=True, font_size=12, **middle)
        self._sheet.write_formula(self._row, RESULT, typed, look, "")
        if '"soon"' in typed:
            cell = xl_rowcol_to_cell(self._row, RESULT, row_abs=True, col_abs=True)
            # LibreOffice passes no error on to a function.
            self._cells["error"] = f"ISERROR({cell})"
        self._row += 1

    def text(self, example: Example) -> None:
        """The same for a longer text, which stands below."""
        typed = self._head(example, 34)
        self._row += 1
        long = example.function == "LB_FAREWELL"
        self._sheet.set_row(self._row, 130 if long else 22)
        look = self._look("long", bg_color=CARD, text_wrap=True, valign="top")
        self._sheet.merge_range(self._row, FIRST, self._row, LAST, "", look)
        self._sheet.write_formula(self._row, FIRST, typed, look, "")
        self._row += 2

    def table(self, example: Example) -> None:
        """Write a function that gives a table, and leave room for it."""
        typed = self._head(example, 34)
        self._row += 1
        self._sheet.set_row(self._row, 44)
        self._dress(self._row, FIRST, example.looks, example.rows)
        self._array(FIRST, typed, example.looks[0])
        self._row += example.rows + 3

    def per_lead(self, leads: Sequence[str]) -> None:
        """Write the functions that stand beside the leads, and how each is typed above it."""
        typed = [formula(example, self._words, self._cells) for example in PER_LEAD]
        for example, call in zip(PER_LEAD, typed, strict=True):
            self._head(example, 34, call)
            self._row += 1
        self._row += 1
        self._ids(leads)
        for example, call, column in zip(PER_LEAD, typed, LEADS_COLUMNS, strict=True):
            self._dress(self._row, column, example.looks, len(leads))
            self._array(column, call, example.looks[0])
        # What stands beside the leads goes on to the right; it is not for paper.
        self._sheet.print_area(0, FIRST, self._row + len(leads), LAST)

    def _array(self, column: int, typed: str, look: Look) -> None:
        """Write a formula whose result spills; its own cell shows a header."""
        row, header = self._row, self._header(look)
        self._sheet.write_dynamic_array_formula(row, column, row, column, typed, header, "")

    def _ids(self, leads: Sequence[str]) -> None:
        """Write the column of ids, which Excel follows by a formula, with what it shows."""
        top, bottom = self._row, self._row + len(leads)
        header = self._words.header("Leads", "lead_id")
        self._sheet.write_dynamic_array_formula(
            top, FIRST, bottom, FIRST, f"=Leads[[#All],[{header}]]", self._header("text"), header
        )
        look = self._look("text", bold=True)
        for row, lead in enumerate(leads, start=top + 1):
            self._sheet.write_string(row, FIRST, lead, look)

    def _head(self, example: Example, height: float, typed: str = "") -> str:
        """Write a function's name, what it gives and how it is typed; give the latter."""
        typed = typed or formula(example, self._words, self._cells)
        line = {"top": 1, "top_color": LINE, "valign": "vcenter"}
        name = self._looks.prose(bold=True, font_name="Consolas", reading_order=1, **line)
        doc = self._looks.prose(**line)
        code = {"font_name": "Consolas", "font_size": 9, "font_color": QUIET, "text_wrap": True}
        call = self._looks.prose(**{**line, **code, "reading_order": 1, "align": "left"})
        sheet = self._sheet
        sheet.set_row(self._row, height)
        sheet.write_string(self._row, FIRST, example.function, name)
        sheet.merge_range(self._row, DOC[0], self._row, DOC[1], "", doc)
        sheet.write_string(self._row, DOC[0], self._say(FUNCTIONS[example.function].doc), doc)
        sheet.merge_range(self._row, CALL[0], self._row, CALL[1], "", call)
        sheet.write_string(self._row, CALL[0], typed, call)
        return typed

    def _dress(self, top: int, left: int, looks: Sequence[Look], rows: int) -> None:
        """Give the cells of a result their looks before there is a result."""
        for column, kind in enumerate(looks, start=left):
            look = self._look(kind)
            self._sheet.write_blank(top, column, None, self._header(kind))
            for row in range(top + 1, top + rows + 1):
                self._sheet.write_blank(row, column, None, look)

    def _header(self, look: Look) -> Format:
        return self._look(look, bold=True, text_wrap=True, bottom=1)

    def _look(self, look: Look, **more: object) -> Format:
        shape: dict[str, object] = {"text_wrap": False, "valign": "vcenter"}
        if look in KINDS:
            shown = number_format(KINDS[look], self._words.language, self._dates)
            shape |= {"num_format": shown, "align": "center", "indent": 0}
        if look == "persian":
            shape |= {"font_name": PERSIAN_FONT, "reading_order": 2}
        return self._looks.prose(**{**shape, **more})

    def _band(self, text: str, height: float, **look: Any) -> None:
        prose = self._looks.prose(text_wrap=False, valign="vcenter", bg_color=BAND, **look)
        self._sheet.set_row(self._row, height)
        for column in range(FIRST, LAST + 1):
            self._sheet.write_blank(self._row, column, None, prose)
        self._sheet.write_string(self._row, FIRST, text, prose)
        self._row += 1
