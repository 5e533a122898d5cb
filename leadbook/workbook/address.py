"""Cell addresses: letters to numbers and back."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Area", "area_of", "letters_of", "number_of", "reference_of"]

_AREA = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d+)(?::\$?([A-Za-z]{1,3})\$?(\d+))?")


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells; rows and columns from 1, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


def letters_of(column: int) -> str:
    """Give the letters of a column.

    >>> letters_of(1), letters_of(26), letters_of(27), letters_of(16384)
    ('A', 'Z', 'AA', 'XFD')
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def number_of(letters: str) -> int:
    """Give the number of a column.

    >>> number_of("A"), number_of("xfd")
    (1, 16384)
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def area_of(reference: str) -> Area | None:
    """Read a reference such as ``B3:F20``; ``None`` where it is none.

    >>> area_of("B3:F20")
    Area(top=3, left=2, bottom=20, right=6)
    """
    match = _AREA.fullmatch(reference)
    if match is None:
        return None
    left, top, right, bottom = match.groups()
    return Area(
        int(top),
        number_of(left),
        int(bottom or top),
        number_of(right) if right else number_of(left),
    )


def reference_of(area: Area) -> str:
    """Write the reference of an area.

    >>> reference_of(Area(3, 2, 20, 6)), reference_of(Area(3, 2, 3, 2))
    ('B3:F20', 'B3')
    """
    first = f"{letters_of(area.left)}{area.top}"
    last = f"{letters_of(area.right)}{area.bottom}"
    return first if first == last else f"{first}:{last}"
