"""Comparisons, transitions and the bottleneck of a whole book: what the JSON and the report say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from leadbook.figures import COHORT, as_json, measure
from leadbook.figures.pace import compare
from leadbook.language.messages import speaker

if TYPE_CHECKING:
    from leadbook.figures import Figures
    from leadbook.pipeline.pipeline import Pipeline

SAY = speaker("en")


def two_sources(make: type, fast: tuple[int, int], slow: tuple[int, int], **changes: object):
    """Thirty leads of each source; so many are won, each after so many days, the rest are lost."""
    rows = [
        (source, "Won" if i < wins else "Lost", days if i < wins else 90)
        for source, (wins, days) in (("Referral", fast), ("Ads", slow))
        for i in range(30)
    ]
    source, stage, days = zip(*rows, strict=True)
    created = np.datetime64("2026-05-01")
    closed = [str(created + np.timedelta64(day, "D")) for day in days]
    leads = make.leads(
        source=source, stage=stage, created_at=["2026-05-01"] * 60, closed_at=closed, **changes
    )
    return make.pipeline(leads)


def test_the_planted_difference_of_the_sample_is_found(sample: Figures) -> None:
    found = sample.comparisons["source"]
    assert (found.finding, found.faster) == ("pair", "Referral")
    assert SAY(found.verdict).startswith("Referral converts faster than ")
    assert found.pair_p < 0.01
    pace = {group.value: group for group in found.groups}
    assert pace["Referral"].won > 1.5 * pace["Referral"].expected
    assert pace["Search ads"].won < 0.7 * pace["Search ads"].expected


def test_a_faster_group_is_named_with_days_p_and_n(make: type) -> None:
    found = compare(two_sources(make, (20, 12), (18, 31)), ["source"])["source"]
    assert SAY(found.verdict) == (
        "Referral converts faster than Ads: 12 against 31 days, p < 0.05, n = 30 and 30."
    )


def test_a_group_that_wins_more_but_no_sooner_is_said_to_win_more(make: type) -> None:
    found = compare(two_sources(make, (25, 31), (5, 31)), ["source"])["source"]
    assert SAY(found.verdict) == (
        "Referral is won more often than Ads: 83.3% against 16.7% by day 90, p < 0.001, "
        "n = 30 and 30."
    )


def test_groups_alike_are_said_not_to_be_told_apart(make: type) -> None:
    found = compare(two_sources(make, (12, 20), (12, 20)), ["source"])["source"]
    assert (found.finding, found.faster, found.pair_p) == ("none", None, None)
    assert SAY(found.verdict) == (
        "source: nothing can be told apart; chance alone may explain the differences (p ≥ 0.05, "
        "n = 60)."
    )


def test_too_few_wins_are_said_to_be_too_few(make: type) -> None:
    found = compare(two_sources(make, (4, 12), (3, 31)), ["source"])["source"]
    assert SAY(found.verdict).startswith("source: too little to compare")


def test_a_young_cohort_is_not_yet_and_never_zero(make: type) -> None:
    leads = make.leads(
        stage=["Won"] * 10 + ["New"] * 30,
        created_at=["2026-06-10"] * 10 + ["2026-09-30"] * 20 + ["2026-11-03"] * 10,
        closed_at=["2026-07-01"] * 10 + [None] * 30,
    )
    groups = compare(make.pipeline(leads), [])[COHORT].groups
    known = {
        group.value: {day: chance and chance.p for day, chance in group.chances.items()}
        for group in groups
    }
    assert known == {
        "2026-06": {"30": 1, "60": 1, "90": 1},
        "2026-09": {"30": 0, "60": None, "90": None},
        "2026-11": {"30": None, "60": None, "90": None},
    }
    assert [group.median_days_given_won for group in groups] == [21, None, None]
    assert all(p is None for p in groups[2].curve)


def test_campaigns_are_compared_only_where_they_are_asked_for(make: type) -> None:
    book: Pipeline = make.book()
    by_default = compare(book, ["source", "campaign", "budget"])
    assert list(by_default) == ["source", "budget", COHORT]


def test_comparisons_transitions_and_bottleneck_have_their_keys(make: type) -> None:
    found = as_json(measure(make.book(), say=SAY), SAY)
    assert set(found["comparisons"]) == {"source", COHORT}
    keys = {"finding", "p", "chi_square", "verdict", "groups"}
    assert keys <= set(found["comparisons"]["source"])
    assert {"from_stage", "to_stage", "direction", "n", "share", "median_days"} <= set(
        found["transitions"][0]
    )
    assert {"stage", "verdict", "reasons", "stages"} == set(found["bottleneck"])
