"""The three conversion rates and the days to an outcome."""

from __future__ import annotations

from datetime import datetime

import pytest

from leadbook.metrics.conversion import cohort_rate, days_to_outcome, win_rate, won_over_entered

AS_OF = datetime(2026, 11, 21)
OCTOBER = (datetime(2026, 10, 1), datetime(2026, 11, 1))


@pytest.fixture(scope="module")
def leads(make: type):
    return make.leads(
        stage=["Won", "Won", "Lost", "New", "New", "Junk", "Won"],
        created_at=[
            "2026-09-01", "2026-10-01", "2026-10-10", "2026-10-31", "2026-11-20", "2026-10-05",
            None,
        ],
        closed_at=[
            "2026-10-01", "2026-11-15", "2026-10-20", None, None, "2026-10-06", "2026-10-15",
        ],
    )  # fmt: skip


def test_won_over_entered_counts_the_leads_created_in_a_period(leads) -> None:
    everything, october = won_over_entered(leads), won_over_entered(leads, OCTOBER)
    assert (everything.rate, everything.n) == (3 / 7, 7)
    assert (october.rate, october.n) == (1 / 4, 4)


def test_the_win_rate_counts_won_and_lost_by_close_date(leads) -> None:
    everything, october = win_rate(leads), win_rate(leads, OCTOBER)
    assert (everything.rate, everything.n) == (3 / 4, 4)
    assert (october.rate, october.n) == (2 / 3, 3)


@pytest.mark.parametrize(
    ("days", "won", "n"), [(30, 1, 4), (45, 2, 3), (0, 0, 6), (60, 1, 1), (365, 0, 0)]
)
def test_a_cohort_holds_leads_old_enough_to_tell(leads, days: int, won: int, n: int) -> None:
    rate = cohort_rate(leads, days, as_of=AS_OF, time_zone="UTC")
    assert (rate.n, rate.rate) == (n, won / n if n else None)


def test_days_to_outcome_keep_won_and_lost_apart(leads) -> None:
    days = days_to_outcome(leads)
    assert (days["won"].n, days["won"].mean, days["won"].median) == (2, 37.5, 37.5)
    assert (days["lost"].n, days["lost"].mean) == (1, 10)
    assert (days["closed"].n, days["closed"].mean) == (3, pytest.approx(85 / 3))
    assert (days["open_age"].n, days["open_age"].mean) == (2, 11)


def test_without_leads_every_rate_is_blank(make: type) -> None:
    nobody = make.leads(stage=[])
    assert won_over_entered(nobody).rate is None
    assert win_rate(nobody).rate is None
    assert cohort_rate(nobody, 30, as_of=AS_OF, time_zone="UTC").rate is None
    assert days_to_outcome(nobody)["won"].mean is None
