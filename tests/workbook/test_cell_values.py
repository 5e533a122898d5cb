"""Numbers in single cells: those bytes change, and no others."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import xlsxwriter

from leadbook.errors import CannotWrite, WrongUse
from leadbook.workbook.cell_bytes import Place, with_numbers
from leadbook.workbook.cell_values import write_numbers
from leadbook.workbook.package import open_package

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Sdk

HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<worksheet xmlns="m">'
TAIL = b"</sheetData><!-- kept --></worksheet>"


def read_zip(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def edited(rows: bytes, at: str, number: float = 7.5, *, head: bytes = b"<sheetData>") -> bytes:
    """The row after a number went into a cell of its column; what lies around must be the same."""
    place = Place(2, ord(at) - 64)
    content = with_numbers(HEAD + head + rows + TAIL, {place: number}).content
    assert content.startswith(HEAD + head)
    assert content.endswith(TAIL)
    return content[len(HEAD + head) : -len(TAIL)]


@pytest.mark.parametrize(
    ("row", "at", "expected"),
    [
        ('<c r="A2" s="3"><v>1</v></c>', "A", '<c r="A2" s="3"><v>7.5</v></c>'),
        ('<c r="A2" t="s" s="3"><v>1</v></c>', "A", '<c r="A2" s="3"><v>7.5</v></c>'),
        ('<c r="A2" s="3"/>', "A", '<c r="A2" s="3"><v>7.5</v></c>'),
        (
            "<c r='A2' t='inlineStr'><is><t>x > y</t></is></c>",
            "A",
            '<c r="A2"><v>7.5</v></c>',
        ),
        ('<c r="A2"/><c r="C2"/>', "B", '<c r="A2"/><c r="B2"><v>7.5</v></c><c r="C2"/>'),
        ('<c r="B2"/>', "A", '<c r="A2"><v>7.5</v></c><c r="B2"/>'),
        ('<c r="A2"/>', "D", '<c r="A2"/><c r="D2"><v>7.5</v></c>'),
        ("<c><v>1</v></c><c><v>2</v></c>", "B", '<c><v>1</v></c><c r="B2"><v>7.5</v></c>'),
    ],
)
def test_a_cell_is_replaced_or_put_in_order(row: str, at: str, expected: str) -> None:
    found = edited(f'<row r="2" spans="1:4">{row}</row>'.encode(), at)
    assert found == f'<row r="2" spans="1:4">{expected}</row>'.encode()


def test_a_new_cell_has_the_style_of_its_row_else_of_its_column() -> None:
    columns = b'<cols><col min="2" max="3" style="5"/></cols><sheetData>'
    row = b'<row r="2" s="8" customFormat="1"><c r="A2"/></row>'
    assert b'<c r="B2" s="8"><v>' in edited(row, "B", head=columns)
    assert b'<c r="C2" s="5"><v>' in edited(row.replace(b' s="8"', b""), "C", head=columns)


def test_tags_keep_their_prefix() -> None:
    sheet = b'<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c/></x:row></x:sheetData>'
    found = with_numbers(sheet + b"</x:worksheet>", {Place(1, 1): 3.0}).content
    assert b'<x:row><x:c r="A1"><x:v>3</x:v></x:c></x:row>' in found


@pytest.mark.parametrize(
    "row",
    [
        '<c r="A2"><f>1+1</f><v>2</v></c>',
        '<c r="A2"><f t="shared" si="0"/><v>2</v></c>',
        '<c r="A2"><v>2</v></c><c r="B2"><f t="array" ref="A2:B2">C2:D2</f><v>2</v></c>',
    ],
)
def test_a_cell_that_a_formula_fills_is_left_and_reported(row: str) -> None:
    sheet = HEAD + f'<sheetData><row r="2">{row}</row>'.encode() + TAIL
    found = with_numbers(sheet, {Place(2, 1): 3.0})
    assert found.content == sheet
    assert found.formulas == (Place(2, 1),)
    assert found.written == ()


@pytest.mark.parametrize(
    "sheet",
    [
        HEAD + b"<sheetData>" + TAIL,
        HEAD + b'<sheetData><row r="2"/>' + TAIL,
        b"<worksheet><sheetData>",
        b"<!DOCTYPE worksheet><worksheet/>",
        "<worksheet/>".encode("utf-16"),
    ],
)
def test_what_cannot_be_edited_is_refused(sheet: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        with_numbers(sheet, {Place(2, 1): 3.0})


def test_every_other_part_and_entry_stays_and_openpyxl_reads_the_number(
    hostile: Path, openpyxl_book: Callable[[Path], Any]
) -> None:
    before = read_zip(hostile)
    package = open_package(hostile)
    saved, done = write_numbers(package, "Leads", {Place(3, 3): 12.0, Place(2, 5): 1.0}, hostile)
    after = read_zip(hostile)
    assert list(after) == list(before)
    part = package.sheets()[0].part
    assert {name for name in before if before[name] != after[name]} == {part}
    assert after[part] == before[part].replace(b'<c r="C3"><v>20</v>', b'<c r="C3"><v>12</v>')
    assert done.formulas == (Place(2, 5),)
    assert saved.backup is not None
    assert openpyxl_book(hostile)["Leads"]["C3"].value == 12


def test_results_of_formulas_stay(plain: Path) -> None:
    write_numbers(open_package(plain), "Leads", {Place(1, 1): 3.0}, plain)
    assert openpyxl.load_workbook(plain, data_only=True)["Other"]["A1"].value == "lead_id"


def test_a_sheet_that_cannot_be_edited_is_one_sentence(plain: Path) -> None:
    with pytest.raises(CannotWrite, match="save the book once in Excel"):
        write_numbers(open_package(plain), "Leads", {Place(99, 1): 3.0}, plain)


def test_another_ending_is_wrong_use(plain: Path) -> None:
    with pytest.raises(WrongUse, match="must end in"):
        write_numbers(open_package(plain), "Leads", {}, plain.with_suffix(".xlsm"))


@pytest.mark.parametrize("number", [1.0, 0.1, 1e21, -3.0])
def test_excel_reads_every_number_that_is_written(tmp_path: Path, number: float) -> None:
    path = tmp_path / "book.xlsx"
    book = xlsxwriter.Workbook(path)
    book.add_worksheet().write("A1", "x")
    book.close()
    write_numbers(open_package(path), "Sheet1", {Place(1, 1): number}, path, backup=False)
    assert openpyxl.load_workbook(path)["Sheet1"]["A1"].value == number


@pytest.mark.validator
def test_the_open_xml_sdk_finds_no_new_error(hostile: Path, tmp_path: Path, sdk: Sdk) -> None:
    before = Path(shutil.copy(hostile, tmp_path / "before.xlsm"))
    numbers = {Place(3, 3): 12.0, Place(3, 12): 1.0, Place(1, 12): 2.0}
    write_numbers(open_package(hostile), "Leads", numbers, hostile)
    assert sdk.errors(hostile) <= sdk.errors(before)
