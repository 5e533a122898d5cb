"""Every function as a plain call: what the table of cases says it gives."""

from __future__ import annotations

import pytest
from function_cases import CASES

import leadbook.hosts.functions  # noqa: F401 - fills the registry
from leadbook.hosts.border import answer
from leadbook.hosts.registry import FUNCTIONS


def same(given: object, expected: object) -> bool:
    """Compare cells, or rows of cells; floats to 1e-9."""
    if isinstance(expected, tuple):
        rows = isinstance(given, (list, tuple)) and len(given) == len(expected)
        return rows and all(map(same, given, expected))
    if isinstance(expected, float):
        return given == pytest.approx(expected, rel=1e-9, abs=1e-9)
    return type(given) is type(expected) and given == expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.function}: {case.name}")
def test_a_function_gives_what_its_case_says(case) -> None:
    if case.before:
        answer(*case.before)
    given = answer(case.function, case.arguments)
    assert same(given, case.expected), given


def test_every_function_has_a_case() -> None:
    assert {case.function for case in CASES} == set(FUNCTIONS)
