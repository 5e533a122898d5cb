"""The stage log's macro, run in a model of Excel: the same cases as its twin's."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.macros import excel_model
from tests.macros.excel_model import ExcelModel, opened
from tests.stage_log_cases import CASES, SESSIONS, THREE, Case

if TYPE_CHECKING:
    from collections.abc import Callable

    Opened = Callable[[Case, datetime], ExcelModel]

__all__ = ["opened"]

START = datetime(2026, 11, 1, 18)
BOOK = Case("", THREE, [], [])
LEADS, HISTORY = 'Worksheets("Leads")', 'Worksheets("Stage History")'


def logged(model: ExcelModel, case: Case) -> list[tuple[int, Any, Any]]:
    if not case.has_history:
        return []
    return [((at - START).days, lead, stage) for lead, stage, at in model.log()[1:]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_an_edit_and_a_saving_log_what_the_case_says(case: Case, opened: Opened) -> None:
    model = opened(case, START)
    for step, rows in enumerate(case.steps, start=1):
        model.put(rows, START + timedelta(days=step))
        model.save()
        assert model.failure == ""
    assert logged(model, case) == list(case.log)


@pytest.mark.parametrize("case", SESSIONS, ids=lambda case: case.name)
def test_edits_before_one_saving_log_what_the_session_says(case: Case, opened: Opened) -> None:
    model = opened(case, START)
    for step, rows in enumerate(case.steps, start=1):
        model.put(rows, START + timedelta(days=step))
        assert logged(model, case) == []
    model.save()
    assert logged(model, case) == list(case.log)
    model.save()
    assert logged(model, case) == list(case.log)


def stages(model: ExcelModel) -> list[tuple[Any, Any]]:
    return [(lead, stage) for lead, stage, _ in model.log()[1:]]


@pytest.mark.parametrize(
    ("edit", "lines"),
    [
        (f'{LEADS}.Range("B2").Value = "Won"', [("L1", "Won")]),
        (f'{LEADS}.Range("B3:B4").FillDown', [("L3", "New")]),
        (f'{LEADS}.Range("B2,B4").Value = "Won"', [("L1", "Won"), ("L3", "Won")]),
        (f"{LEADS}.Rows(2).Delete", []),
        (f'{LEADS}.Range("A2:B3").ClearContents', []),
        (f"{LEADS}.ListObjects(1).ListRows(1).Delete", []),
        (f'{LEADS}.Range("D9").Value = "a note"', []),
    ],
)
def test_what_people_do_in_cells_is_noticed(
    edit: str, lines: list[tuple[str, str]], opened: Opened
) -> None:
    model = opened(BOOK, START)
    model.do(edit)
    model.save()
    assert (model.failure, stages(model)) == ("", lines)


def test_a_book_saved_under_another_name_is_known_still(opened: Opened) -> None:
    model = opened(BOOK, START)
    model.save("another.xlsx")
    model.do(f'{LEADS}.Range("B2").Value = "Won"')
    model.save()
    assert (model.failure, stages(model)) == ("", [("L1", "Won")])


def test_what_waits_stays_with_a_book_that_saves_itself_under_another_name(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(excel_model.LACKING, "book.AutoSaveOn", "True")
    model = opened(BOOK, START)
    model.do(f'{LEADS}.Activate\n{LEADS}.Range("B2").Value = "Won"')
    model.save("another.xlsx")
    assert stages(model) == []
    model.do(f"{HISTORY}.Activate")
    assert (model.failure, stages(model)) == ("", [("L1", "Won")])


def test_leaving_a_sheet_looks_at_no_lead_where_nothing_waits(opened: Opened) -> None:
    """A hundred thousand leads would be compared at each step from sheet to sheet."""
    model = opened(BOOK, START)
    model.do(f"{HISTORY}.Activate\nApplication.EnableEvents = False")
    model.do(f'{LEADS}.Range("B2").Value = "Won"\nApplication.EnableEvents = True')
    model.do(f"{LEADS}.Activate")
    assert stages(model) == []
    model.save()
    assert stages(model) == [("L1", "Won")]


def test_leaving_the_sheet_writes(opened: Opened) -> None:
    model = opened(BOOK, START)
    model.do(f'{LEADS}.Activate\n{LEADS}.Range("B2").Value = "Won"')
    assert stages(model) == []
    model.do(f"{HISTORY}.Activate")
    assert stages(model) == [("L1", "Won")]


def test_nothing_is_written_while_cells_are_copied(opened: Opened) -> None:
    model = opened(BOOK, START)
    model.do(f'{LEADS}.Activate\n{LEADS}.Range("B2").Value = "Won"\n{LEADS}.Range("B2").Copy')
    model.do(f"{HISTORY}.Activate")
    assert stages(model) == []
    model.do("Application.CutCopyMode = False")
    model.save()
    assert stages(model) == [("L1", "Won")]


def test_a_sort_that_excel_does_not_tell_of_logs_nothing(opened: Opened) -> None:
    model = opened(BOOK, START)
    model.do(
        f'{LEADS}.Range("A2:B4").Sort Key1:={LEADS}.Range("A2"), Order1:=xlDescending, Header:=xlNo'
    )
    model.save()
    assert (model.failure, stages(model)) == ("", [])


def test_a_stage_that_changes_without_an_event_is_found_at_the_saving(opened: Opened) -> None:
    model = opened(BOOK, START)
    model.do(
        "Application.EnableEvents = False\n"
        f'{LEADS}.Range("B2").Value = "Won"\nApplication.EnableEvents = True'
    )
    model.save()
    assert stages(model) == [("L1", "Won")]


def hand_over(model: ExcelModel) -> None:
    model.do("StageLog_HandOver ThisWorkbook")


def take_back(model: ExcelModel) -> None:
    model.do("StageLog_TakeBack ThisWorkbook")


def import_a_lead(model: ExcelModel) -> None:
    """What the button Import does: the lead and its row of the log, without events."""
    model.do(
        "Application.EnableEvents = False\n"
        f'{LEADS}.ListObjects(1).ListRows.Add.Range.Value = Array("N1", "New")\n'
        f'{HISTORY}.ListObjects(1).ListRows.Add.Range.Value = Array("N1", "New", Now)\n'
        "Application.EnableEvents = True"
    )


def test_a_button_reads_what_waited(opened: Opened) -> None:
    model = opened(BOOK, START)
    model.do(f'{LEADS}.Range("B2").Value = "Won"')
    hand_over(model)
    assert stages(model) == [("L1", "Won")]


def test_an_imported_lead_is_logged_once(opened: Opened) -> None:
    model = opened(BOOK, START)
    hand_over(model)
    import_a_lead(model)
    take_back(model)
    model.do(f'{LEADS}.Range("B2").Value = "Won"')
    model.save()
    assert (model.failure, stages(model)) == ("", [("N1", "New"), ("L1", "Won")])


def test_what_could_not_be_written_before_a_button_waits_on_after_it(opened: Opened) -> None:
    model = opened(BOOK, START)
    model.do(f'{LEADS}.Range("B2").Value = "Won"\n{HISTORY}.Protect')
    hand_over(model)
    take_back(model)
    model.do(f"{HISTORY}.Unprotect")
    model.save()
    assert stages(model) == [("L1", "Won")]


def test_a_button_writes_nothing_where_the_log_is_off(opened: Opened) -> None:
    model = opened(BOOK, START)
    model.run("StageLog_Stop")
    model.do(f'{LEADS}.Range("B2").Value = "Won"')
    hand_over(model)
    take_back(model)
    assert stages(model) == []


def test_the_switch_writes_what_waits_and_then_rests(opened: Opened) -> None:
    model = opened(BOOK, START)
    model.do(f'{LEADS}.Range("B2").Value = "Won"')
    assert model.app.evaluate("StageLog_IsOn()") is True
    model.run("StageLog_Stop")
    assert model.app.evaluate("StageLog_IsOn()") is False
    assert stages(model) == [("L1", "Won")]
    model.run("StageLog_Stop")
    model.run("StageLog_Start")
    model.run("StageLog_Start")
    model.do(f'{LEADS}.Range("B2").Value = "Lost"')
    model.save()
    assert stages(model) == [("L1", "Won"), ("L1", "Lost")]


def test_what_changed_while_the_log_was_off_is_left_to_the_twin(opened: Opened) -> None:
    model = opened(BOOK, START)
    model.run("StageLog_Stop")
    model.put([("L1", "Won"), *THREE[1:]], START)
    model.run("StageLog_Start")
    model.save()
    assert stages(model) == []


def test_a_history_that_cannot_be_written_is_tried_again(opened: Opened) -> None:
    model = opened(BOOK, START)
    model.do(f'{HISTORY}.Protect\n{LEADS}.Range("B2").Value = "Won"')
    model.save()
    assert stages(model) == []
    assert model.failure
    assert model.app.evaluate("Application.EnableEvents") is True
    assert model.app.evaluate("Application.ScreenUpdating") is True
    assert model.app.evaluate("Application.Calculation = xlCalculationAutomatic") is True
    model.do(f"{HISTORY}.Unprotect")
    model.save()
    assert (model.failure, stages(model)) == ("", [("L1", "Won")])


def test_many_changes_at_once_are_written_in_one_growth(opened: Opened) -> None:
    model = opened(BOOK, START)
    rows = [*THREE, *((f"N{number:02}", "New") for number in range(30))]
    model.put(rows, START)
    model.save()
    assert stages(model) == rows[3:]
    assert model.app.evaluate(f"{HISTORY}.ListObjects(1).ListRows.Count") == 31


def note(monkeypatch: pytest.MonkeyPatch, noted: dict[str, str]) -> None:
    """Let the macro note something before the lines that begin so."""
    real = excel_model.source

    def source(file: str) -> str:
        code = real(file)
        for line, noting in noted.items():
            code = code.replace(line, f"{noting}\n{line}")
        return code

    monkeypatch.setattr(excel_model, "source", source)


def test_nothing_is_calculated_while_rows_are_written(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A function of the log would be calculated three times for each row."""
    noted = {
        "Private failure As": "Public calculated As String",
        "    Dim cell As Range": "calculated = calculated & Application.Calculation & vbLf",
    }
    note(monkeypatch, noted)
    model = opened(BOOK, START)
    model.do(f'{LEADS}.Range("B2:B3").Value = "Won"')
    model.save()
    assert model.app.evaluate("calculated").split() == ["-4135", "-4135"]
    assert model.app.evaluate("Application.Calculation") == -4105


def test_a_stage_that_is_typed_takes_no_look_at_all_leads_and_matches_no_name_anew(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where many are replaced at once Excel tells of each cell: in a long table it would halt."""
    noted = {
        "Private Const MOST_REMEMBERED": "Public looks As Long",
        "    ReadRows told,": "looks = looks + 1",
        "' Whether a sheet or a table goes": "Public matched As Long",
        "    folded = StageFold(text)": "matched = matched + 1",
    }
    note(monkeypatch, noted)
    model = opened(BOOK, START)
    model.do(f'{LEADS}.Range("B2").Value = "Won"')
    before = model.app.evaluate("looks"), model.app.evaluate("matched")
    model.do(f'{LEADS}.Range("B3").Value = "Won"\n{LEADS}.Range("B4").Value = "Lost"')
    model.do(f'{LEADS}.Range("B2").Value = "New"\n{LEADS}.Range("B4").Value = "Won"')
    assert (model.app.evaluate("looks"), model.app.evaluate("matched")) == before
    model.save()
    assert (model.failure, stages(model)) == ("", [("L2", "Won"), ("L3", "Lost"), ("L3", "Won")])


def test_rows_go_above_a_totals_row(opened: Opened) -> None:
    model = opened(BOOK, START)
    model.do(f"{HISTORY}.ListObjects(1).ShowTotals = True")
    model.do(f'{LEADS}.Range("B2").Value = "Won"')
    model.save()
    assert model.failure == ""
    assert model.log()[1][:2] == ["L1", "Won"]


def test_an_empty_history_begins_in_its_first_row(opened: Opened) -> None:
    model = opened(BOOK, START)
    model.do(f"{HISTORY}.ListObjects(1).DataBodyRange.ClearContents")
    model.do(f'{LEADS}.Range("B2").Value = "Won"')
    model.save()
    assert model.failure == ""
    assert model.log()[0][:2] == ["L1", "Won"]


def test_text_that_looks_like_something_else_stays_text(opened: Opened) -> None:
    model = opened(BOOK, START)
    model.put([("007", "=1+1"), ("+98", "2026-01-01")], START)
    model.save()
    assert stages(model) == [("007", "=1+1"), ("+98", "2026-01-01")]
    assert model.app.evaluate(f'{HISTORY}.Range("B3").HasFormula') is False


@pytest.mark.parametrize("stage", ["50%", "TRUE", "$5", "1/2 x", "e-mail", "\u06f1\u06f2"])
def test_a_stage_is_written_as_it_stands(stage: str, opened: Opened) -> None:
    model = opened(BOOK, START)
    model.put([("L1", stage), *THREE[1:]], START)
    model.save()
    assert (model.failure, stages(model)) == ("", [("L1", stage)])


def test_a_moment_is_never_shown_as_a_bare_number(opened: Opened) -> None:
    model = opened(BOOK, START)
    model.do(f'{HISTORY}.Range("C2:C9").NumberFormat = "General"')
    model.do(f'{LEADS}.Range("B2").Value = "Won"')
    model.save()
    assert model.app.evaluate(f'{HISTORY}.Range("C3").NumberFormat') == "yyyy-mm-dd hh:mm"
