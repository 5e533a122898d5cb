"""Visits: what a log, stage dates or one date tell of each lead's stay in each stage."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadbook.pipeline.settings import Stage
from leadbook.pipeline.visits import (
    filled_from,
    visits_from_log,
    visits_from_stage_dates,
    visits_from_stage_since,
)

STAGES = (Stage("New"), Stage("Talk"), Stage("Offer"), Stage("Won", "won"), Stage("Lost", "lost"))
NAMES = [stage.name for stage in STAGES]
AS_OF = datetime(2026, 11, 21)
DAY = np.timedelta64(1, "D")


def a_lead(stage="New", status="open", closed_at=None, **dates):
    return {"stage": stage, "status": status, "closed_at": closed_at, **dates}


def leads_frame(*leads):
    frame = pd.DataFrame(list(leads) or [a_lead()])
    frame["stage"] = pd.Categorical(frame["stage"], categories=NAMES)
    for name in {"closed_at", "created_at", "stage_since"} & set(frame):
        frame[name] = pd.to_datetime(frame[name]).astype("datetime64[us]")
    return frame


def log_frame(*rows):
    frame = pd.DataFrame(rows, columns=["lead", "stage", "entered_at"])
    frame["lead"] = frame["lead"].astype("int64")
    frame["entered_at"] = pd.to_datetime(frame["entered_at"], format="ISO8601")
    return frame.astype({"stage": object, "entered_at": "datetime64[us]"})


def from_log(leads, *rows, as_of=AS_OF, time_zone="UTC"):
    return visits_from_log(leads, log_frame(*rows), STAGES, as_of=as_of, time_zone=time_zone)


def told(visits):
    """(lead, stage, days, is open, next stage) of each visit."""
    frame = visits[["lead", "stage", "days", "is_open", "next_stage"]].astype(object)
    return [
        tuple(None if pd.isna(cell) else cell for cell in row)
        for row in frame.itertuples(index=False)
    ]


def test_a_visit_ends_at_the_next_stage_and_the_last_is_open_until_as_of():
    visits = from_log(leads_frame(), (0, "New", "2026-11-01"), (0, "Talk", "2026-11-11T12:00"))
    assert told(visits) == [(0, "New", 10.5, False, "Talk"), (0, "Talk", 9.5, True, None)]
    assert visits["left_at"].tolist() == [pd.Timestamp("2026-11-11T12:00"), pd.Timestamp(AS_OF)]


def test_repeated_rows_of_a_stage_are_one_visit_and_a_return_is_a_second():
    visits = from_log(
        leads_frame(),
        (0, "New", "2026-11-01"),
        (0, "new ", "2026-11-03"),
        (0, "Talk", "2026-11-05"),
        (0, "New", "2026-11-06"),
    )
    assert [row[1:3] for row in told(visits)] == [("New", 4.0), ("Talk", 1.0), ("New", 15.0)]


def test_an_outcome_stage_closes_and_a_reopened_gap_is_no_visit():
    visits = from_log(
        leads_frame(),
        (0, "New", "2026-11-01"),
        (0, "Lost", "2026-11-04"),
        (0, "New", "2026-11-14"),
        (0, "Won", "2026-11-16"),
    )
    assert told(visits) == [(0, "New", 3.0, False, "Lost"), (0, "New", 2.0, False, "Won")]


def test_the_closing_date_closes_the_last_visit_where_the_log_does_not():
    lead = a_lead("Won", "won", "2026-11-10")
    assert told(from_log(leads_frame(lead), (0, "Offer", "2026-11-01"))) == [
        (0, "Offer", 9.0, False, "Won")
    ]


def test_the_log_wins_where_it_and_the_closing_date_both_close():
    lead = a_lead("Won", "won", "2026-11-20")
    visits = from_log(leads_frame(lead), (0, "Offer", "2026-11-01"), (0, "Won", "2026-11-05"))
    assert told(visits) == [(0, "Offer", 4.0, False, "Won")]


def test_a_closed_lead_that_still_names_an_open_stage_goes_to_the_stage_of_its_status():
    lead = a_lead("Talk", "lost", "2026-11-10")
    assert told(from_log(leads_frame(lead), (0, "Talk", "2026-11-01")))[0][4] == "Lost"


def test_a_status_without_a_stage_of_its_own_leaves_the_next_stage_unknown():
    lead = a_lead("Talk", "junk", "2026-11-10")
    visits = from_log(leads_frame(lead), (0, "Talk", "2026-11-01"))
    assert told(visits) == [(0, "Talk", 9.0, False, None)]


@pytest.mark.parametrize("closed_at", [None, "2026-10-31", "2026-11-01T08:00"])
def test_a_close_that_is_missing_or_before_the_entry_leaves_the_end_unknown(closed_at):
    lead = a_lead("Won", "won", closed_at)
    visits = from_log(leads_frame(lead), (0, "Talk", "2026-11-01T09:00"))
    assert told(visits) == [(0, "Talk", None, False, "Won")]
    assert visits["left_at"].isna().all()


def test_a_closing_date_without_time_on_the_day_of_entry_is_zero_days():
    lead = a_lead("Won", "won", "2026-11-01")
    visits = from_log(leads_frame(lead), (0, "Talk", "2026-11-01T09:00"))
    assert told(visits) == [(0, "Talk", 0.0, False, "Won")]


def test_a_close_after_as_of_is_not_known_yet():
    lead = a_lead("Won", "won", "2026-12-01")
    visits = from_log(leads_frame(lead), (0, "Talk", "2026-11-01"), (0, "Won", "2026-12-01"))
    assert told(visits) == [(0, "Talk", 20.0, True, None)]


def test_rows_without_lead_stage_or_date_or_after_as_of_tell_nothing():
    visits = from_log(
        leads_frame(),
        (-1, "New", "2026-11-01"),
        (0, "Nowhere", "2026-11-01"),
        (0, None, "2026-11-01"),
        (0, "New", None),
        (0, "Talk", "2026-11-22"),
    )
    assert told(visits) == []


def test_rows_at_the_same_instant_keep_the_order_of_the_log():
    visits = from_log(
        leads_frame(),
        (0, "Talk", "2026-11-01"),
        (0, "New", "2026-11-01"),
        (0, "Offer", "2026-11-03"),
    )
    assert told(visits) == [
        (0, "Talk", 0.0, False, "New"),
        (0, "New", 2.0, False, "Offer"),
        (0, "Offer", 18.0, True, None),
    ]


def test_an_entry_at_as_of_is_open_with_no_days():
    assert told(from_log(leads_frame(), (0, "New", "2026-11-21"))) == [(0, "New", 0.0, True, None)]


def test_an_empty_log_gives_the_frame_with_its_columns_and_types():
    visits = from_log(leads_frame())
    assert visits.dtypes.astype(str).to_dict() == {
        "lead": "int64",
        "stage": "category",
        "entered_at": "datetime64[us]",
        "left_at": "datetime64[us]",
        "days": "float64",
        "is_open": "bool",
        "next_stage": "category",
    }
    assert visits["stage"].cat.categories.tolist() == NAMES


def test_stages_of_visits_have_the_leads_own_type():
    leads = leads_frame()
    visits = from_log(leads, (0, "New", "2026-11-01"))
    assert visits["stage"].dtype == visits["next_stage"].dtype == leads["stage"].dtype


def test_days_with_a_time_are_those_that_passed_when_the_clock_changed():
    visits = from_log(
        leads_frame(),
        (0, "New", "2021-03-21T12:00"),  # Tehran skipped an hour at the midnight that followed
        (0, "Talk", "2021-03-22T12:00"),
        time_zone="Asia/Tehran",
    )
    assert visits["days"].iloc[0] == pytest.approx(23 / 24)


def test_moments_a_microsecond_apart_over_centuries_are_still_sorted():
    leads = leads_frame(*[a_lead()] * 3)
    visits = from_log(
        leads,
        (2, "Talk", "2026-11-01T00:00:00.000001"),
        (2, "New", "2026-11-01"),
        (0, "New", "1700-01-01"),
    )
    assert [row[:2] for row in told(visits)] == [(0, "New"), (2, "New"), (2, "Talk")]


def test_a_span_too_wide_for_one_packed_integer_is_sorted_all_the_same():
    many = 40_000
    leads = leads_frame(*[a_lead()] * many)
    first = ("1700-01-01T00:00:00.000001", "2026-11-01")
    rows = [
        (lead, stage, at)
        for lead in (many - 1, 0)
        for stage, at in zip(NAMES[:2], first, strict=True)
    ][::-1]
    visits = from_log(leads, *rows)
    assert [row[:2] for row in told(visits)] == [
        (0, "New"),
        (0, "Talk"),
        (many - 1, "New"),
        (many - 1, "Talk"),
    ]


def test_one_date_column_per_stage_gives_the_same_visits_as_the_log():
    lead = a_lead("Won", "won", "2026-11-15")
    columns = pd.DataFrame(
        {
            "Offer": pd.to_datetime(["2026-11-10"]),
            "New": pd.to_datetime(["2026-11-01"]),
            "Talk": pd.to_datetime([None]),
        }
    )
    by_columns = visits_from_stage_dates(
        leads_frame(lead), columns, STAGES, as_of=AS_OF, time_zone="UTC"
    )
    by_log = from_log(leads_frame(lead), (0, "New", "2026-11-01"), (0, "Offer", "2026-11-10"))
    pd.testing.assert_frame_equal(by_columns, by_log)


def test_stages_entered_on_one_date_are_taken_in_pipeline_order():
    columns = {name: pd.Series(pd.to_datetime(["2026-11-01"])) for name in ("Offer", "Talk", "New")}
    visits = visits_from_stage_dates(leads_frame(), columns, STAGES, as_of=AS_OF, time_zone="UTC")
    assert [row[1:3] for row in told(visits)] == [("New", 0.0), ("Talk", 0.0), ("Offer", 20.0)]


def test_stage_since_gives_one_open_visit_and_creation_dates_the_first_stage():
    leads = leads_frame(
        a_lead("Talk", stage_since="2026-11-11", created_at="2026-11-01"),
        a_lead("New", stage_since=None, created_at="2026-11-01"),
        a_lead("Talk", stage_since=None, created_at="2026-11-01"),
        a_lead("Won", "won", "2026-11-05", stage_since="2026-11-05", created_at="2026-11-01"),
    )
    visits = visits_from_stage_since(leads, STAGES, as_of=AS_OF, time_zone="UTC")
    assert told(visits) == [(0, "Talk", 10.0, True, None), (1, "New", 20.0, True, None)]


def test_a_book_without_any_stage_date_has_no_visits():
    visits = visits_from_stage_since(leads_frame(), STAGES, as_of=AS_OF, time_zone="UTC")
    assert told(visits) == []


def test_leads_the_log_does_not_know_are_filled_from_a_second_source():
    leads = leads_frame(*[a_lead("New", stage_since="2026-11-20")] * 3)
    log = from_log(leads, (1, "New", "2026-11-01"))
    since = visits_from_stage_since(leads, STAGES, as_of=AS_OF, time_zone="UTC")
    filled = filled_from(log, since)
    assert [row[:3] for row in told(filled)] == [(0, "New", 1.0), (1, "New", 20.0), (2, "New", 1.0)]
    assert filled["stage"].dtype == leads["stage"].dtype


def test_making_visits_changes_neither_leads_nor_log():
    leads, log = leads_frame(), log_frame((0, "Talk", "2026-11-05"), (0, "New", "2026-11-01"))
    before = leads.copy(), log.copy()
    visits_from_log(leads, log, STAGES, as_of=AS_OF, time_zone="UTC")
    pd.testing.assert_frame_equal(leads, before[0])
    pd.testing.assert_frame_equal(log, before[1])


ROWS = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(NAMES), st.integers(0, 60 * 24)),
    max_size=30,
    unique_by=lambda row: (row[0], row[2]),  # no ties within a lead
)
CLOSINGS = st.lists(st.none() | st.integers(0, 60 * 24), min_size=4, max_size=4)


def hour(number):
    return pd.Timestamp("2026-10-01") + pd.Timedelta(hours=number)


def logged(rows):
    return [(lead, stage, hour(at).isoformat()) for lead, stage, at in rows]


def leads_closing(closings):
    return leads_frame(
        *(
            a_lead("Won", "won", None if closing < 0 else hour(closing)) if closing else a_lead()
            for closing in closings
        )
    )


def span_without_gaps(rows, closing, as_of):
    """From first entry to close or as_of in hours, closed gaps left out: by walking the rows."""
    total, inside, since = 0, False, 0
    for _, stage, at in sorted((row for row in rows if row[2] <= as_of), key=lambda row: row[2]):
        is_closing = stage in {"Won", "Lost"}
        if inside and is_closing:
            total, inside = total + at - since, False
        elif not inside and not is_closing:
            inside, since = True, at
    if inside:
        total += (as_of if not closing or closing > as_of else closing) - since
    return total


@given(rows=ROWS, closings=CLOSINGS)
def test_visits_of_a_lead_sum_to_its_close_or_as_of_minus_its_first_entry(rows, closings):
    as_of = 51 * 24
    last = {lead: max((at for who, _, at in rows if who == lead and at <= as_of), default=0)
            for lead in range(4)}  # fmt: skip
    closings = [closing and max(closing, last[lead]) for lead, closing in enumerate(closings)]
    visits = from_log(leads_closing(closings), *logged(rows), as_of=hour(as_of).to_pydatetime())
    hours = visits.groupby("lead")["days"].sum().mul(24)
    for lead, closing in enumerate(closings):
        own = [row for row in rows if row[0] == lead]
        assert hours.get(lead, 0.0) == pytest.approx(span_without_gaps(own, closing, as_of))


@given(rows=ROWS, closings=CLOSINGS, random=st.randoms(use_true_random=False))
def test_the_order_of_the_log_never_matters(rows, closings, random):
    shuffled = random.sample(rows, len(rows))
    leads = leads_closing(closings)
    pd.testing.assert_frame_equal(
        from_log(leads, *logged(rows)), from_log(leads, *logged(shuffled))
    )
