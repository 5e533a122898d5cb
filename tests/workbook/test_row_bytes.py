"""Rows in a sheet's XML, however that is written; the rest stays byte for byte."""

from __future__ import annotations

import pytest

from leadbook.workbook.address import Area
from leadbook.workbook.row_bytes import Cell, Formula, SheetRows

HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\r\n<worksheet xmlns="m"><sheetData>'
TAIL = b"</sheetData><!-- kept --></worksheet>"
ROW = b'<row r="3"><c r="A3" s="4"/></row>'


def grown(rows: bytes, cells: dict[int, Cell], area: Area, model: int = 0) -> bytes:
    """What stands between head and tail after one row went in; they must be the same."""
    made = SheetRows(HEAD + rows + TAIL, area, model).with_cells([cells])
    assert made.startswith(HEAD)
    assert made.endswith(TAIL)
    return made[len(HEAD) : -len(TAIL)]


@pytest.mark.parametrize(
    ("rows", "after"),
    [
        (b'<row r="1"/>', b'<row r="1"/><row r="2"><c r="A2"><v>7</v></c></row>'),
        (ROW, b'<row r="2"><c r="A2"><v>7</v></c></row>' + ROW),
        (b'<row r="2" ht="30"/>', b'<row r="2" ht="30"><c r="A2"><v>7</v></c></row>'),
        (
            b'<row r="2" ht="30" />',
            b'<row r="2" ht="30" ><c r="A2"><v>7</v></c></row>',
        ),
        (b'<row r="2"></row>', b'<row r="2"><c r="A2"><v>7</v></c></row>'),
        (
            b'<row r="2"><c r="A2" s="4"/><c r="B2"/></row>',
            b'<row r="2"><c r="A2"><v>7</v></c><c r="B2"/></row>',
        ),
        (
            b'<row r="2"><c r="C2"><v>1</v></c></row>',
            b'<row r="2"><c r="A2"><v>7</v></c><c r="C2"><v>1</v></c></row>',
        ),
        (
            b"<row><c/></row><row><c></c><c><v>1</v></c></row>",
            b'<row><c/></row><row><c r="A2"><v>7</v></c><c><v>1</v></c></row>',
        ),
    ],
)
def test_a_row_goes_where_its_number_wants_it(rows: bytes, after: bytes) -> None:
    assert grown(rows, {1: Cell(7.0)}, Area(2, 1, 2, 1)) == after


def test_prefixes_of_the_sheet_are_those_of_the_new_cells() -> None:
    sheet = b'<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"/></x:sheetData></x:worksheet>'
    made = SheetRows(sheet, Area(2, 1, 2, 3), 0).with_cells(
        [{1: Cell("a"), 2: Cell(Formula("1<2")), 3: Cell(None, 5)}]
    )
    assert b'<x:row r="2"><x:c r="A2" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c>' in made
    assert b'<x:c r="B2"><x:f>1&lt;2</x:f></x:c><x:c r="C2" s="5"/></x:row>' in made


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a & <b>", b"<t>a &amp; &lt;b&gt;</t>"),
        (" a", b'<t xml:space="preserve"> a</t>'),
        ("سرنخ", "<t>سرنخ</t>".encode()),
        ("a\x00\ufffe\ud800b", b"<t>ab</t>"),
        ("_x0041_ _x00e9_", b"<t>_x005F_x0041_ _x005F_x00e9_</t>"),
    ],
)
def test_text_is_written_as_xml_wants_it(text: str, written: bytes) -> None:
    assert written in grown(b'<row r="1"/>', {1: Cell(text)}, Area(2, 1, 2, 1))


@pytest.mark.parametrize(
    ("rows", "model", "style"),
    [
        (b'<row r="2"><c r="A2" s="9"/></row>', 1, 9),
        (b'<row r="1"><c r="A1" s="4"/></row>', 1, 4),
        (b'<row r="1"><c r="A1" s="4"/></row>', 0, 3),
        (b'<row r="2" s="8" customFormat="1"/>', 0, 8),
        (b'<row r="2" s="8"/>', 0, 3),
    ],
)
def test_a_new_cell_looks_like_its_surroundings(rows: bytes, model: int, style: int) -> None:
    head = b'<worksheet><cols><col min="1" max="2" style="3"/></cols><sheetData>'
    sheet = SheetRows(head + rows + TAIL, Area(2, 1, 2, 1), model)
    assert sheet.style_at(2, 1) == style


@pytest.mark.parametrize(
    ("rows", "after", "taken"),
    [
        (b'<row r="2"><c r="A2"><v>1</v></c></row>', b"", "A2"),
        (b'<row r="2"><c r="A2"><f>1</f></c></row>', b"", "A2"),
        (b'<row r="2"><c r="A2" t="inlineStr"><is/></c></row>', b"", "A2"),
        (b'<row r="2"><c r="A2" s="1"/><c r="C2"><v>1</v></c></row>', b"", None),
        (b'<row r="1"><c r="A1"><v>1</v></c></row>', b"", None),
        (b'<row r="2"><c r="A2"/></row>', b"<extLst><x:f>A1</x:f></extLst>", None),
        (b'<row r="1"/>', b'<mergeCells><mergeCell ref="B1:C3"/></mergeCells>', "B1"),
        (b'<row r="1"/>', b'<mergeCells><mergeCell ref="D1:E3"/></mergeCells>', None),
    ],
)
def test_what_stands_in_the_way_is_named(rows: bytes, after: bytes, taken: str | None) -> None:
    head = b'<worksheet xmlns:x="y"><sheetData>'
    sheet = head + rows + b"</sheetData>" + after + b"</worksheet>"
    assert SheetRows(sheet, Area(2, 1, 2, 2), 0).taken() == taken


def test_a_spill_into_the_new_rows_is_in_the_way() -> None:
    spill = b'<row r="2"><c r="A2"><f t="array" ref="A2:B9">1</f><v>1</v></c></row>'
    # The formula itself stands above the new rows, but for its area.
    sheet = SheetRows(HEAD + spill + TAIL, Area(2, 1, 4, 2), 0)
    assert sheet.taken() == "A2"


@pytest.mark.parametrize(
    "sheet",
    [
        b"<worksheet><sheetData/></worksheet>",
        b"<worksheet/>",
        b"<worksheet><sheetData>",
        '<?xml version="1.0" encoding="UTF-16"?><worksheet><sheetData/></worksheet>'.encode(
            "utf-16"
        ),
        b'<?xml version="1.0" encoding="latin-1"?><worksheet><sheetData></sheetData></worksheet>',
        b"<!DOCTYPE a><worksheet><sheetData></sheetData></worksheet>",
    ],
)
def test_a_sheet_that_is_not_edited_is_refused(sheet: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        SheetRows(sheet, Area(2, 1, 2, 1), 0)
