"""The functions as xlwings calls them from cells of Excel for Windows.

Each function of the registry becomes one function of xlwings, under the same name and with the
same arguments, all of which may be left out. Values pass raw both ways: xlwings' own converter
would turn error cells into blanks, and what it spends on each cell is not needed. Nothing of the
book is kept here, so that Excel can always close.

Excel hands a day over as such only from a cell that shows it as one. From others, and from Excel's
own functions, it comes as a serial number, and every day goes back so.
"""

from __future__ import annotations

from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Any

import xlwings as xw

import leadbook.hosts.functions  # noqa: F401 - fills the registry
from leadbook.hosts.border import answer
from leadbook.hosts.excel.marks import marked
from leadbook.hosts.registry import CATEGORY, FUNCTIONS
from leadbook.hosts.values import counting_from_1904

if TYPE_CHECKING:
    from leadbook.hosts.registry import Function
    from leadbook.hosts.values import Rows

__all__ = ["callable_functions"]


def callable_functions(*, from_1904: bool) -> dict[str, object]:
    """Make all functions, by name, for cells of books that count from 1904, or of all others."""
    return {name: _for_excel(each, from_1904=from_1904) for name, each in FUNCTIONS.items()}


def _for_excel(function: Function, *, from_1904: bool) -> object:
    """Make the function that xlwings calls; it reads names and order from the signature."""
    name = function.name

    def call(*given: object) -> Rows:
        with counting_from_1904(from_1904):
            return marked(answer(name, given))

    wrapped: Any = call
    wrapped.__name__ = wrapped.__qualname__ = name
    wrapped.__doc__ = str(function.doc)
    wrapped.__annotations__ = {}
    wrapped.__signature__ = Signature(
        [
            Parameter(argument.name, Parameter.POSITIONAL_OR_KEYWORD, default=None)
            for argument in function.arguments
        ]
    )
    for argument in function.arguments:
        wrapped = xw.arg(argument.name, "raw", doc=str(argument.doc))(wrapped)
    return xw.func(category=CATEGORY)(xw.ret("raw")(wrapped))
