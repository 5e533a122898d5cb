"""The three ways in which books keep their stage history."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
import pytest

LEADS = [
    ["Lead ID", "Stage", "Created at", "Closed at"],
    ["A", "Demo", "2026-11-01", None],
    ["B", "Won", "2026-11-01", None],
]
LOG_HEADERS = ["Lead ID", "Stage", "Entered at"]


def visited(pipeline):
    return [
        (lead, stage, days)
        for lead, stage, days in zip(
            pipeline.leads["lead_id"].to_numpy()[pipeline.visits["lead"]],
            pipeline.visits["stage"].astype(object),
            pipeline.visits["days"],
            strict=True,
        )
    ]


def test_a_log_gives_visits_and_the_closing(understood):
    pipeline = understood(
        Leads=LEADS,
        StageHistory=[
            LOG_HEADERS,
            ["B", "Won", "2026-11-09"],
            ["A", "New", "2026-11-01"],
            ["A", "Demo", "2026-11-11"],
            ["B", "New", "2026-11-01"],
        ],
    )
    assert pipeline.history == "log"
    assert visited(pipeline) == [("A", "New", 10.0), ("A", "Demo", 10.0), ("B", "New", 8.0)]
    assert pipeline.leads["closed_at"].tolist()[1] == pd.Timestamp(2026, 11, 9)
    assert pipeline.problems == ()


def test_rows_of_the_log_that_cannot_count_are_listed(understood, listed):
    pipeline = understood(
        Leads=[LEADS[0], ["A", "New", "2026-11-01", None]],
        Stages=[["Stage", "Order"], ["New", 1], ["Demo", 2]],
        StageHistory=[
            LOG_HEADERS,
            ["A", "New", "2026-11-01"],
            ["Z", "New", "2026-11-01"],
            [None, "New", "2026-11-01"],
            ["A", "Dmeo", "2026-11-02"],
            ["A", None, "2026-11-02"],
            ["A", "Demo", None],
            ["A", "Demo", "soon"],
            ["A", "Demo", "2027-01-01"],
        ],
    )
    assert sorted(listed(pipeline)) == [
        ("StageHistory!A3", "no lead has the id 'Z'; the row is left out"),
        ("StageHistory!A4", "the row names no lead; it is left out"),
        ("StageHistory!B5", "'Dmeo' is not among the stages; the row is left out"),
        ("StageHistory!B6", "the row names no stage; it is left out"),
        ("StageHistory!C7", "the row has no date; it is left out"),
        ("StageHistory!C8", "this is not a date"),
        ("StageHistory!C9", "the date is after 2026-11-21; the row is not counted"),
    ]
    assert visited(pipeline) == [("A", "New", 20.0)]


def test_entries_later_on_the_day_of_as_of_count_nothing_and_keep_their_order(understood):
    pipeline = understood(
        Leads=[LEADS[0], ["A", "Demo", "2026-11-20", None]],
        Stages=[["Stage", "Order"], ["New", 1], ["Demo", 2]],
        StageHistory=[
            LOG_HEADERS,
            ["A", "Demo", datetime(2026, 11, 21, 15)],
            ["A", "New", datetime(2026, 11, 21, 9)],
        ],
    )
    assert pipeline.problems == ()
    assert visited(pipeline) == [("A", "New", 0.0), ("A", "Demo", 0.0)]


def test_one_date_column_per_stage_is_a_history(understood):
    pipeline = understood(
        Leads=[
            ["Lead ID", "Stage", "Created at", "New date", "Date entered Demo (Sales)", "Won"],
            ["A", "Demo", "2026-11-01", "2026-11-01", "1405/08/20", None],
            ["B", "Won", "2026-11-01", "2026-11-01", None, datetime(2026, 11, 5)],
            ["C", "New", "2026-11-01", "2026-11-01", None, None],
        ]
    )
    assert pipeline.history == "stage dates"
    assert visited(pipeline) == [
        ("A", "New", 10.0),
        ("A", "Demo", 10.0),
        ("B", "New", 4.0),
        ("C", "New", 20.0),
    ]
    assert pipeline.leads["closed_at"].tolist()[1] == pd.Timestamp(2026, 11, 5)
    assert pipeline.problems == ()


def test_without_any_stage_columns_of_dates_headed_by_usual_ones_are_the_stages(understood):
    pipeline = understood(
        Leads=[
            ["Lead ID", "Lead date", "Meeting", "تاریخ تماس", "Contract signed", "Birthday"],
            ["A", "2026-11-01", "2026-11-05", "2026-11-02", "2026-11-09", "1990-05-01"],
            ["B", "2026-11-01", None, "2026-11-11", None, None],
        ]
    )
    assert pipeline.history == "stage dates"
    assert [stage.name for stage in pipeline.settings.stages] == [
        "تماس",
        "Meeting",
        "Contract signed",
    ]
    assert visited(pipeline) == [("A", "تماس", 3.0), ("A", "Meeting", 4.0), ("B", "تماس", 10.0)]
    assert pipeline.leads["status"].tolist() == ["won", "open"]
    assert "columns of dates are taken for the stages" in str(pipeline.settings.assumed)


@pytest.mark.parametrize(
    ("headers", "cells"),
    [
        (["Meeting", "Birthday"], ["2026-11-05", "1990-05-01"]),
        (["Meeting", "Call"], ["2026-11-05", "soon"]),
        (["Meeting", "Call", "Stage"], ["2026-11-05", "2026-11-02", "Offer"]),
    ],
)
def test_one_such_column_or_a_stage_beside_them_is_no_history(understood, headers, cells):
    pipeline = understood(Leads=[["Lead ID", "Name", *headers], ["A", "Ann", *cells]])
    assert pipeline.history == "none"
    assert not pipeline.problems


def test_a_bad_cell_of_a_stage_date_column_is_listed(understood, listed):
    pipeline = understood(
        Leads=[
            ["Lead ID", "Stage", "Created at", "New", "Demo"],
            ["A", "Demo", "2026-11-01", "2026-11-01", "soon"],
            ["B", "Demo", "2026-11-01", "2026-11-01", "2026-11-02"],
            ["C", "New", "2026-11-01", "2027-11-01", "2026-11-02"],
        ]
    )
    assert listed(pipeline) == [
        ("Leads!D4", "the date is after 2026-11-21; it is left out"),
        ("Leads!E2", "this is not a date"),
    ]


def test_stage_since_tells_of_the_present_stage_only(understood):
    pipeline = understood(
        Leads=[
            ["Lead ID", "Stage", "Created at", "Stage since"],
            ["A", "Demo", "2026-11-01", "2026-11-11"],
            ["B", "Negotiation", "2026-11-01", None],
        ]
    )
    assert pipeline.history == "stage since"
    assert visited(pipeline) == [("A", "Demo", 10.0)]


def test_without_any_of_them_there_is_none_and_the_clock_is_creation(understood):
    pipeline = understood(
        Leads=[LEADS[0], ["A", "New", "2026-11-01", None], ["B", "Demo", "2026-11-01", None]]
    )
    assert pipeline.history == "none"
    assert {stage.clock for stage in pipeline.settings.stages} == {"creation"}


def test_leads_that_the_log_misses_are_there_since_their_own_column_says(understood):
    pipeline = understood(
        Leads=[
            ["Lead ID", "Stage", "Created at", "Stage since"],
            ["A", "Demo", "2026-11-01", "2026-11-11"],
            ["B", "New", "2026-11-01", "2026-11-01"],
        ],
        StageHistory=[LOG_HEADERS, ["A", "Demo", "2026-11-16"]],
    )
    assert visited(pipeline) == [("A", "Demo", 5.0), ("B", "New", 20.0)]


def test_a_book_without_creation_dates_takes_the_first_entry(understood):
    pipeline = understood(
        Leads=[["Lead ID", "Stage"], ["A", "Demo"]],
        StageHistory=[LOG_HEADERS, ["A", "Demo", "2026-11-16"], ["A", "New", "2026-11-11"]],
    )
    assert pipeline.leads["age_days"].tolist() == [10.0]


def test_a_lead_that_only_its_closing_is_known_of_was_not_won_on_the_day_it_came(understood):
    pipeline = understood(
        Leads=[["Lead ID", "Stage", "New", "Won"], ["A", "Won", "", "2026-11-16"],
               ["B", "Won", "2026-11-01", "2026-11-11"], ["C", "New", "2026-11-01", ""]],
    )  # fmt: skip
    assert pipeline.leads["created_at"].isna().tolist() == [True, False, False]
    assert pipeline.leads["age_days"].tolist()[1:] == [10.0, 20.0]
