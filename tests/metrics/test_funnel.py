"""Conversion from stage to stage, strict and furthest."""

from __future__ import annotations

import numpy as np
import pytest

from leadbook.metrics.funnel import funnel, furthest_place


def test_a_skipped_stage_is_passed_but_not_strictly(make: type) -> None:
    leads = make.leads(stage=["Won"], created_at=["2026-09-01"], closed_at=["2026-10-01"])
    visits = make.visits(leads, (0, "New", "2026-09-01"), (0, "Talks", "2026-09-11"))
    table = funnel(leads, visits, make.settings().stages)
    assert table["passed"].tolist() == [1, 1, 1]
    assert table["strict_passed"].tolist() == [0, 0, 1]
    assert table["strict_n"].tolist() == [1, 0, 1]
    assert table["skips"].tolist() == [0, 1, 0]


def test_open_leads_that_have_not_gone_on_are_not_yet(make: type) -> None:
    leads = make.leads(
        stage=["New", "Offer", "Lost"],
        created_at=["2026-09-01"] * 3,
        closed_at=[None, None, "2026-09-21"],
        amount=[5, 7, 11],
    )
    visits = make.visits(
        leads,
        (0, "New", "2026-09-01"),
        (1, "New", "2026-09-01"),
        (1, "Offer", "2026-09-11"),
        (2, "New", "2026-09-01"),
    )
    new, offer, talks = funnel(leads, visits, make.settings().stages).to_dict("records")
    assert (new["reached"], new["passed"], new["not_yet"]) == (3, 1, 1)
    assert (new["strict_passed"], new["strict_n"]) == (1, 2)
    assert (offer["reached"], offer["passed"], offer["not_yet"]) == (1, 0, 1)
    assert (offer["strict_passed"], offer["strict_n"]) == (0, 0)
    assert (new["open_value"], offer["open_value"], talks["open_value"]) == (5, 7, 0)


def test_backward_moves_are_counted_and_never_subtracted(make: type) -> None:
    leads = make.leads(stage=["New"], created_at=["2026-09-01"])
    visits = make.visits(
        leads, (0, "New", "2026-09-01"), (0, "Offer", "2026-09-11"), (0, "New", "2026-09-21")
    )
    table = funnel(leads, visits, make.settings().stages)
    assert table["reached"].tolist() == [1, 1, 0]
    assert table["strict_passed"].tolist() == [1, 0, 0]
    assert table["regressions"].tolist() == [0, 1, 0]
    assert table["reentries"].tolist() == [1, 0, 0]


def test_a_visit_of_the_next_stage_before_is_not_a_passing(make: type) -> None:
    leads = make.leads(stage=["Lost"], created_at=["2026-09-01"], closed_at=["2026-10-01"])
    visits = make.visits(leads, (0, "Offer", "2026-09-01"), (0, "New", "2026-09-11"))
    table = funnel(leads, visits, make.settings().stages)
    assert table["strict_passed"].tolist() == [0, 0, 0]
    assert table["strict_n"].tolist() == [1, 1, 0]


@pytest.mark.parametrize(
    ("stage", "status", "place"),
    [
        ("Offer", "open", 1),
        ("Won", "won", 3),
        ("Offer", "won", 3),
        ("Talks", "lost", 2),
        ("Lost", "lost", 0),
        ("Junk", "junk", 0),
        (None, "open", 0),
        ("Won", "open", 0),
    ],
)
def test_without_history_the_row_itself_tells_how_far_a_lead_came(
    make: type, stage: str | None, status: str, place: int
) -> None:
    leads = make.leads(stage=[stage], status=[status])
    assert furthest_place(leads, make.visits(leads), make.settings().stages).tolist() == [place]


def test_a_pipeline_without_open_stages_has_an_empty_funnel(make: type) -> None:
    leads = make.leads(stage=["Won"])
    stages = make.settings().stages[3:]
    table = funnel(leads, make.visits(leads, stages=stages), stages)
    assert table.empty
    assert {"reached", "strict_n", "open_value"} <= set(table.columns)


def test_what_each_stage_reached_never_grows(make: type) -> None:
    chance = np.random.default_rng(3)
    names = ["New", "Offer", "Talks", "Won", "Lost"]
    leads = make.leads(stage=chance.choice(names, 200).tolist())
    lead, day = chance.integers(0, 200, 500).tolist(), chance.integers(1, 29, 500).tolist()
    visited = chance.choice(names[:3], 500).tolist()
    log = [(i, s, f"2026-10-{d:02}") for i, s, d in zip(lead, visited, day, strict=True)]
    table = funnel(leads, make.visits(leads, *log), make.settings().stages)
    assert table["reached"].is_monotonic_decreasing
    assert table["reached"].iloc[0] == 200
    assert (table["passed"] + table["not_yet"] <= table["reached"]).all()
    assert (table["strict_passed"] <= table["strict_n"]).all()
