"""A book checked: how it is understood, and each problem with its cell."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from leadbook.jobs.check import as_json, check
from leadbook.language.messages import speaker


@pytest.fixture(scope="module")
def maven(maven_book):
    return check(maven_book, as_of=datetime(2017, 12, 31))


def test_a_crms_export_is_understood_with_its_headers_untouched(maven):
    assert maven.leads["status"].value_counts().to_dict() == {
        "won": 140,
        "lost": 83,
        "open": 77,
        "junk": 0,
    }
    assert maven.leads["stage"].value_counts().to_dict() == {
        "Won": 140,
        "Lost": 83,
        "Engaging": 62,
        "Prospecting": 15,
    }
    assert [stage.name for stage in maven.settings.stages] == [
        "Prospecting",
        "Engaging",
        "Won",
        "Lost",
    ]
    read = {column.header: column.canonical for column in maven.reading[0].columns}
    assert read == {
        "opportunity_id": "lead_id",
        "sales_agent": "owner",
        "product": "product",
        "account": "company",
        "deal_stage": "stage",
        "engage_date": "created_at",
        "close_date": "closed_at",
        "close_value": "amount",
    }


def test_its_days_to_win_are_those_that_are_known(maven):
    won = maven.leads[maven.leads["status"] == "won"]
    assert round(won["age_days"].mean(), 2) == 50.94
    assert won["age_days"].median() == 45.5
    assert (maven.leads["amount"].notna() & (maven.leads["status"] == "won")).sum() == 140


def test_its_fifteen_leads_without_a_date_are_its_only_problems(maven):
    assert {str(found.problem) for found in maven.problems} == {
        "the lead has no creation date; it is left out of what needs one"
    }
    assert len(maven.problems) == 15
    assert {found.cell[0] for found in maven.problems} == {"F"}


@pytest.mark.parametrize("language", ["en", "fa"])
def test_the_check_is_plain_json_in_either_language(maven, language):
    data = json.loads(json.dumps(as_json(maven, speaker(language)), allow_nan=False))
    assert data["leads"] == 300
    assert data["tables"][0]["columns"][0] == {
        "header": "opportunity_id",
        "letter": "A",
        "canonical": "lead_id",
        "kind": "id",
        "filled": 300,
        "problems": 0,
    }
    assert data["problems"][0]["sheet"] == "Sheet"
    assert data["history"] == "none"
