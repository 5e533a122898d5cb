"""New ids for leads, in the pattern of those that the book has: L-0401 after L-0400."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from leadbook.language.text import is_blank, latin_digits, persian_digits, plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

__all__ = ["id_key", "new_ids"]

_NUMBERED = re.compile(r"(.*?)(\d{1,18})(\D*)", re.DOTALL)


def id_key(cell: object) -> str:
    """Give the text by which leads are joined; the digits of an id are those of any script.

    >>> id_key(17.0), id_key(" L-۰۱ ")
    ('17', 'L-01')
    """
    return latin_digits(plain(cell)).strip()


def new_ids(model: Sequence[object], taken: Collection[str]) -> Iterator[str | float]:
    """Give ids that nothing bears yet: the pattern that most of `model` has, counted on.

    Where fewer than half of them have one pattern, the new ids are plain numbers. They are numbers
    where those of the model are, else texts.

    Args:
        model: The ids of the book, as its cells hold them.
        taken: The keys of all ids that somebody bears; see `id_key`.

    >>> ids = new_ids(["L-0399", "L-0400", "vip"], {"L-0399", "L-0400", "vip", "L-0401"})
    >>> next(ids), next(ids)
    ('L-0402', 'L-0403')
    >>> next(new_ids([7.0, 9.0], {"7", "9"}))
    10.0
    """
    ids = [cell for cell in model if not is_blank(cell)]
    prefix, suffix, width = _pattern([id_key(cell) for cell in ids])
    is_number = all(isinstance(cell, int | float) for cell in ids) and not prefix + suffix
    is_persian = any(plain(cell) != latin_digits(plain(cell)) for cell in ids)
    matches = (_NUMBERED.fullmatch(key) for key in taken)
    numbers = [int(m[2]) for m in matches if m and (m[1], m[3]) == (prefix, suffix)]
    number = max(numbers, default=0)
    while True:
        number += 1
        text = f"{prefix}{number:0{width}d}{suffix}"
        yield float(number) if is_number else persian_digits(text) if is_persian else text


def _pattern(keys: Sequence[str]) -> tuple[str, str, int]:
    """What stands before and after the number of most ids, and how wide the numbers are."""
    found = [match for match in map(_NUMBERED.fullmatch, keys) if match]
    counts = Counter((match[1], match[3]) for match in found)
    if not counts:
        return "", "", 1
    (around, count), *_ = counts.most_common(1)
    if 2 * count < len(keys):
        return "", "", 1
    padded = [len(m[2]) for m in found if (m[1], m[3]) == around and m[2].startswith("0")]
    return *around, max(padded, default=1)
