from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from leadbook.figures import measure
from leadbook.language.messages import speaker
from leadbook.pipeline.build import build
from leadbook.starter.simulation import DEFAULT_AS_OF
from leadbook.workbook.tables import read_book

if TYPE_CHECKING:
    from pathlib import Path

    from leadbook.figures import Figures
    from leadbook.language.messages import Language
    from leadbook.pipeline.pipeline import Pipeline
    from leadbook.starter.book import Content
    from leadbook.starter.words import Words


@pytest.fixture(scope="module")
def pipeline(sample: bytes, tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    book: Path = tmp_path_factory.mktemp("sample") / "sample.xlsx"
    book.write_bytes(sample)
    return build(read_book(book), as_of=datetime.combine(DEFAULT_AS_OF, datetime.min.time()))


@pytest.fixture(scope="module")
def figures(pipeline: Pipeline, language: Language) -> Figures:
    return measure(pipeline, say=speaker(language))


def test_the_problems_found_are_the_mistakes_made(
    pipeline: Pipeline, content: Content, spoken: Words
) -> None:
    found = Counter((problem.sheet, problem.cell) for problem in pipeline.problems)
    made = Counter(
        (spoken.title(mistake.table), mistake.cell)
        for mistake in content.mistakes
        if not mistake.harmless
    )
    assert found == made


def test_harmless_slips_are_read_as_they_are_meant(pipeline: Pipeline, content: Content) -> None:
    leads = pipeline.leads.set_index("sheet_row")
    row = {
        mistake.kind: int("".join(filter(str.isdigit, mistake.cell)))
        for mistake in content.mistakes
    }
    dated = leads.loc[row["other_calendar"]]
    arrivals = {
        entry["lead_id"]: entry["entered_at"] for entry in reversed(content.rows["StageHistory"])
    }
    assert dated["created_at"] == arrivals[dated["lead_id"]]
    typed = content.rows["Leads"][row["persian_digits"] - 2]["amount"]
    assert leads.loc[row["persian_digits"], "amount"] == int(typed.replace("٬", ""))
    assert leads.loc[row["equals_sign"], "name"].startswith("=")
    assert leads.loc[row["plus_sign"], "company"].startswith("+")
    assert all(source == source.strip() for source in leads["source"].cat.categories)
    assert row["blank_row"] not in leads.index


def test_nothing_is_assumed_of_a_book_that_says_all(pipeline: Pipeline) -> None:
    assert pipeline.settings.assumed == ()
    assert len(pipeline.leads) == 400
    assert pipeline.left_out == 1
    assert pipeline.history == "log"


def test_every_grade_has_leads(figures: Figures) -> None:
    assert min(figures.grades.values()) >= 20


def test_every_cold_rule_names_a_lead(figures: Figures, pipeline: Pipeline) -> None:
    named = Counter(cold.rule for cold in figures.cold)
    assert set(named) == {rule.name for rule in pipeline.settings.cold_rules}


def test_scores_are_spread_and_higher_for_the_won(figures: Figures) -> None:
    score = figures.leads["score"]
    by_status = figures.leads.groupby("status", observed=True)["score"].mean()
    assert score.min() < 15
    assert score.max() > 85
    assert by_status["won"] > by_status["lost"] + 8


def test_open_deals_are_rotten_warned_held_and_fresh(figures: Figures) -> None:
    rot = figures.rotten
    assert min(rot.rotten, rot.held, rot.fresh) >= 10
    assert rot.warning > 0
