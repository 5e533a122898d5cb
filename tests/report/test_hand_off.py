"""The hand-off: who goes to another owner, with what the new owner must know."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest

from leadbook.figures import measure
from leadbook.jobs.check import check
from leadbook.jobs.placing import of_the_hand_off, of_the_report
from leadbook.language.messages import Language, speaker
from leadbook.report.compose import compose_hand_off
from leadbook.report.hand_off import KEY
from leadbook.report.model import Report, Table

if TYPE_CHECKING:
    from pathlib import Path

AS_OF = datetime(2026, 10, 31)
HEADERS = ["Lead ID", "Name", "Stage", "Owner", "Amount", "Email", "Notes"]
ROWS = [
    ["L1", "Ann", "New", "Zoe", 100, "ann@example.com", "wants a call in spring"],
    ["L2", "Bob", "New", "Carl", 50, None, None],
    ["L3", "Cid", "New", "Carl", 70, "cid@example.com", None],
    ["L4", "Dan", "Won", "Carl", 900, None, None],
    ["L5", "Eve", "New", None, None, None, None],
]
RULES = [
    ["Rule", "Field", "Operator", "Value", "Action"],
    ["Too small", "Amount", "<", 60, "Farewell"],
    ["Wrong owner", "Owner", "in", "Zoe, Carl", "Hand over"],
]


def handed_over(tmp_path: Path, rules: list[list[object]], language: Language = "en") -> Report:
    book = openpyxl.Workbook()
    leads = book.active
    leads.title = "Leads"
    for row in (HEADERS, *ROWS):
        leads.append(row)
    cold = book.create_sheet("Cold rules")
    for row in rules:
        cold.append(row)
    book.save(tmp_path / "book.xlsx")
    pipeline = check(tmp_path / "book.xlsx", as_of=AS_OF, language=language)
    say = speaker(language)
    return compose_hand_off(pipeline, measure(pipeline, say=say), say)


def tables(report: Report) -> dict[str, Table]:
    (sheet,) = report.sheets
    return {block.name: block for block in sheet.blocks if isinstance(block, Table)}


def test_open_leads_whose_rule_says_so_are_listed_by_owner(tmp_path: Path) -> None:
    table = tables(handed_over(tmp_path, RULES))["hand_off"].frame
    assert list(table["lead_id"]) == ["L3", "L1"]
    assert list(table["email"]) == ["cid@example.com", "ann@example.com"]
    assert table["notes"].tolist()[1] == "wants a call in spring"


def test_owners_are_counted_with_the_value_of_what_they_give(tmp_path: Path) -> None:
    table = tables(handed_over(tmp_path, RULES))["hand_off_owners"].frame
    assert table.to_numpy().tolist() == [["Carl", 1, 70.0], ["Zoe", 1, 100.0]]


@pytest.mark.parametrize("word", ["Recycle", "Other owner", "سپردن به دیگری"])
def test_every_word_for_handing_over_counts(tmp_path: Path, word: str) -> None:
    rules = [RULES[0], [*RULES[2][:4], word]]
    table = tables(handed_over(tmp_path, rules))["hand_off"].frame
    assert sorted(table["lead_id"]) == ["L1", "L2", "L3"]


@pytest.mark.parametrize("language", ["en", "fa"])
def test_no_rule_to_hand_over_gives_a_sheet_that_says_so(
    tmp_path: Path, language: Language
) -> None:
    report = handed_over(tmp_path, RULES[:2], language)
    assert all(table.frame.empty and table.when_empty for table in tables(report).values())
    assert report.sheets[0].tiles[0].value == 0


def test_the_main_report_is_not_responsible_for_it() -> None:
    assert of_the_hand_off(KEY)
    assert not of_the_report(KEY)
