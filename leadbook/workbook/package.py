"""A workbook file as parts, relations and content types; opened to read, never changed."""

from __future__ import annotations

import hashlib
import zipfile
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from leadbook.errors import CannotRead
from leadbook.language.messages import message
from leadbook.language.reasons import why
from leadbook.workbook.archive import read_entries
from leadbook.workbook.markup import DOCUMENT_RELATIONS, flag, main, parsed, whole_number
from leadbook.workbook.relations import part_key, read_relations, relations_part
from leadbook.workbook.unreadable import refuse_unreadable, unreadable_kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.etree import _Element

    from leadbook.language.messages import Message
    from leadbook.workbook.archive import Entry
    from leadbook.workbook.relations import Relation

__all__ = ["ExcelTable", "Package", "SheetPart", "Tab", "content_of", "open_package"]

_TYPES = "[Content_Types].xml"


class SheetPart(NamedTuple):
    """A worksheet: the name on its tab, its part, and ``visible``, ``hidden`` or ``veryHidden``."""

    name: str
    part: str
    state: str


class Tab(NamedTuple):
    """A tab of any kind (worksheet, chart sheet, dialog), in the order in which Excel shows them.

    Attributes:
        name: The name on it.
        part: Its part; empty where the book has lost it.
        state: ``visible``, ``hidden`` or ``veryHidden``.
        sheet_id: The number that the book knows it by.
        kind: ``worksheet``, ``chartsheet``, ``dialogsheet`` or another.
    """

    name: str
    part: str
    state: str
    sheet_id: int
    kind: str


class ExcelTable(NamedTuple):
    """An Excel table (list object): where it stands and its column headers."""

    name: str
    sheet: str
    ref: str
    header_row_count: int
    totals_row_count: int
    columns: tuple[str, ...]


class Package:
    """The parts of one workbook file, read at one moment.

    Part names are matched as Excel does: neither case, nor slash or backslash, nor percent-escapes
    make a difference. Where a zip holds a name twice the later entry counts.
    """

    def __init__(self, path: Path, content: bytes) -> None:
        self.path = path
        self.content = content
        self.entries = read_entries(content)
        self._entries = {part_key(entry.name): entry for entry in self.entries}

    @cached_property
    def digest(self) -> bytes:
        """The SHA-256 of the file as it was when it was opened."""
        return hashlib.sha256(self.content).digest()

    def entry(self, part: str) -> Entry | None:
        """Find the zip entry of a part."""
        key = part_key(part)
        return self._entries.get(key) or self._entries.get(unquote(key))

    def has(self, part: str) -> bool:
        """Whether the package holds a part."""
        return self.entry(part) is not None

    def parts(self) -> tuple[str, ...]:
        """Name all entries of the zip, each once, in their order."""
        return tuple({part_key(entry.name): entry.name for entry in self.entries}.values())

    def read(self, part: str) -> bytes:
        """Give a part's content; `CannotRead` where it is missing or damaged."""
        return b"".join(self.pieces(part))

    def pieces(self, part: str) -> Iterator[bytes]:
        """Give a part's content piece by piece, for sheets too big to hold at once."""
        entry = self.entry(part)
        if entry is None:
            raise CannotRead(
                message("{book} is damaged: its part {part} is missing", **self._about(part))
            )
        try:
            yield from entry.pieces()
        except zipfile.BadZipFile:
            raise CannotRead(self._damage(part)) from None

    def xml(self, part: str) -> _Element:
        """Give a part's root element, parsed afresh; `CannotRead` where it is no sound XML."""
        try:
            return parsed(self.read(part))
        except ValueError:
            raise CannotRead(self._damage(part)) from None

    def _damage(self, part: str) -> Message:
        return message(
            "{book} is damaged: its part {part} cannot be read; let Excel open and repair it",
            **self._about(part),
        )

    def _about(self, part: str) -> dict[str, object]:
        return {"book": self.path.name, "part": part}

    def relations(self, part: str) -> tuple[Relation, ...]:
        """Give the relations of a part, in their order; those of the package for ``""``."""
        name = relations_part(part)
        return read_relations(part, self.xml(name)) if self.has(name) else ()

    @cached_property
    def types(self) -> _Element:
        """The content types of the package; not to be changed."""
        return self.xml(_TYPES)

    def content_type(self, part: str) -> str | None:
        """Give the content type of a part: its own, else that of its extension."""
        key = "/" + part_key(part)
        default = None
        for element in self.types:
            name, extension = element.get("PartName"), element.get("Extension")
            if name is not None and "/" + part_key(name) == key:
                return element.get("ContentType")
            if extension is not None and key.endswith("." + extension.lower()):
                default = element.get("ContentType")
        return default

    @cached_property
    def main_relation(self) -> Relation | None:
        """The relation that leads to the workbook part, wherever that lies."""
        found = (r for r in self.relations("") if r.kind == "officeDocument")
        return next(found, None)

    @property
    def main(self) -> str:
        """The name of the workbook part."""
        return self.main_relation.target if self.main_relation is not None else ""

    @cached_property
    def workbook(self) -> _Element:
        """The root element of the workbook part; not to be changed."""
        return self.xml(self.main)

    @property
    def date1904(self) -> bool:
        """Whether the book's serial dates count from 1904."""
        properties = self.workbook.find(main("workbookPr"))
        return properties is not None and flag(properties.get("date1904"))

    def part_of_kind(self, kind: str) -> str | None:
        """Name the part that the workbook relates to by a kind such as ``styles``."""
        found = (r.target for r in self.relations(self.main) if r.kind == kind and not r.external)
        return next(found, None)

    def tabs(self) -> tuple[Tab, ...]:
        """Give every tab, of whatever kind, in order."""
        known = {relation.id: relation for relation in self.relations(self.main)}
        found = self.workbook.iterfind(f"{main('sheets')}/{main('sheet')}")
        return tuple(_tab(element, known) for element in found)

    def sheets(self) -> list[SheetPart]:
        """Give the worksheets in the order of their tabs."""
        return [
            SheetPart(tab.name, tab.part, tab.state)
            for tab in self.tabs()
            if tab.kind == "worksheet" and self.has(tab.part)
        ]

    def excel_tables(self) -> list[ExcelTable]:
        """Give the Excel tables of all worksheets, sheet by sheet."""
        return [
            _excel_table(sheet.name, self.xml(relation.target))
            for sheet in self.sheets()
            for relation in self.relations(sheet.part)
            if relation.kind == "table" and self.has(relation.target)
        ]


def _tab(element: _Element, known: dict[str, Relation]) -> Tab:
    relation = known.get(element.get(f"{{{DOCUMENT_RELATIONS}}}id", ""))
    return Tab(
        name=element.get("name", ""),
        part=relation.target if relation else "",
        state=element.get("state", "visible"),
        sheet_id=whole_number(element.get("sheetId")),
        kind=relation.kind if relation else "",
    )


def _excel_table(sheet: str, root: _Element) -> ExcelTable:
    columns = root.iterfind(f"{main('tableColumns')}/{main('tableColumn')}")
    return ExcelTable(
        name=root.get("displayName", ""),
        sheet=sheet,
        ref=root.get("ref", ""),
        header_row_count=whole_number(root.get("headerRowCount"), 1),
        totals_row_count=whole_number(root.get("totalsRowCount")),
        columns=tuple(column.get("name", "") for column in columns),
    )


def open_package(path: Path) -> Package:
    """Open a workbook to read; protected and signed ones too.

    Raises:
        CannotRead: It is missing, forbidden, cut short, encrypted, or no .xlsx, .xlsm or .xltx;
            the sentence says which.
    """
    content = content_of(path)
    refuse_unreadable(path, content)
    try:
        package = Package(path, content)
        reason = unreadable_kind(package)
    except zipfile.BadZipFile:
        reason = message(
            "{book} is damaged or was cut short; let Excel open and repair it, or use your backup",
            book=path.name,
        )
    if reason is not None:
        raise CannotRead(reason)
    return _with_workbook(package)


def _with_workbook(package: Package) -> Package:
    if package.workbook.tag != main("workbook"):
        raise CannotRead(
            message(
                "{book} is not an Excel workbook; name an .xlsx or .xlsm file",
                book=package.path.name,
            )
        )
    return package


def content_of(path: Path) -> bytes:
    """Read a file whole.

    Raises:
        CannotRead: It is not there, is a folder, or may not be read.
    """
    place = path.absolute()
    about: dict[str, object] = {"book": place.name or str(place), "folder": str(place.parent)}
    try:
        if path.is_dir():
            raise CannotRead(message("{book} is a folder; name the workbook in it", **about))
        return path.read_bytes()
    except FileNotFoundError:
        problem = message("{book} was not found in {folder}; check the name and folder", **about)
    except PermissionError:
        problem = message(
            "{book} may not be read; close it in other programs, or ask for the right to read it",
            **about,
        )
    except OSError as error:
        problem = message("{book} cannot be read: {reason}", **about, reason=why(error))
    raise CannotRead(problem)
