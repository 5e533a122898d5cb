"""The least and the most that rules could give."""

from __future__ import annotations

from datetime import datetime
from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadbook.metrics.score_range import capped, group_caps, group_of, score_range
from leadbook.pipeline.rules import Condition, holds
from leadbook.pipeline.settings import ScoringRule

AS_OF = datetime(2026, 11, 21)
FACTS = pd.DataFrame(
    {
        "source": pd.Series([], dtype="category"),
        "notes": pd.Series([], dtype=object),
        "budget": pd.Series([], dtype="float64"),
        "asked": pd.Categorical([], categories=[False, True]),
        "seen_at": pd.Series([], dtype="datetime64[us]"),
    }
)


def rule(
    field: str, operator: str, values: tuple, points: float, group: str = "", cap: float = 0
) -> ScoringRule:
    condition = Condition(field, operator, values)
    return ScoringRule(field, condition, points, group, group_cap=cap or None)


@pytest.mark.parametrize(
    ("rules", "least", "most"),
    [
        ([], 0, 0),
        ([rule("source", "=", ("a",), 10), rule("source", "=", ("b",), 20)], 0, 20),
        ([rule("source", "in", ("a", "b"), 10), rule("source", "=", ("b",), 20)], 0, 30),
        ([rule("source", "=", ("a",), 10), rule("source", "≠", ("a",), -5)], -5, 10),
        ([rule("budget", "≥", (5,), 10), rule("budget", "≥", (9,), 10)], 0, 20),
        ([rule("budget", "<", (5,), 10), rule("budget", "≥", (5,), 7)], 0, 10),
        ([rule("budget", "between", (3, 4), 10), rule("budget", ">", (4,), 7)], 0, 10),
        ([rule("budget", "is empty", (), -9), rule("budget", ">", (4,), 7)], -9, 7),
        ([rule("asked", "=", ("yes",), 4), rule("asked", "=", ("no",), -3)], -3, 4),
        ([rule("seen_at", "within days", (d,), 5) for d in (7, 30)], 0, 10),
        ([rule("seen_at", "older than days", (7,), -5), rule("seen_at", "within days", (7,), 5)],
         -5, 5),
        ([rule("notes", "contains", ("x",), 5), rule("notes", "contains", ("y",), 6)], 0, 11),
        ([rule("notes", "contains", ("x",), 5), rule("notes", "is empty", (), 6)], 0, 6),
        ([rule("source", "=", ("a",), 30, "fit", 20), rule("budget", ">", (1,), 9, "fit", 20)],
         0, 20),
        ([rule("source", "=", ("a",), -30, "fit", 20)], -20, 0),
        ([rule("source", "=", ("a",), 10, "fit"), rule("source", "=", ("b",), 20, "way")], 0, 20),
    ],
)  # fmt: skip
def test_rules_that_exclude_each_other_are_not_added_up(
    rules: list[ScoringRule], least: float, most: float
) -> None:
    assert score_range(rules, FACTS, as_of=AS_OF) == (least, most)


RULES = st.lists(
    st.builds(
        rule,
        st.sampled_from(["source", "notes"]),
        st.sampled_from(["=", "≠", "in"]),
        st.tuples(st.sampled_from(["a", "b", "c"])),
        st.integers(-20, 20),
        st.sampled_from(["", "fit", "way"]),
        st.sampled_from([0, 10, 25]),
    ),
    min_size=1,
    max_size=7,
)


@given(RULES)
def test_the_range_is_what_the_best_and_the_worst_lead_get(rules: list[ScoringRule]) -> None:
    everyone = pd.DataFrame(
        list(product(["a", "b", "c", "z", None], repeat=2)), columns=["source", "notes"]
    ).astype(object)
    groups, n = group_of(rules)
    total = np.zeros((len(everyone), n))
    for place, asked in zip(groups, rules, strict=True):
        total[:, place] += (holds(asked.condition, everyone, as_of=AS_OF) == 1) * asked.points
    points = capped(total, group_caps(rules))
    assert score_range(rules, FACTS, as_of=AS_OF) == (points.min(), points.max())


def test_the_range_does_not_depend_on_the_leads() -> None:
    rules = [rule("source", "=", ("a",), 10), rule("budget", ">", (3,), 5)]
    some = pd.DataFrame({"source": pd.Categorical(["q"]), "budget": [1.0]})
    assert score_range(rules, some, as_of=AS_OF) == (0, 15)


def test_many_fields_in_one_group_are_quickly_added_up() -> None:
    facts = pd.DataFrame({f"f{i}": pd.Series([], dtype="float64") for i in range(60)})
    rules = [rule(f"f{i}", "≥", (1,), 1 + i / 7, "all", 900) for i in range(60)]
    rules += [rule(f"f{i}", "≥", (1,), 1, "other") for i in range(60)]
    least, most = score_range(rules, facts, as_of=AS_OF)
    assert (least, round(most, 6)) == (0, round(60 + sum(i / 7 for i in range(60)) + 60, 6))


def test_the_tightest_cap_of_a_group_counts() -> None:
    rules = [rule("source", "=", ("a",), 1, "fit", 20), rule("budget", ">", (1,), 1, "fit", 10)]
    assert group_caps(rules).tolist() == [10]
