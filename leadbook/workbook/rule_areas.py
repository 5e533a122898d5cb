"""Where drop-downs and conditional formats of a sheet hold, when a table on it grows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from leadbook.workbook.address import area_of, letters_of

if TYPE_CHECKING:
    from leadbook.workbook.address import Area

__all__ = ["grown_areas"]


def grown_areas(areas: str, new: Area, last: int) -> str:
    """Let a rule for the last row of a table hold for the new rows below it, too, as Excel does.

    A rule for one row alone is about that row and stays, and so does one that reaches beside the
    table without being one for whole rows.

    Args:
        areas: The rule's areas, between spaces.
        new: Where the new rows stand, in the columns of the table.
        last: Number of the table's last row so far.

    >>> from leadbook.workbook.address import Area
    >>> grown_areas("B2:B9 D2:D8 A9", Area(10, 1, 12, 4), 9)
    'B2:B12 D2:D8 A9'
    """
    return " ".join(_grown(each, new, last) for each in areas.split())


def _grown(reference: str, new: Area, last: int) -> str:
    area = area_of(reference)
    if area is None or not area.top < last <= area.bottom < new.bottom:
        return reference
    inside = new.left <= area.left and area.right <= new.right
    across = area.left <= new.left and new.right <= area.right
    if not (inside or across):
        return reference
    grown = replace(area, bottom=new.bottom)
    return f"{letters_of(grown.left)}{grown.top}:{letters_of(grown.right)}{grown.bottom}"
