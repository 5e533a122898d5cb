"""A call from xlwings Lite: what JavaScript hands over, and errors that Excel shows as errors.

The generated script takes every argument as it comes (``"raw"``): Lite's own conversion drops
errors and costs a failing import for each cell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import leadbook.hosts.functions  # noqa: F401 - fills the registry
from leadbook.hosts.border import answer
from leadbook.hosts.values import counting_from_1904
from leadbook.pipeline.raw import ErrorCell

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["call", "call_from_1904"]

_PLAIN = frozenset({str, float, int, bool, type(None)})


def call(name: str, *given: object) -> object:
    """Call a function as a cell of xlwings Lite does.

    Lite makes a real error of a text that reads like one (``"#N/A"``), in Excel versions whose
    custom functions know data types; older ones show the text.

    Args:
        name: Of the function.
        given: A cell, a row of cells as a list, or rows of cells; ``None`` where left out.

    >>> call("LB_DAYS_IN_STAGE", 46340, [[46347], ["soon"]])
    [[7.0], ['#VALUE!']]
    """
    return _shown(answer(name, [_handed(value) for value in given]))


def call_from_1904(name: str, *given: object) -> object:
    """Call a function as a cell of a book does whose days count from 1904; as for `call`.

    >>> call_from_1904("LB_JALALI", 44885), call_from_1904("LB_GREGORIAN", "1405/08/30")
    ('1405/08/30', 44885.0)
    """
    with counting_from_1904(True):
        return call(name, *given)


def _handed(value: object) -> object:
    """Turn what JavaScript calls a cell into a cell, in ranges cell by cell."""
    if isinstance(value, list):
        if set(map(type, value)) <= _PLAIN:
            return value
        return [_handed(cell) for cell in value]
    return value if type(value) in _PLAIN else _cell(value)


def _cell(value: object) -> object:
    """Give the plain value of one cell that is none: an error or another of Excel's data types."""
    if isinstance(value, dict):
        return _basic(value)
    # An empty cell: JavaScript's null, which newer Pyodides do not call None.
    return None if type(value).__name__ == "JsNull" else value


def _basic(value: Mapping[str, object]) -> object:
    return None if value.get("type") == "Empty" else value.get("basicValue")


def _shown(result: object) -> object:
    match result:
        case ErrorCell():
            return result.code
        case list():
            return [_shown(part) for part in result]
        case _:
            return result
