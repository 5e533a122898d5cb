"""Closed deals as they stood in each stage that they passed."""

from __future__ import annotations

import numpy as np

from leadbook.metrics.win_cases import deals_of, sampled


def book(make, *log):
    leads = make.leads(
        stage=["Won", "Lost", "Offer", "Junk"], created_at=["2026-01-01"] * 4,
        closed_at=["2026-03-01", "2026-03-01", None, "2026-03-01"],
    )  # fmt: skip
    visits = make.visits(leads, *log)
    return deals_of(leads, visits, make.settings().stages)


LOG = (
    (0, "New", "2026-01-01"), (0, "Offer", "2026-01-05"), (0, "New", "2026-01-07"),
    (1, "New", "2026-01-01"), (1, "Talks", "2026-02-01"), (2, "Offer", "2026-01-01"),
)  # fmt: skip


def test_a_closed_deal_is_a_case_once_in_each_stage_that_it_passed(make):
    lead, stage = book(make, *LOG).moments(np.array([True, True, False, False]))
    assert sorted(zip(lead.tolist(), stage.tolist(), strict=True)) == [
        (0, 0), (0, 1), (1, 0), (1, 2),
    ]  # fmt: skip


def test_a_closed_deal_stands_where_it_was_last_and_an_open_one_where_it_is(make):
    deals = book(make, *LOG)
    assert deals.now[:3].tolist() == [0, 2, 1]
    assert deals.still_open.tolist() == [False, False, True, False]
    assert deals.closed.tolist() == [True, True, False, False]


def test_a_deal_without_a_log_is_one_case_without_a_stage(make):
    deals = book(make, *LOG[:3])
    lead, stage = deals.moments(np.array([True, True, False, False]))
    assert (lead[-1], stage[-1]) == (1, -1)


def test_stages_are_unknown_where_most_closed_deals_have_no_log(make):
    leads = make.leads(stage=["Won"] * 3 + ["Lost"])
    deals = deals_of(leads, make.visits(leads), make.settings().stages)
    assert not deals.stage_known
    lead, stage = deals.moments(np.ones(4, dtype=bool))
    assert (lead.tolist(), stage.tolist()) == ([0, 1, 2, 3], [-1] * 4)


def test_a_sample_is_always_the_same_and_only_of_closed_deals(make):
    leads = make.leads(stage=["Won", "Lost", "New", "Offer"] * 25)
    deals = deals_of(leads, make.visits(leads), make.settings().stages)
    assert sampled(deals, 20).sum() == 20
    assert not (sampled(deals, 20) & ~deals.closed).any()
    assert (sampled(deals, 20) == sampled(deals, 20)).all()
    assert (sampled(deals, 50) == deals.closed).all()


def test_deals_that_are_cases_in_several_stages_are_sampled_the_sooner(make):
    deals = book(make, *LOG)
    assert sampled(deals, 3).sum() == 1
    assert sampled(deals, 4).sum() == 2
