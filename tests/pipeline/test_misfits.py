"""Headers that promise one thing over cells that hold another."""

from __future__ import annotations

import pytest

HEADERS = ["Lead ID", "Stage", "Created at"]
ROW = ["New", "2026-11-01"]


@pytest.mark.parametrize(
    ("header", "cells", "canonical"),
    [
        ("Next step", ["call him", "send offer", "wait", "2026-12-01"], ""),
        ("Next step", ["2026-12-01", "2026-12-02", "2026-12-03", "soon"], "next_step_at"),
        ("Next step", ["soon", None, None, None], "next_step_at"),
        ("Status", ["Working", "Platinum", "Gold", "Silver"], ""),
        ("Created at 2", ["x", "y", "z", "w"], ""),
    ],
)
def test_a_loosely_named_column_that_mostly_does_not_fit_is_the_users_own(
    understood, header, cells, canonical
):
    rows = [[f"L{k}", *ROW, cell] for k, cell in enumerate(cells)]
    pipeline = understood(Leads=[[*HEADERS, header], *rows])
    assert pipeline.reading[0].columns[3].canonical == canonical
    fit = {"next_step_at": 1}.get(canonical, 0)
    assert len(pipeline.problems) == fit


def test_a_told_column_stays_what_it_was_told_to_be(understood):
    rows = [[f"L{k}", *ROW, "soon"] for k in range(4)]
    pipeline = understood(
        {"mapping": {"next_step_at": "Next step"}}, Leads=[[*HEADERS, "Next step"], *rows]
    )
    assert len(pipeline.problems) == 4


def test_a_strictly_named_column_stays_with_all_its_problems(understood):
    rows = [[f"L{k}", "New", "03/04/2026"] for k in range(4)]
    assert len(understood(Leads=[HEADERS, *rows]).problems) == 4


def test_a_status_in_words_of_the_teams_own_leaves_the_stage_to_decide(understood):
    rows = [[f"L{k}", stage, "2026-11-01", "Platinum"] for k, stage in enumerate(["New"] * 4)]
    pipeline = understood(Leads=[[*HEADERS, "status"], *rows])
    assert pipeline.leads["status"].tolist() == ["open"] * 4
    assert pipeline.leads["status (D)"].tolist() == ["Platinum"] * 4


@pytest.mark.parametrize(
    ("export", "wanted"),
    [
        (
            (
                "Record ID|Deal Name|Deal Stage|Close Date|Deal owner|Amount|Create Date|Pipeline"
                "|Associated Company|Last Activity Date|Closed Lost Reason"
            ),
            (
                "lead_id name stage closed_at owner amount created_at - company last_contact_at"
                " lost_reason"
            ),
        ),
        (
            (
                "Opportunity Owner|Account Name|Opportunity Name|Stage|Fiscal Period|Amount"
                "|Expected Revenue|Probability (%)|Close Date|Created Date|Lead Source|Type"
            ),
            "owner company name stage - amount - rep_probability closed_at created_at source -",
        ),
        (
            (
                "Deal - ID|Deal - Title|Deal - Owner|Deal - Stage|Deal - Status|Deal - Value"
                "|Deal - Deal created|Deal - Deal closed on|Deal - Expected close date"
                "|Deal - Lost reason|Organization - Name|Person - Email"
            ),
            (
                "lead_id name owner stage status amount created_at closed_at expected_close"
                " lost_reason company email"
            ),
        ),
        (
            (
                "Created on|Opportunity|Contact Name|Email|Salesperson|Expected Revenue|Stage"
                "|Expected Closing|Probability"
            ),
            "created_at - name email owner amount stage expected_close rep_probability",
        ),
        (
            (
                "کد معامله|عنوان معامله|مرحله کاریز|مسئول معامله|مبلغ معامله (ریال)|تاریخ ایجاد"
                "|تاریخ بستن|شیوه آشنایی|وضعیت|شماره موبایل"
            ),
            "lead_id name stage owner amount created_at closed_at source status phone",
        ),
    ],
)
def test_the_exports_of_known_crms_are_understood(understood, export, wanted):
    headers = export.split("|")
    pipeline = understood(Leads=[headers, [None] * len(headers)])
    read = [column.canonical or "-" for column in pipeline.reading[0].columns]
    assert read == wanted.split()
