"""Profiles: planted differences are found, chance is not, and the outcome itself is no trait."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from leadbook.metrics.profiles import Contrast, Value, compare, two_shares


def random_leads(n: int, seed: int) -> pd.DataFrame:
    chance = np.random.default_rng(seed)
    words = pd.Categorical.from_codes(chance.integers(-1, 8, n), list("abcdefgh"))
    return pd.DataFrame(
        {
            "word": words,
            "other": pd.Categorical(chance.choice(["x", "y"], n)),
            "flag": pd.array(chance.random(n) < 0.3, dtype="boolean"),
            "size": chance.lognormal(3, 1, n),
            "calls": chance.integers(0, 5, n).astype(float),
            "free": pd.Series([f"text {i}" for i in range(n)], dtype=object),
        }
    )


def compared(leads: pd.DataFrame, won: np.ndarray, **more: np.ndarray) -> Contrast:
    none = np.zeros(len(leads), dtype=bool)
    sides = {"won": won, "lost": ~won, "now": none} | more
    return compare(leads, list(leads.columns), **sides)


def test_random_columns_give_no_trait_19_times_of_20() -> None:
    seeds = range(200)
    named = 0
    for seed in seeds:
        won = np.random.default_rng(10_000 + seed).random(400) < 0.3
        named += bool(compared(random_leads(400, seed), won).traits)
    # 5 % of 200 is 10; more than 18 would be chance once in 200 times.
    assert named <= 18


def test_a_planted_difference_is_found_with_its_shares_and_lift() -> None:
    leads = random_leads(600, 1)
    won = np.arange(600) < 200
    likes = np.where(won, np.arange(600) % 10 < 6, np.arange(600) % 10 < 3)
    leads["planted"] = pd.Categorical(np.where(likes, "fair", "web"))
    found = compared(leads, won)
    first = next(trait for trait in found.traits if trait.value == Value("word", "fair"))
    assert first.column == "planted"
    assert (first.won.rate, first.won.n) == (0.6, 200)
    assert (first.lost.rate, first.lost.n) == (0.3, 400)
    assert first.lift == pytest.approx(2.0)
    assert first.difference.p == pytest.approx(0.3)
    assert 0 < first.difference.low < 0.3 < first.difference.high < 1
    assert {trait.column for trait in found.traits} == {"planted"}


def test_planted_numbers_are_found_as_a_range() -> None:
    won = np.arange(400) < 200
    size = np.where(won, 50.0, 0.0) + np.arange(400) % 100
    traits = compared(pd.DataFrame({"size": size}), won).traits
    assert {trait.value.kind for trait in traits} == {"range"}
    top = next(trait for trait in traits if trait.value.high is None)
    assert top.won.rate > top.lost.rate


def test_ranges_lie_end_to_end_and_cover_everything() -> None:
    won = np.arange(400) < 200
    found = compared(pd.DataFrame({"size": np.where(won, 40.0, 0.0) + np.arange(400) % 100}), won)
    ranges = sorted(
        ((t.value.low, t.value.high) for t in found.traits),
        key=lambda r: -np.inf if r[0] is None else r[0],
    )
    assert all(a[1] <= b[0] for a, b in pairwise(ranges))


def test_blanks_are_a_value_only_where_they_tell_something() -> None:
    won = np.arange(400) < 200
    told = np.where(np.arange(400) % 10 < np.where(won, 2, 7), None, "x")
    even = np.where(np.arange(400) % 10 < 4, None, "x")
    frame = pd.DataFrame({"told": pd.Categorical(told), "even": pd.Categorical(even)})
    found = compared(frame, won)
    assert [(trait.column, trait.value.kind) for trait in found.traits] == [("told", "blank")]
    assert found.traits[0].won.n == 200


def test_shares_of_a_value_are_of_the_leads_that_have_one() -> None:
    won = np.arange(400) < 200
    word = np.where(np.arange(400) % 2 == 0, None, np.where(won, "a", "b"))
    word[[1, 3, 5, 7, 9, 11, 13]] = "b"
    word[[201, 203, 205, 207, 209, 211, 213]] = "a"
    trait = compared(pd.DataFrame({"w": pd.Categorical(word)}), won).traits[0]
    assert trait.won.n == trait.lost.n == 100


@pytest.mark.parametrize(
    "column",
    [
        pd.Categorical(np.where(np.arange(200) < 100, "signed", None)),
        np.where(np.arange(200) < 100, np.arange(200.0) + 5, 0.0),
        pd.array(np.arange(200) < 100, dtype="boolean"),
    ],
)
def test_a_column_that_is_the_outcome_is_named_and_left_out(column: object) -> None:
    found = compared(pd.DataFrame({"contract": column}), np.arange(200) < 100)
    assert found.leaks == ("contract",)
    assert found.traits == ()


def test_cold_leads_of_now_are_shown_beside_and_change_no_test() -> None:
    won = np.arange(300) < 100
    now = np.arange(300) >= 200
    word = np.where(np.arange(300) % 10 < np.where(won, 6, 2), "a", "b")
    frame = pd.DataFrame({"w": pd.Categorical(np.where(now, "b", word))})
    sides = {"won": won, "lost": ~won & ~now}
    with_now = compared(frame, **sides, now=now)
    without = compared(frame, **sides, now=np.zeros(300, dtype=bool))
    assert [t.p for t in with_now.traits] == [t.p for t in without.traits]
    assert [t.now.n for t in with_now.traits] == [100, 100]
    assert with_now.now == 100


@pytest.mark.parametrize("n", [0, 1])
def test_nobody_has_no_profile(n: int) -> None:
    leads = random_leads(n, 3)
    for won in (np.ones(n, dtype=bool), np.zeros(n, dtype=bool)):
        found = compared(leads, won)
        assert found.traits == ()
        assert found.tested == 0


def test_one_side_alone_has_no_profile() -> None:
    found = compared(random_leads(50, 3), np.ones(50, dtype=bool))
    assert (found.won, found.lost, found.tested) == (50, 0, 0)


def test_texts_that_do_not_repeat_are_no_trait() -> None:
    won = np.arange(100) < 50
    assert compared(random_leads(100, 4)[["free"]], won).tested == 0


def test_the_order_of_rows_never_matters() -> None:
    leads, won = random_leads(500, 5), np.arange(500) < 200
    leads.loc[:150, "other"] = "x"
    order = np.random.default_rng(6).permutation(500)
    assert compared(leads, won) == compared(leads.iloc[order].reset_index(drop=True), won[order])


@pytest.mark.parametrize(
    ("a", "n", "b", "m", "p"),
    [(3, 4, 1, 4, 0.485714), (0, 5, 5, 5, 0.007937), (7, 12, 2, 19, 0.011777), (0, 9, 0, 9, 1.0)],
)
def test_small_counts_have_fishers_exact_p(a: int, n: int, b: int, m: int, p: float) -> None:
    assert two_shares(a, n, b, m) == pytest.approx(p, abs=1e-6)
