"""How wide text is, in pixels: column widths that fit, and how many lines a paragraph takes."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from leadbook.render.formats import is_text

if TYPE_CHECKING:
    from leadbook.language.messages import Language
    from leadbook.render.cells import Cells
    from leadbook.report.model import Column, Kind

__all__ = ["column_width", "header_lines", "lines", "text_width"]

PIXELS_PER_POINT: dict[Language, float] = {"en": 0.66, "fa": 0.74}
"""Of a character of a name or a number; the letters and spaces of a sentence take less."""
PROSE = 0.87
PADDING = 20
FILTER_BUTTON = 18
WIDEST_TEXT = 300
NARROWEST = 62
DECIMALS: dict[Kind, int] = {"number": 1, "days": 1, "percent": 1}
FIXED: dict[Kind, int] = {"date": 10, "datetime": 16}


def text_width(text: str, size: float, language: Language) -> float:
    """Estimate the pixels of a text in the report's font at a size in points."""
    wide = sum(character.isupper() or character in "MW@%" for character in text)
    return (len(text) + 0.25 * wide) * size * PIXELS_PER_POINT[language]


def lines(text: str, width: float, size: float, language: Language) -> int:
    """Count the lines that a paragraph takes in a width in pixels, at least one."""
    # Words do not break, so a line is on average a little shorter than its width.
    usable = max(width - PADDING, 1) * 0.95
    return sum(
        max(1, ceil(text_width(part, size, language) * PROSE / usable)) for part in text.split("\n")
    )


def column_width(column: Column, cells: Cells, size: float, language: Language) -> int:
    """Give the width in pixels that fits a column's header and cells; long text is cut short."""
    if column.width is not None:
        return round(column.width * size * PIXELS_PER_POINT[language]) + PADDING
    body = text_width(_longest(column.kind, cells), size, language)
    if is_text(column.kind):
        body = min(body, WIDEST_TEXT)
    return max(NARROWEST, round(max(body, _header(column.title, size, language))) + PADDING)


def header_lines(title: str, width: int, size: float, language: Language) -> int:
    """Count the lines that a header takes beside its filter button."""
    return lines(title, width - FILTER_BUTTON, size, language)


def _header(title: str, size: float, language: Language) -> float:
    """A header wraps: it needs its longest word, and two lines if it is long."""
    words = title.split() or [""]
    longest = max(text_width(word, size, language) for word in words)
    whole = text_width(title, size, language)
    return max(longest, whole / 2 if whole > 90 else min(whole, 90)) * 1.08 + FILTER_BUTTON


def _longest(kind: Kind, cells: Cells) -> str:
    if kind in FIXED:
        return "0" * FIXED[kind]
    if is_text(kind):
        return max(cells.texts, key=len, default="")
    places = DECIMALS.get(kind, 0)
    scale = 100 if kind == "percent" else 1
    ends = (min(cells.numbers, default=0), max(cells.numbers, default=0))
    return max((f"{end * scale:,.{places}f}" for end in ends), key=len) + (
        "%" if kind == "percent" else ""
    )
