"""Rotten, warning, held, fresh: the limits and their edges."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pandas as pd
import pytest

from leadbook.metrics.rotting import held_until, rotting
from leadbook.pipeline.settings import Stage

AS_OF = datetime(2026, 11, 21)


def rot_of(make: type, stage: Stage, *, log: str | None = "2026-11-11", **lead: object) -> dict:
    """Judge one lead, created on the 1st, that entered this stage ten days ago."""
    stages = (stage, Stage("Won", "won"))
    columns = {"stage": [stage.name], "created_at": ["2026-11-01"]}
    leads = make.leads(stages=stages, **columns, **{name: [v] for name, v in lead.items()})
    rows = [(0, stage.name, log)] if log else []
    visits = make.visits(leads, *rows, stages=stages)
    return rotting(leads, visits, stages, as_of=AS_OF).iloc[0].to_dict()


@pytest.mark.parametrize(
    ("limit", "state"),
    [
        (10, "rotten"),
        (10.01, "warning"),
        (12.5, "warning"),
        (12.51, "fresh"),
        (0, "no limit"),
        (-3, "no limit"),
        (None, "no limit"),
        (0.5, "rotten"),
    ],
)
def test_a_lead_of_ten_days_against_its_limit(make: type, limit: float | None, state: str) -> None:
    assert rot_of(make, Stage("New", limit_days=limit))["rot"] == state


def test_what_is_rotten_tells_by_how_much_and_since_when(make: type) -> None:
    found = rot_of(make, Stage("New", limit_days=8))
    assert (found["days_over"], found["percent_of_limit"]) == (2, 1.25)
    assert found["due_at"] == pd.Timestamp("2026-11-19")


def test_what_is_not_over_has_no_days_over(make: type) -> None:
    found = rot_of(make, Stage("New", limit_days=12))
    assert np.isnan(found["days_over"])
    assert found["due_at"] == pd.Timestamp("2026-11-23")


@pytest.mark.parametrize(
    ("clock", "due"),
    [("entry", "2026-11-18"), ("touch", "2026-11-22"), ("creation", "2026-11-08")],
)
def test_each_clock_counts_from_its_own_start(make: type, clock: str, due: str) -> None:
    stage = Stage("New", limit_days=7, clock=clock)
    found = rot_of(make, stage, last_contact_at="2026-11-15")
    assert found["due_at"] == pd.Timestamp(due)


def test_a_lead_that_nobody_touched_is_counted_from_its_creation(make: type) -> None:
    found = rot_of(make, Stage("New", limit_days=19, clock="touch"))
    assert (found["rot"], found["days_over"]) == ("rotten", 1)


def test_a_lead_of_unknown_entry_is_unknown(make: type) -> None:
    found = rot_of(make, Stage("New", limit_days=7), log=None)
    assert found["rot"] == "unknown"
    assert found["due_at"] is pd.NaT


@pytest.mark.parametrize(
    ("ahead", "state"),
    [
        ({"next_step_at": "2026-11-22"}, "held"),
        ({"snooze_until": "2026-12-31"}, "held"),
        ({"next_step_at": "2026-11-21"}, "rotten"),
        ({"next_step_at": "2026-11-21 14:00"}, "rotten"),
        ({"snooze_until": "2026-11-01"}, "rotten"),
    ],
)
def test_a_future_step_or_snooze_holds_a_lead(
    make: type, ahead: dict[str, str], state: str
) -> None:
    assert rot_of(make, Stage("New", limit_days=7), **ahead)["rot"] == state


def test_a_held_lead_is_held_until_the_later_of_two_dates(make: type) -> None:
    leads = make.leads(stage=["New"], next_step_at=["2026-11-25"], snooze_until=["2026-12-01"])
    assert held_until(leads, as_of=AS_OF).astype("M8[D]").astype(str).tolist() == ["2026-12-01"]


def test_a_lead_without_a_limit_is_not_called_held(make: type) -> None:
    assert rot_of(make, Stage("New"), next_step_at="2026-12-01")["rot"] == "no limit"


def test_closed_leads_never_rot(make: type) -> None:
    leads = make.leads(stage=["Lost"], created_at=["2026-01-01"], closed_at=["2026-02-01"])
    found = rotting(leads, make.visits(leads), make.settings().stages, as_of=AS_OF)
    assert found["rot"].tolist() == [""]
    assert found.drop(columns="rot").isna().all(axis=None)
