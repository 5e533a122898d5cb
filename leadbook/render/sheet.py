"""One sheet, from its title band down to its last table."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from leadbook.render.layout import LEFT, MARGIN
from leadbook.render.pages import Part
from leadbook.render.palette import BAND, ON_BAND, QUIET, TONES, WHITE
from leadbook.render.tables import draw_table
from leadbook.render.tiles import draw_tiles
from leadbook.render.widths import lines
from leadbook.report.model import Chart, Note, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from xlsxwriter.worksheet import Worksheet

    from leadbook.render.formats import Formats
    from leadbook.render.layout import Plan
    from leadbook.render.tables import Placed
    from leadbook.report.model import Block, Sheet

__all__ = ["ROW", "Drawn", "Spot", "draw_sheet"]

ROW = 22
HEADING, SUBTITLE, FACT_LINE, SECTION, NOTE_LINE, GAP = 40, 24, 16, 36, 17, 10
CHART_ROWS = 13
CHART_GAP = 12
KEPT_ROWS = 6
"""A title, a note, a header and the first rows of a long table stay on one page."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a chart goes, once every table of the book stands."""

    chart: Chart
    row: int
    offset: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sheet as drawn: where its tables stand, its charts belong, and its parts lie."""

    placed: dict[str, Placed]
    spots: list[Spot]
    parts: list[Part]


class _Pen:
    """The row that is written next, and everything that writing needs."""

    def __init__(self, sheet: Worksheet, plan: Plan, formats: Formats) -> None:
        self.sheet = sheet
        self.plan = plan
        self.formats = formats
        self.row = 0

    def skip(self, pixels: int = GAP) -> None:
        self.sheet.set_row_pixels(self.row, pixels)
        self.row += 1

    def paragraph(self, text: str, line: int, size: float, **look: object) -> None:
        """Write text over the page's width, as many lines high as it needs."""
        shown = self.formats(font_size=size, text_wrap=True, align=self.formats.start, **look)
        first, last = LEFT, LEFT + self.plan.span - 1
        self.sheet.merge_range(self.row, first, self.row, last, "", shown)
        self.sheet.write_string(self.row, first, text, shown)
        height = lines(text, self.plan.page, size, self.formats.language) * line
        self.sheet.set_row_pixels(self.row, height + 4)
        self.row += 1

    def title(self, text: str) -> None:
        """Write the title of a section."""
        look = self.formats(
            bold=True,
            font_size=self.formats.larger(2.5),
            align=self.formats.start,
            valign="bottom",
        )
        self.sheet.write_string(self.row, LEFT, text, look)
        self.sheet.set_row_pixels(self.row, SECTION)
        self.row += 1


def draw_sheet(
    worksheet: Worksheet,
    sheet: Sheet,
    plan: Plan,
    formats: Formats,
    *,
    names: Callable[[str], str],
    drawable: Callable[[Chart], bool],
    charted: Callable[[Table], bool],
) -> Drawn:
    """Draw everything but the charts, and tell where everything stands.

    Args:
        worksheet: An empty sheet.
        sheet: What is shown on it.
        plan: Its columns.
        formats: The formats of the workbook.
        names: Gives each table its name in the workbook.
        drawable: Whether a chart has rows to draw.
        charted: Whether a chart draws a table.
    """
    pen = _Pen(worksheet, plan, formats)
    worksheet.set_column_pixels(0, 0, MARGIN)
    for at, width in enumerate(plan.widths, start=LEFT):
        worksheet.set_column_pixels(at, at, width)
    _head(pen, sheet)
    drawn = Drawn({}, [], [Part(0, pen.row - 1, pen.row)])
    for group in _grouped(sheet.blocks, drawable):
        first, kept = pen.row, KEPT_ROWS
        match group:
            case Table():
                drawn.placed.update(_table(pen, group, names(group.name), charted(group)))
            case Note():
                _note(pen, group)
            case _:
                drawn.spots.extend(_charts(pen, group))
                kept = pen.row - first
        drawn.parts.append(Part(first, pen.row - 1, kept))
    return drawn


def _grouped(
    blocks: tuple[Block, ...], drawable: Callable[[Chart], bool]
) -> Iterator[Table | Note | list[Chart]]:
    """Put charts that follow each other side by side, two by two."""
    for alike, group in groupby(blocks, lambda block: isinstance(block, Chart)):
        if not alike:
            yield from (block for block in group if not isinstance(block, Chart))
            continue
        charts = [block for block in group if isinstance(block, Chart) and drawable(block)]
        yield from (charts[at : at + 2] for at in range(0, len(charts), 2))


def _head(pen: _Pen, sheet: Sheet) -> None:
    """Draw the title band, the facts and the tiles."""
    formats = pen.formats
    about, *others = sheet.facts
    heading = formats(
        bg_color=BAND,
        font_color=WHITE,
        bold=True,
        font_size=formats.larger(8),
        align=formats.start,
    )
    line = formats(bg_color=BAND, font_color=ON_BAND, align=formats.start, valign="top")
    for text, look, pixels in ((sheet.heading, heading, HEADING), (about, line, SUBTITLE)):
        for column in range(pen.plan.last + 1):
            pen.sheet.write_blank(pen.row, column, None, look)
        pen.sheet.write_string(pen.row, LEFT, text, look)
        pen.sheet.set_row_pixels(pen.row, pixels)
        pen.row += 1
    pen.skip(6)
    for fact in others:
        pen.paragraph(fact, FACT_LINE, formats.size - 0.5, font_color=QUIET)
    if sheet.tiles:
        pen.skip(6)
        pen.row = draw_tiles(pen.sheet, sheet.tiles, pen.row, pen.plan, formats)


def _note(pen: _Pen, note: Note) -> None:
    formats, shade = pen.formats, TONES[note.tone]
    if note.title:
        pen.title(note.title)
    if note.tone in {"plain", "muted"}:
        pen.paragraph(note.text, NOTE_LINE, formats.size, font_color=shade.text)
        return
    # A file's "left" border is the leading one: right to left, programs draw it on the right.
    look = {"left": 5, "left_color": shade.line, "bg_color": shade.fill, "indent": 1}
    pen.paragraph(note.text, NOTE_LINE + 4, formats.larger(0.5), **look)
    pen.skip(4)


def _table(pen: _Pen, table: Table, name: str, charted: bool) -> dict[str, Placed]:
    pen.title(table.title)
    size = pen.formats.size - 0.5
    if table.frame.empty:
        pen.paragraph(table.when_empty, NOTE_LINE, pen.formats.size, font_color=QUIET, italic=True)
        pen.skip()
        return {}
    if table.note:
        pen.paragraph(table.note, FACT_LINE, size, font_color=QUIET)
    placed = draw_table(
        pen.sheet,
        table,
        pen.plan.cells[table.name],
        name=name,
        row=pen.row,
        left=LEFT,
        widths=pen.plan.widths,
        formats=pen.formats,
        charted=charted,
    )
    pen.row = placed.last + 1
    pen.skip()
    return {table.name: placed}


def _charts(pen: _Pen, charts: list[Chart]) -> Iterator[Spot]:
    """Keep room for one or two charts, each half as wide as the page."""
    pen.skip()
    width = (pen.plan.page - CHART_GAP) // 2
    height = CHART_ROWS * ROW - 6
    for at, chart in enumerate(charts):
        yield Spot(chart, pen.row, at * (width + CHART_GAP), width, height)
    pen.row += CHART_ROWS
