"""What the Targets table says, and what in it cannot be meant."""

from __future__ import annotations

from datetime import datetime

import pytest

from leadbook.pipeline.build import build
from leadbook.pipeline.raw import ErrorCell, RawBook

LEADS = [
    ["Lead ID", "Stage", "Created at", "Owner"],
    ["A", "New", "2026-11-01", "Sara Ahmadi"],
]
HEADERS = ["Owner", "Month", "Target"]


def rows_of(pipeline):
    frame = pipeline.targets
    months = [str(month)[:10] for month in frame["month"].to_numpy()]
    return list(zip(frame["owner"].tolist(), months, frame["target"].tolist(), strict=True))


def test_a_book_without_targets_has_an_empty_frame_of_them(understood):
    targets = understood(Leads=LEADS).targets
    assert list(targets) == ["owner", "month", "target"]
    assert len(targets) == 0


def test_owners_are_called_as_the_leads_call_them_and_a_blank_one_is_the_team(understood, listed):
    pipeline = understood(
        Leads=LEADS,
        Targets=[HEADERS, [" sara ahmadi", "2026-10", 500], [None, datetime(2026, 11, 3), "900"]],
    )
    assert rows_of(pipeline) == [("Sara Ahmadi", "2026-10-01", 500.0), ("", "2026-11-01", 900.0)]
    assert listed(pipeline) == []


def test_months_are_those_of_the_calendar_of_the_book(understood, listed):
    pipeline = understood(
        {"language": "fa"},
        Leads=LEADS,
        Targets=[HEADERS, [None, "۱۴۰۵-۰۸", 1], [None, datetime(2026, 11, 22), 2]],
    )
    assert rows_of(pipeline) == [("", "2026-10-23", 1.0), ("", "2026-11-22", 2.0)]
    assert listed(pipeline) == []


@pytest.mark.parametrize(
    ("row", "cell", "part"),
    [
        (["Sara Ahmadi", "soon", 5], "Targets!B2", "not a month"),
        (["Sara Ahmadi", "October", 5], "Targets!B2", "no year"),
        (["Sara Ahmadi", "1405-08", 5], "Targets!B2", "another calendar"),
        (["Sara Ahmadi", None, 5], "Targets!B2", "names no month"),
        (["Sara Ahmadi", "2026-10", "much"], "Targets!C2", "not a number"),
        (["Sara Ahmadi", "2026-10", -5], "Targets!C2", "negative"),
    ],
)
def test_a_row_that_cannot_be_meant_is_listed_and_left_out(understood, listed, row, cell, part):
    pipeline = understood(Leads=LEADS, Targets=[HEADERS, row])
    [(where, sentence)] = listed(pipeline)
    assert where == cell
    assert part in sentence
    assert rows_of(pipeline) == []


def test_an_owner_whom_nobody_knows_is_listed_with_the_nearest_and_kept(understood):
    pipeline = understood(Leads=LEADS, Targets=[HEADERS, ["Sara Ahmady", "2026-10", 5]])
    [problem] = pipeline.problems
    assert problem.cell == "A2"
    assert "Sara Ahmadi" in str(problem.how_to_mend)
    assert rows_of(pipeline) == [("Sara Ahmady", "2026-10-01", 5.0)]


def test_an_owner_of_the_team_without_leads_is_known(understood, listed):
    pipeline = understood(
        Leads=LEADS,
        Owners=[["Owner", "Capacity"], ["Ali", 10]],
        Targets=[HEADERS, ["Ali", "2026-10", 5]],
    )
    assert listed(pipeline) == []
    assert rows_of(pipeline) == [("Ali", "2026-10-01", 5.0)]


def test_a_month_that_stands_twice_for_an_owner_counts_once(understood, listed):
    pipeline = understood(
        Leads=LEADS,
        Targets=[HEADERS, ["Sara Ahmadi", "2026-10", 5], ["SARA AHMADI", "Oct 2026", 7]],
    )
    [(where, sentence)] = listed(pipeline)
    assert where == "Targets!B3"
    assert "stand above" in sentence
    assert rows_of(pipeline) == [("Sara Ahmadi", "2026-10-01", 5.0)]


def test_a_row_without_a_target_and_an_error_cell_are_named_at_most_once(understood, listed):
    pipeline = understood(
        Leads=LEADS,
        Targets=[HEADERS, ["Sara Ahmadi", "soon", None], [ErrorCell("#N/A"), "2026-10", 5]],
    )
    assert [where for where, _ in listed(pipeline)] == ["Targets!A3"]
    assert rows_of(pipeline) == []


def test_a_table_of_amounts_is_not_one_of_targets_by_its_headers_alone(raw_table):
    invoices = raw_table("Targets", [["Owner", "Date", "Amount"], ["Sara Ahmadi", "2026-10", 5]])
    found = type(invoices)(
        invoices.kind, "Invoices", "headers", "", invoices.columns, invoices.rows
    )
    book = RawBook("book.xlsx", (raw_table("Leads", LEADS), found), False, False, (), ())
    pipeline = build(book, as_of=datetime(2026, 11, 21))
    assert len(pipeline.targets) == 0
    assert pipeline.problems == ()
