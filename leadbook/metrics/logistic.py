"""Logistic regression on a dense design, with a ridge penalty on each weight.

The loss is ours, its minimum SciPy's: to load scikit-learn takes longer than to measure a whole
book of some hundred leads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["chances", "fitted"]

FLAT = 1e-6
"""Where the loss, a sum over the cases, has no steeper slope than this, it is at its least."""


def chances(log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Turn log odds into chances.

    >>> chances(np.array([0.0, np.log(3)]))
    array([0.5 , 0.75])
    """
    return np.exp(-np.logaddexp(0, -log_odds))


def fitted(
    design: NDArray[np.float64],
    target: NDArray[np.float64],
    *,
    start: NDArray[np.float64],
    ridge: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Give the weights with the least sum of log loss and ½ × ridge × weight².

    Args:
        design: A row a case, a column a weight.
        target: What each case should be given, 0 to 1.
        start: Where the search begins.
        ridge: Penalty of each weight; 0 leaves it free.

    >>> won = np.array([1.0, 1.0, 1.0, 0.0])
    >>> free = fitted(np.ones((4, 1)), won, start=np.zeros(1), ridge=np.zeros(1))
    >>> chances(free).round(6)
    array([0.75])
    """
    from scipy.optimize import minimize  # noqa: PLC0415 - a quarter of a second, seldom needed

    def loss(weights: NDArray[np.float64]) -> float:
        odds = design @ weights
        return float((np.logaddexp(0, odds) - target * odds).sum() + ridge @ weights**2 / 2)

    def slope(weights: NDArray[np.float64]) -> NDArray[np.float64]:
        return design.T @ (chances(design @ weights) - target) + ridge * weights

    def curvature(weights: NDArray[np.float64]) -> NDArray[np.float64]:
        p = chances(design @ weights)
        # A matrix times itself turned: only half of it is computed.
        spread = design * np.sqrt(p * (1 - p))[:, None]
        return spread.T @ spread + np.diag(ridge)

    found = minimize(
        loss, start, jac=slope, hess=curvature, method="trust-exact", options={"gtol": FLAT}
    )
    return np.asarray(found.x, dtype=np.float64)
