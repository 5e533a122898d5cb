"""Tiles: headline figures in cells, as cards of equal width."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from leadbook.render.layout import LEFT, cuts, tiles_in_line
from leadbook.render.palette import CARD, QUIET, TONES, WHITE
from leadbook.render.widths import lines

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from leadbook.render.formats import Formats
    from leadbook.render.layout import Plan
    from leadbook.report.model import Tile

__all__ = ["draw_tiles"]

LABEL, VALUE, DETAIL_LINE, GAP = 26, 34, 15, 12
THICK = 5


def draw_tiles(
    sheet: Worksheet, tiles: tuple[Tile, ...], row: int, plan: Plan, formats: Formats
) -> int:
    """Draw tiles from a row down, four or five in a line, and give the next free row."""
    per_line = tiles_in_line(len(tiles))
    for start in range(0, len(tiles), per_line or 1):
        places = cuts(plan.widths[: plan.span], per_line)
        line = tiles[start : start + per_line]
        height = 1
        for tile, (first, last) in zip(line, places, strict=False):
            _draw(sheet, tile, row, LEFT + first, LEFT + last, formats)
            width = sum(plan.widths[first : last + 1])
            height = max(height, lines(tile.detail, width, formats.size - 1, formats.language))
        for at, pixels in enumerate((LABEL, VALUE, DETAIL_LINE * height + 8, GAP)):
            sheet.set_row_pixels(row + at, pixels)
        row += 4
    return row


def _draw(sheet: Worksheet, tile: Tile, row: int, first: int, last: int, formats: Formats) -> None:
    shade = TONES[tile.tone]
    # A thick border in the paper's colour is the gap between two cards. A file's "right" border is
    # the trailing one: right to left, programs draw it on the left.
    card = {"bg_color": CARD, "indent": 1, "align": formats.start}
    card |= {"right": THICK, "right_color": WHITE}
    above = {"top": THICK, "top_color": shade.line, "valign": "bottom"}
    label = formats(**card, **above, font_color=QUIET, bold=True)
    detail = formats(
        **card,
        font_size=formats.size - 1,
        font_color=QUIET,
        text_wrap=True,
        valign="top",
    )
    _put(sheet, row, first, last, tile.label, label)
    _put(sheet, row + 1, first, last, *_value(tile, card, formats))
    _put(sheet, row + 2, first, last, tile.detail, detail)


def _value(
    tile: Tile, card: dict[str, object], formats: Formats
) -> tuple[str | float | datetime, object]:
    colour = TONES[tile.tone].text
    look = card | {"font_size": formats.larger(9), "bold": True, "shrink": True}
    if tile.value is None:
        return "–", formats(**look, font_color=QUIET)
    return tile.value, formats.of_kind(tile.kind, **look, font_color=colour)


def _put(
    sheet: Worksheet,
    row: int,
    first: int,
    last: int,
    value: str | float | datetime,
    shown: object,
) -> None:
    if first < last:
        sheet.merge_range(row, first, row, last, "", shown)
    if isinstance(value, str):
        sheet.write_string(row, first, value, shown)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, first, value, shown)
    else:
        sheet.write_number(row, first, value, shown)
