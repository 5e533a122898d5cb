"""Farewells: to whom, in which language, and into a folder that holds no older draft."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest

from leadbook.actions.letters import Letter, address_of
from leadbook.errors import CannotWrite
from leadbook.jobs.check import check
from leadbook.jobs.farewell import farewells, write_drafts

if TYPE_CHECKING:
    from pathlib import Path

    from leadbook.pipeline.pipeline import Pipeline

HEADERS = ["Lead ID", "Name", "Stage", "Owner", "Company", "Email", "Interest", "Unsubscribed"]
ROWS = [
    ["L1", "Ann", "New", "Zoe", "Acme", "ann@example.com", "none", None],
    ["L2", "Bob", "New", "Carl", None, None, "none", None],
    ["L3", "سارا", "New", "زهرا", None, "sara@example.com", "none", None],
    ["L4", "Dan", "New", "Carl", None, "dan@example.com", "high", None],
    ["L5", "Eve", "New", "Carl", None, "eve@example.com", "none", "yes"],
]
RULES = [
    ["Rule", "Field", "Operator", "Value", "Action"],
    ["No need", "Interest", "=", "none", "Goodbye"],
]


@pytest.fixture
def pipeline(tmp_path: Path) -> Pipeline:
    book = openpyxl.Workbook()
    book.active.title = "Leads"
    cold = book.create_sheet("Cold rules")
    for sheet, rows in ((book["Leads"], [HEADERS, *ROWS]), (cold, RULES)):
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "book.xlsx")
    return check(tmp_path / "book.xlsx", as_of=datetime(2026, 10, 31))


def test_leads_whose_rule_says_farewell_get_a_letter(pipeline: Pipeline) -> None:
    done = farewells(pipeline)
    assert [letter.lead_id for letter in done.letters] == ["L1", "L3"]
    assert (done.without_address, done.unsubscribed) == (("L2",), ("L5",))


def test_a_letter_is_in_the_language_of_the_name_and_signed_by_the_owner(
    pipeline: Pipeline,
) -> None:
    ann, sara = farewells(pipeline).letters
    assert ann.text.startswith("Dear Ann,")
    assert ann.text.endswith("Zoe")
    assert "Acme" in ann.text
    assert "سارا" in sara.text
    assert sara.text.endswith("زهرا")


def test_without_a_name_the_company_and_else_the_book_says_the_language(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "سرنخ‌ها"
    for row in (
        ["نام", "شرکت", "مرحله", "ایمیل"],
        [None, "آب‌سازان", "جدید", "a@example.com"],
        [None, None, "جدید", "b@example.com"],
        [None, "Acme", "جدید", "c@example.com"],
    ):
        book.active.append(row)
    book.save(tmp_path / "fa.xlsx")
    done = farewells(check(tmp_path / "fa.xlsx", as_of=datetime(2026, 10, 31)), {2, 3, 4})
    assert [letter.text.startswith("Thank you") for letter in done.letters] == [False, False, True]


def test_a_letter_calls_a_lead_by_first_and_last_name(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Leads"
    book.active.append(["First name", "Last name", "Stage", "Email"])
    book.active.append(["Ann", "Lee", "New", "ann@example.com"])
    book.save(tmp_path / "book.xlsx")
    [letter] = farewells(check(tmp_path / "book.xlsx", as_of=datetime(2026, 10, 31)), {2}).letters
    assert letter.text.startswith("Dear Ann Lee,")


def test_picked_leads_get_one_whatever_the_rules_say(pipeline: Pipeline) -> None:
    done = farewells(pipeline, {3, 5, 6, 99})
    assert [letter.lead_id for letter in done.letters] == ["L4"]
    assert (done.without_address, done.unsubscribed) == (("L2",), ("L5",))


def test_nobody_is_written_to_where_nobody_is_picked(pipeline: Pipeline) -> None:
    assert farewells(pipeline, set()).letters == ()


def letter(lead_id: str) -> Letter:
    return Letter(lead_id, address_of("ann@example.com", "Ann"), "Thank you", "Dear Ann")


def test_drafts_are_never_written_over(tmp_path: Path) -> None:
    first = write_drafts([letter("L1")], tmp_path, "Farewell")
    second = write_drafts([letter("L1")], tmp_path, "Farewell")
    assert [first.name, second.name] == ["Farewell", "Farewell (2)"]
    assert (first / "001 L1.eml").read_bytes() == (second / "001 L1.eml").read_bytes()


@pytest.mark.parametrize(
    ("lead_id", "name"),
    [("../../L1", "001 _.._L1.eml"), ("a:b?", "001 a_b_.eml"), ("a\u202eb", "001 a_b.eml")],
)
def test_an_id_cannot_lead_out_of_the_folder(tmp_path: Path, lead_id: str, name: str) -> None:
    place = write_drafts([letter(lead_id)], tmp_path, "Farewell")
    assert [file.name for file in place.iterdir()] == [name]


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match="the letters cannot be written into"):
        write_drafts([letter("L1")], tmp_path / "gone", "Farewell")
