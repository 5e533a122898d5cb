"""Columns that the figures are broken down by, asked for by name or header."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from leadbook.errors import WrongUse
from leadbook.figures import Figures, measure
from leadbook.language.messages import speaker
from leadbook.pipeline.pipeline import ColumnReading, TableReading

if TYPE_CHECKING:
    from leadbook.pipeline.pipeline import Pipeline

SAY = speaker("en")


def with_headers(book: Pipeline, **headers: str) -> Pipeline:
    columns = tuple(
        ColumnReading(header, "A", canonical, "text", 1, 0) for canonical, header in headers.items()
    )
    table = TableReading("Leads", "Sheet1", "sheet", "", len(book.leads), 0, columns)
    return replace(book, reading=(table,))


def test_the_usual_columns_that_the_book_has_are_broken_down(figures: Figures) -> None:
    assert list(figures.by) == ["source", "campaign"]


@pytest.mark.parametrize("asked", ["budget", "Budget", "  BUDGET ", "How much?", "how_much"])
def test_a_column_is_asked_for_by_name_or_header(book: Pipeline, asked: str) -> None:
    named = with_headers(book, budget="How much?")
    assert list(measure(named, by=[asked], say=SAY).by) == ["source", "campaign", "budget"]


def test_a_column_that_is_broken_down_anyway_comes_once(book: Pipeline) -> None:
    assert list(measure(book, by=["source", "source"], say=SAY).by) == ["source", "campaign"]


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("sorce", "; did you mean 'Where from'? They have "),
        ("Where fron", "; did you mean 'Where from'? They have "),
        ("xyzzy", "; they have "),
    ],
)
def test_a_column_that_the_leads_lack_is_refused_with_the_nearest(
    book: Pipeline, asked: str, near: str
) -> None:
    named = with_headers(book, source="Where from", campaign="Drive")
    with pytest.raises(WrongUse) as refused:
        measure(named, by=[asked], say=SAY)
    columns = "lead_id, created_at, closed_at, Where from, Drive, amount, budget"
    assert str(refused.value).startswith(f"the leads have no column '{asked}'{near}{columns}")
