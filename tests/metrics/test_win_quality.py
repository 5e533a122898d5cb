"""How chances are judged: held to scikit-learn, and to what a calibrated chance is."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss, log_loss, roc_auc_score

from leadbook.metrics.intervals import wilson
from leadbook.metrics.win_quality import area, area_low, calibration, intervals, quality

TENTHS = st.integers(1, 9).map(lambda tenth: tenth / 10)


@given(st.lists(st.tuples(TENTHS, st.booleans()), min_size=2, max_size=60))
def test_the_figures_are_scikit_learns(pairs):
    chance, won = (np.array(column) for column in zip(*pairs, strict=True))
    found = quality(chance, won)
    assert found.brier == pytest.approx(brier_score_loss(won, chance))
    assert found.log_loss == pytest.approx(log_loss(won, chance, labels=[False, True]))
    if won.all() or not won.any():
        assert found.auc is None
    else:
        assert found.auc == pytest.approx(roc_auc_score(won, chance))


def test_a_deal_without_a_chance_is_left_out():
    chance, won = np.array([0.9, np.nan, 0.2]), np.array([True, True, False])
    assert quality(chance, won) == quality(chance[[0, 2]], won[[0, 2]])


def test_no_deal_at_all_gives_no_figure():
    found = quality(np.array([]), np.array([], dtype=bool))
    assert (found.auc, found.brier, found.log_loss, found.n) == (None, None, None, 0)
    assert calibration(np.array([]), np.array([], dtype=bool)) == ()


def test_the_bound_of_an_area_narrows_with_more_deals():
    assert area_low(0.8, 20, 20) < area_low(0.8, 200, 200) < 0.8


def test_a_bin_has_its_cases_and_their_wilson_interval():
    chance, won = np.repeat([0.2, 0.7], 30), np.arange(60) % 10 < np.repeat([2, 7], 30)
    low, high = calibration(chance, won)
    assert (low.predicted, high.predicted) == (pytest.approx(0.2), pytest.approx(0.7))
    assert (low.observed, high.observed) == (wilson(6, 30), wilson(21, 30))


def test_a_deal_counts_once_in_a_bin():
    (only,) = calibration(np.full(40, 0.5), np.arange(40) < 20, np.arange(40) // 2)
    assert only.observed == wilson(10, 20)


def test_bins_hold_all_deals_whatever_their_ties():
    chance = np.round(np.random.default_rng(1).random(500), 1)
    bins = calibration(chance, chance > 0.5)
    assert sum(each.observed.n for each in bins) == 500
    assert all(one.high < two.low for one, two in pairwise(bins))


def test_an_interval_is_that_of_its_bin_and_holds_the_chance():
    bins = calibration(np.repeat([0.2, 0.7], 30), np.arange(60) % 10 < np.repeat([2, 7], 30))
    low, high = intervals(np.array([0.2, 0.05, 0.7, np.nan]), bins)
    assert (low[0], high[0]) == (bins[0].observed.low, bins[0].observed.high)
    assert low[1] == 0.05
    assert (low[2], high[2]) == (bins[1].observed.low, bins[1].observed.high)
    assert np.isnan(low[3])


def test_area_of_a_reversed_ranking_is_the_rest():
    chance, won = np.array([0.1, 0.4, 0.35, 0.8]), np.array([False, False, True, True])
    assert area(-chance, won) == 1 - area(chance, won)
