"""Velocity: the leads qualified in each month."""

from __future__ import annotations

from leadbook.figures import measure
from leadbook.language.messages import speaker

SAY = speaker("en")


def test_without_history_there_is_no_lead_velocity(make: type) -> None:
    leads = make.leads(stage=["Won"], created_at=["2026-10-01"], closed_at=["2026-10-09"])
    assert measure(make.pipeline(leads), say=SAY).lead_velocity_rate == ()
