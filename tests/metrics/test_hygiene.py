"""Cold leads: at most one rule each, its action and the reason in words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from leadbook.language.messages import speaker
from leadbook.metrics.facts import gather
from leadbook.metrics.hygiene import cold_rule
from leadbook.metrics.reasons import cold_reasons
from leadbook.pipeline.rules import Condition
from leadbook.pipeline.settings import ColdRule

if TYPE_CHECKING:
    from leadbook.metrics.facts import Facts

AS_OF = datetime(2026, 11, 21)
SAY = speaker("en")
CALLS = ColdRule("Calls", Condition("unanswered_calls", "≥", (5,)), "farewell")
POOR = ColdRule(
    "Poor", Condition("budget", "=", (0,)), "nurture", Condition("label", "=", ("promised",))
)
ROTTEN = ColdRule("Rotten", Condition("rot", "=", ("rotten",)), "recycle")


def facts_of(make: type, **columns: list) -> Facts:
    columns = {"stage": ["New"], "created_at": ["2026-11-01"], **columns}
    leads = make.leads(**columns)
    visits = make.visits(leads, (0, "New", "2026-11-01"))
    return gather(leads, visits, pd.DataFrame(), make.settings().stages, as_of=AS_OF)


@pytest.mark.parametrize(
    ("lead", "rule"),
    [
        ({"unanswered_calls": [5]}, 0),
        ({"unanswered_calls": [4]}, 2),
        ({"unanswered_calls": [None]}, 2),
        ({"unanswered_calls": [9], "budget": [0]}, 0),
        ({"budget": [0]}, 1),
        ({"budget": [0], "label": ["promised"]}, 2),
        ({"budget": [0], "label": [None]}, 1),
        ({"unanswered_calls": [9], "next_step_at": ["2026-12-01"]}, -1),
        ({"unanswered_calls": [9], "snooze_until": ["2026-12-01"]}, -1),
        ({"unanswered_calls": [9], "next_step_at": ["2026-11-01"]}, 0),
        ({"unanswered_calls": [9], "status": ["lost"]}, -1),
        ({"unanswered_calls": [9], "status": ["junk"]}, -1),
    ],
)
def test_the_first_rule_that_holds_without_its_exception_names_a_lead(
    make: type, lead: dict[str, list], rule: int
) -> None:
    facts = facts_of(make, **lead)
    assert cold_rule(facts.frame, (CALLS, POOR, ROTTEN), as_of=AS_OF).tolist() == [rule]


@pytest.mark.parametrize(
    ("rules", "lead", "reason"),
    [
        ([CALLS], {"unanswered_calls": [7]}, "Missed is at least 5; it is 7"),
        ([POOR], {"budget": [0]}, "budget is 0"),
        ([ROTTEN], {}, "13 days over the 7-day limit"),
        ([ColdRule("No label", Condition("label", "is empty"), "x")], {"label": [None]},
         "label is empty"),
        ([ColdRule("Poor", Condition("label", "in", ("a", "b")), "x")], {"label": ["b"]},
         "label is b"),
        ([ColdRule("Old", Condition("last_contact_at", "older than days", (30,)), "x")],
         {"last_contact_at": ["2026-09-01"]},
         "last contact at is more than 30 days ago; it is 2026-09-01"),
        ([CALLS], {"unanswered_calls": [1]}, ""),
        ([], {}, ""),
    ],
)  # fmt: skip
def test_the_reason_says_what_held(
    make: type, rules: list[ColdRule], lead: dict[str, list], reason: str
) -> None:
    facts = facts_of(make, **lead)
    found = cold_rule(facts.frame, rules, as_of=AS_OF)
    labels = {"unanswered_calls": "Missed"}
    words = cold_reasons(found, facts.frame, facts.rot, rules, SAY, labels)
    assert words.tolist() == [reason]


@pytest.mark.parametrize(
    ("days_over", "reason"),
    [
        (0.0, "the 7-day limit is reached"),
        (1.0, "1 day over the 7-day limit"),
        (2.0, "2 days over the 7-day limit"),
    ],
)
def test_how_far_a_lead_is_over_its_limit_is_counted_in_days(
    make: type, days_over: float, reason: str
) -> None:
    facts = facts_of(make)
    facts.rot["days_over"] = days_over
    found = cold_rule(facts.frame, [ROTTEN], as_of=AS_OF)
    assert cold_reasons(found, facts.frame, facts.rot, [ROTTEN], SAY).tolist() == [reason]


def test_a_lead_that_will_be_rotten_soon_is_not_said_to_be_over(make: type) -> None:
    soon = ColdRule("Soon", Condition("rot", "=", ("warning",)), "call")
    facts = facts_of(make, created_at=["2026-11-15"])
    facts.frame["rot"] = "warning"
    facts.rot["days_over"] = float("nan")
    words = cold_reasons(
        cold_rule(facts.frame, [soon], as_of=AS_OF), facts.frame, facts.rot, [soon], SAY
    )
    assert words.tolist() == ["rot is warning"]
