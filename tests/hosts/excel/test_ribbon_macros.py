"""The ribbon's VBA run in an interpreter: what each press does, in both languages, and on failure.

The interpreter is pyOpenVBA's, not Excel's; the registry, Windows' dialogs, Python and the stage
log are doubles that note what they were asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from leadbook.hosts.excel.addin_sheets import addin_book
from leadbook.hosts.excel.buttons import BUTTONS, SENTENCES, TAB, TOGGLE
from leadbook.hosts.excel.sources import own_modules
from leadbook.language.messages import speaker

if TYPE_CHECKING:
    from pathlib import Path

excel = pytest.importorskip("pyopenvba.apps.excel")
interpreter = pytest.importorskip("pyopenvba.interpreter")

DOUBLES = """
Public notes As String
Public language As String
Public records As String
Public breaks As Boolean
Public refuses As Boolean
Public isAddin As Boolean
Public isEmptyExcel As Boolean

Sub Note(ByVal text As String)
    notes = notes & text & vbLf
End Sub
Public Function GetSetting(application, section, key, Optional default)
    GetSetting = default
    If key = "Language" And language <> "" Then GetSetting = language
    If key = "Record" And records <> "" Then GetSetting = records
End Function
Public Sub SaveSetting(application, section, key, value)
    If key = "Language" Then language = value Else records = value
End Sub
Public Function RunPython(ByVal command As String)
    Note command
    If breaks Then Err.Raise 5, , "no Python"
End Function
Public Sub KillPy()
    Note "killed"
    If breaks Then Err.Raise 5, , "no Python"
End Sub
Public Sub StageLog_HandOver(ByVal book As Object)
    If Not book Is Nothing Then Note "handed over"
End Sub
Public Sub StageLog_TakeBack(ByVal book As Object)
    If Not book Is Nothing Then Note "taken back"
End Sub
Public Sub StageLog_Start()
    Note "recording"
End Sub
Public Sub StageLog_Stop()
    Note "not recording"
End Sub
Public Sub RegisterLeadbookFunctions()
    If isAddin And refuses Then Err.Raise 1004, , "Cannot edit a macro on a hidden workbook"
    Note "registered" & IIf(Application.EnableEvents And Application.ScreenUpdating, "", " quietly")
    ThisWorkbook.Saved = False
    If breaks Then Err.Raise 1004, , "not known"
End Sub
Public Function FrontBook() As Object
    If Not isEmptyExcel Then Set FrontBook = ThisWorkbook
End Function
Public Sub CloseBooks()
    isEmptyExcel = True
End Sub
Public Sub NoteTime(ByVal moment As Date, ByVal macro As String)
    Note "in " & Round((moment - Now) * 86400) & " s " & macro
End Sub
Public Sub HideAddin(ByVal refused As Boolean)
    isAddin = True
    refuses = refused
End Sub
"""
DRIVER = """
Sub Speak(ByVal wanted As String)
    language = wanted
End Sub
Sub BreakPython()
    breaks = True
End Sub
Function Notes_() As String
    Notes_ = notes
End Function
Sub LoadRibbon()
    Leadbook_Loaded New FakeRibbon
End Sub
Function Ask(ByVal callback As String, ByVal id As String)
    Dim control As New FakeControl
    control.ID = id
    Select Case callback
        Case "label": Leadbook_Label control, Ask
        Case "screentip": Leadbook_Screentip control, Ask
        Case "supertip": Leadbook_Supertip control, Ask
        Case "pressed": Leadbook_StageLogPressed control, Ask
    End Select
End Function
Sub Press(ByVal callback As String)
    Application.Run callback, New FakeControl
End Sub
Sub Toggle(ByVal pressed As Boolean)
    Leadbook_StageLog New FakeControl, pressed
End Sub
"""


# What the interpreter lacks of Excel.
LACKING = {
    "ThisWorkbook.IsAddin": "isAddin",
    "Application.ActiveWorkbook": "FrontBook()",
    "Application.OnTime": "NoteTime",
    "ThisWorkbook.Windows(1).Visible = ": 'Note "in sight: " & ',
}


class Office:
    """A workbook like the add-in's, with the ribbon's macros and the doubles around them."""

    def __init__(self, folder: Path, *books: str) -> None:
        for book in books:
            (folder / book).write_bytes(addin_book())
        self.app = excel.ExcelApplication.open(folder / books[0], with_vba=False)
        for book in books[1:]:
            self.app.open_workbook(folder / book)
        self.app.interpreter.create_com = lambda _: self.shell
        self.said: list[str] = []
        self.shell = _shell(self.said)
        self.app.add_module(DOUBLES, name="Doubles")
        self.app.add_module(DRIVER, name="Driver")
        self.app.add_module("Public ID As String\n", name="FakeControl", kind="class")
        invalidate = 'Public Sub Invalidate()\n    Note "drawn anew"\nEnd Sub\n'
        self.app.add_module(invalidate, name="FakeRibbon", kind="class")
        for module in own_modules():
            if module.name in {"LeadbookRibbon", "LeadbookTexts", "LeadbookStart"}:
                code = module.code
                for lacking, double in LACKING.items():
                    code = code.replace(lacking, double)
                self.app.add_module(code, name=module.name)
        self.app.run("Speak", "en")

    def notes(self) -> list[str]:
        return str(self.app.run("Notes_")).splitlines()

    def __getattr__(self, macro: str) -> Any:
        return lambda *arguments: self.app.run(macro, *arguments)


def _shell(said: list[str]) -> Any:
    class Shell(interpreter.VBAObject):
        @interpreter.method
        def Popup(self, text: str, seconds: int, title: str, style: int) -> int:  # noqa: N802
            said.append(text)
            return 1

    return Shell()


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path, "leadbook.xlam")


def test_every_control_shows_its_english_words(office: Office) -> None:
    say = speaker("en")
    assert office.Ask("label", TAB[0]) == "Leadbook"
    for button in (*BUTTONS, TOGGLE):
        assert office.Ask("label", button.id) == say(button.label)
        assert office.Ask("screentip", button.id) == say(button.label)
        assert office.Ask("supertip", button.id) == say(button.tip)


def test_every_control_shows_its_persian_words_where_persian_was_chosen(office: Office) -> None:
    office.Speak("fa")
    say = speaker("fa")
    for button in (*BUTTONS, TOGGLE):
        assert office.Ask("label", button.id) == say(button.label)


def test_a_control_without_words_shows_its_id(office: Office) -> None:
    assert office.Ask("label", "leadbookNew") == "leadbookNew"


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_press_runs_python_with_action_and_language(office: Office, language: str) -> None:
    office.Speak(language)
    office.Press("Leadbook_HandOff")
    assert office.notes() == [
        "handed over",
        f"import leadbook.hosts.excel.ribbon as r; r.press('hand_off', '{language}')",
        "taken back",
    ]


@pytest.mark.parametrize("button", ["Settings", "Language", "Log", "Help"])
def test_a_press_that_reads_no_book_leaves_undo_alone(office: Office, button: str) -> None:
    """What the stage log writes before a press empties Excel's list of what can be undone."""
    office.LoadRibbon()
    office.Press(f"Leadbook_{button}")
    assert not {"handed over", "taken back"} & set(office.notes())


def test_a_press_that_cannot_start_python_says_why_in_a_sentence(office: Office) -> None:
    office.BreakPython()
    office.Press("Leadbook_Report")
    assert office.said == [speaker("en")(SENTENCES["failed"]) + "\n\nno Python"]


def test_switching_the_language_draws_tab_and_help_anew_and_tells_python(office: Office) -> None:
    office.LoadRibbon()
    office.Press("Leadbook_Language")
    assert office.notes() == [
        "drawn anew",
        "registered",
        "import leadbook.hosts.excel.ribbon as r; r.press('language', 'fa')",
    ]
    office.Press("Leadbook_Language")
    assert office.notes()[-1].endswith("r.press('language', 'en')")


def test_switching_the_language_without_the_ribbon_at_hand_asks_for_a_restart(
    office: Office,
) -> None:
    office.Press("Leadbook_Language")
    assert office.said == [speaker("fa")(SENTENCES["restart"])]
    assert office.notes()[-1].endswith("r.press('language', 'fa')")


def test_restart_ends_python_and_calls_nothing(office: Office) -> None:
    office.Press("Leadbook_Restart")
    assert office.notes() == ["killed"]


def test_restart_that_fails_says_so(office: Office) -> None:
    office.BreakPython()
    office.Press("Leadbook_Restart")
    assert office.said[0].endswith("no Python")


def test_stage_changes_are_recorded_until_the_toggle_is_released(office: Office) -> None:
    assert office.Ask("pressed", TOGGLE.id) is True
    office.Toggle(False)
    assert office.Ask("pressed", TOGGLE.id) is False
    office.Toggle(True)
    assert office.Ask("pressed", TOGGLE.id) is True
    assert office.notes() == ["not recording", "recording"]


def test_opening_registers_the_functions_and_starts_recording(office: Office) -> None:
    office.Leadbook_Start()
    assert office.notes() == ["registered", "recording"]


def test_registering_leaves_the_book_as_untouched_as_it_was(office: Office) -> None:
    office.Leadbook_Register()
    assert office.app.evaluate("ThisWorkbook.Saved") is True


def test_an_add_in_whose_help_excel_refuses_is_shown_for_that_moment(office: Office) -> None:
    """Excel: Cannot edit a macro on a hidden workbook."""
    office.HideAddin(True)
    office.Leadbook_Register()
    assert office.notes() == ["in sight: True", "registered quietly", "in sight: False"]
    for told in ("isAddin", "Application.EnableEvents", "Application.ScreenUpdating",
                 "ThisWorkbook.Saved"):  # fmt: skip
        assert office.app.evaluate(told) is True, told


def test_an_add_in_whose_help_excel_takes_stays_hidden(office: Office) -> None:
    office.HideAddin(False)
    office.Leadbook_Register()
    assert office.notes() == ["registered"]


def test_an_add_in_is_hidden_again_also_where_nothing_helps(office: Office) -> None:
    office.HideAddin(False)
    office.BreakPython()
    office.Leadbook_Register()
    assert office.notes()[-1] == "in sight: False"
    assert office.app.evaluate("isAddin") is True
    assert office.app.evaluate("Application.ScreenUpdating") is True


def test_while_no_book_is_open_it_is_tried_again_after_ever_longer_waits(office: Office) -> None:
    office.HideAddin(True)
    office.CloseBooks()
    for _ in range(20):
        office.Leadbook_Register()
    waits = [int(re.search(r"\d+", line)[0]) for line in office.notes()]
    assert waits == [3 * 2**n for n in range(12)]
    assert office.notes()[0].endswith("'leadbook.xlam'!Leadbook_Register")


def test_opening_records_nothing_where_the_toggle_was_released(office: Office) -> None:
    office.Toggle(False)
    office.Leadbook_Start()
    assert office.notes() == ["not recording", "registered"]


def test_the_sample_records_nothing_while_the_add_in_records_for_all_books(tmp_path: Path) -> None:
    office = Office(tmp_path, "leadbook-sample.xlsx", "leadbook.xlam")
    office.Leadbook_Start()
    assert office.notes() == ["registered"]


def test_the_sample_alone_records_its_own_changes(tmp_path: Path) -> None:
    office = Office(tmp_path, "leadbook-sample.xlsx", "other.xlsx")
    office.Leadbook_Start()
    assert office.notes() == ["registered", "recording"]
