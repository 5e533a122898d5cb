from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from leadbook.errors import CannotWrite, WrongUse
from leadbook.workbook.graft import graft, tab_names
from leadbook.workbook.package import open_package

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Put = Callable[..., Any]

EDITED = {
    "[Content_Types].xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
}
KEYS = {"summary": "Summary", "scored": "Leads scored", "check": "Data check"}
NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def raw_entries(path: Path) -> dict[str, tuple[int, int, bytes]]:
    """Each entry's checksum, method and compressed bytes, read without leadbook."""
    content = path.read_bytes()
    found = {}
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            at = info.header_offset
            names = int.from_bytes(content[at + 26 : at + 28], "little")
            start = at + 30 + names + int.from_bytes(content[at + 28 : at + 30], "little")
            data = content[start : start + info.compress_size]
            found[info.filename] = (info.CRC, info.compress_type, data)
    return found


def workbook_xml(path: Path) -> etree._Element:
    return open_package(path).workbook


def defined_names(path: Path) -> list[tuple[str, str | None, str | None]]:
    names = workbook_xml(path).iterfind("m:definedNames/m:definedName", NS)
    return [(n.get("name"), n.get("localSheetId"), n.text) for n in names]


def rewrite(path: Path, part: str, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def test_every_other_part_keeps_its_bytes_even_compressed(hostile: Path, put: Put) -> None:
    before = raw_entries(hostile)
    put(hostile)
    after = raw_entries(hostile)
    assert set(before) <= set(after)
    assert {name for name in before if before[name] != after[name]} == EDITED
    assert [name for name in after if name in before] == list(before)
    with zipfile.ZipFile(hostile) as archive:
        assert archive.testzip() is None


def test_old_styles_keep_their_places(hostile: Path, put: Put) -> None:
    before = open_package(hostile).xml("xl/styles.xml")
    put(hostile)
    after = open_package(hostile).xml("xl/styles.xml")
    for old in before:
        new = after.find(old.tag)
        assert [etree.tostring(e) for e in new[: len(old)]] == [etree.tostring(e) for e in old]


def test_the_reports_sheets_stand_at_the_end_in_its_order(hostile: Path, put: Put) -> None:
    saved = put(hostile)
    assert saved.sheets == ("Summary (2)", "Leads scored", "Data check")
    assert [sheet.name for sheet in open_package(hostile).sheets()] == [
        *("Leads", "Summary", "Other", "Summary (2)", "Leads scored", "Data check"),
    ]


def test_a_persons_sheet_of_the_same_name_is_not_touched(
    hostile: Path, put: Put, openpyxl_book: Callable[[Path], Any]
) -> None:
    put(hostile)
    book = openpyxl_book(hostile)
    assert book["Summary"]["A1"].value == "this sheet is the person's own"
    assert book["Summary (2)"]["A1"].value.startswith('summary: a <b> & \' s="3" t="s">')


def test_values_formats_and_shapes_of_the_report_arrive(
    plain: Path, put: Put, openpyxl_book: Callable[[Path], Any]
) -> None:
    put(plain)
    sheet = openpyxl_book(plain)["Summary"]
    assert sheet["B2"].is_date
    assert sheet["B2"].number_format == "yyyy/mm/dd"
    assert sheet["A1"].font.b
    assert sheet["C2"].value == 88.5
    assert sheet["A2"].value == "rich text"
    assert sheet["A4"].hyperlink.location == "'Summary'!A1"
    assert sheet["A5"].hyperlink.target == "https://example.org/"
    assert list(sheet.tables) == ["lb_summary"]
    assert len(sheet._charts) == 1
    media = [name for name in open_package(plain).parts() if name.startswith("xl/media/")]
    assert len(media) == 1
    assert sheet["A1"].comment.text == "note"
    assert sheet.print_title_rows == "$7:$7"
    assert sheet.print_area == "'Summary'!$A$1:$C$9"
    rules = [rule for found in sheet.conditional_formatting for rule in found.rules]
    (coloured,) = [rule for rule in rules if rule.dxf]
    assert coloured.dxf.fill.bgColor.rgb == "FFFFC7CE"


@pytest.mark.parametrize("runs", [5])
def test_reruns_with_the_same_report_do_not_change_a_byte(
    hostile: Path, put: Put, runs: int
) -> None:
    put(hostile)
    once = hostile.read_bytes()
    for _ in range(runs):
        saved = put(hostile)
        assert hostile.read_bytes() == once
        assert saved.backup is None
    assert saved.replaced == saved.sheets


def test_reruns_with_new_figures_do_not_grow(hostile: Path, put: Put) -> None:
    put(hostile, score=10.25)
    names, styles = set(raw_entries(hostile)), open_package(hostile).read("xl/styles.xml")
    for score in (20.25, 30.25, 40.25, 10.25):
        put(hostile, score=score)
        assert set(raw_entries(hostile)) == names
        assert open_package(hostile).read("xl/styles.xml") == styles


def test_an_own_sheet_keeps_the_name_and_the_place_that_a_person_gave_it(
    hostile: Path, put: Put
) -> None:
    put(hostile)
    moved = (
        rb'(<sheet name="Leads" [^>]*/>)(.*)(<sheet name=)"Leads scored"([^>]*/>)',
        rb'\3"My leads"\4\1\2',
    )
    package = open_package(hostile)
    new = re.sub(*moved, package.read("xl/workbook.xml"))
    # Excel moves the local names along with the tabs.
    order = {"0": "1", "1": "2", "2": "3", "3": "4", "4": "0"}
    new = re.sub(
        rb'localSheetId="([0-4])"', lambda m: f'localSheetId="{order[m[1].decode()]}"'.encode(), new
    )
    rewrite(hostile, "xl/workbook.xml", package.read("xl/workbook.xml"), new)
    saved = put(hostile)
    assert "My leads" in saved.sheets
    assert [sheet.name for sheet in open_package(hostile).sheets()] == [
        *("My leads", "Leads", "Summary", "Other", "Summary (2)", "Data check"),
    ]
    marks = {(n, i, t) for n, i, t in defined_names(hostile) if n == "_leadbook"}
    assert ("_leadbook", "0", '"scored|My leads"') in marks
    assert ("_xlnm.Print_Titles", "1", "Leads!$1:$1") in defined_names(hostile)


def test_an_own_sheet_that_the_report_no_longer_has_goes_with_all_its_parts(
    plain: Path, put: Put
) -> None:
    put(plain, {"summary": "Summary"})
    alone = set(raw_entries(plain))
    put(plain, {"scored": "Leads scored", "summary": "Summary", "check": "Data check"})
    saved = put(plain, {"summary": "Summary"})
    assert saved.removed == ("Leads scored", "Data check")
    assert set(raw_entries(plain)) == alone
    types = open_package(plain).read("[Content_Types].xml")
    assert types.count(b"worksheet+xml") == 3


def test_sheets_of_another_kind_of_report_stay_with_every_byte(plain: Path, put: Put) -> None:
    put(plain)
    before = {name: entry for name, entry in raw_entries(plain).items() if name not in EDITED}
    tested = {"tested": "Back-test"}
    saved = put(plain, tested, owns=lambda key: key == "tested")
    assert (saved.sheets, saved.replaced, saved.removed) == (("Back-test",), (), ())
    after = raw_entries(plain)
    assert {name: after[name] for name in before} == before
    once = plain.read_bytes()
    put(plain, tested, owns=lambda key: key == "tested")
    assert plain.read_bytes() == once


def test_a_report_removes_its_own_sheets_and_not_those_of_another_kind(
    plain: Path, put: Put, openpyxl_book: Callable[[Path], Any]
) -> None:
    put(plain)
    put(plain, {"tested": "Back-test"}, owns=lambda key: key == "tested", score=7.25)
    before = openpyxl_book(plain)["Back-test"]
    saved = put(plain, {"summary": "Summary"}, owns=lambda key: key != "tested")
    assert saved.removed == ("Leads scored", "Data check")
    after = openpyxl_book(plain)["Back-test"]
    assert [list(row) for row in after.values] == [list(row) for row in before.values]
    assert set(after.tables) == set(before.tables)
    assert len(after._charts) == 1
    marks = {text for name, _, text in defined_names(plain) if name == "_leadbook"}
    assert marks == {'"summary|Summary"', '"tested|Back-test"'}


def test_the_name_of_a_sheet_of_another_kind_is_not_free(hostile: Path, put: Put) -> None:
    put(hostile, {"tested": "Leads scored"}, owns=lambda key: key == "tested")
    saved = put(hostile, owns=lambda key: key != "tested")
    assert saved.sheets == ("Summary (2)", "Leads scored (2)", "Data check")


def test_views_and_names_stay_right_when_a_sheet_goes(plain: Path, put: Put) -> None:
    put(plain, {"check": "Data check", "summary": "Summary"})
    package = open_package(plain)
    content = package.read("xl/workbook.xml")
    names = (
        b"<definedName name=\"Far\">SUM('Data check'!$A$1,Leads!$A$1)"
        b'&amp;"Data check!"</definedName>'
        b'<definedName name="Mine" localSheetId="3">Summary!$A$1</definedName>'
    )
    new = content.replace(b"<definedNames>", b"<definedNames>" + names)
    new = re.sub(rb"<workbookView ", b'<workbookView firstSheet="1" activeTab="3" ', new)
    views = (
        b'<customWorkbookViews><customWorkbookView name="v" windowWidth="1" windowHeight="1" '
        b'guid="{11111111-1111-1111-1111-111111111111}" activeSheetId="3"/></customWorkbookViews>'
    )
    new = new.replace(b"</workbook>", views + b"</workbook>")
    rewrite(plain, "xl/workbook.xml", content, new)
    put(plain, {"summary": "Summary"})
    found = defined_names(plain)
    assert ("Far", None, 'SUM(#REF!$A$1,Leads!$A$1)&"Data check!"') in found
    assert ("Mine", "2", "Summary!$A$1") in found
    assert {index for name, index, _ in found if name == "_leadbook"} == {"2"}
    view = workbook_xml(plain).find("m:bookViews/m:workbookView", NS)
    assert (view.get("firstSheet"), view.get("activeTab")) == ("1", "2")
    custom = workbook_xml(plain).find("m:customWorkbookViews/m:customWorkbookView", NS)
    assert custom.get("activeSheetId") == "1"


def test_where_the_sheet_in_view_goes_the_one_behind_it_comes_into_view(
    plain: Path, put: Put
) -> None:
    put(plain, {"check": "Data check", "summary": "Summary", "scored": "Leads scored"})
    content = open_package(plain).read("xl/workbook.xml")
    viewed = content.replace(b"<workbookView ", b'<workbookView activeTab="2" ')
    rewrite(plain, "xl/workbook.xml", content, viewed)
    put(plain, {"summary": "Summary", "scored": "Leads scored"})
    view = workbook_xml(plain).find("m:bookViews/m:workbookView", NS)
    assert [sheet.name for sheet in open_package(plain).sheets()][2:] == ["Summary", "Leads scored"]
    assert view.get("activeTab") == "2"


def test_a_persons_names_on_an_own_sheet_stay(plain: Path, put: Put) -> None:
    put(plain)
    rewrite(
        plain,
        "xl/workbook.xml",
        b"</definedNames>",
        b'<definedName name="Best" localSheetId="2">Summary!$B$8</definedName></definedNames>',
    )
    put(plain, score=3.25)
    assert ("Best", "2", "Summary!$B$8") in defined_names(plain)


@pytest.mark.parametrize(("names", "stays"), [("2", True), ("3", False)])
def test_the_chain_of_calculation_goes_only_when_it_names_a_replaced_sheet(
    hostile: Path, put: Put, names: str, stays: bool
) -> None:
    put(hostile, {"scored": "Leads scored"})
    number = "4" if names == "3" else "2"
    rewrite(hostile, "xl/calcChain.xml", b'i="1"', f'i="{number}"'.encode())
    put(hostile, {"scored": "Leads scored"}, score=1.25)
    package = open_package(hostile)
    assert package.has("xl/calcChain.xml") is stays
    assert (b"calcChain" in package.read("[Content_Types].xml")) is stays
    assert (b"calcChain" in package.read("xl/_rels/workbook.xml.rels")) is stays


def test_a_replaced_sheet_keeps_its_macro_module(hostile: Path, put: Put) -> None:
    keys = {"scored": "Leads scored"}
    put(hostile, keys)
    part = open_package(hostile).sheets()[-1].part
    content = open_package(hostile).read(part)
    assert b"codeName" not in content
    rewrite(hostile, part, b"<dimension", b'<sheetPr codeName="Sheet4"/><dimension')
    put(hostile, keys, score=1.25)
    assert b'codeName="Sheet4"' in open_package(hostile).read(part)


def test_a_table_name_of_the_book_is_not_taken_again(hostile: Path, put: Put) -> None:
    rewrite(hostile, "xl/tables/table1.xml", b'displayName="Leads"', b'displayName="LB_scored"')
    put(hostile)
    tables = {table.name: table.sheet for table in open_package(hostile).excel_tables()}
    assert tables == {
        "LB_scored": "Leads",
        "lb_summary": "Summary (2)",
        "lb_scored_2": "Leads scored",
        "lb_check": "Data check",
    }


def test_table_ids_are_different_and_stay_from_run_to_run(hostile: Path, put: Put) -> None:
    def ids() -> dict[str, str]:
        package = open_package(hostile)
        roots = [package.xml(p) for p in package.parts() if p.startswith("xl/tables/table")]
        return {root.get("displayName"): root.get("id") for root in roots}

    put(hostile, {"summary": "Summary", "check": "Data check"})
    first = ids()
    put(hostile, {"scored": "Leads scored", "check": "Data check", "summary": "Summary"})
    second = ids()
    assert len(set(second.values())) == len(second)
    assert first.items() <= second.items()


def test_a_report_for_other_tab_names_is_refused(
    hostile: Path, report: Callable[..., Path]
) -> None:
    before = hostile.read_bytes()
    with pytest.raises(CannotWrite, match="were changed while the report was made"):
        graft(hostile, report(KEYS), hostile, keys=KEYS)
    assert hostile.read_bytes() == before


def test_another_ending_for_the_output_is_wrong_use(
    hostile: Path, report: Callable[..., Path]
) -> None:
    with pytest.raises(WrongUse, match=r"must end in \.xlsm, as pipeline\.xlsm does"):
        graft(hostile, report(KEYS), hostile.with_suffix(".xlsx"), keys=KEYS)


def test_a_report_with_other_sheets_than_its_keys_is_a_mistake(
    plain: Path, report: Callable[..., Path]
) -> None:
    with pytest.raises(ValueError, match="the report has"):
        graft(plain, report(KEYS), plain, keys={"summary": "Summary"})


def test_tab_names_are_chosen_before_anything_is_written(hostile: Path) -> None:
    before = hostile.read_bytes()
    assert tab_names(hostile, KEYS)["summary"] == "Summary (2)"
    assert hostile.read_bytes() == before
