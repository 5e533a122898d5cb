from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from leadbook.workbook.graft import tab_names
from leadbook.workbook.marks import own_sheets
from leadbook.workbook.package import open_package
from leadbook.workbook.tabs import free_title

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Put = Callable[..., Any]


SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"


def edit(path: Path, part: str, pattern: bytes, new: bytes) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part], changed = re.subn(pattern, new, parts[part])
    assert changed
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def tabs(path: Path) -> list[str]:
    return [tab.name for tab in open_package(path).tabs()]


@pytest.mark.parametrize(
    ("title", "taken", "free"),
    [
        ("Summary", [], "Summary"),
        ("Summary", ["summary"], "Summary (2)"),
        ("Summary", ["Summary", "SUMMARY (2)"], "Summary (3)"),
        ("خلاصه", ["خلاصه"], "خلاصه (2)"),
        ("x" * 40, [], "x" * 31),
        ("x" * 40, ["X" * 31], "x" * 27 + " (2)"),
        ("a[b]:c*d?e/f\\g", [], "a b  c d e f g"),
        ("'quoted'", [], "quoted"),
        ("History", [], "History (2)"),
        ("", [], "leadbook"),
    ],
)
def test_a_free_title_is_one_that_excel_takes(title: str, taken: list[str], free: str) -> None:
    assert free_title(title, taken) == free


def test_a_book_without_marks_has_no_own_sheets(hostile: Path) -> None:
    assert own_sheets(open_package(hostile)) == {}


def test_own_sheets_are_found_after_renaming(plain: Path, put: Put) -> None:
    put(plain, {"summary": "Summary"})
    edit(plain, "xl/workbook.xml", rb'name="Summary"', b'name="Overview"')
    (sheet,) = own_sheets(open_package(plain)).values()
    assert (sheet.key, sheet.given, sheet.tab.name) == ("summary", "Summary", "Overview")
    assert sheet.is_renamed


def test_a_quote_and_a_bar_in_a_name_come_back(plain: Path, put: Put) -> None:
    put(plain, {"summary": 'a "b" | c'})
    (sheet,) = own_sheets(open_package(plain)).values()
    assert sheet.given == 'a "b" | c'
    assert not sheet.is_renamed


def copy_last_sheet(path: Path) -> None:
    """Do what Excel does when a person copies a sheet: the copy has the local names, too."""
    content = open_package(path).read(open_package(path).sheets()[-1].part)
    alone = re.sub(rb"<(drawing|legacyDrawing|tableParts?|hyperlink)\b.*?>", b"", content)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/worksheets/copy.xml", alone)
    override = f'<Override PartName="/xl/worksheets/copy.xml" ContentType="{SHEET}"/></Types>'
    edit(path, "[Content_Types].xml", rb"</Types>", override.encode())
    arrow = f'<Relationship Id="c" Type="{RELATION}" Target="worksheets/copy.xml"/></Relationships>'
    edit(path, "xl/_rels/workbook.xml.rels", rb"</Relationships>", arrow.encode())
    tab = rb'<sheet name="Summary (2)" sheetId="9" r:id="c"/>\1'
    edit(path, "xl/workbook.xml", rb"(<sheet name=\"Summary\")", tab)
    mark = rb'<definedName name="_leadbook" localSheetId="2" hidden="1">([^<]*)</definedName>'
    first = mark.replace(rb"([^<]*)", rb"\1")
    both = first + first.replace(b'Id="2"', b'Id="3"')
    edit(path, "xl/workbook.xml", mark, both)


def test_a_persons_copy_of_an_own_sheet_is_the_persons(plain: Path, put: Put) -> None:
    put(plain, {"summary": "Summary"})
    copy_last_sheet(plain)
    saved = put(plain, {"summary": "Summary"}, score=1.25)
    assert saved.replaced == ("Summary",)
    assert tabs(plain) == ["Leads", "Other", "Summary (2)", "Summary"]
    assert b"88.5" in open_package(plain).read("xl/worksheets/copy.xml")
    (sheet,) = own_sheets(open_package(plain)).values()
    assert sheet.place == 3


def test_another_language_gives_own_sheets_new_names(plain: Path, put: Put) -> None:
    put(plain, {"summary": "Summary", "scored": "Leads scored"})
    edit(plain, "xl/workbook.xml", rb'name="Leads scored"', b'name="My leads"')
    titles = {"summary": "خلاصه", "scored": "امتیازها"}
    assert tab_names(plain, titles) == {"summary": "خلاصه", "scored": "My leads"}
    put(plain, titles)
    assert tabs(plain) == ["Leads", "Other", "خلاصه", "My leads"]


@pytest.mark.parametrize("where", ["xl/worksheets/sheet2.xml", "xl/workbook.xml"])
def test_an_own_sheet_keeps_its_name_when_the_person_refers_to_it(
    plain: Path, put: Put, where: str
) -> None:
    put(plain, {"summary": "Summary"})
    if where == "xl/workbook.xml":
        name = b'<definedName name="Best">Summary!$B$8</definedName></definedNames>'
        edit(plain, where, rb"</definedNames>", name)
    else:
        edit(plain, where, rb"<f>Leads!A1</f>", b"<f>Summary!B8</f>")
    assert tab_names(plain, {"summary": "خلاصه"}) == {"summary": "Summary"}


def test_names_of_own_sheets_that_go_are_free_again(plain: Path, put: Put) -> None:
    put(plain, {"old": "Summary"})
    assert tab_names(plain, {"summary": "Summary"}) == {"summary": "Summary"}
    put(plain, {"summary": "Summary"})
    assert tabs(plain) == ["Leads", "Other", "Summary"]
