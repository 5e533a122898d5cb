"""Ids, stages and statuses of leads."""

from __future__ import annotations

import pytest

HEADERS = ["Lead ID", "Stage", "Status", "Created at"]
STAGES = [["Stage", "Order"], ["New", 1], ["Demo", 2], ["Won", 3], ["Lost", 4]]
DAY = "2026-01-01"


def test_text_ids_keep_their_zeros_and_numbers_are_written_plainly(understood):
    pipeline = understood(Leads=[HEADERS, ["007", "New", None, DAY], [7.0, "New", None, DAY]])
    assert pipeline.leads["lead_id"].tolist() == ["007", "7"]
    assert pipeline.problems == ()


def test_of_two_rows_with_one_id_the_first_counts(understood, listed):
    pipeline = understood(
        Leads=[HEADERS, ["A", "New", None, DAY], ["B", "New", None, DAY], ["A", "Won", None, DAY]]
    )
    assert pipeline.leads["lead_id"].tolist() == ["A", "B"]
    assert pipeline.leads["sheet_row"].tolist() == [2, 3]
    assert pipeline.left_out == 1
    [(cell, sentence)] = listed(pipeline)
    assert cell == "Leads!A4"
    assert "row 2" in sentence


def test_a_row_far_down_is_named_without_a_thousands_mark(understood, listed):
    rows = [[f"L{row}", "New", None, DAY] for row in range(2, 12_347)]
    pipeline = understood(Leads=[HEADERS, *rows, ["L12345", "New", None, DAY]])
    [(_cell, sentence)] = listed(pipeline)
    assert "the id L12345 stands in row 12345, too" in sentence


def test_a_lead_without_an_id_is_called_by_its_row(understood, listed):
    pipeline = understood(Leads=[HEADERS, ["A", "New", None, DAY], [None, "New", None, DAY]])
    assert pipeline.leads["lead_id"].tolist() == ["A", "row-3"]
    assert listed(pipeline) == [("Leads!A3", "the lead has no id; it is called row-3")]


def test_a_book_without_ids_says_so_once(understood):
    pipeline = understood(Leads=[["Name", "Stage"], ["Ada", "New"], ["Bob", "New"]])
    assert pipeline.leads["lead_id"].tolist() == ["row-2", "row-3"]
    assert any("called by their rows" in str(said) for said in pipeline.settings.assumed)


@pytest.mark.parametrize(
    ("stage", "status", "expected"),
    [
        ("New", None, "open"),
        ("Won", None, "won"),
        ("Lost", None, "lost"),
        ("Demo", "Won", "won"),
        ("Demo", "junk", "junk"),
        (None, "Lost", "lost"),
    ],
)
def test_the_status_is_the_column_else_the_stage(understood, stage, status, expected):
    row = ["A", stage, status, DAY]
    pipeline = understood(Leads=[HEADERS, row, ["B", "New", None, DAY]], Stages=STAGES)
    assert pipeline.leads["status"].tolist()[0] == expected
    assert pipeline.leads["status"].cat.categories.tolist() == ["open", "won", "lost", "junk"]


def test_a_status_that_contradicts_the_stage_is_believed_and_listed(understood, listed):
    pipeline = understood(
        Leads=[[*HEADERS, "Closed at"], ["A", "Lost", "Won", DAY, "2026-02-01"]], Stages=STAGES
    )
    assert pipeline.leads["status"].tolist() == ["won"]
    [(cell, sentence)] = listed(pipeline)
    assert cell == "Leads!C2"
    assert "contradicts" in sentence


def test_a_stage_that_the_stages_table_lacks_is_listed_with_the_nearest(understood):
    pipeline = understood(
        Leads=[HEADERS, ["A", "Dmeo", None, DAY], ["B", "demo ", None, DAY]], Stages=STAGES
    )
    assert pipeline.leads["stage"].isna().tolist() == [True, False]
    assert pipeline.leads["stage"].cat.categories.tolist() == ["New", "Demo", "Won", "Lost"]
    [problem] = pipeline.problems
    assert (problem.cell, problem.value) == ("B2", "Dmeo")
    assert "did you mean Demo?" in str(problem.how_to_mend)


def test_an_open_lead_without_a_stage_is_listed_and_a_closed_one_is_not(understood, listed):
    pipeline = understood(
        Leads=[
            [*HEADERS, "Closed at"],
            ["A", None, None, DAY, None],
            ["B", None, "Won", DAY, "2026-02-01"],
            ["C", "New", None, DAY, None],
        ]
    )
    assert listed(pipeline) == [("Leads!B2", "the open lead has no stage")]


def test_a_blank_stage_is_that_of_the_last_entry_in_the_log(understood):
    pipeline = understood(
        Leads=[["Lead ID", "Name", "Created at"], ["A", "Ada", DAY]],
        StageHistory=[
            ["Lead ID", "Stage", "Entered at"],
            ["A", "Demo", "2026-02-01"],
            ["A", "New", DAY],
        ],
    )
    assert pipeline.leads["stage"].tolist() == ["Demo"]


def test_one_column_called_status_may_hold_the_stages(understood):
    pipeline = understood(
        Leads=[["ID", "Status", "Created"], ["A", "Contacted", DAY], ["B", "Lost", DAY]]
    )
    assert pipeline.leads["stage"].tolist() == ["Contacted", "Lost"]
    assert pipeline.leads["status"].tolist() == ["open", "lost"]


def test_leads_without_stage_and_status_are_open(understood):
    pipeline = understood(Leads=[["Name", "Created at"], ["Ada", DAY]])
    assert pipeline.leads["status"].tolist() == ["open"]
    assert pipeline.leads["stage"].isna().all()
    assert pipeline.settings.stages == ()
