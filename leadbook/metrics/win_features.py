"""What the win models see of a lead: each column as a few levels, blank as one of its own."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from leadbook.language.jalali import from_dates
from leadbook.metrics.columns import moments, numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from leadbook.metrics.months import Calendar

__all__ = ["Feature", "features_of", "pooled", "stage_feature"]

BLANK = 0
BINS = 8
ONLY_FEW = 12
"""So many different numbers are levels as they are; more are put into bins."""
RARE, RARE_SHARE = 5, 0.01
MOST_LEVELS = 400
MOSTLY_DIFFERENT = 0.5
A_YEAR = 365

Shape = Literal["label", "range", "month", "days", "stage"]


@dataclass(frozen=True, slots=True)
class Feature:
    """One column as levels.

    Attributes:
        column: Name of the column.
        shape: What the levels are: labels, ranges of a number, months of the year, ranges of days
            after creation, or stages.
        codes: The level of each lead; 0 is blank.
        levels: What each code from 1 on stands for; for ranges the (low, high) of
            each, or the number itself where there are few.
        rare: Levels that too few closed deals have to be judged alone.
    """

    column: str
    shape: Shape
    codes: NDArray[np.intp]
    levels: tuple[object, ...]
    rare: frozenset[int] = frozenset()

    @property
    def size(self) -> int:
        """Number of codes, the blank and one for all rare values included."""
        return len(self.levels) + 2


def features_of(
    leads: pd.DataFrame,
    columns: Iterable[str],
    closed: NDArray[np.bool_],
    calendar: Calendar = "gregorian",
) -> tuple[Feature, ...]:
    """Turn columns into levels, learned from the closed deals alone.

    Labels are levels as they are, numbers up to eight bins of as many closed deals each, the
    creation its month (of books that span a year), other dates days after creation in bins. A
    column that is blank or the same throughout, or different nearly everywhere, is left out.

    Args:
        leads: One row a lead.
        columns: Which columns.
        closed: Which leads are closed.
        calendar: Whose months the months of creation are.
    """
    made = (
        _months(leads, closed, calendar)
        if column == "created_at"
        else _feature(leads, column, closed)
        for column in columns
    )
    return tuple(feature for feature in made if feature is not None)


def stage_feature(place: NDArray[np.intp], stages: tuple[str, ...]) -> Feature:
    """Give the stage as a feature.

    Args:
        place: Place of each case's stage; -1 unknown.
        stages: Names of the stages in order.

    >>> stage_feature(np.array([1, -1]), ("New", "Offer")).codes.tolist()
    [2, 0]
    """
    return Feature("stage", "stage", place + 1, stages)


def pooled(feature: Feature, codes: NDArray[np.intp]) -> NDArray[np.intp]:
    """Give codes with all rare levels as one level, the last.

    >>> source = Feature("source", "label", np.array([1, 2]), ("web", "fax"), frozenset({2}))
    >>> pooled(source, source.codes).tolist()
    [1, 3]
    """
    table = np.arange(feature.size)
    table[list(feature.rare)] = feature.size - 1
    return np.asarray(table[codes], dtype=np.intp)


def _feature(leads: pd.DataFrame, column: str, closed: NDArray[np.bool_]) -> Feature | None:
    values = leads[column]
    if pd.api.types.is_datetime64_dtype(values.dtype):
        days = (moments(leads, column) - moments(leads, "created_at")) / np.timedelta64(1, "D")
        return _ranges(column, "days", days, closed)
    if pd.api.types.is_bool_dtype(values.dtype) or not pd.api.types.is_numeric_dtype(values.dtype):
        return _labels(column, values, closed)
    return _ranges(column, "range", numbers(leads, column), closed)


def _months(leads: pd.DataFrame, closed: NDArray[np.bool_], calendar: Calendar) -> Feature | None:
    """Give the calendar month of creation, which tells a season only where there is a year."""
    at = moments(leads, "created_at")
    known = at[closed & ~np.isnat(at)]
    if not known.size or (known.max() - known.min()) / np.timedelta64(1, "D") < A_YEAR:
        return None
    day = np.where(np.isnat(at), known[0], at).astype("datetime64[D]")
    month = day.astype("datetime64[M]").astype(np.int64) % 12 + 1
    if calendar == "jalali":
        month = from_dates(day)[1].astype(np.int64)
    codes = np.where(np.isnat(at), BLANK, month).astype(np.intp)
    return _useful("created_at", "month", codes, range(1, 13), closed)


def _ranges(
    column: str, shape: Shape, values: NDArray[np.float64], closed: NDArray[np.bool_]
) -> Feature | None:
    known = values[closed & ~np.isnan(values)]
    distinct = np.unique(known)
    if len(distinct) <= ONLY_FEW:
        edges, levels = distinct[1:], distinct.tolist()
    else:
        inner = np.linspace(0, 1, BINS + 1)[1:-1]
        edges = np.unique(np.quantile(known, inner, method="higher"))
        edges = edges[edges > distinct[0]]
        levels = list(pairwise([-np.inf, *edges.tolist(), np.inf]))
    codes = np.where(np.isnan(values), BLANK, np.searchsorted(edges, values, side="right") + 1)
    return _useful(column, shape, codes.astype(np.intp), levels, closed)


def _labels(column: str, values: pd.Series, closed: NDArray[np.bool_]) -> Feature | None:
    kept = values.array if isinstance(values.dtype, pd.CategoricalDtype) else None
    if kept is None:
        codes, distinct = pd.factorize(values)
        levels = list(distinct)
    else:
        codes, levels = kept.codes, list(kept.categories)
    used = np.unique(codes[closed & (codes >= 0)])
    filled = int((closed & (codes >= 0)).sum())
    if len(used) > MOST_LEVELS or len(used) > max(ONLY_FEW, MOSTLY_DIFFERENT * filled):
        return None
    # Only values of closed deals are levels; what only open deals have counts as rare.
    place = np.full(len(levels) + 1, len(used) + 1, dtype=np.intp)
    place[used], place[-1] = np.arange(1, len(used) + 1), BLANK
    names = [levels[code] for code in used.tolist()]
    return _useful(column, "label", place[codes], names, closed)


def _useful(
    column: str,
    shape: Shape,
    codes: NDArray[np.intp],
    levels: Iterable[object],
    closed: NDArray[np.bool_],
) -> Feature | None:
    names = tuple(levels)
    count = np.bincount(codes[closed], minlength=len(names) + 2)
    if (count > 0).sum() < 2 or not count[1:].any():
        return None
    least = max(RARE, RARE_SHARE * closed.sum()) if shape == "label" else 1
    rare = frozenset((np.flatnonzero(count[1:-1] < least) + 1).tolist())
    return Feature(column, shape, codes.astype(np.intp), names, rare)
