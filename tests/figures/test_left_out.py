"""What was left out of which figure is said, and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from leadbook.figures import measure
from leadbook.language.messages import speaker
from leadbook.pipeline.rules import Condition
from leadbook.pipeline.settings import ScoringRule

if TYPE_CHECKING:
    from leadbook.pipeline.pipeline import Pipeline

SAY = speaker("en")


def test_what_is_left_out_is_said(make: type) -> None:
    leads = make.leads(
        stage=["Won", "Lost", "New"],
        created_at=["2026-10-01", "2026-10-01", None],
        closed_at=[None, "2026-10-09", None],
    )
    lacking = ScoringRule("Rich", Condition("budget", "≥", (5,)), 5)
    book = make.pipeline(leads, left_out=2, settings=make.settings(scoring=(lacking,)))
    said = [SAY(sentence) for sentence in measure(book, say=SAY).left_out]
    counted = [re.findall(r": (\d+)", sentence) for sentence in said]
    assert counted == [["2"], ["1"], ["1"], ["1"], [], ["1"], []]
    assert "The rule Rich is set aside: the book has no column budget" in said


def test_a_whole_book_leaves_nothing_out(make: type) -> None:
    leads = make.leads(stage=["New"], created_at=["2026-10-01"])
    visits = make.visits(leads, (0, "New", "2026-10-01"))
    assert measure(make.pipeline(leads, visits=visits), say=SAY).left_out == ()


def test_a_late_log_is_said_to_be_late(make: type) -> None:
    leads = make.leads(stage=["New"] * 12, created_at=["2026-05-01"] * 12)
    visits = make.visits(leads, *((lead, "New", "2026-10-01") for lead in range(12)))
    book = make.pipeline(leads, visits=visits, log_from=datetime(2026, 10, 1))
    said = [SAY(reason) for reason in measure(book, say=SAY).left_out]
    assert any(
        "begins on 2026-10-01; leads created before it: 12. Visits that had begun before: 12" in s
        for s in said
    )
    whole = measure(replace(book, log_from=None), say=SAY)
    assert not any("begins on" in SAY(reason) for reason in whole.left_out)


def test_the_first_row_of_a_book_s_log_is_known(sample_book: Pipeline) -> None:
    assert sample_book.history == "log"
    assert sample_book.log_from == sample_book.visits["entered_at"].min()
