"""Leads by month of creation, each month watched for the same number of days."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pandas as pd
import pytest

from leadbook.metrics.cohorts import cohorts, first_customers
from leadbook.metrics.conversion import cohort_rate

AS_OF = datetime(2026, 11, 21)
UTC = {"as_of": AS_OF, "time_zone": "UTC"}


def one(table: pd.DataFrame, month: str) -> pd.Series:
    return table.set_index("month").loc[month]


def test_a_month_counts_its_leads_by_outcome_and_their_value(make: type) -> None:
    leads = make.leads(
        stage=["Won", "Lost", "New", "Junk", "Won"],
        created_at=["2026-08-01", "2026-08-02", "2026-08-31", "2026-08-31", "2026-09-01"],
        closed_at=["2026-08-21", "2026-08-20", None, "2026-09-01", "2026-09-02"],
        amount=[100, 50, 7, 8, None],
    )
    august = one(cohorts(leads, **UTC), "2026-08")
    assert august[["leads", "open", "won", "lost", "junk", "won_value"]].tolist() == [
        4, 1, 1, 1, 1, 100,
    ]  # fmt: skip
    assert one(cohorts(leads, **UTC), "2026-09")["won_value"] == 0


def test_a_lead_of_this_moment_counts_and_one_to_come_does_not(make: type) -> None:
    leads = make.leads(stage=["New", "New"], created_at=["2026-11-21", "2026-11-22"])
    assert one(cohorts(leads, **UTC), "2026-11")["leads"] == 1


def test_a_month_ripens_on_the_day_its_youngest_lead_is_old_enough(make: type) -> None:
    leads = make.leads(stage=["New", "New"], created_at=["2026-10-01", "2026-10-22"])
    before = cohorts(leads, as_of=datetime(2026, 11, 20), time_zone="UTC")
    after = cohorts(leads, as_of=AS_OF, time_zone="UTC")
    assert one(before, "2026-10")[["ripe_30", "n_30", "watched_days"]].tolist() == [False, 1, 29]
    assert one(after, "2026-10")[["ripe_30", "n_30", "watched_days"]].tolist() == [True, 2, 30]
    assert not one(after, "2026-10")["ripe_60"]


def test_a_month_that_is_not_over_is_never_ripe(make: type) -> None:
    leads = make.leads(stage=["New"], created_at=["2026-10-01"])
    table = cohorts(leads, as_of=datetime(2026, 10, 30), time_zone="UTC", horizons=(7,))
    assert table[["partial", "ripe_7", "n_7"]].values.tolist() == [[True, False, 1]]
    over = cohorts(leads, as_of=datetime(2026, 10, 31), time_zone="UTC", horizons=(7,))
    assert over[["partial", "ripe_7"]].values.tolist() == [[False, True]]


def test_a_win_on_the_last_day_of_the_window_counts_and_a_later_one_does_not(make: type) -> None:
    leads = make.leads(
        stage=["Won", "Won"],
        created_at=["2026-08-01", "2026-08-01"],
        closed_at=["2026-08-31", "2026-09-01"],
    )
    assert one(cohorts(leads, **UTC), "2026-08")[["won_30", "n_30", "won_60"]].tolist() == [1, 2, 2]


def test_months_are_those_of_the_calendar(make: type) -> None:
    leads = make.leads(stage=["New", "New"], created_at=["2026-10-22", "2026-10-23"])
    table = cohorts(leads, **UTC, calendar="jalali")
    assert table[["month", "leads", "partial"]].values.tolist() == [
        ["1405-07", 1, False],
        ["1405-08", 1, False],
    ]


def test_a_month_without_leads_stands_between_and_knows_nothing(make: type) -> None:
    leads = make.leads(stage=["New", "New"], created_at=["2026-06-05", "2026-08-05"])
    table = cohorts(leads, **UTC)
    assert table["month"].tolist() == ["2026-06", "2026-07", "2026-08", "2026-09", "2026-10",
                                       "2026-11"]  # fmt: skip
    july = one(table, "2026-07")
    assert (july["leads"], july["n_30"], np.isnan(july["watched_days"])) == (0, 0, True)


@pytest.mark.parametrize("columns", [{}, {"stage": ["New"], "created_at": [None]}])
def test_without_a_dated_lead_there_is_no_cohort(make: type, columns: dict) -> None:
    assert len(cohorts(make.leads(**columns), **UTC)) == 0


def test_cohorts_add_up_to_the_rate_of_all_leads(make: type) -> None:
    book = make.book(200)
    table = cohorts(book.leads, **UTC)
    for days in (30, 60, 90):
        whole = cohort_rate(book.leads, days, **UTC)
        assert table[f"n_{days}"].sum() == whole.n
        assert table[f"won_{days}"].sum() == pytest.approx(whole.rate * whole.n)


def test_the_order_of_rows_does_not_matter(make: type) -> None:
    leads = make.book(100).leads
    shuffled = leads.sample(frac=1, random_state=3).reset_index(drop=True)
    pd.testing.assert_frame_equal(cohorts(leads, **UTC), cohorts(shuffled, **UTC))


def test_first_customers_are_the_first_dated_wins(make: type) -> None:
    leads = make.leads(
        stage=["Won", "Lost", "Won", "Won", "Won"],
        closed_at=["2026-09-01", "2026-01-01", "2026-08-01", None, "2026-08-01"],
    )
    assert first_customers(leads, 2).tolist() == [2, 4]
    assert first_customers(leads).tolist() == [2, 4, 0]
