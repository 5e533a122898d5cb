"""Cells that repeat, as categories: each distinct cell is looked at once, however many rows.

Two writings of one word (case, half space, Arabic ي) are one category, named as it is first
written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from leadbook.language.text import fold, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

__all__ = ["category_of", "coded", "from_codes", "looked_up"]


def coded(cells: Sequence[object] | NDArray[np.object_]) -> tuple[NDArray[np.int64], list[object]]:
    """Number the distinct cells in order of appearance; a blank is -1.

    >>> codes, uniques = coded(["a", None, "b", "a"])
    >>> codes.tolist(), uniques
    ([0, -1, 1, 0], ['a', 'b'])
    """
    array = np.empty(len(cells), dtype=object)
    array[:] = cells
    kinds = set(map(type, cells))
    if bool in kinds and kinds & {int, float}:
        # TRUE and 1 are one key to Python and two values to a person.
        array[:] = [plain(cell) if isinstance(cell, bool) else cell for cell in cells]
    codes, uniques = pd.factorize(array)
    return codes.astype(np.int64, copy=False), list(uniques)


def _in_one_line(texts: Iterable[str]) -> list[str]:
    """Write each text without the spaces around it, and single ones within."""
    return [" ".join(text.split()) for text in texts]


def category_of(
    cells: Sequence[object],
    *,
    key_of: Callable[[str], str] = fold,
    names_of: Callable[[Iterable[str]], list[str]] = _in_one_line,
) -> pd.Categorical:
    """Make a category of what the cells say, as text, in order of appearance.

    Args:
        cells: Cells of one column.
        key_of: Names with one key are one category, called as it is first written.
        names_of: Writes texts as their categories' names.

    >>> category_of(["Nima", "nima ", 12.0, None]).tolist()
    ['Nima', 'Nima', '12', nan]
    """
    codes, uniques = coded(cells)
    texts = [cell if type(cell) is str else plain(cell) for cell in uniques]
    return _grouped(codes, names_of(texts), key_of)


def looked_up(
    cells: Sequence[object], sense: Callable[[str], str | None]
) -> tuple[pd.Categorical, NDArray[np.bool_]]:
    """Make a category of what the cells mean; bad is what means nothing and is no blank."""
    codes, uniques = coded(cells)
    written = [plain(cell).strip() for cell in uniques]
    senses = [sense(word) if word else None for word in written]
    unknown = [bool(word) and not found for word, found in zip(written, senses, strict=True)]
    bad: NDArray[np.bool_] = np.array([*unknown, False], dtype=bool)[codes]
    return _grouped(codes, [found or "" for found in senses], str), bad


def from_codes(codes: NDArray[np.int64], names: Sequence[str]) -> pd.Categorical:
    """Make a category whose names are plain objects under every pandas; -1 is missing."""
    dtype = pd.CategoricalDtype(pd.Index(list(names), dtype=object))
    return pd.Categorical.from_codes(codes, dtype=dtype)


def _grouped(
    codes: NDArray[np.int64], names: Sequence[str], key_of: Callable[[str], str]
) -> pd.Categorical:
    """Join the numbers whose names have one key; an empty key is missing."""
    if key_of is str and len(set(names) - {""}) == len(names):
        return from_codes(codes, names)
    places: dict[str, int] = {}
    kept: list[str] = []
    joined: list[int] = []
    for name in names:
        key = key_of(name)
        if key and key not in places:
            places[key] = len(kept)
            kept.append(name)
        joined.append(places[key] if key else -1)
    return from_codes(np.array([*joined, -1], dtype=np.int64)[codes], kept)
