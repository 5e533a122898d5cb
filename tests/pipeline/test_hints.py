"""What the user says about columns."""

from __future__ import annotations

import pytest

from leadbook.errors import WrongUse
from leadbook.pipeline.hints import read_hints


def test_a_told_header_takes_the_column_from_the_guessed_one():
    hints = read_hints({"stage": "Phase 2"})
    assert hints.column_of("phase_2", "Leads") == "stage"
    assert hints.column_of("Stage", "Leads") is None
    assert hints.column_of("Owner", "Leads") == "owner"


def test_a_column_of_another_table_and_a_table_can_be_told():
    hints = read_hints({"StageHistory.entered_at": "Moved", "Leads": "Tab 7"})
    assert hints.column_of("Moved", "StageHistory") == "entered_at"
    assert hints.column_of("Moved", "Leads") is None
    assert hints.table_of("tab 7") == "Leads"
    assert hints.table_of("Deals") is None


def test_an_alias_or_a_persian_word_may_stand_for_the_column():
    assert read_hints({"مبلغ": "Wert"}).headers == {"Leads": {"amount": "Wert"}}


def test_an_unknown_column_is_wrong_use_with_the_nearest_name():
    with pytest.raises(WrongUse, match="did you mean owner"):
        read_hints({"ownr": "Rep"})


def test_the_settings_sheet_hints_and_the_command_line_overrules_it():
    settings = [("Column: stage", "Phase"), ("owner", "Rep"), ("Currency", "USD"), ("x", "y")]
    assert read_hints({"stage": "Step"}, settings).headers == {
        "Leads": {"stage": "Step", "owner": "Rep"}
    }
