"""No metric writes into a frame that it is given."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from copy import deepcopy
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from leadbook import metrics
from leadbook.language.messages import speaker
from leadbook.metrics.bottleneck import strains, worst_stage
from leadbook.metrics.breakdown import breakdown, grouped, rates_by
from leadbook.metrics.campaigns import campaign_returns
from leadbook.metrics.cohorts import cohorts, first_customers
from leadbook.metrics.columns import codes, flags, moments, numbers, positions, status_is
from leadbook.metrics.comparison import cohort_groups, groups_of
from leadbook.metrics.conversion import (
    closed_cases,
    cohort_cases,
    cohort_rate,
    days_to_outcome,
    entered_cases,
    win_rate,
    won_over_entered,
)
from leadbook.metrics.curves import aalen_johansen
from leadbook.metrics.facts import gather
from leadbook.metrics.forecast import chances, forecast, open_deals
from leadbook.metrics.funnel import funnel, furthest_place
from leadbook.metrics.grades import grade_leads
from leadbook.metrics.hygiene import cold_rule
from leadbook.metrics.late_entry import created_before, late_entry
from leadbook.metrics.limits import flagged, learned_limits
from leadbook.metrics.moves import moves, places
from leadbook.metrics.next_action import next_actions
from leadbook.metrics.profiles import compare
from leadbook.metrics.reasons import cold_reasons
from leadbook.metrics.rep_chances import rep_calibration
from leadbook.metrics.rotting import held_until, rotting
from leadbook.metrics.score_range import score_range
from leadbook.metrics.scoring import score_leads
from leadbook.metrics.stages import business_days_of, days_in_stage, stage_times
from leadbook.metrics.targets import owner_targets, team_targets
from leadbook.metrics.time_to_win import cases
from leadbook.metrics.touches import count_touches
from leadbook.metrics.transitions import transitions
from leadbook.metrics.velocity import qualified_at
from leadbook.metrics.win_book import counted, learn
from leadbook.metrics.win_cases import deals_of
from leadbook.metrics.win_columns import usable
from leadbook.metrics.win_features import features_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from leadbook.pipeline.pipeline import Pipeline

AT = {"as_of": datetime(2026, 11, 21)}
UTC = {**AT, "time_zone": "UTC"}

CALLS: dict[Callable[..., Any], Callable[[Pipeline, Callable[..., Any]], object]] = {
    breakdown: lambda b, f: f(b.leads, "source"),
    business_days_of: lambda b, f: f(b.visits, weekend=frozenset({4})),
    campaign_returns: lambda b, f: f(b.leads, b.activities, b.campaigns),
    cases: lambda b, f: f(b.leads),
    chances: lambda b, f: f(b.leads, b.visits, b.settings.stages),
    closed_cases: lambda b, f: f(b.leads),
    codes: lambda b, f: f(b.leads, "source", ["web"]),
    cohort_cases: lambda b, f: f(b.leads, 30, **UTC),
    cohort_rate: lambda b, f: f(b.leads, 30, **UTC),
    cohorts: lambda b, f: f(b.leads, **UTC),
    cold_reasons: lambda b, f: f(
        np.ones(60, dtype=int), b.leads.assign(rot="rotten"), b.leads, b.settings.cold_rules,
        speaker("en"),
    ),
    cohort_groups: lambda b, f: f(b.leads, np.ones(60), **UTC),
    cold_rule: lambda b, f: f(b.leads, b.settings.cold_rules, **AT),
    count_touches: lambda b, f: f(b.activities, 60, **AT),
    compare: lambda b, f: f(
        b.leads, ["source", "budget"], won=np.arange(60) < 20, lost=np.arange(60) > 30,
        now=np.zeros(60, bool),
    ),
    counted: lambda b, f: f(
        b.leads, deals_of(b.leads, b.visits, b.settings.stages), ["source", "amount"]
    ),
    created_before: lambda b, f: f(b.leads, AT["as_of"]),
    deals_of: lambda b, f: f(b.leads, b.visits, b.settings.stages),
    days_in_stage: lambda b, f: f(b.visits, 60, which="first", stage="New"),
    days_to_outcome: lambda b, f: f(b.leads),
    entered_cases: lambda b, f: f(b.leads),
    features_of: lambda b, f: f(b.leads, ["source", "amount", "created_at"], np.ones(60, bool)),
    first_customers: lambda b, f: f(b.leads),
    flagged: lambda b, f: f(b.leads, b.leads.assign(days_in_stage=9.0), {"New": 7.0}),
    flags: lambda b, f: f(b.activities, "answered"),
    forecast: lambda b, f: f(
        open_deals(b.leads, np.ones(60), **AT), aalen_johansen(*cases(b.leads)), **AT
    ),
    funnel: lambda b, f: f(b.leads, b.visits, b.settings.stages),
    furthest_place: lambda b, f: f(b.leads, b.visits, b.settings.stages),
    gather: lambda b, f: f(b.leads, b.visits, b.activities, b.settings.stages, **AT),
    grade_leads: lambda b, f: f(b.leads, np.ones(60), b.settings.grades, **AT),
    grouped: lambda b, f: f(b.leads, "amount"),
    groups_of: lambda b, f: f(b.leads, "source", np.ones(60)),
    held_until: lambda b, f: f(b.leads, **AT),
    late_entry: lambda b, f: f(
        b.leads, b.visits, b.settings.stages, log_from=datetime(2026, 9, 1), time_zone="UTC"
    ),
    learn: lambda b, f: f(
        b.leads, deals_of(b.leads, b.visits, b.settings.stages), ["source", "amount"]
    ),
    learned_limits: lambda b, f: f(b.leads, b.visits, b.settings.stages),
    moments: lambda b, f: f(b.leads, "created_at"),
    moves: lambda b, f: f(b.leads, b.visits, b.settings.stages),
    next_actions: lambda b, f: f(
        b.leads, b.leads.assign(rot="rotten", days_over=2.0), pd.Categorical([""] * 60),
        speaker("en"),
    ),
    numbers: lambda b, f: f(b.leads, "amount"),
    places: lambda b, f: f(b.leads, "stage", b.settings.stages),
    open_deals: lambda b, f: f(b.leads, np.ones(60), **AT),
    owner_targets: lambda b, f: f(b.leads, b.targets, **AT),
    positions: lambda b, f: f(b.visits, "lead"),
    qualified_at: lambda b, f: f(b.leads, b.visits, b.settings.stages, "Offer"),
    rates_by: lambda b, f: f(b.leads, "source", closed_cases(b.leads)),
    rep_calibration: lambda b, f: f(b.leads.assign(rep_probability=0.5)),
    rotting: lambda b, f: f(b.leads, b.visits, b.settings.stages, **AT),
    score_range: lambda b, f: f(b.settings.scoring[:2], b.leads, **AT),
    stage_times: lambda b, f: f(b.leads, b.visits, b.settings.stages),
    strains: lambda b, f: f(
        b.leads, b.visits, b.settings.stages, passed=np.ones(3, int), decided=np.ones(3, int),
        rot=b.leads.assign(rot="rotten"),
    ),
    status_is: lambda b, f: f(b.leads, "won"),
    team_targets: lambda b, f: f(b.leads, b.targets, **AT),
    transitions: lambda b, f: f(b.leads, b.visits, b.settings.stages),
    usable: lambda b, f: f(b.leads, np.ones(60, bool), np.zeros(60, bool)),
    win_rate: lambda b, f: f(b.leads),
    worst_stage: lambda b, f: f(b.leads.assign(loses=1, waits=0, holds=0)),
    won_over_entered: lambda b, f: f(b.leads),
}  # fmt: skip


def test_every_public_metric_of_a_frame_is_held_to_it() -> None:
    modules = [
        importlib.import_module(f"{metrics.__name__}.{found.name}")
        for found in pkgutil.iter_modules(metrics.__path__)
    ]
    public = {
        function
        for module in modules
        for name in module.__all__
        if inspect.isfunction(function := getattr(module, name))
        if any(
            "DataFrame" in str(p.annotation)
            for p in inspect.signature(function).parameters.values()
        )
    }
    assert public == set(CALLS)


@pytest.mark.parametrize("metric", CALLS, ids=lambda metric: metric.__name__)
def test_a_metric_leaves_its_frames_as_they_were(make: type, metric: Callable[..., object]) -> None:
    book = make.book()
    frames = ("leads", "visits", "activities", "campaigns")
    before = {name: deepcopy(getattr(book, name)) for name in frames}
    CALLS[metric](book, metric)
    for name in frames:
        pd.testing.assert_frame_equal(getattr(book, name), before[name])


def test_scoring_leaves_the_facts_as_they_were(make: type) -> None:
    book = make.book()
    facts = gather(book.leads, book.visits, book.activities, book.settings.stages, **AT)
    before = deepcopy(facts)
    score_leads(facts, book.settings.scoring, **AT)
    for name in ("frame", "rot", "latest"):
        pd.testing.assert_frame_equal(getattr(facts, name), getattr(before, name))
    np.testing.assert_array_equal(facts.contact, before.contact)
