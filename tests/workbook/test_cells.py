"""Cells as they stand in a file."""

from __future__ import annotations

import zipfile
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from leadbook.errors import CannotRead
from leadbook.pipeline.raw import ErrorCell, UncalculatedCell
from leadbook.workbook.cells import read_grids
from leadbook.workbook.package import open_package


@pytest.fixture
def grid_of(tmp_path):
    """Write cells by address with openpyxl and read the sheet back."""

    def read(cells, prepare=lambda book: None):
        book = openpyxl.Workbook()
        prepare(book)
        for address, value in cells.items():
            book.active[address] = value
        book.save(tmp_path / "cells.xlsx")
        package = open_package(tmp_path / "cells.xlsx")
        [grid] = read_grids(package, package.sheets())
        return grid

    return read


def test_every_kind_of_cell_keeps_its_own_type(grid_of):
    grid = grid_of(
        {
            "A1": "007",
            "A2": 12345,
            "A3": True,
            "A4": date(2026, 11, 21),
            "A5": datetime(2026, 11, 21, 9, 30),
            "A6": " سلام ",
            "A7": "#N/A",
            "A8": "=1+1",
            "A10": "x",
        }
    )
    [column] = grid.columns
    assert list(column) == [
        "007",
        12345.0,
        True,
        date(2026, 11, 21),
        datetime(2026, 11, 21, 9, 30),
        " سلام ",
        ErrorCell("#N/A"),
        UncalculatedCell("1+1"),
        None,
        "x",
    ]


def test_text_that_looks_like_a_formula_is_text(grid_of):
    def as_text(book):
        book.active["A1"].value = "=1+1"
        book.active["A1"].data_type = "s"

    grid = grid_of({}, as_text)
    assert grid.columns[0][0] == "=1+1"


def test_addresses_are_those_of_the_sheet_wherever_the_cells_begin(grid_of):
    grid = grid_of({"C5": "a", "D7": "b"})
    assert (grid.top, grid.left, grid.height) == (5, 3, 3)
    assert grid.row(2) == [None, "b"]


@pytest.mark.parametrize("address", ["A1", "H9"])
def test_an_error_outside_the_filled_area_widens_it(grid_of, address):
    grid = grid_of({"C4": "a", "D5": "b", address: "#N/A"})
    row, column = int(address[1]) - grid.top, ord(address[0]) - 64 - grid.left
    assert grid.columns[column][row] == ErrorCell("#N/A")
    assert grid.columns[3 - grid.left][4 - grid.top] == "a"


def test_a_sheet_of_errors_only_has_cells(grid_of):
    grid = grid_of({"B2": "#N/A"})
    assert (grid.top, grid.left, grid.columns) == (2, 2, ([ErrorCell("#N/A")],))


def test_dates_of_the_1904_system_are_the_same_days(grid_of):
    grid = grid_of(
        {"A1": date(2026, 11, 21)}, lambda book: setattr(book, "epoch", CALENDAR_MAC_1904)
    )
    assert grid.columns[0][0] == date(2026, 11, 21)


@pytest.mark.parametrize("code", ["[$-fa-IR,96]yyyy/mm/dd;@", "[$-960429]yyyy/mm/dd;@"])
def test_a_jalali_number_format_is_a_date(grid_of, code):
    def formatted(book):
        book.active["A1"] = 46347
        book.active["A1"].number_format = code

    assert grid_of({}, formatted).columns[0][0] == date(2026, 11, 21)


def test_rich_and_shared_text_is_one_text(tmp_path):
    path = tmp_path / "rich.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_rich_string("A1", "سلام ", book.add_format({"bold": True}), "دنیا")
        sheet.write_string("A2", "00123")
        sheet.write_string("A3", "=1+1")
        sheet.write_formula("A4", "=1+1", None, 2)
    package = open_package(path)
    [grid] = read_grids(package, package.sheets())
    assert list(grid.columns[0]) == ["سلام دنیا", "00123", "=1+1", 2.0]


def test_hidden_rows_merged_cells_and_direction_are_told(grid_of):
    def arrange(book):
        sheet = book.active
        sheet.merge_cells("A1:B1")
        sheet.row_dimensions[3].hidden = True
        sheet.sheet_view.rightToLeft = True

    grid = grid_of({"A1": "wide", "A3": "hidden", "C4": "c"}, arrange)
    assert grid.hidden == {3}
    assert (grid.merged[0].left, grid.merged[0].right) == (1, 2)
    assert grid.right_to_left


def test_a_damaged_sheet_is_one_sentence(tmp_path):
    path = tmp_path / "damaged.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.save(path)
    with zipfile.ZipFile(path) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"</row>", b"</r")
    with zipfile.ZipFile(path, "w") as damaged:
        for name, content in parts.items():
            damaged.writestr(name, content)
    package = open_package(path)
    with pytest.raises(CannotRead, match="let Excel open and repair it"):
        read_grids(package, package.sheets())


def test_an_empty_sheet_has_no_cells(grid_of):
    assert grid_of({}).height == 0
