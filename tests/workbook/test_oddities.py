"""Books as other programs write them: each is read, written into, and still a book."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from typing import TYPE_CHECKING, Any

import pytest
from lxml import etree

from leadbook.workbook.package import open_package

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Put = Callable[..., Any]
    Parts = dict[str, bytes]

KEYS = {"summary": "Summary", "scored": "Leads scored", "check": "Data check"}
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class Unseekable(io.BytesIO):
    """A stream as web servers have: no way back to fill in the sizes."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise OSError

    def tell(self) -> int:
        raise OSError


def with_descriptors(parts: Parts) -> bytes:
    sink = Unseekable()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return sink.getvalue()


def zipped(parts: Parts, *, zip64: bool = False) -> bytes:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            with archive.open(name, "w", force_zip64=zip64) as part:
                part.write(content)
    return sink.getvalue()


def with_zip64(parts: Parts) -> bytes:
    return zipped(parts, zip64=True)


def with_absolute_targets(parts: Parts) -> bytes:
    name = "xl/_rels/workbook.xml.rels"
    return zipped(parts | {name: parts[name].replace(b'Target="', b'Target="/xl/')})


def with_backslashes(parts: Parts) -> bytes:
    name = "xl/_rels/workbook.xml.rels"
    edited = parts | {name: parts[name].replace(b"worksheets/", b"worksheets\\")}
    return zipped({name.replace("/", "\\"): content for name, content in edited.items()})


def with_other_case(parts: Parts) -> bytes:
    return zipped({n.replace("worksheets/sheet", "Worksheets/SHEET"): c for n, c in parts.items()})


def with_the_workbook_elsewhere(parts: Parts) -> bytes:
    moved = {re.sub("^xl/", "office/book/", name): content for name, content in parts.items()}
    for name in ("_rels/.rels", "[Content_Types].xml"):
        moved[name] = moved[name].replace(b"xl/", b"office/book/")
    return zipped(moved)


def with_prefixes(parts: Parts) -> bytes:
    def prefixed(content: bytes) -> bytes:
        root = etree.fromstring(content)
        new = etree.Element(root.tag, dict(root.attrib), nsmap={"x": MAIN, "rel": RELATIONS})
        new.extend(list(root))
        text = etree.tostring(new, xml_declaration=True, encoding="UTF-8", standalone=True)
        assert b"<x:" in text
        return text

    return zipped({n: prefixed(c) if MAIN.encode() in c else c for n, c in parts.items()})


def without_styles(parts: Parts) -> bytes:
    kept = {name: content for name, content in parts.items() if name != "xl/styles.xml"}
    for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        kept[name] = re.sub(rb'<\w+ [^>]*styles\.xml"[^>]*/>', b"", kept[name])
    return zipped(kept)


def with_a_duplicate(parts: Parts) -> bytes:
    sink = io.BytesIO(zipped({"xl/workbook.xml": b"<old/>"} | parts))
    with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(sink, "a") as archive:
        archive.writestr("xl/workbook.xml", parts["xl/workbook.xml"])
        archive.writestr("docProps/app.xml", parts["docProps/app.xml"])
    return sink.getvalue()


def with_a_folder_entry(parts: Parts) -> bytes:
    return zipped({"xl/": b""} | parts)


def with_no_local_names_and_no_declaration(parts: Parts) -> bytes:
    return zipped({n: re.sub(rb"^<\?xml.*?\?>\s*", b"", c) for n, c in parts.items()})


def with_utf16_parts(parts: Parts) -> bytes:
    text = parts["xl/workbook.xml"].decode().replace("UTF-8", "UTF-16")
    return zipped(parts | {"xl/workbook.xml": text.encode("utf-16")})


ODDITIES = [
    with_descriptors,
    with_zip64,
    with_absolute_targets,
    with_backslashes,
    with_other_case,
    with_the_workbook_elsewhere,
    with_prefixes,
    without_styles,
    with_a_duplicate,
    with_a_folder_entry,
    with_no_local_names_and_no_declaration,
    with_utf16_parts,
]
# openpyxl itself gives up on these.
BEYOND_OPENPYXL = {with_backslashes, with_other_case, with_the_workbook_elsewhere}


@pytest.mark.parametrize("oddity", ODDITIES, ids=lambda oddity: oddity.__name__)
def test_an_odd_book_is_read_and_written_into(
    plain: Path, put: Put, openpyxl_book: Callable[[Path], Any], oddity: Callable[[Parts], bytes]
) -> None:
    with zipfile.ZipFile(plain) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    plain.write_bytes(oddity(parts))
    before = open_package(plain)
    assert [sheet.name for sheet in before.sheets()] == ["Leads", "Other"]
    put(plain)
    after = open_package(plain)
    assert [sheet.name for sheet in after.sheets()] == ["Leads", "Other", *KEYS.values()]
    assert all(after.read(s.part) == before.read(s.part) for s in before.sheets())
    repeated = 1 if oddity is with_a_duplicate else 0
    assert len(after.parts()) == len(after.entries) - repeated
    once = plain.read_bytes()
    put(plain)
    assert plain.read_bytes() == once
    if oddity not in BEYOND_OPENPYXL:
        book = openpyxl_book(plain)
        assert book["Other"]["A1"].value == "=Leads!A1"
        assert book["Summary"]["C2"].value == 88.5
