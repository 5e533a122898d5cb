"""Targets of owners and of the team."""

from __future__ import annotations

import pandas as pd

from leadbook.figures import measure
from leadbook.language.messages import speaker

SAY = speaker("en")


def test_targets_stand_by_owner_and_for_the_team(make: type) -> None:
    leads = make.leads(
        stage=["Won"], owner=["Ali"], amount=[40], created_at=["2026-08-01"],
        closed_at=["2026-10-11"],
    )  # fmt: skip
    targets = pd.DataFrame(
        {"owner": ["Ali", ""], "month": pd.to_datetime(["2026-10-01", "2026-11-01"]),
         "target": [80.0, 10.0]}
    )  # fmt: skip
    figures = measure(make.pipeline(leads, targets=targets), say=SAY)
    (ali,) = figures.targets
    assert (ali.owner, ali.attainment, ali.remaining, ali.state) == ("Ali", 0.5, 40, "over")
    assert [(t.owner, t.month, t.target, t.actual) for t in figures.team_targets] == [
        (None, "2026-10", 80, 40),
        (None, "2026-11", 10, 0),
    ]
