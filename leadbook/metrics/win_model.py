"""The calibrated model's candidates, each told as a scorecard: what every level of a column adds.

Both kinds, a regularised logistic regression and gradient boosting without interactions, add up
column by column. So a fitted model is a table of points for each column, its prediction is a
look-up, and every reason that is given for a chance is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from leadbook.metrics.logistic import fitted

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

__all__ = ["CANDIDATES", "Cases", "Kind", "Scorecard"]

Kind = Literal["logistic", "boosting"]
STRENGTH = 0.1
"""Inverse of the ridge penalty; books have few deals and many columns."""


@dataclass(frozen=True)
class Cases:
    """Deals at moments when their outcome was still open: what a model learns from.

    Attributes:
        codes: The level of each column, (cases, columns).
        sizes: How many levels each column has.
        ordered: Whether the levels of each column are in order.
        won: What became of the deal.
        deal: Number of the deal; one deal may be a case in each stage that it passed.
    """

    codes: NDArray[np.intp]
    sizes: tuple[int, ...]
    ordered: tuple[bool, ...]
    won: NDArray[np.bool_]
    deal: NDArray[np.intp]

    def at(self, rows: NDArray[np.bool_]) -> Cases:
        """Give some of the cases."""
        return Cases(self.codes[rows], self.sizes, self.ordered, self.won[rows], self.deal[rows])


@dataclass(frozen=True)
class Scorecard:
    """Log odds as a sum: `base` and, for each column, what each level adds."""

    base: float
    tables: tuple[NDArray[np.float64], ...]

    def shares(self, codes: NDArray[np.intp]) -> NDArray[np.float64]:
        """Give what each column adds to each case's log odds, (cases, columns)."""
        picked = [table[codes[:, place]] for place, table in enumerate(self.tables)]
        return np.column_stack(picked) if picked else np.zeros((len(codes), 0))

    def log_odds(self, codes: NDArray[np.intp]) -> NDArray[np.float64]:
        """Give each case's log odds to be won."""
        total = np.full(len(codes), self.base)
        for place, table in enumerate(self.tables):
            total += table[codes[:, place]]
        return total

    def calibrated(self, slope: float, shift: float) -> Scorecard:
        """Give the card whose log odds are slope × these + shift."""
        tables = tuple(slope * table for table in self.tables)
        return Scorecard(slope * self.base + shift, tables)

    def centred(self, codes: NDArray[np.intp]) -> Scorecard:
        """Give the same card with each column's mean over these cases moved to the base."""
        means = [float(table[codes[:, at]].mean()) for at, table in enumerate(self.tables)]
        tables = tuple(table - mean for table, mean in zip(self.tables, means, strict=True))
        return Scorecard(self.base + sum(means), tables)


def _logistic(cases: Cases) -> Scorecard:
    """Fit a ridge logistic regression on one indicator a level.

    A deal that is a case in four stages tells no more than one deal, and the penalty allows for it.
    """
    starts = np.concatenate([[0], np.cumsum(cases.sizes)]).astype(np.intp)
    design = np.zeros((len(cases.won), int(starts[-1]) + 1))
    design[np.arange(len(cases.won))[:, None], cases.codes + starts[:-1]] = 1
    design[:, -1] = 1
    ridge = np.full(design.shape[1], len(cases.deal) / (STRENGTH * len(np.unique(cases.deal))))
    ridge[-1] = 0
    weights = fitted(design, cases.won.astype(np.float64), start=np.zeros(len(ridge)), ridge=ridge)
    return Scorecard(float(weights[-1]), tuple(np.split(weights[:-1], starts[1:-1])))


def _boosting(cases: Cases) -> Scorecard:
    """Boost small trees, each of one column, and read off what every level adds."""
    from sklearn.ensemble import HistGradientBoostingClassifier  # noqa: PLC0415 - heavy

    model = HistGradientBoostingClassifier(
        learning_rate=0.2,
        max_iter=30,
        max_leaf_nodes=4,
        min_samples_leaf=max(5, min(20, len(cases.won) // 20)),
        l2_regularization=1.0,
        interaction_cst="no_interactions",
        early_stopping=False,
        random_state=0,
    )
    model.fit(cases.codes.astype(np.float64), cases.won)
    count = len(cases.sizes)
    probes = np.zeros((1 + sum(cases.sizes), count))
    level = np.concatenate([np.arange(size) for size in cases.sizes])
    column = np.repeat(np.arange(count), cases.sizes)
    probes[np.arange(1, len(probes)), column] = level
    raw = model.decision_function(probes)
    tables = np.split(raw[1:] - raw[0], np.cumsum(cases.sizes)[:-1])
    return Scorecard(float(raw[0]), tuple(tables))


CANDIDATES: Mapping[Kind, Callable[[Cases], Scorecard]] = {
    "logistic": _logistic,
    "boosting": _boosting,
}
