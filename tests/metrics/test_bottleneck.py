"""The stage that holds the pipeline up is named by what stands out, and by nothing else."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from leadbook.metrics.bottleneck import strains, worst_stage


def measured(
    make: type,
    *,
    passed: tuple[int, int, int] = (90, 80, 70),
    decided: tuple[int, int, int] = (100, 90, 80),
    days: tuple[float, float, float] = (5, 6, 7),
    visits: int = 12,
    overdue: tuple[str, ...] = (),
    amounts: tuple[float, ...] = (),
) -> pd.DataFrame:
    """Strains of three stages; all alike unless said otherwise."""
    names, n = ("New", "Offer", "Talks"), 3 * visits
    leads: Any = make.leads(
        stage=["Won"] * n + list(overdue),
        created_at=["2026-10-01"] * (n + len(overdue)),
        amount=[None] * n + [*(amounts or (None,) * len(overdue))],
    )
    log = pd.DataFrame(
        {
            "lead": range(n),
            "stage": np.repeat(names, visits),
            "days": np.repeat(days, visits),
            "is_open": [False] * n,
            "next_stage": ["Won"] * n,
        }
    )
    rot = pd.DataFrame({"rot": [""] * n + ["rotten"] * len(overdue)})
    counts = {"passed": np.array(passed), "decided": np.array(decided)}
    return strains(leads, log, make.settings().stages, rot=rot, **counts)


def complaints(table: pd.DataFrame) -> dict[str, list[str]]:
    return {what: table.index[table[what]].tolist() for what in ("loses", "waits", "holds")}


def test_no_stage_is_named_when_none_stands_out(make: type) -> None:
    table = measured(make)
    assert complaints(table) == {"loses": [], "waits": [], "holds": []}
    assert worst_stage(table) is None


def test_a_stage_that_surely_passes_on_the_smallest_share_loses(make: type) -> None:
    table = measured(make, passed=(90, 40, 70))
    assert complaints(table)["loses"] == ["Offer"]
    assert table.loc["Offer", "others_rate"] == pytest.approx(160 / 180)
    assert worst_stage(table) == "Offer"


def test_a_smallest_share_within_the_reach_of_chance_is_no_complaint(make: type) -> None:
    assert worst_stage(measured(make, passed=(9, 8, 9), decided=(10, 10, 10))) is None


def test_a_stage_of_fewer_than_ten_decided_leads_is_not_judged(make: type) -> None:
    assert worst_stage(measured(make, passed=(90, 0, 70), decided=(100, 9, 80))) is None


def test_a_stage_waits_when_it_takes_half_as_long_again_as_the_middle_of_the_others(
    make: type,
) -> None:
    table = measured(make, days=(4, 8, 9))
    assert complaints(table)["waits"] == ["Talks"]
    assert table.loc["Talks", "others_days"] == 6
    assert worst_stage(measured(make, days=(5, 7, 8.9))) is None
    assert worst_stage(measured(make, days=(4, 8, 20), visits=9)) is None


def test_days_of_open_visits_count_as_waiting(make: type) -> None:
    leads = make.leads(stage=["Offer", "Offer"], created_at=["2026-11-01"] * 2)
    visits = make.visits(
        leads, (0, "New", "2026-11-01"), (0, "Offer", "2026-11-11"), (1, "New", "2026-11-01")
    )
    counts = {"passed": np.zeros(3, int), "decided": np.zeros(3, int)}
    rot = pd.DataFrame({"rot": ["fresh", "fresh"]})
    table = strains(leads, visits, make.settings().stages, rot=rot, **counts)
    assert table.loc["New", ["wait_days", "left"]].tolist() == [30, 1]
    assert np.isnan(table.loc["Offer", "wait_days"])


def test_a_stage_holds_most_overdue_value_or_deals_where_amounts_are_missing(
    make: type,
) -> None:
    late = ("New",) * 2 + ("Offer",) * 6 + ("Talks",) * 2
    worth = measured(make, overdue=late, amounts=(300, 300, *[50] * 6, 500, 0))
    assert complaints(worth)["holds"] == ["New"]
    assert worth.loc["New", ["overdue", "overdue_value", "overdue_share"]].tolist() == [
        2, 600, 600 / 1400,
    ]  # fmt: skip
    assert worth.loc["New", "others_share"] == pytest.approx(400 / 1400)
    assert complaints(measured(make, overdue=late))["holds"] == ["Offer"]
    even = measured(make, overdue=late, amounts=(300, 300, *[100] * 6, 500, 0))
    assert complaints(even)["holds"] == []
    assert complaints(measured(make, overdue=("New",) * 9))["holds"] == []


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"passed": (50, 80, 70), "days": (5, 6, 20)}, "New"),
        ({"passed": (50, 80, 70), "days": (5, 6, 20), "overdue": ("Talks",) * 10}, "Talks"),
        ({"days": (5, 20, 6), "overdue": ("New",) * 10}, "Offer"),
    ],
)
def test_most_complaints_count_and_losing_weighs_most_among_equals(
    make: type, changes: dict[str, Any], named: str
) -> None:
    assert worst_stage(measured(make, **changes)) == named
