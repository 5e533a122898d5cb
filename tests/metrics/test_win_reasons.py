"""Reasons: the three columns that speak most for a deal and against it."""

from __future__ import annotations

from math import log

import numpy as np

from leadbook.language.messages import speaker
from leadbook.metrics.win_features import Feature
from leadbook.metrics.win_model import Scorecard
from leadbook.metrics.win_reasons import level_words, win_reasons

SAY = speaker("en")


def card(*factors):
    """A card whose columns multiply the odds by these factors at level 1, and not at level 0."""
    return Scorecard(0.0, tuple(np.array([0.0, log(factor)]) for factor in factors))


def reasons(factors, codes):
    words = [["blank", f"c{place}"] for place in range(len(factors))]
    return win_reasons(card(*factors), np.array(codes), words, SAY).tolist()


def test_the_strongest_three_of_each_side_come_first_with_their_factors():
    factors = (1.5, 4, 3, 2, 0.5, 0.25)
    assert reasons(factors, [[1] * 6]) == [
        "For: c1 (×4), c2 (×3), c3 (×2) · Against: c5 (÷4), c4 (÷2)"
    ]


def test_what_hardly_moves_the_odds_is_not_said():
    assert reasons((1.05, 0.96), [[1, 1]]) == [""]


def test_one_side_alone_stands_without_the_other():
    assert reasons((2, 0.5), [[1, 0], [0, 1]]) == ["For: c0 (×2)", "Against: c1 (÷2)"]


def test_no_deals_or_no_columns_give_no_reasons():
    assert reasons((2,), np.zeros((0, 1), dtype=int)) == []
    assert win_reasons(Scorecard(0.0, ()), np.zeros((2, 0), int), [], SAY).tolist() == ["", ""]


def test_levels_are_said_as_people_read_them():
    none = np.array([1])
    amount = Feature("amount", "range", none, ((-np.inf, 12345.6), (12345.6, np.inf)))
    assert level_words(amount, "Amount", SAY) == [
        "Amount is blank", "Amount below 12,300", "Amount from 12,300 up", "Amount: another",
    ]  # fmt: skip
    flag = Feature("decision_maker", "label", none, (True, False))
    assert level_words(flag, "Decides", SAY)[1:3] == ["Decides: yes", "Decides: no"]
    month = Feature("created_at", "month", none, tuple(range(1, 13)))
    assert level_words(month, "Created", SAY)[3] == "Created in month 3"
    days = Feature("demo", "days", none, ((1.0, 2.5),))
    assert level_words(days, "Demo", SAY)[1] == "Demo, days after creation 1 to 2.5"
