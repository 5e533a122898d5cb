"""The button Import: the leads of a file below those of the book that is open."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

from leadbook.hosts.excel import ribbon
from leadbook.jobs.importing import as_text, import_leads
from leadbook.language.messages import speaker
from leadbook.workbook.tables import read_book
from tests.hosts.excel.pressed import CRITICAL, INFO, Desk, desk

if TYPE_CHECKING:
    from collections.abc import Iterator

BOOKS = Path(__file__).parents[3] / "workbooks"
AS_OF = datetime(2026, 10, 31)
LEADS = """\
Name,Company,Phone,Created,Amount,Shoe size
=1+1,Acme,0044 20 7946 0018,2026-10-05,"1,200",44
-2-3,Beta,007,,,
Rosa Baker,Rosewood Freight,,,,
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LEADBOOK_HOME", str(tmp_path / "own"))
    monkeypatch.setattr(ribbon, "today", lambda: AS_OF)
    return tmp_path


@pytest.fixture
def file(folder: Path) -> Path:
    path = folder / "leads.csv"
    path.write_text(LEADS, "utf-8-sig")
    return path


@pytest.fixture(params=["sales-pipeline.xlsx", "sales-pipeline-fa.xlsx"])
def book(request: pytest.FixtureRequest, folder: Path) -> Path:
    return Path(shutil.copy(BOOKS / request.param, folder))


@pytest.fixture
def at_desk(book: Path, file: Path) -> Iterator[Desk]:
    with desk(book) as found:
        found.excel.chosen = str(file)
        yield found


def added(desk: Desk, tab: str, rows: int) -> list[dict[int, object]]:
    """The last rows of a sheet: number of a column → value, days without Excel's own zone."""
    cells = desk.file.Sheets(tab).cells
    last = max(row for row, _ in cells)
    return [
        {
            column: value.replace(tzinfo=None) if isinstance(value, datetime) else value
            for (row, column), value in cells.items()
            if row == at
        }
        for at in range(last - rows + 1, last + 1)
    ]


def test_it_leaves_the_rows_that_the_command_leaves(
    at_desk: Desk, book: Path, file: Path, folder: Path
) -> None:
    done = import_leads(book, file, at=AS_OF, out=folder / "out.xlsx")
    at_desk.press("import")
    n = len(done.plan.rows)
    assert n in (2, 3)
    written = openpyxl.load_workbook(folder / "out.xlsx")
    tables = {table.kind: table for table in read_book(folder / "out.xlsx").tables}
    for kind in ("Leads", "StageHistory"):
        sheet = written[tables[kind].sheet]
        last = max(tables[kind].rows)
        of_file = [
            {cell.column: cell.value for cell in sheet[row] if cell.value is not None}
            for row in range(last - n + 1, last + 1)
        ]
        assert added(at_desk, tables[kind].sheet, n) == of_file
        table = at_desk.file.Sheets(tables[kind].sheet).ListObjects(tables[kind].name)
        assert table.ref.replace("$", "") == next(iter(sheet.tables.values())).ref


def test_it_says_what_the_command_says(at_desk: Desk, book: Path, file: Path) -> None:
    said = as_text(import_leads(book, file, at=AS_OF, dry_run=True).plan)
    at_desk.press("import")
    assert at_desk.alerts == [("\n".join(map(speaker("en"), said)), INFO)]


def test_pressed_again_it_adds_nothing(at_desk: Desk) -> None:
    at_desk.press("import")
    at_desk.excel.calls.clear()
    at_desk.press("import")
    assert not [call for call in at_desk.excel.calls if call.startswith(("Value", "resize"))]
    assert at_desk.alerts[1][0].splitlines()[0].endswith(": 0")


def test_without_a_file_nothing_happens(at_desk: Desk) -> None:
    at_desk.excel.chosen = False
    at_desk.press("import")
    assert not at_desk.excel.calls
    assert not at_desk.alerts


def test_a_long_list_is_cut(at_desk: Desk, file: Path) -> None:
    file.write_text("Name,Company\n" + "Ann,Acme\n" * 40, "utf-8")
    at_desk.press("import")
    lines = at_desk.alerts[0][0].splitlines()
    assert len(lines) == 16
    assert lines[-1] == "… and 26 more"


def test_new_rows_look_like_the_last(at_desk: Desk) -> None:
    leads = next(s for s in at_desk.file.Sheets for t in s.ListObjects if t.Name == "Leads")
    before, created = max(row for row, _ in leads.cells), 18
    at_desk.press("import")
    last = max(row for row, _ in leads.cells)
    assert last > before
    assert leads.looks[last, created] == leads.looks[before, created] != "General"


def refused(at_desk: Desk) -> str:
    before = {sheet.Name: dict(sheet.cells) for sheet in at_desk.file.Sheets}
    at_desk.press("import")
    ((text, style),) = at_desk.alerts
    assert style == CRITICAL
    assert {sheet.Name: sheet.cells for sheet in at_desk.file.Sheets} == before
    return text


@pytest.fixture
def table(at_desk: Desk) -> object:
    return next(t for s in at_desk.file.Sheets for t in s.ListObjects if t.Name == "Leads")


def test_a_totals_row_is_refused(at_desk: Desk, table) -> None:
    table.ShowTotals = True
    assert "totals row" in refused(at_desk)


def test_a_taken_cell_below_is_refused(at_desk: Desk, table) -> None:
    last = max(row for row, _ in table.sheet.cells)
    table.sheet.cells[last + 2, 7] = "mine"
    assert f"G{last + 2}" in refused(at_desk)


def test_a_protected_sheet_is_refused(at_desk: Desk, table) -> None:
    table.sheet.ProtectContents = True
    assert "is protected" in refused(at_desk)


def test_a_file_that_is_none_is_one_sentence(at_desk: Desk, file: Path) -> None:
    file.write_bytes(b"a\0b")
    assert refused(at_desk).startswith("leads.csv is no text file\n")


def test_esc_stops_it_before_anything_is_written(at_desk: Desk) -> None:
    at_desk.keys += [0, 0, 0, 0, 1]
    at_desk.press("import")
    assert at_desk.alerts == [("Stopped as you asked; the workbook is as it was.", INFO)]
    assert not [call for call in at_desk.excel.calls if call.startswith(("Value", "resize"))]
