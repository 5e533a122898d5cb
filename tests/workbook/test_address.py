"""Letters and numbers of columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadbook.workbook.address import Area, area_of, letters_of, number_of


@given(st.integers(1, 16_384))
def test_letters_and_numbers_go_both_ways(column):
    assert number_of(letters_of(column)) == column


@pytest.mark.parametrize(
    ("reference", "area"),
    [
        ("B3:F20", Area(3, 2, 20, 6)),
        ("$B$3:$F$20", Area(3, 2, 20, 6)),
        ("C7", Area(7, 3, 7, 3)),
        ("", None),
        ("A:B", None),
        ("Sheet!A1", None),
    ],
)
def test_a_reference_is_an_area_or_none(reference, area):
    assert area_of(reference) == area
