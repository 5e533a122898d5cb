"""Every book of a folder, one after another."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from leadbook.errors import UNEXPECTED, CannotRead, WrongUse
from leadbook.jobs import folder as job
from leadbook.jobs.folder import BookRun, FolderRun, as_json, books_in, report_folder
from leadbook.language.messages import message, speaker

AS_OF = datetime(2026, 3, 1)


def make_book(path: Path, amount: object = 100) -> Path:
    workbook = openpyxl.Workbook()
    workbook.active.title = "Leads"
    for row in (
        ["lead_id", "stage", "created_at", "closed_at", "amount"],
        ["A1", "New", "2026-01-05", None, amount],
        ["A2", "Won", "2026-01-05", "2026-02-04", 200],
    ):
        workbook.active.append(row)
    workbook.save(path)
    return path


def test_books_are_those_that_people_made(tmp_path: Path) -> None:
    for name in ("b.xlsx", "a.XLSM", "کتاب.xlsx", "big (leadbook reports).xlsx"):
        (tmp_path / name).touch()
    for name in (
        "~$b.xlsx", ".~lock.b.xlsx#", ".hidden.xlsx", "b (leadbook report).xlsx", "notes.txt",
        "b (leadbook backup 2026-11-22 02-07-21).xlsx", "old.xls", "x.xlsb",
        "b (leadbook backup 2026-11-22 02-07-21 2).xlsx",
    ):  # fmt: skip
        (tmp_path / name).touch()
    (tmp_path / "folder.xlsx").mkdir()
    names = [path.name for path in books_in(tmp_path)]
    assert names == ["a.XLSM", "b.xlsx", "big (leadbook reports).xlsx", "کتاب.xlsx"]


def test_tables_of_other_kinds_are_left_alone_and_named(tmp_path: Path) -> None:
    names = ["a.csv", "b.ods", "c.xlsb", "old.XLS"]
    for name in (*names, "~$old.xls", ".hidden.csv", "notes.txt", "picture.png"):
        (tmp_path / name).touch()
    run = report_folder(tmp_path, as_of=AS_OF)
    assert ([path.name for path in run.left_alone], run.exit_code) == (names, 0)
    assert as_json(run, speaker("en"))["left_alone"] == names


def test_a_folder_that_is_none_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="cannot be looked into"):
        report_folder(tmp_path / "absent", as_of=AS_OF)


def test_an_empty_folder_is_done(tmp_path: Path) -> None:
    run = report_folder(tmp_path, as_of=AS_OF)
    assert (run.books, run.exit_code) == ((), 0)


def test_a_book_that_fails_stops_no_other(tmp_path: Path) -> None:
    make_book(tmp_path / "a.xlsx")
    (tmp_path / "b.xlsx").write_bytes(b"no workbook")
    make_book(tmp_path / "c.xlsx", amount="much")
    run = report_folder(tmp_path, as_of=AS_OF)
    assert [(book.book.name, book.state, book.exit_code) for book in run.books] == [
        ("a.xlsx", "done", 0),
        ("b.xlsx", "failed", 3),
        ("c.xlsx", "problems", 0),
    ]
    assert run.exit_code == 3
    for name in ("a.xlsx", "c.xlsx"):
        assert "Summary" in openpyxl.load_workbook(tmp_path / name).sheetnames


def test_problems_count_as_1_when_strict(tmp_path: Path) -> None:
    make_book(tmp_path / "c.xlsx", amount="much")
    assert report_folder(tmp_path, as_of=AS_OF, strict=True).exit_code == 1


def test_a_second_run_takes_no_backup_for_a_book(tmp_path: Path) -> None:
    make_book(tmp_path / "a.xlsx")
    report_folder(tmp_path, as_of=AS_OF)
    assert len(list(tmp_path.glob("*.xlsx"))) == 2
    assert [book.book.name for book in report_folder(tmp_path, as_of=AS_OF).books] == ["a.xlsx"]


def test_an_open_book_is_reported_beside_it_and_fails_as_4(tmp_path: Path) -> None:
    book = make_book(tmp_path / "a.xlsx")
    (tmp_path / "~$a.xlsx").touch()
    (run,) = report_folder(tmp_path, as_of=AS_OF).books
    assert (run.state, run.exit_code) == ("failed", 4)
    assert run.written is not None
    assert run.written.name == "a (leadbook report).xlsx"
    assert "open in another program" in str(run.error)
    assert openpyxl.load_workbook(book).sheetnames == ["Leads"]


def test_an_unknown_error_is_told_and_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_book(tmp_path / "a.xlsx")
    shutil.copy(tmp_path / "a.xlsx", tmp_path / "b.xlsx")
    true = job.report

    def failing(book: Path, **options: object) -> object:
        if book.name == "a.xlsx":
            raise ZeroDivisionError("by zero")
        return true(book, **options)

    monkeypatch.setattr(job, "report", failing)
    run = report_folder(tmp_path, as_of=AS_OF)
    assert [book.exit_code for book in run.books] == [UNEXPECTED, 0]
    assert "ZeroDivisionError: by zero" in str(run.books[0].error)


def test_progress_rises_through_all_books_and_names_each(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        make_book(tmp_path / name)
    told: list[tuple[str, float]] = []
    report_folder(tmp_path, as_of=AS_OF, progress=lambda step, done: told.append((str(step), done)))
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert [text.split(":")[0] for text, _ in told[:1] + told[-1:]] == ["a.xlsx", "b.xlsx"]


def test_the_json_has_one_entry_a_book_with_its_figures(tmp_path: Path) -> None:
    make_book(tmp_path / "a.xlsx")
    (tmp_path / "b.xlsx").write_bytes(b"no workbook")
    data = as_json(report_folder(tmp_path, as_of=AS_OF, with_figures=True), speaker("en"))
    assert data["exit_code"] == 3
    good, bad = data["books"]  # type: ignore[misc]
    assert good["figures"]["counts"]["leads"] == 2
    assert (good["error"], bad["figures"]) == (None, None)
    assert bad["error"]


def test_the_worst_book_gives_the_exit_code() -> None:
    books = tuple(BookRun(Path(f"{code}.xlsx"), exit_code=code) for code in (0, 4, 1, 3))
    assert FolderRun(Path(), books).exit_code == 4


def test_an_unknown_column_is_wrong_use_of_that_book(tmp_path: Path) -> None:
    make_book(tmp_path / "a.xlsx")
    run = report_folder(tmp_path, as_of=AS_OF, by=["Shoe size"])
    assert run.exit_code == WrongUse.exit_code


def test_a_failed_book_says_so_even_when_its_data_have_problems() -> None:
    assert BookRun(Path("a.xlsx"), problems=3, error=message("no room")).state == "failed"
