"""What the team decides in its own tables, and what stands in where it decides nothing."""

from __future__ import annotations

from datetime import date

import pytest

from leadbook.pipeline.rules import Condition
from leadbook.pipeline.settings import ColdRule, Grade, ScoringRule, Stage

LEADS = [
    ["Lead ID", "Stage", "Created at", "Budget", "Source", "Notes", "Shoe size"],
    ["A", "New", "2026-11-01", 500, "Referral", "asks for a discount", 42],
]
RULE_HEADERS = ["Rule", "Field", "Operator", "Value"]


def test_the_stages_table_gives_order_outcome_limit_clock_and_probability(understood):
    pipeline = understood(
        Leads=LEADS,
        Stages=[
            ["Stage", "Order", "Outcome", "Limit (days)", "Clock", "Probability"],
            ["Signed", 9, "Won", None, None, "100%"],
            ["Demo", 2, None, 14, "Last touch", "30%"],
            ["New", 1, "open", 0, "ایجاد", None],
        ],
    )
    assert pipeline.settings.stages == (
        Stage("New", "open", None, "creation", None),
        Stage("Demo", "open", 14.0, "touch", 0.3),
        Stage("Signed", "won", None, "creation", 1.0),
    )
    assert pipeline.leads["stage"].cat.categories.tolist() == ["New", "Demo", "Signed"]


def test_a_stages_table_may_name_the_open_stages_only(understood):
    rows = [*LEADS, ["B", "Won", "2026-11-01", None, None, None, None]]
    pipeline = understood(Leads=rows, Stages=[["Stage", "Limit"], ["New", 5]])
    assert [stage.name for stage in pipeline.settings.stages] == ["New", "Won"]
    assert pipeline.leads["status"].tolist() == ["open", "won"]


@pytest.mark.parametrize(
    ("row", "cell", "part"),
    [
        (["New", 1, "perhaps", 5, None], "Stages!C2", "no outcome"),
        (["New", 1, "open", 5, "moon"], "Stages!E2", "no clock"),
        (["New", 1, "open", "long", None], "Stages!D2", "not a number"),
    ],
)
def test_a_cell_of_the_stages_table_that_cannot_be_meant_is_listed(
    understood, listed, row, cell, part
):
    pipeline = understood(
        Leads=LEADS, Stages=[["Stage", "Order", "Outcome", "Limit", "Clock"], row]
    )
    [(where, sentence)] = listed(pipeline)
    assert where == cell
    assert part in sentence
    assert [stage.name for stage in pipeline.settings.stages] == ["New"]


def test_of_a_stage_that_stands_twice_the_first_counts(understood):
    stages = [["Stage", "Limit (days)"], ["New", 7], ["Demo", 14], ["NEW ", 3]]
    pipeline = understood(Leads=LEADS, Stages=stages)
    limits = {stage.name: stage.limit_days for stage in pipeline.settings.stages}
    assert limits == {"New": 7.0, "Demo": 14.0}
    (problem,) = [p for p in pipeline.problems if p.sheet == "Stages"]
    assert (problem.cell, str(problem.problem)) == (
        "A4",
        "the stage NEW stands above, too; this row is left out",
    )


def test_a_hint_of_the_settings_sheet_that_names_no_header_is_listed_and_ignored(understood):
    pipeline = understood(Leads=LEADS, Settings=[["Setting", "Value"], ["Column: stage", "Stge"]])
    [problem] = pipeline.problems
    assert (problem.cell, str(problem.how_to_mend)) == ("B2", "did you mean Stage?")
    assert pipeline.leads["stage"].tolist() == ["New"]


def test_a_hint_of_the_settings_sheet_is_followed(understood):
    pipeline = understood(
        Leads=LEADS, Settings=[["Setting", "Value"], ["Column: company size", "Shoe size"]]
    )
    assert pipeline.leads["company_size"].tolist() == [42.0]


def test_scoring_rules_are_read_with_groups_caps_and_half_lives(understood):
    pipeline = understood(
        Leads=LEADS,
        ScoringRules=[
            [*RULE_HEADERS, "Points", "Group", "Group cap", "Half-life (days)"],
            ["Rich", "بودجه", "≥", 300, 20, "Fit", None, None],
            [None, "source", "one of", "Referral; Fair", -5, "Fit", 15, 30],
            ["Big feet", "Shoe size", ">", 40, 1, None, None, None],
        ],
    )
    rich = Condition("budget", "≥", (300,))
    known = Condition("source", "in", ("Referral", "Fair"))
    assert pipeline.settings.scoring[0] == ScoringRule("Rich", rich, 20.0, "Fit", None, 15.0)
    assert pipeline.settings.scoring[1].condition == known
    assert pipeline.settings.scoring[1].name
    assert pipeline.settings.scoring[1].half_life_days == 30.0
    assert pipeline.settings.scoring[2].condition.field == "Shoe size"
    assert not any("scoring" in str(said) for said in pipeline.settings.assumed)


@pytest.mark.parametrize(
    ("row", "cell", "part"),
    [
        (["R", "Bugdet", "=", 5, 1], "B2", "'Bugdet' is no column"),
        (["R", "budget", "resembles", 5, 1], "C2", "no way to compare"),
        (["R", "budget", "≥", "much", 1], "D2", "does not go with ≥"),
        (["R", "budget", "between", 5, 1], "D2", "does not go with between"),
        (["R", "budget", "=", None, 1], "D2", "does not go with ="),
        (["R", "budget", "=", 5, None], "E2", "no points"),
        (["R", None, "=", 5, 1], "B2", "is no column"),
    ],
)
def test_a_rule_that_cannot_be_understood_is_a_problem_and_the_rest_stand(
    understood, row, cell, part
):
    sound = ["Sound", "budget", ">", 1, 5]
    pipeline = understood(Leads=LEADS, ScoringRules=[[*RULE_HEADERS, "Points"], row, sound])
    assert [rule.name for rule in pipeline.settings.scoring] == ["Sound"]
    [problem] = pipeline.problems
    assert problem.cell == cell
    assert part in str(problem.problem)


def test_the_nearest_field_is_suggested(understood):
    pipeline = understood(
        Leads=LEADS, ScoringRules=[[*RULE_HEADERS, "Points"], ["R", "Bugdet", "=", 5, 1]]
    )
    assert str(pipeline.problems[0].how_to_mend) == "did you mean Budget?"


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("rot", "فاسد", Condition("rot", "=", ("rotten",))),
        ("Status", "موفق", Condition("status", "=", ("won",))),
        ("روز در مرحله", 9, Condition("days_in_stage", "=", (9,))),
    ],
)
def test_words_for_leadbooks_own_values_and_facts_may_be_persian(
    understood, field, value, expected
):
    pipeline = understood(
        Leads=LEADS, ColdRules=[[*RULE_HEADERS, "Action"], ["R", field, "=", value, "Farewell"]]
    )
    assert pipeline.settings.cold_rules == (ColdRule("R", expected, "Farewell"),)


def test_an_exception_is_a_condition_in_one_cell(understood):
    pipeline = understood(
        Leads=LEADS,
        ColdRules=[
            [*RULE_HEADERS, "Action", "Exception"],
            ["Poor", "Budget", "<", 100, "خداحافظی", "Notes contains discount"],
            ["Odd", "Budget", "<", 100, "Stop", "full moon"],
        ],
    )
    poor, odd = pipeline.settings.cold_rules
    assert poor.exception == Condition("notes", "contains", ("discount",))
    assert poor.action == "خداحافظی"
    assert odd.exception is None
    [problem] = pipeline.problems
    assert (problem.cell, str(problem.problem)) == ("F3", "'full moon' is no condition")


def test_grades_are_by_score_or_by_rule_from_best_to_worst(understood):
    pipeline = understood(
        Leads=LEADS,
        Grades=[
            ["Grade", "Min score", "Field", "Operator", "Value"],
            ["سرد", 0, None, None, None],
            ["گرم", 40, None, None, None],
            ["Platinum", 80, None, None, None],
            ["داغ", None, "Price requests", "≥", 1],
        ],
    )
    assert pipeline.settings.grades == (
        Grade("hot", None, Condition("price_requests", "≥", (1,))),
        Grade("Platinum", 80.0),
        Grade("warm", 40.0),
        Grade("cold", 0.0),
    )


def test_the_settings_sheet_is_read_in_both_languages(understood):
    pipeline = understood(
        Leads=LEADS,
        Holidays=[["Date", "Holiday"], ["1405/01/01", "Nowruz"], ["2026-12-25", "X"], ["?", "?"]],
        Settings=[
            ["Setting", "Value"],
            ["زبان", "فارسی"],
            ["Weekend", "پنج‌شنبه و جمعه"],
            ["Time zone", "Europe/Berlin"],
            ["واحد پول", "تومان"],
            ["Dates", "Gregorian"],
            ["Warn at", 75],
            ["Qualified stage", "new"],
            ["Colour", "blue"],
        ],
    )
    settings = pipeline.settings
    assert (settings.language, settings.weekend) == ("fa", {3, 4})
    assert (settings.time_zone, settings.currency) == ("Europe/Berlin", "تومان")
    assert (settings.dates, settings.warn_at) == ("gregorian", 0.75)
    assert settings.qualified_stage == "New"
    assert settings.holidays == (date(2026, 3, 21), date(2026, 12, 25))
    assert [problem.cell for problem in pipeline.problems] == ["A4"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("Language", "Klingon"),
        ("Weekend", "Funday"),
        ("Time zone", "Mars/Olympus"),
        ("Dates", "Maya"),
        ("Warn at", "often"),
        ("Warn at", -1),
        ("Qualified stage", "Nwe"),
    ],
)
def test_a_setting_that_cannot_be_meant_is_listed_and_its_default_stands(understood, key, value):
    pipeline = understood(Leads=LEADS, Settings=[["Setting", "Value"], [key, value]])
    default = understood(Leads=LEADS).settings
    assert [problem.cell for problem in pipeline.problems] == ["B2"]
    assert pipeline.settings == default


@pytest.mark.parametrize(
    ("language", "weekend", "zone", "dates"),
    [("en", {5, 6}, "UTC", "gregorian"), ("fa", {4}, "Asia/Tehran", "jalali")],
)
def test_defaults_go_with_the_language_and_are_named(understood, language, weekend, zone, dates):
    settings = understood({"language": language}, Leads=LEADS).settings
    assert (settings.language, settings.weekend) == (language, weekend)
    assert (settings.time_zone, settings.dates) == (zone, dates)
    said = " ".join(map(str, settings.assumed))
    for part in ("weekend", zone, "80%", "30 days", "cold rules", "scoring rules", "qualified"):
        assert part in said


def test_a_book_with_persian_headers_is_persian(understood):
    pipeline = understood(Leads=[["شناسه", "مرحله"], ["A", "سرنخ جدید"]])
    assert pipeline.settings.language == "fa"


def test_default_rules_ask_only_what_the_book_can_answer(understood):
    few = understood(Leads=[["Lead ID", "Stage"], ["A", "New"]]).settings
    assert {rule.condition.field for rule in few.cold_rules} == {"rot"}
    assert few.scoring == ()
    many = understood(
        Leads=LEADS,
        Activities=[["Lead ID", "Date", "Kind"], ["A", "2026-11-02", "Call"]],
    ).settings
    assert {"source", "budget", "price_requests"} <= {r.condition.field for r in many.scoring}
    assert {"budget", "unanswered_calls", "rot"} <= {r.condition.field for r in many.cold_rules}


def test_by_default_a_budget_within_reach_of_a_discount_is_offered_one(understood):
    rules = {rule.condition.field: rule for rule in understood(Leads=LEADS).settings.cold_rules}
    poor = rules["budget"]
    assert poor.exception == Condition("notes", "contains", ("discount",))
    assert "promised" in poor.condition.values


@pytest.mark.parametrize(
    ("stages", "qualified"),
    [
        (["New", "Contacted", "Qualified", "Demo"], "Qualified"),
        (["Blue", "Red"], "Red"),
        (["Only"], "Only"),
    ],
)
def test_the_qualified_stage_is_a_usual_one_else_the_second(understood, stages, qualified):
    rows = [[f"A{k}", stage, "2026-11-01"] for k, stage in enumerate(stages)]
    pipeline = understood(Leads=[["Lead ID", "Stage", "Created at"], *rows])
    assert pipeline.settings.qualified_stage == qualified


@pytest.mark.parametrize(
    ("allow", "forbid"),
    [("Model allow", "model forbid"), ("ستون‌های مجاز مدل", "ستون‌های غیرمجاز مدل")],
)
def test_columns_are_allowed_and_forbidden_for_the_win_model(understood, allow, forbid):
    pipeline = understood(
        Leads=LEADS,
        Settings=[["Setting", "Value"], [allow, "Notes، Shoe size"], [forbid, "Source"]],
    )
    assert pipeline.settings.model_allow == ("Notes", "Shoe size")
    assert pipeline.settings.model_forbid == ("Source",)
