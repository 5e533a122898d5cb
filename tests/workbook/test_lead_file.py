"""Files of leads from elsewhere: every usual way of writing them is read alike."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest

from leadbook.errors import CannotRead
from leadbook.pipeline.hints import NO_HINTS, read_hints
from leadbook.workbook.lead_file import read_lead_file
from leadbook.workbook.separated import decoded, separated_rows

if TYPE_CHECKING:
    from pathlib import Path

HEADERS = ["نام", "شرکت", "Phone"]
ROWS = [["سارا رضایی", "آب; سازان", "0912"], ["علی", "X, Y | Z", "007"]]


def cells(path: Path) -> list[list[object]]:
    table = read_lead_file(path).leads(NO_HINTS).table
    headers = [column.header for column in table.columns]
    return [headers, *map(list, zip(*(column.cells for column in table.columns), strict=True))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|", "؛", "،"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_any_usual_separator_and_encoding(
    separator: str, encoding: str, end: str, tmp_path: Path
) -> None:
    quoted = [separator.join(f'"{cell}"' for cell in row) for row in [HEADERS, *ROWS]]
    text = end.join(quoted).replace("ی", "ي") if encoding == "cp1256" else end.join(quoted)
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    expected = [[cell.replace("ی", "ي") for cell in row] for row in [HEADERS, *ROWS]]
    found = [[str(cell).replace("ی", "ي") for cell in row] for row in cells(tmp_path / "a.csv")]
    assert found == expected


def test_european_letters_of_windows_are_read() -> None:
    text = "Name;Firma\nJürgen Groß;Café\n"
    assert decoded(text.encode("cp1252")) == text


def test_a_damaged_byte_does_not_make_the_rest_another_code_page() -> None:
    text = "نام;شرکت\nسارا رضایی;آب‌سازان\n"
    assert decoded(text.encode() + b"\xd8") == f"{text}\ufffd"
    assert decoded(b"\xff" + text.encode()) == f"\ufffd{text}"
    persian = "گچ و سیمان گرگان;پگاه ژاله".replace("ی", "ي")
    assert decoded(persian.encode("cp1256")) == persian


def test_the_separator_that_a_file_names_is_taken() -> None:
    assert separated_rows("sep=|\r\na,b|c\r\nd,e|f\r\n") == [["a,b", "c"], ["d,e", "f"]]


def test_a_single_column_and_a_line_break_in_a_cell(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('Email,Notes\na@x.com,"one\ntwo"\n', "utf-8")
    assert cells(tmp_path / "a.csv") == [["Email", "Notes"], ["a@x.com", "one\ntwo"]]
    (tmp_path / "b.csv").write_text("Email\na@x.com\n\nb@x.com\n", "utf-8")
    assert cells(tmp_path / "b.csv") == [["Email"], ["a@x.com"], ["b@x.com"]]


def test_rows_are_those_that_a_spreadsheet_shows(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("My leads\n\nName,Phone\nAnn,1\n,\nBob,2,3\n", "utf-8")
    table = read_lead_file(tmp_path / "a.csv").leads(NO_HINTS).table
    assert list(table.rows) == [4, 6]


@pytest.mark.parametrize("wrap", [lambda rows: rows, lambda rows: {"ok": True, "data": rows}])
def test_json_is_a_list_of_objects(wrap, tmp_path: Path) -> None:
    rows = [{"Name": "Ann", "Amount": 5, "Tags": ["a", "ب"]}, {"Name": "Bob", "Phone": None}]
    (tmp_path / "a.json").write_text(json.dumps(wrap(rows)), "utf-8")
    read = read_lead_file(tmp_path / "a.json").leads(NO_HINTS)
    assert list(read.table.rows) == [1, 2]
    assert not read.is_text
    assert cells(tmp_path / "a.json") == [
        ["Name", "Amount", "Tags", "Phone"],
        ["Ann", 5, '["a", "ب"]', None],
        ["Bob", None, None, None],
    ]


def test_what_is_nested_is_laid_flat_and_the_lead_needs_no_word(tmp_path: Path) -> None:
    lead = {
        "id": 1,
        "contact": {"id": 7, "name": "Ann", "Email": None},
        "company": {"name": "X"},
        "owner": {"email": "rep@example.com"},
        "extra": {},
    }
    (tmp_path / "a.json").write_text(json.dumps({"page": {"items": [lead]}, "errors": []}), "utf-8")
    assert cells(tmp_path / "a.json") == [
        ["id", "contact id", "name", "Email", "company name", "owner email"],
        [1, 7, "Ann", None, "X", "rep@example.com"],
    ]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_json_may_have_an_object_a_line(name: str, tmp_path: Path) -> None:
    text = '{"name": "Ann\u2028Lee"}\r\n\n{"name": "Bob", "phone": "0912"}\n'
    (tmp_path / name).write_text(text, "utf-8", newline="")
    assert cells(tmp_path / name) == [["name", "phone"], ["Ann\u2028Lee", None], ["Bob", "0912"]]


def test_rows_below_that_are_no_leads_are_named(tmp_path: Path) -> None:
    rows = [
        "Name,Phone,Email,Notes",
        "Ann,1,a@x.com,",
        "Name,Phone,Email,Notes",
        "",
        "Bob,,,",
        ",2,,",
    ]
    (tmp_path / "a.csv").write_text("\n".join(rows), "utf-8")
    read = read_lead_file(tmp_path / "a.csv").leads(NO_HINTS)
    assert (list(read.table.rows), list(read.left_out)) == ([2], [5, 6])
    rows = [*rows[:2], "Total,2,,", "", "Campaign,Source,Cost,Clicks", "A,B,1,2"]
    (tmp_path / "a.csv").write_text("\n".join(rows), "utf-8")
    read = read_lead_file(tmp_path / "a.csv").leads(NO_HINTS)
    assert (list(read.table.rows), list(read.left_out)) == ([2], [3, 5, 6])


def test_a_workbook_gives_the_sheet_that_is_most_about_leads(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Name", "Hat"])
    book.active.append(["x", "y"])
    leads = book.create_sheet("Export")
    for row in (["Web form"], [], ["Full name", "Mobile", "At"]):
        leads.append(row)
    leads.append(["=1+1", "007", datetime(2026, 11, 21)])
    leads["A4"].data_type = "s"
    leads.append(["Total", 1, None])
    book.save(tmp_path / "a.xlsx")
    assert cells(tmp_path / "a.xlsx") == [
        ["Full name", "Mobile", "At"],
        ["=1+1", "007", date(2026, 11, 21)],
    ]


def test_a_header_that_is_told_is_a_header(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("Wer,Was\nAnn,x\n", "utf-8")
    file = read_lead_file(tmp_path / "a.csv")
    assert {"wer", "was"} <= file.words()
    assert len(file.leads(read_hints({"name": "Wer"})).table.rows) == 1


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"Hat,Coat\n1,2\n", "has no header that says anything about a lead"),
        ("a.csv", b"Name,Phone\n", "has headers but no row"),
        ("a.csv", b"PK\x03\x04\x00\x00", "is no text file"),
        ("a.csv", b'Name,Phone\n"' + b"x" * 200_000, "row 2 of a.csv has a cell that does not end"),
        ("a.csv", b'Name,Phone\nAnn,1\n"Bob,2\nEve,3\n', "row 3 of a.csv has a cell that does not"),
        ("a.json", b"[1, 2]", "a list of objects"),
        ("a.json", b'{"a": 1}', "a list of objects"),
        ("a.json", b"[{]", "is damaged JSON"),
        ("a.json", b'{"name": "Ann"}\n{"name": \n', "is damaged JSON"),
        ("a.json", b'{"a": [{"name": "Ann"}], "b": [{"name": "Bob"}]}', "a list of objects"),
        ("a.json", b"[" * 100_000, "nested too deeply"),
        ("a.json", b"[]", "is empty"),
        ("a.xlsx", b"Name,Phone\n", "plain text such as CSV"),
        ("a.pdf", b"%PDF", "should end in one of .csv"),
    ],
)
def test_a_file_that_is_none_is_refused_in_a_sentence(
    name: str, content: bytes, says: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CannotRead, match=says):
        read_lead_file(tmp_path / name).leads(NO_HINTS)


@pytest.mark.parametrize("name", ["none.csv", "none.json", "none.xlsx"])
def test_a_file_that_is_not_there_is_refused_in_a_sentence(name: str, tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match=r"none\."):
        read_lead_file(tmp_path / name)
