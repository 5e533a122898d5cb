"""The facts that rules may name, and since when they are so."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pandas as pd
import pytest

from leadbook.metrics.facts import gather
from leadbook.pipeline.schema import FACTS

AS_OF = datetime(2026, 11, 21)


def test_every_fact_that_a_rule_may_name_is_there(make: type) -> None:
    leads = make.leads(stage=["New"], created_at=["2026-11-01"])
    log = make.activities((0, "2026-11-05", "call"), answered=[False])
    facts = gather(leads, make.visits(leads), log, make.settings().stages, as_of=AS_OF).frame
    assert set(FACTS) <= set(facts)
    assert set(leads) <= set(facts)


def test_without_activities_counts_are_unknown_and_not_zero(make: type) -> None:
    leads = make.leads(stage=["New"], unanswered_calls=[4])
    facts = gather(
        leads, make.visits(leads), pd.DataFrame(), make.settings().stages, as_of=AS_OF
    ).frame
    assert "touches" not in facts
    assert facts["unanswered_calls"].tolist() == [4]


def test_the_book_s_own_column_wins_where_it_is_filled(make: type) -> None:
    leads = make.leads(stage=["New", "New"], unanswered_calls=[4, None])
    log = make.activities(
        (0, "2026-11-05", "call"), (1, "2026-11-05", "call"), answered=[False] * 2
    )
    facts = gather(leads, make.visits(leads), log, make.settings().stages, as_of=AS_OF).frame
    assert facts["unanswered_calls"].tolist() == [4, 1]


@pytest.mark.parametrize(
    ("own", "logged", "days"),
    [
        ("2026-11-11", None, 10),
        (None, "2026-11-16", 5),
        ("2026-11-11", "2026-11-16", 5),
        ("2026-11-20", "2026-11-16", 1),
        ("2026-11-25", "2026-11-16", 5),
        (None, None, np.nan),
    ],
)
def test_the_last_contact_is_the_latest_known_and_never_in_the_future(
    make: type, own: str | None, logged: str | None, days: float
) -> None:
    leads = make.leads(stage=["New", "New"], last_contact_at=[own, None])
    rows = [(0, logged, "call")] if logged else [(1, "2026-11-01", "call")]
    facts = gather(
        leads, make.visits(leads), make.activities(*rows), make.settings().stages, as_of=AS_OF
    ).frame
    np.testing.assert_array_equal(facts["days_since_contact"].iloc[0], days)


@pytest.mark.parametrize(
    ("field", "since"),
    [("calls", "2026-11-03"), ("webinars", "2026-11-09"), ("budget", "2026-11-09")],
)
def test_a_signal_dates_from_its_latest_evidence(make: type, field: str, since: str) -> None:
    leads = make.leads(stage=["New", "New"], created_at=["2026-10-01"] * 2, budget=[5, 5])
    log = make.activities((0, "2026-11-03", "call"), (0, "2026-11-09", "email"))
    facts = gather(leads, make.visits(leads), log, make.settings().stages, as_of=AS_OF)
    dates = facts.signal_at(field).astype("M8[D]").astype(str).tolist()
    assert dates == [since, "2026-10-01"]


def test_what_a_rule_may_ask_of_yes_and_no_is_still_yes_and_no(make: type) -> None:
    leads = make.leads(stage=["New"] * 3, unsubscribed=[True, False, None])
    facts = gather(
        leads, make.visits(leads), pd.DataFrame(), make.settings().stages, as_of=AS_OF
    ).frame
    assert facts["unsubscribed"].isna().tolist() == [False, False, True]
    assert facts["unsubscribed"].tolist()[:2] == [True, False]
