"""The log-rank test against lifelines, scipy and its own definition."""

from __future__ import annotations

import numpy as np
import pytest

from leadbook.metrics.events import CENSORED, COMPETING, EVENT
from leadbook.metrics.log_rank import chi_square_survival, log_rank, log_rank_pairs
from leadbook.metrics.multiplicity import holm


def drawn(seed: int, n: int = 300, k: int = 4) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Days with many ties, ends and groups of which some win faster."""
    chance = np.random.default_rng(seed)
    groups = chance.integers(0, k, n)
    days = np.ceil(chance.exponential(20 + 10 * groups))
    ends = chance.choice([CENSORED, EVENT, COMPETING], n, p=[0.3, 0.4, 0.3])
    return days, ends, groups


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("k", [2, 3, 5])
def test_the_test_equals_lifelines_on_censored_data_with_ties(seed: int, k: int) -> None:
    statistics = pytest.importorskip("lifelines.statistics")
    days, ends, groups = drawn(seed, k=k)
    oracle = statistics.multivariate_logrank_test(days, groups, ends == EVENT)
    found = log_rank(days, ends, groups, k)
    assert found.chi_square == pytest.approx(oracle.test_statistic, rel=1e-6)
    assert found.p == pytest.approx(oracle.p_value, rel=1e-6)
    assert found.freedom == k - 1


def test_pairs_are_tested_each_by_itself_and_corrected_by_holm() -> None:
    days, ends, groups = drawn(3, k=3)
    table = log_rank_pairs(days, ends, groups, 3)
    raw = []
    for a, b in ((0, 1), (0, 2), (1, 2)):
        both = (groups == a) | (groups == b)
        raw.append(log_rank(days[both], ends[both], (groups[both] == b).astype(int), 2).p)
    np.testing.assert_allclose(table[np.triu_indices(3, 1)], holm(raw))
    np.testing.assert_array_equal(table, table.T)


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 7, 11, 40])
@pytest.mark.parametrize("x", [0.0, 0.1, 1.0, 3.84, 12.5, 60.0, 700.0])
def test_the_chi_square_s_tail_equals_scipy_s(x: float, freedom: int) -> None:
    stats = pytest.importorskip("scipy.stats")
    assert chi_square_survival(x, freedom) == pytest.approx(stats.chi2.sf(x, freedom), rel=1e-9)


@pytest.mark.parametrize(
    ("days", "ends", "groups"),
    [
        ([], [], []),
        ([5.0, 9.0], [EVENT, EVENT], [0, 0]),
        ([5.0, 9.0], [COMPETING, CENSORED], [0, 1]),
        ([np.nan, 9.0], [EVENT, EVENT], [0, 1]),
    ],
)
def test_there_is_no_test_without_wins_or_a_second_group(
    days: list[float], ends: list[int], groups: list[int]
) -> None:
    found = log_rank(days, ends, np.array(groups, dtype=int), 2)
    assert np.isnan(found.p)
    assert np.isnan(found.chi_square)


def test_a_group_that_was_never_at_risk_takes_no_degree_of_freedom() -> None:
    days, ends, groups = drawn(1, k=2)
    with_idle = log_rank([*days, 0.5], [*ends, CENSORED], np.array([*groups, 2]), 3)
    assert with_idle.freedom == 1
    assert with_idle.p == pytest.approx(log_rank(days, ends, groups, 2).p)
    assert np.isnan(with_idle.ratio[2])


def test_the_faster_group_has_more_wins_than_expected() -> None:
    days, ends, groups = drawn(0, k=2)
    ratio = log_rank(days, ends, groups, 2).ratio
    assert ratio[0] > 1 > ratio[1]
