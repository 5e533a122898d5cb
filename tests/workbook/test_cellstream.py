from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pytest

from leadbook.render.bands import Band, BandColumn, band_mark
from leadbook.render.cells import Cells
from leadbook.workbook.cellstream import Fitting, restyled
from leadbook.workbook.styles import StyleMap

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STYLES = StyleMap(cells=(5, 20, 300), rules=(7, 8))
STRINGS = [b"<t>one</t>", b'<t>two s="1" t="s"</t>']


def sheet(rows: str, *, head: str = "", tail: str = "") -> bytes:
    data = f"<sheetData>{rows}</sheetData>" if rows else "<sheetData/>"
    return f'<worksheet xmlns="{NAMESPACE}">{head}{data}{tail}</worksheet>'.encode()


def fitted(content: bytes, *, size: int = 1 << 20, **facts: object) -> str:
    def pieces() -> Iterator[bytes]:
        for at in range(0, len(content), size):
            yield content[at : at + size]

    return b"".join(restyled(pieces(), Fitting(STYLES, STRINGS, **facts))).decode()  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cell", "becomes"),
    [
        ('<c r="A1" s="1"><v>3</v></c>', '<c r="A1" s="20"><v>3</v></c>'),
        ('<c r="A1"><v>3</v></c>', '<c r="A1" s="5"><v>3</v></c>'),
        ('<c r="A1" s="2"/>', '<c r="A1" s="300"/>'),
        (
            '<c r="XFD9" s="1" t="s"><v>0</v></c>',
            '<c r="XFD9" s="20" t="inlineStr"><is><t>one</t></is></c>',
        ),
        (
            '<c r="A1" t="s"><v>1</v></c>',
            '<c r="A1" s="5" t="inlineStr"><is><t>two s="1" t="s"</t></is></c>',
        ),
        (
            '<c r="A1" s="1" t="str"><f>B1&amp;" s=""1"""</f><v> s="1"</v></c>',
            '<c r="A1" s="20" t="str"><f>B1&amp;" s=""1"""</f><v> s="1"</v></c>',
        ),
        (
            '<c r="A1" t="inlineStr"><is><t>r="A1" s="1" > </t></is></c>',
            '<c r="A1" s="5" t="inlineStr"><is><t>r="A1" s="1" > </t></is></c>',
        ),
    ],
)
def test_a_cell_takes_the_books_style_and_its_own_text(cell: str, becomes: str) -> None:
    assert f'<row r="1">{becomes}</row>' in fitted(sheet(f'<row r="1">{cell}</row>'))


def test_a_row_with_a_style_takes_the_books() -> None:
    row = '<row r="1" spans="1:3" s="2" customFormat="1" ht="20">{}</row><row r="2"/>'
    done = fitted(sheet(row.format('<c r="A1" s="1"/>')))
    assert '<row r="1" spans="1:3" s="300" customFormat="1" ht="20"><c r="A1" s="20"/>' in done


@pytest.mark.parametrize("size", [1, 7, 64, 1000])
def test_the_size_of_the_pieces_makes_no_difference(size: int) -> None:
    rows = "".join(
        f'<row r="{r}"><c r="A{r}" s="1" t="s"><v>{r % 2}</v></c><c r="B{r}"><v>{r}</v></c></row>'
        for r in range(1, 40)
    )
    content = sheet(rows, head='<dimension ref="A1:B39"/>', tail='<pageMargins left="1"/>')
    assert fitted(content, size=size) == fitted(content)


@pytest.mark.parametrize("size", [3, 1000])
def test_a_sheet_without_cells_keeps_head_and_tail(size: int) -> None:
    done = fitted(sheet("", head="<dimension/>", tail="<pageMargins/>"), size=size)
    assert "<dimension/><sheetData/><pageMargins/></worksheet>" in done


def test_the_head_loses_its_selection_and_its_columns_are_restyled() -> None:
    head = (
        '<sheetPr codeName="Sheet9"/><sheetViews><sheetView tabSelected="1" workbookViewId="0"/>'
        '</sheetViews><cols><col min="1" max="1" style="2"/><col min="2" max="2"/></cols>'
    )
    done = fitted(sheet("", head=head))
    assert "tabSelected" not in done
    assert "codeName" not in done
    assert re.findall(r'style="(\d+)"', done) == ["300", "5"]


def test_a_sheet_that_the_macros_know_keeps_its_module() -> None:
    assert '<sheetPr codeName="Sheet3"/>' in fitted(sheet(""), code_name="Sheet3")


def test_rules_and_filters_point_to_the_books_formats() -> None:
    tail = (
        '<autoFilter ref="A1:A9"><filterColumn colId="0"><colorFilter dxfId="1"/></filterColumn>'
        '</autoFilter><conditionalFormatting sqref="A1"><cfRule type="expression" dxfId="0"/>'
        "</conditionalFormatting>"
    )
    assert re.findall(r'dxfId="(\d+)"', fitted(sheet("", tail=tail))) == ["8", "7"]


def test_formulas_follow_a_table_that_was_renamed() -> None:
    row = '<row r="1"><c r="A1"><f>SUM(Scored[x])+MyScored[x]</f><v>1</v></c></row>'
    done = fitted(sheet(row), renamed_tables={"Scored": "Scored_2"})
    assert "<f>SUM(Scored_2[x])+MyScored[x]</f>" in done


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_the_rows_of_a_band_come_in_the_place_of_its_mark(size: int) -> None:
    bands = [
        Band(row, 0, 0, 15, (BandColumn(Cells(np.array([0]), [value]), style),))
        for row, value, style in [(1, 46347, 1), (3, 0.5, 2)]
    ]
    rows = '<row r="1"><c r="A1" s="1"/></row>{}<row r="3"><c r="A3"/></row>{}'
    rows = rows.format(band_mark(0), band_mark(1))
    facts = {"bands": bands, "date_styles": frozenset({1}), "date_shift": -1462}
    done = fitted(sheet(rows, tail="<pageMargins/>"), size=size, **facts)
    height = 'ht="15" customHeight="1"'
    assert (
        '<sheetData><row r="1"><c r="A1" s="20"/></row>'
        f'<row r="2" {height}><c r="A2" s="20"><v>44885</v></c></row>'
        '<row r="3"><c r="A3" s="5"/></row>'
        f'<row r="4" {height}><c r="A4" s="300"><v>0.5</v></c></row></sheetData><pageMargins/>'
    ) in done
