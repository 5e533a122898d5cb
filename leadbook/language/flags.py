"""Any cell value → yes or no, as people write it in Persian and English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from leadbook.language.text import fold, is_blank

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

__all__ = ["Flags", "to_flag", "to_flags"]

_YES = ("yes", "y", "true", "1", "on", "✓", "✔", "☑", "بله", "بلی", "آری", "دارد", "هست", "است")
_NO = ("no", "n", "false", "0", "off", "✗", "✘", "☐", "خیر", "نه", "ندارد", "نیست")
_WORDS = {fold(word): True for word in _YES} | {fold(word): False for word in _NO}


@dataclass(frozen=True, slots=True)
class Flags:
    """Cells as flags: ``values`` (1 yes, 0 no, -1 blank or bad) and which cells are ``bad``."""

    values: NDArray[np.int8]
    bad: NDArray[np.bool_]


def to_flags(values: Iterable[object]) -> Flags:
    """Read cells as yes or no; a blank is -1, and bad is what is neither.

    >>> flags = to_flags([True, "بله", "No", None, "maybe"])
    >>> flags.values, flags.bad
    (array([ 1,  1,  0, -1, -1], dtype=int8), array([False, False, False, False,  True]))
    """
    cells = list(values)
    read = [to_flag(cell) for cell in cells]
    flags = np.array([-1 if flag is None else flag for flag in read], dtype=np.int8)
    blank = np.array([is_blank(cell) for cell in cells], dtype=bool)
    return Flags(flags, (flags < 0) & ~blank)


def to_flag(value: object) -> bool | None:
    """Read one cell as yes or no; ``None`` for a blank and for what is neither.

    >>> to_flag("ندارد"), to_flag(1.0), to_flag(2.0)
    (False, True, None)
    """
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, str):
        return _WORDS.get(fold(value))
    if isinstance(value, (int, float, np.number)):
        return bool(value) if value in (0, 1) else None
    return None
