"""Which column is which."""

from __future__ import annotations

import pytest

from leadbook.errors import CannotRead
from leadbook.pipeline.columns import assign
from leadbook.pipeline.hints import NO_HINTS, read_hints


def test_of_two_headers_for_one_column_the_plainer_has_it_and_the_other_stays(raw_table):
    table = raw_table("Leads", [["Date", "Created at", "Stage"], ["a", "b", "New"]])
    assigned = assign(table, NO_HINTS)
    assert assigned.columns["created_at"].header == "Created at"
    assert assigned.columns["Date"].letter == "A"
    assert assigned.problems == ()


def test_a_repeated_header_is_listed_and_its_first_column_read(raw_table):
    table = raw_table("Leads", [["id", "Stage", "stage "], ["1", "New", "Won"]])
    assigned = assign(table, NO_HINTS)
    assert assigned.columns["stage"].cells == ("New",)
    [problem] = assigned.problems
    assert (problem.cell, problem.column) == ("C1", "stage ")


@pytest.mark.parametrize(
    "headers",
    [["stage"] * 50, ["id", "stage", *["x"] * 12], ["a", "a", "b", "b", "c", "c", "c"]],
)
def test_leads_whose_headers_are_mostly_repeats_are_refused(raw_table, headers):
    with pytest.raises(CannotRead, match="give each column its own header"):
        assign(raw_table("Leads", [headers, ["v"] * len(headers)]), NO_HINTS)


def test_a_header_cannot_take_the_name_of_a_column_that_leadbook_makes(raw_table):
    table = raw_table("Leads", [["id", "stage", "age_days", "sheet_row"], ["1", "New", 3, 9]])
    assert list(assign(table, NO_HINTS).columns) == [
        "lead_id",
        "stage",
        "age_days (C)",
        "sheet_row (D)",
    ]


def test_a_header_that_was_told_away_keeps_its_own_name_beside_the_told_one(raw_table):
    table = raw_table("Leads", [["id", "stage", "Phase"], ["1", "old", "New"]])
    assigned = assign(table, read_hints({"stage": "Phase"}))
    assert assigned.columns["stage"].header == "Phase"
    assert assigned.columns["stage (B)"].cells == ("old",)


def test_status_is_the_stage_where_there_is_no_stage(raw_table):
    table = raw_table("Leads", [["id", "Status"], ["1", "Contacted"]])
    assigned = assign(table, NO_HINTS).with_status_as_stage()
    assert assigned.kinds == {"lead_id": "id", "stage": "stage"}
    both = raw_table("Leads", [["id", "Status", "Stage"], ["1", "Open", "Contacted"]])
    assert assign(both, NO_HINTS).with_status_as_stage().kinds["status"] == "status"
