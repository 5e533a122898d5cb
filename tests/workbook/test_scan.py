"""What the fast reader leaves out of a sheet."""

from __future__ import annotations

import pytest

from leadbook.pipeline.raw import ErrorCell, UncalculatedCell
from leadbook.workbook.scan import scan_sheet

HEAD = (
    '<?xml version="1.0"?><worksheet xmlns="m"><sheetViews><sheetView{}/></sheetViews><sheetData>'
)


def sheet(*rows: str, view: str = "") -> bytes:
    return (HEAD.format(view) + "".join(rows) + "</sheetData></worksheet>").encode()


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ('<c r="B3" t="e"><v>#N/A</v></c>', ErrorCell("#N/A")),
        ('<c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c>', ErrorCell("#DIV/0!")),
        ('<c r="B3"><f>1+1</f></c>', UncalculatedCell("1+1")),
        ('<c r="B3"><f>A1&amp;"x"</f><v></v></c>', UncalculatedCell('A1&"x"')),
        ('<c r="B3" s="1"><f t="shared" si="0"/><v/></c>', UncalculatedCell("")),
        ('<c r="B3"><f>1+1</f><v>2</v></c>', None),
        ('<c r="B3" t="str"><f>""</f><v></v></c>', None),
        ('<c r="B3" t="s"><v>5</v></c>', None),
        ('<c r="B3" t="inlineStr"><is><t>t="e" =1+1</t></is></c>', None),
    ],
)
def test_errors_and_formulas_without_a_value_are_found(cell, found):
    seen = scan_sheet([sheet('<row r="3">', '<c r="A3"><v>1</v></c>', cell, "</row>")])
    assert dict(seen.cells) == ({(2, 1): found} if found else {})


def test_either_quotation_mark_may_stand_around_attributes():
    xml = sheet("<row r='3'><c r='A3'><v>1</v></c><c r='B3' s='4' t='e'><v>#DIV/0!</v></c></row>")
    assert dict(scan_sheet([xml]).cells) == {(2, 1): ErrorCell("#DIV/0!")}


def test_hidden_rows_and_the_direction_are_found():
    xml = sheet(
        '<row r="2" hidden="1"><c r="A2"><v>1</v></c></row>',
        '<row r="3"><c r="A3"><v>1</v></c></row>',
        "<row r='4' ht='0' hidden='true'/>",
        view=' rightToLeft="1"',
    )
    seen = scan_sheet([xml])
    assert seen.hidden_rows == {2, 4}
    assert seen.right_to_left


def test_a_namespace_prefix_makes_no_difference():
    xml = (
        b'<x:worksheet xmlns:x="m"><x:sheetData><x:row r="7" hidden="1">'
        b'<x:c r="C7" t="e"><x:v>#REF!</x:v></x:c><x:c r="D7"><x:f>1</x:f></x:c>'
        b"</x:row></x:sheetData></x:worksheet>"
    )
    seen = scan_sheet([xml])
    assert dict(seen.cells) == {(6, 2): ErrorCell("#REF!"), (6, 3): UncalculatedCell("1")}
    assert seen.hidden_rows == {7}


def test_cells_without_addresses_are_counted():
    xml = sheet(
        "<row><c><v>1</v></c></row>",
        '<row r="5" hidden="1"><c><v>1</v></c><c t="e"><v>#N/A</v></c></row>',
        "<row><c/><c/><c><f>1</f></c></row>",
    )
    seen = scan_sheet([xml])
    assert dict(seen.cells) == {(4, 1): ErrorCell("#N/A"), (5, 2): UncalculatedCell("1")}
    assert seen.hidden_rows == {5}


@pytest.mark.parametrize("size", [1, 7, 64, 10_000])
def test_pieces_of_any_size_say_the_same(size, monkeypatch):
    monkeypatch.setattr("leadbook.workbook.scan._PIECE", 50)
    rows = [f'<row r="{n}"><c r="A{n}" t="e"><v>#N/A</v></c></row>' for n in range(1, 40)]
    xml = sheet(*rows)
    seen = scan_sheet(xml[at : at + size] for at in range(0, len(xml), size))
    assert len(seen.cells) == 39


def test_a_sheet_of_nothing_says_nothing():
    seen = scan_sheet([b""])
    assert not seen.cells
    assert not seen.hidden_rows
    assert not seen.right_to_left
