"""A new sheet with a table in a person's book: every other part stays as it was."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from leadbook.workbook.draft import Draft
from leadbook.workbook.package import open_package
from leadbook.workbook.save import save
from leadbook.workbook.table_sheet import add_table_sheet
from tests.stage_log_book import read_zip

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Sdk, Soffice

HEADERS = ("Lead ID", "Stage & <more>", "Entered at")
ROWS = [("007", "New", datetime(2026, 11, 1, 18)), (8.0, "=1", datetime(2026, 11, 2))]
EDITED = {
    "[Content_Types].xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
}


def add(book: Path, title: str = "Stage log", name: str = "Log", rows: Any = ROWS) -> str:
    package = open_package(book)
    draft = Draft(package)
    tab = add_table_sheet(draft, title, name, HEADERS, rows, right_to_left=True)
    save(draft.entries(), source=package, target=book, backup=False)
    return tab


@pytest.mark.parametrize("fixture", ["plain", "hostile"])
def test_the_sheet_stands_at_the_end_and_nothing_else_changes(
    fixture: str, request: pytest.FixtureRequest, openpyxl_book: Callable[[Path], Any]
) -> None:
    book: Path = request.getfixturevalue(fixture)
    before = read_zip(book)
    assert add(book) == "Stage log"
    after = read_zip(book)
    assert {name for name in before if before[name] != after[name]} <= EDITED
    read = openpyxl_book(book)
    sheet = read[read.sheetnames[-1]]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        list(HEADERS),
        *map(list, ROWS),
    ]
    assert sheet["A2"].data_type == sheet["B3"].data_type == "s"
    assert sheet.sheet_view.rightToLeft
    assert sheet.tables["Log"].ref == "A1:C3"


def test_names_that_are_taken_are_left_to_their_owners(hostile: Path) -> None:
    assert add(hostile, "SUMMARY", "leads") == "SUMMARY (2)"
    assert add(hostile, "Top", "Top") == "Top"
    names = [table.name for table in open_package(hostile).excel_tables()]
    assert sorted(names) == ["Leads", "Top2", "leads2"]
    ids = [
        open_package(hostile).xml(part).get("id")
        for part in read_zip(hostile)
        if part.startswith("xl/tables/")
    ]
    assert len(ids) == len(set(ids)) == 3


def test_a_table_without_rows_has_a_blank_one(plain: Path) -> None:
    add(plain, rows=[])
    (table,) = open_package(plain).excel_tables()
    assert table.ref == "A1:C2"


@pytest.mark.libreoffice
def test_libreoffice_opens_it(plain: Path, tmp_path: Path, soffice: Soffice) -> None:
    add(plain)
    converted = openpyxl.load_workbook(soffice.convert(plain, "xlsx", tmp_path / "converted"))
    assert list(converted["Stage log"].values) == [HEADERS, *ROWS]


@pytest.mark.validator
@pytest.mark.parametrize("fixture", ["plain", "hostile"])
def test_the_open_xml_sdk_finds_no_new_error(
    fixture: str,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    sdk: Sdk,
) -> None:
    book: Path = request.getfixturevalue(fixture)
    before = Path(shutil.copy(book, tmp_path / f"before{book.suffix}"))
    add(book)
    add(book, rows=[])
    assert sdk.errors(book) <= sdk.errors(before)
