"""Every function as Excel for Windows calls it: through xlwings' own COM server.

No Excel takes part: `windows.py` stands in for pywin32, all else is the real xlwings.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from function_cases import CASES

from leadbook.hosts.excel.marks import ERROR_NUMBERS, MARK
from leadbook.hosts.registry import CATEGORY, FUNCTIONS
from leadbook.pipeline.raw import ErrorCell
from tests.hosts.excel.windows import FUNCTIONS as MODULE
from tests.hosts.excel.windows import MISSING, ComRange, com_time, windows
from tests.hosts.test_functions import same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import SimpleNamespace

SCODE = -2146828288
CODES = {number: code for code, number in ERROR_NUMBERS.items()}
DAYS = "LB_DAYS_IN_STAGE"


@pytest.fixture(scope="module")
def xlwings_on_windows() -> Iterator[SimpleNamespace]:
    with windows() as parts:
        yield parts


def sent(value: object) -> object:
    """Give a cell, or rows of cells, as COM hands them to Python."""
    if isinstance(value, tuple):
        return tuple(map(sent, value))
    if isinstance(value, ErrorCell):
        return SCODE + ERROR_NUMBERS[value.code]
    if isinstance(value, datetime):
        return com_time(value)
    return value


def as_values(value: object) -> object:
    """An argument as our VBA hands it over."""
    return MISSING if value is None else sent(value)


def as_range(value: object) -> object:
    """An argument as xlwings' own VBA would hand it over: what is in a cell comes as a Range."""
    return MISSING if value is None else ComRange(sent(value))


def shown(cell: object) -> object:
    """What our VBA makes of an answer: real errors for marked texts."""
    if isinstance(cell, (list, tuple)):
        return tuple(map(shown, cell))
    if isinstance(cell, str) and cell.startswith(MARK):
        rest = cell.removeprefix(MARK)
        return rest if rest.startswith(MARK) else ErrorCell(CODES[int(rest)])
    return cell


def in_cells(expected: object) -> object:
    """The shape in which CallUDF gives rows to VBA: a cell, one row, or rows."""
    if isinstance(expected, tuple) and len(expected) == 1:
        return expected[0] if len(expected[0]) > 1 else expected[0][0]
    return expected


@pytest.mark.parametrize("given", [as_values, as_range])
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.function}: {case.name}")
def test_a_function_called_by_excel_gives_what_its_case_says(
    xlwings_on_windows: SimpleNamespace, case, given: Callable[[object], object]
) -> None:
    def called(function: str, values: tuple[object, ...]) -> object:
        missing = len(FUNCTIONS[function].arguments) - len(values)
        arguments = (*map(given, values), *[MISSING] * missing)
        return shown(xlwings_on_windows.server.CallUDF(MODULE, function, arguments))

    if case.before:
        called(*case.before)
    answer = called(case.function, case.arguments)
    assert same(answer, in_cells(case.expected)), answer


@pytest.mark.parametrize("wrapped", [sent, as_range])
@pytest.mark.parametrize(
    ("entered", "expected"),
    [
        (46340.0, 7.0),
        (((46340.0,),), 7.0),
        (((46340.0, 46346.0),), (7.0, 1.0)),
        (((46340.0,), (46346.0,)), ((7.0,), (1.0,))),
        (((46340.0, None), ("", ErrorCell("#DIV/0!"))), ((7.0, ""), ("", ErrorCell("#DIV/0!")))),
        (datetime(2026, 11, 14), 7.0),
        (((datetime(2026, 11, 14), True),), (7.0, ErrorCell("#VALUE!"))),
        (Decimal(46340), 7.0),
        (None, ""),
    ],
    ids=str,
)
def test_an_answer_follows_the_shape_of_a_range(
    xlwings_on_windows: SimpleNamespace,
    wrapped: Callable[[object], object],
    entered: object,
    expected: object,
) -> None:
    arguments = (wrapped(entered), 46347.0)
    assert shown(xlwings_on_windows.server.CallUDF(MODULE, DAYS, arguments)) == expected


@pytest.mark.parametrize(("days", "first"), [("", 0.0), ("_from_1904", 1462.0)])
def test_days_come_and_go_as_the_book_counts_them(
    xlwings_on_windows: SimpleNamespace, days: str, first: float
) -> None:
    """A day of a cell that shows one comes as such; Excel's DATE gives a serial number."""

    def called(function: str, *given: object) -> object:
        return shown(xlwings_on_windows.server.CallUDF(f"{MODULE}{days}", function, given))

    assert called(DAYS, com_time(datetime(2026, 11, 14)), 46347.0 - first) == 7.0
    assert called("LB_JALALI", 46347.0 - first, MISSING) == "1405/08/30"
    assert called("LB_GREGORIAN", "1405/08/30") == 46347.0 - first


def test_a_row_of_constants_comes_flat_and_goes_flat(xlwings_on_windows: SimpleNamespace) -> None:
    answer = xlwings_on_windows.server.CallUDF(MODULE, DAYS, ((46340.0, 46346.0), 46347.0))
    assert shown(answer) == (7.0, 1.0)


def test_an_error_of_newer_excel_is_an_error_too(xlwings_on_windows: SimpleNamespace) -> None:
    spill = SCODE + 2045
    answer = xlwings_on_windows.server.CallUDF(MODULE, DAYS, (spill, 46347.0))
    assert isinstance(shown(answer), ErrorCell)


def test_a_text_that_begins_with_the_mark_stays_a_text(
    xlwings_on_windows: SimpleNamespace,
) -> None:
    odd = f"{MARK}2042"
    answer = xlwings_on_windows.server.CallUDF(MODULE, "LB_CLEAN_TEXT", (odd,))
    assert shown(answer) == odd


def test_what_goes_back_is_a_table_of_what_com_can_carry(
    xlwings_on_windows: SimpleNamespace,
) -> None:
    for case in CASES:
        arguments = tuple(map(as_values, case.arguments))
        rows = xlwings_on_windows.udfs.call_udf(MODULE, case.function, arguments)
        assert len({len(row) for row in rows}) == 1
        assert {type(cell) for row in rows for cell in row} <= {str, float, bool}


def test_xlwings_knows_each_function_as_the_registry_does(
    xlwings_on_windows: SimpleNamespace,
) -> None:
    module = xlwings_on_windows.udfs.get_udf_module(MODULE, None)
    for name, function in FUNCTIONS.items():
        known = getattr(module, name).__xlfunc__
        assert (known["name"], known["category"]) == (name, CATEGORY)
        assert not known["volatile"]
        assert known["ret"]["doc"] == str(function.doc)
        assert [(each["name"], each["doc"]) for each in known["args"]] == [
            (each.name, str(each.doc)) for each in function.arguments
        ]


def test_nothing_of_a_book_is_kept(xlwings_on_windows: SimpleNamespace) -> None:
    arguments = (ComRange(((46340.0,), (46341.0,))), 46347.0)
    xlwings_on_windows.server.CallUDF(MODULE, DAYS, arguments)
    assert xlwings_on_windows.excel.BOOK_CALLER is None
    module = xlwings_on_windows.udfs.get_udf_module(MODULE, None)
    kept = [value for value in vars(module).values() if isinstance(value, ComRange)]
    assert not kept
