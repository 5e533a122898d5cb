"""Recalculating: the results of leadbook's functions in a book, without a spreadsheet program.

Each LB_ formula of the file gets the value that it would show, so that the book reads right in a
viewer, in openpyxl or pandas, and in a program that does not have leadbook. Other formulas keep
their last results until a spreadsheet program calculates them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from openpyxl.formula.translate import Translator

import leadbook.hosts.functions  # noqa: F401 - fills the registry
from leadbook.errors import CannotWrite
from leadbook.hosts.array_areas import fitted
from leadbook.hosts.evaluation import Evaluation
from leadbook.hosts.faults import VALUE, Fault
from leadbook.hosts.formula_text import NotUnderstood, calls_leadbook
from leadbook.hosts.journal import forget
from leadbook.hosts.values import counting_from_1904
from leadbook.language.messages import message
from leadbook.workbook.address import reference_of
from leadbook.workbook.archive import deflated
from leadbook.workbook.cell_bytes import Place
from leadbook.workbook.formula_bytes import filled_places, formulas_in, with_results
from leadbook.workbook.package import open_package
from leadbook.workbook.refusals import refuse_other_ending, refuse_unwritable
from leadbook.workbook.save import save

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from leadbook.language.messages import Message
    from leadbook.workbook.address import Area
    from leadbook.workbook.formula_bytes import FormulaCell, Result
    from leadbook.workbook.package import Package, SheetPart
    from leadbook.workbook.save import Saved

__all__ = ["Note", "Recalculated", "recalc"]

_PREFIX = "LB_"


@dataclass(frozen=True, slots=True)
class Note:
    """A formula that gave an error or was left alone, and why."""

    sheet: str
    cell: str
    why: Message


@dataclass(frozen=True, slots=True)
class Recalculated:
    """What was done.

    Attributes:
        filled: How many formulas have their result now.
        errors: Those of them whose result is an error.
        left_alone: Formulas that only a spreadsheet program can calculate.
        saved: Where the book went.
    """

    filled: int
    errors: tuple[Note, ...]
    left_alone: tuple[Note, ...]
    saved: Saved


def recalc(book: Path, out: Path | None = None, *, backup: bool = True) -> Recalculated:
    """Work out every LB_ formula of a book and write its result; nothing else changes.

    A dynamic array spills as far as its result goes. Where other cells are in the way it shows
    #VALUE!, which is what Excel stores for its #SPILL!, and that is told. A day that is left out
    means today, as in a cell.

    Args:
        book: An .xlsx or .xlsm file.
        out: Where to write; the book itself when absent.
        backup: Whether to keep a copy of a file that is written over.

    Raises:
        CannotRead: The book cannot be read.
        CannotWrite: It is protected or signed, changed meanwhile, or cannot be written.
        WrongUse: `out` ends otherwise than the book.
    """
    target = out or book
    package = open_package(book)
    refuse_other_ending(book, target)
    refuse_unwritable(package)
    forget()
    sheets = {sheet.name: _Sheet(package, sheet) for sheet in package.sheets()}
    formulas = {name: sheet.formulas for name, sheet in sheets.items()}
    work = Evaluation(package, formulas, lambda name, *told: sheets[name].keep(*told))
    with counting_from_1904(package.date1904):
        errors, left_alone = _worked_out(work, sheets)
    entries = list(package.entries)
    for sheet in sheets.values():
        old = package.entry(sheet.part)
        if old is not None and sheet.results:
            content = with_results(package.read(sheet.part), sheet.results)
            entries[entries.index(old)] = deflated(old.name, [content])
    saved = save(entries, source=package, target=target, backup=backup)
    filled = sum(len(sheet.results) for sheet in sheets.values())
    return Recalculated(filled, tuple(errors), tuple(left_alone), saved)


def _worked_out(work: Evaluation, sheets: Mapping[str, _Sheet]) -> tuple[list[Note], list[Note]]:
    """Work out every formula; tell the errors, and what was left alone."""
    errors, left_alone = [], []
    # Those that spill go first: other formulas may refer to cells that they have not filled yet.
    for name, place in sorted(work.formulas, key=lambda at: not work.formulas[at].grows):
        try:
            why = work.work_out(name, place)
        except NotUnderstood as fault:
            left_alone.append(Note(name, place.address, fault.message))
            continue
        except Fault as fault:
            sheets[name].keep(place, fault.error)
            why = fault.message
        if why is not None:
            errors.append(Note(name, place.address, why))
    return errors, left_alone


class _Sheet:
    """One sheet: its LB_ formulas, and what they give.

    Attributes:
        formulas: By place; a formula that shares its text with others has its own text here.
        results: What is to be written, by the place of the formula.
    """

    def __init__(self, package: Package, sheet: SheetPart) -> None:
        self.part = sheet.part
        self.formulas: dict[Place, FormulaCell] = {}
        self.results: dict[Place, Result] = {}
        content = package.read(sheet.part)
        if _PREFIX.encode() not in content.upper():
            return
        try:
            found = formulas_in(content)
            self._filled = filled_places(content)
        except ValueError:
            raise CannotWrite(
                message(
                    "the sheet {sheet} of {book} is stored in a way that leadbook does not edit; "
                    "save the book once in Excel and run again",
                    sheet=sheet.name,
                    book=package.path.name,
                )
            ) from None
        firsts = {cell.shared: cell for cell in found if cell.shared and cell.text}
        own = [_with_own_text(cell, firsts.get(cell.shared)) for cell in found]
        self.formulas = {cell.place: cell for cell in own if calls_leadbook(cell.text)}

    def keep(self, place: Place, value: object) -> tuple[Result, Message | None]:
        """Fit a value into the cells of its formula; tell what it needs where it cannot spill."""
        formula, told = self.formulas[place], None
        result = fitted(value, formula)
        needed = _places(result.area)
        if not self._filled.isdisjoint(needed - _places(formula.area)):
            told = _in_the_way(result.area)
            result = fitted(VALUE, formula)
        self.results[place] = result
        self._filled |= _places(result.area)
        return result, told


def _in_the_way(area: Area | None) -> Message:
    return message(
        "the result needs the cells {cells}, where something else stands; move one of the two",
        cells=reference_of(area) if area else "",
    )


def _places(area: Area | None) -> set[Place]:
    if area is None:
        return set()
    rows, columns = range(area.top, area.bottom + 1), range(area.left, area.right + 1)
    return {Place(row, column) for row in rows for column in columns}


def _with_own_text(cell: FormulaCell, first: FormulaCell | None) -> FormulaCell:
    """Give a formula that shares another's text with that text as it reads in its own cell."""
    if cell.text or first is None:
        return cell
    moved = Translator(f"={first.text}", origin=first.place.address)
    text = str(moved.translate_formula(cell.place.address)).removeprefix("=")
    return replace(cell, text=text)
