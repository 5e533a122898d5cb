"""Calling a function from a cell: arguments converted, errors caught, results made plain.

Nothing is ever raised out of here and nothing that comes out is NaN. Each host only translates
`ErrorCell` into what its program shows as an error.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from leadbook.errors import LeadbookError
from leadbook.hosts.faults import VALUE, BadValue, CellError, Fault
from leadbook.hosts.journal import remember, remember_crash
from leadbook.hosts.preferences import preferences
from leadbook.hosts.ranges import Table, dates_in, trimmed
from leadbook.hosts.registry import FUNCTIONS
from leadbook.hosts.values import cell_of, moment_of, plain_cell, rows_of, today
from leadbook.language.messages import message, quoted, speaker
from leadbook.language.numbers import to_number
from leadbook.language.text import is_blank, plain, tidy
from leadbook.pipeline.raw import ErrorCell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leadbook.hosts.arguments import Argument
    from leadbook.hosts.registry import Function
    from leadbook.language.messages import Message

__all__ = ["answer"]


def answer(name: str, given: Sequence[object]) -> object:
    """Call a function with what a spreadsheet program handed over.

    Args:
        name: Of the function.
        given: Its arguments as they came, ``None`` for one left out; fewer than it has will do.

    Returns:
        One cell, or rows of cells: texts, floats, booleans and `ErrorCell`.

    >>> import leadbook.hosts.functions
    >>> answer("LB_DAYS_IN_STAGE", [46340.0, 46347.0])
    7.0
    """
    try:
        function = FUNCTIONS[name]
        _refuse_more(function, len(given))
        padded = [*given, *[None] * (len(function.arguments) - len(given))]
        if function.gives == "each":
            return _each(function, padded)
        converted = [_converted(*pair) for pair in zip(function.arguments, padded, strict=True)]
        result = function.call(*converted)
        return result if function.gives == "column" else _plain(result)
    except Fault as fault:
        return _told(name, fault.message, fault.error)
    except LeadbookError as error:
        return _told(name, error.message, VALUE)
    except Exception as error:  # the border: a cell shows an error, never a traceback
        remember_crash(name, error)
        return VALUE


def _refuse_more(function: Function, n: int) -> None:
    """Refuse more arguments than there are; a spreadsheet program would not take them either."""
    most = len(function.arguments)
    if n > most:
        raise BadValue(
            message("{function} was given too many arguments ({n}; it takes {most})",
                    function=function.name, most=most, n=n)
        )  # fmt: skip


def _told(name: str, what: Message, error: ErrorCell) -> object:
    remember(name, what)
    chosen = preferences()
    return error if chosen.errors == "excel" else speaker(chosen.language)(what)


def _plain(result: object) -> object:
    """Make every cell plain; rows that a function has made plain already cost little."""
    if not isinstance(result, list):
        return plain_cell(result)
    if not result:
        return ""
    return [[cell if type(cell) is str else plain_cell(cell) for cell in row] for row in result]


def _converted(argument: Argument, value: object) -> object:
    if argument.kind == "table":
        return _table(argument, value)
    if argument.kind == "dates":
        rows = _rows(argument, value)
        return dates_in(argument.table, rows, argument.name) if rows else ()
    if argument.kind == "any":
        return value
    cell = _single(argument, value)
    if cell is None and argument.required:
        raise BadValue(message("the argument {argument} is missing", argument=argument.name))
    if argument.kind == "date":
        return today() if cell is None else moment_of(cell)
    if argument.kind == "number":
        return None if cell is None else _number(argument, cell)
    return tidy(plain(cell)) if cell is not None else ""


def _table(argument: Argument, value: object) -> Table | None:
    rows = _rows(argument, value)
    if not rows:
        if argument.required:
            raise BadValue(
                message(
                    "the argument {argument} is missing; give the whole table with its header "
                    "row, such as {example}",
                    argument=argument.name,
                    example=f"{argument.table}[#All]",
                )
            )
        return None
    return Table(argument.table, rows, argument.name, argument.function)


def _rows(argument: Argument, value: object) -> Sequence[Sequence[object]]:
    """Give the rows of a range, all of one width; none for a range without any cell filled.

    Where an error stands for the whole range, such as #REF!, it is passed on as itself.
    """
    rows = trimmed(rows_of(value)) if value is not None else []
    if not rows or (len(rows) == 1 and all(is_blank(cell_of(cell)) for cell in rows[0])):
        return []
    if len(rows) == len(rows[0]) == 1:
        _single(argument, rows[0][0])
    widths = set(map(len, rows))
    if len(widths) > 1:
        width = max(widths)
        rows = [[*row, *[None] * (width - len(row))] for row in rows]
    return rows


def _single(argument: Argument, value: object) -> object:
    """Give the one cell that an argument is; an error cell is passed on as itself."""
    rows = rows_of(value)
    if len(rows) > 1 or len(rows[0]) > 1:
        raise BadValue(
            message("the argument {argument} takes one cell, not a range", argument=argument.name)
        )
    cell = cell_of(rows[0][0]) if rows[0] else None
    if isinstance(cell, ErrorCell):
        raise CellError(
            message("the argument {argument} is an error itself ({error})",
                    argument=argument.name, error=cell.code), cell,
        )  # fmt: skip
    return None if is_blank(cell) else cell


def _number(argument: Argument, cell: object) -> float:
    number = to_number(cell)
    if number is None:
        raise BadValue(
            message(
                "{value} is no number, which the argument {argument} needs",
                value=quoted(plain(cell)),
                argument=argument.name,
            )
        )
    return number


def _each(function: Function, given: Sequence[object]) -> object:
    """Call a function for each cell of its ranges; one cell serves a whole range.

    A blank first cell gives a blank, an error cell that error.
    """
    pairs = list(zip(function.arguments, given, strict=True))
    blocks = [rows_of(value) for argument, value in pairs if argument.kind == "each"]
    if all(len(block) == 1 and len(block[0]) == 1 for block in blocks):
        cells = iter([block[0][0] for block in blocks])
        whole = [next(cells) if a.kind == "each" else _converted(a, value) for a, value in pairs]
        return _one(function, whole)
    height, width = _shape(function, blocks)
    fixed = [None if a.kind == "each" else _converted(a, value) for a, value in pairs]
    at = [place for place, (argument, _) in enumerate(pairs) if argument.kind == "each"]
    streams = [_stream(block, height, width) for block in blocks]
    flat = []
    for cells_here in zip(*streams, strict=True):
        whole = list(fixed)
        for place, cell in zip(at, cells_here, strict=True):
            whole[place] = cell
        flat.append(_one(function, whole))
    return [flat[row * width : (row + 1) * width] for row in range(height)]


def _one(function: Function, whole: list[object]) -> object:
    """Call a function for single cells, which may be blank or errors."""
    cells = [
        cell_of(value) if argument.kind == "each" else value
        for argument, value in zip(function.arguments, whole, strict=True)
    ]
    for argument, cell in zip(function.arguments, cells, strict=True):
        if isinstance(cell, ErrorCell):
            return cell
        if argument.required and argument.kind == "each" and is_blank(cell):
            return ""
    try:
        return plain_cell(function.call(*cells))
    except Fault as fault:
        return _told(function.name, fault.message, fault.error)
    except LeadbookError as error:
        return _told(function.name, error.message, VALUE)


def _shape(function: Function, blocks: list[list[Sequence[object]]]) -> tuple[int, int]:
    """Give the shape that all ranges have; one cell fits any."""
    shapes = {(len(block), max(map(len, block))) for block in blocks} - {(1, 1)}
    if len(shapes) > 1:
        raise BadValue(
            message(
                "the ranges given to {function} differ in size; give ranges of one size, or a "
                "single cell that serves them all",
                function=function.name,
            )
        )
    return shapes.pop()


def _stream(block: list[Sequence[object]], height: int, width: int) -> list[object]:
    if len(block) == 1 and len(block[0]) == 1:
        return [block[0][0]] * (height * width)
    return list(chain.from_iterable([*row, *[None] * (width - len(row))] for row in block))
