"""Small books for the pipeline's tests: tables as lists of rows, headers first."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from leadbook.pipeline.build import build
from leadbook.pipeline.raw import RawBook, RawColumn, RawTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from leadbook.pipeline.pipeline import Pipeline

Rows = list[list[object]]


def table_of(kind: str, rows: Rows) -> RawTable:
    headers, *data = rows
    cells = list(zip(*data, strict=True)) or [()] * len(headers)
    columns = [
        RawColumn(str(header), chr(65 + place), column)
        for place, (header, column) in enumerate(zip(headers, cells, strict=True))
    ]
    return RawTable(kind, kind, "sheet", "", tuple(columns), range(2, len(data) + 2))


def book_of(**tables: Rows) -> RawBook:
    made = tuple(table_of(kind, rows) for kind, rows in tables.items())
    return RawBook("book.xlsx", made, False, False, (), ())


@pytest.fixture
def raw_table() -> Callable[[str, Rows], RawTable]:
    return table_of


@pytest.fixture
def understood() -> Callable[..., Pipeline]:
    """Build a book of these tables as of 21 November 2026."""

    def make(options: dict[str, Any] | None = None, **tables: Rows) -> Pipeline:
        return build(book_of(**tables), **{"as_of": datetime(2026, 11, 21), **(options or {})})

    return make


@pytest.fixture
def listed() -> Callable[[Pipeline], list[tuple[str, str]]]:
    """Each problem as its cell and its sentence, in English."""
    return lambda pipeline: [
        (f"{found.sheet}!{found.cell}", str(found.problem)) for found in pipeline.problems
    ]
