"""A column of a frame as cells: distinct values and which of them each row holds.

Both ways of writing a sheet, cell by cell and in bulk, start from these, so they agree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeGuard, cast

import numpy as np
import pandas as pd

from leadbook.render.formats import is_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from leadbook.report.model import Kind

__all__ = ["LONGEST_TEXT", "Cells", "cells", "clean_text", "looks_like_formula"]

LONGEST_TEXT = 32_767
EXCEL_EPOCH = np.datetime64("1899-12-30", "us")
DAY = np.timedelta64(1, "D")
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
UNWRITABLE_OR_CR = re.compile(UNWRITABLE.pattern[:-1] + "\r]")


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one column.

    Attributes:
        codes: For each row the position of its value, -1 where the cell is blank.
        values: The distinct values: all text, or all numbers (dates as Excel's serial days).
    """

    codes: NDArray[np.intp]
    values: Sequence[str] | Sequence[float]

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def texts(self) -> Sequence[str]:
        """The distinct values where they are text, else none."""
        return self.values if _are_texts(self.values) else ()

    @property
    def numbers(self) -> Sequence[float]:
        """The distinct values where they are numbers, else none."""
        return () if _are_texts(self.values) else cast("Sequence[float]", self.values)

    def at(self, row: int) -> str | float | None:
        """Give the value of one row, ``None`` where it is blank."""
        code = self.codes[row]
        return None if code < 0 else self.values[code]


def _are_texts(values: Sequence[str] | Sequence[float]) -> TypeGuard[Sequence[str]]:
    return bool(values) and isinstance(values[0], str)


def cells(column: pd.Series, kind: Kind) -> Cells:
    """Turn a column into cells of a kind; what is missing, NaN or infinite is blank.

    >>> cells(pd.Series([1.5, None, 1.5]), "days")
    Cells(codes=array([ 0, -1,  0]), values=[1.5])
    """
    if is_text(kind):
        return _texts(column)
    if kind in {"date", "datetime"}:
        return _numbers(_serials(column, whole=kind == "date"))
    numbers = pd.to_numeric(column, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    return _numbers(numbers)


def clean_text(text: str) -> str:
    r"""Make a text that Excel can hold: no control characters, no more than 32,767 characters.

    >>> clean_text("a\x00b\r\nc")
    'a\ufffdb\nc'
    """
    tidy = UNWRITABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    if len(tidy) * 2 <= LONGEST_TEXT:
        return tidy
    return _shortened(tidy)


def looks_like_formula(text: str) -> bool:
    """Tell whether Excel would take a text for a formula once a person edits the cell.

    >>> looks_like_formula("=SUM(A1)"), looks_like_formula("a=b")
    (True, False)
    """
    return text.startswith(("=", "+", "-", "@", "\t"))


def _shortened(text: str) -> str:
    """Cut a text to Excel's limit, which counts UTF-16 units, and show it by an ellipsis."""
    units = text.encode("utf-16-le")
    if len(units) <= LONGEST_TEXT * 2:
        return text
    return units[: (LONGEST_TEXT - 1) * 2].decode("utf-16-le", errors="ignore") + "…"


def _texts(column: pd.Series) -> Cells:
    codes, known = pd.factorize(column)
    texts = [value if isinstance(value, str) else _as_text(value) for value in known]
    if _needs_cleaning(texts):
        texts = [clean_text(text) for text in texts]
    blank = np.array([not text for text in texts] + [True])
    return Cells(np.where(blank[codes], -1, codes).astype(np.intp), texts)


def _needs_cleaning(texts: list[str]) -> bool:
    """Look at all texts at once: nearly always none of them needs any care."""
    longest = max(map(len, texts), default=0)
    return bool(UNWRITABLE_OR_CR.search("".join(texts))) or longest * 2 > LONGEST_TEXT


def _as_text(value: object) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _numbers(values: NDArray[np.float64]) -> Cells:
    codes, known = pd.factorize(np.where(np.isfinite(values), values, np.nan))
    numbers: list[float] = known.tolist()
    # 3.0 is written as 3, so that the file says what a person would.
    for at in np.flatnonzero((known == np.rint(known)) & (np.abs(known) < 1e15)).tolist():
        numbers[at] = int(numbers[at])
    return Cells(codes.astype(np.intp), numbers)


def _serials(column: pd.Series, *, whole: bool) -> NDArray[np.float64]:
    """Count days as Excel does; a date before 1900, which Excel cannot show, is blank."""
    # pandas would look each moment up once more in a column that holds nothing else already.
    read = column if column.dtype.kind == "M" else pd.to_datetime(column)
    moments = read.to_numpy(dtype="datetime64[us]")
    if whole:
        moments = moments.astype("datetime64[D]").astype("datetime64[us]")
    days = (moments - EXCEL_EPOCH) / DAY
    # A millionth of a day is a tenth of a second: more digits are only noise of the division.
    return np.where(np.isnat(moments) | (days < 1), np.nan, np.round(days, 9))
