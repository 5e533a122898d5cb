"""What was foretold against what came: small cases by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadbook.metrics.backtest import (
    chances_ahead,
    difference,
    horizons,
    outcome_counts,
    wins_foretold,
)
from leadbook.metrics.curves import CENSORED, COMPETING, EVENT, aalen_johansen
from leadbook.metrics.intervals import Chance, wilson


@pytest.mark.parametrize(
    ("days", "expected"),
    [(1, (1,)), (30, (30,)), (31, (30, 31)), (90, (30, 60, 90)), (400, (30, 60, 90, 400))],
)
def test_wins_are_counted_at_the_usual_days_and_at_the_end(days, expected):
    assert horizons(days) == expected


def test_a_deal_just_created_has_the_curves_own_chance():
    days, ends = np.array([5.0, 9, 14, 30]), np.array([EVENT, COMPETING, EVENT, CENSORED])
    curve = aalen_johansen(days, ends)
    (found,) = chances_ahead(days, ends, np.zeros(1), [5, 20])
    assert found.tolist() == pytest.approx([curve.chance(5).p, curve.chance(20).p])


def test_an_older_deal_is_compared_with_those_that_were_open_at_its_age():
    days, ends = np.array([5.0, 9, 14, 30]), np.array([EVENT, COMPETING, EVENT, CENSORED])
    # At age 10 two of the four are left, and one of them is won on day 14.
    assert chances_ahead(days, ends, np.array([10.0]), [4])[0, 0] == pytest.approx(0.5)
    assert chances_ahead(days, ends, np.array([10.0]), [3])[0, 0] == 0


@pytest.mark.parametrize("age", [30.0, 99.0, np.nan])
def test_beyond_the_longest_case_nothing_is_foretold(age):
    days, ends = np.array([5.0, 30]), np.array([EVENT, CENSORED])
    assert np.isnan(chances_ahead(days, ends, np.array([age]), [10])).all()


def test_without_any_case_nothing_is_foretold():
    none = chances_ahead(np.empty(0), np.empty(0, dtype=np.int8), np.array([1.0]), [10])
    assert np.isnan(none).all()


@given(
    cases=st.lists(st.tuples(st.integers(0, 50), st.sampled_from([0, 1, 2])), min_size=1),
    age=st.floats(0, 60),
)
def test_chances_stay_between_0_and_1_and_grow_with_the_days(cases, age):
    days, ends = (np.array(part) for part in zip(*cases, strict=True))
    found = chances_ahead(days.astype(float), ends, np.array([age]), [1, 10, 100])[0]
    if np.isnan(found).any():
        assert np.isnan(found).all()
        return
    assert (np.diff(found) >= -1e-12).all()
    assert found[0] >= -1e-12
    assert found[-1] <= 1 + 1e-9


def test_wins_foretold_are_the_sum_of_the_chances_with_what_luck_makes_of_it():
    found = wins_foretold(30, np.full(100, 0.2), np.arange(100) < 25)
    assert found.expected == pytest.approx(20)
    assert found.high - found.expected == pytest.approx(1.959963984540054 * 4)  # √(100 × .2 × .8)
    assert (found.won, found.n, found.predicted) == (25, 100, pytest.approx(0.2))
    assert found.observed == wilson(25, 100)


def test_the_interval_of_wins_is_cut_off_at_none_and_all():
    found = wins_foretold(30, np.array([0.5, 0.5]), np.array([True, True]))
    assert (found.low, found.high) == (0.0, 2.0)


def test_no_deal_with_a_chance_foretells_nothing():
    found = wins_foretold(30, np.array([np.nan]), np.array([True]))
    assert (found.n, found.expected, found.won, found.predicted) == (0, 0.0, 0, None)
    assert found.observed.rate is None


def test_deals_are_counted_by_group_and_outcome():
    group, outcome = np.array([0, 0, 1, 1, -1, 0]), np.array([1, 1, 3, 0, 1, -1])
    assert outcome_counts(group, outcome, 2).tolist() == [[0, 2, 0, 0], [1, 0, 0, 1]]


def test_no_deals_are_counted_as_none():
    none = np.empty(0, dtype=np.intp)
    assert outcome_counts(none, none, 2).tolist() == [[0] * 4] * 2


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [  # Newcombe 1998, Statistics in Medicine 17, table II, method 10
        ((56, 70), (48, 80), (0.2, 0.0524, 0.3339)),
        ((9, 10), (3, 10), (0.6, 0.1705, 0.8090)),
        ((10, 10), (0, 20), (1.0, 0.6791, 1.0)),
    ],
)
def test_a_difference_has_newcombes_interval(one, other, expected):
    found = difference(wilson(*one), wilson(*other))
    assert (found.p, found.low, found.high) == pytest.approx(expected, abs=5e-5)


def test_a_difference_with_nothing_is_blank():
    assert difference(wilson(1, 2), wilson(0, 0)) == Chance(None, None, None)
