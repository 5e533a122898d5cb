"""The interface that LibreOffice calls, written from the registry as plain text (UNO IDL).

LibreOffice reads it as it stands; nothing is compiled. Every function gives rows of cells, one cell
being rows of one: only so may a cell within be an error (see `call`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from leadbook.hosts.arguments import Argument
    from leadbook.hosts.registry import Function

__all__ = ["IDENTIFIER", "SERVICE", "interface_text", "is_live_range", "parameter_name"]

IDENTIFIER = "org.leadbook.calc"
"""The name of the extension, and the UNO module of its types."""
SERVICE = f"{IDENTIFIER}.Functions"

_LIVE_RANGE = "com::sun::star::table::XCellRange"
_CELLS = "sequence< sequence< any > >"
_DOCUMENT = "[in] com::sun::star::beans::XPropertySet theDocument"
"""Calc fills a parameter of this type by itself, with the document of the cell."""


def is_live_range(argument: Argument) -> bool:
    """Whether an argument arrives as the range itself, not as its cells.

    Only of a range itself are error cells to be had (Calc does not call a function at all when one
    is among the cells), and whole columns cost no more than what is in them; but it takes no
    computed array. Calc lets only arguments of the type `any` be left out, so all others are that.
    """
    return argument.kind == "table" and argument.required


def parameter_name(argument: Argument) -> str:
    """Give the name of an argument in the interface.

    Small letters with underscores are no names there, and words such as `default` are taken.
    """
    return "the" + argument.name.title().replace("_", "")


def interface_text(functions: Iterable[Function]) -> str:
    """Write the interface of all functions."""
    opened = " ".join(f"module {name} {{" for name in IDENTIFIER.split("."))
    closed = "}; " * IDENTIFIER.count(".") + "};"
    methods = "".join(f"  {_method(function)}\n" for function in functions)
    return (
        f"{opened}\n"
        f"interface XFunctions {{\n{methods}}};\n"
        "service Functions : XFunctions;\n"
        f"{closed}\n"
    )


def _method(function: Function) -> str:
    parameters = [
        f"[in] {_LIVE_RANGE if is_live_range(argument) else 'any'} {parameter_name(argument)}"
        for argument in function.arguments
    ]
    return f"{_CELLS} {function.name}({', '.join([_DOCUMENT, *parameters])});"
