"""A stand-in for the `xlwings` of xlwings Lite: it records functions and calls them as Lite."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from datetime import datetime
from types import ModuleType
from typing import TYPE_CHECKING

from leadbook.pipeline.raw import ErrorCell

if TYPE_CHECKING:
    from collections.abc import Callable

EPOCH = datetime(1899, 12, 30)


@dataclass
class Recorded:
    """A function as Lite knows it: its parameters' options, and its help."""

    call: Callable[..., object]
    arguments: dict[str, dict[str, object]] = field(default_factory=dict)

    @property
    def help(self) -> str:
        return self.call.__doc__ or ""

    def cell(self, *given: object) -> object:
        """Call it as a cell does: ranges as lists of lists, those of one row or cell flattened."""
        return self.call(*map(handed, given))


def recorded(script: str, monkeypatch) -> dict[str, Recorded]:
    """Run a script against the stand-in and give the functions that it registers."""
    found: dict[str, Recorded] = {}
    options: dict[Callable[..., object], dict[str, dict[str, object]]] = {}

    def arg(name: str, convert: object, *, doc: str):
        def decorate(call):
            assert name in call.__code__.co_varnames[: call.__code__.co_argcount]
            options.setdefault(call, {})[name] = {"convert": convert, "doc": doc}
            return call

        return decorate

    def func(call):
        found[call.__name__] = Recorded(call, options.get(call, {}))
        return call

    module = ModuleType("xlwings")
    module.arg, module.func = arg, func
    monkeypatch.setitem(sys.modules, "xlwings", module)
    exec(compile(script, "main.py", "exec"), {"__name__": "main"})  # noqa: S102 - our own script
    return found


def handed(value: object) -> object:
    """Turn an argument of a case into what JavaScript hands over for it."""
    if isinstance(value, tuple):
        rows = [[handed(cell) for cell in row] for row in value]
        if len(rows) > 1:
            return rows
        return rows[0] if len(rows[0]) > 1 else rows[0][0]
    match value:
        case ErrorCell():
            return {"type": "Error", "basicType": "Error", "basicValue": value.code}
        case datetime():
            serial = (value - EPOCH).total_seconds() / 86_400
            # A cell that looks like a date comes with its look.
            return {"type": "FormattedNumber", "basicValue": serial, "numberFormat": "yyyy-mm-dd"}
        case _:
            return value


def shown(value: object) -> object:
    """Turn what a script's function gives into cells as Excel shows them."""
    if isinstance(value, list):
        return [shown(part) for part in value]
    if isinstance(value, str) and value in {"#N/A", "#VALUE!", "#NUM!", "#DIV/0!", "#REF!"}:
        return ErrorCell(value)
    return value
