"""What leadbook will not read; one sentence each, with the way to a workbook that it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.errors import CannotRead
from leadbook.language.messages import message

if TYPE_CHECKING:
    from pathlib import Path

    from leadbook.language.messages import Message
    from leadbook.workbook.package import Package

__all__ = ["old_format", "refuse_unreadable", "unreadable_kind"]

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ZIP = b"PK"
_STRICT = "http://purl.oclc.org/ooxml/"
_TEXT_SUFFIXES = frozenset({".csv", ".tsv", ".txt", ".json", ".htm", ".html", ".xml"})


def refuse_unreadable(path: Path, content: bytes) -> None:
    """Raise `CannotRead` with the reason when a file is no zip, or goes by a wrong name."""
    reason = _foreign(path, content)
    if reason is not None:
        raise CannotRead(reason)


def _foreign(path: Path, content: bytes) -> Message | None:
    book = path.name
    if not content:
        return message(
            "{book} is empty (0 bytes); perhaps a download or a copy did not finish", book=book
        )
    if content.startswith(_OLE):
        return _compound_file(book, content)
    if not content.startswith(_ZIP):
        return _plain(book, content)
    if path.suffix.lower() in _TEXT_SUFFIXES:
        return message(
            "{book} is an Excel workbook although its name ends in {suffix}; "
            "rename it to end in .xlsx and try again",
            book=book,
            suffix=path.suffix,
        )
    return None


def _compound_file(book: str, content: bytes) -> Message:
    # Stream names stand in the directory of a compound file as UTF-16.
    if "EncryptedPackage".encode("utf-16-le") in content:
        return message(
            "{book} is encrypted; open it in Excel, remove the password, save, and try again",
            book=book,
        )
    if any(name.encode("utf-16-le") in content for name in ("Workbook\0", "Book\0")):
        return old_format(book)
    return _not_a_workbook(book)


def old_format(book: str) -> Message:
    """Say that a book is in the format of Excel 97 to 2003."""
    return message(
        "{book} is in the old Excel format (.xls); open it in Excel, save it as an Excel "
        "workbook (.xlsx), and try again",
        book=book,
    )


def _plain(book: str, content: bytes) -> Message:
    start = content[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<meta")):
        return message(
            "{book} is not an Excel workbook but a web page; open it in Excel, save it as an Excel "
            "workbook (.xlsx), and try again",
            book=book,
        )
    if start.startswith(b"<?xml"):
        return message(
            "{book} is not an Excel workbook but an XML file; open it in Excel, save it as an "
            "Excel workbook (.xlsx), and try again",
            book=book,
        )
    if _is_text(content[:4096]):
        return message(
            "{book} is not an Excel workbook but plain text such as CSV; open it in Excel, save it "
            "as an Excel workbook (.xlsx), and try again",
            book=book,
        )
    return _not_a_workbook(book)


def _is_text(start: bytes) -> bool:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(byte < 32 and byte not in b"\t\n\r\f\x1a" for byte in start)


def _not_a_workbook(book: str) -> Message:
    return message("{book} is not an Excel workbook; name an .xlsx or .xlsm file", book=book)


def unreadable_kind(package: Package) -> Message | None:
    """Give the reason why a whole zip is no workbook that leadbook reads, or ``None``."""
    book = package.path.name
    relation = package.main_relation
    if relation is None:
        return _zip_of_another_kind(package)
    if _STRICT in relation.type:
        return message(
            "{book} is a Strict Open XML workbook; open it in Excel, save it as the ordinary Excel "
            "workbook (.xlsx), and try again",
            book=book,
        )
    kind = package.content_type(relation.target) or ""
    if "binary" in kind or relation.target.lower().endswith(".bin"):
        return message(
            "{book} is a binary workbook (.xlsb); open it in Excel, save it as an Excel workbook "
            "(.xlsx or .xlsm), and try again",
            book=book,
        )
    if "wordprocessing" in kind or "presentation" in kind:
        return _not_a_workbook(book)
    return None


def _zip_of_another_kind(package: Package) -> Message:
    if package.has("mimetype") and b"opendocument.spreadsheet" in package.read("mimetype"):
        return message(
            "{book} is an OpenDocument spreadsheet (.ods); open it in LibreOffice, save it as an "
            "Excel workbook (.xlsx), and try again",
            book=package.path.name,
        )
    return _not_a_workbook(package.path.name)
