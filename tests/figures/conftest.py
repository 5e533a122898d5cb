"""Two books that are measured once: one with a bit of everything, and the sample."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from leadbook.figures import Figures, measure
from leadbook.jobs.check import check
from leadbook.language.messages import speaker

if TYPE_CHECKING:
    from leadbook.pipeline.pipeline import Pipeline

SAMPLE = Path(__file__).parents[2] / "workbooks" / "sales-pipeline.xlsx"


@pytest.fixture(scope="package")
def book(make: type) -> Pipeline:
    return make.book()


@pytest.fixture(scope="package")
def figures(book: Pipeline) -> Figures:
    return measure(book, say=speaker("en"))


@pytest.fixture(scope="package")
def sample_book() -> Pipeline:
    if not SAMPLE.exists():
        pytest.skip("the sample books are not beside the tests")
    return check(SAMPLE, as_of=datetime(2026, 11, 21), language=None, mapping=None)


@pytest.fixture(scope="package")
def sample(sample_book: Pipeline) -> Figures:
    return measure(sample_book, say=speaker("en"))
