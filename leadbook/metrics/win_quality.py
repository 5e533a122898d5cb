"""How good predicted chances are: ranking, error, and whether 70 % wins 70 %."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from leadbook.metrics.intervals import Z95, wilson

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from leadbook.metrics.intervals import Rate

__all__ = ["CalibrationBin", "Quality", "area", "area_low", "calibration", "intervals", "quality"]

NEVER = 1e-6
"""A chance is never taken for surer than this, so that one surprise does not cost everything."""
BINS, IN_A_BIN = 10, 15


@dataclass(frozen=True, slots=True)
class Quality:
    """How well chances of n deals foretold the outcome; ``None`` where it cannot be told.

    Attributes:
        auc: Chance that a won deal was given more than a lost one; 0.5 is guessing, 1 is perfect.
        brier: Mean squared error; lower is better.
        log_loss: Mean of -ln(the chance given to what happened); lower is better.
    """

    auc: float | None
    brier: float | None
    log_loss: float | None
    n: int


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """Deals that were given a similar chance, from `low` to `high`, and the share that won."""

    low: float
    high: float
    predicted: float
    observed: Rate


def area(chance: NDArray[np.float64], won: NDArray[np.bool_]) -> float | None:
    """Give the area under the ROC curve (Mann-Whitney, ties count half); blank without both.

    >>> area(np.array([0.1, 0.4, 0.35, 0.8]), np.array([False, False, True, True]))
    0.75
    """
    wins = int(won.sum())
    losses = len(won) - wins
    if not wins or not losses:
        return None
    _, place, count = np.unique(chance, return_inverse=True, return_counts=True)
    rank = (np.cumsum(count) - (count - 1) / 2)[place]
    return float((rank[won].sum() - wins * (wins + 1) / 2) / (wins * losses))


def area_low(auc: float, wins: int, losses: int) -> float:
    """Give the lower 95 % bound of an area under the curve (Hanley and McNeil, 1982).

    >>> round(area_low(0.8, 50, 50), 3)
    0.713
    """
    first, second = auc / (2 - auc), 2 * auc * auc / (1 + auc)
    spread = auc * (1 - auc) + (wins - 1) * (first - auc**2) + (losses - 1) * (second - auc**2)
    return auc - Z95 * sqrt(max(spread, 0.0) / (wins * losses))


def quality(chance: NDArray[np.float64], won: NDArray[np.bool_], n: int | None = None) -> Quality:
    """Judge chances (0…1) by what happened; deals without a chance are left out.

    Args:
        chance: The chance that was given; NaN is none.
        won: Whether the deal was won.
        n: How many deals stand behind the chances; as many as there are chances when absent.

    >>> quality(np.array([0.9, 0.2]), np.array([True, False]))
    Quality(auc=1.0, brier=0.025..., log_loss=0.164..., n=2)
    """
    known = ~np.isnan(chance)
    p, y = np.clip(chance[known], NEVER, 1 - NEVER), won[known]
    if not p.size:
        return Quality(None, None, None, 0)
    loss = -np.log(np.where(y, p, 1 - p)).mean()
    return Quality(area(p, y), float(((p - y) ** 2).mean()), float(loss), n or int(p.size))


def calibration(
    chance: NDArray[np.float64], won: NDArray[np.bool_], deal: NDArray[np.intp] | None = None
) -> tuple[CalibrationBin, ...]:
    """Compare predicted with observed in up to ten bins of as many chances each.

    Args:
        chance: The chance that was given, 0…1, no NaN.
        won: Whether the deal was won.
        deal: Which deal each chance is of; within a bin a deal counts once. Each its own
            when absent.

    >>> chance = np.repeat([0.2, 0.8], 20)
    >>> [b.observed.rate for b in calibration(chance, np.arange(40) % 5 < np.repeat([1, 4], 20))]
    [0.2, 0.8]
    """
    deal = np.arange(len(chance)) if deal is None else deal
    if not len(chance):
        return ()
    bins = max(1, min(BINS, len(np.unique(deal)) // IN_A_BIN))
    edges = np.unique(np.quantile(chance, np.linspace(0, 1, bins + 1)[1:-1], method="lower"))
    place = np.searchsorted(edges, chance, side="left")
    return tuple(_bin(chance[at], won[at], deal[at]) for at in _places(place))


def _places(place: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    return [np.flatnonzero(place == number) for number in np.unique(place)]


def _bin(
    chance: NDArray[np.float64], won: NDArray[np.bool_], deal: NDArray[np.intp]
) -> CalibrationBin:
    _, once = np.unique(deal, return_index=True)
    observed = wilson(int(won[once].sum()), len(once))
    return CalibrationBin(float(chance.min()), float(chance.max()), float(chance.mean()), observed)


def intervals(
    chance: NDArray[np.float64], bins: tuple[CalibrationBin, ...]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the 95 % interval of each chance: what closed deals with about that chance did.

    It is the Wilson interval of the nearest calibration bin, widened to hold the chance itself.
    NaN where the chance is NaN or there is no bin.
    """
    if not bins:
        return np.full(len(chance), np.nan), np.full(len(chance), np.nan)
    middles = [(one.high + two.low) / 2 for one, two in pairwise(bins)]
    place = np.searchsorted(middles, np.nan_to_num(chance))
    low = np.array([b.observed.low for b in bins], dtype=np.float64)[place]
    high = np.array([b.observed.high for b in bins], dtype=np.float64)[place]
    return np.minimum(low, chance), np.maximum(high, chance)
