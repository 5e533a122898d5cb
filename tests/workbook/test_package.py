from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import xlsxwriter

from leadbook.errors import CannotRead, CannotWrite
from leadbook.workbook.package import open_package
from leadbook.workbook.refusals import refuse_unwritable

if TYPE_CHECKING:
    from collections.abc import Callable

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
PROTECTED = b'<workbookProtection lockStructure="1"/><bookViews>'
STRICT = b"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
ORDINARY = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
SIGNED = (
    b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/package/2006/relationships/'
    b'digital-signature/origin" Target="_xmlsignatures/origin.sigs"/></Relationships>'
)
REVISIONS = (
    b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'relationships/revisionHeaders" Target="revisions/revisionHeaders.xml"/></Relationships>'
)


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewrite(path: Path, change: Callable[[str, bytes], tuple[str, bytes]]) -> Path:
    parts = dict(change(name, content) for name, content in parts_of(path).items())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def replaced(path: Path, part: str, old: bytes, new: bytes) -> Path:
    assert old in parts_of(path)[part]
    return rewrite(path, lambda n, c: (n, c.replace(old, new) if n == part else c))


def an_ods() -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<a/>")
    return sink.getvalue()


FOREIGN = {
    "empty": (b"", "is empty"),
    "encrypted": (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "is encrypted"),
    "legacy": (OLE + bytes(600) + "Workbook\0".encode("utf-16-le"), "old Excel format"),
    "word": (OLE + bytes(600) + "WordDocument\0".encode("utf-16-le"), "not an Excel workbook"),
    "csv": (b"lead_id,stage\n1,New\n", "plain text such as CSV"),
    "persian csv": ("\ufeffشناسه,مرحله\n".encode(), "plain text such as CSV"),
    "utf-16 text": ("lead_id\tstage".encode("utf-16"), "plain text such as CSV"),
    "html": (b"\r\n<HTML><table></table></HTML>", "web page"),
    "xml": (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "XML file"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0\0", "not an Excel workbook"),
    "ods": (an_ods(), "OpenDocument"),
    "no zip": (b"PK\x03\x04 nothing more", "damaged or was cut short"),
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_a_file_of_another_kind_is_refused_in_one_sentence(tmp_path: Path, kind: str) -> None:
    content, words = FOREIGN[kind]
    path = tmp_path / "book.xlsx"
    path.write_bytes(content)
    with pytest.raises(CannotRead, match=words) as caught:
        open_package(path)
    assert "book.xlsx" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_book_a_folder_and_a_name_that_misleads_are_refused(plain: Path) -> None:
    with pytest.raises(CannotRead, match="was not found in"):
        open_package(plain.with_name("none.xlsx"))
    with pytest.raises(CannotRead, match="is a folder"):
        open_package(plain.parent)
    with pytest.raises(CannotRead, match=r"its name ends in \.csv"):
        open_package(plain.rename(plain.with_suffix(".csv")))


def test_a_book_that_may_not_be_read_is_refused(
    plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(_: Path) -> bytes:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "read_bytes", forbidden)
    with pytest.raises(CannotRead, match="may not be read"):
        open_package(plain)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_book_cut_short_is_refused(plain: Path, share: float) -> None:
    content = plain.read_bytes()
    plain.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(CannotRead, match="damaged"):
        open_package(plain)


def test_a_part_that_is_no_xml_is_named(plain: Path) -> None:
    rewrite(plain, lambda n, c: (n, c[:-20] if n == "xl/workbook.xml" else c))
    with pytest.raises(CannotRead, match=r"its part xl/workbook\.xml cannot be read"):
        open_package(plain)


def test_entities_are_never_expanded(plain: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><workbook'
    replaced(plain, "xl/workbook.xml", b"<workbook", bomb)
    with pytest.raises(CannotRead, match="cannot be read"):
        open_package(plain)


def test_strict_and_binary_books_are_refused(plain: Path, hostile: Path) -> None:
    with pytest.raises(CannotRead, match="Strict Open XML"):
        open_package(replaced(plain, "_rels/.rels", ORDINARY, STRICT))
    with pytest.raises(CannotRead, match=r"binary workbook \(\.xlsb\)"):
        open_package(replaced(hostile, "_rels/.rels", b"xl/workbook.xml", b"xl/workbook.bin"))


@pytest.mark.parametrize(
    ("part", "old", "new", "words"),
    [
        ("xl/workbook.xml", b"<bookViews>", PROTECTED, "structure of plain.xlsx is protected"),
        ("_rels/.rels", b"</Relationships>", SIGNED, "digitally signed"),
        ("xl/_rels/workbook.xml.rels", b"</Relationships>", REVISIONS, "shared workbook"),
    ],
)
def test_a_guarded_book_is_read_but_not_written(
    plain: Path, part: str, old: bytes, new: bytes, words: str
) -> None:
    package = open_package(replaced(plain, part, old, new))
    assert [sheet.name for sheet in package.sheets()] == ["Leads", "Other"]
    with pytest.raises(CannotWrite, match=words):
        refuse_unwritable(package)


def test_sheets_carry_their_state_and_leave_out_chart_sheets(tmp_path: Path) -> None:
    path = tmp_path / "states.xlsx"
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("A")
    book.add_worksheet("B").hide()
    book.add_worksheet("C").very_hidden()
    chart = book.add_chart({"type": "pie"})
    chart.add_series({"values": "=A!$A$1:$A$2"})
    book.add_chartsheet("D").set_chart(chart)
    book.close()
    package = open_package(path)
    states = [(sheet.name, sheet.state) for sheet in package.sheets()]
    assert states == [("A", "visible"), ("B", "hidden"), ("C", "veryHidden")]
    assert [tab.kind for tab in package.tabs()] == ["worksheet"] * 3 + ["chartsheet"]


def test_tables_carry_their_place_and_columns(hostile: Path) -> None:
    (table,) = open_package(hostile).excel_tables()
    assert table == ("Leads", "Leads", "A1:C5", 1, 0, ("lead_id", "stage", "amount"))


@pytest.mark.parametrize("epoch", [False, True])
def test_the_date_system_is_the_books(tmp_path: Path, epoch: bool) -> None:
    path = tmp_path / "dates.xlsx"
    book = xlsxwriter.Workbook(path, {"date_1904": epoch})
    book.add_worksheet()
    book.close()
    assert open_package(path).date1904 is epoch


@pytest.mark.parametrize("escape", ["xl/my%20sheet.xml", "xl/my sheet.xml"])
def test_names_with_escapes_lead_to_their_part(plain: Path, escape: str) -> None:
    replaced(plain, "xl/_rels/workbook.xml.rels", b"worksheets/sheet1.xml", b"/xl/my%20sheet.xml")
    rewrite(plain, lambda n, c: (escape if n == "xl/worksheets/sheet1.xml" else n, c))
    first = open_package(plain).sheets()[0]
    assert b"sheetData" in open_package(plain).read(first.part)


def test_the_content_type_of_a_part_is_its_own_or_that_of_its_ending(hostile: Path) -> None:
    package = open_package(hostile)
    assert package.content_type("XL\\Workbook.xml") == (
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    )
    assert package.content_type("xl/media/image1.png") == "image/png"
    assert package.content_type("xl/nothing.at.all") is None


def test_openpyxl_takes_the_fixture_for_a_book(
    hostile: Path, openpyxl_book: Callable[[Path], Any]
) -> None:
    assert openpyxl_book(hostile).sheetnames == ["Leads", "Summary", "Other"]
