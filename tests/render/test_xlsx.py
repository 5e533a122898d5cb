from __future__ import annotations

import zipfile
from collections.abc import Callable
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from leadbook.report.model import LINKED_ROWS, Chart, Note, Series, Table

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Sdk

Opened = Callable[..., Worksheet]
Made = Callable[..., Table]
CHART = Chart("bar", "Open", "stages", "stage", (Series("open", "Open"),))


def test_the_same_report_gives_the_same_bytes(rendered: Callable[..., Path], table: Made) -> None:
    first = rendered(table(), CHART).read_bytes()
    assert rendered(table(), CHART).read_bytes() == first


def test_title_and_facts_stand_on_top(sheet_of: Opened, table: Made) -> None:
    sheet = sheet_of(table())
    column = [sheet.cell(row, 2).value for row in range(1, 8)]
    assert column[:2] == ["Sales pipeline report", "As of 2026-11-21 · book.xlsx"]
    assert column[3:5] == ["Rows used: 3.", "Rows left out: none."]


def test_a_sheet_that_begins_with_a_list_freezes_and_repeats_its_header(
    sheet_of: Opened, table: Made
) -> None:
    sheet = sheet_of(table())
    header = next(row[1].row for row in sheet.iter_rows() if row[1].value == "Stage")
    assert sheet.freeze_panes == f"A{header + 1}"
    assert sheet.print_title_rows == f"${header}:${header}"


def test_any_other_sheet_freezes_its_title_band(sheet_of: Opened, table: Made) -> None:
    sheet = sheet_of(Note("First this."), table())
    assert sheet.freeze_panes == "A3"
    assert sheet.print_title_rows == "$1:$2"


def test_a_sheet_prints_one_page_wide_with_a_footer(sheet_of: Opened, table: Made) -> None:
    sheet = sheet_of(table())
    assert sheet.page_setup.fitToWidth in {None, 1}  # absent means 1
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.orientation == "landscape"
    assert "Foot && note" in sheet.oddFooter.left.text
    assert sheet.oddFooter.right.text == "&P / &N"


@pytest.mark.parametrize(("language", "flag"), [("en", None), ("fa", True)])
def test_a_persian_sheet_reads_from_the_right(
    sheet_of: Opened, table: Made, language: str, flag: bool | None
) -> None:
    sheet = sheet_of(table(), language=language)
    assert sheet.sheet_view.rightToLeft is flag
    assert not sheet.sheet_view.showGridLines


def test_there_is_no_metadata_of_dynamic_arrays(rendered: Callable[..., Path], table: Made) -> None:
    with zipfile.ZipFile(rendered(table(rows=LINKED_ROWS + 9), CHART)) as file:
        assert "xl/metadata.xml" not in file.namelist()
        assert b"<f>" not in file.read("xl/worksheets/sheet1.xml")


def test_the_creation_date_is_fixed(rendered: Callable[..., Path], table: Made) -> None:
    assert openpyxl.load_workbook(rendered(table())).properties.created.year == 2000


def test_a_callout_has_a_stripe_in_its_tone(sheet_of: Opened) -> None:
    sheet = sheet_of(Note("Too late.", "bad", title="What stands out"))
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == "Too late.")
    assert cell.border.left.style == "thick"
    assert cell.border.left.color.rgb == "FFC9504A"


@pytest.mark.validator
@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_file_is_valid_open_xml(
    rendered: Callable[..., Path],
    table: Made,
    sdk: Sdk,
    language: str,
) -> None:
    series = (Series("open", "Open"), Series("rate", "Rate", dashed=True))
    kinds = ("bar", "column", "stacked bar", "line")
    charts = (Chart(kind, "Open", "stages", "stage", series, x_title="Stage") for kind in kinds)
    long = table(rows=LINKED_ROWS + 9)
    path = rendered(*charts, long, Note("So.", "good"), language=language)
    assert sdk.errors(path) == set()
