"""The functions as xlwings calls them in Excel for Windows: the module that the add-in names.

Each function of the registry becomes one function of xlwings, under the same name and with the
same arguments, all of which may be left out. Values pass raw both ways: xlwings' own converter
would turn error cells into blanks, and what it spends on each cell is not needed. Nothing of the
book is kept here, so that Excel can always close.
"""

from __future__ import annotations

from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Any

import xlwings as xw

import leadbook.hosts.functions  # noqa: F401 - fills the registry
from leadbook.hosts.border import answer
from leadbook.hosts.excel.marks import marked
from leadbook.hosts.registry import CATEGORY, FUNCTIONS

if TYPE_CHECKING:
    from leadbook.hosts.registry import Function
    from leadbook.hosts.values import Rows

__all__ = list(FUNCTIONS)


def _for_excel(function: Function) -> object:
    """Make the function that xlwings calls; it reads names and order from the signature."""
    name = function.name

    def call(*given: object) -> Rows:
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


globals().update({name: _for_excel(function) for name, function in FUNCTIONS.items()})
