"""Scores, grades and the reasons for both."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from leadbook.language.messages import speaker
from leadbook.metrics.facts import gather
from leadbook.metrics.grades import grade_leads, grade_names
from leadbook.metrics.reasons import score_reasons, unknown_fields
from leadbook.metrics.scoring import score_leads
from leadbook.pipeline.rules import Condition
from leadbook.pipeline.settings import Grade, ScoringRule

if TYPE_CHECKING:
    from leadbook.metrics.facts import Facts
    from leadbook.metrics.scoring import Scores

AS_OF = datetime(2026, 11, 21)
SAY = speaker("en")
REFERRAL = ScoringRule("Referral", Condition("source", "=", ("referral",)), 20)
RICH = ScoringRule("Rich", Condition("budget", "≥", (100,)), 30)
POOR = ScoringRule("Poor", Condition("budget", "<", (10,)), -10)


def facts_of(make: type, **columns: list) -> Facts:
    leads = make.leads(stage=["New"] * len(next(iter(columns.values()))), **columns)
    return gather(leads, make.visits(leads), pd.DataFrame(), make.settings().stages, as_of=AS_OF)


def scored(make: type, *rules: ScoringRule, **columns: list) -> Scores:
    return score_leads(facts_of(make, **columns), rules, as_of=AS_OF)


def test_a_score_is_the_share_of_what_the_rules_could_give(make: type) -> None:
    found = scored(
        make, REFERRAL, RICH, POOR, source=["referral", "fair", "fair"], budget=[100, 50, 5]
    )
    assert (found.least, found.most) == (-10, 50)
    np.testing.assert_allclose(found.score, [100, 100 * 10 / 60, 0])


def test_an_unknown_field_gives_no_points_and_is_listed(make: type) -> None:
    found = scored(make, REFERRAL, RICH, POOR, source=["referral", None], budget=[None, None])
    np.testing.assert_allclose(found.score, [50, np.nan])
    listed = unknown_fields(found, SAY, {"budget": "Budget (M)"})
    assert listed.tolist() == ["Budget (M)", "source, Budget (M)"]


def test_a_rule_on_a_column_that_the_book_lacks_is_set_aside(make: type) -> None:
    found = scored(make, REFERRAL, RICH, source=["referral"])
    assert (found.set_aside, found.most, found.score.tolist()) == ((RICH,), 20, [100])


def test_without_a_rule_that_applies_there_is_no_score(make: type) -> None:
    for rules in ((), (RICH,)):
        found = scored(make, *rules, source=["referral"])
        assert np.isnan(found.score).all()
        assert score_reasons(found, SAY).tolist() == [""]


def test_a_group_never_gives_more_than_its_cap(make: type) -> None:
    rules = [
        ScoringRule(name, Condition(name, "≥", (1,)), 30, "engaged", group_cap=40)
        for name in ("amount", "budget")
    ]
    found = scored(make, *rules, REFERRAL, amount=[1, 1], budget=[1, 0], source=["x", "referral"])
    assert found.most == 60
    np.testing.assert_allclose(found.score, [100 * 40 / 60, 100 * 50 / 60])


@pytest.mark.parametrize(
    ("contact", "left", "reason"),
    [
        ("2026-11-21", 1.0, "Rich (+30)"),
        ("2026-10-22", 0.5, "Rich (+15 of 30)"),
        ("2026-09-22", 0.25, "Rich (+8 of 30)"),
        ("2025-01-01", 0.0, ""),
        (None, 2 ** (-20 / 30), "Rich (+19 of 30)"),
    ],
)
def test_points_halve_with_each_half_life_since_the_signal(
    make: type, contact: str | None, left: float, reason: str
) -> None:
    fading = ScoringRule("Rich", RICH.condition, 30, half_life_days=30)
    found = scored(make, fading, budget=[200], last_contact_at=[contact], created_at=["2026-11-01"])
    np.testing.assert_allclose(found.score, [100 * left], atol=0.01)
    assert score_reasons(found, SAY).tolist() == [reason]


def test_a_signal_of_unknown_date_does_not_fade(make: type) -> None:
    fading = ScoringRule("Rich", RICH.condition, 30, half_life_days=30)
    assert scored(make, fading, budget=[200]).score.tolist() == [100]


def test_reasons_name_the_strongest_first_in_the_reader_s_language(make: type) -> None:
    unnamed = ScoringRule("", Condition("amount", "≥", (1,)), 2.5)
    found = scored(
        make, REFERRAL, RICH, POOR, unnamed,
        source=["referral", "referral", "x"], budget=[500, 5, 50], amount=[7, 0, 0],
    )  # fmt: skip
    assert score_reasons(found, SAY, {"amount": "Deal size"}).tolist() == [
        "Rich (+30), Referral (+20), Deal size is at least 1 (+2.5)",
        "Referral (+20), Poor (−10)",
        "",
    ]
    strongest, second, _ = score_reasons(found, speaker("fa"))[0].split("، ")
    assert ("Rich" in strongest, "۳۰" in strongest) == (True, True)
    assert ("Referral" in second, "۲۰" in second) == (True, True)


def test_a_lead_s_score_does_not_depend_on_the_others(make: type) -> None:
    columns = {"source": ["referral", "fair", None], "budget": [100, None, 5]}
    together = scored(make, REFERRAL, RICH, POOR, **columns).score
    for lead in range(3):
        alone = {name: [values[lead]] for name, values in columns.items()}
        np.testing.assert_array_equal(
            scored(make, REFERRAL, RICH, POOR, **alone).score, together[[lead]]
        )


GRADES = (
    Grade("hot", 70),
    Grade("hot", None, Condition("source", "=", ("price list",))),
    Grade("warm", 40),
    Grade("cold", 0),
    Grade("junk", None, Condition("label", "=", ("spam",))),
)


@pytest.mark.parametrize(
    ("score", "lead", "grade"),
    [
        (70, {}, "hot"),
        (69.9, {}, "warm"),
        (0, {}, "cold"),
        (np.nan, {}, None),
        (5, {"source": ["price list"]}, "hot"),
        (np.nan, {"source": ["price list"]}, "hot"),
        (90, {"label": ["spam"]}, "junk"),
        (90, {"status": ["junk"]}, "junk"),
    ],
)
def test_a_grade_is_reached_by_score_or_condition_and_junk_overrides(
    make: type, score: float, lead: dict[str, list], grade: str | None
) -> None:
    facts = make.leads(stage=["New"], **{"source": ["web"], "label": ["ok"], **lead})
    (place,) = grade_leads(facts, np.array([score]), GRADES, as_of=AS_OF)
    assert grade_names(GRADES) == ("hot", "warm", "cold", "junk")
    assert (None if place < 0 else grade_names(GRADES)[place]) == grade


def test_a_grade_that_asks_for_nothing_takes_every_lead_with_a_score(make: type) -> None:
    grades = (Grade("good", 50), Grade("rest"))
    facts = make.leads(stage=["New"] * 3)
    found = grade_leads(facts, np.array([60, 10, np.nan]), grades, as_of=AS_OF)
    assert found.tolist() == [0, 1, -1]
