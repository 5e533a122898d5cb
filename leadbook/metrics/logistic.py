"""Logistic regression on a dense design, with a ridge penalty on each weight.

It is Newton's method on a convex loss of a few dozen weights, a dozen lines of linear algebra.
Loading a library for it takes longer than measuring a whole book of some hundred leads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["chances", "fitted"]

STEPS = 50
STILL = 1e-12
"""A step that lowers the mean loss by less is none."""


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

    A step that does not lower the loss is halved, so the loss never rises.

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
    weights, loss = start, _loss(design, target, start, ridge)
    for _ in range(STEPS):
        p = chances(design @ weights)
        hessian = design.T @ (design * (p * (1 - p))[:, None]) + np.diag(ridge)
        step = np.linalg.solve(hessian, design.T @ (target - p) - ridge * weights)
        while (reached := _loss(design, target, weights + step, ridge)) > loss and step.any():
            step = np.where(np.abs(step) < 1e-9, 0.0, step / 2)
        if loss - reached < STILL:
            break
        weights, loss = weights + step, reached
    return weights


def _loss(
    design: NDArray[np.float64],
    target: NDArray[np.float64],
    weights: NDArray[np.float64],
    ridge: NDArray[np.float64],
) -> float:
    odds = design @ weights
    penalty = float(ridge @ weights**2) / (2 * len(odds))
    return float((np.logaddexp(0, odds) - target * odds).mean()) + penalty
