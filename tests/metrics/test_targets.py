"""What was to be won in each month against what was."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pandas as pd
import pytest

from leadbook.metrics.targets import owner_targets, team_targets

AS_OF = datetime(2026, 11, 21)


def targets_of(*rows: tuple[str, str, float]) -> pd.DataFrame:
    owner, month, target = zip(*rows, strict=True) if rows else ((), (), ())
    return pd.DataFrame(
        {
            "owner": pd.Series(owner, dtype=object),
            "month": pd.to_datetime(pd.Series(month, dtype=object)).astype("datetime64[us]"),
            "target": pd.Series(target, dtype="float64"),
        }
    )


@pytest.fixture
def leads(make: type) -> pd.DataFrame:
    return make.leads(
        stage=["Won", "Won", "Won", "Lost", "Won", "Won", "New"],
        owner=["Ali", "Ali", "Sara", "Ali", None, "Ali", "Ali"],
        amount=[70, None, 40, 900, 5, 11, 800],
        closed_at=["2026-10-05", "2026-10-31", "2026-10-09", "2026-10-06", "2026-11-02",
                   "2026-09-30", None],
    )  # fmt: skip


def rows(table: pd.DataFrame, *columns: str) -> list[list[object]]:
    return [
        [None if pd.isna(value) else value for value in row]
        for row in table[list(columns)].values.tolist()
    ]


def test_wins_count_in_the_month_of_their_closing_from_the_first_target_on(
    leads: pd.DataFrame,
) -> None:
    table = owner_targets(leads, targets_of(("Ali", "2026-10-01", 100)), as_of=AS_OF)
    assert rows(table, "month", "owner", "target", "actual", "won") == [
        ["2026-10", "Ali", 100, 70, 2],
        ["2026-10", "Sara", None, 40, 1],
        ["2026-11", "", None, 5, 1],
    ]


def test_a_target_that_nothing_was_won_for_stands_with_its_state(leads: pd.DataFrame) -> None:
    meant = targets_of(
        ("Sara", "2026-09-01", 10), ("Sara", "2026-11-01", 10), ("Sara", "2026-12-01", 10)
    )
    table = owner_targets(leads, meant, as_of=AS_OF)
    sara = table[(table["owner"] == "Sara") & table["target"].notna()]
    assert rows(sara, "month", "attainment", "remaining", "state") == [
        ["2026-09", 0, 10, "over"],
        ["2026-11", 0, 10, "running"],
        ["2026-12", None, 10, "ahead"],
    ]


def test_nothing_remains_of_a_target_that_is_passed_and_none_is_attained_of_nothing(
    leads: pd.DataFrame,
) -> None:
    meant = targets_of(("Ali", "2026-10-01", 35), ("Sara", "2026-10-01", 0))
    table = owner_targets(leads, meant, as_of=AS_OF)
    assert rows(table[:2], "attainment", "remaining") == [[2, 0], [None, 0]]


def test_the_team_means_what_its_owners_mean_unless_it_says_otherwise(leads: pd.DataFrame) -> None:
    meant = targets_of(
        ("Ali", "2026-10-01", 60),
        ("Sara", "2026-10-01", 50),
        ("Ali", "2026-11-01", 60),
        ("", "2026-11-01", 500),
    )
    table = team_targets(leads, meant, as_of=AS_OF)
    assert rows(table, "month", "target", "actual", "won") == [
        ["2026-10", 110, 110, 3],
        ["2026-11", 500, 5, 1],
    ]
    assert "" not in owner_targets(leads, meant, as_of=AS_OF)["owner"][:2].tolist()


def test_months_are_those_of_the_calendar(leads: pd.DataFrame) -> None:
    meant = targets_of(("Ali", "2026-09-23", 100))
    table = owner_targets(leads, meant, as_of=AS_OF, calendar="jalali")
    assert rows(table, "month", "owner", "actual")[0] == ["1405-07", "Ali", 81]


@pytest.mark.parametrize("function", [owner_targets, team_targets])
def test_without_targets_there_is_nothing_to_hold_wins_against(
    leads: pd.DataFrame, function: object
) -> None:
    for none in (pd.DataFrame(), targets_of()):
        assert len(function(leads, none, as_of=AS_OF)) == 0


def test_what_is_missing_and_what_was_won_make_the_target(make: type) -> None:
    book = make.book(120)
    meant = targets_of(("", "2026-07-01", 300), ("", "2026-08-01", 1e6))
    table = team_targets(book.leads, meant, as_of=AS_OF)
    short = table[table["remaining"] > 0]
    np.testing.assert_allclose(short["actual"] + short["remaining"], short["target"])
