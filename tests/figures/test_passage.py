"""Passage: the stage that holds the pipeline up, and the figures that say so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from leadbook.figures import measure
from leadbook.figures.passage import hold_up
from leadbook.language.messages import speaker

if TYPE_CHECKING:
    from leadbook.figures import Figures

SAY = speaker("en")


def test_the_planted_bottleneck_of_the_sample_is_found(sample: Figures) -> None:
    assert sample.bottleneck.stage == "Proposal"
    assert len(sample.bottleneck.reasons) >= 1


def test_a_book_of_few_leads_names_no_bottleneck(make: type) -> None:
    book = make.book(4)
    figures = measure(book, say=SAY)
    assert SAY(figures.bottleneck.verdict).startswith("Too few leads")


def test_each_reason_of_a_bottleneck_gives_its_figures(make: type) -> None:
    book = make.book()
    figures = measure(book, say=SAY)
    stages = [
        replace(s, furthest_conversion=replace(s.furthest_conversion, rate=rate, n=100))
        for s, rate in zip(figures.stages, (0.9, 0.3, 0.9), strict=True)
    ]
    found = hold_up(book, figures.leads[["rot"]].assign(rot="fresh"), stages)
    assert found.stage == "Offer"
    said = " ".join(SAY(reason) for reason in found.reasons)
    assert "Of 100 leads that reached it and are decided, 30% went further" in said
    assert "the others together: 90%" in said
