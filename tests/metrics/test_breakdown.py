"""Figures by the value of a column."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pandas as pd
import pytest

from leadbook.metrics.breakdown import breakdown, grouped, rates_by
from leadbook.metrics.conversion import closed_cases, cohort_cases, entered_cases, rate_of
from leadbook.metrics.curves import aalen_johansen
from leadbook.metrics.time_to_win import cases

DAY = np.timedelta64(1, "D")


def test_groups_stand_by_size_with_blanks_last(make: type) -> None:
    leads = make.leads(stage=["New"] * 6, source=["b", "a", None, "c", "c", None])
    found = breakdown(leads, "source")
    assert found[["value", "leads"]].values.tolist() == [["c", 2], ["a", 1], ["b", 1], ["", 2]]


def test_each_group_has_its_own_counts_values_and_days(make: type) -> None:
    leads = make.leads(
        stage=["Won", "Won", "Lost", "Junk", "New", "Won"],
        source=["web"] * 5 + ["fair"],
        created_at=["2026-10-01"] * 6,
        closed_at=["2026-10-11", "2026-10-21", "2026-10-21", "2026-10-02", None, None],
        amount=[10, None, 99, 99, 7, 5],
    )
    web, fair = breakdown(leads, "source").to_dict("records")
    counts = [web[name] for name in ("leads", "open", "won", "lost", "junk")]
    assert counts == [5, 1, 2, 1, 1]
    assert (web["won_value"], web["open_value"], web["mean_days_to_win"]) == (10, 7, 15)
    assert (fair["won"], fair["won_value"]) == (1, 5)
    assert np.isnan(fair["mean_days_to_win"])
    assert np.isnan(fair["p"])


def test_the_chance_of_a_group_is_the_curve_of_its_leads_alone(make: type) -> None:
    chance = np.random.default_rng(5)
    stage = chance.choice(["Won", "Lost", "New"], 120)
    created = np.datetime64("2026-08-01") + chance.integers(0, 60, 120) * DAY
    leads = make.leads(
        stage=stage.tolist(),
        owner=chance.choice(["Ann", "Bob", "Cy"], 120).tolist(),
        created_at=created.astype(str).tolist(),
        closed_at=(created + chance.integers(0, 50, 120) * DAY).astype(str).tolist(),
    )
    for row in breakdown(leads, "owner").itertuples():
        alone = aalen_johansen(*cases(leads[leads["owner"] == row.value])).chance(30)
        assert (row.p, row.low, row.high) == pytest.approx((alone.p, alone.low, alone.high))


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ([1.0, 2.5, None], ["1", "2.5", ""]),
        (pd.to_datetime(["2026-11-21", None, "2026-11-21"]), ["2026-11-21", ""]),
        (pd.array([True, None, False], dtype="boolean"), ["True", "", "False"]),
        (["x", " x ", "y"], ["x", "y"]),
        ([" ", None, "y"], ["", "y"]),
    ],
)
def test_a_group_is_called_as_its_cells_read(values: object, texts: list[str]) -> None:
    group, found = grouped(pd.DataFrame({"column": values}), "column")
    assert sorted(found) == sorted(texts)
    assert len(group) == 3
    assert set(group.tolist()) == set(range(len(texts)))


def test_a_value_that_no_lead_has_is_no_group(make: type) -> None:
    leads = make.leads(stage=["New"], source=["a"])
    leads["source"] = leads["source"].cat.add_categories(["never"])
    assert breakdown(leads, "source")["value"].tolist() == ["a"]


def test_without_leads_there_are_no_groups(make: type) -> None:
    assert breakdown(make.leads(stage=[], source=[]), "source").empty


def test_rates_by_a_column_stand_as_the_breakdown_and_add_up(make: type) -> None:
    leads = make.leads(
        stage=["Won", "Lost", "New", "Won", "New", "Lost"],
        source=["web", "web", "web", None, "fair", "call"],
        created_at=["2026-09-01"] * 6,
        closed_at=["2026-09-11", "2026-09-21", None, "2026-11-01", None, "2026-09-02"],
    )
    for counted in (
        closed_cases(leads),
        entered_cases(leads),
        cohort_cases(leads, 30, as_of=datetime(2026, 11, 21), time_zone="UTC"),
    ):
        rates = rates_by(leads, "source", counted)
        assert [value for value, _ in rates] == breakdown(leads, "source")["value"].tolist()
        assert sum(rate.n for _, rate in rates) == rate_of(counted).n
        assert sum((rate.rate or 0) * rate.n for _, rate in rates) == counted.won.sum()
