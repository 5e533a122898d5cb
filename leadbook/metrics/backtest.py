"""Back-test: what was foretold on one day, held against what had happened by a later day.

Everything here takes the deals that were open on the first day, one place a deal in every array.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from leadbook.metrics.curves import COMPETING, EVENT, aalen_johansen
from leadbook.metrics.intervals import NOTHING, Z95, Chance, Rate, wilson

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from leadbook.metrics.curves import Curve

__all__ = [
    "OUTCOMES",
    "WinsForetold",
    "chances_ahead",
    "difference",
    "horizons",
    "outcome_counts",
    "wins_foretold",
]

OUTCOMES = ("open", "won", "lost", "junk")
"""What a deal was on the later day; the place -1 is that the book does not tell."""
ALWAYS = (30, 60, 90)


@dataclass(frozen=True, slots=True)
class WinsForetold:
    """Wins within so many days of n open deals: as foretold, and as they came.

    Attributes:
        expected: Sum of the deals' chances, with `low` and `high`: what luck alone makes of it.
        won: How many were won.
        predicted: Mean chance.
        observed: Share that was won.
    """

    days: int
    n: int
    expected: float
    low: float
    high: float
    won: int
    predicted: float | None
    observed: Rate


def horizons(days: int) -> tuple[int, ...]:
    """Give the numbers of days at which wins are counted: 30, 60, 90, and the whole time.

    >>> horizons(75)
    (30, 60, 75)
    """
    return tuple(sorted({n for n in ALWAYS if n < days} | {days}))


def chances_ahead(
    days: NDArray[np.float64],
    ends: NDArray[np.int8],
    ages: NDArray[np.float64],
    ahead: Sequence[float],
) -> NDArray[np.float64]:
    """Give the chance that a deal still open at its age is won within so many further days.

    (F(a + n) - F(a)) ÷ S(a): F is the cumulative incidence of winning, S(a) the share neither won
    nor lost by age a (both Aalen-Johansen). NaN where the cases say nothing of that age: none was
    followed beyond it. Further days that no case reached add nothing.

    Args:
        days: Days of each case that the curve is made of, as `time_to_win.cases` gives them.
        ends: How each case ended.
        ages: Days of each open deal; NaN unknown.
        ahead: Numbers of further days.

    Returns:
        Deals × numbers of days.

    >>> days, ends = np.array([10.0, 20, 30, 40]), np.array([1, 2, 1, 0], dtype=np.int8)
    >>> chances_ahead(days, ends, np.array([0.0, 15.0, 40.0]), [10, 20])
    array([[0.25      , 0.25      ],
           [0.        , 0.333...],
           [       nan,        nan]])
    """
    turned = np.select([ends == EVENT, ends == COMPETING], [COMPETING, EVENT], ends)
    won, over = aalen_johansen(days, ends), aalen_johansen(days, turned)
    longest = np.nanmax(days, initial=-np.inf)
    known = ages < longest
    age = np.where(known, ages, 0.0)
    begun = _read(won, age)
    left = 1 - begun - _read(over, age)
    further = np.stack([_read(won, age + n) - begun for n in ahead], axis=1)
    told = known & (left > NOTHING)
    return np.where(told[:, None], further / np.where(told, left, 1)[:, None], np.nan)


def _read(curve: Curve, at: NDArray[np.float64]) -> NDArray[np.float64]:
    steps = np.concatenate([[0.0], curve.p])
    return np.asarray(steps[np.searchsorted(curve.events.days, at, side="right")])


def wins_foretold(days: int, chance: NDArray[np.float64], won: NDArray[np.bool_]) -> WinsForetold:
    """Hold the sum of chances against the number of wins; deals without a chance are left out.

    The 95 % interval is Σp ± 1.96 √Σp(1 - p), the normal approximation to a sum of independent
    deals of which each has its own chance, cut off at none and all: luck alone, the chances being
    right.

    Args:
        days: Within how many days.
        chance: Chance of each deal to be won within them; NaN is none.
        won: Whether it was.

    >>> found = wins_foretold(30, np.array([0.5] * 4 + [np.nan]), np.array([True] + [False] * 4))
    >>> found.n, found.expected, found.won, found.observed.rate
    (4, 2.0, 1, 0.25)
    """
    known = ~np.isnan(chance)
    p, wins = chance[known], int(won[known].sum())
    expected, half = float(p.sum()), Z95 * sqrt(max(float((p * (1 - p)).sum()), 0.0))
    return WinsForetold(
        days=days,
        n=int(p.size),
        expected=expected,
        low=max(expected - half, 0.0),
        high=min(expected + half, float(p.size)),
        won=wins,
        predicted=expected / p.size if p.size else None,
        observed=wilson(wins, int(p.size)),
    )


def outcome_counts(
    group: NDArray[np.intp], outcome: NDArray[np.intp], n_groups: int
) -> NDArray[np.int64]:
    """Count deals by group and outcome, in the order of `OUTCOMES`; an untold outcome is left out.

    >>> outcome_counts(np.array([0, 0, 1]), np.array([1, 0, -1]), 2).tolist()
    [[1, 1, 0, 0], [0, 0, 0, 0]]
    """
    told = (group >= 0) & (outcome >= 0)
    place = group[told] * len(OUTCOMES) + outcome[told]
    counts = np.bincount(place, minlength=n_groups * len(OUTCOMES))
    return counts.reshape(n_groups, len(OUTCOMES)).astype(np.int64)


def difference(one: Rate, other: Rate) -> Chance:
    """Give one rate minus another with the 95 % interval of Newcombe (1998), method 10.

    d - √((p₁ - l₁)² + (u₂ - p₂)²) to d + √((u₁ - p₁)² + (p₂ - l₂)²), from the Wilson bounds of
    both; blank when either has no cases.

    >>> difference(wilson(56, 70), wilson(48, 80))
    Chance(p=0.2..., low=0.052..., high=0.333...)
    """
    bounds = (one.rate, one.low, one.high, other.rate, other.low, other.high)
    if any(bound is None for bound in bounds):
        return Chance(None, None, None)
    p1, l1, u1, p2, l2, u2 = (float(bound) for bound in bounds if bound is not None)
    d = p1 - p2
    return Chance(
        d, d - sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2), d + sqrt((u1 - p1) ** 2 + (p2 - l2) ** 2)
    )
