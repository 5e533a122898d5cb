"""Counts by day are what numpy says of the cases themselves."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leadbook.metrics.events import CENSORED, COMPETING, EVENT, count_events

CASES = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.one_of(st.integers(0, 20).map(float), st.just(float("nan"))),
        st.sampled_from([CENSORED, EVENT, COMPETING]),
    ),
    max_size=50,
)


@given(CASES, st.sampled_from([0.0, 0.25, 0.5, 0.75, 0.9, 1.0]))
def test_quantiles_and_means_of_groups_are_numpy_s(
    cases: list[tuple[int, float, int]], q: float
) -> None:
    group, days, ends = (np.array([case[i] for case in cases]) for i in range(3))
    events = count_events(days, ends, group.astype(int), 4)
    for place in range(4):
        mine = days[(group == place) & (ends == EVENT)] if cases else np.array([])
        mine = mine[~np.isnan(mine)]
        expected = (np.quantile(mine, q), mine.mean()) if mine.size else (np.nan, np.nan)
        found = (events.quantile(q)[place], events.mean()[place])
        np.testing.assert_allclose(found, expected, atol=1e-9)


@given(CASES)
def test_everyone_is_at_risk_on_the_first_day_and_leaves_once(
    cases: list[tuple[int, float, int]],
) -> None:
    group, days, ends = (np.array([case[i] for case in cases]) for i in range(3))
    events = count_events(days, ends, group.astype(int), 4)
    known = ~np.isnan(days.astype(float))
    assert events.total.sum() == known.sum()
    assert events.event.sum() == (known & (ends == EVENT)).sum()
    assert events.competing.sum() == (known & (ends == COMPETING)).sum()
    for row in range(len(events.days)):
        alive = (group == events.group[row]) & (days >= events.days[row])
        assert events.at_risk[row] == alive.sum()


def test_a_case_of_no_group_is_left_out() -> None:
    events = count_events([1, 2], [EVENT, EVENT], np.array([-1, 0]), 1)
    assert (events.days.tolist(), events.total.tolist()) == ([2.0], [1])


def test_the_last_row_up_to_a_day_is_sought_in_each_group() -> None:
    events = count_events([1, 5, 9], [EVENT] * 3, np.array([0, 0, 1]), 3)
    assert events.last_row(5).tolist() == [1, -1, -1]
    assert events.last_row(np.inf).tolist() == [1, 2, -1]
