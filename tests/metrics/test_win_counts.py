"""The counts model, held to the known case and to scikit-learn."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.naive_bayes import CategoricalNB

from leadbook.metrics.win_counts import as_percent, count_wins, value_shares, win_chances

NEW, QUALIFIED, PROPOSITION = range(3)


def known_case(times: int = 1):
    """The case of metrics.md: two lost leads, one won, each with country, state and source."""
    lead = np.tile([0, 1, 2], times)
    won = lead == 2
    return count_wins(won, lead, [lead] * 3, stages=3, sizes=[3, 3, 3])


def percent(counts, stage, *values):
    fields = [np.array([value]) for value in values]
    return as_percent(win_chances(counts, np.array([stage]), fields))[0]


def test_the_known_case_has_its_known_chance():
    assert percent(known_case(), QUALIFIED, 0, 1, 2) == 33.49


def test_a_lead_of_which_only_the_first_stage_is_known_has_the_prior():
    assert percent(known_case(), NEW, -1, -1, -1) == 34.38
    assert percent(known_case(), -1, -1, -1, -1) == 34.38


def test_the_second_stage_alone_is_even_where_as_many_won_as_lost_reached_it():
    assert percent(known_case(), QUALIFIED, -1, -1, -1) == 50.0


def test_a_won_lead_counts_in_every_stage_and_a_lost_one_up_to_its_own():
    assert known_case().stages.tolist() == [[[1, 1, 1]], [[2, 1, 0]]]


def test_unset_and_unseen_values_are_skipped():
    counts = count_wins(
        np.array([True, False]), np.array([0, 0]), [np.array([0, 1])], stages=1, sizes=[3]
    )
    assert percent(counts, 0, 2) == percent(counts, 0, -1) == 50.0


@pytest.mark.parametrize("won", [[True, True], [False, False], []])
def test_without_wins_or_losses_the_chance_is_blank(won):
    flags = np.array(won, dtype=bool)
    counts = count_wins(flags, np.zeros(len(won), int), [], stages=2, sizes=[])
    assert np.isnan(win_chances(counts, np.array([0]), []))[0]


def test_counts_of_seven_digits_stay_between_the_bounds():
    counts = known_case()
    for _ in range(22):
        counts = counts + counts
    assert counts.stages.max() == 2 * 2**22
    assert percent(counts, PROPOSITION, 2, 2, 2) == 99.99
    assert percent(counts, NEW, 0, 0, 0) == 0.01
    assert 0.01 <= percent(counts, QUALIFIED, 0, 1, 2) <= 99.99


def test_each_group_has_its_own_counts():
    won, group = np.array([True, False, True, True, False]), np.array([0, 0, 1, 1, 1])
    counts = count_wins(won, np.zeros(5, int), [], stages=1, sizes=[], group=group, groups=2)
    chance = win_chances(counts, np.zeros(2, int), [], np.array([0, 1]))
    assert chance == pytest.approx([0.5, 2.1 / 3.2])


def test_shares_and_the_prior_make_the_chance():
    counts = known_case()
    fields = [np.array([0]), np.array([1]), np.array([2])]
    stage = np.array([QUALIFIED])
    shares = value_shares(counts, stage, fields)
    odds = 1.1 / 2.1 * np.exp(shares.sum())
    assert win_chances(counts, stage, fields)[0] == pytest.approx(odds / (1 + odds))
    assert shares[0, 0] == pytest.approx(np.log(2.1 / 1.1))


@st.composite
def closed_leads(draw):
    n = draw(st.integers(2, 40))
    won = np.array(draw(st.lists(st.booleans(), min_size=n, max_size=n)))
    won[:2] = [True, False]
    codes = np.array(draw(st.lists(st.integers(0, 3), min_size=2 * n, max_size=2 * n)))
    return won, codes.reshape(2, n)


@given(closed_leads())
def test_one_stage_is_scikit_learns_categorical_naive_bayes(drawn):
    won, codes = drawn
    seen = [np.unique(row, return_inverse=True)[1] for row in codes]
    sizes = [row.max() + 1 for row in seen]
    stage = np.zeros(len(won), int)
    counts = count_wins(won, stage, seen, stages=1, sizes=sizes)
    w, lost = won.sum() + 0.1, (~won).sum() + 0.1
    prior = [lost / (w + lost), w / (w + lost)]
    oracle = CategoricalNB(alpha=0.1, class_prior=prior).fit(np.column_stack(seen), won)
    expected = oracle.predict_proba(np.column_stack(seen))[:, 1]
    np.testing.assert_allclose(win_chances(counts, stage, seen), expected, atol=1e-12, rtol=0)


def test_even_outcomes_are_scikit_learns_with_its_own_prior():
    won, codes = np.array([True, False] * 6), np.array([0, 1, 2, 2, 0, 1, 0, 0, 1, 2, 2, 1])
    stage = np.zeros(12, int)
    counts = count_wins(won, stage, [codes], stages=1, sizes=[3])
    expected = CategoricalNB(alpha=0.1).fit(codes[:, None], won).predict_proba(codes[:, None])
    np.testing.assert_allclose(win_chances(counts, stage, [codes]), expected[:, 1], atol=1e-12)


@given(closed_leads(), st.integers(1, 39))
def test_counts_of_two_parts_add_to_those_of_the_whole(drawn, cut):
    won, codes = drawn
    parts = [slice(None, cut), slice(cut, None), slice(None)]
    first, second, whole = (
        count_wins(won[at], codes[0][at], [codes[1][at]], stages=4, sizes=[4]) for at in parts
    )
    both = first + second
    assert both.stages.tolist() == whole.stages.tolist()
    assert both.values[0].tolist() == whole.values[0].tolist()
    assert (whole - second).stages.tolist() == first.stages.tolist()
