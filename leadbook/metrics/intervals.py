"""Rates, spreads and chances: the small results that every figure is made of."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["Chance", "Rate", "Spread", "log_log", "newcombe", "spread", "wilson"]

Z95 = 1.959963984540054  # the standard normal's 97.5 % point
NOTHING = 1e-12  # a sum of shares misses 0 and 1 by this much at most
WIDEST = 700.0  # e to this power is still a number


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of n cases with its Wilson 95 % interval; all ``None`` when n is 0."""

    rate: float | None
    n: int
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Spread:
    """How n durations or amounts are spread; ``None`` when n is 0."""

    n: int
    mean: float | None
    median: float | None
    p90: float | None


@dataclass(frozen=True, slots=True)
class Chance:
    """A probability read off a curve, with its 95 % interval."""

    p: float | None
    low: float | None
    high: float | None


def wilson(successes: int, n: int) -> Rate:
    """Give the share of successes among n cases with its Wilson 95 % score interval.

    (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) ÷ (1 + z²/n), Wilson 1927; blank when n is 0.

    >>> wilson(35, 100)
    Rate(rate=0.35, n=100, low=0.2636..., high=0.4474...)
    >>> wilson(0, 0)
    Rate(rate=None, n=0, low=None, high=None)
    """
    if n == 0:
        return Rate(None, 0, None, None)
    p, z2 = successes / n, Z95 * Z95
    centre = p + z2 / (2 * n)
    half = Z95 * sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    scale = 1 + z2 / n
    # At 0 and n the exact bound is 0 and 1; rounding would miss it by an ulp.
    low = 0.0 if successes == 0 else (centre - half) / scale
    high = 1.0 if successes == n else (centre + half) / scale
    return Rate(p, int(n), low, high)


def newcombe(one: Rate, other: Rate) -> Chance:
    """Give the difference of two independent shares with its 95 % interval; blank without cases.

    d - √((p₁-l₁)² + (u₂-p₂)²) … d + √((u₁-p₁)² + (p₂-l₂)²) with both Wilson intervals: method 10
    of Newcombe, Statistics in Medicine 17 (1998) 873-890.

    >>> newcombe(wilson(56, 70), wilson(48, 80))
    Chance(p=0.2..., low=0.0524..., high=0.3338...)
    """
    if one.rate is None or other.rate is None:
        return Chance(None, None, None)
    low_one, high_one = one.low or 0.0, 1.0 if one.high is None else one.high
    low_other, high_other = other.low or 0.0, 1.0 if other.high is None else other.high
    difference = one.rate - other.rate
    below = sqrt((one.rate - low_one) ** 2 + (high_other - other.rate) ** 2)
    above = sqrt((high_one - one.rate) ** 2 + (other.rate - low_other) ** 2)
    return Chance(difference, difference - below, difference + above)


def spread(values: ArrayLike) -> Spread:
    """Give n, mean, median and 90th percentile (linear interpolation); NaN is left out.

    >>> spread([10, 20, 30, float("nan")])
    Spread(n=3, mean=20.0, median=20.0, p90=28.0)
    >>> spread([])
    Spread(n=0, mean=None, median=None, p90=None)
    """
    known = np.asarray(values, dtype=np.float64)
    known = known[~np.isnan(known)]
    if not known.size:
        return Spread(0, None, None, None)
    median, p90 = np.percentile(known, [50, 90])
    return Spread(known.size, float(known.mean()), float(median), float(p90))


def log_log(
    p: NDArray[np.float64], variance: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the 95 % interval of probabilities on the log(-log p) scale, so that it stays in 0…1.

    p^exp(±z √variance ÷ (p |ln p|)): Kalbfleisch and Prentice, The Statistical Analysis of
    Failure Time Data, section 1.4.1. NaN where p is 0 or 1 or the variance is unknown.

    >>> low, high = log_log(np.array([0.3]), np.array([0.0025]))
    >>> low.round(4), high.round(4)
    (array([0.2061]), array([0.3994]))
    """
    inside = (p > NOTHING) & (p < 1 - NOTHING) & np.isfinite(variance)
    safe = np.where(inside, p, 0.5)
    width = Z95 * np.sqrt(np.where(inside, variance, 0)) / (safe * -np.log(safe))
    power = np.exp(np.minimum(width, WIDEST))
    return np.where(inside, safe**power, np.nan), np.where(inside, safe ** (1 / power), np.nan)
