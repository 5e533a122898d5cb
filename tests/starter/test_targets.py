"""The sample's sales plan is one that its salespeople could have."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from leadbook.figures.targets import of_owners, of_team
from leadbook.pipeline.build import build
from leadbook.starter.market import OWNERS
from leadbook.starter.simulation import DEFAULT_AS_OF
from leadbook.workbook.tables import read_book

if TYPE_CHECKING:
    from pathlib import Path

    from leadbook.language.messages import Language
    from leadbook.pipeline.pipeline import Pipeline
    from leadbook.starter.book import Content


@pytest.fixture(scope="module")
def pipeline(sample: bytes, tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    book: Path = tmp_path_factory.mktemp("plan") / "sample.xlsx"
    book.write_bytes(sample)
    return build(read_book(book), as_of=datetime.combine(DEFAULT_AS_OF, datetime.min.time()))


def test_every_owner_has_a_target_in_every_month_of_the_plan(
    content: Content, pipeline: Pipeline
) -> None:
    assert len(content.rows["Targets"]) == len(pipeline.targets) == 7 * len(OWNERS)
    assert pipeline.targets["month"].nunique() == 7
    assert (pipeline.targets["target"] > 0).all()


def test_months_are_written_in_the_calendar_of_the_language(
    content: Content, language: Language
) -> None:
    months = {row["month"] for row in content.rows["Targets"]}
    assert {"en": "2026-10", "fa": "۱۴۰۵-۰۸"}[language] in months


def test_some_targets_are_reached_and_some_are_not(pipeline: Pipeline) -> None:
    over = [row.attainment for row in of_owners(pipeline) if row.state == "over" and row.target]
    assert min(over) < 0.8
    assert max(over) > 1
    team = [row.attainment for row in of_team(pipeline) if row.state == "over"]
    assert all(0.4 < share < 2.0 for share in team)


def test_the_plan_has_months_that_lie_ahead(pipeline: Pipeline) -> None:
    assert [row.state for row in of_team(pipeline)] == [*["over"] * 4, "running", *["ahead"] * 2]
