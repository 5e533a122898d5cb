"""Groups compared: who is in them, when a difference is claimed, and that chance alone is not."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pandas as pd
import pytest

from leadbook.metrics.comparison import Groups, cohort_groups, contrast, groups_of
from leadbook.metrics.curves import aalen_johansen
from leadbook.metrics.events import CENSORED, COMPETING, EVENT
from leadbook.metrics.time_to_win import medians_given_won

SIMULATIONS = 400


def grouping(of: np.ndarray, k: int) -> Groups:
    return Groups(tuple("abcdefgh"[:k]), of, np.full(k, np.inf), 0)


def pipeline_of(chance: np.random.Generator, speed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Days and ends of leads that are won at their own speed, lost, or still open."""
    won = np.ceil(chance.exponential(30 / speed))
    lost = np.ceil(chance.exponential(40, len(speed)))
    seen = chance.integers(1, 120, len(speed)).astype(float)
    days = np.minimum(np.minimum(won, lost), seen)
    ends = np.select([won == days, lost == days], [EVENT, COMPETING], CENSORED)
    return days, ends


@pytest.mark.parametrize(("k", "n"), [(2, 80), (5, 200)])
def test_groups_that_are_all_alike_are_told_apart_about_once_in_twenty(k: int, n: int) -> None:
    chance = np.random.default_rng(2026)
    claims = 0
    for _ in range(SIMULATIONS):
        days, ends = pipeline_of(chance, np.ones(n))
        claims += contrast(days, ends, grouping(chance.integers(0, k, n), k)).finding != "none"
    # Five in a hundred, give or take three standard errors of so many simulations.
    assert 0.017 <= claims / SIMULATIONS <= 0.083


def test_a_group_that_wins_three_times_as_fast_is_found_and_named() -> None:
    chance = np.random.default_rng(4)
    of = chance.integers(0, 4, 400)
    days, ends = pipeline_of(chance, np.where(of == 2, 3.0, np.where(of == 1, 0.7, 1.0)))
    found = contrast(days, ends, grouping(of, 4))
    assert (found.finding, found.faster, found.slower) == ("pair", 2, 1)
    assert found.p < 0.001


def test_ten_wins_together_are_needed_for_a_test() -> None:
    of = np.repeat([0, 1], 10)
    ends = np.where(np.arange(20) < 9, EVENT, CENSORED)
    assert contrast(np.arange(20.0), ends, grouping(of, 2)).finding == "few"
    ends[9] = EVENT
    assert contrast(np.arange(20.0), ends, grouping(of, 2)).finding != "few"


def test_one_group_or_none_is_nothing_to_compare() -> None:
    days, ends = np.arange(1.0, 31), np.full(30, EVENT)
    assert contrast(days, ends, grouping(np.zeros(30, dtype=int), 1)).finding == "few"
    assert contrast(days, ends, grouping(np.full(30, -1), 0)).finding == "few"


def test_small_and_blank_groups_are_set_aside_by_leads_of_known_days() -> None:
    source = ["fair"] * 11 + ["web"] * 12 + ["call"] * 9 + [None] * 20
    days = np.ones(len(source))
    days[:2] = np.nan
    found = groups_of(pd.DataFrame({"source": source}), "source", days)
    assert (found.names, found.others) == (("web",), 2)
    assert (found.of == 0).sum() == 12


def test_at_most_twelve_groups_are_compared_the_largest() -> None:
    owner = np.repeat([f"owner {i}" for i in range(15)], np.arange(10, 25))
    found = groups_of(pd.DataFrame({"owner": owner}), "owner", np.ones(len(owner)))
    assert len(found.names) == 12
    assert (found.names[0], found.others) == ("owner 14", 3)


def cohort_frame() -> pd.DataFrame:
    created = pd.to_datetime(["2026-08-20"] * 10 + ["2026-10-30"] * 10 + ["2026-11-02"] * 10)
    return pd.DataFrame({"created_at": created})


@pytest.mark.parametrize(
    ("calendar", "names", "watched"),
    [
        ("gregorian", ("2026-08", "2026-10", "2026-11"), [93, 22, -1]),
        # 30 October and 2 November are the 8th and 11th of Aban, which ends on 21 November.
        ("jalali", ("1405-05", "1405-08"), [93, 19]),
    ],
)
def test_a_cohort_is_watched_for_the_age_of_its_youngest_lead_once_its_month_is_over(
    calendar: str, names: tuple[str, ...], watched: list[float]
) -> None:
    found = cohort_groups(
        cohort_frame(), np.ones(30), as_of=datetime(2026, 11, 21), time_zone="UTC",
        calendar=calendar,
    )  # fmt: skip
    assert found.names == names
    assert found.watched.tolist() == watched


@pytest.mark.parametrize("seed", range(3))
def test_the_curve_of_each_group_is_lifelines_curve_of_that_group_alone(seed: int) -> None:
    lifelines = pytest.importorskip("lifelines")
    chance = np.random.default_rng(seed)
    of = chance.integers(0, 3, 240)
    # Tied wins and losses lifelines would shift at random; these tie within a kind only.
    days, ends = pipeline_of(chance, 1.0 + of)
    days = days + np.where(ends == COMPETING, 0.25, 0.0) + np.where(ends == CENSORED, 0.5, 0.0)
    curve = aalen_johansen(days, ends, of, 3)
    for group in range(3):
        mine = of == group
        oracle = lifelines.AalenJohansenFitter(calculate_variance=False)
        oracle.fit(days[mine], ends[mine], event_of_interest=EVENT)
        for within in (30, 60, 90):
            p = float(oracle.cumulative_density_.loc[:within].iloc[-1, 0])
            assert curve.within(within)[0][group] == pytest.approx(p, abs=1e-6) or np.isnan(
                curve.within(within)[0][group]
            )


def test_medians_of_groups_are_those_of_each_group_alone() -> None:
    chance = np.random.default_rng(9)
    of = chance.integers(0, 3, 90)
    days, ends = pipeline_of(chance, np.ones(90))
    together = medians_given_won(aalen_johansen(days, ends, of, 4))
    alone = [medians_given_won(aalen_johansen(days[of == g], ends[of == g]))[0] for g in range(3)]
    np.testing.assert_array_equal(together, [*alone, np.nan])
