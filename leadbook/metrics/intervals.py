"""Rates, spreads and chances: the small results that every figure is made of."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Chance", "Rate", "Spread"]


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
