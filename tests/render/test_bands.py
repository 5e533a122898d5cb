from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

from leadbook.render.bands import ROWS_AT_ONCE, Band, BandColumn
from leadbook.render.cells import Cells

if TYPE_CHECKING:
    from collections.abc import Sequence


def a_band(
    codes: Sequence[int], *columns: BandColumn | Sequence[str] | Sequence[float], skipped: int = 0
) -> Band:
    made = tuple(
        column if isinstance(column, BandColumn) else BandColumn(Cells(np.array(codes), column), 3)
        for column in columns
    )
    return Band(6, 1, skipped, 16.5, made)


def xml_of(band: Band) -> str:
    return b"".join(band.xml()).decode()


def test_rows_carry_their_numbers_their_height_and_their_cells() -> None:
    assert xml_of(a_band([0, 1], ["a", "b"], [2, 0.5])) == (
        '<row r="7" ht="16.5" customHeight="1">'
        '<c r="B7" s="3" t="inlineStr"><is><t>a</t></is></c><c r="C7" s="3"><v>2</v></c></row>'
        '<row r="8" ht="16.5" customHeight="1">'
        '<c r="B8" s="3" t="inlineStr"><is><t>b</t></is></c><c r="C8" s="3"><v>0.5</v></c></row>'
    )


@pytest.mark.parametrize("values", [[], ["a"], [1.5]])
def test_a_blank_cell_keeps_its_format(values: list[str] | list[float]) -> None:
    assert xml_of(a_band([-1], values)).endswith('<c r="B7" s="3"/></row>')


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("a & b < c", '3" t="inlineStr"><is><t>a &amp; b &lt; c<'),
        ("سرنخ 😀", '3" t="inlineStr"><is><t>سرنخ 😀<'),
        (" edges ", '3" t="inlineStr"><is><t xml:space="preserve"> edges <'),
        ("_x0041_", '3" t="inlineStr"><is><t>_x005F_x0041_<'),
        ("=1+1", '9" t="inlineStr"><is><t>=1+1<'),
        ("=1 & 1\n", '9" t="inlineStr"><is><t xml:space="preserve">=1 &amp; 1\n<'),
    ],
)
def test_text_stands_as_it_is_among_others(text: str, cell: str) -> None:
    column = BandColumn(Cells(np.array([0, 1, 2]), ["first", text, "last"]), 3, 9)
    band = xml_of(a_band([], column))
    assert f'<c r="B8" s="{cell}/t></is></c></row>' in band
    assert band.count("<is><t>first</t></is>") == band.count("<is><t>last</t></is>") == 1


def test_skipped_cells_are_left_out_and_the_others_begin_in_the_first_row() -> None:
    band = a_band([0, 1, 2, 3], [1, 2, 3, 4], skipped=2)
    assert (band.rows, band.last_row) == (2, 7)
    assert re.findall(r'r="B(\d+)" s="3"><v>(\d)', xml_of(band)) == [("7", "3"), ("8", "4")]


def test_every_row_of_a_long_band_comes_once_and_in_order() -> None:
    rows = 2 * ROWS_AT_ONCE + 1
    band = a_band(range(rows), range(rows))
    found = re.findall(r'<row r="(\d+)"[^>]*><c r="B(\d+)" s="3"><v>(\d+)<', xml_of(band))
    assert found == [(str(7 + at), str(7 + at), str(at)) for at in range(rows)]
    assert len(list(band.xml())) == 3


def test_a_band_for_another_workbook_has_that_ones_formats() -> None:
    column = BandColumn(Cells(np.array([0, 1, -1]), ["a", "+1"]), 1, 2)
    styled = a_band([], column).styled((0, 40, 50))
    assert re.findall(r's="(\d+)"', xml_of(styled)) == ["40", "50", "40"]
    assert a_band([0], [1]).styled((0, 0, 0, 7)).columns[0].quoted is None


def test_the_size_of_a_band_tells_long_ones_from_short() -> None:
    texts, numbers = [f"lead {at}" for at in range(500)], [at / 7 for at in range(500)]
    bands = [a_band(range(rows), texts, numbers) for rows in (5, 50, 500)]
    for band in bands:
        assert band.size / 2 < len(xml_of(band)) < band.size * 2
    assert all(short.size < long.size for short, long in pairwise(bands))
