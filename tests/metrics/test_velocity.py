"""Sales velocity and the growth of qualified leads."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pytest

from leadbook.metrics.velocity import growth, lead_velocity, qualified_at, sales_velocity


def test_sales_velocity_of_the_textbook() -> None:
    assert sales_velocity(50, 3000, 0.35, 28) == 1875


@pytest.mark.parametrize(
    "factors", [(50, None, 0.35, 28), (50, 3000, None, 28), (50, 3000, 0, 28), (50, 3000, 0.35, 0),
                (50, 3000, 0.35, None)],
)  # fmt: skip
def test_sales_velocity_without_a_factor_is_blank(factors: tuple) -> None:
    assert sales_velocity(*factors) is None


def test_sales_velocity_without_opportunities_is_nothing_a_day() -> None:
    assert sales_velocity(0, 3000, 0.35, 28) == 0


def test_growth_of_the_textbook_and_from_nothing() -> None:
    assert growth(230, 200) == pytest.approx(0.15)
    assert growth(3, 0) is None


def months_of(days: list[str], as_of: str, calendar: str = "gregorian") -> list[tuple]:
    qualified = np.array(days, dtype="M8[us]")
    months = lead_velocity(qualified, as_of=datetime.fromisoformat(as_of), calendar=calendar)
    return [
        (month, n, None if np.isnan(rate) else round(rate, 4), partial)
        for month, n, rate, partial in months.itertuples(index=False)
    ]


def test_a_whole_month_is_compared_with_the_whole_month_before() -> None:
    days = ["2026-09-30"] * 200 + ["2026-10-31"] * 230
    assert months_of(days, "2026-10-31") == [
        ("2026-09", 200, None, False),
        ("2026-10", 230, 0.15, False),
    ]


def test_a_partial_month_is_compared_with_as_many_days_of_the_month_before() -> None:
    days = ["2026-10-10"] * 4 + ["2026-10-11"] * 9 + ["2026-11-03"] * 5
    assert months_of(days, "2026-11-10")[-1] == ("2026-11", 5, 0.25, True)


def test_months_without_a_qualified_lead_are_shown() -> None:
    assert months_of(["2026-08-05"], "2026-10-31") == [
        ("2026-08", 1, None, False),
        ("2026-09", 0, -1.0, False),
        ("2026-10", 0, None, False),
    ]


def test_jalali_months_begin_on_their_own_days() -> None:
    # 21 November 2026 is 30 Aban 1405, the last day of that month.
    days = ["2026-10-22", "2026-10-23", "2026-11-21"]
    assert months_of(days, "2026-11-21", "jalali") == [
        ("1405-07", 1, None, False),
        ("1405-08", 2, 1.0, False),
    ]
    assert months_of(days, "2026-11-22", "jalali")[-1] == ("1405-09", 0, -1.0, True)


def test_what_lies_after_as_of_is_left_out() -> None:
    assert months_of(["2026-11-22", "NaT"], "2026-11-21") == []


def test_a_lead_qualifies_when_it_first_enters_the_stage_or_a_later_one(make: type) -> None:
    leads = make.leads(
        stage=["Talks", "New", "Won", "Won", "Lost"],
        created_at=["2026-10-01"] * 5,
        closed_at=[None, None, "2026-10-20", "2026-10-20", "2026-10-20"],
    )
    visits = make.visits(
        leads,
        (0, "New", "2026-10-01"),
        (0, "Talks", "2026-10-05"),
        (0, "Offer", "2026-10-07"),
        (0, "Talks", "2026-10-09"),
        (1, "New", "2026-10-01"),
        (2, "Offer", "2026-10-11"),
    )
    stages = make.settings().stages

    def days(stage: str) -> list[str]:
        found = qualified_at(leads, visits, stages, stage)
        return found.astype("M8[D]").astype(str).tolist()

    assert days("Offer") == ["2026-10-05", "NaT", "2026-10-11", "2026-10-20", "NaT"]
    assert days("Talks") == ["2026-10-05", "NaT", "2026-10-20", "2026-10-20", "NaT"]
    assert days("") == days("Offer")
