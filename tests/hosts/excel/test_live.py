"""An open book is read as its file is, to the last cell.

Excel is a double of plain Python (`fake_excel`); xlwings between it and leadbook is the real one.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.worksheet.table import Table, TableColumn

from leadbook.errors import CannotRead
from leadbook.hosts.excel import live
from leadbook.pipeline.build import build
from leadbook.pipeline.raw import ErrorCell, UncalculatedCell
from leadbook.workbook.tables import read_book
from tests.hosts.excel.fake_excel import FakeExcel
from tests.hosts.excel.fake_range import NoDate
from tests.hosts.excel.pressed import HEADERS, desk, small_book
from tests.hosts.excel.stored import SCODE

if TYPE_CHECKING:
    from leadbook.pipeline.raw import RawTable

BOOKS = Path(__file__).parents[3] / "workbooks"


@pytest.fixture
def book() -> openpyxl.Workbook:
    return small_book()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "book.xlsx"


def cells_of(table: RawTable) -> list[list[object]]:
    """Every cell; what no program has calculated yet is a blank to the double."""
    columns = [[column.header, *column.cells] for column in table.columns]
    return [[None if isinstance(c, UncalculatedCell) else c for c in cells] for cells in columns]


@pytest.mark.parametrize("name", sorted(file.name for file in BOOKS.glob("*.xlsx")))
def test_every_book_is_read_as_its_file_is(name: str) -> None:
    from_file = read_book(BOOKS / name)
    with desk(BOOKS / name) as found:
        from_excel = live.read_book(found.book)
    assert from_excel.right_to_left == from_file.right_to_left
    assert from_excel.unread_sheets == from_file.unread_sheets
    for ours, theirs in zip(from_excel.tables, from_file.tables, strict=True):
        assert (ours.kind, ours.sheet, ours.found_by, ours.name, list(ours.rows)) == (
            theirs.kind, theirs.sheet, theirs.found_by, theirs.name, list(theirs.rows)
        )  # fmt: skip
        assert cells_of(ours) == cells_of(theirs)


def test_an_error_cell_stays_an_error(book: openpyxl.Workbook, file: Path) -> None:
    book.save(file)
    with desk(file) as found:
        found.file.Sheets("Leads").cells[4, 5] = SCODE + 2042
        (leads,) = live.read_book(found.book).tables
    assert leads.columns[4].cells[0] == ErrorCell("#N/A")


def test_a_sheet_formatted_to_its_end_is_read_to_its_last_value(
    book: openpyxl.Workbook, file: Path
) -> None:
    book.save(file)
    with desk(file) as found:
        sheet = found.file.Sheets("Leads")
        sheet.cells[5000, 40] = None
        (leads,) = live.read_book(found.book).tables
    assert list(leads.rows) == [4, 5, 6]


def test_hidden_rows_are_read_and_counted(book: openpyxl.Workbook, file: Path) -> None:
    book["Leads"].row_dimensions[5].hidden = True
    book.save(file)
    with desk(file) as found:
        (leads,) = live.read_book(found.book).tables
    assert (list(leads.rows), leads.hidden) == ([4, 5, 6], 1)


def test_hidden_rows_of_a_protected_sheet_are_counted_too(
    book: openpyxl.Workbook, file: Path
) -> None:
    for row in (1, 4, 6):
        book["Leads"].row_dimensions[row].hidden = True
    book.save(file)
    with desk(file) as found:
        found.file.Sheets("Leads").ProtectContents = True
        (leads,) = live.read_book(found.book).tables
    assert leads.hidden == 2


@pytest.mark.parametrize("column", [4, 7], ids=["among days", "elsewhere"])
def test_a_cell_of_which_no_date_can_be_made_spoils_no_other(
    book: openpyxl.Workbook, file: Path, column: int
) -> None:
    book.save(file)
    expected = build(read_book(file), as_of=datetime(2026, 11, 1)).leads
    with desk(file) as found:
        found.file.Sheets("Leads").cells[5, column] = NoDate(-693555)
        read = build(live.read_book(found.book), as_of=datetime(2026, 11, 1)).leads
    others = [0, 2] if column == 4 else [0, 1, 2]
    assert read["created_at"].iloc[others].tolist() == expected["created_at"].iloc[others].tolist()
    assert read["stage"].tolist() == expected["stage"].tolist()


def test_a_table_s_totals_are_no_lead_and_its_headers_may_be_hidden(
    book: openpyxl.Workbook, file: Path
) -> None:
    sheet = book["Leads"]
    sheet.append(["Total", None, None, None, 350.5])
    table = Table(displayName="Leads", ref="A3:F7", totalsRowCount=1)
    table.tableColumns = [TableColumn(id=n, name=h) for n, h in enumerate(HEADERS, start=1)]
    sheet.add_table(table)
    book.save(file)
    with desk(file) as found:
        (leads,) = live.read_book(found.book).tables
    assert (leads.found_by, leads.name, list(leads.rows)) == ("table", "Leads", [4, 5, 6])


def test_merged_headers_are_seen_as_in_the_file(book: openpyxl.Workbook, file: Path) -> None:
    book["Leads"].merge_cells("A1:F1")
    book["Leads"].merge_cells("A2:A3")
    book["Leads"]["A2"] = "Lead ID"
    book.save(file)
    with desk(file) as found:
        (leads,) = live.read_book(found.book).tables
    assert cells_of(leads) == cells_of(read_book(file).tables[0])


def test_a_book_without_leads_is_refused(file: Path) -> None:
    openpyxl.Workbook().save(file)
    with desk(file) as found, pytest.raises(CannotRead, match=r"book\.xlsx"):
        live.read_book(found.book)


def test_what_is_done_to_one_open_book_is_not_in_the_next() -> None:
    """The double reads a file once and hands out copies."""
    excel = FakeExcel()
    first = excel.open(BOOKS / "sales-pipeline.xlsx", "first.xlsx")
    leads = first.Sheets("Leads")
    untouched = excel.open(BOOKS / "sales-pipeline.xlsx", "second.xlsx").Sheets("Leads")
    before = [dict(held) for held in (untouched.cells, untouched.formulas, untouched.looks)]
    leads.Range("A1").Value, leads.Range("A2").NumberFormat = "spoilt", "0"
    leads.formulas.clear()
    leads.hidden.add(3)
    leads.ListObjects(1).ref = "$A$1:$B$2"
    leads.Names.Add("mine", "=1")
    third = excel.open(BOOKS / "sales-pipeline.xlsx", "third.xlsx").Sheets("Leads")
    assert [third.cells, third.formulas, third.looks] == before
    assert 3 not in third.hidden
    assert third.ListObjects(1).ref == untouched.ListObjects(1).ref
    assert len(third.Names.items) == len(untouched.Names.items)
