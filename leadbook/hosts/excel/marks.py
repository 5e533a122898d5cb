"""What goes back to Excel through COM: rows of texts, numbers and booleans, errors as marked texts.

COM carries no spreadsheet error out of Python in a way that VBA could hand on, so an error goes as
a text that begins with `MARK`, a character of Unicode's private use, and the generated VBA makes a
real error of it. A real text that begins with the mark gets a second one, which the VBA takes off:
no text can ever be taken for an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.pipeline.raw import ErrorCell

if TYPE_CHECKING:
    from leadbook.hosts.values import Rows

__all__ = ["ERROR_NUMBERS", "MARK", "marked"]

MARK = "\ue000"

ERROR_NUMBERS = {
    "#NULL!": 2000,
    "#DIV/0!": 2007,
    "#VALUE!": 2015,
    "#REF!": 2023,
    "#NAME?": 2029,
    "#NUM!": 2036,
    "#N/A": 2042,
}
"""The numbers that VBA's CVErr takes: xlErrNull, xlErrDiv0 and so on."""


def marked(answer: object) -> Rows:
    """Give what `border.answer` gave as rows, errors marked; one cell is a row of one.

    >>> marked(7.0), marked([["Score"], [ErrorCell("#N/A")]])
    ([[7.0]], [['Score'], ['\ue0002042']])
    """
    rows = answer if isinstance(answer, list) else [[answer]]
    return [[cell if type(cell) is float else _marked(cell) for cell in row] for row in rows]


def _marked(cell: object) -> object:
    if isinstance(cell, ErrorCell):
        return f"{MARK}{ERROR_NUMBERS.get(cell.code, ERROR_NUMBERS['#VALUE!'])}"
    if isinstance(cell, str) and cell.startswith(MARK):
        return MARK + cell
    return cell
