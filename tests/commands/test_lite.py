"""``leadbook lite``: what it prints where, and with which exit code it ends."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
from click.testing import CliRunner, Result
from lxml import etree

from leadbook.cli import cli

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["lite", *map(str, arguments)])


def script(book: Path) -> str:
    with zipfile.ZipFile(book) as archive:
        root = etree.fromstring(archive.read("xl/webextensions/webextension1.xml"))
    found = {each.get("name"): json.loads(each.get("value")) for each in root.iter("{*}property")}
    return found["main.py"]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "pipeline.xlsx"
    openpyxl.Workbook().save(path)
    return path


def test_the_copy_stands_beside_the_book_and_a_pipe_gets_nothing(book: Path) -> None:
    done = run(book)
    assert (done.exit_code, done.output) == (0, "")
    assert "def LB_SCORE(" in script(book.with_name("pipeline (lite).xlsx"))


def test_help_texts_are_in_the_language_that_was_asked_for(book: Path, tmp_path: Path) -> None:
    run(book, "--lang", "fa", "--out", tmp_path / "out.xlsx")
    assert 'setdefault("LEADBOOK_LANG", "fa")' in script(tmp_path / "out.xlsx")


@pytest.mark.parametrize(
    ("arguments", "code", "sentence"),
    [
        (["--out", "copy.xlsm"], 2, "must end in .xlsx"),
        (["--wheel", "leadbook.whl"], 2, "no address of a wheel"),
        (["--out", "no/folder/copy.xlsx"], 4, "there is no folder"),
    ],
)
def test_a_failure_is_one_sentence(
    book: Path, monkeypatch, arguments: list[str], code: int, sentence: str
) -> None:
    monkeypatch.chdir(book.parent)
    done = run(book, *arguments)
    assert (done.exit_code, done.stdout) == (code, "")
    assert sentence in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_book_that_is_not_there_cannot_be_read(tmp_path: Path) -> None:
    assert run(tmp_path / "nothing.xlsx").exit_code == 3
