"""What functions of cells cost in Excel for Windows, beside what xlwings itself needs.

    python -m tests.bench.com

Calls xlwings' own `call_udf` with values as COM hands them over; Excel and COM itself take no part.
The measure is a function that gives its range back, with xlwings' own conversion.
"""

from __future__ import annotations

import sys
from datetime import datetime
from types import ModuleType

import xlwings

from tests.bench.functions import AS_OF, RULES, N, leads, least
from tests.hosts.excel.windows import FUNCTIONS, com_time, windows


def as_com(rows: list[tuple[object, ...]]) -> tuple[tuple[object, ...], ...]:
    """Give rows as Excel hands them over."""
    return tuple(
        tuple(com_time(cell) if isinstance(cell, datetime) else cell for cell in row)
        for row in rows
    )


def measures() -> ModuleType:
    """Make the functions to compare with."""
    module = ModuleType("measures")
    module.__file__ = __file__

    # Without type hints: xlwings would take them for converters.
    def whole(cells):
        return cells

    def column(cells):
        return [row[:1] for row in cells]

    for function in (whole, column):
        setattr(module, function.__name__, xlwings.func(xlwings.arg("cells", ndim=2)(function)))
    return module


def main() -> None:
    """Measure and print."""
    table, today = as_com(leads()), com_time(AS_OF)
    with windows() as parts:
        sys.modules["measures"] = measures()
        call = parts.udfs.call_udf
        runs = {
            "LB_SCORE": lambda: call(FUNCTIONS, "LB_SCORE", (table, RULES, today)),
            "the range given back": lambda: call("measures", "whole", (table,)),
            "one column of it given back": lambda: call("measures", "column", (table,)),
            f"{N} single LB_DAYS_IN_STAGE": lambda: [
                call(FUNCTIONS, "LB_DAYS_IN_STAGE", (row[10], today)) for row in table[1:]
            ],
        }
        for name, run in runs.items():
            print(f"{name:>34} {least(run):8.1f} ms")


if __name__ == "__main__":
    main()
