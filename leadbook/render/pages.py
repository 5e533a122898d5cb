"""Pages: breaks that keep a chart whole and a title with its table when a sheet is printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["MARGINS", "Part", "page_breaks", "page_height"]

A4_INCHES = (8.27, 11.69)
MARGINS = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6}
PIXELS_PER_INCH = 96
LITTLE = 0.4
CAUTION = 0.97
"""Programs disagree about heights by a little; a page is taken for somewhat shorter than it is."""


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that belong together: the first `kept` always, the others if that wastes little."""

    first: int
    last: int
    kept: int


def page_height(width: float, *, portrait: bool) -> float:
    """Give the pixels of a sheet that one page holds when its width is fitted to the page.

    >>> round(page_height(1400, portrait=False))
    894
    """
    across, down = A4_INCHES if portrait else A4_INCHES[::-1]
    across -= MARGINS["left"] + MARGINS["right"]
    down -= MARGINS["top"] + MARGINS["bottom"]
    scale = min(1.0, across * PIXELS_PER_INCH / width)
    return down * PIXELS_PER_INCH / scale * CAUTION


def page_breaks(
    parts: Iterable[Part], height: Callable[[int], float], page: float, repeated: float
) -> list[int]:
    """Give the rows before which a new page begins, so that no part is cut without need.

    Args:
        parts: All parts of the sheet from the top down, without gaps.
        height: Pixels of a row.
        page: Pixels of a page.
        repeated: Pixels that the repeated rows take from every page after the first.

    >>> page_breaks([Part(0, 4, 5), Part(5, 9, 5)], lambda row: 10, 80, 0)
    [5]
    """
    breaks: list[int] = []
    left, next_page = page, page - repeated
    for part in parts:
        rows = [height(row) for row in range(part.first, part.last + 1)]
        needed = sum(rows[: part.kept])
        if left < page * LITTLE and sum(rows) <= next_page:
            needed = sum(rows)
        if needed > left and part.first > 0:
            breaks.append(part.first)
            left = next_page
        for pixels in rows:
            left = left - pixels if pixels <= left else next_page - pixels
    return breaks
