"""Results written into formulas: the cells wanted, in the schema's order, and no other byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadbook.pipeline.raw import ErrorCell
from leadbook.workbook.address import Area
from leadbook.workbook.cell_bytes import Place
from leadbook.workbook.formula_bytes import Result, filled_places, formulas_in, with_results
from leadbook.workbook.markup import parsed

HEAD = b'<worksheet><cols><col min="1" max="1" width="9"/></cols><sheetData>'
TAIL = b'</sheetData><pageMargins left="1"/></worksheet>'


def sheet(rows: bytes) -> bytes:
    return HEAD + rows + TAIL


def rewritten(rows: bytes, at: Place, result: Result) -> bytes:
    content = with_results(sheet(rows), {at: result})
    assert content.startswith(HEAD)
    assert content.endswith(TAIL)
    return content[len(HEAD) : -len(TAIL)]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (2.0, b'<c r="A1" s="4"><f>LB_X()</f><v>2</v></c>'),
        (0.1, b'<c r="A1" s="4"><f>LB_X()</f><v>0.1</v></c>'),
        ("", b'<c r="A1" s="4" t="str"><f>LB_X()</f><v></v></c>'),
        ("a & b\x01", b'<c r="A1" s="4" t="str"><f>LB_X()</f><v>a &amp; b</v></c>'),
        (True, b'<c r="A1" s="4" t="b"><f>LB_X()</f><v>1</v></c>'),
        (ErrorCell("#N/A"), b'<c r="A1" s="4" t="e"><f>LB_X()</f><v>#N/A</v></c>'),
    ],
)
def test_a_result_of_each_kind_is_written_as_excel_writes_it(value: object, cell: bytes) -> None:
    old = b'<row r="1"><c r="A1" s="4" t="str"><f>LB_X()</f><v>old</v></c></row>'
    assert rewritten(old, Place(1, 1), Result([[value]])) == b'<row r="1">' + cell + b"</row>"


def test_an_array_grows_into_cells_rows_and_gaps_that_are_not_there_yet() -> None:
    old = (
        b'<row r="9"><c r="B9" cm="1"><f t="array" ref="B9">LB_X()</f></c><c r="D9"><v>7</v></c>'
        b'</row><row r="10" ht="20"/><row r="12"><c r="A12"/></row>'
    )
    result = Result([[1.0, "x"], [2.0, None], [3.0, ""], [4.0, 5.0]], Area(9, 2, 12, 3))
    assert rewritten(old, Place(9, 2), result) == (
        b'<row r="9"><c r="B9" cm="1"><f t="array" ref="B9:C12">LB_X()</f><v>1</v></c>'
        b'<c r="C9" t="str"><v>x</v></c><c r="D9"><v>7</v></c></row>'
        b'<row r="10" ht="20"><c r="B10"><v>2</v></c></row>'
        b'<row r="11"><c r="B11"><v>3</v></c><c r="C11" t="str"><v></v></c></row>'
        b'<row r="12"><c r="A12"/><c r="B12"><v>4</v></c><c r="C12"><v>5</v></c></row>'
    )


def test_new_rows_at_one_spot_stand_in_the_order_of_their_numbers() -> None:
    old = b'<row r="8"><c r="A8" cm="1"><f t="array" ref="A8">LB_X()</f></c></row>'
    result = Result([[float(n)] for n in range(5)], Area(8, 1, 12, 1))
    rows = parsed(sheet(rewritten(old, Place(8, 1), result))).iter("{*}row")
    assert [row.get("r") for row in rows] == ["8", "9", "10", "11", "12"]


def test_cells_that_an_array_leaves_are_emptied_and_keep_their_look() -> None:
    old = (
        b'<row r="1"><c r="A1"><f t="array" ref="A1:A2">LB_X()</f><v>1</v></c></row>'
        b'<row r="2"><c r="A2" s="3" t="str"><v>x</v></c></row>'
    )
    new = rewritten(old, Place(1, 1), Result([[5.0], [None]], Area(1, 1, 1, 1)))
    assert new.endswith(b'<row r="2"><c r="A2" s="3"/></row>')
    assert b'ref="A1"' in new


def test_prefixes_are_kept() -> None:
    old = b'<x:row r="1"><x:c r="A1"><x:f>LB_X()</x:f></x:c></x:row>'
    content = b'<x:worksheet xmlns:x="u"><x:sheetData>' + old + b"</x:sheetData></x:worksheet>"
    found = with_results(content, {Place(1, 1): Result([[1.0, 2.0]])})
    assert b'<x:c r="B1"><x:v>2</x:v></x:c></x:row>' in found


def test_formulas_are_told_with_what_they_fill() -> None:
    rows = (
        b'<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">LB_X(B1)</f></c></row>'
        b'<row r="2"><c r="A2"><f t="shared" si="0"/></c><c r="C2" cm="1">'
        b'<f t="array" ref="C2:D3">LB_Y(&quot;&lt;&quot;)</f></c></row>'
    )
    one, other, array = formulas_in(sheet(rows))
    assert (one.text, one.shared, one.area) == ("LB_X(B1)", "0", None)
    assert (other.text, other.shared) == ("", "0")
    assert (array.text, array.area, array.grows) == ('LB_Y("<")', Area(2, 3, 3, 4), True)


def test_places_with_a_style_alone_are_free() -> None:
    rows = b'<row r="1"><c r="A1" s="1"/><c r="B1"><v>1</v></c><c r="C1"><f>A1</f></c></row>'
    assert filled_places(sheet(rows)) == {Place(1, 2), Place(1, 3)}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<a>",
        b"\xff\xfe<\0",
        b"<!DOCTYPE a><a/>",
        b"<?xml version='1.0' encoding='latin-1'?><a/>",
    ],
)
def test_what_is_no_sound_sheet_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        formulas_in(content)


@given(
    st.sets(st.tuples(st.integers(1, 6), st.integers(1, 6)), min_size=1),
    st.integers(1, 4),
    st.integers(1, 4),
)
def test_whatever_stands_around_rows_and_columns_stay_sorted(
    places: set[tuple[int, int]], height: int, width: int
) -> None:
    first = min(places)
    rows = b""
    for number in sorted({row for row, _ in places}):
        cells = sorted(Place(r, c) for r, c in places if r == number)
        formula = b"<f>LB_X()</f>"
        rows += b'<row r="%d">' % number + b"".join(
            b'<c r="%s">%s</c>' % (at.address.encode(), formula if at == first else b"<v>1</v>")
            for at in cells
        ) + b"</row>"  # fmt: skip
    result = Result([[1.0] * width for _ in range(height)])
    tree = parsed(sheet(rewritten(rows, Place(*first), result)))
    numbers = [int(row.get("r")) for row in tree.iter("{*}row")]
    assert numbers == sorted(set(numbers))
    for row in tree.iter("{*}row"):
        letters = [cell.get("r")[0] for cell in row]
        assert letters == sorted(set(letters))
