"""Profiles: in what the leads that were won differ from those that were lost, value by value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from math import erfc, exp, lgamma, sqrt
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from leadbook.metrics.breakdown import grouped
from leadbook.metrics.columns import flags, numbers
from leadbook.metrics.intervals import Chance, newcombe, wilson
from leadbook.metrics.multiplicity import holm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from leadbook.metrics.intervals import Rate

__all__ = ["Contrast", "Trait", "Value", "compare", "two_shares"]

SURE = 0.05
FEWEST = 5  # a value of fewer decided leads than this is not tested
MOST_VALUES = 50  # the commonest values of a column; a column of names or ids is no trait
DISTINCT = 6  # a number with so few different values is its own classes
LEAK = 0.95  # one value for nearly all of one side and nearly none of the other is the outcome
EXPECTED = 5.0  # below this the exact test, above it the normal one (Cochran 1954)
BIG = 1e-9


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a column: a word, yes or no, a range of numbers (low < x ≤ high), or blank."""

    kind: Literal["word", "flag", "range", "blank"]
    text: str = ""
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Trait:
    """A value that is more common among won than among lost leads, or less.

    Attributes:
        won: Its share among won leads with that column filled; blanks among all won leads.
        lost: The same among lost and junk leads.
        now: The same among the leads that are cold now.
        difference: Won − lost as a fraction, with its interval.
        lift: Won ÷ lost; ``None`` where no lost lead has it.
        p: Holm's adjusted p-value.
    """

    column: str
    value: Value
    won: Rate
    lost: Rate
    now: Rate
    difference: Chance
    lift: float | None
    p: float


@dataclass(frozen=True, slots=True)
class Contrast:
    """What came of the comparison: traits that hold, largest difference first.

    Attributes:
        won: Won leads compared.
        lost: Lost and junk leads compared.
        now: Leads that are cold now.
        tested: How many values were tested.
        leaks: Columns that tell the outcome itself, and were left out.
    """

    won: int
    lost: int
    now: int
    tested: int
    traits: tuple[Trait, ...]
    leaks: tuple[str, ...]


@dataclass(frozen=True)
class _Classes:
    """A column as classes: the class of each lead (-1 is blank), and what the classes are."""

    column: str
    place: NDArray[np.intp]
    values: list[Value]


def compare(
    leads: pd.DataFrame,
    columns: Sequence[str],
    *,
    won: NDArray[np.bool_],
    lost: NDArray[np.bool_],
    now: NDArray[np.bool_],
) -> Contrast:
    """Find the values whose share differs between won and lost leads, by more than chance.

    Each value is tested against all others of its column among the leads where it is filled, a
    blank against filled; by the chi-square test of two shares, or Fisher's exact test where a
    count below 5 is expected. The p-values of all values of all columns are adjusted together by
    Holm's method (Scandinavian Journal of Statistics 1979): the chance that even one difference
    is named that is none is at most 5 %.

    Args:
        leads: The leads; categories, flags and numbers are compared, other columns are not.
        columns: Columns that are known before the outcome.
        won: Which leads are won.
        lost: Which are lost or junk.
        now: Which are cold now; their shares are shown beside.
    """
    sides = np.select([won, lost, now], [0, 1, 2], 3)
    traits: list[Trait] = []
    leaks: list[str] = []
    for column in columns:
        found = _traits(_classes(leads, column, sides < 2), sides)
        if any(_is_outcome(trait) for trait in found):
            leaks.append(column)
        else:
            traits += found
    held = [
        replace(trait, p=p)
        for trait, p in zip(traits, holm([trait.p for trait in traits]).tolist(), strict=True)
        if p <= SURE
    ]
    held.sort(key=lambda trait: -abs(trait.difference.p or 0.0))
    n = np.bincount(sides, minlength=4).tolist()
    return Contrast(n[0], n[1], n[2], len(traits), tuple(held), tuple(leaks))


def _classes(leads: pd.DataFrame, column: str, decided: NDArray[np.bool_]) -> _Classes:
    kind = leads[column].dtype
    if pd.api.types.is_bool_dtype(kind):
        known = flags(leads, column)
        place = np.where(np.isnan(known), -1, known).astype(np.intp)
        return _Classes(column, place, [Value("flag", "no"), Value("flag", "yes")])
    if pd.api.types.is_numeric_dtype(kind):
        return _ranges(column, numbers(leads, column), decided)
    if not isinstance(kind, pd.CategoricalDtype):
        return _Classes(column, np.full(len(leads), -1, dtype=np.intp), [])
    place, texts = grouped(leads, column)
    blank = texts.index("") if "" in texts else -1
    # A blank lies behind the values, as -1 does.
    shift = np.array([*(-1 if i == blank else i - (0 <= blank < i) for i in range(len(texts)))])
    values = [Value("word", text) for text in texts if text]
    return _Classes(column, shift[place] if len(texts) else place, values)


def _ranges(column: str, known: NDArray[np.float64], decided: NDArray[np.bool_]) -> _Classes:
    """Cut numbers at the quartiles of the decided leads; a few different numbers stay as they are.

    A quartile that many leads share makes one cut only.
    """
    seen = known[decided & ~np.isnan(known)]
    distinct = np.unique(seen)
    if distinct.size <= DISTINCT:
        cuts = distinct[:-1]
        values = [Value("range", low=float(x), high=float(x)) for x in distinct]
    else:
        cuts = np.unique(np.percentile(seen, [25, 50, 75]))
        ends = [None, *cuts.tolist(), None]
        values = [Value("range", low=a, high=b) for a, b in pairwise(ends)]
    place = np.searchsorted(cuts, known, side="left").astype(np.intp)
    return _Classes(column, np.where(np.isnan(known), -1, place), values)


def _traits(classes: _Classes, sides: NDArray[np.intp]) -> list[Trait]:
    """Compare each value that enough decided leads have; p is not yet adjusted."""
    k = len(classes.values)
    place = np.where(classes.place < 0, k, classes.place)
    count = np.bincount(sides * (k + 1) + place, minlength=4 * (k + 1)).reshape(4, k + 1)
    everyone, filled = count.sum(axis=1), count[:, :k].sum(axis=1)
    decided = count[:2].sum(axis=0)
    often = np.argsort(-decided[:k], kind="stable")[:MOST_VALUES]
    tested = [(classes.values[at], count[:3, at], filled[:3]) for at in often.tolist()]
    if k:
        tested.append((Value("blank"), count[:3, k], everyone[:3]))
    return [
        _trait(classes.column, value, having, of)
        for value, having, of in tested
        if having[:2].sum() >= FEWEST and (of[:2] > 0).all() and (having < of)[:2].any()
    ]


def _trait(column: str, value: Value, having: NDArray[np.int64], of: NDArray[np.int64]) -> Trait:
    a, b, c = having.tolist()
    n, m, q = of.tolist()
    won, lost = wilson(a, n), wilson(b, m)
    lift = (a / n) / (b / m) if n and b else None
    return Trait(
        column, value, won, lost, wilson(c, q), newcombe(won, lost), lift, two_shares(a, n, b, m)
    )


def _is_outcome(trait: Trait) -> bool:
    shares = (trait.won.rate or 0.0, trait.lost.rate or 0.0)
    return max(shares) >= LEAK and min(shares) <= 1 - LEAK


def two_shares(a: int, n: int, b: int, m: int) -> float:
    """Give the two-sided p-value of a among n against b among m being one share.

    The chi-square test without correction where all expected counts are 5 or more, else Fisher's
    exact test; 1 where there is nothing to compare.

    >>> round(two_shares(30, 100, 15, 100), 4), round(two_shares(3, 4, 1, 4), 4)
    (0.0111, 0.4857)
    """
    having, total = a + b, n + m
    if not (n and m and 0 < having < total):
        return 1.0
    share = having / total
    if min(n, m) * min(share, 1 - share) < EXPECTED:
        return _fisher(a, n, m, having)
    z = abs(a / n - b / m) / sqrt(share * (1 - share) * (1 / n + 1 / m))
    return erfc(z / sqrt(2))


def _fisher(a: int, n: int, m: int, having: int) -> float:
    """Add up the tables with these margins that are no likelier than the one at hand."""
    logs = [_log_ways(n, k) + _log_ways(m, having - k)
            for k in range(max(0, having - m), min(n, having) + 1)]  # fmt: skip
    at_hand = logs[a - max(0, having - m)]
    all_ways = _log_ways(n + m, having)
    return min(1.0, sum(exp(log - all_ways) for log in logs if log <= at_hand + BIG))


def _log_ways(n: int, k: int) -> float:
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
