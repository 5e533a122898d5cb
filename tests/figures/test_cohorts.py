"""Cohorts by month, and the first customers."""

from __future__ import annotations

from leadbook.figures import measure
from leadbook.language.messages import speaker
from leadbook.metrics.intervals import wilson

SAY = speaker("en")


def test_cohorts_younger_than_the_window_are_not_yet(make: type) -> None:
    leads = make.leads(
        stage=["Won", "New"],
        created_at=["2026-08-01", "2026-10-02"],
        closed_at=["2026-08-11", None],
    )
    cohorts = measure(make.pipeline(leads), say=SAY).cohorts
    found = {cohort.month: cohort for cohort in cohorts}
    assert found["2026-08"].won_30 == wilson(1, 1)
    assert found["2026-10"].won_30 == wilson(0, 1)
    assert (found["2026-10"].won_60, found["2026-11"].won_30) == (None, None)
    assert found["2026-11"].partial


def test_first_customers_and_whom_they_brought(make: type) -> None:
    leads = make.leads(
        stage=["Won", "Won", "New", "Lost"],
        name=["Sara", "Ali", "Mina", "Reza"],
        amount=[100, 50, 7, 9],
        created_at=["2026-08-01", "2026-08-01", None, None],
        closed_at=["2026-08-11", "2026-10-01", None, "2026-10-10"],
        Referrer=[None, "l0", " SARA ", "Mina"],
    )
    first = measure(make.pipeline(leads), say=SAY).first_customers
    assert (first.n, first.value, first.mean_days_to_win) == (2, 150, (10 + 61) / 2)
    assert (first.column, first.referrals, first.referrals_won) == ("Referrer", 2, 1)
    assert first.referrals_value == 50


def test_without_a_column_of_referrers_nothing_is_said_of_referrals(make: type) -> None:
    leads = make.leads(stage=["Won"], created_at=["2026-08-01"], closed_at=["2026-08-11"])
    first = measure(make.pipeline(leads), say=SAY).first_customers
    assert (first.column, first.referrals, first.referrals_value) == (None, None, None)
