"""Columns as levels: blanks, rare values, bins, months."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from leadbook.metrics.win_features import features_of, pooled, stage_feature

N = 40
EVERY = np.ones(N, dtype=bool)


def feature(values, closed=EVERY, column="fact", **more):
    frame = pd.DataFrame({column: values, **more})
    found = features_of(frame, [column], closed, "gregorian")
    return found[0] if found else None


def test_a_blank_is_a_level_of_its_own():
    source = feature([None, "web", "fair", "web"] * 10)
    assert source.levels == ("web", "fair")
    assert source.codes[:4].tolist() == [0, 1, 2, 1]


def test_rare_values_become_one_level():
    source = feature(["web"] * 30 + ["fax"] * 2 + ["post"] * 2 + ["fair"] * 6)
    levels = pooled(source, source.codes)
    assert len(set(levels[30:34].tolist())) == 1
    assert levels[30] == source.size - 1
    assert levels[0] not in {levels[30], levels[39]}


def test_a_value_that_only_open_deals_have_counts_as_rare():
    closed = np.arange(N) < 30
    source = feature(pd.Categorical(["web", "fair"] * 15 + ["new"] * 10), closed)
    assert set(source.codes[30:].tolist()) == {source.size - 1}


def test_amounts_are_binned_by_the_closed_deals():
    amount = feature(np.arange(N, dtype=float))
    counts = np.bincount(amount.codes)[1:]
    assert len(counts) == 8
    assert counts.max() - counts.min() <= 1
    assert amount.levels[0][0] == -np.inf


def test_few_numbers_are_levels_as_they_are():
    size = feature([1.0, 5.0, np.nan, 9.0] * 10)
    assert size.levels == (1.0, 5.0, 9.0)
    assert size.codes[:4].tolist() == [1, 2, 0, 3]


@pytest.mark.parametrize(
    "values",
    [["same"] * N, [None] * N, [f"text {i}" for i in range(N)], [7.0] * N],
    ids=["the same throughout", "blank", "all different", "one number"],
)
def test_a_column_that_tells_nothing_is_left_out(values):
    assert feature(values) is None


def test_values_that_mostly_differ_are_left_out_however_many_cells_are_blank():
    names = [f"text {i % 20}" for i in range(24)]
    assert feature(names + [None] * 16) is None
    assert feature(names + names[:16]) is not None


def test_flags_are_labels_with_blanks():
    flag = feature(pd.array([True, False, None, True] * 10, dtype="boolean"))
    assert flag.codes[2] == 0
    assert set(flag.levels) == {True, False}


def test_creation_is_its_month_where_the_book_spans_a_year():
    days = pd.Series(pd.date_range("2025-01-15", periods=N, freq="15D").astype("datetime64[us]"))
    months = feature(days, column="created_at")
    assert months.codes[:3].tolist() == [1, 1, 2]
    frame = pd.DataFrame({"created_at": days})
    (jalali,) = features_of(frame, ["created_at"], EVERY, "jalali")
    assert jalali.codes[0] == 10


def test_creation_within_less_than_a_year_tells_no_season():
    days = pd.Series(pd.date_range("2025-01-15", periods=N).astype("datetime64[us]"))
    assert feature(days, column="created_at") is None


def test_another_date_is_days_after_creation():
    created = pd.Series(pd.date_range("2025-01-15", periods=N).astype("datetime64[us]"))
    after = pd.Series((created + pd.to_timedelta([1, 9] * 20, "D")).astype("datetime64[us]"))
    demo = feature(after, created_at=created)
    assert (demo.shape, demo.levels) == ("days", (1.0, 9.0))


def test_an_unknown_stage_is_blank():
    stage = stage_feature(np.array([-1, 0, 2]), ("New", "Offer", "Talks"))
    assert stage.codes.tolist() == [0, 1, 3]
    assert pooled(stage, stage.codes).tolist() == [0, 1, 3]
