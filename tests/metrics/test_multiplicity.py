"""Corrections for many tests."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from leadbook.metrics.multiplicity import holm


@given(st.lists(st.floats(0, 1), max_size=20))
def test_holm_never_lowers_and_keeps_the_order(p_values: list[float]) -> None:
    adjusted = holm(p_values).tolist()
    assert all(after >= before for after, before in zip(adjusted, p_values, strict=True))
    assert all(p <= 1 for p in adjusted)
    order = np.argsort(p_values, kind="stable")
    assert sorted(adjusted) == [adjusted[i] for i in order]


def test_what_was_not_tested_counts_as_no_test() -> None:
    np.testing.assert_array_equal(holm([0.02, np.nan]), [0.02, np.nan])
