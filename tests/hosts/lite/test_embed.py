"""The functions in a copy of a book: Lite finds them there, and nothing else changes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter
from lxml import etree
from workbook.conftest import make_hostile, read_zip, write_zip

from leadbook.errors import CannotWrite, WrongUse
from leadbook.hosts.lite.embed import embed
from leadbook.hosts.lite.extension import find_extension
from leadbook.hosts.lite.formulas import bound
from leadbook.hosts.lite.script import main_py, requirements
from leadbook.hosts.recalc import recalc
from leadbook.language.messages import speaker
from leadbook.workbook.package import open_package

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.conftest import Sdk

SAY = speaker("en")
WHEEL = "https://example.org/leadbook-9.9-py3-none-any.whl"
CODE = "xl/webextensions/webextension1.xml"
NEW = {CODE, "xl/webextensions/taskpanes.xml", "xl/webextensions/_rels/taskpanes.xml.rels"}
EDITED = {"[Content_Types].xml", "_rels/.rels"}


def kept(book: Path) -> Mapping[str, object]:
    """What Lite finds in a book."""
    found = find_extension(open_package(book))
    return found.properties if found is not None else {}


def with_code(book: Path, **files: str) -> Path:
    """Put other code than ours into an embedded book, as a person does in Lite's editor."""
    parts = read_zip(book)
    root = etree.fromstring(parts[CODE])
    for element in root.iter("{*}property"):
        name = element.get("name")
        element.set("value", json.dumps(files.get(name.replace(".", "_"), kept(book)[name])))
    parts[CODE] = etree.tostring(root)
    return write_zip(book, parts)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return make_hostile(tmp_path / "pipeline.xlsm")


@pytest.fixture
def formulas(tmp_path: Path) -> Path:
    """A book with calls of leadbook's functions in a cell, in a table and inside a text."""
    path = tmp_path / "formulas.xlsx"
    workbook = xlsxwriter.Workbook(path)
    sheet = workbook.add_worksheet("Calls")
    sheet.write_formula("A1", "=1+LB_DAYS_IN_STAGE(46340,46347)", None, 8)
    sheet.write_formula("B1", "=LB_DAYS_IN_STAGE(46340,46347)", None, 0)
    sheet.write_formula("A2", "=MY_LB_SCORE(1)&LB_SCOREX(2)", None, 0)
    sheet.write_string("A3", "=LB_SCORE(1)")
    sheet.write_formula("A4", '="say ""LB_SCORE(1)"""&LB_VERSION()', None, "")
    sheet.write_formula("A5", """=IF('it''s "LB_SCORE(1)'!A1="",LB_VERSION(),"")""", None, "")
    columns = [{"header": "since"}, {"header": "days", "formula": "LB_DAYS_IN_STAGE([@since])"}]
    sheet.add_table("C1:D3", {"columns": columns})
    workbook.define_name("Days", "=LB_DAYS_IN_STAGE(Calls!$C$2)")
    workbook.add_worksheet("it's \"LB_SCORE(1)")
    workbook.add_worksheet("Quiet").write_formula("A1", "=1+1", None, 2)
    workbook.close()
    return path


def test_lite_finds_the_script_and_the_packages_beside_the_book(book: Path) -> None:
    saved = embed(book, say=SAY)
    assert saved.path == book.with_name("pipeline (lite).xlsm")
    assert kept(saved.path) == {
        "main.py": main_py(SAY),
        "requirements.txt": "\n".join(requirements()) + "\n",
    }


def test_the_script_counts_days_as_the_book_does(tmp_path: Path) -> None:
    book = tmp_path / "mac.xlsx"
    with xlsxwriter.Workbook(book, {"date_1904": True}) as workbook:
        workbook.add_worksheet("Leads")
    script = kept(embed(book, say=SAY).path)["main.py"]
    assert script == main_py(SAY, from_1904=True) != main_py(SAY)


def test_every_part_that_was_there_keeps_its_bytes(book: Path) -> None:
    before, after = read_zip(book), read_zip(embed(book, say=SAY).path)
    assert set(after) - set(before) == NEW
    assert {part for part in before if before[part] != after[part]} == EDITED


def test_the_book_itself_is_left_alone(book: Path) -> None:
    before = book.read_bytes()
    embed(book, say=SAY)
    assert book.read_bytes() == before


def test_twice_gives_the_same_bytes(book: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.xlsm", tmp_path / "second.xlsm"
    embed(book, say=SAY, out=first)
    embed(book, say=SAY, out=second)
    assert first.read_bytes() == second.read_bytes()
    embed(first, say=SAY, out=first)
    assert first.read_bytes() == second.read_bytes()


def test_an_earlier_embedding_is_renewed_and_keeps_the_packages_that_were_added(book: Path) -> None:
    copy = embed(book, say=SAY).path
    with_code(copy, requirements_txt="leadbook==0.0.1\npandas\nhttpx>=0.27\n")
    embed(copy, say=speaker("fa"), out=copy, wheel=WHEEL)
    assert kept(copy)["main.py"] == main_py(speaker("fa"))
    assert kept(copy)["requirements.txt"].splitlines() == [*requirements(WHEEL), "httpx>=0.27"]


def test_code_of_a_person_is_not_written_over(book: Path) -> None:
    copy = with_code(embed(book, say=SAY).path, main_py="from xlwings import func\n")
    before = copy.read_bytes()
    with pytest.raises(CannotWrite, match="holds Python code of its own"):
        embed(copy, say=SAY, out=copy)
    assert copy.read_bytes() == before


def test_a_copy_is_renewed_where_it_stands(book: Path) -> None:
    copy = embed(book, say=SAY).path
    assert embed(copy, say=speaker("fa")).path == copy


def test_an_emptied_script_may_be_written_over(book: Path) -> None:
    copy = with_code(embed(book, say=SAY).path, main_py=" \n")
    embed(copy, say=SAY, out=copy)
    assert kept(copy)["main.py"] == main_py(SAY)


def test_the_pane_of_another_add_in_stays_beside_ours(book: Path) -> None:
    other = embed(book, say=SAY).path
    parts = read_zip(other)
    parts[CODE] = parts[CODE].replace(b"wa200008175", b"wa100000001")
    write_zip(other, parts)
    embed(other, say=SAY, out=other)
    package = open_package(other)
    panes = package.relations("xl/webextensions/taskpanes.xml")
    assert [relation.target for relation in panes] == [CODE, CODE.replace("1.xml", "2.xml")]
    assert len({relation.id for relation in panes}) == 2
    assert len(package.xml("xl/webextensions/taskpanes.xml")) == 2
    assert package.read(CODE) == parts[CODE]
    assert kept(other)["main.py"] == main_py(SAY)


def test_calls_are_stored_as_excel_stores_those_of_an_add_in(formulas: Path) -> None:
    copy = embed(formulas, say=SAY).path
    before, after = read_zip(formulas), read_zip(copy)
    workbook = openpyxl.load_workbook(copy)
    sheet = workbook["Calls"]
    assert sheet["A1"].value == "=1+_xldudf_LB_DAYS_IN_STAGE(46340,46347)"
    assert sheet["A2"].value == "=MY_LB_SCORE(1)&LB_SCOREX(2)"
    assert sheet["A3"].value == "=LB_SCORE(1)"
    assert sheet["A4"].value == '="say ""LB_SCORE(1)"""&_xldudf_LB_VERSION()'
    assert sheet["A5"].value == """=IF('it''s "LB_SCORE(1)'!A1="",_xldudf_LB_VERSION(),"")"""
    assert workbook.defined_names["Days"].attr_text == "_xldudf_LB_DAYS_IN_STAGE(Calls!$C$2)"
    assert b">_xldudf_LB_DAYS_IN_STAGE(" in after["xl/tables/table1.xml"]
    assert before["xl/worksheets/sheet3.xml"] == after["xl/worksheets/sheet3.xml"]


@pytest.mark.parametrize(
    ("stored", "kept"),
    [
        ("'LB_VERSION()'!A1+LB_VERSION()", "'LB_VERSION()'!A1+_xldudf_LB_VERSION()"),
        (
            "&apos;it&apos;&apos;s LB_VERSION()&apos;!A1",
            "&apos;it&apos;&apos;s LB_VERSION()&apos;!A1",
        ),
        (
            "&quot;LB_VERSION()&quot;&amp;LB_VERSION()",
            "&quot;LB_VERSION()&quot;&amp;_xldudf_LB_VERSION()",
        ),
        ("Leads['#a]+LB_VERSION()+Leads['#b]", "Leads['#a]+_xldudf_LB_VERSION()+Leads['#b]"),
        ('IF(A1="a",LB_VERSION(),"b")', 'IF(A1="a",_xldudf_LB_VERSION(),"b")'),
        ("\n LB_VERSION()", "\n _xldudf_LB_VERSION()"),
    ],
)
def test_only_calls_are_bound_not_what_reads_like_one(stored: str, kept: str) -> None:
    assert bound(stored) == kept
    assert bound(kept) == kept


def test_results_can_be_worked_out_in_the_copy_as_in_the_book(formulas: Path) -> None:
    copy = embed(formulas, say=SAY).path
    recalc(copy)
    sheet = openpyxl.load_workbook(copy, data_only=True)["Calls"]
    assert sheet["B1"].value == 7


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"wheel": "leadbook.whl"}, "no address of a wheel"),
        ({"wheel": "https://example.org/pandas-1-py3-none-any.whl"}, "no address of a wheel"),
    ],
)
def test_what_is_no_address_of_a_wheel_is_refused(book: Path, facts, sentence: str) -> None:
    with pytest.raises(WrongUse, match=sentence):
        embed(book, say=SAY, **facts)


def test_a_copy_with_another_ending_is_refused(book: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="must end in"):
        embed(book, say=SAY, out=tmp_path / "copy.xlsx")


@pytest.mark.validator
def test_the_open_xml_sdk_finds_no_error_that_was_not_there(
    book: Path, formulas: Path, sdk: Sdk
) -> None:
    for source in (book, formulas):
        copy = embed(source, say=speaker("fa")).path
        assert sdk.errors(copy) <= sdk.errors(source)


@pytest.mark.libreoffice
def test_libreoffice_opens_the_copy_and_finds_its_values(
    formulas: Path, soffice, tmp_path: Path
) -> None:
    converted = soffice.convert(embed(formulas, say=SAY).path, "csv", tmp_path / "converted")
    assert converted.read_text("utf-8").splitlines()[0].startswith("8,")
