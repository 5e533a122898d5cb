"""Where leadbook will not write; one sentence each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.errors import CannotWrite, WrongUse
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
    "refuse_unwritable",
    "shared_the_old_way",
    "sheet_is_protected",
    "structure_is_protected",
]


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


def sheet_is_protected(sheet: str) -> Message:
    """Say that the cells of a sheet are protected."""
    return message(
        "the sheet {sheet} is protected; lift it in Excel under Review, Unprotect "
        "Sheet, and try again",
        sheet=sheet,
    )


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
