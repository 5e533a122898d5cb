"""Log-rank: whether groups win at different rates at the same age, or chance alone explains it.

The test is *cause-specific*: it compares the rates at which leads still undecided are won. A lead
that is lost, junk or still open counts as at risk until that day and is censored then. It does not
ask which share is won in the end; a group that loses faster may win fewer at the same rate.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import erfc, exp, lgamma, log, sqrt
from typing import TYPE_CHECKING

import numpy as np

from leadbook.metrics.events import EVENT
from leadbook.metrics.multiplicity import holm

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["LogRank", "chi_square_survival", "log_rank", "log_rank_pairs"]


@dataclass(frozen=True)
class LogRank:
    """A log-rank test over groups.

    Attributes:
        observed: Wins of each group.
        expected: Wins it would have had, had all groups won at one rate.
        chi_square: The test's statistic; NaN where fewer than two groups were ever at risk.
        freedom: Its degrees of freedom: those groups less one.
        p: Chance of a statistic as large if all groups win at one rate; NaN without a test.
    """

    observed: NDArray[np.float64]
    expected: NDArray[np.float64]
    chi_square: float
    freedom: int
    p: float

    @property
    def ratio(self) -> NDArray[np.float64]:
        """Observed ÷ expected wins of each group: above 1 is faster; NaN where none is expected."""
        some = self.expected > 0
        return np.where(some, self.observed / np.where(some, self.expected, 1), np.nan)


def log_rank(
    days: ArrayLike, ends: ArrayLike, groups: NDArray[np.integer], n_groups: int
) -> LogRank:
    """Test whether groups win at one rate; all that ends otherwise is censored on its day.

    (O-E)ᵀ V⁻ (O-E) with the hypergeometric variance, ties included: Kalbfleisch and Prentice, The
    Statistical Analysis of Failure Time Data, 2nd ed., section 1.5.

    Args:
        days: Days of each lead, as `time_to_win.cases` gives them; NaN takes no part.
        ends: How each ended.
        groups: Group of each lead, 0 … n_groups - 1; negative is in no group.
        n_groups: How many groups there are.

    >>> slow = log_rank([5, 6, 7, 20, 21, 22], [EVENT] * 6, np.array([0, 0, 0, 1, 1, 1]), 2)
    >>> round(slow.chi_square, 4), slow.freedom, round(slow.p, 4)
    (5.0517, 1, 0.0246)
    """
    return _tested(*_risk_table(days, ends, groups, n_groups))


def log_rank_pairs(
    days: ArrayLike, ends: ArrayLike, groups: NDArray[np.integer], n_groups: int
) -> NDArray[np.float64]:
    """Give the p of each two groups, corrected by Holm for their number; NaN on the diagonal.

    >>> p = log_rank_pairs([5, 6, 7, 20, 21, 22], [EVENT] * 6, np.array([0, 0, 0, 1, 1, 1]), 2)
    >>> p.round(4)
    array([[   nan, 0.0246],
           [0.0246,    nan]])
    """
    at_risk, won = _risk_table(days, ends, groups, n_groups)
    first, second = np.triu_indices(n_groups, k=1)
    p = [_tested(at_risk[[a, b]], won[[a, b]]).p for a, b in zip(first, second, strict=True)]
    table = np.full((n_groups, n_groups), np.nan)
    table[first, second] = table[second, first] = holm(p)
    return table


def chi_square_survival(x: float, freedom: int) -> float:
    """Give the chance that a chi-square variable of whole degrees of freedom exceeds x.

    Exact: Q(x, 1) = erfc √(x/2), Q(x, 2) = e^(-x/2), Q(x, k+2) = Q(x, k) + (x/2)^(k/2) e^(-x/2) ÷
    Γ(k/2 + 1); Abramowitz and Stegun 26.4.4-5. 1 at 0.

    >>> round(chi_square_survival(3.841458820694124, 1), 12)
    0.05
    """
    if x <= 0:
        return 1.0
    odd = freedom % 2
    total = erfc(sqrt(x / 2)) if odd else exp(-x / 2)
    for k in range(1 if odd else 2, freedom, 2):
        total += exp(k / 2 * log(x / 2) - x / 2 - lgamma(k / 2 + 1))
    return min(total, 1.0)


def _risk_table(
    days: ArrayLike, ends: ArrayLike, groups: NDArray[np.integer], n_groups: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Count, by group and day of a win in any of them, the leads at risk and the wins."""
    lasted, group = np.asarray(days, dtype=np.float64), np.asarray(groups, dtype=np.intp)
    known = ~np.isnan(lasted) & (group >= 0)
    won = known & (np.asarray(ends) == EVENT)
    grid, place = np.unique(lasted[won], return_inverse=True)
    cells = group[won] * len(grid) + place
    wins = np.bincount(cells, minlength=n_groups * len(grid)).reshape(n_groups, len(grid))
    at_risk = np.empty(wins.shape)
    for which in range(n_groups):
        mine = np.sort(lasted[known & (group == which)])
        at_risk[which] = len(mine) - np.searchsorted(mine, grid)
    return at_risk, wins.astype(np.float64)


def _tested(at_risk: NDArray[np.float64], won: NDArray[np.float64]) -> LogRank:
    """Test one table of counts by group and day."""
    n, d = at_risk.sum(axis=0), won.sum(axis=0)
    share = at_risk / np.maximum(n, 1)
    observed, expected = won.sum(axis=1), share @ d
    able = np.flatnonzero(expected > 0)
    freedom = max(len(able) - 1, 0)
    spread = np.where(n > 1, d * (n - d) / np.maximum(n - 1, 1), 0)
    weighted = share[able] * spread
    variance = np.diag(weighted.sum(axis=1)) - weighted @ share[able].T
    if not freedom or not spread.any():
        return LogRank(observed, expected, np.nan, freedom, np.nan)
    off = (observed - expected)[able[:-1]]
    # One group is left out: the differences sum to 0, and V would be singular.
    chi_square = float(off @ np.linalg.pinv(variance[:-1, :-1]) @ off)
    return LogRank(
        observed, expected, chi_square, freedom, chi_square_survival(chi_square, freedom)
    )
