"""What campaigns cost and brought, first touch and last."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from leadbook.metrics.campaigns import campaign_returns


@pytest.fixture(scope="module")
def returns(make: type) -> dict[str, dict]:
    leads = make.leads(
        stage=["Won", "Won", "Won", "New", "Lost"],
        campaign=["Spring", None, "Spring", " spring", "Unknown"],
        created_at=["2026-10-01"] * 4 + [None],
        closed_at=["2026-10-31", "2026-10-31", "2026-10-10", None, "2026-10-31"],
        amount=[300, 50, None, 1000, 7],
    )
    activities = make.activities(
        (0, "2026-10-20", "email"),
        (1, "2026-09-20", "webinar"),
        (1, "2026-10-05", "email"),
        (2, "2026-10-20", "email"),
        (3, "2026-10-02", "call"),
        campaign=["Mail", "Fair", "Mail", "Mail", None],
    )
    campaigns = pd.DataFrame(
        {"campaign": ["Spring", "Mail", "Fair", "Free", "Spring"], "cost": [60, 70, None, 0, 40.0]}
    )
    found = campaign_returns(leads, activities, campaigns)
    return {row["campaign"]: row for row in found.to_dict("records")}


def test_leads_and_wins_go_to_the_campaign_of_the_first_touch(returns: dict[str, dict]) -> None:
    counts = {name: (row["leads"], row["won"], row["won_value"]) for name, row in returns.items()}
    assert counts == {
        "Spring": (3, 2, 300),
        "Mail": (0, 0, 0),
        "Fair": (1, 1, 50),
        "Free": (0, 0, 0),
        "Unknown": (1, 0, 0),
    }


def test_costs_of_one_campaign_are_added_and_shared_out(returns: dict[str, dict]) -> None:
    spring = returns["Spring"]
    assert (spring["cost"], spring["cost_per_win"]) == (100, 50)
    assert spring["cost_per_lead"] == pytest.approx(100 / 3)


def test_roi_differs_by_first_and_last_touch(returns: dict[str, dict]) -> None:
    assert (returns["Spring"]["roi_first"], returns["Spring"]["roi_last"]) == (2, -1)
    assert returns["Mail"]["roi_first"] == -1
    assert returns["Mail"]["roi_last"] == 4


@pytest.mark.parametrize("name", ["Fair", "Free", "Unknown"])
def test_without_a_cost_there_is_no_return_on_it(returns: dict[str, dict], name: str) -> None:
    assert np.isnan([returns[name]["roi_first"], returns[name]["roi_last"]]).all()


def test_a_touch_after_the_closing_brought_nothing(returns: dict[str, dict]) -> None:
    # The third lead was won on 10 October and mailed on the 20th; it has no amount.
    assert returns["Mail"]["roi_last"] == (300 + 50 - 70) / 70


def test_only_the_leads_that_count_are_counted(make: type) -> None:
    leads = make.leads(stage=["Won", "Won"], campaign=["A", "A"], amount=[10, 20])
    counted = np.array([True, False])
    (row,) = campaign_returns(leads, pd.DataFrame(), pd.DataFrame(), counted=counted).to_dict(
        "records"
    )
    assert (row["leads"], row["won_value"]) == (1, 10)


def test_a_lead_s_own_campaign_comes_first_on_the_same_day(make: type) -> None:
    leads = make.leads(stage=["New"], campaign=["Own"], created_at=["2026-10-01"])
    log = make.activities((0, "2026-10-01", "email"), campaign=["Mail"])
    found = campaign_returns(leads, log, pd.DataFrame()).set_index("campaign")["leads"]
    assert found.to_dict() == {"Own": 1, "Mail": 0}


def test_a_book_without_campaigns_has_none(make: type) -> None:
    assert campaign_returns(make.leads(stage=["New"]), pd.DataFrame(), pd.DataFrame()).empty
