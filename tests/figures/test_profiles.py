"""Profiles: what sets won leads apart, in words of the report."""

from __future__ import annotations

import numpy as np

from leadbook.figures.profiles import profile
from leadbook.language.messages import speaker


def test_ranges_of_numbers_are_told_from_below_to_above(make: type) -> None:
    """Sixty small deals are lost and sixty large ones won."""
    amount = [*range(1, 61), *range(101, 161)]
    book = make.pipeline(
        make.leads(
            stage=["Lost"] * 60 + ["Won"] * 60,
            budget=amount,
            created_at=["2026-09-01"] * 120,
            closed_at=["2026-10-01"] * 120,
        )
    )
    found = profile(book, np.zeros(120, dtype=bool), speaker("en"))
    told = {trait.value: trait.ideal.rate for trait in found.traits if trait.column == "budget"}
    assert told == {
        "up to 30.8": 0,
        "above 30.8 up to 80.5": 0,
        "above 80.5 up to 130.2": 0.5,
        "above 130.2": 0.5,
    }


def test_a_part_of_a_name_is_no_trait(make: type) -> None:
    names = ["Ann"] * 60 + ["Bob"] * 60
    book = make.pipeline(
        make.leads(
            stage=["Lost"] * 60 + ["Won"] * 60, industry=["x", "y"] * 60, **{"First name": names}
        )
    )
    assert profile(book, np.zeros(120, dtype=bool), speaker("en")).leaks == ()
