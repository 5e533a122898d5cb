from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from leadbook.language.messages import speaker
from leadbook.metrics.intervals import Rate
from leadbook.report.highlights import best_source, bottleneck, longest_overdue, stuck_stage

if TYPE_CHECKING:
    from conftest import Book

SAY = speaker("en")


def test_the_stage_with_most_overdue_value_is_stuck(book: Book) -> None:
    leads = book.figures.leads
    rotten = leads.loc[leads["rot"] == "rotten"]
    worth = rotten.assign(amount=rotten["amount"].fillna(0)).groupby("stage", observed=True)
    stage = worth["amount"].sum().idxmax()
    assert stuck_stage(book.figures, SAY).startswith(f"Most stuck: {stage}. ")


def test_nothing_rotten_is_said_in_words(book: Book) -> None:
    fresh = book.figures.leads.assign(rot="fresh")
    figures = replace(book.figures, leads=fresh)
    assert stuck_stage(figures, SAY) == "No open deal is past the limit of its stage."
    assert longest_overdue(figures, SAY) == "Nothing is overdue."


def test_the_longest_overdue_deal_is_called_by_its_company(book: Book) -> None:
    leads = book.figures.leads
    worst = leads.loc[leads["days_over"].idxmax()]
    assert worst["company"] in longest_overdue(book.figures, SAY)
    nameless = replace(book.figures, leads=leads.drop(columns=["company", "name", "amount"]))
    assert worst["lead_id"] in longest_overdue(nameless, SAY)


def test_the_surest_source_has_the_best_lower_bound_not_the_best_rate(book: Book) -> None:
    few, many = book.figures.by["source"][:2]
    groups = (
        replace(few, value="Lucky", win_rate=Rate(1.0, 5, 0.57, 1.0)),
        replace(many, value="Steady", win_rate=Rate(0.8, 100, 0.71, 0.87)),
    )
    said = best_source(replace(book.figures, by={"source": groups}), SAY)
    assert said.startswith("Surest source: Steady wins 80% of 100 closed leads, at least 71%")


def test_too_few_closed_leads_make_no_best_source(book: Book) -> None:
    groups = (replace(book.figures.by["source"][0], win_rate=Rate(1.0, 4, 0.5, 1.0)),)
    said = best_source(replace(book.figures, by={"source": groups}), SAY)
    assert said == "No source has enough closed leads to be compared (at least 5)."


def test_the_bottleneck_is_the_stage_that_fewest_leave_forward(book: Book) -> None:
    stages = list(book.figures.stages)
    stages[2] = replace(stages[2], furthest_conversion=Rate(0.2, 30, 0.1, 0.37))
    said = bottleneck(replace(book.figures, stages=tuple(stages)), SAY)
    assert said.startswith("Bottleneck: Proposal. Of 30 leads")
    assert "20% went further" in said


def test_one_stage_alone_is_no_bottleneck(book: Book) -> None:
    figures = replace(book.figures, stages=book.figures.stages[:1])
    assert bottleneck(figures, SAY).startswith("Too few leads")
