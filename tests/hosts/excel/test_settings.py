"""The settings as xlwings' own VBA reads them; its reader runs in LibreOffice's Basic."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from leadbook.hosts.excel.addin_sheets import addin_book
from leadbook.hosts.excel.settings import as_text, faulty_lines, read_settings
from leadbook.hosts.excel.sources import xlwings_modules
from leadbook.workbook.macro_book import with_macros
from leadbook.workbook.package import Package
from leadbook.workbook.vba_module import module

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

SETTINGS = {
    "CONDA PATH": r"C:\conda, old",
    "INTERPRETER_WIN": r"%USERPROFILE%\py\python.exe",
}
READER = """Attribute VB_Name = "Reader"
Function FileExists(ByVal name As String) As Boolean
    FileExists = True
End Function
Function Ask(ByVal file As String, ByVal name As String) As String
    Dim value As String
    Ask = "nothing"
    On Error GoTo Failed
    If GetConfigFromFile(file, name, value) Then Ask = value
    Exit Function
Failed:
    Ask = "failed"
End Function
"""


def reader_of_xlwings() -> str:
    """The function of the installed xlwings that reads a file of settings."""
    found = re.search(
        r"^Function GetConfigFromFile\(.*?^End Function", xlwings_modules()[0].code, re.M | re.S
    )
    assert found is not None
    return found[0]


@pytest.fixture
def reading_book(tmp_path: Path) -> Path:
    book = tmp_path / "reading.xlsm"
    empty = module('Attribute VB_Name = "ThisWorkbook"\n', kind="book")
    reader = module(f"{READER}{reader_of_xlwings()}\n", kind="standard")
    package = Package(book, addin_book())
    book.write_bytes(with_macros(package, [empty, reader], project="Reading"))
    return book


@pytest.mark.libreoffice
def test_xlwings_reads_what_is_written_and_stumbles_over_a_blank_end(
    reading_book: Path,
    tmp_path: Path,
    run_macros: Callable[[Path, Sequence[str]], dict[str, Any]],
) -> None:
    text = as_text(SETTINGS)
    files = {
        "healthy": text,
        "blank at the end": text + "\r\n",
    }
    for name, content in files.items():
        (tmp_path / f"{name}.conf").write_bytes(content.encode())

    def ask(name: str, setting: str) -> str:
        return f'Reading.Reader.Ask("{tmp_path / name}.conf", "{setting}")'

    asked = {
        ask("healthy", "interpreter_win"): SETTINGS["INTERPRETER_WIN"],
        ask("healthy", "CONDA PATH"): SETTINGS["CONDA PATH"],
        ask("healthy", "LICENSE_KEY"): "nothing",
        ask("blank at the end", "LICENSE_KEY"): "failed",
    }
    assert run_macros(reading_book, list(asked))["results"] == list(asked.values())
    assert [faulty_lines(content) for content in files.values()] == [[], [3]]


def test_settings_are_read_as_they_were_written() -> None:
    assert read_settings(as_text(SETTINGS)) == SETTINGS
    assert faulty_lines(as_text(SETTINGS)) == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ('"A","1"', []),
        ('"A",""\n', []),
        ("\n", [1]),
        ('\ufeff"A","1"\n', [1]),
        ('"A","1"\n# note\n"B","2"\n   \n', [2, 4]),
        ("A,1\n", [1]),
        ('"A","1","2"\n', [1]),
    ],
)
def test_a_line_that_is_no_setting_is_a_fault(text: str, lines: list[int]) -> None:
    assert faulty_lines(text) == lines
