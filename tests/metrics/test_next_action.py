"""The next action: the cold rule's, else what the standing of the deal and its plan call for."""

from __future__ import annotations

import pandas as pd
import pytest

from leadbook.language.messages import speaker
from leadbook.metrics.next_action import next_actions

EN = speaker("en")
SOON = pd.Timestamp("2026-11-25")


def said(rot: str, *, cold: str = "", say=EN, **facts: object) -> str:
    """What is said of one lead; `facts` are columns of the leads, or of how it stands."""
    standing = {name: facts.pop(name) for name in ("days_over", "due_at", "held_until")
                if name in facts}  # fmt: skip
    leads = pd.DataFrame({"lead_id": ["L1"], **{name: [value] for name, value in facts.items()}})
    table = pd.DataFrame({"rot": [rot], **{name: [value] for name, value in standing.items()}})
    found: str = next_actions(leads, table, pd.Categorical([cold]), say)[0]
    return found


@pytest.mark.parametrize(
    ("rot", "facts", "action"),
    [
        ("", {}, ""),
        ("", {"Next step": "Call"}, ""),
        ("rotten", {"days_over": 1.4}, "Contact now: 1 day over the limit"),
        ("rotten", {"days_over": 6.9}, "Contact now: 6 days over the limit"),
        ("rotten", {"days_over": 0.0}, "Contact now: the limit is reached"),
        ("rotten", {"days_over": 6.0, "Next step": "Call"}, "Contact now: 6 days over the limit"),
        ("warning", {"due_at": SOON}, "Contact before 2026-11-25"),
        ("held", {"held_until": SOON, "due_at": SOON}, "Next step on 2026-11-25"),
        ("fresh", {"due_at": SOON}, "Plan the next step before 2026-11-25"),
        ("fresh", {"next_step_at": SOON}, "Take the step planned for 2026-11-25"),
        ("fresh", {"next_step_at": SOON, "Next step": "Call"}, "Call"),
        ("fresh", {"Next step": None}, "Plan the next step"),
        ("no limit", {}, "Plan the next step"),
        ("unknown", {}, "Plan the next step"),
        ("fresh", {"اقدام بعدی": "تماس"}, "تماس"),
    ],
)
def test_each_standing_calls_for_its_action(rot, facts, action) -> None:
    assert said(rot, **facts) == action


def test_a_cold_rule_s_action_comes_first_and_one_without_an_action_says_nothing() -> None:
    assert said("rotten", days_over=3.0, cold="Farewell") == "Farewell"
    assert said("fresh", cold="") == "Plan the next step"


def test_days_are_in_the_calendar_of_the_language() -> None:
    assert "۱۴۰۵/۰۹/۰۴" in said("warning", due_at=SOON, say=speaker("fa"))


def test_no_leads_have_no_actions() -> None:
    rot = pd.DataFrame({"rot": pd.Categorical([], categories=["fresh"])})
    assert next_actions(pd.DataFrame(), rot, pd.Categorical([]), EN).tolist() == []
