"""The review: what changed, whether it is chance, and what to do first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from leadbook.figures import Figures, measure
from leadbook.figures.review import snapshot_of
from leadbook.language.messages import speaker
from leadbook.metrics.intervals import wilson
from leadbook.metrics.review import Headline, Snapshot, compare_reports, kept, last_before
from leadbook.pipeline.settings import Stage

if TYPE_CHECKING:
    from leadbook.figures.advice import Advice
    from leadbook.pipeline.pipeline import Pipeline

SAY = speaker("en")
DAY = date(2026, 11, 1)


def rate(successes: int, n: int, key: str = "win_rate") -> Headline:
    found = wilson(successes, n)
    return Headline(key, found.rate, n, found.low, found.high)


def verdict(before: Headline, now: Headline) -> bool | None:
    reports = (Snapshot(DAY, (figure,)) for figure in (before, now))
    (change,) = compare_reports(*reports, rates=frozenset({"win_rate"}))
    return change.more_than_chance


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (rate(30, 100), rate(60, 140), True),
        (rate(30, 100), rate(43, 140), False),
        (rate(30, 100), rate(30, 140), True),
        (rate(30, 100), rate(30, 100), None),
        (rate(30, 100), rate(20, 90), None),
        (rate(30, 100), rate(29, 120), None),
        (rate(0, 0), rate(10, 20), None),
        (Headline("win_rate", None), rate(10, 20), None),
    ],
)
def test_a_rate_is_judged_by_the_cases_that_are_new(
    before: Headline, now: Headline, expected: bool | None
) -> None:
    assert verdict(before, now) is expected


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [((0.1, 0.2), (0.3, 0.4), True), ((0.1, 0.3), (0.2, 0.4), False), ((0.3, 0.4), (0, 0.1), True)],
)
def test_a_chance_changed_where_its_intervals_do_not_meet(
    before: tuple[float, float], now: tuple[float, float], expected: bool
) -> None:
    figures = (Headline("won_within_90", 0.2, 50, *ends) for ends in (before, now))
    assert verdict(*figures) is expected


def test_counts_have_no_verdict() -> None:
    reports = (Snapshot(DAY, (Headline("open", n),)) for n in (30.0, 20.0))
    (change,) = compare_reports(*reports)
    assert (change.change, change.more_than_chance) == (-10.0, None)


def test_a_figure_that_is_new_has_no_earlier_value() -> None:
    (change,) = compare_reports(Snapshot(DAY, ()), Snapshot(DAY, (Headline("open", 20.0),)))
    assert (change.before, change.now, change.change) == (None, 20.0, None)


def test_a_report_of_the_same_day_is_not_the_last_one() -> None:
    days = [date(2026, 10, 1), DAY, date(2026, 12, 1)]
    reports = [Snapshot(day, ()) for day in days]
    last = last_before(reports, DAY)
    assert last is not None
    assert last.as_of == days[0]
    assert last_before(reports, days[0]) is None


def test_a_report_of_the_same_day_is_replaced() -> None:
    old, new = Snapshot(DAY, ()), Snapshot(DAY, (Headline("open", 1.0),))
    assert kept([old], new) == (new,)


@pytest.fixture(scope="module")
def book(make: type) -> Pipeline:
    return make.book(120)


@pytest.fixture(scope="module")
def figures(book: Pipeline) -> Figures:
    return measure(book, say=SAY)


def test_the_first_review_has_no_changes_but_advice(figures: Figures) -> None:
    assert figures.review is not None
    assert (figures.review.since, figures.review.changes) == (None, ())
    assert 0 < len(figures.review.next) <= 3


def test_the_next_review_compares_with_the_last(book: Pipeline, figures: Figures) -> None:
    earlier = replace(snapshot_of(figures), as_of=date(2026, 11, 1))
    review = measure(book, earlier=[earlier], say=SAY).review
    assert review is not None
    assert review.since == date(2026, 11, 1)
    assert {change.change for change in review.changes} <= {0.0, None}
    assert [change.key for change in review.changes] == [h.key for h in earlier.figures]


def test_snapshots_hold_figures_and_no_customer(book: Pipeline, figures: Figures) -> None:
    text = repr(snapshot_of(figures))
    names = [*book.leads["lead_id"], *book.leads["source"].cat.categories]
    assert not any(f"'{name}'" in text for name in names)


def test_most_money_comes_first(figures: Figures) -> None:
    assert figures.review is not None
    order = [(-(advice.stake or 0.0), -advice.n) for advice in figures.review.next]
    assert order == sorted(order)


def advice(pipeline: Pipeline, key: str) -> Advice | None:
    found = measure(pipeline, say=SAY).review
    assert found is not None
    return next((each for each in found.next if each.key == key), None)


STAGES = (Stage("New", limit_days=7), Stage("Won", "won"), Stage("Lost", "lost"))


def small(make: type, n: int, visits: bool = False, **columns: list[object]) -> Pipeline:
    leads = make.leads(stages=STAGES, **columns)
    log = [(i, "New", "2026-11-01") for i in range(n)] if visits else []
    return make.pipeline(
        leads,
        visits=make.visits(leads, *log, stages=STAGES) if visits else None,
        settings=make.settings(stages=STAGES),
        as_of=datetime(2026, 11, 21),
    )


def test_a_stuck_stage_is_named_with_its_value(make: type) -> None:
    book = small(make, 3, visits=True, stage=["New"] * 3, amount=[10.0, 20.0, None])
    found = advice(book, "stuck_stage")
    assert found is not None
    assert (found.stake, found.n) == (30.0, 3)
    assert "New: 3 of 3 open ones; 30 is at stake" in str(found.sentence)


def test_a_source_is_weak_only_where_it_surely_is(make: type) -> None:
    def with_wins(wins: int) -> Pipeline:
        stage = ["Won"] * wins + ["Lost"] * (30 - wins) + ["Won"] * 60 + ["Lost"] * 10
        return small(make, 0, stage=stage, source=["ads"] * 30 + ["friends"] * 70)

    assert advice(with_wins(21), "weak_source") is None
    found = advice(with_wins(3), "weak_source")
    assert found is not None
    assert "Spend less on ads: it wins 10% of 30 closed leads" in str(found.sentence)


def test_a_weak_source_is_named_with_what_it_cost(make: type) -> None:
    stage = ["Won"] * 3 + ["Lost"] * 27 + ["Won"] * 60 + ["Lost"] * 10
    book = small(make, 0, stage=stage, source=["ads"] * 30 + ["friends"] * 70)
    costs = pd.DataFrame({"campaign": ["a", "b"], "source": ["ads"] * 2, "cost": [900.0, np.nan]})
    found = advice(replace(book, campaigns=costs), "weak_source")
    assert found is not None
    assert found.stake == 900.0
    assert "cost 900, 300 for each win" in str(found.sentence)


def test_deals_without_a_step_ahead_are_counted(make: type) -> None:
    steps = ["2026-12-01", "2026-11-01", None]
    found = advice(small(make, 0, stage=["New"] * 3, next_step_at=steps), "no_next_step")
    assert found is not None
    assert found.n == 2
    assert advice(small(make, 0, stage=["New"] * 3), "no_next_step") is None


def test_leads_that_nobody_called_are_counted_where_calls_are_recorded(make: type) -> None:
    contact = ["2026-11-01", None, None]
    found = advice(small(make, 0, stage=["New"] * 3, last_contact_at=contact), "never_contacted")
    assert found is not None
    assert found.n == 2
    assert advice(small(make, 0, stage=["New"] * 3), "never_contacted") is None


def test_an_owner_is_overloaded_only_against_the_others(make: type) -> None:
    def with_late(late: int) -> Pipeline:
        book = small(make, 60, visits=True, stage=["New"] * 60, owner=["Ali"] * 30 + ["Sara"] * 30)
        rested = np.r_[np.arange(30) >= late, np.arange(30) >= 5]
        days = np.where(
            rested, np.datetime64("2026-11-20", "us"), np.datetime64("2026-11-01", "us")
        )
        return replace(book, visits=book.visits.assign(entered_at=days))

    found = advice(with_late(25), "overloaded_owner")
    assert found is not None
    assert "Take deals off Ali: past their limit are 25 of 30" in str(found.sentence)
    assert advice(with_late(8), "overloaded_owner") is None


def test_a_limit_that_won_deals_contradict_is_named(make: type) -> None:
    n = 60
    stage = ["Won"] * 40 + ["New"] * 20
    leads = make.leads(
        stages=STAGES,
        stage=stage,
        created_at=["2026-11-01"] * n,
        closed_at=["2026-11-03"] * 40 + [None] * 20,
    )
    log = [(i, "New", "2026-11-01" if i < 40 else "2026-11-17") for i in range(n)]
    visits = make.visits(leads, *log, stages=STAGES)
    book = make.pipeline(leads, visits=visits, settings=make.settings(stages=STAGES))
    found = advice(book, "wrong_limit")
    assert found is not None
    assert found.n == 20
    assert "Set the limit of New to 2 (in days)" in str(found.sentence)
