"""What was probably meant; nothing is guessed where nothing is near."""

from __future__ import annotations

import pytest

from leadbook.errors import WrongUse
from leadbook.pipeline.hints import read_hints

LEADS = [["lead_id", "stage", "created_at"], ["A1", "New", "2026-11-01"]]


def test_no_column_is_guessed_for_a_word_that_is_like_none():
    with pytest.raises(WrongUse, match="leadbook knows; write one of lead_id, name") as refused:
        read_hints({"xyz": "Rep"})
    assert "did you mean" not in str(refused.value)


def test_no_header_is_guessed_for_one_that_is_like_none(understood):
    with pytest.raises(WrongUse, match=r"no such header; write one of lead_id, stage, created_at$"):
        understood({"mapping": {"stage": "Xyz"}}, Leads=LEADS)


def test_a_table_that_the_book_lacks_is_named(understood):
    with pytest.raises(WrongUse, match="of StageHistory, but the book has no such table"):
        understood({"mapping": {"StageHistory.stage": "Phase"}}, Leads=LEADS)


def test_no_stage_is_guessed_for_a_word_that_is_like_none(understood):
    stages = [["stage", "order"], ["New", 1], ["Demo", 2]]
    rows = [*LEADS, ["A2", "Zebra", "2026-11-01"], ["A3", "Demmo", "2026-11-01"]]
    pipeline = understood(Leads=rows, Stages=stages)
    how = {found.value: str(found.how_to_mend) for found in pipeline.problems}
    assert how["Zebra"] == "write one of New, Demo"
    assert how["Demmo"] == "write one of New, Demo; did you mean Demo?"


def test_a_hint_of_the_settings_about_an_absent_table_is_to_go(understood):
    settings = [["setting", "value"], ["column: StageHistory.stage", "Phase"]]
    (found,) = understood(Leads=LEADS, Settings=settings).problems
    assert str(found.how_to_mend) == "delete this row of the settings"
