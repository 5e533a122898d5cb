"""Days in stage, each way of counting them, and the table of stages."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadbook.metrics.stages import business_days_of, days_in_stage, stage_times

if TYPE_CHECKING:
    import pandas as pd

STAGE_NAMES = ["New", "Offer", "Talks"]
LOGS = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(STAGE_NAMES), st.integers(1, 20)), max_size=25
)


@pytest.fixture(scope="module")
def returned(make: type) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One lead that came back to New, one lost, one that nothing is known of."""
    leads = make.leads(
        stage=["New", "Lost", "New"],
        created_at=["2026-11-01"] * 3,
        closed_at=[None, "2026-11-09", None],
    )
    visits = make.visits(
        leads,
        (0, "New", "2026-11-01"),
        (0, "Offer", "2026-11-05"),
        (0, "New", "2026-11-11"),
        (1, "New", "2026-11-09"),
    )
    return leads, visits


@pytest.mark.parametrize(
    ("which", "stage", "days"),
    [
        ("current", None, [10, np.nan, np.nan]),
        ("current", "Offer", [np.nan, np.nan, np.nan]),
        ("cumulative", "New", [14, 0, np.nan]),
        ("cumulative", None, [20, 0, np.nan]),
        ("first", "New", [4, 0, np.nan]),
        ("latest", "New", [10, 0, np.nan]),
        ("latest", "Talks", [np.nan, np.nan, np.nan]),
        ("visits", "New", [2, 1, 0]),
    ],
)
def test_days_in_stage_are_counted_as_asked(
    returned: tuple[pd.DataFrame, pd.DataFrame], which: str, stage: str | None, days: list[float]
) -> None:
    found = days_in_stage(returned[1], 3, which=which, stage=stage)
    np.testing.assert_array_equal(found, days)


def test_the_first_visit_is_the_earliest_whatever_the_order_of_rows(
    returned: tuple[pd.DataFrame, pd.DataFrame],
) -> None:
    backwards = returned[1].iloc[::-1].reset_index(drop=True)
    assert days_in_stage(backwards, 3, which="first", stage="New")[0] == 4


def test_business_days_leave_out_the_weekend_and_holidays(make: type) -> None:
    leads = make.leads(stage=["New"], created_at=["2026-11-12"])
    visits = make.visits(leads, (0, "New", "2026-11-12"))
    holidays = [date(2026, 11, 17)]
    days = business_days_of(visits, weekend=frozenset({4}), holidays=holidays)
    # 12 to 21 November: nine days after the first, without two Fridays and one holiday.
    assert days_in_stage(visits, 1, days=days).tolist() == [6]


@given(LOGS)
def test_visits_of_a_lead_sum_to_its_time_in_the_pipeline(
    make: type, log: list[tuple[int, str, int]]
) -> None:
    leads = make.leads(stage=["New"] * 4, created_at=["2026-11-01"] * 4)
    visits = make.visits(leads, *((lead, s, f"2026-11-{day:02}") for lead, s, day in log))
    total = days_in_stage(visits, 4, which="cumulative")
    by_stage = [days_in_stage(visits, 4, which="cumulative", stage=s) for s in STAGE_NAMES]
    np.testing.assert_allclose(np.nansum(by_stage, axis=0), np.nan_to_num(total))
    for lead in range(4):
        days = [day for row, _, day in log if row == lead]
        assert np.isnan(total[lead]) if not days else total[lead] == 21 - min(days)


def test_the_table_of_stages_counts_open_visits_as_censored(make: type) -> None:
    leads = make.leads(
        stage=["Won", "Lost", "New", "Offer"],
        created_at=["2026-10-01"] * 4,
        closed_at=["2026-11-01", "2026-10-11", None, None],
    )
    visits = make.visits(
        leads,
        (0, "New", "2026-10-01"),
        (0, "Offer", "2026-10-21"),
        (1, "New", "2026-10-01"),
        (2, "New", "2026-10-22"),
        (3, "New", "2026-10-01"),
        (3, "Offer", "2026-10-31"),
    )
    table = stage_times(leads, visits, make.settings().stages)
    new, offer = table.loc["New"], table.loc["Offer"]
    assert (new["visits"], new["completed"], new["open"]) == (4, 3, 1)
    assert (new["mean_days"], new["median_days"], new["p90_days"]) == (20, 20, 28)
    assert new["km_median_days"] == 20
    assert new["forward_per_30_days"] == pytest.approx(2 / (20 + 10 + 30 + 30) * 30)
    assert (offer["completed"], offer["open"]) == (1, 1)
    assert offer["forward_per_30_days"] == pytest.approx(1 / (11 + 21) * 30)
    assert (
        table.loc["Talks"].drop(["visits", "completed", "open", "suggested_limit_n"]).isna().all()
    )


def test_an_open_lead_of_unknown_entry_is_counted_in_its_stage(make: type) -> None:
    leads = make.leads(stage=["Offer", None])
    table = stage_times(leads, make.visits(leads), make.settings().stages)
    assert table[["visits", "completed", "open"]].values.tolist() == [[0, 0, 0], [1, 0, 1], [0] * 3]


@pytest.mark.parametrize(("deals", "limit"), [(9, np.nan), (10, 7.75), (21, 16)])
def test_a_limit_is_learned_from_forward_visits_of_at_least_ten_won_deals(
    make: type, deals: int, limit: float
) -> None:
    leads = make.leads(
        stage=["Won"] * deals + ["Lost"],
        created_at=["2026-08-01"] * (deals + 1),
        closed_at=["2026-10-20"] * (deals + 1),
    )
    log = [(lead, "New", "2026-09-01") for lead in range(deals + 1)]
    log += [(lead, "Offer", f"2026-09-{lead + 2:02}") for lead in range(deals)]
    log += [(deals, "Offer", "2026-10-10")]
    table = stage_times(leads, make.visits(leads, *log), make.settings().stages)
    assert table.loc["New", "suggested_limit_n"] == deals
    np.testing.assert_allclose(table.loc["New", "suggested_limit_days"], limit)


def test_a_backward_visit_teaches_no_limit(make: type) -> None:
    leads = make.leads(stage=["Won"], created_at=["2026-09-01"], closed_at=["2026-10-01"])
    visits = make.visits(
        leads, (0, "Offer", "2026-09-01"), (0, "New", "2026-09-05"), (0, "Offer", "2026-09-08")
    )
    table = stage_times(leads, visits, make.settings().stages)
    assert table["suggested_limit_n"].tolist() == [1, 1, 0]
    assert table.loc["Offer", "forward_per_30_days"] == pytest.approx(30 / (4 + 23))


def test_fractions_of_days_count_when_there_are_times(make: type) -> None:
    as_of = datetime(2026, 11, 21, 12)
    leads = make.leads(stage=["New"], created_at=["2026-11-20"], as_of=as_of)
    visits = make.visits(leads, (0, "New", "2026-11-20 18:00"), as_of=as_of)
    assert days_in_stage(visits, 1).tolist() == [0.75]
