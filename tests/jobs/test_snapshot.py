"""Looks at a book, and what each appends to its stage history."""

from __future__ import annotations

import errno
import shutil
import time
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from leadbook.errors import CannotRead, CannotWrite, WrongUse
from leadbook.jobs.snapshot import as_json, snapshot
from leadbook.language.text import fold
from leadbook.workbook.package import open_package
from leadbook.workbook.stage_memory import read_known
from tests.stage_log_book import edit_leads, log_rows, make_book, read_zip, write_zip
from tests.stage_log_cases import CASES, SESSIONS, THREE, Case

WORKBOOKS = Path(__file__).parents[2] / "workbooks"
START = datetime(2026, 11, 1, 18)


def looked_at(path: Path, case: Case) -> Path:
    """The book of a case after a first look, so that its leads are known."""
    book = make_book(path, case)
    snapshot(book, at=START, backup=False)
    return book


@pytest.mark.parametrize("case", [c for c in CASES if c.can_be_logged], ids=lambda c: c.name)
def test_a_look_after_each_edit_logs_what_the_case_says(case: Case, tmp_path: Path) -> None:
    book = looked_at(tmp_path / "book.xlsx", case)
    known = len(log_rows(book))
    logged = []
    for step, rows in enumerate(case.steps, start=1):
        edit_leads(book, case.columns, rows)
        snapshot(book, at=START + timedelta(days=step), backup=False)
        logged += [
            ((moment - START).days, lead, stage)
            for lead, stage, moment in log_rows(book)[known + len(logged) :]
        ]
    assert logged == list(case.log)


@pytest.mark.parametrize("case", [c for c in CASES if not c.can_be_logged], ids=lambda c: c.name)
def test_a_book_that_cannot_be_logged_is_left_as_it_is_and_told_why(
    case: Case, tmp_path: Path
) -> None:
    book = make_book(tmp_path / "book.xlsx", case)
    before = book.read_bytes()
    with pytest.raises((CannotRead, WrongUse), match=r"stage history|no column|no table of leads"):
        snapshot(book, at=START)
    assert book.read_bytes() == before


@pytest.mark.parametrize("case", SESSIONS, ids=lambda c: c.name)
def test_one_look_at_the_end_logs_where_the_leads_have_come_to(case: Case, tmp_path: Path) -> None:
    book = looked_at(tmp_path / "book.xlsx", case)
    known = len(log_rows(book))
    edit_leads(book, case.columns, case.steps[-1])
    snapshot(book, at=START + timedelta(days=1), backup=False)
    before, after = (
        {lead: stage for lead, stage in rows if stage} for rows in (case.before, case.steps[-1])
    )
    moved = {lead: stage for lead, stage in after.items() if before.get(lead) != stage}
    assert {lead: stage for lead, stage, _ in log_rows(book)[known:]} == moved


def test_the_first_look_logs_what_the_log_lacks(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book.xlsx", Case("", [*THREE, ("old", "new")], [], []))
    done = snapshot(book, at=START)
    assert log_rows(book)[1:] == [(lead, stage, START) for lead, stage in THREE]
    assert (done.sheet, done.rows) == ("Stage History", range(3, 6))
    assert done.saved is not None
    assert done.saved.backup is not None


def test_a_second_look_touches_nothing(tmp_path: Path) -> None:
    book = looked_at(tmp_path / "book.xlsx", Case("", THREE, [], []))
    before = book.read_bytes()
    done = snapshot(book, at=START + timedelta(days=1))
    assert (done.changes.empty, done.saved, book.read_bytes()) == (True, None, before)


def test_only_the_history_and_the_memory_change(tmp_path: Path) -> None:
    book = looked_at(tmp_path / "book.xlsx", Case("", THREE, [], []))
    edit_leads(book, ("Lead ID", "Stage"), [("L1", "Won"), *THREE[1:]])
    before = read_zip(book)
    snapshot(book, at=START + timedelta(days=1))
    after = read_zip(book)
    changed = {name for name in after if before.get(name) != after[name]}
    assert changed == {
        "xl/worksheets/sheet2.xml",
        "xl/tables/table2.xml",
        "customXml/item1.xml",
    }


def test_the_memory_holds_ids_and_stages_and_nothing_else(tmp_path: Path) -> None:
    case = Case("", [("L1", "a@b.c", 'زن & "مرد" <x>')], [], [], ("Lead ID", "Email", "Stage"))
    book = looked_at(tmp_path / "book.xlsx", case)
    known = read_known(open_package(book))
    assert known is not None
    assert (known.at, known.stages) == (START, {"L1": 'زن & "مرد" <x>'})
    assert b"a@b.c" not in read_zip(book)["customXml/item1.xml"]


@pytest.mark.parametrize("lead", ["a\u200eb", "a\tb", 'a"b', "سرنخ\u200c۱", "😀"])
def test_odd_letters_in_ids_are_remembered(lead: str, tmp_path: Path) -> None:
    book = looked_at(tmp_path / "book.xlsx", Case("", [(lead, "New\u200f")], [], []))
    assert snapshot(book, at=START + timedelta(days=1)).saved is None


def test_a_memory_that_is_not_sound_is_made_anew_from_the_log(tmp_path: Path) -> None:
    book = looked_at(tmp_path / "book.xlsx", Case("", THREE, [], []))
    parts = read_zip(book)
    parts["customXml/item1.xml"] = b'<stages xmlns="urn:leadbook:stages:1" at="never"/>'
    write_zip(book, parts)
    assert snapshot(book, at=START + timedelta(days=1)).changes.empty
    known = read_known(open_package(book))
    assert known is not None
    assert known.stages == dict(THREE)


def test_a_book_that_is_open_is_refused_and_no_copy_is_left_beside_it(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book.xlsx", Case("", THREE, [], []))
    lock = book.with_name("~$book.xlsx")
    lock.write_bytes(b"somebody")
    before = book.read_bytes()
    with pytest.raises(CannotWrite, match="open in another program"):
        snapshot(book, at=START)
    assert {path.name for path in tmp_path.iterdir()} == {book.name, lock.name}
    assert book.read_bytes() == before


def test_a_disk_that_fails_leaves_the_book_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = make_book(tmp_path / "book.xlsx", Case("", THREE, [], []))
    before = book.read_bytes()

    def failing(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(CannotWrite, match="no room on the disk"):
        snapshot(book, at=START, backup=False)
    assert book.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [book.name]


def test_out_leaves_the_book_as_it_is(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book.xlsx", Case("", THREE, [], []))
    before, out = book.read_bytes(), tmp_path / "out.xlsx"
    snapshot(book, at=START, out=out)
    assert book.read_bytes() == before
    assert len(log_rows(out)) == 4


@pytest.mark.parametrize(
    ("columns", "title", "headers"),
    [
        (("Lead ID", "Stage"), "Stage History", ("Lead ID", "Stage", "Entered at")),
        (("شناسه", "مرحله"), "تاریخچه مراحل", ("شناسه", "مرحله", "تاریخ ورود")),
    ],
)
def test_a_book_without_a_history_gets_a_sheet_for_it_if_it_is_asked_for(
    columns: tuple[str, ...], title: str, headers: tuple[str, ...], tmp_path: Path
) -> None:
    case = Case("", [(7, "New"), ("007", "پیگیری")], [], [], columns, has_history=False)
    book = make_book(tmp_path / "book.xlsx", case)
    done = snapshot(book, at=START, add_table=True)
    assert (done.sheet, done.rows) == (title, range(2, 4))
    edit_leads(book, columns, [(7, "Won"), ("007", "پيگيري")])
    later = START + timedelta(days=1)
    assert snapshot(book, at=later, add_table=True).rows == range(4, 5)
    assert snapshot(book, at=later).saved is None
    sheet = openpyxl.load_workbook(book)[title]
    assert list(sheet.values) == [
        headers,
        (7, "New", START),
        ("007", "پیگیری", START),
        (7, "Won", later),
    ]
    assert sheet["C4"].number_format == sheet["C2"].number_format == "m/d/yy h:mm"


def test_a_history_that_was_deleted_begins_again_with_every_lead(tmp_path: Path) -> None:
    case = Case("", THREE, [], [], has_history=False)
    book = make_book(tmp_path / "book.xlsx", case)
    snapshot(book, at=START, add_table=True)
    other = openpyxl.load_workbook(book)
    del other["Stage History"]
    other.save(book)
    assert len(snapshot(book, at=START, add_table=True).changes) == len(THREE)


def test_a_history_of_jalali_texts_goes_on_in_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for title, rows in (
        ("سرنخ‌ها", [["شناسه", "نام", "مرحله"], ["L1", "سارا", "مذاکره"]]),
        ("تاریخچه مراحل", [["شناسه", "مرحله", "تاریخ ورود"], ["L1", "جدید", "۱۴۰۵/۰۸/۰۱"]]),
    ):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    book.save(tmp_path / "book.xlsx")
    snapshot(tmp_path / "book.xlsx", at=datetime(2026, 11, 21, 18))
    rows = list(openpyxl.load_workbook(tmp_path / "book.xlsx")["تاریخچه مراحل"].values)
    assert rows[2:] == [("L1", "مذاکره", "۱۴۰۵/۰۸/۳۰ ۱۸:۰۰:۰۰")]
    assert snapshot(tmp_path / "book.xlsx", at=datetime(2026, 11, 21, 19)).changes.empty


def test_a_mapping_names_the_columns(tmp_path: Path) -> None:
    book = make_book(tmp_path / "book.xlsx", Case("", THREE, [], [], ("Lead ID", "Phase of it")))
    snapshot(book, at=START, mapping={"stage": "Phase of it"})
    assert [row[:2] for row in log_rows(book)[1:]] == THREE


def test_an_error_in_a_cell_is_no_stage(tmp_path: Path) -> None:
    book = looked_at(tmp_path / "book.xlsx", Case("", THREE, [], []))
    parts = read_zip(book)
    sheet = parts["xl/worksheets/sheet1.xml"]
    whole = b'<c r="B2" t="inlineStr"><is><t xml:space="preserve">New</t></is></c>'
    assert whole in sheet
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(whole, b'<c r="B2" t="e"><v>#N/A</v></c>')
    write_zip(book, parts)
    assert snapshot(book, at=START + timedelta(days=1)).changes.empty


def test_json_has_each_row(tmp_path: Path) -> None:
    book = looked_at(tmp_path / "book.xlsx", Case("", THREE, [], []))
    edit_leads(book, ("Lead ID", "Stage"), [("L1", "Won"), *THREE[1:]])
    data = as_json(snapshot(book, at=START + timedelta(days=1)))
    assert data["appended"] == [
        {
            "lead_id": "L1",
            "former": "New",
            "stage": "Won",
            "entered_at": "2026-11-02T18:00:00",
            "row": 6,
        }
    ]


@pytest.mark.parametrize("name", ["sales-pipeline.xlsx", "sales-pipeline-fa.xlsx"])
def test_the_sample_books_log_goes_on_in_its_own_looks(name: str, tmp_path: Path) -> None:
    book = Path(shutil.copy(WORKBOOKS / name, tmp_path))
    before = read_zip(book)
    done = snapshot(book, at=START)
    after = read_zip(book)
    assert len(done.changes)
    assert all(after[part] == before[part] for part in before if part.startswith("xl/styles"))
    sheet = openpyxl.load_workbook(book)[done.sheet]
    last, added = (sheet[done.rows[0] - 1], sheet[done.rows[-1]])
    assert [cell.number_format for cell in added] == [cell.number_format for cell in last]
    assert [fold(str(added[1].value)), added[2].value] == [
        fold(done.changes["stage"].iloc[-1]),
        done.changes["entered_at"].iloc[-1].to_pydatetime(),
    ]
    assert snapshot(book, at=START + timedelta(days=1)).saved is None


def test_ten_thousand_leads_are_quick(tmp_path: Path) -> None:
    book = tmp_path / "book.xlsx"
    made = xlsxwriter.Workbook(book)
    leads, history = made.add_worksheet("Leads"), made.add_worksheet("Stage History")
    leads.write_row(0, 0, ["Lead ID", "Stage", "Name"])
    history.write_row(0, 0, ["Lead ID", "Stage", "Entered at"])
    for row in range(1, 10_001):
        leads.write_row(row, 0, [f"L{row}", ("New", "Won")[row % 2], "x"])
        history.write_row(row, 0, [f"L{row}", "New", 46000])
    made.close()
    started = time.process_time()
    assert len(snapshot(book, at=START).changes) == 5_000
    assert time.process_time() - started < 5
