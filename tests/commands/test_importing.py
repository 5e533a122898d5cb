"""Importing on the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from leadbook.cli import main

WORKBOOKS = Path(__file__).parents[2] / "workbooks"


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copy(WORKBOOKS / "sales-pipeline.xlsx", tmp_path))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "leads.csv"
    path.write_text("Name,Company,Hat\nZoe,Acme,x\nRosa Baker,Rosewood Freight,y\n", "utf-8")
    return path


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["import", *map(str, arguments)])
    return int(ended.value.code or 0)


def test_what_was_done_is_said(book: Path, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(book, file, "--lang", "en") == 0
    assert capsys.readouterr().out.splitlines() == [
        "Leads added to the sheet Leads: 1",
        "Rows of leads.csv that repeat a lead and were left out: 1",
        "Row 3 repeats row 2 of the sheet Leads: the same name and company",
        "Columns that were not taken, for the leads have none such or fill it otherwise: Hat",
    ]


def test_a_terminal_names_the_first_rows_and_counts_the_rest(
    book: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    line = (book, WORKBOOKS / "sales-pipeline.xlsx", "--dry-run", "--lang", "en")
    assert run(*line) == 0
    every = capsys.readouterr().out.splitlines()
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert run(*line) == 0
    shown = capsys.readouterr().out.splitlines()
    rows = [told for told in every if told.startswith("Row ")]
    assert len(rows) > 400
    rest = f"and {len(rows) - 40} more; --json has them all"
    assert shown == [*every[:2], *rows[:40], rest, *every[2 + len(rows) :]]


def test_a_dry_run_leaves_the_book(
    book: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = book.read_bytes()
    assert run(book, file, "--dry-run", "--lang", "en") == 0
    assert "would be added" in capsys.readouterr().out
    assert book.read_bytes() == before


def test_quiet_says_nothing(book: Path, file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(book, file, "--quiet") == 0
    assert capsys.readouterr().out == ""


def test_json_goes_to_standard_output(
    book: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(book, file, "--json", "-", "--map", "name=Name") == 0
    assert [row["lead_id"] for row in json.loads(capsys.readouterr().out)["added"]] == ["L-0401"]


@pytest.mark.parametrize(
    ("content", "arguments", "code"),
    [
        ("Hat\nx\n", (), 3),
        ("Name\nZoe\n", ("--map", "name=Nome"), 2),
        ("Name\nZoe\n", ("--out", "book.csv"), 2),
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_an_exit_code(
    content: str,
    arguments: tuple[str, ...],
    code: int,
    book: Path,
    file: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file.write_text(content, "utf-8")
    assert run(book, file, *arguments) == code
    assert capsys.readouterr().err.startswith("leadbook: ")


def test_a_book_that_is_open_cannot_be_written(book: Path, file: Path) -> None:
    book.with_name(f"~${book.name}").write_bytes(b"somebody")
    assert run(book, file) == 4
