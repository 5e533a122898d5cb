"""What leadbook will not read, and where it will not write; one sentence each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.errors import CannotRead, CannotWrite, WrongUse
from leadbook.language.messages import message
from leadbook.workbook.markup import flag, main

if TYPE_CHECKING:
    from pathlib import Path

    from leadbook.language.messages import Message
    from leadbook.workbook.package import Package

__all__ = [
    "cell_is_taken",
    "ends_with_totals",
    "no_row_to_go_on_from",
    "refuse_other_ending",
    "refuse_signed",
    "refuse_unreadable",
    "refuse_unwritable",
    "shared_the_old_way",
    "structure_is_protected",
    "unreadable_kind",
]

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
        return message(
            "{book} is in the old Excel format (.xls); open it in Excel, save it as an Excel "
            "workbook (.xlsx), and try again",
            book=book,
        )
    return _not_a_workbook(book)


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


def refuse_other_ending(book: Path, out: Path) -> None:
    """Refuse to write a book under another ending: a book with macros is no .xlsx.

    Raises:
        WrongUse: The endings differ.
    """
    if out.suffix.lower() != book.suffix.lower():
        raise WrongUse(
            message(
                "{out} must end in {suffix}, as {book} does",
                out=out.name,
                suffix=book.suffix,
                book=book.name,
            )
        )


def refuse_signed(package: Package) -> None:
    """Raise `CannotWrite` where any change would break a signature."""
    if any("digital-signature" in relation.type for relation in package.relations("")):
        raise CannotWrite(
            message(
                "{book} is digitally signed and any change would break the signature; write the "
                "report into an unsigned copy",
                book=package.path.name,
            )
        )


def refuse_unwritable(package: Package) -> None:
    """Raise `CannotWrite` where new sheets would break a lock, a signature or a shared book."""
    refuse_signed(package)
    reason = _guarded(package)
    if reason is not None:
        raise CannotWrite(reason)


def _guarded(package: Package) -> Message | None:
    book = package.path.name
    protection = package.workbook.find(main("workbookProtection"))
    if protection is not None and flag(protection.get("lockStructure")):
        return structure_is_protected(book)
    if any(relation.kind == "revisionHeaders" for relation in package.relations(package.main)):
        return shared_the_old_way(book)
    return None


def structure_is_protected(book: str) -> Message:
    """Say that a book's structure is protected."""
    return message(
        "the structure of {book} is protected, so no sheet can be added; lift it in Excel "
        "under Review, Protect Workbook, and try again",
        book=book,
    )


def shared_the_old_way(book: str) -> Message:
    """Say that a book is shared the old way, which allows no new tables."""
    return message(
        "{book} is a shared workbook with tracked changes; stop sharing it in Excel under "
        "Review, Share Workbook, and try again",
        book=book,
    )


def no_row_to_go_on_from(sheet: str) -> Message:
    """Say that rows cannot be added to what is no Excel table and has no rows, or fills a sheet."""
    return message(
        "the table on sheet {sheet} has no row to go on from, or no room for more; make it "
        "an Excel table (Insert, Table), and run again",
        sheet=sheet,
    )


def ends_with_totals(table: str, sheet: str) -> Message:
    """Say that rows cannot be added below a totals row."""
    return message(
        "the table {table} on sheet {sheet} ends with a totals row; switch it off (Table "
        "Design, Total Row), and run again",
        table=table,
        sheet=sheet,
    )


def cell_is_taken(table: str, sheet: str, cell: str) -> Message:
    """Say that something stands where new rows of a table should."""
    return message(
        "rows cannot be added to the table {table} on sheet {sheet}, for cell {cell} below "
        "it is taken; move what stands there, and run again",
        table=table,
        sheet=sheet,
        cell=cell,
    )
