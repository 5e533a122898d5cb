"""Working out the LB_ formulas of a file, each after those that it depends on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, cast

from leadbook.hosts.border import answer
from leadbook.hosts.faults import BadValue, Fault
from leadbook.hosts.formula_text import (
    Call,
    Constant,
    NotUnderstood,
    Reference,
    calls_in,
    parse,
)
from leadbook.hosts.journal import last_message
from leadbook.hosts.references import References
from leadbook.hosts.registry import FUNCTIONS
from leadbook.hosts.values import cell_of, plain_cell, today
from leadbook.language.messages import message, quoted
from leadbook.pipeline.raw import ErrorCell, UncalculatedCell
from leadbook.workbook.address import Area
from leadbook.workbook.cell_bytes import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from leadbook.hosts.formula_text import Node
    from leadbook.hosts.references import Cells
    from leadbook.hosts.values import Rows
    from leadbook.language.messages import Message
    from leadbook.workbook.formula_bytes import FormulaCell, Result
    from leadbook.workbook.package import Package

__all__ = ["Evaluation"]


_DATES = {"DATE", "TODAY"}
_OF_ONE_CELL = {"SINGLE", "ISERROR"}
"""SINGLE is the sign @ of a formula in a file: of what a function gives only the first cell."""


_DEEPEST = 50
"""So many formulas may wait for each other at once; Python's own stack ends at some hundreds."""


class _TooDeep(Exception):
    """A chain of formulas is so long that its end is to be worked out first."""

    def __init__(self, at: tuple[str, Place]) -> None:
        super().__init__(at)
        self.at = at


class Evaluation:
    """The formulas of one book, and their values so far.

    Args:
        package: The book.
        formulas: By sheet and place.
        keep: Fits a value into the cells of its formula, by sheet and place; other formulas see
            what stands there then. Tells why where it does not fit.
    """

    def __init__(
        self,
        package: Package,
        formulas: Mapping[str, Mapping[Place, FormulaCell]],
        keep: Callable[[str, Place, object], tuple[Result, Message | None]],
    ) -> None:
        self._keep = keep
        self.formulas = {(s, place): cell for s, found in formulas.items()
                         for place, cell in found.items()}  # fmt: skip
        self._references = References(package)
        self._done: dict[tuple[str, Place], Message | None] = {}
        self._faults: dict[tuple[str, Place], Fault] = {}
        self._open: set[tuple[str, Place]] = set()
        self._names: list[str] = []
        self._owners = {
            (sheet, cell): place
            for (sheet, place), formula in self.formulas.items()
            for cell in _cells_of(formula)
        }

    def work_out(self, sheet: str, place: Place) -> Message | None:
        """Work out a formula, and tell why where it gives an error.

        Raises:
            NotUnderstood: It, or what it depends on, needs a spreadsheet program.
            Fault: It refers to what is not there, or to itself.
        """
        waiting = [(sheet, place)]
        while waiting:
            try:
                self._work_out(waiting[-1])
            except _TooDeep as deep:
                if deep.at in waiting:
                    self._faults[waiting[-1]] = _depends_on_itself()
                else:
                    waiting.append(deep.at)
                    continue
            except Fault:
                pass
            waiting.pop()
        if (sheet, place) in self._faults:
            raise self._faults[sheet, place]
        return self._done[sheet, place]

    def _work_out(self, at: tuple[str, Place]) -> None:
        """Work out a formula, after those that it uses."""
        if at in self._faults:
            raise self._faults[at]
        if at in self._done:
            return
        if at in self._open:
            raise _depends_on_itself()
        if len(self._open) == _DEEPEST:
            raise _TooDeep(at)
        sheet, place = at
        self._open.add(at)
        try:
            node = self._understood(self.formulas[at].text)
            before = last_message()
            value = self._value(node, sheet, place)
        except Fault as fault:
            self._faults[at] = fault
            raise
        finally:
            self._open.discard(at)
        result, why = self._keep(sheet, place, value)
        if why is None and isinstance(value, ErrorCell):
            why = _why(before)
        self._done[at] = why
        self._publish(sheet, place, result.rows)

    def _publish(self, sheet: str, place: Place, rows: Rows) -> None:
        """Let other formulas see what stands in the cells now."""
        for down, row in enumerate(rows):
            for right, cell in enumerate(row):
                key = sheet, place.row + down, place.column + right
                self._references.worked_out[key] = cell

    def _understood(self, formula: str) -> Node:
        """Read a formula; before anything is worked out, every call in it is one that can be."""
        node = parse(formula)
        for call in calls_in(node):
            if call.name not in {*FUNCTIONS, *_DATES, *_OF_ONE_CELL}:
                raise _needs_a_program(call.name)
        return node

    def _value(self, node: Node, sheet: str, place: Place) -> object:
        match node:
            case Constant():
                return node.value
            case Call("SINGLE", (Reference() as cells,)):
                return self._referred(cells.text, sheet, place, only=True)
            case Call():
                return _called(node.name, list(self._arguments(node, sheet, place)))
            case _:
                return self._referred(node.text, sheet, place)

    def _arguments(self, call: Call, sheet: str, place: Place) -> Iterator[object]:
        """Give a call's arguments; a cell that was never calculated is known to tables only."""
        own = FUNCTIONS[call.name].arguments if call.name in FUNCTIONS else ()
        tables = [argument.kind == "table" for argument in own[: len(call.arguments)]]
        for is_table, node in zip_longest(tables, call.arguments, fillvalue=False):
            value = self._value(cast("Node", node), sheet, place)
            if not is_table and _is_uncalculated(value):
                raise _uses(", ".join(_references_in(cast("Node", node))))
            yield value

    def _referred(self, text: str, sheet: str, place: Place, *, only: bool = False) -> object:
        """Give the value of cells, or of what a name stands for.

        Of a column only the cell in the formula's row where `only` that is asked for, of a row that
        in its column.
        """
        formula = self._references.definition(text, sheet, place)
        if formula is None:
            cells = self._references.meaning(text, sheet, place)
            if only:
                cells = _crossing(cells, place)
            self._calculate(cells)
            return self._references.rows(cells)
        if text in self._names:
            raise _depends_on_itself()
        self._names.append(text)
        try:
            node = self._understood(formula)
            if only:
                node = Call("SINGLE", (node,))
            return self._value(node, sheet, place)
        finally:
            self._names.pop()

    def _calculate(self, cells: Cells) -> None:
        """Work out the formulas that fill some of these cells."""
        for place in sorted(set(self._owners_in(cells))):
            try:
                self._work_out((cells.sheet, place))
            except NotUnderstood:
                raise _uses(f"{cells.sheet}!{place.address}") from None

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


def _references_in(node: Node) -> Iterator[str]:
    if isinstance(node, Reference):
        yield node.text
    for call in calls_in(node):
        yield from (each.text for each in call.arguments if isinstance(each, Reference))


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


def _crossing(cells: Cells, place: Place) -> Cells:
    """Give the cell of a column or row that lies beside a formula, as the sign @ picks it."""
    area = cells.area
    row = area.top if area.top == area.bottom else place.row
    column = area.left if area.left == area.right else place.column
    is_line = area.top == area.bottom or area.left == area.right
    inside = area.top <= row <= area.bottom and area.left <= column <= area.right
    if not (is_line and inside):
        raise BadValue(message("none of these cells stands in the formula's own row or column"))
    return replace(cells, area=Area(row, column, row, column))


def _called(name: str, arguments: list[object]) -> object:
    if name in FUNCTIONS:
        return answer(name, arguments)
    if name == "TODAY" and not arguments:
        return plain_cell(today())
    if name == "DATE":
        return _date([_one_cell(argument) for argument in arguments])
    if name in _OF_ONE_CELL and len(arguments) == 1:
        cell = _one_cell(arguments[0])
        return isinstance(cell, ErrorCell) if name == "ISERROR" else cell
    raise _needs_a_program(name)


def _one_cell(value: object) -> object:
    return cell_of(cast("Rows", value)[0][0] if isinstance(value, list) else value)


def _date(arguments: list[object]) -> object:
    """Give Excel's DATE of three numbers as a serial number; a thirteenth month is a January."""
    try:
        year, month, day = (int(cast("float", each or 0)) for each in arguments)
        first = date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
        return plain_cell(first + timedelta(days=day - 1))
    except (TypeError, ValueError, OverflowError):
        raise BadValue(message("DATE takes a year, a month and a day")) from None


def _is_uncalculated(value: object) -> bool:
    rows = cast("Rows", value) if isinstance(value, list) else [[value]]
    return any(isinstance(cell, UncalculatedCell) for cell in chain.from_iterable(rows))


def _depends_on_itself() -> Fault:
    return BadValue(message("the formula depends on itself"))


def _uses(cells: str) -> Fault:
    return NotUnderstood(
        message("it uses {cells}, which only a spreadsheet program can calculate", cells=cells)
    )


def _needs_a_program(name: str) -> Fault:
    return NotUnderstood(
        message(
            "{formula} is not one of leadbook's functions; only a spreadsheet program can "
            "calculate it",
            formula=quoted(name),
        )
    )
