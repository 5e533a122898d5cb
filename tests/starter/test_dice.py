from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from leadbook.starter.dice import Dice


def test_the_same_seed_draws_the_same() -> None:
    assert [Dice(3).share() for _ in range(2)] == [Dice(3).share()] * 2
    assert Dice(3).share() != Dice(4).share()


def test_between_reaches_both_ends_and_nothing_beyond() -> None:
    dice = Dice(1)
    assert {dice.between(2, 4) for _ in range(200)} == {2, 3, 4}


def test_weighted_draws_by_weight_and_never_what_weighs_nothing() -> None:
    dice = Dice(1)
    drawn = Counter(dice.weighted({"a": 3.0, "b": 1.0, "never": 0.0}) for _ in range(4_000))
    assert drawn["a"] / 4_000 == pytest.approx(0.75, abs=0.03)
    assert set(drawn) == {"a", "b"}


def test_normal_has_its_spread_and_skewed_its_median() -> None:
    dice = Dice(1)
    assert np.std([dice.normal(2.0) for _ in range(4_000)]) == pytest.approx(2.0, rel=0.05)
    assert np.median([dice.skewed(10, 0.7) for _ in range(4_000)]) == pytest.approx(10, rel=0.06)
