"""Working out the LB_ formulas of a file, each after those that it depends on."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

from leadbook.hosts.border import answer
from leadbook.hosts.faults import BadValue, Fault
from leadbook.hosts.formula_text import Call, Constant, NotUnderstood, parse
from leadbook.hosts.journal import last_message
from leadbook.hosts.references import References
from leadbook.hosts.registry import FUNCTIONS
from leadbook.hosts.values import cell_of, plain_cell
from leadbook.language.messages import message, quoted
from leadbook.pipeline.raw import ErrorCell
from leadbook.workbook.cell_bytes import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from leadbook.hosts.formula_text import Node
    from leadbook.hosts.references import Cells
    from leadbook.hosts.values import Rows
    from leadbook.language.messages import Message
    from leadbook.workbook.formula_bytes import FormulaCell
    from leadbook.workbook.package import Package

__all__ = ["Evaluation"]


_OF_ONE_CELL = {"SINGLE", "ISERROR"}
"""SINGLE is the sign @ of a formula in a file: of an array only its first cell."""


class Evaluation:
    """The formulas of one book, and their values so far.

    Args:
        package: The book.
        formulas: By sheet and place.
    """

    def __init__(
        self, package: Package, formulas: Mapping[str, Mapping[Place, FormulaCell]]
    ) -> None:
        self.formulas = {(s, place): cell for s, found in formulas.items()
                         for place, cell in found.items()}  # fmt: skip
        self._references = References(package)
        self._values: dict[tuple[str, Place], tuple[object, Message | None]] = {}
        self._open: set[tuple[str, Place]] = set()
        self._owners = {
            (sheet, cell): place
            for (sheet, place), formula in self.formulas.items()
            for cell in _cells_of(formula)
        }

    def value_at(self, sheet: str, place: Place) -> tuple[object, Message | None]:
        """Give the value of a formula, one cell or rows of cells, and why where it is an error.

        Raises:
            NotUnderstood: It, or what it depends on, needs a spreadsheet program.
            Fault: It refers to what is not there, or to itself.
        """
        at = sheet, place
        if at in self._values:
            return self._values[at]
        if at in self._open:
            raise BadValue(message("the formula depends on itself"))
        self._open.add(at)
        try:
            node = parse(self.formulas[at].text)
            if not isinstance(node, Call):
                raise _needs_a_program(self.formulas[at].text)
            before = last_message()
            value = self._value(node, sheet, place)
            why = _why(before) if isinstance(value, ErrorCell) else None
        finally:
            self._open.discard(at)
        self._values[at] = value, why
        self._publish(sheet, place, value)
        return value, why

    def _publish(self, sheet: str, place: Place, value: object) -> None:
        """Let other formulas see what this one gave."""
        rows = cast("Rows", value) if isinstance(value, list) else [[value]]
        for down, row in enumerate(rows):
            for right, cell in enumerate(row):
                key = sheet, place.row + down, place.column + right
                self._references.worked_out[key] = cell

    def _value(self, node: Node, sheet: str, place: Place) -> object:
        match node:
            case Constant():
                return node.value
            case Call():
                arguments = [self._value(each, sheet, place) for each in node.arguments]
                return _called(node.name, arguments)
            case _:
                cells = self._references.meaning(node.text, sheet, place)
                self._calculate(cells)
                return self._references.rows(cells)

    def _calculate(self, cells: Cells) -> None:
        """Work out the formulas that fill some of these cells."""
        for place in sorted(set(self._owners_in(cells))):
            self.value_at(cells.sheet, place)

    def _owners_in(self, cells: Cells) -> Iterator[Place]:
        area = cells.area
        size = (area.bottom - area.top + 1) * (area.right - area.left + 1)
        if size < len(self._owners):
            for row in range(area.top, area.bottom + 1):
                for column in range(area.left, area.right + 1):
                    if (owner := self._owners.get((cells.sheet, Place(row, column)))) is not None:
                        yield owner
            return
        for (sheet, (row, column)), owner in self._owners.items():
            inside = area.top <= row <= area.bottom and area.left <= column <= area.right
            if sheet == cells.sheet and inside:
                yield owner


def _why(before: Message | None) -> Message:
    """Give what was said last; a cell's own error that is passed on says nothing."""
    now = last_message()
    if now is None or now is before:
        return message("a cell that it uses holds an error")
    return now


def _cells_of(formula: FormulaCell) -> Iterator[Place]:
    area = formula.area
    if area is None:
        yield formula.place
        return
    for row in range(area.top, area.bottom + 1):
        for column in range(area.left, area.right + 1):
            yield Place(row, column)


def _called(name: str, arguments: list[object]) -> object:
    if name == "DATE":
        return _date(arguments)
    if name in FUNCTIONS:
        return answer(name, arguments)
    if name in _OF_ONE_CELL and len(arguments) == 1:
        (value,) = arguments
        cell = cell_of(cast("Rows", value)[0][0] if isinstance(value, list) else value)
        return isinstance(cell, ErrorCell) if name == "ISERROR" else cell
    raise _needs_a_program(name)


def _date(arguments: list[object]) -> object:
    """Give Excel's DATE of three numbers as a serial number."""
    try:
        year, month, day = (int(cast("float", argument)) for argument in arguments)
        return plain_cell(date(year, month, day))
    except (TypeError, ValueError):
        raise BadValue(message("DATE takes a year, a month and a day")) from None


def _needs_a_program(formula: str) -> Fault:
    return NotUnderstood(
        message(
            "{formula} is not one of leadbook's functions; only a spreadsheet program can "
            "calculate it",
            formula=quoted(formula),
        )
    )
