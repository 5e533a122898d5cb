"""What the open deals will probably bring, month by month."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pandas as pd

from leadbook.metrics.curves import COMPETING, EVENT, aalen_johansen
from leadbook.metrics.forecast import BASES, bounds, chances, forecast, open_deals, timing
from leadbook.metrics.time_to_win import cases
from leadbook.pipeline.settings import Stage

AS_OF = datetime(2026, 11, 21)
NO_CURVE = aalen_johansen([], [])


def forecast_of(leads: pd.DataFrame, chance: list[float], curve=NO_CURVE, **more) -> pd.DataFrame:
    deals = open_deals(leads, np.array(chance, dtype=float), as_of=AS_OF, **more)
    return forecast(deals, curve, as_of=AS_OF, **more)


def rows(table: pd.DataFrame, *columns: str) -> list[list[object]]:
    return table[list(columns)].values.tolist()


def test_a_hundred_at_99_percent_and_two_hundred_at_nothing_are_99(make: type) -> None:
    leads = make.leads(
        stage=["Offer", "Offer"], amount=[100, 200], expected_close=["2026-11-25", "2026-11-30"]
    )
    table = forecast_of(leads, [0.99, 0.0])
    assert rows(table, "month", "amount", "weighted", "n") == [["2026-11", 300.0, 99.0, 2]]


def test_a_deal_counts_in_its_month_and_an_overdue_one_in_this(make: type) -> None:
    leads = make.leads(
        stage=["New"] * 4,
        amount=[10, 20, 40, 80],
        expected_close=["2026-08-01", "2026-11-21", "2027-01-05", "2026-11-20"],
    )
    table = forecast_of(leads, [0.5] * 4)
    assert rows(table, "month", "weighted", "n", "overdue") == [
        ["2026-11", 55.0, 3, 2],
        ["2026-12", 0.0, 0, 0],
        ["2027-01", 20.0, 1, 0],
    ]


def test_months_are_those_of_the_calendar(make: type) -> None:
    leads = make.leads(
        stage=["New", "New"], amount=[10, 20], expected_close=["2026-11-21", "2026-11-22"]
    )
    table = forecast_of(leads, [1.0, 1.0], calendar="jalali")
    assert rows(table, "month", "weighted") == [["1405-08", 10.0], ["1405-09", 20.0]]


def test_months_more_than_a_year_ahead_are_named_only_if_a_deal_is_expected(make: type) -> None:
    leads = make.leads(
        stage=["New", "New"], amount=[10, 20], expected_close=["2026-12-21", "2029-03-22"]
    )
    assert forecast_of(leads, [1.0, 1.0])["month"].tolist() == ["2026-11", "2026-12", "2029-03"]


def test_closed_deals_and_those_without_amount_or_chance_are_left_out(make: type) -> None:
    leads = make.leads(
        stage=["New", "Won", "New", "New"],
        amount=[10, 20, None, 40],
        expected_close=["2026-12-21"] * 4,
    )
    assert forecast_of(leads, [0.5, 0.5, 0.5, np.nan])["weighted"].sum() == 5


def test_a_deal_without_an_expected_month_is_spread_by_its_age(make: type) -> None:
    # Four of ten were won, on days 10, 40, 70 and 400; the deal is 21 days old.
    curve = aalen_johansen([10, 40, 70, 400, *[500] * 6], [EVENT] * 4 + [COMPETING] * 6)
    leads = make.leads(stage=["New"], created_at=["2026-10-31"], amount=[100])
    table = forecast_of(leads, [0.6], curve)
    # Day 40 of its life is 10 December, day 70 is 9 January; day 400 is more than a year ahead.
    assert rows(table, "month", "n") == [["2026-11", 0], ["2026-12", 0], ["2027-01", 0]]
    np.testing.assert_allclose(table["weighted"], [0, 20, 20])
    np.testing.assert_allclose(table["spread"], table["weighted"])
    np.testing.assert_allclose(table["amount"], [0, 100 / 3, 100 / 3])


def test_a_deal_older_than_any_that_was_won_is_expected_in_no_month(make: type) -> None:
    curve = aalen_johansen([10, 20], [EVENT, EVENT])
    leads = make.leads(stage=["New", "New"], created_at=["2026-01-01", None], amount=[100, 50])
    assert len(forecast_of(leads, [0.6, 0.6], curve)) == 0


def test_timing_is_the_conditional_cumulative_incidence(make: type) -> None:
    """The shares times the chance still to come are (F(a+v) - F(a+u)) ÷ S(a)."""
    book = make.book(300)
    days, ends = cases(book.leads)
    curve = aalen_johansen(days, ends)
    lost = aalen_johansen(days, np.where(ends == EVENT, COMPETING, np.where(ends, EVENT, 0)))
    age, until = 12.0, np.array([5.0, 20.0, 60.0])

    def won_by(day: float) -> float:
        return float(curve.within(day)[0][0])

    still = 1 - won_by(age) - float(lost.within(age)[0][0])
    expected = np.diff([won_by(age), *(won_by(age + end) for end in until)]) / still
    to_come = (curve.p[-1] - won_by(age)) / still
    shares = timing(curve, np.array([age]), until)[0]
    np.testing.assert_allclose(shares * to_come, expected, atol=1e-12)


def test_shares_never_exceed_the_whole(make: type) -> None:
    curve = aalen_johansen(*cases(make.book(300).leads))
    shares = timing(curve, np.arange(0.0, 200.0), np.arange(1.0, 400.0, 30.0))
    assert shares.min() >= 0
    assert shares.sum(axis=1).max() <= 1 + 1e-12


def test_the_interval_is_that_of_deals_won_whole_or_not_at_all(make: type) -> None:
    leads = make.leads(
        stage=["New"] * 200, amount=[10.0] * 200, expected_close=["2026-12-21"] * 200
    )
    december = forecast_of(leads, [0.3] * 200).iloc[1]
    drawn = np.random.default_rng(5).binomial(200, 0.3, 100_000) * 10
    np.testing.assert_allclose(
        december[["low", "high"]].tolist(), np.percentile(drawn, [2.5, 97.5]), rtol=0.02
    )


def test_bounds_stay_between_nothing_and_all_the_money() -> None:
    low, high = bounds(np.array([5.0]), np.array([1e6]), np.array([50.0]))
    assert (low.tolist(), high.tolist()) == ([0.0], [50.0])
    sure = bounds(np.array([7.0]), np.zeros(1), np.array([7.0]))
    assert [end.tolist() for end in sure] == [[7.0], [7.0]]


def test_a_chance_is_the_models_else_the_stages_else_the_books_own(make: type) -> None:
    stages = (Stage("New"), Stage("Offer", probability=0.6), Stage("Won", "won"),
              Stage("Lost", "lost"))  # fmt: skip
    leads = make.leads(stages=stages, stage=["New", "Offer", "New", "Won", "Lost", "Lost"])
    p, basis = chances(leads, pd.DataFrame(), stages, np.array([0.2, *[np.nan] * 5]))
    assert [BASES[place] for place in basis[:3]] == ["model", "stage", "history"]
    np.testing.assert_allclose(p[:3], [0.2, 0.6, 1 / 3])


def test_the_books_own_rate_is_of_deals_that_came_as_far(make: type) -> None:
    leads = make.leads(stage=["Offer", "New", "Won", "Lost", "Lost"], created_at=["2026-09-01"] * 5)
    log = [(i, "New", "2026-09-01") for i in range(5)]
    log += [(0, "Offer", "2026-09-05"), (2, "Offer", "2026-09-05"), (3, "Offer", "2026-09-05")]
    p, _ = chances(leads, make.visits(leads, *log), make.settings().stages)
    np.testing.assert_allclose(p[:2], [1 / 2, 1 / 3])


def test_without_any_decided_deal_there_is_no_chance(make: type) -> None:
    p, basis = chances(make.leads(stage=["New"]), pd.DataFrame(), make.settings().stages)
    assert np.isnan(p).all()
    assert [BASES[place] for place in basis] == [""]


def test_without_an_open_deal_there_is_no_month(make: type) -> None:
    assert len(forecast_of(make.leads(stage=["Won"], amount=[5]), [1.0])) == 0


def test_the_order_of_rows_does_not_matter(make: type) -> None:
    book = make.book(200)
    expected = np.where(np.arange(200) % 3, np.datetime64("2026-12-12"), np.datetime64("NaT", "D"))
    leads = book.leads.assign(expected_close=expected.astype("M8[us]"), p=np.linspace(0, 1, 200))
    shuffled = leads.sample(frac=1, random_state=3).reset_index(drop=True)
    curve = aalen_johansen(*cases(leads))
    ours, theirs = (forecast_of(frame, frame["p"].tolist(), curve) for frame in (leads, shuffled))
    pd.testing.assert_frame_equal(ours, theirs)
    assert ours["spread"].sum() > 0
