from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from leadbook.render.layout import GROWTH, PAGE, cuts, evened, plan
from leadbook.report.model import Sheet, Tile

WIDTHS = st.lists(st.integers(40, 400), min_size=5, max_size=20).map(tuple)


@given(WIDTHS, st.integers(1, 5))
def test_cuts_cover_every_column_once_and_in_order(widths: tuple[int, ...], parts: int) -> None:
    places = cuts(widths, parts)
    assert len(places) == parts
    assert [at for a, b in places for at in range(a, b + 1)] == list(range(len(widths)))


@given(WIDTHS, st.integers(1, 5))
def test_evened_columns_never_shrink_and_hardly_grow(widths: tuple[int, ...], parts: int) -> None:
    more = evened(widths, parts)
    assert all(a <= b for a, b in zip(widths, more, strict=True))
    widest = max(sum(widths[a : b + 1]) for a, b in cuts(widths, parts))
    target = min(widest, round(sum(widths) / parts * GROWTH))
    assert all(
        sum(more[a : b + 1]) == max(target, sum(widths[a : b + 1])) for a, b in cuts(widths, parts)
    )


def test_a_sheet_without_tables_is_as_wide_as_a_page() -> None:
    tiles = tuple(Tile("Open", 1.0, "integer") for _ in range(4))
    planned = plan(Sheet("s", "S", "H", ("a",), tiles, ()), 10, "en")
    assert planned.page >= PAGE
    assert planned.span == len(planned.widths)
