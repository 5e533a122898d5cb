"""An open book gets the report that its file would get; what is a person's stays as it was.

Excel is a double of plain Python (`fake_excel`); xlwings between it and leadbook is the real one.
"""

from __future__ import annotations

import shutil
from copy import copy
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import openpyxl
import pytest

from leadbook.errors import CannotWrite
from leadbook.hosts.excel import live
from leadbook.hosts.excel.live.memory import read_snapshots
from leadbook.hosts.excel.live.own import own_tabs
from leadbook.jobs.progress import unwatched
from leadbook.jobs.report import report as report_file
from tests.hosts.excel.fake_excel import FakeExcel, Workbook
from tests.hosts.excel.fake_range import Range
from tests.hosts.excel.pressed import AS_OF, Desk, desk, put, small_book

if TYPE_CHECKING:
    from collections.abc import Iterator

BOOKS = Path(__file__).parents[3] / "workbooks"


@pytest.fixture
def book() -> openpyxl.Workbook:
    return small_book()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "book.xlsx"


@pytest.fixture(scope="module")
def calculated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample book with the values of its formulas among the leads, as Excel knows them."""
    made = openpyxl.load_workbook(BOOKS / "sales-pipeline.xlsx")
    for cell in (cell for row in made["Leads"].iter_rows() for cell in row):
        if cell.data_type == "f":
            cell.value = {"=NA()": "#N/A", "=14500*0.9": 13050}[cell.value]
    saved = tmp_path_factory.mktemp("calculated") / "sales-pipeline.xlsx"
    made.save(saved)
    return saved


@pytest.fixture
def sample(calculated: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(calculated, tmp_path))


@pytest.fixture
def at_sample(sample: Path) -> Iterator[Desk]:
    """An Excel with the sample book open: as real as it gets, and slow."""
    with desk(sample) as found:
        yield found


@pytest.fixture
def at_desk(book: openpyxl.Workbook, file: Path) -> Iterator[Desk]:
    """An Excel with the small book open."""
    book.save(file)
    with desk(file) as found:
        yield found


def contents(sheets: object, names: list[str]) -> list[object]:
    return [dict(sheets(name).cells) for name in names]


def test_leadbook_s_own_sheets_are_no_input(at_desk: Desk) -> None:
    before = live.read_book(at_desk.book)
    put(at_desk, "scored", "cold")
    assert live.read_book(at_desk.book).tables == before.tables


# ---- placing -----------------------------------------------------------------------------------


def test_the_report_has_the_same_cells_as_the_batch_report(at_sample: Desk, sample: Path) -> None:
    titles = put(at_sample)
    saved = report_file(sample, as_of=AS_OF).saved
    batch = Workbook(FakeExcel(), sample, sample.name)
    assert titles == list(saved.sheets)
    assert contents(at_sample.file.Sheets, titles) == contents(batch.Sheets, titles)


def test_a_second_report_changes_nothing_but_the_review(at_desk: Desk) -> None:
    titles = put(at_desk)
    tabs, tables = at_desk.tabs(), at_desk.file.tables()
    before = contents(at_desk.file.Sheets, titles)
    assert put(at_desk) == titles
    after = contents(at_desk.file.Sheets, titles)
    changed = [title for title, a, b in zip(titles, before, after, strict=True) if a != b]
    assert (at_desk.tabs(), at_desk.file.tables()) == (tabs, tables)
    assert set(changed) <= {"Review", "Summary"}


def test_the_book_remembers_the_report_for_the_next_review(at_desk: Desk) -> None:
    put(at_desk, "cold")
    assert read_snapshots(at_desk.book) == ()
    put(at_desk)
    put(at_desk)
    assert [snapshot.as_of for snapshot in read_snapshots(at_desk.book)] == [AS_OF.date()]
    assert at_desk.file.CustomXMLParts.Count == 1


def test_the_person_s_sheets_are_as_they_were(at_desk: Desk) -> None:
    mine = at_desk.tabs()
    before = contents(at_desk.file.Sheets, mine)
    formulas = [dict(sheet.formulas) for sheet in at_desk.file.Sheets]
    put(at_desk)
    put(at_desk)
    assert at_desk.tabs()[: len(mine)] == mine
    assert contents(at_desk.file.Sheets, mine) == before
    assert [dict(at_desk.file.Sheets(name).formulas) for name in mine] == formulas


def test_a_sheet_keeps_the_place_the_name_and_the_state_that_a_person_gave_it(
    at_desk: Desk,
) -> None:
    put(at_desk, "cold")
    sheet = at_desk.file.Sheets("Cold leads")
    sheet.Name = "Let go"
    sheet.Visible = 0
    at_desk.file.Sheets.items.insert(0, at_desk.file.Sheets.items.pop())
    assert put(at_desk, "cold") == ["Let go"]
    assert at_desk.tabs()[0] == "Let go"
    assert at_desk.file.Sheets("Let go").Visible == 0
    assert "Cold leads" not in at_desk.tabs()


def test_a_sheet_of_the_person_s_keeps_its_name(at_desk: Desk) -> None:
    at_desk.file.Sheets("Mine").Name = "Velocity"
    assert put(at_desk, "velocity") == ["Velocity (2)"]
    assert put(at_desk, "velocity") == ["Velocity (2)"]


def test_a_single_sheet_leaves_leadbook_s_others_alone(at_desk: Desk) -> None:
    put(at_desk)
    before = [sheet for sheet in at_desk.file.Sheets if sheet.Name != "Velocity"]
    put(at_desk, "velocity")
    assert [sheet for sheet in at_desk.file.Sheets if sheet.Name != "Velocity"] == before


def test_a_hand_off_and_a_report_leave_each_other_s_sheets(at_desk: Desk) -> None:
    with live.kept_state(at_desk.book):
        live.hand_off(at_desk.book, as_of=AS_OF, progress=unwatched)
    put(at_desk)
    with live.kept_state(at_desk.book):
        live.hand_off(at_desk.book, as_of=AS_OF, progress=unwatched)
    assert {"hand_off", "summary"} <= own_tabs(at_desk.book).keys()


def test_a_sheet_that_the_report_has_no_more_is_removed(at_desk: Desk) -> None:
    put(at_desk)
    sheet = at_desk.file.Sheets("Owners")
    sheet.Names("_leadbook").RefersTo = '="former|Owners"'
    put(at_desk)
    assert "former" not in own_tabs(at_desk.book)
    assert at_desk.tabs().count("Owners") == 1


def test_marks_are_hidden_names_of_the_sheets(at_desk: Desk) -> None:
    put(at_desk, "cold")
    (name,) = at_desk.file.Sheets("Cold leads").Names
    assert (name.Name, name.RefersTo, name.Visible) == (
        "'Cold leads'!_leadbook", '="cold|Cold leads"', False
    )  # fmt: skip


def test_charts_draw_from_the_book_itself(at_sample: Desk) -> None:
    put(at_sample)
    put(at_sample)
    drawn = [
        series.Formula
        for sheet in at_sample.file.Sheets
        for chart in sheet.charts
        for series in chart
    ]
    assert len(drawn) > 10
    assert not [formula for formula in drawn if "[" in formula or "#REF!" in formula]
    summary = [s.Formula for chart in at_sample.file.Sheets("Summary").charts for s in chart]
    assert any("'Velocity'!" in formula for formula in summary)


def test_a_chart_of_the_person_s_draws_from_a_replaced_sheet_still(at_sample: Desk) -> None:
    put(at_sample, "velocity")
    series = copy(at_sample.file.Sheets("Velocity").charts[0][0])
    before = series.Formula
    at_sample.file.Sheets("Lists").charts.append([series])
    put(at_sample, "velocity")
    assert series.Formula == before


@pytest.mark.parametrize(
    "lock", ["ProtectStructure", "MultiUserEditing", "Excel8CompatibilityMode"]
)
def test_a_locked_book_is_refused_and_left_as_it_was(at_desk: Desk, lock: str) -> None:
    tabs = at_desk.tabs()
    setattr(at_desk.file, lock, True)
    at_desk.excel.calls.clear()
    with pytest.raises(CannotWrite, match=r"book\.xlsx"):
        put(at_desk)
    assert at_desk.tabs() == tabs
    assert "Open" not in at_desk.excel.calls


def test_days_are_the_same_in_a_book_that_counts_from_1904(
    book: openpyxl.Workbook, file: Path
) -> None:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book.epoch = CALENDAR_MAC_1904
    book.save(file)
    opened: list[tuple[bool, object]] = []
    with desk(file) as found:
        real = found.excel.Workbooks.Open

        def look(fullname: str, *options: object) -> object:
            rendered = real(fullname, *options)
            sheet = rendered.Sheets("Leads scored")
            days = {v.replace(tzinfo=None) for v in sheet.cells.values() if hasattr(v, "year")}
            opened.append((rendered.Date1904, days))
            return rendered

        found.excel.Workbooks.Open = look
        assert put(found, "scored") == ["Leads scored"]
    assert opened == [(True, {datetime(2026, 10, day) for day in (1, 2, 3)})]


# ---- what the person sees ----------------------------------------------------------------------


def settings_of(excel: FakeExcel) -> tuple[object, ...]:
    return (
        excel.ScreenUpdating, excel.DisplayAlerts, excel.EnableEvents, excel.Calculation,
        excel.EnableCancelKey, excel.StatusBar, excel.ActiveWorkbook.ActiveSheet.Name,
        excel.Selection.Address,
    )  # fmt: skip


@pytest.mark.parametrize("broken", [False, True], ids=["done", "failed"])
def test_what_the_person_had_set_and_selected_is_given_back(
    at_desk: Desk, broken: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    excel = at_desk.excel
    put(at_desk, "cold")
    at_desk.file.Sheets("Cold leads").Activate()
    at_desk.file.Sheets("Cold leads").Range("B3:D9").Select()
    excel.Calculation, excel.StatusBar, excel.EnableEvents = -4135, "Mine", False
    before = settings_of(excel)
    if broken:
        target = "leadbook.hosts.excel.live.placing.mark_sheet"
        monkeypatch.setattr(target, lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            put(at_desk, "cold")
    else:
        put(at_desk, "cold")
    assert settings_of(excel) == before


def test_a_chart_may_be_selected(at_desk: Desk) -> None:
    """A chart has no address; xlwings reckons with COM's error for that, and Python's comes."""
    at_desk.excel.Selection = SimpleNamespace(Name="Chart 1")
    put(at_desk, "cold")
    assert "Cold leads" in at_desk.tabs()


def test_what_a_protected_sheet_does_not_let_select_stays_as_it_is(
    at_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Range, "Select", lambda _: 1 / 0)
    put(at_desk, "cold")
    assert at_desk.excel.ScreenUpdating is True


def test_excel_rests_while_a_button_works(at_desk: Desk) -> None:
    with live.kept_state(at_desk.book):
        assert settings_of(at_desk.excel)[:5] == (False, False, False, -4135, 0)


def test_the_report_s_own_workbook_is_closed_without_saving_also_on_an_error(
    at_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("leadbook.hosts.excel.live.placing.mark_sheet", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        put(at_desk, "cold")
    assert at_desk.excel.calls.count("Open") == 1
    assert "Close(SaveChanges=False)" in at_desk.excel.calls
    assert at_desk.excel.Workbooks.items == [at_desk.file]


def test_a_sheet_is_copied_before_its_former_is_deleted(at_desk: Desk) -> None:
    put(at_desk, "cold")
    at_desk.excel.calls.clear()
    put(at_desk, "cold")
    changes = [call for call in at_desk.excel.calls if call[0].islower()]
    assert changes == [
        "copy Cold leads", "delete Cold leads", "rename Cold leads (2) to Cold leads"
    ]  # fmt: skip
