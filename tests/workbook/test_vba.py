from __future__ import annotations

import io
import struct
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from leadbook.workbook.macro_book import ADDIN_TYPE, BOOK_TYPE, with_macros
from leadbook.workbook.package import Package
from leadbook.workbook.vba import vba_project
from leadbook.workbook.vba_cipher import disguised
from leadbook.workbook.vba_compression import compressed
from leadbook.workbook.vba_module import LONGEST_LINE, document_module, module

if TYPE_CHECKING:
    from leadbook.workbook.vba_module import Module

olefile = pytest.importorskip("olefile")
pyopenvba = pytest.importorskip("pyopenvba")
with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # oletools calls pyparsing by its old names
    olevba = pytest.importorskip("oletools.olevba")

BOOK = module('Attribute VB_Name = "ThisWorkbook"\n', kind="book")
PLAIN = module(
    'Attribute VB_Name = "Plain"\nOption Explicit\n\nPublic Sub Hello()\n    Beep\nEnd Sub\n',
    kind="standard",
)
COUNTER = module(
    "VERSION 1.0 CLASS\nBEGIN\n  MultiUse = -1  'True\nEND\n"
    'Attribute VB_Name = "Counter"\nAttribute VB_Exposed = True\nPublic Count As Long\n',
    kind="class",
)
RIBBON = (
    b'<customUI xmlns="http://schemas.microsoft.com/office/2009/07/customui"><ribbon/></customUI>'
)


def unpacked(content: bytes) -> bytes:
    return bytes(olevba.decompress_stream(bytearray(content)))


@given(st.text("ab \r\n(),=0123'", max_size=9000))
def test_packed_text_unpacks_to_itself(text: str) -> None:
    assert unpacked(compressed(text.encode())) == text.encode()


@given(st.binary(max_size=3600), st.integers(1, 4))
def test_packed_bytes_unpack_to_themselves(piece: bytes, times: int) -> None:
    content = (piece * times)[: 4096 * ((len(piece) * times) // 4096) or None]
    assert unpacked(compressed(content)) == content


def test_a_whole_chunk_without_repetition_is_kept_unpacked() -> None:
    content = struct.pack("<1024I", *((number * 2654435761) % 2**32 for number in range(1024)))
    assert len(compressed(content)) == 1 + 2 + 4096
    assert unpacked(compressed(content)) == content


def test_a_last_piece_that_would_need_filling_is_refused() -> None:
    content = struct.pack("<1000I", *((number * 2654435761) % 2**32 for number in range(1000)))
    with pytest.raises(ValueError, match="do not pack"):
        compressed(content)


def test_text_with_repetition_gets_smaller() -> None:
    assert len(compressed(b"    Dim cell As Range\r\n" * 200)) < 400


def undisguised(text: str) -> tuple[int, bytes]:
    """MS-OVBA 2.4.3.3, written from the specification: the key and the content."""
    seed, version, key, *hidden = bytes.fromhex(text)
    assert seed ^ version == 2
    plain, last, before, found = seed ^ key, key, version, bytearray()
    for byte in hidden:
        plain = byte ^ ((before + plain) & 0xFF)
        before, last = last, byte
        found.append(plain)
    content = bytes(found[(seed & 6) // 2 :])
    assert struct.unpack_from("<I", content)[0] == len(content) - 4
    return seed ^ key, content[4:]


@given(st.binary(max_size=20))
def test_a_disguised_property_can_be_read(content: bytes) -> None:
    own = "{5CF9CDAB-B77B-4FE4-BD7E-D29900070E1B}"
    assert undisguised(disguised(own, content)) == (sum(own.encode()) & 0xFF, content)


def test_what_xlwings_template_says_in_its_disguise_is_what_ours_says() -> None:
    own = "{5CF9CDAB-B77B-4FE4-BD7E-D29900070E1B}"
    assert undisguised("8D8FA61394EA98EA98EA98EA98") == undisguised(disguised(own, bytes(4)))


def test_line_ends_of_any_kind_become_those_of_excel() -> None:
    source = 'Attribute VB_Name = "A"\rSub X()\nEnd Sub\r\n\r\n\r\n'
    assert module(source, kind="standard").code == "Sub X()\r\nEnd Sub\r\n"


def test_the_header_of_an_exported_class_becomes_the_attributes_excel_keeps() -> None:
    assert COUNTER.code == "Public Count As Long\r\n"
    assert COUNTER.stored.startswith('Attribute VB_Name = "Counter"\r\nAttribute VB_Base = "0{FCFB')
    assert "Attribute VB_Exposed = True\r\n" in COUNTER.stored


def test_attributes_of_a_procedure_stay_in_the_code() -> None:
    lines = ["Sub X()", 'Attribute X.VB_Description = "says x"', "End Sub"]
    source = "\n".join(['Attribute VB_Name = "A"', *lines])
    assert module(source, kind="standard").code.splitlines() == lines


@pytest.mark.parametrize("name", ["", "1st", "two words", "a" * 32, "نام", "a-b"])
def test_a_bad_module_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no module name"):
        module(f'Attribute VB_Name = "{name}"\n', kind="standard")


def test_a_module_without_a_name_is_refused() -> None:
    with pytest.raises(ValueError, match="no module name"):
        module("Sub X()\nEnd Sub\n", kind="standard")


def test_text_that_is_not_ascii_is_refused_with_its_line() -> None:
    with pytest.raises(ValueError, match=r"A, line 2: .*not ASCII"):
        module('Attribute VB_Name = "A"\nSub X()\n\'سلام\nEnd Sub', kind="standard")


def test_a_line_longer_than_vba_holds_is_refused() -> None:
    whole = 'Attribute VB_Name = "A"\n' + "'" * LONGEST_LINE
    assert module(whole, kind="standard").code == "'" * LONGEST_LINE + "\r\n"
    with pytest.raises(ValueError, match="1024 characters"):
        module(whole + "'", kind="standard")


def test_names_that_differ_in_case_only_are_refused() -> None:
    with pytest.raises(ValueError, match="must differ"):
        vba_project([BOOK, document_module("plain"), PLAIN], "Project")


def test_a_module_named_like_the_project_is_refused() -> None:
    with pytest.raises(ValueError, match="must differ"):
        vba_project([BOOK, PLAIN], "plain")


OTHER_BOOK = module('Attribute VB_Name = "ThatWorkbook"\n', kind="book")


@pytest.mark.parametrize("modules", [[PLAIN], [BOOK, OTHER_BOOK]])
def test_a_project_without_just_one_module_of_the_book_is_refused(modules: list[Module]) -> None:
    with pytest.raises(ValueError, match="just one module of the book"):
        vba_project(modules, "Project")


def test_equal_modules_give_equal_bytes() -> None:
    assert vba_project([BOOK, PLAIN], "P") == vba_project([BOOK, PLAIN], "P")


def test_projects_of_different_names_have_different_identifiers() -> None:
    def identifier(name: str) -> bytes:
        with olefile.OleFileIO(io.BytesIO(vba_project([BOOK], name))) as file:
            return file.openstream("PROJECT").read().split(b"\r\n", 1)[0]

    assert identifier("One") != identifier("Two")


def book(*names: str) -> Package:
    """A workbook without macros, with sheets of these names."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        for name in names:
            workbook.add_worksheet(name).write(0, 0, name)
    return Package(Path("book.xlsx"), target.getvalue())


@pytest.fixture
def addin(tmp_path: Path) -> Path:
    path = tmp_path / "made.xlam"
    modules = [BOOK, PLAIN, COUNTER]
    path.write_bytes(
        with_macros(book("سرنخ‌ها", "Two"), modules, project="Project", addin=True, ribbon=RIBBON)
    )
    return path


def test_olevba_gives_back_exactly_the_sources(addin: Path) -> None:
    parser = olevba.VBA_Parser(str(addin))
    found = {name: code for _, _, name, code in parser.extract_macros()}
    expected = [BOOK, PLAIN, COUNTER, document_module("Sheet1"), document_module("Sheet2")]
    endings = {"standard": "bas"}
    assert found == {f"{m.name}.{endings.get(m.kind, 'cls')}": m.stored for m in expected}


def test_pyopenvba_reads_the_same_sources_and_finds_no_fault(addin: Path) -> None:
    with pyopenvba.ExcelFile(addin) as workbook:
        found = dict(workbook.vba_modules())
    expected = [BOOK, PLAIN, COUNTER, document_module("Sheet1"), document_module("Sheet2")]
    assert found == {made.name: made.stored for made in expected}
    assert pyopenvba.check_file(addin).issues == ()


@pytest.mark.parametrize(("addin", "kind"), [(False, BOOK_TYPE), (True, ADDIN_TYPE)])
def test_the_content_type_says_whether_it_is_an_add_in(addin: bool, kind: str) -> None:
    content = with_macros(book("A"), [BOOK], project="Project", addin=addin)
    made = Package(Path("made"), content)
    assert made.content_type(made.main) == kind
    assert made.content_type("xl/vbaProject.bin") == "application/vnd.ms-office.vbaProject"


def test_every_sheet_has_the_code_name_of_its_module(addin: Path) -> None:
    made = Package(addin, addin.read_bytes())
    names = [made.xml(sheet.part)[0].get("codeName") for sheet in made.sheets()]
    assert names == ["Sheet1", "Sheet2"]
    assert [sheet.name for sheet in made.sheets()] == ["سرنخ‌ها", "Two"]


def test_the_ribbon_is_related_to_the_package(addin: Path) -> None:
    made = Package(addin, addin.read_bytes())
    [relation] = [r for r in made.relations("") if r.kind == "extensibility"]
    assert made.read(relation.target) == RIBBON


def test_a_book_that_has_macros_already_is_refused(addin: Path) -> None:
    with pytest.raises(ValueError, match="has macros already"):
        with_macros(Package(addin, addin.read_bytes()), [BOOK], project="Project")
