"""Rates and spreads against closed forms and scipy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadbook.metrics.intervals import Chance, Rate, Spread, log_log, newcombe, spread, wilson


@pytest.mark.parametrize(("won", "n"), [(0, 1), (1, 1), (3, 10), (140, 223), (0, 40), (40, 40)])
def test_wilson_is_the_score_interval(won: int, n: int) -> None:
    stats = pytest.importorskip("scipy.stats")
    rate = wilson(won, n)
    oracle = stats.binomtest(won, n).proportion_ci(method="wilson")
    assert (rate.low, rate.high) == pytest.approx((oracle.low, oracle.high), abs=1e-12)
    assert rate.rate == won / n


def test_a_rate_of_nothing_is_blank() -> None:
    assert wilson(0, 0) == Rate(None, 0, None, None)


@given(st.integers(0, 500), st.integers(1, 500))
def test_wilson_stays_between_0_and_1_around_the_rate(won: int, more: int) -> None:
    rate = wilson(won, won + more)
    assert 0 <= rate.low <= rate.rate <= rate.high <= 1


@pytest.mark.parametrize("cases", [(0, 5), (5, 0), (0, 0)])
def test_a_difference_from_nothing_is_blank(cases: tuple[int, int]) -> None:
    one, other = (wilson(min(1, n), n) for n in cases)
    assert newcombe(one, other) == Chance(None, None, None)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_a_difference_turned_round_is_its_own_mirror(a: int, b: int, c: int, d: int) -> None:
    one, other = wilson(a, a + b + 1), wilson(c, c + d + 1)
    there, back = newcombe(one, other), newcombe(other, one)
    assert (there.p, there.low, there.high) == pytest.approx((-back.p, -back.high, -back.low))
    assert -1 <= there.low <= there.p <= there.high <= 1


def test_a_spread_interpolates_percentiles_and_leaves_unknown_values_out() -> None:
    assert spread([1, 2, np.nan, 3, 10]) == Spread(4, 4.0, 2.5, pytest.approx(7.9))
    assert spread([7]) == Spread(1, 7.0, 7.0, 7.0)
    assert spread([np.nan]) == Spread(0, None, None, None)


@given(st.floats(0, 1), st.floats(0, 0.25))
def test_a_log_log_interval_stays_between_0_and_1(p: float, variance: float) -> None:
    (low,), (high,) = log_log(np.array([p]), np.array([variance]))
    assert np.isnan(low) == np.isnan(high)
    assert np.isnan(low) or 0 <= low <= p <= high <= 1
