"""Curves against lifelines, against their own definitions, and at their edges."""

from __future__ import annotations

import warnings
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadbook.metrics.curves import CENSORED, COMPETING, EVENT, aalen_johansen, kaplan_meier
from leadbook.metrics.intervals import Chance
from leadbook.metrics.time_to_win import cases, closed_only, curve_by_day, median_days_given_won

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray


ENDS = st.sampled_from([CENSORED, EVENT, COMPETING])
CASES = st.lists(st.tuples(st.integers(0, 40), ENDS), min_size=1, max_size=60)


def random_cases(seed: int, n: int, *, last_day: int) -> tuple[NDArray, NDArray]:
    """Days with many ties, a third of them censored."""
    chance = np.random.default_rng(seed)
    return chance.integers(1, last_day, n).astype(float), chance.integers(0, 3, n)


def parted(days: NDArray, ends: NDArray) -> NDArray:
    """Days at which wins and losses never tie: the only ties that lifelines jitters."""
    return days * 2 + (ends == COMPETING)


def by_definition(days: NDArray, ends: NDArray) -> dict[float, float]:
    """Cumulative incidence as the sum that defines it, one day after the other."""
    surviving, incidence, curve = 1.0, 0.0, {}
    for day in np.unique(days):
        at_risk = (days >= day).sum()
        won = ((days == day) & (ends == EVENT)).sum()
        over = ((days == day) & (ends != CENSORED)).sum()
        incidence += surviving * won / at_risk
        surviving *= 1 - over / at_risk
        curve[day] = incidence
    return curve


@pytest.mark.parametrize("seed", range(5))
def test_aalen_johansen_equals_lifelines_on_censored_data_with_ties(seed: int) -> None:
    lifelines = pytest.importorskip("lifelines")
    days, ends = random_cases(seed, 300, last_day=60)
    days = parted(days, ends)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        oracle = lifelines.AalenJohansenFitter().fit(days, ends, event_of_interest=EVENT)
    curve = aalen_johansen(days, ends)
    theirs = oracle.cumulative_density_.iloc[:, 0].loc[curve.events.days]
    np.testing.assert_allclose(curve.p, theirs, atol=1e-6)
    bounds = oracle.confidence_interval_.loc[curve.events.days]
    # lifelines names the two the wrong way round: what it calls upper is the lower end.
    known = ~np.isnan(curve.low) & bounds.notna().all(axis=1).to_numpy()
    assert known.sum() > 50
    np.testing.assert_allclose(curve.low[known], bounds.min(axis=1)[known], atol=1e-6)
    np.testing.assert_allclose(curve.high[known], bounds.max(axis=1)[known], atol=1e-6)


@pytest.mark.parametrize("seed", range(5))
def test_kaplan_meier_equals_lifelines_on_censored_data_with_ties(seed: int) -> None:
    lifelines = pytest.importorskip("lifelines")
    days, ends = random_cases(seed, 300, last_day=60)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        oracle = lifelines.KaplanMeierFitter().fit(days, ends == EVENT)
    curve = kaplan_meier(days, ends)
    np.testing.assert_allclose(
        curve.p, oracle.cumulative_density_.iloc[:, 0].loc[curve.events.days], atol=1e-6
    )
    bounds = oracle.confidence_interval_cumulative_density_.loc[curve.events.days]
    known = ~np.isnan(curve.low)
    assert known.sum() > 50
    np.testing.assert_allclose(curve.low[known], bounds.min(axis=1)[known], atol=1e-6)
    np.testing.assert_allclose(curve.high[known], bounds.max(axis=1)[known], atol=1e-6)


@given(CASES)
def test_wins_and_losses_of_one_day_share_that_days_number_at_risk(
    chosen: list[tuple[int, int]],
) -> None:
    days, ends = (np.array(part) for part in zip(*chosen, strict=True))
    curve = aalen_johansen(days, ends)
    expected = by_definition(days.astype(float), ends)
    np.testing.assert_allclose(curve.p, list(expected.values()), atol=1e-12)


@given(CASES, st.randoms())
def test_the_order_of_leads_never_matters(chosen: list[tuple[int, int]], chance: object) -> None:
    shuffled = chosen.copy()
    chance.shuffle(shuffled)
    curves = [aalen_johansen(*zip(*part, strict=True)) for part in (chosen, shuffled)]
    np.testing.assert_array_equal(curves[0].p, curves[1].p)


@given(CASES)
def test_kaplan_meier_never_says_less_than_aalen_johansen(chosen: list[tuple[int, int]]) -> None:
    days, ends = zip(*chosen, strict=True)
    incidence, survival = aalen_johansen(days, ends), kaplan_meier(days, ends)
    assert (survival.p >= incidence.p - 1e-12).all()
    inside = ~np.isnan(incidence.low)
    assert (incidence.low[inside] <= incidence.p[inside] + 1e-12).all()
    assert (incidence.high[inside] >= incidence.p[inside] - 1e-12).all()


@given(CASES, st.integers(1, 4))
def test_curves_of_groups_are_the_curves_of_each_group_alone(
    chosen: list[tuple[int, int]], n_groups: int
) -> None:
    days, ends = (np.array(part) for part in zip(*chosen, strict=True))
    groups = np.arange(len(days)) % n_groups
    together = aalen_johansen(days, ends, groups, n_groups).within(15)
    for group in range(n_groups):
        alone = aalen_johansen(days[groups == group], ends[groups == group]).within(15)
        np.testing.assert_allclose([part[group] for part in together], np.ravel(alone), atol=1e-9)


def test_without_leads_nothing_is_known() -> None:
    for curve in (aalen_johansen([], []), kaplan_meier([], [])):
        assert curve.chance(30) == Chance(None, None, None)
    assert closed_only([], [], 30) == Chance(None, None, None)
    assert median_days_given_won(aalen_johansen([], [])) is None
    assert curve_by_day([], []).empty


def test_one_open_lead_is_known_not_to_be_won_until_today_and_no_longer() -> None:
    curve = aalen_johansen([40.0], [CENSORED])
    assert curve.chance(40) == Chance(0.0, None, None)
    assert curve.chance(41) == Chance(None, None, None)


def test_a_curve_whose_cases_have_all_ended_stays_where_it_is() -> None:
    assert aalen_johansen([10, 20], [EVENT, COMPETING]).chance(90).p == 0.5


def test_a_win_on_the_day_of_creation_counts_from_day_0() -> None:
    assert aalen_johansen([0, 5], [EVENT, CENSORED]).chance(0).p == 0.5
    assert curve_by_day([0, 5], [EVENT, COMPETING])["aalen_johansen"].tolist() == [0.5] * 6


def test_without_losses_and_open_leads_all_three_curves_agree() -> None:
    days, ends = [10, 20, 20, 30], [EVENT] * 4
    by_day = curve_by_day(days, ends)
    for column in ("kaplan_meier", "closed_only"):
        np.testing.assert_allclose(by_day[column], by_day["aalen_johansen"], atol=1e-12)
    assert by_day["closed_only"].iloc[20] == 0.75


def test_the_curve_by_day_reaches_the_day_on_which_a_fractional_last_event_counts() -> None:
    by_day = curve_by_day([2.5, 9.0], [EVENT, CENSORED])
    assert by_day["day"].tolist() == [0, 1, 2, 3]
    assert by_day["aalen_johansen"].tolist() == [0, 0, 0, 0.5]


def test_a_single_lead_that_has_ended_is_all_of_the_closed() -> None:
    by_day = curve_by_day([2.0, 9.0], [EVENT, CENSORED])
    assert by_day["closed_only"].tolist() == [0, 0, 1]


@pytest.mark.parametrize(
    ("days", "ends", "median"),
    [
        ([10, 20, 30], [EVENT, EVENT, EVENT], 20),
        ([10, 20], [EVENT, EVENT], 10),
        ([10, 20, 30], [EVENT, COMPETING, COMPETING], 10),
        ([10, 20], [CENSORED, COMPETING], None),
    ],
)
def test_the_median_given_won_is_the_day_by_which_half_of_the_wins_have_come(
    days: list[int], ends: list[int], median: float | None
) -> None:
    assert median_days_given_won(aalen_johansen(days, ends)) == median


def test_a_median_that_is_not_reached_is_unknown() -> None:
    assert np.isnan(kaplan_meier([10, 20, 20], [EVENT, CENSORED, CENSORED]).median()).all()
    assert kaplan_meier([10, 20], [EVENT, CENSORED]).median().tolist() == [10]


def test_cases_leave_out_what_has_no_dates(make: type) -> None:
    leads = make.leads(
        stage=["Won", "Won", "New", "New", "Junk"],
        created_at=["2026-11-01", "2026-11-01", "2026-11-01", None, "2026-11-01"],
        closed_at=["2026-11-11", None, None, None, "2026-11-03"],
    )
    days, ends = cases(leads)
    np.testing.assert_array_equal(days, [10, np.nan, 20, np.nan, 2])
    assert ends.tolist() == [EVENT, EVENT, CENSORED, CENSORED, COMPETING]


def test_a_closing_before_the_creation_is_left_out(make: type) -> None:
    leads = make.leads(stage=["Won"], created_at=["2026-11-11"], closed_at=["2026-11-01"])
    assert np.isnan(cases(leads)[0]).all()


@pytest.fixture
def maven(make: type, maven_rows: list[dict[str, str]]) -> pd.DataFrame:
    outcome = {"Won": "won", "Lost": "lost"}
    return make.leads(
        as_of=datetime(2017, 12, 31),
        status=[outcome.get(row["deal_stage"], "open") for row in maven_rows],
        created_at=[row["engage_date"] or None for row in maven_rows],
        closed_at=[row["close_date"] or None for row in maven_rows],
    )


def test_the_maven_sample_has_its_published_chances(maven: pd.DataFrame) -> None:
    days, ends = cases(maven)
    curve = aalen_johansen(days, ends)
    assert (~np.isnan(days)).sum() == 285
    assert round(curve.chance(30).p, 4) == 0.2216
    assert round(curve.chance(90).p, 4) == 0.3870
    won = days[ends == EVENT]
    assert (len(won), round(won.mean(), 2), np.median(won)) == (140, 50.94, 45.5)
