from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from leadbook.render.pages import Part, page_breaks, page_height


def parts_of(lengths: list[int], kept: int) -> list[Part]:
    parts, row = [], 0
    for length in lengths:
        parts.append(Part(row, row + length - 1, kept))
        row += length
    return parts


def ten(row: int) -> float:
    return 10.0


def test_a_chart_that_does_not_fit_goes_to_the_next_page() -> None:
    assert page_breaks([Part(0, 5, 6), Part(6, 11, 6)], ten, 100, 0) == [6]


def test_a_long_table_begins_where_there_is_room_and_flows_on() -> None:
    assert page_breaks([Part(0, 3, 4), Part(4, 60, 3)], ten, 100, 0) == []


def test_a_long_table_does_not_begin_with_its_title_alone() -> None:
    assert page_breaks([Part(0, 7, 8), Part(8, 60, 3)], ten, 100, 0) == [8]


def test_a_short_table_near_the_foot_of_a_page_is_moved_whole() -> None:
    assert page_breaks([Part(0, 6, 7), Part(7, 12, 2)], ten, 100, 0) == [7]


def test_repeated_rows_take_room_on_later_pages() -> None:
    parts = parts_of([8, 9, 4], kept=99)
    assert page_breaks(parts, ten, 140, 0) == [8]
    assert page_breaks(parts, ten, 140, 20) == [8, 17]


@given(st.lists(st.integers(1, 12), min_size=1, max_size=20))
def test_parts_shorter_than_a_page_are_never_cut(lengths: list[int]) -> None:
    parts = parts_of(lengths, kept=99)
    breaks = page_breaks(parts, ten, 120, 0)
    starts = [0, *breaks, parts[-1].last + 1]
    assert set(breaks) <= {part.first for part in parts}
    assert all(10 * (b - a) <= 120 for a, b in pairwise(starts))


def test_a_narrow_sheet_is_not_enlarged() -> None:
    assert page_height(100, portrait=True) == page_height(500, portrait=True)
    assert page_height(3000, portrait=False) > page_height(2000, portrait=False)
