"""The figures as JSON: every key of the contract, and only its own types."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime

from leaves import leaves

from leadbook.figures import Figures, as_json
from leadbook.language.messages import speaker

SAY = speaker("en")
RATE = {"rate", "n", "low", "high"}
CHANCE = {"p", "low", "high"}
SPREAD = {"n", "mean", "median", "p90"}
HORIZONS = {"30", "60", "90"}


def test_the_json_has_every_key_of_the_contract(figures: Figures) -> None:
    found = as_json(figures, SAY)
    assert {field.name for field in fields(Figures)} - {"leads", "curve", "open_deals"} == set(
        found
    )
    assert set(found["counts"]) == {"leads", "open", "won", "lost", "junk", "problems"}
    assert set(found["value"]) == {"won_total", "won_mean", "open_total"}
    assert {"won_over_entered", "win_rate", "cohort_30", "cohort_60", "cohort_90"} == set(
        found["conversion"]
    )
    assert all(set(rate) == RATE for rate in found["conversion"].values())
    assert set(found["days_to_outcome"]) == {"won", "lost", "closed", "open_age"}
    assert all(set(spread) == SPREAD for spread in found["days_to_outcome"].values())
    for curve in ("aalen_johansen", "kaplan_meier", "closed_only"):
        assert set(found["time_to_win"][curve]) == HORIZONS
        assert all(set(chance) == CHANCE for chance in found["time_to_win"][curve].values())
    assert {"per_day", "opportunities", "win_rate", "mean_won_value", "mean_days_to_win"} == set(
        found["sales_velocity"]
    )
    assert {"strict_conversion", "km_median_days", "suggested_limit_n"} < set(found["stages"][0])
    assert {"rotten", "warning", "held", "fresh"} < set(found["rotten"])
    assert {"value", "leads", "win_rate", "won_value", "aalen_johansen_30"} < set(
        found["by"]["source"][0]
    )
    assert {"campaign", "cost", "roi_first", "roi_last"} < set(found["campaigns"][0])
    assert set(found["grades"]) == {"hot", "warm", "cold", "junk"}
    assert {"month", "qualified", "rate"} < set(found["lead_velocity_rate"][0])
    assert set(found["cold"][0]) == {"lead_id", "rule", "action"}
    assert found["problems"] == [
        {
            "sheet": "Leads", "cell": "B2", "column": "Stage", "value": "x", "problem": "bad",
            "how_to_mend": "mend it",
        }
    ]  # fmt: skip
    assert found["as_of"] == "2026-11-21"


def test_the_json_holds_only_json_s_own_types(figures: Figures) -> None:
    kinds = {type(leaf) for leaf in leaves(as_json(figures, SAY))}
    assert kinds <= {str, int, float, bool, type(None)}


def test_as_of_with_a_time_keeps_it(figures: Figures) -> None:
    at = replace(figures, as_of=datetime(2026, 11, 21, 13, 5))
    assert as_json(at, SAY)["as_of"] == "2026-11-21T13:05:00"
