"""All figures of one book at once: books that lack something, and what measuring leaves alone."""

from __future__ import annotations

import copy
import json
from dataclasses import fields, replace
from datetime import datetime
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from leaves import leaves

from leadbook.figures import Figures, as_json, measure
from leadbook.language.messages import speaker
from leadbook.pipeline.settings import Stage

if TYPE_CHECKING:
    from leadbook.pipeline.pipeline import Pipeline

SAY = speaker("en")


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
