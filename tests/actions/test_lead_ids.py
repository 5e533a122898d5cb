"""New ids go on from those of the book."""

from __future__ import annotations

from itertools import islice
from typing import Any

import pytest

from leadbook.actions.lead_ids import id_key, new_ids


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        (["L-0399", "L-0400"], ["L-0401", "L-0402"]),
        (["L-9", "L-10"], ["L-11", "L-12"]),
        (["007", "008"], ["009", "010"]),
        ([7.0, 9.0, 8.0], [10.0, 11.0]),
        (["2026-L-0098", "2026-L-0099"], ["2026-L-0100", "2026-L-0101"]),
        (["12/A", "13/A"], ["14/A", "15/A"]),
        (["سرنخ-۰۹"], ["سرنخ-۱۰", "سرنخ-۱۱"]),
        (["Ann", "Bob", "Eve-4"], ["1", "2"]),
        ([None, ""], [1.0, 2.0]),
        ([], [1.0, 2.0]),
    ],
)
def test_the_pattern_of_the_book_goes_on(model: list[Any], expected: list[Any]) -> None:
    taken = {id_key(cell) for cell in model}
    assert list(islice(new_ids(model, taken), 2)) == expected


def test_an_id_that_is_borne_elsewhere_is_left_out() -> None:
    assert next(new_ids(["L-1"], {"L-1", "L-2", "M-7"})) == "L-3"
