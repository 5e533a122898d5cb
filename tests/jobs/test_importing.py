"""Files of leads put into books: what is added, what is said, and what stays as it was."""

from __future__ import annotations

import csv
import json
import shutil
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter

from leadbook.errors import CannotRead, CannotWrite, WrongUse
from leadbook.jobs.importing import as_json, as_text, import_leads
from leadbook.jobs.snapshot import snapshot
from leadbook.workbook.tables import read_book
from tests.stage_log_book import read_zip

if TYPE_CHECKING:
    from tests.conftest import Sdk, Soffice

WORKBOOKS = Path(__file__).parents[2] / "workbooks"
BOOKS = ("sales-pipeline.xlsx", "sales-pipeline-fa.xlsx")
AT = datetime(2026, 11, 22)
LEADS = """\
نام و نام خانوادگی;شرکت;موبایل;ایمیل;تاریخ ایجاد;مبلغ;رنگ
=HYPERLINK("x");آب‌سازان;۰۹۱۲۷۶۵۴۳۲۱;x@example.com;۱۴۰۵/۰۸/۱۵;۱٬۲۰۰;آبی
@زهرا;;09127654322;;;;
مهدی بهرامی;;0900 000 0001;;;;
کسی;;;TARANEH.AMINI@example.com;;;
=HYPERLINK("x");آب سازان;;;;;
"""


def file_of(folder: Path, text: str = LEADS, name: str = "leads.csv") -> Path:
    path = folder / name
    path.write_text(text, "utf-8-sig")
    return path


def leads_of(book: Path, n: int) -> list[dict[str, object]]:
    """The last rows of the leads as another program reads them, by header."""
    table = next(table for table in read_book(book).tables if table.kind == "Leads")
    sheet = openpyxl.load_workbook(book)[table.sheet]
    headers = [cell.value for cell in sheet[1]]
    rows = sorted(table.rows)[-n:]
    return [
        {h: c.value for h, c in zip(headers, sheet[row], strict=True) if c.value is not None}
        for row in rows
    ]


@pytest.fixture
def persian(tmp_path: Path) -> Path:
    return Path(shutil.copy(WORKBOOKS / BOOKS[1], tmp_path))


def small(
    path: Path, headers: list[str], rows: list[list[object]], **table: dict[str, str]
) -> Path:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Leads")
    columns = [{"header": header, **table.get(header, {})} for header in headers]
    sheet.add_table(
        0, 0, max(len(rows), 1), len(headers) - 1,
        {"name": "Leads", "columns": columns, "data": rows},
    )  # fmt: skip
    book.close()
    return path


def test_a_persian_file_goes_into_the_persian_book(persian: Path, tmp_path: Path) -> None:
    done = import_leads(persian, file_of(tmp_path), at=AT)
    assert [(r.row, r.by, r.of_row, r.in_file) for r in done.plan.decisions.repeats] == [
        (4, "phone", 2, False),
        (5, "email", 3, False),
        (6, "name", 2, True),
    ]
    assert leads_of(persian, 2) == [
        {
            "شناسه": "L-0401",
            "نام": '=HYPERLINK("x")',
            "شرکت": "آب‌سازان",
            "تلفن": "۰۹۱۲۷۶۵۴۳۲۱",
            "ایمیل": "x@example.com",
            "مرحله": "سرنخ جدید",
            "وضعیت": "باز",
            "تاریخ ایجاد": datetime(2026, 11, 6),
            "در این مرحله از": datetime(2026, 11, 6),
            "مبلغ": 1200,
        },
        {
            "شناسه": "L-0402",
            "نام": "@زهرا",
            "تلفن": "09127654322",
            "مرحله": "سرنخ جدید",
            "وضعیت": "باز",
            "تاریخ ایجاد": AT,
            "در این مرحله از": AT,
        },
    ]
    table = next(table for table in read_book(persian).tables if table.kind == "Leads")
    cell = openpyxl.load_workbook(persian)[table.sheet][f"B{done.rows[0]}"]
    assert cell.data_type == "s"
    assert [str(sentence) for sentence in as_text(done.plan)] == [
        "Leads added to the sheet سرنخ‌ها: 2",
        "Rows of leads.csv that repeat a lead and were left out: 3",
        "Row 4 repeats row 2 of the sheet سرنخ‌ها: the same phone number",
        "Row 5 repeats row 3 of the sheet سرنخ‌ها: the same e-mail address",
        "Row 6 repeats row 2 of the same file: the same name and company",
        "Columns that were not taken, for the leads have none such or fill it otherwise: رنگ",
    ]


@pytest.mark.parametrize("name", BOOKS)
def test_only_the_leads_and_the_history_change(name: str, tmp_path: Path) -> None:
    book = Path(shutil.copy(WORKBOOKS / name, tmp_path))
    before = read_zip(book)
    import_leads(book, file_of(tmp_path), at=AT)
    after = read_zip(book)
    kept = openpyxl.load_workbook(WORKBOOKS / name)
    made = openpyxl.load_workbook(book)
    changed = {part for part in before | after if before.get(part) != after.get(part)}
    assert len(changed) == 4, changed
    assert {part.rpartition("/")[0] for part in changed} == {"xl/worksheets", "xl/tables"}
    assert made.sheetnames == kept.sheetnames
    for table in read_book(WORKBOOKS / name).tables:
        if table.kind in ("Leads", "StageHistory"):
            rows = list(kept[table.sheet].values)
            assert list(made[table.sheet].values)[: len(rows)] == rows


@pytest.mark.parametrize("name", BOOKS)
def test_the_history_is_told_so_that_a_look_finds_nothing_new(name: str, tmp_path: Path) -> None:
    book = Path(shutil.copy(WORKBOOKS / name, tmp_path))
    snapshot(book, at=AT, backup=False)
    done = import_leads(book, file_of(tmp_path), at=AT)
    history = next(table for table in read_book(book).tables if table.kind == "StageHistory")
    n = len(done.plan.rows)
    ids, stages = (history.columns[at].cells[-n:] for at in (0, 1))
    assert list(ids) == [lead.lead_id for lead in done.plan.decisions.new]
    assert list(stages) == [lead.stage for lead in done.plan.decisions.new]
    assert snapshot(book, at=datetime(2026, 11, 23)).changes.empty


@pytest.mark.parametrize("name", BOOKS)
def test_the_same_file_again_adds_nothing_and_touches_nothing(name: str, tmp_path: Path) -> None:
    book = Path(shutil.copy(WORKBOOKS / name, tmp_path))
    file = file_of(tmp_path)
    assert import_leads(book, file, at=AT).saved is not None
    before = book.read_bytes()
    done = import_leads(book, file, at=AT)
    assert (done.saved, done.plan.rows, book.read_bytes()) == (None, [], before)
    assert len(done.plan.decisions.repeats) == 5


def test_a_book_goes_into_a_book_and_json_into_it(persian: Path, tmp_path: Path) -> None:
    sheet = [["Name", "Mobile", "Created"], ["Zoe", "007", datetime(2026, 11, 1)]]
    other = openpyxl.Workbook()
    for row in sheet:
        other.active.append(row)
    other.save(tmp_path / "other.xlsx")
    import_leads(persian, tmp_path / "other.xlsx", at=AT)
    file_of(tmp_path, json.dumps([{"full name": "Ida", "budget": 7}]), "form.json")
    import_leads(persian, tmp_path / "form.json", at=AT)
    zoe, ida = leads_of(persian, 2)
    assert (zoe["نام"], zoe["تلفن"], zoe["تاریخ ایجاد"]) == ("Zoe", "007", datetime(2026, 11, 1))
    assert (ida["نام"], ida["بودجه"], ida["شناسه"]) == ("Ida", 7, "L-0402")


def test_an_empty_book_takes_its_first_leads(tmp_path: Path) -> None:
    book = small(tmp_path / "book.xlsx", ["Lead ID", "Name", "Stage", "Created"], [])
    import_leads(book, file_of(tmp_path, "Name,Stage\nAnn,New\nBob,\n"), at=AT)
    assert leads_of(book, 2) == [
        {"Lead ID": 1, "Name": "Ann", "Stage": "New", "Created": AT},
        {"Lead ID": 2, "Name": "Bob", "Created": AT},
    ]


def test_a_column_that_a_formula_fills_goes_on_by_itself(tmp_path: Path) -> None:
    headers = ["Lead ID", "Name", "Stage", "Amount"]
    book = small(
        tmp_path / "book.xlsx", headers, [["L1", "Ann", "New"]], Amount={"formula": "=5*[@Stage]"}
    )
    done = import_leads(book, file_of(tmp_path, "Name,Amount\nBob,5\n"), at=AT)
    assert done.plan.decisions.not_taken == ("Amount",)
    (row,) = leads_of(book, 1)
    assert row["Amount"].startswith("=5*")


def test_a_mapping_names_headers_of_the_file_or_of_the_book(tmp_path: Path) -> None:
    book = small(tmp_path / "own.xlsx", ["Lead ID", "Name", "Stage"], [["L1", "Ann", "New"]])
    file = file_of(tmp_path, "Wer,Wo\nBob,x\n")
    done = import_leads(book, file, at=AT, mapping={"name": "Wer"})
    assert done.plan.decisions.matched == (("Wer", "Name"),)
    book = small(tmp_path / "book.xlsx", ["Lead ID", "Who", "Stage"], [["L1", "Ann", "New"]])
    done = import_leads(book, file_of(tmp_path, "Name\nBob\n"), at=AT, mapping={"name": "Who"})
    assert done.plan.decisions.matched == (("Name", "Who"),)
    assert leads_of(book, 1) == [{"Lead ID": "L2", "Who": "Bob", "Stage": "New"}]


@pytest.mark.parametrize("mapping", [{"name": "Nome"}, {"nane": "Name"}])
def test_a_mapping_of_what_there_is_not_is_wrong_use(
    persian: Path, tmp_path: Path, mapping: dict[str, str]
) -> None:
    with pytest.raises(WrongUse):
        import_leads(persian, file_of(tmp_path, "Name\nBob\n"), at=AT, mapping=mapping)


def test_a_dry_run_says_all_and_writes_nothing(persian: Path, tmp_path: Path) -> None:
    before = persian.read_bytes()
    done = import_leads(persian, file_of(tmp_path), at=AT, dry_run=True)
    assert persian.read_bytes() == before
    assert {path.name for path in tmp_path.iterdir()} == {persian.name, "leads.csv"}
    (first, *_) = as_text(done.plan, dry_run=True)
    assert str(first) == "Leads that would be added to the sheet سرنخ‌ها: 2"


def test_out_leaves_the_book_as_it_is(persian: Path, tmp_path: Path) -> None:
    before = persian.read_bytes()
    import_leads(persian, file_of(tmp_path), at=AT, out=tmp_path / "out.xlsx")
    assert persian.read_bytes() == before
    assert leads_of(tmp_path / "out.xlsx", 1)[0]["شناسه"] == "L-0402"


def test_json_has_each_row(persian: Path, tmp_path: Path) -> None:
    data = json.loads(json.dumps(as_json(import_leads(persian, file_of(tmp_path), at=AT))))
    assert data["added"][0] == {
        "file_row": 2,
        "lead_id": "L-0401",
        "former_id": None,
        "stage": "سرنخ جدید",
        "entered_at": "2026-11-06T00:00:00",
    }
    assert data["repeats"][0] == {"file_row": 4, "by": "phone", "of_row": 2, "of": "book"}
    assert data["not_taken"] == ["رنگ"]


def test_every_row_is_named_that_did_not_go_over_whole(persian: Path, tmp_path: Path) -> None:
    rows = [
        "Name,Phone,Email,Notes",
        f"Ann,,,{'x' * 40_000}",
        "Total,,x@example.com,",
        "",
        "Bob,,,",
    ]
    done = import_leads(persian, file_of(tmp_path, "\n".join(rows)), at=AT)
    assert [str(sentence) for sentence in as_text(done.plan)][1:] == [
        "Row 2: یادداشت is longer than a cell can hold; its end was left out",
        "Rows of leads.csv that are a note, a total or another table, and were left out: 3, 5",
    ]
    data = as_json(done)
    assert (data["shortened"], data["no_leads"]) == ([2], [3, 5])


@pytest.mark.parametrize(
    ("log", "stage", "sentence"),
    [
        ([], None, "New leads without a stage, for neither leads.csv nor the book says"),
        (
            [["L1", "Blue", "2026-10-01"], ["L1", "Negotiation", "2026-10-05"]],
            "Blue",
            "New leads in the stage Blue, where most leads of the book began, for leads.csv",
        ),
    ],
)
def test_a_stage_that_nobody_says_is_none_or_told(
    tmp_path: Path, log: list[list[str]], stage: str | None, sentence: str
) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Leads"
    for row in (["Lead ID", "Name", "Stage", "Stage since"], ["L1", "Ann", "Negotiation", AT]):
        book.active.append(row)
    if log:
        history = book.create_sheet("Stage history")
        for row in (["Lead ID", "Stage", "Entered at"], *log):
            history.append(row)
    book.save(tmp_path / "book.xlsx")
    file = file_of(tmp_path, "Name,Stage\nBob,\nEve,Negotiation\n")
    done = import_leads(tmp_path / "book.xlsx", file, at=AT)
    [said] = as_text(done.plan)[1:]
    assert str(said).startswith(sentence)
    assert str(said).endswith(": 1")
    bob, eve = list(openpyxl.load_workbook(tmp_path / "book.xlsx")["Leads"].values)[-2:]
    assert bob == ("L2", "Bob", stage, AT if stage else None)
    assert eve == ("L3", "Eve", "Negotiation", AT)


def test_a_book_that_is_open_is_refused(persian: Path, tmp_path: Path) -> None:
    persian.with_name(f"~${persian.name}").write_bytes(b"somebody")
    before = persian.read_bytes()
    with pytest.raises(CannotWrite, match="open in another program"):
        import_leads(persian, file_of(tmp_path), at=AT)
    assert persian.read_bytes() == before


def test_a_file_that_is_none_is_refused(persian: Path, tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="is empty"):
        import_leads(persian, file_of(tmp_path, ""), at=AT)


@pytest.mark.libreoffice
def test_libreoffice_reads_the_new_rows(persian: Path, tmp_path: Path, soffice: Soffice) -> None:
    import_leads(persian, file_of(tmp_path), at=AT)
    converted = soffice.convert(persian, "xlsx", tmp_path / "converted")
    assert leads_of(converted, 2) == leads_of(persian, 2)


@pytest.mark.validator
def test_the_open_xml_sdk_finds_no_error(persian: Path, tmp_path: Path, sdk: Sdk) -> None:
    import_leads(persian, file_of(tmp_path), at=AT)
    assert sdk.errors(persian) == set()


def test_five_thousand_leads_are_quick(persian: Path, tmp_path: Path) -> None:
    with (tmp_path / "many.csv").open("w", encoding="cp1256", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(["نام", "موبايل", "ايميل", "تاريخ ايجاد"])
        for n in range(5_000):
            writer.writerow([f"مشتري {n}", f"0913{n:07d}", f"{n}@example.com", "1405/08/15"])
    started = time.process_time()
    done = import_leads(persian, tmp_path / "many.csv", at=AT)
    assert time.process_time() - started < 5
    assert len(done.plan.rows) == 5_000
    assert leads_of(persian, 1)[0]["شناسه"] == "L-5400"
