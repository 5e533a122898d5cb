"""How the starter book looks: the report's own palette, so that both are one book."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from leadbook.render.palette import BAND, LINE, QUIET, TONES, WHITE

if TYPE_CHECKING:
    from collections.abc import Mapping

    import xlsxwriter
    from xlsxwriter.format import Format

    from leadbook.report.model import Tone
    from leadbook.starter.template import Cell, Column, Need
    from leadbook.starter.words import Words

__all__ = ["Looks"]

HEADERS: Mapping[Need, tuple[str, str]] = {
    "needed": (BAND, WHITE),
    "useful": ("#6C87A3", WHITE),
    "worked out": ("#D9E4F0", BAND),
}
"""Fill and ink of a header: the more a column is needed, the darker it is."""

NUMBERS: frozenset[Cell] = frozenset({"money", "integer", "percent"})
DATES: frozenset[Cell] = frozenset({"date", "datetime"})


class Looks:
    """The formats of one book."""

    def __init__(self, workbook: xlsxwriter.Workbook, words: Words) -> None:
        self._workbook = workbook
        self._words = words
        self.header = cache(self._header)
        self.cell = cache(self._cell)
        self.tone = cache(self._tone)

    def prose(self, **properties: Any) -> Format:
        """Dress a cell of the first sheet."""
        flow = {"text_wrap": True, "valign": "top", "font_color": BAND, **self._start()}
        return self._format({**flow, **properties})

    def _header(self, column: Column) -> Format:
        """Dress a column's header by how much it is needed, placed as its cells are."""
        fill, ink = HEADERS[column.need]
        box = {"bg_color": fill, "font_color": ink, "right": 1, "right_color": WHITE}
        flow = {"bold": True, "valign": "vcenter", "text_wrap": True}
        return self._format({**box, **flow, **self._placed(column.cell)})

    def _cell(self, cell: Cell) -> Format:
        """Dress a cell by what it holds."""
        line = {"bottom": 1, "bottom_color": LINE, "valign": "vcenter"}
        return self._format({**line, **self._placed(cell), **self._shape(cell)})

    def _tone(self, tone: Tone) -> Format:
        """Dress a cell whose word is good or bad news: a change of colours only."""
        shades = TONES[tone]
        return self._workbook.add_format({"font_color": shades.text, "bg_color": shades.fill})

    def _shape(self, cell: Cell) -> Mapping[str, object]:
        text = self._words.text
        shapes: dict[Cell, dict[str, object]] = {
            "code": {"num_format": "@", "reading_order": 1},
            "wrapped": {"text_wrap": True, "font_color": QUIET},
            "date": {"num_format": text["date_format"]},
            "datetime": {"num_format": text["datetime_format"]},
            "money": {"num_format": text["money_format"]},
            "integer": {"num_format": text["money_format"]},
            "percent": {"num_format": text["percent_format"]},
            "any": {"text_wrap": True},
        }
        return shapes.get(cell, {})

    def _placed(self, cell: Cell) -> Mapping[str, object]:
        if cell in DATES:
            return {"align": "center"}
        return self._end() if cell in NUMBERS else self._start()

    def _start(self) -> Mapping[str, object]:
        if self._words.right_to_left:
            return {"reading_order": 2, "align": "right", "indent": 1}
        return {"align": "left", "indent": 1}

    def _end(self) -> Mapping[str, object]:
        return {"align": "left" if self._words.right_to_left else "right", "indent": 1}

    def _format(self, properties: Mapping[str, object]) -> Format:
        font = {"font_name": self._words.text["font"], "font_size": self._words.text["font_size"]}
        return self._workbook.add_format({**font, **properties})
