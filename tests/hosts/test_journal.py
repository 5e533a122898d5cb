"""What went wrong in a cell: told in the user's language, logged without a word of the book."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from function_cases import CASES

import leadbook.hosts.functions  # noqa: F401 - fills the registry
from leadbook.hosts import journal
from leadbook.hosts.border import answer
from leadbook.hosts.faults import NA, VALUE
from leadbook.hosts.preferences import (
    FILE,
    Preferences,
    preferences,
    read_anew,
    write_preferences,
)
from leadbook.hosts.registry import FUNCTIONS
from tests.hosts.excel.windows import FUNCTIONS as MODULE
from tests.hosts.excel.windows import windows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMES = ("Sara Karimi", "سارا کریمی", "sara@karimi.example", "09123456789", "Karimi & Sons")
DAYS = "LB_DAYS_IN_STAGE"


@pytest.fixture(autouse=True)
def nothing_went_wrong_yet() -> None:
    journal.forget()


@pytest.fixture
def chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Preferences]]:
    """Preferences of one test; what is chosen with `write_preferences` ends with it."""
    monkeypatch.setenv("LEADBOOK_HOME", str(tmp_path))
    monkeypatch.delenv("LEADBOOK_LANG")
    read_anew()
    yield Preferences
    monkeypatch.undo()
    read_anew()


def test_the_last_sentence_names_the_function_the_value_and_the_mend() -> None:
    assert answer(DAYS, ["soon"]) == VALUE
    sentence = answer("LB_LAST_ERROR", [])
    assert sentence.startswith(f"{DAYS}: 'soon': this is not a date")
    assert "write dates as 2026-11-21" in sentence


@pytest.mark.parametrize("watched", [VALUE, ((1.0, NA), (None, "x")), None, "text"])
def test_the_last_sentence_is_told_whatever_cell_it_watches(watched: object) -> None:
    answer(DAYS, ["soon"])
    assert "soon" in answer("LB_LAST_ERROR", [watched])


def test_without_an_error_there_is_no_sentence() -> None:
    assert answer("LB_LAST_ERROR", []) == ""


def test_the_sentence_is_in_the_language_of_the_user(chosen: type[Preferences]) -> None:
    write_preferences(chosen(language="fa"))
    answer(DAYS, ["soon"])
    assert not answer("LB_LAST_ERROR", []).isascii()


def test_what_is_chosen_anew_holds_at_once(chosen: type[Preferences]) -> None:
    before = preferences()
    write_preferences(chosen(language="fa", errors="text"))
    assert before != preferences() == chosen(language="fa", errors="text")


def test_the_environment_overrules_the_language_that_was_chosen(
    chosen: type[Preferences], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_preferences(chosen(language="en"))
    monkeypatch.setenv("LEADBOOK_LANG", "fa")
    read_anew()
    assert preferences().language == "fa"


def everything_said() -> str:
    return journal.log_file().read_text("utf-8")


def test_the_log_holds_no_word_of_the_book(home: Path) -> None:
    table = (("Lead ID", "Name", "Company", "Stage", "Created", "Amount"),
             *[(name, name, name, name, name, name) for name in NAMES])  # fmt: skip
    for name, function in FUNCTIONS.items():
        for value in (*NAMES, table, ((name,),)):
            number = len(function.arguments)
            for given in ([value] * number, [table, *[value] * number][:number], [value][:number]):
                answer(name, given)
    log = everything_said()
    assert not [name for name in NAMES if name in log]
    assert {name for name in FUNCTIONS if f" {name}: " in log} >= {DAYS, "LB_SCORE", "LB_FUNNEL"}


def test_an_unknown_error_is_logged_by_its_place_and_not_by_its_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(after: object) -> str:
        raise KeyError(NAMES[0])

    odd = replace(FUNCTIONS["LB_LAST_ERROR"], name="LB_BROKEN", call=broken)
    monkeypatch.setitem(FUNCTIONS, "LB_BROKEN", odd)
    assert answer("LB_BROKEN", []) == VALUE
    [line] = [line for line in everything_said().splitlines() if "LB_BROKEN" in line]
    assert "KeyError at" in line
    assert "test_journal.py:" in line
    assert NAMES[0] not in line
    assert "does not know (KeyError)" in answer("LB_LAST_ERROR", [])


def test_a_column_of_the_same_mistakes_is_one_line_of_the_log() -> None:
    answer(DAYS, [1.0])
    before = len(everything_said().splitlines())
    journal.forget()
    answer(DAYS, [tuple((f"soon {n}",) for n in range(500))])
    assert len(everything_said().splitlines()) == before + 1


def test_who_prefers_text_sees_the_sentence_in_the_cell(chosen: type[Preferences]) -> None:
    write_preferences(chosen(errors="text"))
    assert answer(DAYS, ["soon"]).startswith("'soon': this is not a date")
    column = answer(DAYS, [((46340.0,), ("soon",), (NA,)), 46347.0])
    assert column[0] == [7.0]
    assert column[1][0].startswith("'soon': this is not a date")
    assert column[2] == [NA]


def test_in_excel_a_sentence_is_a_text_and_no_error(chosen: type[Preferences]) -> None:
    write_preferences(chosen(errors="text", language="en"))
    with windows() as parts:
        shown = parts.server.CallUDF(MODULE, DAYS, ("soon",))
    assert shown.startswith("'soon': this is not a date")


def test_preferences_that_are_not_understood_are_the_default(
    chosen: type[Preferences], tmp_path: Path
) -> None:
    (tmp_path / FILE).write_text("errors = [broken", encoding="utf-8")
    assert preferences().errors == "excel"


def test_no_case_of_a_function_meets_an_error_that_leadbook_does_not_know() -> None:
    for case in CASES:
        journal.forget()
        answer(case.function, case.arguments)
        last = journal.last_message()
        assert last is None or "does not know" not in last.template, case.name
