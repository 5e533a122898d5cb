"""Misspelt keys of the Settings sheet are told; rows of the team's own are left alone."""

from __future__ import annotations

import pytest

LEADS = [["Lead ID", "Stage", "Phase"], ["A", "New", "Demo"]]


@pytest.mark.parametrize(
    ("key", "value", "near"),
    [
        ("Laguage", "fa", "Language"),
        ("Lang", "fa", "Language"),
        ("time zon", "Tehran", "Timezone"),
        ("واحد پولی", "تومان", "واحد پول"),
        ("Column: stge", "Phase", "Stage"),
        ("ستون: مرحل", "Phase", "مرحله"),
    ],
)
def test_a_misspelt_setting_is_listed_with_the_one_that_was_meant(understood, key, value, near):
    pipeline = understood(Leads=LEADS, Settings=[["Setting", "Value"], [key, value]])
    [problem] = pipeline.problems
    assert (problem.sheet, problem.cell, problem.value) == ("Settings", "A2", key)
    assert str(problem.problem) == f"leadbook has no setting '{key}'; the row is not used"
    assert str(problem.how_to_mend) == f"did you mean {near}?"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("Company", "Acme"),
        ("Language", None),
        ("Lang", "Klingon"),
        ("Date", "2026-11-21"),
        ("تاریخ گزارش", "1405/08/30"),
        ("Manager", "Ann"),
        ("Currency rate", 42_000),
        ("Column width", 20),
        ("Sample ends on", "2026-10-31"),
    ],
)
def test_a_row_of_the_teams_own_is_no_problem(understood, key, value):
    pipeline = understood(Leads=LEADS, Settings=[["Setting", "Value"], [key, value]])
    assert not pipeline.problems


def test_of_a_setting_that_stands_twice_the_first_row_counts(understood, listed):
    rows = [["Weekend", "Friday"], ["آخر هفته", "Sunday"]]
    rows += [["Column: stage", "Phase"], ["stage", "Stage"], ["Currency", None], ["Currency", "$"]]
    pipeline = understood(Leads=LEADS, Settings=[["Setting", "Value"], *rows])
    assert (pipeline.settings.weekend, pipeline.settings.currency) == ({4}, "$")
    assert pipeline.leads["stage"].tolist() == ["Demo"]
    assert listed(pipeline) == [
        ("Settings!A3", "the setting آخر هفته stands above, too; this row is left out"),
        ("Settings!A5", "the setting stage stands above, too; this row is left out"),
    ]
