"""Columns that tell the outcome are found by name, by where they are filled, and by strength."""

from __future__ import annotations

import numpy as np
import pytest

from leadbook.metrics.leaks import filled_only_when_closed, leak_by_name, strong_leaks
from leadbook.metrics.win_columns import usable

CHANCE = np.random.default_rng(5)
WON = CHANCE.random(400) < 0.4
FOLD = np.arange(400) % 5


def blurred(share):
    """The outcome, with so large a share of it replaced by chance."""
    return np.where(CHANCE.random(400) < share, CHANCE.integers(0, 2, 400), WON).astype(int)


@pytest.mark.parametrize(
    ("column", "reason"),
    [
        ("closed_at", "after"),
        ("lost_reason", "after"),
        ("status", "after"),
        ("Win/loss reason", "after"),
        ("Invoice no.", "after"),
        ("دلیل باخت", "after"),
        ("unanswered_calls", "moves"),
        ("stage_since", "moves"),
        ("duration", "moves"),
        ("Call duration (sec)", "moves"),
        ("مدت مکالمه", "moves"),
    ],
)
def test_a_name_that_tells_the_outcome_leaks(column, reason):
    assert leak_by_name(column).reason == reason


@pytest.mark.parametrize(
    "column", ["source", "created_at", "amount", "day_of_week", "Windows", "منبع", "Disclosed"]
)
def test_an_honest_name_does_not_leak(column):
    assert leak_by_name(column) is None


def test_a_column_filled_only_for_closed_deals_is_found():
    closed = np.arange(100) < 50
    assert filled_only_when_closed(closed, closed, ~closed)
    assert not filled_only_when_closed(np.arange(100) % 2 < 1, closed, ~closed)


def test_few_deals_prove_nothing_about_where_a_column_is_filled():
    closed = np.arange(20) < 10
    assert not filled_only_when_closed(closed, closed, ~closed)


def test_an_almost_perfect_column_is_a_leak():
    (leak,) = strong_leaks({"tell": blurred(0.05), "fair": blurred(0.9)}, WON, FOLD)
    assert (leak.column, leak.reason) == ("tell", "perfect")
    assert leak.auc > 0.95


def test_a_column_that_tells_more_than_all_others_together_is_a_leak():
    columns = {"tell": blurred(0.3), "fair": blurred(0.8), "poor": blurred(1.0)}
    (leak,) = strong_leaks(columns, WON, FOLD)
    assert (leak.column, leak.reason) == ("tell", "strong")


def test_twins_do_not_hide_each_other():
    columns = {"tell": blurred(0.3), "fair": blurred(0.8)}
    found = strong_leaks({**columns, "twin": columns["tell"]}, WON, FOLD)
    assert {leak.column for leak in found} == {"tell", "twin"}


def test_honest_columns_are_none():
    assert strong_leaks({"fair": blurred(0.7), "poor": blurred(0.95)}, WON, FOLD) == ()


def test_one_outcome_alone_has_no_leaks():
    assert strong_leaks({"tell": np.zeros(9, int)}, np.ones(9, bool), np.arange(9) % 3) == ()


def test_a_part_of_a_name_is_nothing_to_learn_from(make):
    """Six wins and six losses of which the first names tell everything."""
    leads = make.leads(
        stage=["Won", "Lost"] * 6, source=["web", "fair"] * 6, **{"First name": ["Ann", "Bob"] * 6}
    )
    closed = np.ones(12, dtype=bool)
    used, _ = usable(leads, closed, ~closed)
    assert set(used) & {"source", "First name"} == {"source"}
