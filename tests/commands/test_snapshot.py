"""The stage log on the command line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from leadbook.cli import main
from tests.stage_log_book import edit_leads, log_rows, make_book
from tests.stage_log_cases import THREE, Case

if TYPE_CHECKING:
    from pathlib import Path

AT = ("--at", "2026-11-01 18:00")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return make_book(tmp_path / "book.xlsx", Case("", THREE, [], []))


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["snapshot", *map(str, arguments)])
    return int(ended.value.code or 0)


def test_what_was_appended_is_said(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(book, *AT) == 0
    assert "L3: new lead → Offer" in capsys.readouterr().out
    edit_leads(book, ("Lead ID", "Stage"), [("L1", "Won"), *THREE[1:]])
    assert run(book, "--at", "1405/08/12 18:30") == 0
    assert "L1: New → Won" in capsys.readouterr().out
    assert str(log_rows(book)[-1][2]) == "2026-11-03 18:30:00"
    assert run(book) == 0
    assert "No stage has changed" in capsys.readouterr().out


def test_the_arrow_points_forward_between_persian_names(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(book, *AT, "--quiet")
    edit_leads(book, ("Lead ID", "Stage"), [("L1", "موفق"), *THREE[1:]])
    assert run(book, "--lang", "fa") == 0
    assert "L1: New\u200e → موفق" in capsys.readouterr().out


def test_quiet_says_nothing(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(book, *AT, "--quiet") == 0
    assert capsys.readouterr().out == ""


def test_json_goes_to_standard_output(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(book, *AT, "--json", "-") == 0
    assert [row["lead_id"] for row in json.loads(capsys.readouterr().out)["appended"]] == [
        "L1",
        "L2",
        "L3",
    ]


def test_a_book_without_a_history_is_wrong_use_and_told_how_to_add_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = make_book(tmp_path / "book.xlsx", Case("", THREE, [], [], has_history=False))
    assert run(book, *AT) == 2
    assert "add a sheet named Stage History" in capsys.readouterr().err
    assert run(book, *AT, "--add-table") == 0
    assert len(log_rows(book)) == len(THREE)


def test_a_moment_that_is_none_is_wrong_use(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(book, "--at", "soon") == 2
    assert "--at" in capsys.readouterr().err
