"""The cells of one fact, seen as numbers, dates, flags or text, whichever a rule asks for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from leadbook.language.dates import to_datetimes
from leadbook.language.flags import to_flags
from leadbook.language.numbers import to_numbers
from leadbook.language.text import fold_all, is_blank

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["FactCells"]


@dataclass(frozen=True)
class FactCells:
    """One column of facts; each view is made when first asked for.

    Attributes:
        raw: The cells: float64, datetime64[us] or objects.
    """

    raw: NDArray[Any]

    @classmethod
    def of(cls, column: pd.Series[Any] | pd.Index[Any]) -> FactCells:
        """Take the cells of any pandas column or index of categories."""
        if pd.api.types.is_datetime64_dtype(column.dtype):
            return cls(column.to_numpy().astype("datetime64[us]"))
        is_flag = pd.api.types.is_bool_dtype(column.dtype)
        if pd.api.types.is_numeric_dtype(column.dtype) and not is_flag:
            return cls(column.to_numpy(dtype=np.float64, na_value=np.nan))
        return cls(column.to_numpy(dtype=object))

    @property
    def is_text(self) -> bool:
        """Whether cells may be words, as opposed to a column of numbers or dates."""
        return self.raw.dtype == object

    @property
    def is_date(self) -> bool:
        """Whether the column holds dates only."""
        return self.raw.dtype.kind == "M"

    @cached_property
    def blank(self) -> NDArray[np.bool_]:
        """Which cells hold nothing."""
        if self.is_text:
            return np.array([is_blank(cell) for cell in self.raw], dtype=bool)
        missing: NDArray[np.bool_] = np.isnat(self.raw) if self.is_date else np.isnan(self.raw)
        return missing

    @cached_property
    def numbers(self) -> NDArray[np.float64]:
        """Cells as numbers, NaN where they are none."""
        if self.is_date:
            return np.full(self.raw.shape, np.nan)
        return to_numbers(self.raw).values

    @cached_property
    def dates(self) -> NDArray[np.datetime64]:
        """Cells as dates, NaT where they are none."""
        return to_datetimes(self.raw).values

    @cached_property
    def flags(self) -> NDArray[np.int8]:
        """Cells as 1 yes, 0 no, -1 neither."""
        if self.is_text:
            return to_flags(self.raw.tolist()).values
        known = np.isin(self.numbers, (0, 1))
        return np.where(known, self.numbers == 1, np.int8(-1)).astype(np.int8)

    @cached_property
    def texts(self) -> NDArray[np.object_]:
        """Cells as folded text."""
        return np.array(fold_all(self.raw.tolist()), dtype=object)
