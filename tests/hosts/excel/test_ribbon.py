"""Every button of the ribbon, pressed: from the tab's XML to what it leaves in the book.

Excel is a double of plain Python (`fake_excel`); xlwings between it and leadbook is the real one.
"""

from __future__ import annotations

import email
import gc
import re
import shutil
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xlwings
from lxml import etree

from leadbook.hosts import journal, preferences
from leadbook.hosts.excel import ribbon
from leadbook.hosts.excel.buttons import BUTTONS
from leadbook.hosts.excel.sources import macro_file, own_modules
from leadbook.language.messages import speaker
from tests.hosts.excel.pressed import CRITICAL, INFO, Desk, desk

if TYPE_CHECKING:
    from collections.abc import Iterator

BOOKS = Path(__file__).parents[3] / "workbooks"
AS_OF = datetime(2026, 10, 31)
LEFT_ON = {
    "report": "Summary",
    "velocity": "Velocity",
    "score": "Leads scored",
    "check": "Data check",
    "cold": "Cold leads",
    "hand_off": "Hand-off",
    "settings": "Settings",
}
"""The sheet that a person looks at after a press, where it is another than before."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """leadbook's own folder, new to each test, and a fixed today."""
    monkeypatch.setenv("LEADBOOK_HOME", str(tmp_path / "own"))
    monkeypatch.delenv("LEADBOOK_LANG", raising=False)
    monkeypatch.setattr(ribbon, "today", lambda: AS_OF)
    read_anew()
    yield tmp_path / "own"
    monkeypatch.undo()
    read_anew()


def read_anew() -> None:
    """Have preferences read and the log opened in the folder that now counts."""
    preferences.read_anew()
    log = journal._log()
    for handler in [*log.handlers]:
        log.removeHandler(handler)
        handler.close()
    journal._log.cache_clear()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a press opens outside of Excel."""
    launched: list[str] = []
    monkeypatch.setattr("click.launch", launched.append)
    return launched


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    return Path(shutil.copy(BOOKS / "sales-pipeline.xlsx", tmp_path))


@pytest.fixture
def at_desk(sample: Path, folder: Path, opened: list[str]) -> Iterator[Desk]:
    with desk(sample) as found:
        yield found


def pressed_by(button: str) -> tuple[str, str]:
    """The module and the action that a press of a control of the tab leads to, as its VBA says."""
    root = etree.fromstring(macro_file("ribbon.xml"))
    (callback,) = root.xpath(f"//*[@id='{button}']/@onAction")
    code = next(m.code for m in own_modules() if m.name == "LeadbookRibbon").replace("\r", "")
    sub = re.search(rf"Sub {callback}\(.*?\n(.*?)End Sub", code, re.S)
    action = re.search(r'RunLeadbook "(\w+)"', sub[1])
    command = re.search(r'RunPython "import ([\w.]+) as r; r\.press', code)
    return command[1], action[1]


@pytest.mark.parametrize(
    "button", [each for each in BUTTONS if each.action], ids=lambda button: button.action
)
def test_a_button_of_the_tab_does_its_work_in_the_book(
    at_desk: Desk, opened: list[str], button
) -> None:
    module, action = pressed_by(button.id)
    assert (module, action) == (ribbon.__name__, button.action)
    before = at_desk.tabs()
    ribbon.press(action, "en")
    assert not [text for text, style in at_desk.alerts if style == CRITICAL]
    assert at_desk.tabs()[: len(before)] == before
    assert at_desk.file.ActiveSheet.Name == LEFT_ON.get(action, "Start here")
    left = LEFT_ON.keys() - {"settings", "report"}
    assert (len(at_desk.tabs()) - len(before) == 1) == (action in left)


def test_there_is_an_action_for_each_button_and_no_other() -> None:
    assert sorted(ribbon.ACTIONS) == sorted(button.action for button in BUTTONS if button.action)


def test_the_work_is_on_the_book_in_front_and_not_on_the_add_in(
    at_desk: Desk, sample: Path, tmp_path: Path
) -> None:
    other = at_desk.excel.open(Path(shutil.copy(sample, tmp_path / "other.xlsx")))
    ribbon.press("cold", "en")
    assert "Cold leads" in [sheet.Name for sheet in other.Sheets]
    assert "Cold leads" not in at_desk.tabs()


def test_after_a_press_python_holds_nothing_of_excel(at_desk: Desk) -> None:
    """What it holds would keep Excel, and itself, from ending when the person closes it."""
    of_excel = (xlwings.App, xlwings.Book, xlwings.Sheet, xlwings.Range)
    assert sys.modules["xlwings._xlwindows"].BOOK_CALLER is not None
    ribbon.press("cold", "en")
    assert sys.modules["xlwings._xlwindows"].BOOK_CALLER is None
    assert not [each for each in gc.get_objects() if isinstance(each, of_excel)]


def test_a_press_that_fails_lets_go_of_excel_too(
    at_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ribbon.ACTIONS, "cold", lambda _: 1 / 0)
    ribbon.press("cold", "en")
    assert sys.modules["xlwings._xlwindows"].BOOK_CALLER is None
    assert at_desk.alerts[0][1] == CRITICAL


@pytest.mark.parametrize("protected", [False, True])
def test_a_press_counts_selected_leads_of_a_protected_sheet_too(
    at_desk: Desk, opened: list[str], protected: bool
) -> None:
    leads = at_desk.file.Sheets("Leads")
    leads.ProtectContents = protected
    leads.Activate()
    top = leads.ListObjects("Leads").Range.Row
    leads.Range(f"B{top + 1}:C{top + 5}").Select()
    leads.hidden.add(top + 2)
    at_desk.press("farewell")
    (place,) = map(Path, opened)
    assert len(list(place.glob("*.eml"))) == 4


def test_without_a_book_a_press_says_so(at_desk: Desk) -> None:
    at_desk.excel.ActiveWorkbook = None
    at_desk.press("report")
    ((text, style),) = at_desk.alerts
    assert text.startswith("open a workbook first")
    assert style == CRITICAL


@pytest.mark.parametrize("language", ["en", "fa"])
def test_what_a_person_can_mend_is_one_sentence_with_the_place_of_the_log(
    at_desk: Desk, folder: Path, language: str
) -> None:
    at_desk.file.Sheets.items[:] = at_desk.file.Sheets.items[:1]
    at_desk.press("settings", language)
    ((text, style),) = at_desk.alerts
    sentence, _, place = text.partition("\n\n")
    assert "sales-pipeline.xlsx" in sentence
    assert str(folder / "log" / "leadbook.log") in place
    assert style == CRITICAL


def test_an_unknown_error_is_a_sentence_and_its_place_goes_to_the_log_without_the_book_s_words(
    at_desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_: object, **__: object) -> None:
        raise ZeroDivisionError("Ann Lee owes 5")

    monkeypatch.setattr("leadbook.hosts.excel.live.reporting.measure", break_down)
    at_desk.press("hand_off")
    ((text, _),) = at_desk.alerts
    assert "ZeroDivisionError" in text
    assert "Ann" not in text
    log = (folder / "log" / "leadbook.log").read_text("utf-8")
    assert re.search(r"hand_off: ZeroDivisionError at .*test_ribbon\.py:\d+", log)
    assert "Ann" not in log


def test_esc_stops_the_work_before_the_book_is_changed(at_desk: Desk) -> None:
    before = at_desk.tabs()
    at_desk.keys += [0, 0, 0, 1]
    at_desk.press("report")
    assert at_desk.alerts == [("Stopped as you asked; the workbook is as it was.", INFO)]
    assert at_desk.tabs() == before
    assert "Open" not in at_desk.excel.calls


@pytest.mark.parametrize(("keys", "front"), [([1], 1), ([0, 1], 99)], ids=["before", "elsewhere"])
def test_esc_pressed_before_the_button_or_in_another_window_stops_nothing(
    at_desk: Desk, keys: list[int], front: int
) -> None:
    at_desk.keys += keys
    at_desk.front = front
    at_desk.press("cold")
    assert not at_desk.alerts
    assert "Cold leads" in at_desk.tabs()


def test_a_book_in_the_cloud_gets_its_letters_into_the_documents(
    at_desk: Desk, opened: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    monkeypatch.setattr("platformdirs.user_documents_path", lambda: documents)
    at_desk.file.Path = "https://example.sharepoint.com/sites/team"
    at_desk.file.FullName = f"{at_desk.file.Path}/sales-pipeline.xlsx"
    at_desk.press("farewell")
    assert [Path(place).parent for place in opened] == [documents]


def test_farewell_writes_drafts_to_those_whom_a_rule_lets_go(
    at_desk: Desk, opened: list[str], sample: Path
) -> None:
    at_desk.press("farewell")
    ((text, style),) = at_desk.alerts
    (place,) = map(Path, opened)
    assert style == INFO
    assert str(place) in text
    assert place.parent == sample.parent
    drafts = [email.message_from_bytes(file.read_bytes()) for file in place.iterdir()]
    assert len(drafts) == 9
    assert {draft["X-Unsent"] for draft in drafts} == {"1"}


def test_farewell_writes_to_the_selected_leads_that_are_seen(
    at_desk: Desk, opened: list[str]
) -> None:
    leads = at_desk.file.Sheets("Leads")
    leads.Activate()
    top = leads.ListObjects("Leads").Range.Row
    leads.Range(f"B{top + 1}:C{top + 5}").Select()
    leads.hidden.add(top + 2)
    at_desk.press("farewell")
    (place,) = map(Path, opened)
    written = [file.stem.split(" ", 1)[1] for file in sorted(place.iterdir())]
    rows = [leads.cells[row, 1] for row in range(top + 1, top + 6) if row not in leads.hidden]
    assert written == rows


def test_farewell_names_the_leads_that_get_no_letter(at_desk: Desk, opened: list[str]) -> None:
    leads = at_desk.file.Sheets("Leads")
    leads.Activate()
    top = leads.ListObjects("Leads").Range.Row
    at = {leads.cells[top, column]: column for column in range(1, 34)}
    for row in range(top + 1, top + 4):
        leads.cells[row, at["Email"]] = None
    leads.cells[top + 4, at["Unsubscribed"]] = "Yes"
    ids = [leads.cells[row, 1] for row in range(top + 1, top + 5)]
    leads.Range(f"B{top + 1}:C{top + 4}").Select()
    at_desk.press("farewell")
    ((text, _),) = at_desk.alerts
    assert not opened
    assert f"3 ({', '.join(ids[:3])})" in text
    assert f"1 ({ids[3]})" in text


@pytest.mark.parametrize("visible", [-1, 0, 2], ids=["shown", "hidden", "very hidden"])
def test_settings_are_shown_also_if_they_were_hidden(at_desk: Desk, visible: int) -> None:
    at_desk.file.Sheets("Settings").Visible = visible
    at_desk.press("settings")
    assert (at_desk.file.ActiveSheet.Name, at_desk.alerts) == ("Settings", [])


def test_language_lets_the_functions_speak_as_the_ribbon_does(at_desk: Desk) -> None:
    at_desk.press("language", "fa")
    assert preferences.preferences().language == "fa"
    at_desk.press("language", "en")
    assert preferences.preferences().language == "en"


def test_log_opens_the_file_or_says_that_there_is_none(
    at_desk: Desk, folder: Path, opened: list[str]
) -> None:
    at_desk.press("log")
    assert at_desk.alerts == [("Nothing has gone wrong so far: there is no log yet.", INFO)]
    at_desk.file.Sheets.items[:] = at_desk.file.Sheets.items[:1]
    at_desk.press("settings")
    at_desk.press("log")
    assert opened == [str(folder / "log" / "leadbook.log")]


@pytest.mark.parametrize("language", ["en", "fa"])
def test_help_opens_a_page_of_every_button_and_function(
    at_desk: Desk, folder: Path, opened: list[str], language: str
) -> None:
    at_desk.press("help", language)
    page = folder / f"help-{language}.html"
    assert opened == [str(page)]
    text = page.read_text("utf-8")
    say = speaker(language)
    assert all(f">{say(button.label)}<" in text for button in BUTTONS)
    assert all(f">{name}(" in text for name in ("LB_SCORE", "LB_JALALI"))
    assert f'dir="{"rtl" if language == "fa" else "ltr"}"' in text


def test_a_button_of_another_version_s_add_in_says_to_install_anew(at_desk: Desk) -> None:
    at_desk.press("fax")
    assert at_desk.alerts[0][0].startswith("Close Excel and run: leadbook install\n")


def test_on_a_mac_a_button_that_makes_sheets_says_what_to_do_instead(
    at_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platform.system", lambda: "Darwin")
    at_desk.press("report")
    assert "leadbook report" in at_desk.alerts[0][0]
    assert not at_desk.excel.calls
