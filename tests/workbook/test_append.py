"""Rows appended to a person's table: its sheet and its reference change, and nothing else."""

from __future__ import annotations

import re
import shutil
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import xlsxwriter

from leadbook.errors import CannotWrite
from leadbook.workbook.append import append_rows
from leadbook.workbook.draft import Draft
from leadbook.workbook.package import open_package
from leadbook.workbook.save import save
from leadbook.workbook.tables import read_book

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Sdk, Soffice

MOMENT = datetime(2026, 11, 1, 18)
HEADERS = ("Lead ID", "Stage", "Entered at")
ROWS = [["A", "New", 46000], ["B", "New", 46001]]
NEW = [{"A": "A", "B": "Won", "C": MOMENT}, {"A": 7.0, "B": " =1 & <2> ", "C": MOMENT}]


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def append(book: Path, rows: Any = NEW, kind: str = "StageHistory") -> range:
    package = open_package(book)
    table = next(table for table in read_book(book).tables if table.kind == kind)
    draft = Draft(package)
    added = append_rows(draft, table, rows)
    save(draft.entries(), source=package, target=book, backup=False)
    return added


def history(
    path: Path,
    rows: Any = ROWS,
    *,
    table: bool = True,
    touch: Callable[[Any, Any], None] = lambda *_: None,
    **options: Any,
) -> Path:
    """A book with a stage history; `touch` gets its workbook and sheet before it is closed."""
    book = xlsxwriter.Workbook(path, options.pop("book", {}))
    book.add_worksheet("Leads").write_row(0, 0, ["Lead ID", "Stage", "Name"])
    book.get_worksheet_by_name("Leads").write_row(1, 0, ["A", "New", "x"])
    sheet = book.add_worksheet("Stage History")
    bold = book.add_format({"bold": True})
    day = book.add_format({"num_format": "yyyy/mm/dd", "bg_color": "#EEEEEE"})
    if table:
        columns = [{"header": header} for header in HEADERS]
        options = {"name": "StageHistory", "columns": columns, **options}
        sheet.add_table(0, 0, max(len(rows), 1), 2, options)
    else:
        sheet.write_row(0, 0, HEADERS, bold)
    for number, (lead, stage, at) in enumerate(rows, start=1):
        sheet.write(number, 0, lead, bold)
        sheet.write(number, 1, stage)
        sheet.write(number, 2, at, day)
    touch(book, sheet)
    book.close()
    return path


def cells(path: Path) -> list[tuple[Any, ...]]:
    sheet = openpyxl.load_workbook(path)["Stage History"]
    return [tuple(row) for row in sheet.iter_rows(values_only=True)]


def ref(path: Path) -> str:
    (table,) = openpyxl.load_workbook(path)["Stage History"].tables.values()
    assert table.autoFilter is None or table.autoFilter.ref == table.ref
    return str(table.ref)


def test_the_rows_stand_below_the_last_and_look_like_it(tmp_path: Path) -> None:
    book = history(tmp_path / "book.xlsx")
    assert append(book) == range(4, 6)
    assert cells(book)[3:] == [("A", "Won", MOMENT), (7, " =1 & <2> ", MOMENT)]
    assert ref(book) == "A1:C5"
    sheet = openpyxl.load_workbook(book)["Stage History"]
    for last, new in zip(sheet[3], sheet[5], strict=True):
        looks = [(cell.font.b, cell.fill.fgColor.rgb, cell.number_format) for cell in (last, new)]
        assert looks[0] == looks[1]
    assert sheet.dimensions == "A1:C5"


@pytest.mark.parametrize("name", ["pipeline.xlsm", "book.xlsx"])
def test_only_the_sheet_and_the_tables_reference_change(
    name: str, hostile: Path, tmp_path: Path
) -> None:
    book = hostile if name.endswith("m") else history(tmp_path / name)
    before = parts(book)
    kind, rows = ("Leads", [{"A": "011", "B": "New"}]) if book == hostile else ("StageHistory", NEW)
    append(book, rows, kind)
    after = parts(book)
    changed = {part for part in after if before.get(part) != after[part]}
    sheet = next(part for part in changed if "worksheets" in part)
    table = next(part for part in changed if "tables" in part)
    assert changed == {sheet, table}
    # What was there is there, byte for byte, around what was put in.
    refs = re.compile(rb'(?<=\s)ref="[^"]*"')
    assert refs.sub(b"", after[table]) == refs.sub(b"", before[table])
    added = re.compile(rb'<row r="(?:4|5|6)">.*?</row>')
    plain = re.compile(rb'<dimension ref="[^"]*"/>')
    if book != hostile:
        assert plain.sub(b"", added.sub(b"", after[sheet])) == plain.sub(b"", before[sheet])


def test_cells_beside_the_table_stay(tmp_path: Path) -> None:
    def beside(_: Any, sheet: Any) -> None:
        sheet.write_column(1, 5, ["a", "b", "c", "d", "e", "f"])
        sheet.write(4, 3, "left of it")

    book = history(tmp_path / "book.xlsx", touch=beside)
    append(book)
    assert cells(book)[3] == ("A", "Won", MOMENT, None, None, "c")
    assert cells(book)[4] == (7, " =1 & <2> ", MOMENT, "left of it", None, "d")
    assert [row[5] for row in cells(book)[1:]] == ["a", "b", "c", "d", "e", "f"]


def test_drop_downs_and_conditional_formats_go_on_in_the_new_rows(tmp_path: Path) -> None:
    def rules(book: Any, sheet: Any) -> None:
        listed = {"validate": "list", "source": ["New", "Won"], "input_message": 'sqref="B2:B3"'}
        sheet.data_validation("B2:B3", listed)
        sheet.data_validation("B3", {"validate": "any", "input_message": "one row"})
        red = {"type": "formula", "criteria": '=$B2="Won"', "format": book.add_format({"bold": 1})}
        sheet.conditional_format("A2:Z3", red)
        sheet.conditional_format("C2:C3", {"type": "data_bar", "data_bar_2010": True})
        sheet.conditional_format("C2:E3", {"type": "duplicate"})
        sheet.conditional_format("A1:C2", {"type": "unique"})

    book = history(tmp_path / "book.xlsx", touch=rules)
    append(book)
    sheet = parts(book)["xl/worksheets/sheet2.xml"].decode()
    assert re.findall(r'<dataValidation [^>]* sqref="([^"]*)"', sheet) == ["B2:B5", "B3"]
    formats = re.findall(r'<conditionalFormatting sqref="([^"]*)"', sheet)
    assert sorted(formats) == ["A1:C2", "A2:Z5", "C2:C5", "C2:E3"]
    assert re.findall(r"<xm:sqref>([^<]*)", sheet) == ["C2:C5"]
    assert 'prompt="sqref=&quot;B2:B3&quot;"' in sheet


def test_formulas_that_wait_in_blank_rows_are_those_of_the_new_rows(tmp_path: Path) -> None:
    columns = [*({"header": header} for header in HEADERS), {"header": "N", "formula": "=[@Stage]"}]

    def waiting(_: Any, sheet: Any) -> None:
        for row in range(3, 6):
            sheet.write_formula(row, 3, "=StageHistory[[#This Row],[Stage]]&1", None, "")

    book = history(tmp_path / "book.xlsx", columns=columns, touch=waiting)
    package = open_package(book)
    (table,) = (table for table in read_book(book).tables if table.kind == "StageHistory")
    assert list(table.rows) == [2, 3]
    append(book)
    sheet = openpyxl.load_workbook(book)["Stage History"]
    assert [sheet[f"A{row}"].value for row in (4, 5)] == ["A", 7]
    assert {sheet[f"D{row}"].value for row in (4, 5)} == {"=StageHistory[[#This Row],[Stage]]&1"}
    assert package.content != book.read_bytes()


def test_rows_typed_below_the_table_come_into_it(tmp_path: Path) -> None:
    def typed(_: Any, sheet: Any) -> None:
        sheet.write_row(3, 0, ["C", "New", 46002])

    book = history(tmp_path / "book.xlsx", touch=typed)
    assert append(book) == range(5, 7)
    assert ref(book) == "A1:C6"


def test_blank_rows_at_the_end_of_the_table_are_used(tmp_path: Path) -> None:
    book = history(tmp_path / "book.xlsx", [*ROWS, [None, None, None], ["", "", ""]])
    assert append(book) == range(4, 6)
    assert ref(book) == "A1:C5"


def test_an_empty_table_begins_below_its_header(tmp_path: Path) -> None:
    book = history(tmp_path / "book.xlsx", [])
    assert append(book) == range(2, 4)
    assert cells(book)[1:] == [("A", "Won", MOMENT), (7, " =1 & <2> ", MOMENT)]
    assert openpyxl.load_workbook(book)["Stage History"]["A2"].font.b is False


def test_a_plain_range_grows_too(tmp_path: Path) -> None:
    book = history(tmp_path / "book.xlsx", table=False)
    before = parts(book)
    assert append(book) == range(4, 6)
    after = parts(book)
    assert [part for part in after if before.get(part) != after[part]] == [
        "xl/worksheets/sheet2.xml"
    ]


def test_a_bare_number_gets_a_look_that_shows_the_moment(tmp_path: Path) -> None:
    def no_look(_: Any, sheet: Any) -> None:
        sheet.write(2, 2, 46001)

    book = history(tmp_path / "book.xlsx", touch=no_look)
    append(book)
    append(book)
    sheet = openpyxl.load_workbook(book)["Stage History"]
    assert {cell.number_format for cell in sheet["C"][3:]} == {"m/d/yy h:mm"}
    assert [cell.value for cell in sheet["C"][3:]] == [MOMENT] * 4
    styles = parts(book)["xl/styles.xml"]
    assert styles.count(b'numFmtId="22"') == 1


def test_a_book_that_counts_from_1904(tmp_path: Path) -> None:
    book = history(tmp_path / "book.xlsx", book={"date_1904": True})
    append(book)
    assert cells(book)[3][2] == MOMENT


def test_a_calculated_column_goes_on(tmp_path: Path) -> None:
    columns = [{"header": header} for header in HEADERS]
    columns[1]["header"] = "Label"
    columns.append({"header": "Stage", "formula": '=[@[Lead ID]]&"-A1-"'})
    book = tmp_path / "book.xlsx"
    made = xlsxwriter.Workbook(book)
    made.add_worksheet("Leads").write_row(0, 0, ["Lead ID", "Stage", "Name"])
    made.get_worksheet_by_name("Leads").write_row(1, 0, ["A", "New", "x"])
    sheet = made.add_worksheet("Stage History")
    data = [["A", "x", 46000]]
    sheet.add_table(0, 0, 1, 3, {"name": "StageHistory", "columns": columns, "data": data})
    made.close()
    append(book, [{"A": "B", "C": MOMENT}])
    formulas = [row[3] for row in cells(book)]
    assert formulas[1] == formulas[2] == '=[[#This Row],[Lead ID]]&"-A1-"'
    assert b'fullCalcOnLoad="1"' in parts(book)["xl/workbook.xml"]
    with pytest.raises(CannotWrite, match=r"column Stage .* is filled by a formula"):
        append(book, [{"A": "B", "D": "New"}])


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "a totals row": ({"total_row": True}, "ends with a totals row"),
    "a note below": (
        {"touch": lambda _, sheet: sheet.write(4, 1, "our note")},
        "for cell B5 below it is taken",
    ),
    "a formula below": (
        {"touch": lambda _, sheet: sheet.write_formula(4, 2, "=COUNT(C2:C3)", None, 2)},
        "cell C5 below it is taken",
    ),
    "merged cells below": (
        {"touch": lambda book, sheet: sheet.merge_range("A4:B4", "", book.add_format())},
        "cell A4 below it is taken",
    ),
    "a formula of cells": (
        {
            "columns": [
                {"header": "Lead ID"},
                {"header": "Stage"},
                {"header": "Entered at", "formula": "=B2+1"},
            ]
        },
        "column Entered at .* is filled by a formula",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_table_that_cannot_grow_is_left_as_it_is(case: str, tmp_path: Path) -> None:
    options, says = REFUSED[case]
    rows = [*ROWS, ["", "", ""]] if case == "a totals row" else ROWS
    book = history(tmp_path / "book.xlsx", rows, **options)
    before = book.read_bytes()
    with pytest.raises(CannotWrite, match=says):
        append(book)
    assert book.read_bytes() == before


def test_a_full_sheet_is_refused(tmp_path: Path) -> None:
    book = history(tmp_path / "book.xlsx")
    table = next(table for table in read_book(book).tables if table.kind == "StageHistory")
    full = replace(table, rows=[1_048_575])
    with pytest.raises(CannotWrite, match="no room"):
        append_rows(Draft(open_package(book)), full, NEW)


def test_letters_that_xml_cannot_hold_are_left_out(tmp_path: Path) -> None:
    book = history(tmp_path / "book.xlsx")
    append(book, [{"A": "a\x0bb", "B": "سرنخ\u200cها", "C": MOMENT}])
    assert cells(book)[3][:2] == ("ab", "سرنخ\u200cها")


@pytest.mark.libreoffice
def test_libreoffice_reads_the_new_rows(tmp_path: Path, soffice: Soffice) -> None:
    book = history(tmp_path / "book.xlsx")
    append(book)
    converted = soffice.convert(book, "xlsx", tmp_path / "converted")
    assert cells(converted)[3:] == [("A", "Won", MOMENT), (7, " =1 & <2> ", MOMENT)]


@pytest.mark.validator
def test_the_open_xml_sdk_finds_no_new_error(hostile: Path, tmp_path: Path, sdk: Sdk) -> None:
    before = Path(shutil.copy(hostile, tmp_path / "before.xlsm"))
    append(hostile, [{"A": "011", "B": "New"}], "Leads")
    assert sdk.errors(hostile) <= sdk.errors(before)
    book = history(tmp_path / "book.xlsx", touch=lambda _, sheet: sheet.write(2, 2, 46001))
    append(book)
    assert sdk.errors(book) == set()
