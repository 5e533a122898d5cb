"""Reps' own estimates against what won."""

from __future__ import annotations

import pandas as pd

from leadbook.metrics.intervals import wilson
from leadbook.metrics.rep_chances import rep_calibration


def leads(**columns):
    return pd.DataFrame(columns)


def test_estimates_are_held_against_the_outcome_for_all_and_for_each_rep():
    found = rep_calibration(
        leads(
            status=["won", "lost", "won", "won"],
            owner=["Ann", "Ann", "Bo", "Bo"],
            rep_probability=[0.7, 0.7, 0.8, 0.3],
        )
    )
    assert [(b.owner, b.low, b.high, b.observed) for b in found] == [
        ("", 0.2, 0.4, wilson(1, 1)),
        ("", 0.6, 0.8, wilson(2, 3)),
        ("Ann", 0.6, 0.8, wilson(1, 2)),
        ("Bo", 0.2, 0.4, wilson(1, 1)),
        ("Bo", 0.6, 0.8, wilson(1, 1)),
    ]


def test_open_deals_blank_estimates_and_those_written_after_the_outcome_count_nowhere():
    frame = leads(
        status=["open", "won", "won", "lost"],
        owner=["Ann"] * 4,
        rep_probability=[0.5, None, 1.0, 0.0],
    )
    assert rep_calibration(frame) == ()


def test_a_book_without_owners_has_all_reps_together():
    (only,) = rep_calibration(leads(status=["won"], rep_probability=[0.5]))
    assert (only.owner, only.said) == ("", 0.5)


def test_a_book_without_estimates_has_none():
    assert rep_calibration(leads(status=["won"], owner=["Ann"])) == ()
