"""Numbers written into existing cells of a person's book, which stays else byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.errors import CannotWrite
from leadbook.language.messages import message
from leadbook.workbook.archive import deflated
from leadbook.workbook.cell_bytes import with_numbers
from leadbook.workbook.refusals import refuse_other_ending, refuse_unwritable
from leadbook.workbook.save import save

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from leadbook.workbook.cell_bytes import Edited, Place
    from leadbook.workbook.package import Package
    from leadbook.workbook.save import Saved

__all__ = ["write_numbers"]


def write_numbers(
    package: Package,
    sheet: str,
    numbers: Mapping[Place, float],
    out: Path,
    *,
    backup: bool = True,
) -> tuple[Saved, Edited]:
    """Write numbers into cells of one sheet and save the book; nothing else in it changes.

    Styles stay, and so does the chain of calculation: a cell that a formula fills is not written
    but reported. Formulas that use the cells keep their last results until Excel calculates.

    Args:
        package: The book as it was opened before the numbers were found.
        sheet: Name of the sheet.
        numbers: Place → number, in rows that hold something.
        out: Where to write; the book itself, or another file with the same ending.
        backup: Whether to keep a copy of a file that is written over.

    Raises:
        CannotWrite: It is protected, signed or shared, changed meanwhile, or cannot be written.
        WrongUse: `out` ends otherwise than the book.
    """
    book = package.path
    refuse_other_ending(book, out)
    refuse_unwritable(package)
    part = next(tab.part for tab in package.sheets() if tab.name == sheet)
    edited = _edited(package, sheet, part, numbers)
    old = package.entry(part)
    new = old if old is None or not edited.written else deflated(old.name, [edited.content])
    entries = [new if new is not None and entry is old else entry for entry in package.entries]
    return save(entries, source=package, target=out, backup=backup), edited


def _edited(package: Package, sheet: str, part: str, numbers: Mapping[Place, float]) -> Edited:
    try:
        return with_numbers(package.read(part), numbers)
    except ValueError:
        raise CannotWrite(
            message(
                "the sheet {sheet} of {book} is stored in a way that leadbook does not edit; save "
                "the book once in Excel and run again",
                sheet=sheet,
                book=package.path.name,
            )
        ) from None
