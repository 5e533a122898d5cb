"""Stages: what can be said of the way through them."""

from __future__ import annotations

from leadbook.figures import measure
from leadbook.language.messages import speaker

SAY = speaker("en")


def test_conversion_between_stages_is_unknown_where_lost_leads_tell_no_path(make: type) -> None:
    leads = make.leads(
        stage=["Won"] * 20 + ["Lost"] * 30 + ["New"] * 5,
        created_at=["2026-10-01"] * 55,
        closed_at=["2026-10-09"] * 50 + [None] * 5,
    )
    figures = measure(make.pipeline(leads, history="none"), say=SAY)
    assert all(stage.furthest_conversion.rate is None for stage in figures.stages)
    assert figures.bottleneck is not None
    assert not any(stage.loses for stage in figures.bottleneck.stages)
