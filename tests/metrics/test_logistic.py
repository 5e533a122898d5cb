"""Logistic regression, held to scikit-learn's."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from leadbook.metrics.logistic import FLAT, chances, fitted


def drawn(cases: int, columns: int) -> tuple[np.ndarray, np.ndarray]:
    """Indicators with an intercept last, and outcomes that the first two tell of."""
    chance = np.random.default_rng(cases)
    design = (chance.random((cases, columns + 1)) < 0.3).astype(float)
    design[:, -1] = 1
    won = chance.random(cases) < chances(1.5 * design[:, 0] - 2 * design[:, 1] - 0.3)
    return design, won.astype(float)


@pytest.mark.parametrize(("cases", "columns"), [(40, 60), (300, 80), (2000, 30)])
@pytest.mark.parametrize("strength", [0.02, 1.0])
def test_the_weights_are_scikit_learns(cases: int, columns: int, strength: float) -> None:
    design, won = drawn(cases, columns)
    ridge = np.append(np.full(columns, 1 / strength), 0.0)
    weights = fitted(design, won, start=np.zeros(columns + 1), ridge=ridge)
    model = LogisticRegression(C=strength, solver="newton-cholesky", max_iter=100, tol=1e-10)
    model.fit(design[:, :-1], won)
    np.testing.assert_allclose(weights[:-1], model.coef_[0], atol=1e-5)
    assert weights[-1] == pytest.approx(model.intercept_[0], abs=1e-5)


@pytest.mark.parametrize(("cases", "columns"), [(40, 60), (300, 80), (5000, 100)])
def test_the_search_ends_only_where_the_loss_is_flat(cases: int, columns: int) -> None:
    design, won = drawn(cases, columns)
    ridge = np.append(np.full(columns, 10.0), 0.0)
    weights = fitted(design, won, start=np.zeros(columns + 1), ridge=ridge)
    slope = design.T @ (chances(design @ weights) - won) + ridge * weights
    assert np.linalg.norm(slope) <= FLAT


def test_separated_outcomes_stay_finite_under_a_ridge() -> None:
    design = np.column_stack([np.arange(40) < 20, np.ones(40)]).astype(float)
    weights = fitted(design, design[:, 0], start=np.zeros(2), ridge=np.array([0.1, 0.0]))
    assert np.isfinite(weights).all()
    assert chances(design @ weights)[0] > 0.95


def test_a_level_that_no_case_has_weighs_nothing() -> None:
    design, won = drawn(100, 3)
    design[:, 2] = 0
    weights = fitted(design, won, start=np.zeros(4), ridge=np.array([1.0, 1.0, 1.0, 0.0]))
    assert weights[2] == 0


def test_a_far_start_leads_to_the_same_weights() -> None:
    design, won = drawn(300, 4)
    ridge = np.array([1.0, 1.0, 1.0, 1.0, 0.0])
    near = fitted(design, won, start=np.zeros(5), ridge=ridge)
    far = fitted(design, won, start=np.full(5, 9.0), ridge=ridge)
    np.testing.assert_allclose(near, far, atol=1e-5)
