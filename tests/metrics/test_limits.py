"""Learned limits: from won deals only, with an interval, and what they would flag."""

from __future__ import annotations

from dataclasses import replace
from math import comb
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from leadbook.figures import measure
from leadbook.language.messages import speaker
from leadbook.metrics.limits import learned_limits, whole_limit
from leadbook.metrics.rotting import rotting
from leadbook.metrics.stages import stage_times
from leadbook.pipeline.settings import Stage

if TYPE_CHECKING:
    from leadbook.pipeline.pipeline import Pipeline

STAGES = (Stage("New", limit_days=7), Stage("Won", "won"), Stage("Lost", "lost"))


def learned(days: list[float], *, won: bool = True) -> pd.Series:
    n, end = len(days), "Won" if won else "Lost"
    leads = pd.DataFrame({"status": ["won" if won else "lost"] * n})
    visits = pd.DataFrame(
        {"lead": range(n), "stage": "New", "days": days, "is_open": False, "next_stage": end}
    )
    return learned_limits(leads, visits, STAGES).loc["New"]


@pytest.mark.parametrize(("n", "enough"), [(0, False), (9, False), (10, True)])
def test_ten_visits_are_enough_and_nine_are_not(n: int, *, enough: bool) -> None:
    found = learned([float(day) for day in range(n)])
    assert found["n"] == n
    assert np.isnan(found["days"]) != enough


def test_visits_of_lost_deals_teach_nothing() -> None:
    assert learned([5.0] * 40, won=False)["n"] == 0


def test_ten_visits_do_not_bound_the_limit_from_above() -> None:
    # All ten below the 75th percentile happens once in 18 times: more often than 2.5 %.
    assert 0.75**10 > 0.025
    found = learned([float(day) for day in range(10)])
    assert np.isnan(found["high"])
    assert found["low"] == 4.0


@pytest.mark.parametrize("n", [20, 40, 100, 400])
def test_the_interval_covers_the_percentile_19_times_of_20(n: int) -> None:
    found = learned([float(day) for day in range(n)])
    low = int(found["low"]) + 1
    high = n + 1 if np.isnan(found["high"]) else int(found["high"]) + 1
    below = [comb(n, k) * 0.75**k * 0.25 ** (n - k) for k in range(low, high)]
    assert sum(below) == pytest.approx(0.95, abs=0.025)


@pytest.mark.parametrize(("days", "limit"), [(0.0, 1.0), (0.2, 1.0), (7.0, 7.0), (7.1, 8.0)])
def test_a_limit_is_whole_days_and_never_never(days: float, limit: float) -> None:
    assert whole_limit(days) == limit


@pytest.fixture(scope="module")
def book(make: type) -> Pipeline:
    return make.book(200)


def test_suggestions_are_those_of_the_stage_times(book: Pipeline) -> None:
    stages = book.settings.stages
    both = learned_limits(book.leads, book.visits, stages)
    times = stage_times(book.leads, book.visits, stages)
    assert both["n"].tolist() == times["suggested_limit_n"].tolist()
    np.testing.assert_array_equal(both["days"], times["suggested_limit_days"])


def test_flagged_deals_are_those_that_would_rot_with_the_new_limits(book: Pipeline) -> None:
    limits = measure(book, say=speaker("en")).limits
    new = {limit.stage: limit.new_limit_days for limit in limits if limit.new_limit_days}
    assert new
    stages = [replace(s, limit_days=new.get(s.name, s.limit_days)) for s in book.settings.stages]
    rot = rotting(book.leads, book.visits, stages, as_of=book.as_of)
    then = book.leads["stage"][rot["rot"] == "rotten"].value_counts()
    now = rotting(book.leads, book.visits, book.settings.stages, as_of=book.as_of)["rot"]
    for limit in limits:
        assert limit.rotten_now == ((now == "rotten") & (book.leads["stage"] == limit.stage)).sum()
        if limit.new_limit_days is not None:
            assert limit.rotten_then == then[limit.stage]


def test_a_clock_that_does_not_start_at_the_entry_keeps_its_limit(book: Pipeline) -> None:
    stages = tuple(replace(stage, clock="touch") for stage in book.settings.stages)
    touched = replace(book, settings=replace(book.settings, stages=stages))
    for limit in measure(touched, say=speaker("en")).limits:
        assert limit.new_limit_days is None
        assert limit.kept == ("few" if limit.n < 10 else "clock")
