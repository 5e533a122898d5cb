"""Any cell value → number: what people type where a number belongs.

Guessing is left out: a text that could mean two numbers is bad, and the caller lists it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, SupportsFloat

import numpy as np

from leadbook.language.text import is_blank, tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["Numbers", "to_number", "to_numbers"]

# The currency word says in which unit the writer thought; the book's setting decides, not the cell.
_CURRENCY = (
    "تومان", "تومن", "ریال", "ريال", "درهم", "دلار", "یورو", "تومانی",
    "tomans", "toman", "rials", "rial", "dollars", "dollar", "euros", "euro",
    "irr", "irt", "usd", "eur", "gbp", "aed", "try", "$", "€", "£", "¥", "₹", "₺", "﷼",
)  # fmt: skip
_UNIT = "|".join(map(re.escape, sorted(_CURRENCY, key=len, reverse=True)))
_SIGNS = str.maketrans({"٫": ".", "٪": "%", "\u2019": "'"})
_TEXT = re.compile(
    rf"""(?P<open>\()?\s*
    (?P<sign>[+-])?\s*
    (?:{_UNIT})?\s*
    (?P<percent>%)?\s*
    (?P<late_sign>[+-])?\s*
    (?P<digits>\d{{1,3}}(?:(?P<group>[,٬،'\s])\d{{3}})(?:(?P=group)\d{{3}})*(?:\.\d*)?
      |\d{{1,3}}(?:(?P<wide>[./])\d{{3}})(?:(?P=wide)\d{{3}})+
      |\d+(?:\.\d*)?(?:[eE][+-]?\d+)?
      |\.\d+)\s*
    (?P<percent_after>%)?\s*
    (?:{_UNIT})?\s*
    (?P<trailing_sign>-)?\s*
    (?P<close>\))?""",
    re.VERBOSE | re.IGNORECASE,
)
_SIGN_GROUPS = ("sign", "late_sign", "trailing_sign")


@dataclass(frozen=True, slots=True)
class Numbers:
    """Cells as numbers: ``values`` (NaN where blank or bad) and which cells are ``bad``."""

    values: NDArray[np.float64]
    bad: NDArray[np.bool_]


def to_numbers(values: Sequence[object] | NDArray[np.generic]) -> Numbers:
    """Read cells as numbers; blanks are NaN, and bad is what is neither blank nor a finite number.

    Takes numbers and texts with Persian or Arabic digits, thousands signs in groups of three (a
    point or a slash is one where it stands twice), a decimal point, a currency word or sign, a
    percent sign (÷ 100), a leading or trailing sign, and parentheses for negatives. Truth values,
    dates and infinities are bad.

    >>> to_numbers(["۱٬۲۳۴٫۵ تومان", "(1,200)", "12%", None, "about 5"]).values.tolist()
    [1234.5, -1200.0, 0.12, nan, nan]
    >>> to_numbers(["5", "five", None, True]).bad
    array([False,  True, False,  True])
    """
    if isinstance(values, np.ndarray) and values.dtype.kind in "fiu":
        return _finite(values.astype(np.float64))
    cells = values.tolist() if isinstance(values, np.ndarray) else list(values)
    if set(map(type, cells)) <= {float, int, type(None)}:
        try:
            return _finite(np.array(cells, dtype=np.float64))
        except OverflowError:  # an integer of more than 308 digits
            pass
    known: dict[str, float | None] = {}
    read = [_read(cell, known) for cell in cells]
    bad = np.array([number is None for number in read], dtype=bool)
    return Numbers(np.array(read, dtype=np.float64), bad)


def to_number(value: object) -> float | None:
    """Read one cell as a number; ``None`` for a blank and for what is no number.

    >>> to_number("۲۵۰ هزار"), to_number("$1,999.90")
    (None, 1999.9)
    """
    number = to_numbers([value]).values[0]
    return None if np.isnan(number) else float(number)


def _finite(values: NDArray[np.float64]) -> Numbers:
    bad = np.isinf(values)
    return Numbers(np.where(bad, np.nan, values) if bad.any() else values, bad)


def _read(cell: object, known: dict[str, float | None]) -> float | None:
    """NaN for a blank, ``None`` for a bad cell; texts are parsed once each."""
    if isinstance(cell, str):
        if cell not in known:
            known[cell] = _parse(cell)
        return known[cell]
    if is_blank(cell):
        return np.nan
    if isinstance(cell, (bool, np.bool_)) or not isinstance(cell, (int, float, Decimal, np.number)):
        return None
    return _finite_or_none(cell)


def _parse(text: str) -> float | None:
    if is_blank(text):
        return np.nan
    match = _TEXT.fullmatch(tidy(text).translate(_SIGNS))
    if match is None or bool(match["open"]) != bool(match["close"]):
        return None
    signs = [match[name] for name in _SIGN_GROUPS if match[name]]
    if len(signs) + bool(match["open"]) > 1 or (match["percent"] and match["percent_after"]):
        return None
    number = float(match["digits"].replace(match["group"] or match["wide"] or ",", ""))
    if match["percent"] or match["percent_after"]:
        number /= 100
    return _finite_or_none(-number if "-" in signs or match["open"] else number)


def _finite_or_none(value: SupportsFloat) -> float | None:
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if np.isfinite(number) else None
