"""A call from a cell of Calc: what LibreOffice hands over, and errors that Calc shows as errors.

Calc keeps an error as a NaN whose lowest bits are the number of the error; handed over so, it
stays an error cell by cell, also within rows. (Nothing, instead, would be a blank there.)

Dates are serial numbers both ways, counted from the day from which the document counts.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

import leadbook.hosts.functions  # noqa: F401 - fills the registry
from leadbook.hosts.border import answer
from leadbook.hosts.faults import VALUE
from leadbook.hosts.journal import remember_crash
from leadbook.hosts.libreoffice.interface import is_live_range
from leadbook.hosts.registry import FUNCTIONS
from leadbook.hosts.values import counting_from_1904
from leadbook.pipeline.raw import ErrorCell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leadbook.hosts.arguments import Argument

__all__ = ["call"]

_NUMBERS = {
    "#NUM!": 503,
    "#VALUE!": 519,
    "#NULL!": 521,
    "#REF!": 524,
    "#NAME?": 525,
    "#DIV/0!": 532,
    "#N/A": 32767,
}
"""Excel's errors as Calc numbers them; Calc's own further ones count as #VALUE!."""

_QUIET_NAN = 0x7FF8_0000_0000_0000
_ERRORS = {number: ErrorCell(code) for code, number in _NUMBERS.items()}
_CALC = {
    code: struct.unpack("<d", struct.pack("<Q", _QUIET_NAN | number))[0]
    for code, number in _NUMBERS.items()
}
_ALONE = frozenset({"each", "date", "text", "table"})
_PLAIN = frozenset({str, float})


def call(
    name: str, given: Sequence[object], document: Any = None
) -> tuple[tuple[object, ...], ...]:
    """Call a function as a cell of Calc does; always gives rows of texts and numbers.

    Args:
        name: Of the function.
        given: Its arguments: numbers, texts, tuples of tuples, live ranges; ``None`` for one left
            out.
        document: The document of the cell; its dates count from 1899 when absent.

    >>> call("LB_DAYS_IN_STAGE", (46340.0, 46347.0))
    ((7.0,),)
    >>> call("LB_DAYS_IN_STAGE", ("soon",))
    ((nan,),)
    """
    try:
        pairs = zip(FUNCTIONS[name].arguments, given, strict=False)
        with counting_from_1904(_counts_from_1904(document)):
            return _shown(answer(name, [_handed(*pair) for pair in pairs]))
    except Exception as error:  # the border: a cell shows an error, never a traceback
        remember_crash(name, error)
        return _shown(VALUE)


def _counts_from_1904(document: Any) -> bool:
    return document is not None and document.getPropertyValue("NullDate").Year == 1904


def _handed(argument: Argument, value: Any) -> object:
    """Give an argument as the border knows it.

    A blank cell that stands alone arrives as the number 0, which is no date and no choice: it is
    taken as blank wherever no number is asked for.
    """
    if is_live_range(argument):
        return None if value is None else _cells_of(value)
    if value == 0.0 and type(value) is float and argument.kind in _ALONE:
        return None
    return value


def _cells_of(given: Any) -> list[Sequence[object]]:
    """Read a live range as far down as its sheet is used; error cells become `ErrorCell`."""
    place, sheet = given.getRangeAddress(), given.getSpreadsheet()
    used = sheet.createCursor()
    used.gotoEndOfUsedArea(False)
    last = min(place.EndRow, max(place.StartRow, used.getRangeAddress().EndRow))
    area = sheet.getCellRangeByPosition(place.StartColumn, place.StartRow, place.EndColumn, last)
    rows = area.getDataArray()
    return [
        [_error_at(area, column, row) if cell is None else cell for column, cell in enumerate(line)]
        if None in line
        else line
        for row, line in enumerate(rows)
    ]


def _error_at(area: Any, column: int, row: int) -> ErrorCell:
    return _ERRORS.get(area.getCellByPosition(column, row).getError(), VALUE)


def _shown(result: object) -> tuple[tuple[object, ...], ...]:
    rows = result if isinstance(result, (list, tuple)) else [[result]]
    return tuple(
        [tuple([cell if type(cell) in _PLAIN else _cell(cell) for cell in row]) for row in rows]
    )


def _cell(cell: object) -> object:
    """Give a cell that is neither text nor number; a truth value would arrive garbled."""
    if isinstance(cell, ErrorCell):
        return _CALC.get(cell.code, _CALC["#VALUE!"])
    return float(cell) if isinstance(cell, bool) else cell
