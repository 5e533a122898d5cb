"""Left truncation: curves against lifelines, and which visits a late log watches since when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np
import pytest

from leadbook.metrics.curves import kaplan_meier
from leadbook.metrics.events import CENSORED, EVENT, count_events
from leadbook.metrics.late_entry import created_before, late_entry
from leadbook.metrics.stages import stage_times

LOG_FROM = datetime(2026, 10, 1, 9, 30)
UTC = {"log_from": LOG_FROM, "time_zone": "UTC"}


@pytest.mark.parametrize("seed", range(5))
def test_late_entries_give_lifelines_curve_in_each_group(seed: int) -> None:
    lifelines = pytest.importorskip("lifelines")
    chance = np.random.default_rng(seed)
    n = 200
    entries = np.where(chance.random(n) < 0.5, 0, chance.integers(1, 20, n)).astype(float)
    days = entries + chance.integers(1, 30, n)
    ends = chance.choice([CENSORED, EVENT], n, p=[0.3, 0.7])
    groups = chance.integers(0, 2, n)
    curve = kaplan_meier(days, ends, groups, 2, entries=entries)
    for group in range(2):
        mine = groups == group
        oracle = lifelines.KaplanMeierFitter()
        oracle.fit(days[mine], ends[mine] == EVENT, entry=entries[mine])
        rows = curve.events.group == group
        expected = 1 - oracle.survival_function_at_times(curve.events.days[rows]).to_numpy()
        np.testing.assert_allclose(curve.p[rows], expected, atol=1e-6)


def test_a_case_is_at_risk_after_its_entry_and_not_if_it_had_ended_by_then() -> None:
    table = count_events([5, 8, 9, 4], [EVENT] * 4, entries=[0, 5, 2, 6])
    assert table.days.tolist() == [5, 8, 9]
    assert table.at_risk.tolist() == [2, 2, 1]
    assert table.total.tolist() == [3]


def test_a_risk_set_that_empties_early_leaves_nothing_to_survive() -> None:
    curve = kaplan_meier([2, 9], [EVENT, EVENT], entries=[0, 5])
    assert curve.p.tolist() == [1, 1]


def late_book(make: type, older: int = 20) -> tuple[Any, Any]:
    """Old leads, of which four stand in the log that opens on 1 October, and ten new ones."""
    leads = make.leads(
        stage=["New"] * (older + 10),
        created_at=["2026-08-01"] * older + ["2026-10-05"] * 10,
    )
    log = [
        (0, "New", "2026-10-01"),  # opens the log in the first stage: there since creation
        (0, "Offer", "2026-10-11"),
        (1, "Offer", "2026-10-01"),  # in a later stage: nobody knows since when
        (2, "Talks", "2026-10-20"),  # moved while the log was kept: known
        (3, "New", "2026-08-01"),  # told by the lead itself
        (older, "New", "2026-10-05"),
    ]
    return leads, make.visits(leads, *log)


def test_each_visit_is_watched_from_its_own_beginning_or_the_log_s(make: type) -> None:
    leads, visits = late_book(make)
    found = late_entry(leads, visits, make.settings().stages, **UTC)
    entries = dict(
        zip(visits[["lead", "stage"]].itertuples(index=False), found.entries, strict=True)
    )
    assert entries[(0, "New")] == pytest.approx(61 + 9.5 / 24)
    assert entries[(3, "New")] == pytest.approx(61 + 9.5 / 24)
    assert entries[(0, "Offer")] == entries[(2, "Talks")] == entries[(20, "New")] == 0
    days = dict(zip(visits[["lead", "stage"]].itertuples(index=False), found.days, strict=True))
    assert days[(0, "New")] == 71
    assert np.isnan(days[(1, "Offer")])
    assert (found.late, found.unknown) == (2, 1)


def test_the_stage_s_median_counts_late_visits_from_the_log_on_only(make: type) -> None:
    leads, visits = late_book(make)
    stages = make.settings().stages
    late = late_entry(leads, visits, stages, **UTC)
    naive, aware = stage_times(leads, visits, stages), stage_times(leads, visits, stages, late=late)
    assert np.isnan(naive.loc["New", "km_median_days"])
    assert aware.loc["New", "km_median_days"] == 71
    assert aware.loc["New", "forward_per_30_days"] > naive.loc["New", "forward_per_30_days"]
    assert aware.loc["New", "mean_days"] == naive.loc["New", "mean_days"]


@pytest.mark.parametrize(("older", "count"), [(9, 0), (10, 10), (20, 20)])
def test_a_log_is_late_when_ten_leads_are_older(make: type, older: int, count: int) -> None:
    leads, visits = late_book(make, older)
    assert created_before(leads, LOG_FROM) == count
    assert (late_entry(leads, visits, make.settings().stages, **UTC) is None) == (count == 0)


def test_without_a_log_nothing_is_late(make: type) -> None:
    leads, visits = late_book(make)
    assert created_before(leads, None) == 0
    stages = make.settings().stages
    assert late_entry(leads, visits, stages, log_from=None, time_zone="UTC") is None
