"""``leadbook report --watch-folder``: what it prints where, and with which exit code it ends."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import openpyxl
import pytest
from click.testing import CliRunner, Result

from leadbook.cli import cli

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [*map(str, arguments)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One good book, and one file that is no book."""
    workbook = openpyxl.Workbook()
    workbook.active.append(["lead_id", "stage", "created_at", "closed_at"])
    workbook.active.append(["A1", "Won", "2026-01-05", "2026-02-04"])
    workbook.save(tmp_path / "a.xlsx")
    (tmp_path / "b.xlsx").write_bytes(b"no workbook")
    return tmp_path


def test_only_failures_are_said_in_a_pipe(folder: Path) -> None:
    done = run("report", "--watch-folder", folder, "--as-of", "2026-03-01")
    assert (done.exit_code, done.stdout) == (3, "")
    assert done.stderr.startswith("leadbook: b.xlsx is ")
    assert len(done.stderr.splitlines()) == 1
    assert "Summary" in openpyxl.load_workbook(folder / "a.xlsx").sheetnames


def test_json_has_every_book(folder: Path, tmp_path: Path) -> None:
    run("report", "--watch-folder", folder, "--json", tmp_path / "run.json")
    books = json.loads((tmp_path / "run.json").read_text("utf-8"))["books"]
    assert [(book["book"], book["state"]) for book in books] == [
        ("a.xlsx", "done"),
        ("b.xlsx", "failed"),
    ]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["report"], "name the book to report on"),
        (["report", "a.xlsx", "--watch-folder", "."], "leave out 'a.xlsx'"),
        (["report", "--watch-folder", ".", "--out", "b.xlsx"], "leave one of them out"),
    ],
)
def test_a_book_and_a_folder_exclude_each_other(arguments: list[str], sentence: str) -> None:
    done = run(*arguments)
    assert done.exit_code == 2
    assert sentence in done.stderr


def test_an_absent_folder_cannot_be_read(tmp_path: Path) -> None:
    assert run("report", "--watch-folder", tmp_path / "absent").exit_code == 3
