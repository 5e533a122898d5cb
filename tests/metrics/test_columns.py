"""A column as an array, whatever the book made of it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from leadbook.metrics.columns import codes, flags, moments, numbers, positions, status_is

NOTHING = pd.DataFrame(index=range(2))


@pytest.mark.parametrize(
    "column",
    [
        pd.Series([1, None], dtype="float64"),
        pd.Series([1, None], dtype="Int64"),
        pd.Series(["1", "many"], dtype=object),
        pd.Series(["1", "many"], dtype="category"),
    ],
)
def test_numbers_of_any_kind_of_column(column: pd.Series) -> None:
    np.testing.assert_array_equal(numbers(pd.DataFrame({"n": column}), "n"), [1, np.nan])


@pytest.mark.parametrize("unit", ["s", "us", "ns"])
def test_moments_come_in_microseconds(unit: str) -> None:
    frame = pd.DataFrame({"at": np.array(["2026-03-21", "NaT"], f"M8[{unit}]")})
    assert moments(frame, "at").dtype == "M8[us]"
    assert moments(frame, "at").astype("M8[D]").astype(str).tolist() == ["2026-03-21", "NaT"]


def test_what_is_no_moment_is_not_a_time() -> None:
    frame = pd.DataFrame(
        {"at": pd.Series([pd.Timestamp("2026-03-21"), "soon", None], dtype=object)}
    )
    assert moments(frame, "at").astype("M8[D]").astype(str).tolist() == ["2026-03-21", "NaT", "NaT"]


def test_an_absent_column_is_unknown_throughout() -> None:
    assert np.isnan(numbers(NOTHING, "n")).all()
    assert np.isnat(moments(NOTHING, "at")).all()
    assert np.isnan(flags(NOTHING, "f")).all()
    assert codes(NOTHING, "c", ["a"]).tolist() == [-1, -1]
    assert not status_is(NOTHING, "won").any()
    assert positions(pd.DataFrame(), "lead").size == 0


@pytest.mark.parametrize("kind", ["category", object])
def test_codes_follow_the_order_asked_for(kind: object) -> None:
    frame = pd.DataFrame({"c": pd.Series(["b", None, "z", "a"], dtype=kind)})
    assert codes(frame, "c", ["a", "b"]).tolist() == [1, -1, -1, 0]
