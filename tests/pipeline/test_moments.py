"""Dates of leads: nothing after as_of, nothing before its time."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
import pytest

HEADERS = ["Lead ID", "Stage", "Created at", "Closed at"]


def one(understood, stage, created, closed, **options):
    return understood(options, Leads=[HEADERS, ["A", stage, created, closed]])


def test_age_runs_to_the_closing_or_to_as_of(understood):
    pipeline = understood(
        Leads=[HEADERS, ["A", "New", "2026-11-11", None], ["B", "Won", "2026-11-01", "2026-11-04"]]
    )
    assert pipeline.leads["age_days"].tolist() == [10.0, 3.0]
    assert pipeline.problems == ()


@pytest.mark.parametrize(
    ("stage", "created", "closed", "cell", "part"),
    [
        ("New", "2026-12-01", None, "C2", "after"),
        ("New", None, None, "C2", "no creation date"),
        ("Won", "2026-01-01", "2026-12-01", "D2", "after"),
        ("Won", "2026-02-01", "2026-01-01", "D2", "before it was created"),
        ("Won", "2026-02-01", None, "D2", "closed lead has no date"),
        ("New", "2026-02-01", "2026-03-01", "D2", "open lead has a closing date"),
    ],
)
def test_a_date_that_cannot_be_is_left_out_and_listed(
    understood, stage, created, closed, cell, part
):
    pipeline = one(understood, stage, created, closed)
    [problem] = pipeline.problems
    assert problem.cell == cell
    assert part in str(problem.problem)
    written = "created_at" if cell == "C2" else "closed_at"
    assert pipeline.leads[written].isna().all()


def test_a_bad_date_is_listed_once(understood, listed):
    assert listed(one(understood, "New", "soon", None)) == [("Leads!C2", "this is not a date")]


def test_a_future_closing_of_an_open_lead_is_the_expected_one(understood):
    pipeline = one(understood, "New", "2026-02-01", "2026-12-24")
    assert pipeline.problems == ()
    assert pipeline.leads["closed_at"].isna().all()
    assert pipeline.leads["expected_close"].tolist() == [pd.Timestamp(2026, 12, 24)]


def test_later_on_the_day_of_as_of_is_not_after_it_and_counts_nothing(understood):
    pipeline = one(understood, "New", datetime(2026, 11, 21, 14, 30), None)
    assert pipeline.problems == ()
    assert pipeline.leads["age_days"].tolist() == [0.0]


def test_with_a_time_as_of_is_that_moment(understood):
    pipeline = one(
        understood, "New", datetime(2026, 11, 21, 14, 30), None, as_of=datetime(2026, 11, 21, 14)
    )
    assert len(pipeline.problems) == 1


def test_closed_on_the_day_of_creation_is_no_day_even_if_one_has_a_time(understood):
    pipeline = one(understood, "Won", datetime(2026, 11, 1, 9), "2026-11-01")
    assert pipeline.problems == ()
    assert pipeline.leads["age_days"].tolist() == [0.0]


def test_a_stage_entered_before_the_lead_was_created_is_listed(understood):
    pipeline = understood(
        Leads=[
            ["Lead ID", "Stage", "Created at", "Stage since"],
            ["A", "New", "2026-02-01", "2026-01-01"],
        ]
    )
    [problem] = pipeline.problems
    assert problem.cell == "D2"
    assert pipeline.leads["stage_since"].isna().all()


def test_a_book_without_closing_dates_says_so_once(understood, listed):
    pipeline = understood(Leads=[HEADERS[:3], *([f"A{n}", "Lost", "2026-01-01"] for n in range(5))])
    [(cell, sentence)] = listed(pipeline)
    assert cell == "Leads!B2"
    assert sentence.startswith("5 closed leads")


def test_the_frame_always_has_what_every_metric_reads(understood):
    pipeline = understood(Leads=[["Name", "Stage"], ["Ada", "New"]])
    for name in ("lead_id", "stage", "status", "created_at", "closed_at", "age_days", "amount"):
        assert name in pipeline.leads
    assert pipeline.leads["created_at"].isna().all()
