from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pytest

from leadbook.errors import CannotWrite
from leadbook.jobs.new import new

if TYPE_CHECKING:
    from pathlib import Path


def test_new_makes_a_book_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    made = new(tmp_path / "my deals.xlsx", language="en", sample=False)
    assert made == tmp_path / "my deals.xlsx"
    assert list(tmp_path.iterdir()) == [made]
    assert "leadbook report my deals.xlsx" in _first_sheet(made)


def test_new_gives_a_book_that_others_may_read(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.write_bytes(b"")
    made = new(tmp_path / "a.xlsx", language="fa", sample=False)
    assert made.stat().st_mode == plain.stat().st_mode


def test_new_never_touches_a_file_that_is_there(tmp_path: Path) -> None:
    book = tmp_path / "deals.xlsx"
    book.write_bytes(b"precious")
    with pytest.raises(CannotWrite, match=r"deals\.xlsx is there already"):
        new(book, language="en", sample=True)
    assert book.read_bytes() == b"precious"


def test_new_names_the_folder_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match=r"there is no folder .*nowhere"):
        new(tmp_path / "nowhere" / "a.xlsx", language="en", sample=False)


def test_new_leaves_nothing_behind_when_it_cannot_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(CannotWrite, match="the disk is full"):
        new(tmp_path / "a.xlsx", language="en", sample=False)
    assert not list(tmp_path.iterdir())


def test_the_sample_is_told_up_to_the_date_asked_for(tmp_path: Path) -> None:
    made = new(tmp_path / "a.xlsx", language="fa", sample=True, as_of=date(2025, 3, 21))
    assert "۱۴۰۴/۰۱/۰۱" in _first_sheet(made)


def test_an_empty_book_has_the_holidays_around_a_date(tmp_path: Path) -> None:
    made = new(tmp_path / "a.xlsx", language="fa", sample=False, as_of=date(2026, 11, 21))
    days = [
        row[0].value.date() for row in openpyxl.load_workbook(made)["تعطیلات"].iter_rows(min_row=2)
    ]
    assert date(2026, 3, 21) in days
    assert date(2027, 3, 21) in days


def _first_sheet(book: Path) -> str:
    sheet = openpyxl.load_workbook(book).worksheets[0]
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
