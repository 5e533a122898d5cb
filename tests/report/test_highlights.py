from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from leadbook.figures import Bottleneck
from leadbook.language.messages import message, speaker
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
    assert stuck_stage(book.figures, SAY).startswith(f"Most stuck: {stage}, with ")


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


def test_the_bottleneck_is_named_with_every_reason(book: Book) -> None:
    reasons = (message("Deals stay {days} days there.", days=32.0), message("Much is stuck there."))
    found = Bottleneck("Proposal", message("Bottleneck: {stage}.", stage="Proposal"), reasons, ())
    said = bottleneck(replace(book.figures, bottleneck=found), SAY)
    assert said == "Bottleneck: Proposal. Deals stay 32 days there. Much is stuck there."


def test_without_figures_no_bottleneck_is_named(book: Book) -> None:
    assert bottleneck(replace(book.figures, bottleneck=None), SAY).startswith("Too few leads")
