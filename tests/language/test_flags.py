"""Flags: yes and no as people write them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from leadbook.language.flags import to_flag, to_flags


@pytest.mark.parametrize(
    "cell", [True, np.True_, 1, 1.0, "Yes", "y", "TRUE", "1", "بله", "بلي", "دارد", "✓"]
)
def test_a_cell_that_says_yes(cell):
    assert to_flag(cell) is True


@pytest.mark.parametrize(
    "cell", [False, np.False_, 0, 0.0, "no", "N", "false", "0", "۰", "خیر", "ندارد"]
)
def test_a_cell_that_says_no(cell):
    assert to_flag(cell) is False


@pytest.mark.parametrize("cell", [2, 0.5, "maybe", "yes and no", [1]])
def test_a_cell_that_says_neither_is_bad(cell):
    flags = to_flags([cell])
    assert (flags.values.tolist(), flags.bad.tolist()) == ([-1], [True])


@pytest.mark.parametrize("cell", [None, "", " ", float("nan"), pd.NA])
def test_a_blank_is_unknown_and_not_bad(cell):
    flags = to_flags([cell])
    assert (flags.values.tolist(), flags.bad.tolist()) == ([-1], [False])
