"""No argument, however odd, gets past the border: a cell shows a value, a blank or a real error."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import leadbook.hosts.functions  # noqa: F401 - fills the registry
from leadbook.hosts import border
from leadbook.hosts.registry import FUNCTIONS, Function
from leadbook.pipeline.raw import ErrorCell
from leadbook.pipeline.schema import known_headers
from tests.hosts.excel.windows import FUNCTIONS as MODULE
from tests.hosts.excel.windows import windows
from tests.hosts.hostile import calls

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import SimpleNamespace

LONGEST = 5.0
"""Seconds that no call may take, however large its ranges are."""

OF_TABLES = [
    function
    for function in FUNCTIONS.values()
    if function.arguments and function.arguments[0].kind == "table"
]

CALM = settings(
    max_examples=15,
    deadline=None,
    database=None,
    derandomize=True,  # the same calls everywhere: a change never fails for what it did not do
    phases=[Phase.generate],  # shrinking a failing table takes minutes and tells no more
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.large_base_example,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)


@pytest.fixture(scope="module")
def excel() -> Iterator[SimpleNamespace]:
    with windows() as parts:
        yield parts


@pytest.fixture(autouse=True)
def crashes_come_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """The border turns an error that leadbook does not know into #VALUE!; here it is a defect."""

    def come_through(name: str, error: BaseException) -> None:
        raise error

    monkeypatch.setattr(border, "remember_crash", come_through)


def is_cell(cell: object) -> bool:
    return type(cell) in {str, bool, ErrorCell} or (type(cell) is float and math.isfinite(cell))


def is_answer(answer: object) -> bool:
    """Whether it is one cell, or rows of cells that are all as long."""
    if not isinstance(answer, list):
        return is_cell(answer)
    widths = {len(row) for row in answer}
    return (
        len(widths) == 1 and widths != {0} and all(is_cell(cell) for row in answer for cell in row)
    )


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=lambda function: function.name)
@CALM
@given(data=st.data())
def test_a_function_gives_cells_whatever_it_gets(function: Function, data: st.DataObject) -> None:
    arguments = data.draw(calls(function))
    start = time.process_time()
    answer = border.answer(function.name, arguments)
    assert time.process_time() - start < LONGEST
    assert is_answer(answer), answer


@pytest.mark.parametrize("body", [(), ((None,),), (("a",),), ((46347.0,), ("New",))], ids=repr)
@pytest.mark.parametrize("function", OF_TABLES, ids=lambda function: function.name)
def test_a_table_of_one_column_is_answered_whichever_it_is(
    function: Function, body: tuple[tuple[object, ...], ...]
) -> None:
    for header in known_headers(function.arguments[0].table):
        assert is_answer(border.answer(function.name, [((header,), *body)]))


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=lambda function: function.name)
@settings(CALM, max_examples=5)
@given(data=st.data())
def test_what_a_function_gives_can_go_back_to_excel(
    excel: SimpleNamespace, function: Function, data: st.DataObject
) -> None:
    arguments = data.draw(calls(function))
    rows = excel.udfs.call_udf(MODULE, function.name, arguments)
    assert {type(cell) for row in rows for cell in row} <= {str, float, bool}
    assert len({len(row) for row in rows}) == 1
