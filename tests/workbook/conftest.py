"""A book that holds what careless tools destroy, and small reports to put into it."""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
import zlib
from datetime import datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
MS = "http://schemas.microsoft.com/office"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
KEYS = {"summary": "Summary", "scored": "Leads scored", "check": "Data check"}


def picture(shade: int = 0) -> io.BytesIO:
    """A PNG of one grey pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes([0, shade]))
    return io.BytesIO(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )


def write_base(path: Path, *, macros: bool) -> None:
    """What XlsxWriter can make: sparklines, 2010 data bars, in-cell pictures, dynamic arrays."""
    book = xlsxwriter.Workbook(path, {"use_future_functions": True})
    if macros:
        book.add_vba_project(io.BytesIO(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(5000)), True)
        book.set_vba_name("ThisWorkbook")
    leads, summary = book.add_worksheet("Leads"), book.add_worksheet("Summary")
    money = book.add_format({"num_format": '#,##0 "ریال"', "font_name": "B Nazanin", "bold": True})
    leads.add_table(
        "A1:C5",
        {
            "name": "Leads",
            "columns": [{"header": "lead_id"}, {"header": "stage"}, {"header": "amount"}],
            "data": [
                ["007", "New", 10],
                ["008", "Won", 20],
                ["009", "Lost", 30],
                ["010", "New", 4],
            ],
        },
    )
    leads.write_formula("E2", "=SUM(C2:C5)", money, 64)
    leads.write_dynamic_array_formula("F2", "=UNIQUE(B2:B5)", None, "New")
    leads.add_sparkline("G2", {"range": "Leads!C2:C5"})
    leads.conditional_format("C2:C5", {"type": "data_bar", "data_bar_2010": True})
    leads.conditional_format(
        "B2:B5", {"type": "cell", "criteria": "==", "value": '"Won"', "format": money}
    )
    leads.data_validation("B2:B5", {"validate": "list", "source": "=Other!$A$1:$A$3"})
    leads.embed_image("H2", "pixel.png", {"image_data": picture(9)})
    leads.write_comment("A2", "a note")
    leads.repeat_rows(0)
    if macros:
        leads.set_vba_name("Sheet1")
        summary.set_vba_name("Sheet2")
    summary.write_string("A1", "this sheet is the person's own")
    book.add_worksheet("Other").write_column("A1", ["New", "Won", "Lost"])
    book.define_name("Top", "=Leads!$A$1:$C$3")
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Leads!$C$2:$C$5"})
    summary.insert_chart("C3", chart)
    summary.insert_image("C20", "pixel.png", {"image_data": picture(200)})
    book.get_worksheet_by_name("Other").activate()
    book.close()


PERSON = (
    f'<personList xmlns="{MS}/spreadsheetml/2018/threadedcomments"><person displayName="Sara" '
    'id="{11111111-1111-1111-1111-111111111111}" userId="s" providerId="None"/></personList>'
)
THREAD = (
    f'<ThreadedComments xmlns="{MS}/spreadsheetml/2018/threadedcomments"><threadedComment ref="A2" '
    'dT="2026-01-01T10:00:00.00" personId="{11111111-1111-1111-1111-111111111111}" '
    'id="{22222222-2222-2222-2222-222222222222}"><text>call again</text></threadedComment>'
    "</ThreadedComments>"
)
SLICER = (
    f'<slicers xmlns="{MS}/spreadsheetml/2009/9/main"><slicer name="stage" cache="Slicer_stage" '
    'caption="stage" rowHeight="241300"/></slicers>'
)
SLICER_CACHE = (
    f'<slicerCacheDefinition xmlns="{MS}/spreadsheetml/2009/9/main" name="Slicer_stage" '
    'sourceName="stage"/>'
)
PIVOT_CACHE = (
    f'<pivotCacheDefinition {MAIN} saveData="0" refreshOnLoad="1" recordCount="0">'
    '<cacheSource type="worksheet"><worksheetSource ref="A1:C5" sheet="Leads"/></cacheSource>'
    '<cacheFields count="1"><cacheField name="stage" numFmtId="0"><sharedItems/></cacheField>'
    "</cacheFields></pivotCacheDefinition>"
)
CONNECTION = (
    f'<connections {MAIN}><connection id="1" name="crm" type="5" refreshedVersion="6">'
    '<dbPr connection="Provider=none" command="leads"/></connection></connections>'
)
EXTERNAL = (
    f'<externalLink {MAIN}><externalBook xmlns:r="{RELATIONS}" r:id="rId1"><sheetNames>'
    '<sheetName val="Prices"/></sheetNames></externalBook></externalLink>'
)
CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
CUSTOM_PROPERTIES = (
    f'<ds:datastoreItem xmlns:ds="{CUSTOM}" ds:itemID="{{33333333-3333-3333-3333-333333333333}}"/>'
)
EXTRA = {
    "xl/persons/person.xml": ("application/vnd.ms-excel.person+xml", PERSON),
    "xl/threadedComments/threadedComment1.xml": (
        "application/vnd.ms-excel.threadedcomments+xml",
        THREAD,
    ),
    "xl/slicers/slicer1.xml": ("application/vnd.ms-excel.slicer+xml", SLICER),
    "xl/slicerCaches/slicerCache1.xml": (
        "application/vnd.ms-excel.slicerCache+xml",
        SLICER_CACHE,
    ),
    "xl/pivotCache/pivotCacheDefinition1.xml": (f"{SML}.pivotCacheDefinition+xml", PIVOT_CACHE),
    "xl/connections.xml": (f"{SML}.connections+xml", CONNECTION),
    "xl/externalLinks/externalLink1.xml": (f"{SML}.externalLink+xml", EXTERNAL),
    "xl/printerSettings/printerSettings1.bin": (f"{SML}.printerSettings", "\0\1 of a printer"),
    "xl/calcChain.xml": (
        f"{SML}.calcChain+xml",
        f'<calcChain {MAIN}><c r="E2" i="1"/><c r="F2"/></calcChain>',
    ),
    "customXml/item1.xml": (None, '<team xmlns="urn:example">north</team>'),
    "customXml/itemProps1.xml": (
        "application/vnd.openxmlformats-officedocument.customXmlProperties+xml",
        CUSTOM_PROPERTIES,
    ),
}
LEADS = "xl/worksheets/_rels/sheet1.xml.rels"
BOOK = "xl/_rels/workbook.xml.rels"
ARROWS = [
    (BOOK, f"{MS}/2017/10/relationships/person", "persons/person.xml"),
    (BOOK, f"{MS}/2007/relationships/slicerCache", "slicerCaches/slicerCache1.xml"),
    (BOOK, f"{RELATIONS}/pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml"),
    (BOOK, f"{RELATIONS}/connections", "connections.xml"),
    (BOOK, f"{RELATIONS}/externalLink", "externalLinks/externalLink1.xml"),
    (BOOK, f"{RELATIONS}/calcChain", "calcChain.xml"),
    (BOOK, f"{RELATIONS}/customXml", "../customXml/item1.xml"),
    (
        LEADS,
        f"{MS}/2017/10/relationships/threadedComment",
        "../threadedComments/threadedComment1.xml",
    ),
    (LEADS, f"{MS}/2007/relationships/slicer", "../slicers/slicer1.xml"),
    (LEADS, f"{RELATIONS}/printerSettings", "../printerSettings/printerSettings1.bin"),
]
FRESH_RELATIONS = {
    "xl/externalLinks/_rels/externalLink1.xml.rels": (
        f"{RELATIONS}/externalLinkPath",
        'prices.xlsx" TargetMode="External',
    ),
    "customXml/_rels/item1.xml.rels": (f"{RELATIONS}/customXmlProps", "itemProps1.xml"),
}


BOOK_END = (
    '<pivotCaches><pivotCache cacheId="7" r:id="rIdX2"/></pivotCaches>'
    '<extLst><ext uri="{BBE1A952-AA13-448e-AADC-164F8A28A991}" '
    f'xmlns:x14="{MS}/spreadsheetml/2009/9/main"><x14:slicerCaches>'
    '<x14:slicerCache r:id="rIdX1"/></x14:slicerCaches></ext></extLst>'
)


def read_zip(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write_zip(path: Path, parts: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (2026, 3, 4, 5, 6, 8))
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return path


def make_hostile(path: Path) -> Path:
    """Make a book in which most that can be lost is present; macros where the name asks for it."""
    base = path.with_name("base" + path.suffix)
    write_base(base, macros=path.suffix == ".xlsm")
    parts = read_zip(base)
    base.unlink()
    for name, (kind, content) in EXTRA.items():
        parts[name] = content.encode()
        if kind is not None:
            override = f'<Override PartName="/{name}" ContentType="{kind}"/>'
            add_inside(parts, "[Content_Types].xml", "</Types>", override)
    for part, (kind, target) in FRESH_RELATIONS.items():
        parts[part] = f'<Relationships xmlns="{PACKAGE}"></Relationships>'.encode()
        add_inside(parts, part, "</Relationships>", arrow("rId1", kind, target))
    for number, (part, kind, target) in enumerate(ARROWS):
        add_inside(parts, part, "</Relationships>", arrow(f"rIdX{number}", kind, target))
    external = '<externalReferences><externalReference r:id="rIdX4"/></externalReferences>'
    add_inside(parts, "xl/workbook.xml", "<definedNames>", external)
    add_inside(parts, "xl/workbook.xml", "</workbook>", BOOK_END)
    return write_zip(path, parts)


def arrow(name: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'


def add_inside(parts: dict[str, bytes], part: str, before: str, text: str) -> None:
    assert before.encode() in parts[part]
    parts[part] = parts[part].replace(before.encode(), (text + before).encode())


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    return make_hostile(tmp_path / "pipeline.xlsm")


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A book of one sheet called Leads, with a sheet of the person's called Summary."""
    path = tmp_path / "plain.xlsx"
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("Leads").write_row("A1", ["lead_id", "stage"])
    book.add_worksheet("Other").write_formula("A1", "=Leads!A1", None, "lead_id")
    book.close()
    return path


def render(path: Path, titles: Mapping[str, str], *, score: float = 88.5) -> Path:
    """A report that uses all that a report may use, under the given tab names."""
    book = xlsxwriter.Workbook(path)
    bad = book.add_format({"bg_color": "#FFC7CE", "num_format": "0.0"})
    day, link = book.add_format({"num_format": "yyyy/mm/dd"}), book.get_default_url_format()
    for key, title in titles.items():
        sheet = book.add_worksheet(title)
        sheet.write_string("A1", f'{key}: a <b> & \' s="3" t="s">', book.add_format({"bold": True}))
        sheet.write_rich_string("A2", "rich ", bad, "text")
        sheet.write_datetime("B2", datetime(2026, 11, 21), day)
        sheet.write_number("C2", score)
        sheet.set_column("A:A", 30, day)
        sheet.set_row(2, 20, bad)
        sheet.write_url("A4", f"internal:'{title}'!A1", link, "top")
        sheet.write_url("A5", "https://example.org/", link, "out")
        columns = [{"header": "lead"}, {"header": "score", "format": bad}]
        sheet.add_table(
            "A7:B9", {"name": f"lb_{key}", "columns": columns, "data": [["a", score], ["b", 2]]}
        )
        sheet.conditional_format("B8:B9", {"type": "data_bar", "data_bar_2010": True})
        sheet.conditional_format(
            "B8:B9", {"type": "cell", "criteria": ">", "value": 50, "format": bad}
        )
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"categories": [title, 7, 0, 8, 0], "values": [title, 7, 1, 8, 1]})
        sheet.insert_chart("D2", chart)
        sheet.insert_image("D20", "pixel.png", {"image_data": picture(100)})
        sheet.write_comment("A1", "note")
        sheet.repeat_rows(6)
        sheet.print_area("A1:C9")
        sheet.freeze_panes(7, 0)
    book.close()
    return path


@pytest.fixture
def report(tmp_path: Path) -> Callable[..., Path]:
    """Render a report with the tab names that a book has for it."""

    def made(titles: Mapping[str, str], **facts: Any) -> Path:
        return render(tmp_path / "report-of-leadbook.tmp.xlsx", titles, **facts)

    return made


@pytest.fixture
def put(report: Callable[..., Path]) -> Callable[..., Any]:
    """Run the two steps of a report: choose the names, graft the sheets."""
    from leadbook.workbook.graft import graft, tab_names
    from leadbook.workbook.tabs import every_key

    def run(
        book: Path,
        titles: Mapping[str, str] = KEYS,
        *,
        out: Path | None = None,
        owns: Callable[[str], bool] = every_key,
        **facts: Any,
    ) -> Any:
        keys = tab_names(book, titles, owns=owns)
        return graft(book, report(keys, **facts), out or book, keys=keys, owns=owns)

    return run


@pytest.fixture
def without_part() -> Callable[..., Path]:
    """Take a part out of a book, with all that mentions it."""

    def taken(book: Path, part: str) -> Path:
        parts = read_zip(book)
        del parts[part]
        name = part.rsplit("/", 1)[-1].encode()
        for mentioning in ("[Content_Types].xml", BOOK):
            parts[mentioning] = re.sub(rb"<\w+ [^>]*" + name + rb'"[^>]*/>', b"", parts[mentioning])
        return write_zip(book, parts)

    return taken


@pytest.fixture
def openpyxl_book() -> Iterator[Callable[[Path], Any]]:
    """Open a book in openpyxl, which says of some extensions that it would lose them."""
    books = []

    def opened(path: Path) -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            content = io.BytesIO(path.read_bytes())
            books.append(openpyxl.load_workbook(content, keep_vba=path.suffix == ".xlsm"))
        return books[-1]

    yield opened
    for book in books:
        if book.vba_archive is not None:
            book.vba_archive.close()
