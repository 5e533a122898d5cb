"""All metrics of one book at once: the figures, their JSON, and what they never do to the book."""

from __future__ import annotations

import copy
import json
import re
from dataclasses import fields, replace
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from leadbook.errors import WrongUse
from leadbook.figures import Figures, as_json, measure
from leadbook.figures.outlook import look_ahead
from leadbook.language.messages import speaker
from leadbook.metrics.intervals import wilson
from leadbook.pipeline.pipeline import ColumnReading, TableReading
from leadbook.pipeline.rules import Condition
from leadbook.pipeline.settings import ScoringRule, Stage

if TYPE_CHECKING:
    from leadbook.pipeline.pipeline import Pipeline

SAY = speaker("en")
RATE = {"rate", "n", "low", "high"}
CHANCE = {"p", "low", "high"}
SPREAD = {"n", "mean", "median", "p90"}
HORIZONS = {"30", "60", "90"}


@pytest.fixture(scope="module")
def book(make: type) -> Pipeline:
    return make.book()


@pytest.fixture(scope="module")
def figures(book: Pipeline) -> Figures:
    return measure(book, say=SAY)


def empty_books(make: type) -> dict[str, Pipeline]:
    """Books that lack one thing or all."""
    full = make.book()
    nobody = make.book(0)
    undated = full.leads.assign(
        created_at=pd.NaT, closed_at=pd.NaT, next_step_at=pd.NaT, age_days=np.nan
    )
    return {
        "no leads": nobody,
        "no leads and no rules": replace(nobody, settings=make.settings()),
        "no dates": replace(full, leads=undated, visits=full.visits.iloc[:0]),
        "one lead": make.book(1),
        "no visits": replace(full, visits=full.visits.iloc[:0], history="none"),
        "no tables but leads": make.pipeline(full.leads),
        "no columns but stage and status": make.pipeline(
            full.leads[["lead_id", "stage", "status", "sheet_row"]]
        ),
        "no stages": make.pipeline(full.leads, settings=make.settings(stages=())),
        "only outcomes": make.pipeline(
            full.leads, settings=make.settings(stages=(Stage("Won", "won"),))
        ),
    }


KINDS = [
    "no leads", "no leads and no rules", "no dates", "one lead", "no visits", "no tables but leads",
    "no columns but stage and status", "no stages", "only outcomes",
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_book_that_lacks_something_is_measured_all_the_same(make: type, kind: str) -> None:
    book = empty_books(make)[kind]
    figures = measure(book, by=["status"], say=SAY)
    assert figures.counts.leads == len(book.leads) == len(figures.leads)
    assert json.loads(json.dumps(as_json(figures, SAY), allow_nan=False))


def test_the_json_has_every_key_of_the_contract(figures: Figures) -> None:
    found = as_json(figures, SAY)
    assert {field.name for field in fields(Figures)} - {"leads", "curve", "open_deals"} == set(
        found
    )
    assert set(found["counts"]) == {"leads", "open", "won", "lost", "junk", "problems"}
    assert set(found["value"]) == {"won_total", "won_mean", "open_total"}
    assert {"won_over_entered", "win_rate", "cohort_30", "cohort_60", "cohort_90"} == set(
        found["conversion"]
    )
    assert all(set(rate) == RATE for rate in found["conversion"].values())
    assert set(found["days_to_outcome"]) == {"won", "lost", "closed", "open_age"}
    assert all(set(spread) == SPREAD for spread in found["days_to_outcome"].values())
    for curve in ("aalen_johansen", "kaplan_meier", "closed_only"):
        assert set(found["time_to_win"][curve]) == HORIZONS
        assert all(set(chance) == CHANCE for chance in found["time_to_win"][curve].values())
    assert {"per_day", "opportunities", "win_rate", "mean_won_value", "mean_days_to_win"} == set(
        found["sales_velocity"]
    )
    assert {"strict_conversion", "km_median_days", "suggested_limit_n"} < set(found["stages"][0])
    assert {"rotten", "warning", "held", "fresh"} < set(found["rotten"])
    assert {"value", "leads", "win_rate", "won_value", "aalen_johansen_30"} < set(
        found["by"]["source"][0]
    )
    assert {"campaign", "cost", "roi_first", "roi_last"} < set(found["campaigns"][0])
    assert set(found["grades"]) == {"hot", "warm", "cold", "junk"}
    assert {"month", "qualified", "rate"} < set(found["lead_velocity_rate"][0])
    assert set(found["cold"][0]) == {"lead_id", "rule", "action"}
    assert found["problems"] == [
        {
            "sheet": "Leads", "cell": "B2", "column": "Stage", "value": "x", "problem": "bad",
            "how_to_mend": "mend it",
        }
    ]  # fmt: skip
    assert found["as_of"] == "2026-11-21"


def leaves(value: object) -> list[object]:
    if isinstance(value, dict):
        return [leaf for inner in value.values() for leaf in leaves(inner)]
    if isinstance(value, list):
        return [leaf for inner in value for leaf in leaves(inner)]
    return [value]


def test_the_json_holds_only_json_s_own_types(figures: Figures) -> None:
    kinds = {type(leaf) for leaf in leaves(as_json(figures, SAY))}
    assert kinds <= {str, int, float, bool, type(None)}


def test_as_of_with_a_time_keeps_it(figures: Figures) -> None:
    at = replace(figures, as_of=datetime(2026, 11, 21, 13, 5))
    assert as_json(at, SAY)["as_of"] == "2026-11-21T13:05:00"


def test_measuring_changes_nothing_in_the_book(make: type) -> None:
    book = make.book()
    names = ("leads", "visits", "activities", "campaigns")
    before = {name: copy.deepcopy(getattr(book, name)) for name in names}
    measure(book, by=["budget"], say=SAY)
    for name in names:
        pd.testing.assert_frame_equal(getattr(book, name), before[name])


def test_changing_the_figures_changes_nothing_in_the_book(make: type) -> None:
    book = make.book()
    before = copy.deepcopy(book.leads)
    figures = measure(book, say=SAY)
    for name in figures.leads:
        figures.leads[name] = None
    pd.testing.assert_frame_equal(book.leads, before)


def shuffled(book: Pipeline, seed: int) -> Pipeline:
    """The same book with its leads in another order."""
    order = np.random.default_rng(seed).permutation(len(book.leads))
    place = np.argsort(order)
    visits = book.visits.assign(lead=place[book.visits["lead"]])
    return replace(
        book,
        leads=book.leads.iloc[order].reset_index(drop=True),
        visits=visits.sort_values("lead", kind="stable", ignore_index=True),
        activities=book.activities.assign(lead=place[book.activities["lead"]]),
    )


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_leads_never_matters(book: Pipeline, figures: Figures, seed: int) -> None:
    other = measure(shuffled(book, seed), say=SAY)
    mine, theirs = as_json(figures, SAY), as_json(other, SAY)
    for found in (mine, theirs):
        found["cold"] = sorted(found["cold"], key=lambda cold: cold["lead_id"])
    assert leaves(mine) == pytest.approx(leaves(theirs), nan_ok=True)
    by_id = other.leads.set_index("lead_id").loc[figures.leads["lead_id"]].reset_index()
    columns = ["score", "days_in_stage", "days_over", "business_days_in_stage"]
    pd.testing.assert_frame_equal(figures.leads[columns], by_id[columns])
    for name in ("grade", "reasons", "unknown", "rot", "cold_rule", "cold_reason"):
        assert figures.leads[name].tolist() == by_id[name].tolist()


def test_a_lead_s_own_figures_do_not_depend_on_the_others(book: Pipeline, figures: Figures) -> None:
    some = np.arange(0, len(book.leads), 3)
    place = np.full(len(book.leads), -1)
    place[some] = np.arange(len(some))
    parts = {name: getattr(book, name) for name in ("visits", "activities")}
    parts = {
        name: frame[np.isin(frame["lead"], some)].reset_index(drop=True)
        for name, frame in parts.items()
    }
    parts = {name: frame.assign(lead=place[frame["lead"]]) for name, frame in parts.items()}
    leads = book.leads.iloc[some].reset_index(drop=True)
    alone = measure(replace(book, leads=leads, **parts), say=SAY).leads
    whole = figures.leads.iloc[some].reset_index(drop=True)
    for name in whole:
        assert list(map(str, whole[name])) == list(map(str, alone[name])), name


def test_counts_agree_wherever_they_are_shown(figures: Figures) -> None:
    counts = figures.counts
    assert counts.leads == counts.open + counts.won + counts.lost + counts.junk
    for groups in figures.by.values():
        for name in ("leads", "open", "won", "lost", "junk"):
            assert sum(getattr(group, name) for group in groups) == getattr(counts, name)
        assert sum(group.won_value for group in groups) == figures.value.won_total
    rot = figures.rotten
    assert counts.open == sum(getattr(rot, field.name) for field in fields(rot))
    assert all(stage.visits == stage.completed + stage.open for stage in figures.stages)
    assert sum(stage.open for stage in figures.stages) == counts.open
    assert sum(figures.grades.values()) == (figures.leads["grade"] != "").sum()
    assert len(figures.cold) == (figures.leads["cold_rule"] != "").sum() > 0
    held = figures.leads["held_until"].notna()
    assert (figures.leads.loc[held, "cold_rule"] == "").all()


def test_reasons_are_given_in_the_language_of_the_report(make: type) -> None:
    book = make.book()
    persian = measure(book, say=speaker("fa")).leads["reasons"]
    assert persian.str.contains("۱").any()
    assert not persian.str.contains("[0-9]").any()


def with_headers(book: Pipeline, **headers: str) -> Pipeline:
    columns = tuple(
        ColumnReading(header, "A", canonical, "text", 1, 0) for canonical, header in headers.items()
    )
    table = TableReading("Leads", "Sheet1", "sheet", "", len(book.leads), 0, columns)
    return replace(book, reading=(table,))


def test_the_usual_columns_that_the_book_has_are_broken_down(figures: Figures) -> None:
    assert list(figures.by) == ["source", "campaign"]


@pytest.mark.parametrize("asked", ["budget", "Budget", "  BUDGET ", "How much?", "how_much"])
def test_a_column_is_asked_for_by_name_or_header(book: Pipeline, asked: str) -> None:
    named = with_headers(book, budget="How much?")
    assert list(measure(named, by=[asked], say=SAY).by) == ["source", "campaign", "budget"]


def test_a_column_that_is_broken_down_anyway_comes_once(book: Pipeline) -> None:
    assert list(measure(book, by=["source", "source"], say=SAY).by) == ["source", "campaign"]


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("sorce", "; did you mean 'Where from'? They have "),
        ("Where fron", "; did you mean 'Where from'? They have "),
        ("xyzzy", "; they have "),
    ],
)
def test_a_column_that_the_leads_lack_is_refused_with_the_nearest(
    book: Pipeline, asked: str, near: str
) -> None:
    named = with_headers(book, source="Where from", campaign="Drive")
    with pytest.raises(WrongUse) as refused:
        measure(named, by=[asked], say=SAY)
    columns = "lead_id, created_at, closed_at, Where from, Drive, amount, budget"
    assert str(refused.value).startswith(f"the leads have no column '{asked}'{near}{columns}")


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


def test_without_history_there_is_no_lead_velocity(make: type) -> None:
    leads = make.leads(stage=["Won"], created_at=["2026-10-01"], closed_at=["2026-10-09"])
    assert measure(make.pipeline(leads), say=SAY).lead_velocity_rate == ()


def test_the_maven_sample_has_its_published_figures(
    make: type, maven_rows: list[dict[str, str]]
) -> None:
    rows = maven_rows
    stages = (Stage("Prospecting"), Stage("Engaging"), Stage("Won", "won"), Stage("Lost", "lost"))
    leads = make.leads(
        as_of=datetime(2017, 12, 31),
        stages=stages,
        stage=[row["deal_stage"] for row in rows],
        owner=[row["sales_agent"] for row in rows],
        product=[row["product"] for row in rows],
        created_at=[row["engage_date"] or None for row in rows],
        closed_at=[row["close_date"] or None for row in rows],
        amount=[float(row["close_value"]) if row["close_value"] else None for row in rows],
    )
    book = make.pipeline(leads, as_of=datetime(2017, 12, 31), settings=make.settings(stages=stages))
    found = measure(book, say=SAY)
    assert (found.counts.won, found.counts.lost, found.counts.open) == (140, 83, 77)
    assert found.conversion["win_rate"].rate == 140 / 223
    won = found.days_to_outcome["won"]
    assert (round(won.mean, 2), won.median) == (50.94, 45.5)
    assert round(found.time_to_win.aalen_johansen["30"].p, 4) == 0.2216
    assert round(found.time_to_win.aalen_johansen["90"].p, 4) == 0.3870
    assert found.time_to_win.n == 285
    assert [stage.open for stage in found.stages] == [15, 62]
    assert list(found.by) == ["owner", "product"]


def test_the_forecast_is_of_the_models_chances_where_it_has_them(make: type) -> None:
    leads = make.leads(
        stage=["Offer", "Offer"],
        amount=[100, 200],
        created_at=["2026-11-01"] * 2,
        expected_close=["2026-11-24", "2026-11-30"],
    )
    pipeline = make.pipeline(leads)
    ahead = look_ahead(pipeline, pd.DataFrame({"win_probability": [0.99, 0.0]}))
    (month,) = ahead.months
    assert (month.month, month.weighted, month.n) == ("2026-11", pytest.approx(99), 2)
    assert ahead.whole.bases == {"model": 2, "stage": 0, "history": 0}
    assert ahead.deals["weighted"].tolist() == [99, 0]


def test_deals_left_out_of_the_forecast_are_counted(make: type) -> None:
    stages = (Stage("New", probability=0.5), Stage("Odd"), Stage("Won", "won"))
    leads = make.leads(
        stages=stages, stage=["New", "New", "Odd"], amount=[100, None, 7], created_at=[None] * 3
    )
    pipeline = make.pipeline(leads, settings=make.settings(stages=stages))
    whole = measure(pipeline, say=SAY).outlook
    assert (whole.n, whole.without_amount, whole.without_chance) == (1, 1, 1)
    assert whole.bases == {"model": 0, "stage": 1, "history": 0}
    assert (whole.weighted, whole.later, whole.undated) == (50, 50, 1)


def test_cohorts_younger_than_the_window_are_not_yet(make: type) -> None:
    leads = make.leads(
        stage=["Won", "New"],
        created_at=["2026-08-01", "2026-10-02"],
        closed_at=["2026-08-11", None],
    )
    cohorts = measure(make.pipeline(leads), say=SAY).cohorts
    found = {cohort.month: cohort for cohort in cohorts}
    assert found["2026-08"].won_30 == wilson(1, 1)
    assert found["2026-10"].won_30 == wilson(0, 1)
    assert (found["2026-10"].won_60, found["2026-11"].won_30) == (None, None)
    assert found["2026-11"].partial


def test_first_customers_and_whom_they_brought(make: type) -> None:
    leads = make.leads(
        stage=["Won", "Won", "New", "Lost"],
        name=["Sara", "Ali", "Mina", "Reza"],
        amount=[100, 50, 7, 9],
        created_at=["2026-08-01", "2026-08-01", None, None],
        closed_at=["2026-08-11", "2026-10-01", None, "2026-10-10"],
        Referrer=[None, "l0", " SARA ", "Mina"],
    )
    first = measure(make.pipeline(leads), say=SAY).first_customers
    assert (first.n, first.value, first.mean_days_to_win) == (2, 150, (10 + 61) / 2)
    assert (first.column, first.referrals, first.referrals_won) == ("Referrer", 2, 1)
    assert first.referrals_value == 50


def test_without_a_column_of_referrers_nothing_is_said_of_referrals(make: type) -> None:
    leads = make.leads(stage=["Won"], created_at=["2026-08-01"], closed_at=["2026-08-11"])
    first = measure(make.pipeline(leads), say=SAY).first_customers
    assert (first.column, first.referrals, first.referrals_value) == (None, None, None)


def test_targets_stand_by_owner_and_for_the_team(make: type) -> None:
    leads = make.leads(
        stage=["Won"], owner=["Ali"], amount=[40], created_at=["2026-08-01"],
        closed_at=["2026-10-11"],
    )  # fmt: skip
    targets = pd.DataFrame(
        {"owner": ["Ali", ""], "month": pd.to_datetime(["2026-10-01", "2026-11-01"]),
         "target": [80.0, 10.0]}
    )  # fmt: skip
    figures = measure(make.pipeline(leads, targets=targets), say=SAY)
    (ali,) = figures.targets
    assert (ali.owner, ali.attainment, ali.remaining, ali.state) == ("Ali", 0.5, 40, "over")
    assert [(t.owner, t.month, t.target, t.actual) for t in figures.team_targets] == [
        (None, "2026-10", 80, 40),
        (None, "2026-11", 10, 0),
    ]


def test_conversion_between_stages_is_unknown_where_lost_leads_tell_no_path(make: type) -> None:
    leads = make.leads(
        stage=["Won"] * 20 + ["Lost"] * 30 + ["New"] * 5,
        created_at=["2026-10-01"] * 55,
        closed_at=["2026-10-09"] * 50 + [None] * 5,
    )
    figures = measure(make.pipeline(leads, history="none"), say=SAY)
    assert all(stage.furthest_conversion.rate is None for stage in figures.stages)
    assert figures.bottleneck is not None
    assert not any(stage.loses for stage in figures.bottleneck.stages)
