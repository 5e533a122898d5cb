"""Chance that falls the same way every time."""

from __future__ import annotations

import math
from bisect import bisect_right
from itertools import accumulate
from statistics import NormalDist
from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Dice"]

T = TypeVar("T")


class Dice:
    """Seeded chance for the simulation.

    Everything is drawn from uniform numbers, since only that stream stays the same from one
    version of numpy to the next; the sample book must not change with an upgrade.

    >>> dice = Dice(7)
    >>> [dice.between(1, 6) for _ in range(5)]
    [4, 6, 5, 2, 2]
    """

    def __init__(self, seed: int) -> None:
        self._generator = np.random.default_rng(seed)

    def share(self) -> float:
        """Draw a number from 0 up to, not including, 1."""
        return float(self._generator.random())

    def happens(self, probability: float) -> bool:
        """Say whether something of this probability happens."""
        return self.share() < probability

    def between(self, low: int, high: int) -> int:
        """Draw a whole number from low to high, both included."""
        return low + int(self.share() * (high - low + 1))

    def one_of(self, things: Sequence[T]) -> T:
        """Draw one of several things, each as likely as the next."""
        return things[self.between(0, len(things) - 1)]

    def weighted(self, weights: Mapping[T, float]) -> T:
        """Draw a thing; its chance is its weight among all weights."""
        things, reached = list(weights), list(accumulate(weights.values()))
        return things[bisect_right(reached, self.share() * reached[-1], hi=len(reached) - 1)]

    def normal(self, spread: float = 1.0) -> float:
        """Draw from the bell curve around 0 with this standard deviation."""
        return spread * NormalDist().inv_cdf(min(max(self.share(), 1e-9), 1 - 1e-9))

    def skewed(self, median: float, spread: float) -> float:
        """Draw a positive quantity: half lies below the median, a few lie far above it."""
        return median * math.exp(self.normal(spread))
