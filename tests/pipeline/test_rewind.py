"""A book rewound is the book as it was: nothing from after that day, and nothing before it lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leadbook.pipeline.build import build
from leadbook.pipeline.rewind import left_behind, rewind, taken_as_they_stand, untold

from .conftest import book_of

FIRST, LAST = date(2026, 1, 1), date(2026, 4, 10)
STAGES = [
    ["Stage", "Order", "Outcome", "Limit days", "Clock"],
    ["New", 1, "open", 10, "entry"],
    ["Offer", 2, "open", 20, "last touch"],
    ["Won", 3, "won", None, None],
    ["Lost", 4, "lost", None, None],
]
HEADERS = ["Lead ID", "Source", "Amount", "Created at", "Stage", "Closed at", "Label"]
FRAMES = ("leads", "visits", "activities", "campaigns")


def day(n: int) -> date:
    return FIRST + timedelta(days=n)


def book_as_kept_on(ways, calls, today):
    """The very book that a team would have had on a day, told by the whole ways of its leads.

    Args:
        ways: For each lead its entries (day, stage), the first of which is its creation.
        calls: (lead, day) of each call.
        today: The day on which it is looked at.
    """
    leads, log = [], []
    for number, entries in enumerate(ways):
        known = [(at, stage) for at, stage in entries if at <= today]
        if not known:
            continue
        at, stage = known[-1]
        closed = day(at) if stage in {"Won", "Lost"} else None
        source = "web" if number % 2 else "fair"
        label = f"{stage} by {at}"  # a fact of the day on which it is written
        leads.append([f"L{number}", source, 100.0, day(known[0][0]), stage, closed, label])
        log += [[f"L{number}", stage, day(at)] for at, stage in known]
    called = [[f"L{who}", day(at), "call"] for who, at in calls if ways[who][0][0] <= at <= today]
    return book_of(
        Leads=[HEADERS, *leads],
        StageHistory=[["Lead ID", "Stage", "Entered at"], *log],
        Activities=[["Lead ID", "Date", "Type"], *called],
        Stages=STAGES,
    )


def built(ways, calls, today):
    moment = datetime.combine(day(today), datetime.min.time())
    return build(book_as_kept_on(ways, calls, today), as_of=moment, language="en")


@st.composite
def ways_of_a_lead(draw):
    """Entries on different days: an open stage first, and again after each closing."""
    days = sorted(draw(st.sets(st.integers(0, 99), min_size=1, max_size=6)))
    stages = ["Lost"]
    for _ in days:
        was_open = stages[-1] in {"New", "Offer"}
        choice = ["New", "Offer", "Won", "Lost"] if was_open else ["New", "Offer"]
        stages.append(draw(st.sampled_from(choice)))
    return list(zip(days, stages[1:], strict=True))


ways_of_leads = st.lists(ways_of_a_lead(), min_size=2, max_size=12).filter(
    lambda ways: ways[0][0][0] <= 50
)
calls_made = st.lists(st.tuples(st.just(0), st.integers(0, 99)), max_size=5)


def assert_same(one, other):
    for name in FRAMES:
        left, right = getattr(one, name), getattr(other, name)
        shown = [column for column in left if column != "sheet_row"]
        assert list(left.columns) == list(right.columns)
        pd.testing.assert_frame_equal(left[shown], right[shown])
    assert one.as_of == other.as_of
    assert one.settings.stages == other.settings.stages


@settings(max_examples=25)
@given(ways=ways_of_leads, calls=calls_made, then=st.integers(50, 98))
def test_rewinding_gives_the_book_that_was_kept_then(ways, calls, then):
    moment = datetime.combine(day(then), datetime.min.time())
    assert_same(
        rewind(built(ways, calls, 99), moment),
        rewind(built(ways, calls, then), moment),
    )


@settings(max_examples=10)
@given(ways=ways_of_leads, calls=calls_made, then=st.integers(50, 80))
def test_rewinding_twice_is_rewinding_once(ways, calls, then):
    whole = built(ways, calls, 99)
    middle, first = (datetime.combine(day(n), datetime.min.time()) for n in (then + 10, then))
    assert_same(rewind(rewind(whole, middle), first), rewind(whole, first))


@settings(max_examples=10)
@given(ways=ways_of_leads, then=st.integers(50, 98))
def test_no_moment_of_a_rewound_book_is_later_than_that_day(ways, then):
    moment = datetime.combine(day(then), datetime.min.time())
    rewound = rewind(built(ways, [(0, 99)], 99), moment)
    for frame in (rewound.leads, rewound.visits, rewound.activities):
        for name in frame.select_dtypes("datetime"):
            assert not (frame[name] > moment).any(), name
    assert (rewound.visits["days"] >= 0).all()


def test_a_deal_won_later_is_open_where_it_then_was():
    whole = built([[(0, "New"), (20, "Offer"), (60, "Won")]], [], 99)
    then = rewind(whole, datetime(2026, 1, 31))
    assert then.leads[["stage", "status", "age_days"]].values.tolist() == [["Offer", "open", 30.0]]
    assert then.leads["closed_at"].isna().all()
    assert then.visits[["stage", "days", "is_open"]].values.tolist() == [
        ["New", 20.0, False],
        ["Offer", 10.0, True],
    ]
    assert then.visits["next_stage"].tolist()[0] == "Offer"
    assert pd.isna(then.visits["next_stage"].tolist()[1])


def test_a_lead_reopened_later_is_closed_as_it_then_was():
    whole = built([[(0, "New"), (20, "Lost"), (60, "Offer")]], [], 99)
    (lost,) = rewind(whole, datetime(2026, 1, 31)).leads.to_dict("records")
    assert (lost["status"], lost["stage"], lost["age_days"]) == ("lost", "Lost", 20.0)
    assert lost["closed_at"] == pd.Timestamp(day(20))


def test_a_book_without_history_knows_no_stage_of_an_open_deal(understood):
    whole = understood(
        Leads=[
            ["Lead ID", "Created at", "Stage", "Stage since", "Closed at"],
            ["A", "2026-01-01", "Offer", "2026-01-05", None],
            ["B", "2026-01-01", "Won", None, "2026-03-01"],
            ["C", "2026-01-01", "Lost", None, "2026-01-20"],
            ["D", "2026-02-20", "New", None, None],
            ["E", None, "New", None, None],
            ["F", "2026-01-01", "Lost", None, None],
        ]
    )
    moment = datetime(2026, 2, 1)
    then = rewind(whole, moment)
    assert then.leads["lead_id"].tolist() == ["A", "B", "C"]
    assert then.leads["status"].tolist() == ["open", "open", "lost"]
    assert then.leads["stage"].astype(object).where(then.leads["stage"].notna(), None).tolist() == [
        None,
        None,
        "Lost",
    ]
    assert then.history == "none"
    assert then.visits.empty
    assert untold(whole, moment) == 2  # E was there from an unknown day, F was lost on one


def test_what_carries_no_date_is_left_out_unless_it_is_vouched_for(understood):
    headers = ["Lead ID", "Created at", "Stage", "Source", "Label", "Budget", "Region", "Note"]
    row = ["A", "2026-01-01", "New", "web", "hot", 100, "North", "will buy"]
    whole = understood(Leads=[headers, row])
    assert left_behind(whole) == ("label", "budget", "Region", "notes")
    assert taken_as_they_stand(whole) == ("source",)
    plain = rewind(whole, datetime(2026, 2, 1)).leads
    assert not {"label", "budget", "Region", "notes"} & set(plain)
    vouched = rewind(whole, datetime(2026, 2, 1), keep=["Region"])
    assert vouched.leads["Region"].tolist() == ["North"]
    assert left_behind(whole, ["Region"]) == ("label", "budget", "notes")
    assert taken_as_they_stand(whole, ["Region"]) == ("source", "Region")


def test_limits_from_the_last_touch_are_judged_only_where_touches_are_told():
    way = [[(0, "New"), (20, "Offer")]]
    for calls, limits in (([], [10.0, None]), ([(0, 5)], [10.0, 20.0])):
        then = rewind(built(way, calls, 99), datetime(2026, 2, 1))
        assert [stage.limit_days for stage in then.settings.stages[:2]] == limits


def test_a_campaign_that_began_later_and_its_name_are_not_known_yet(understood):
    whole = understood(
        Leads=[
            ["Lead ID", "Created at", "Stage", "Campaign"],
            ["A", "2026-01-01", "New", "Spring"],
            ["B", "2026-05-01", "New", "Summer"],
        ],
        Campaigns=[
            ["Campaign", "Start", "Cost"],
            ["Spring", "2026-01-01", 5],
            ["Summer", "2026-05-01", 5],
        ],
    )
    then = rewind(whole, datetime(2026, 2, 1))
    assert then.campaigns["campaign"].tolist() == ["Spring"]
    assert then.leads["campaign"].cat.categories.tolist() == ["Spring"]


def test_rewinding_leaves_the_book_itself_as_it_was():
    whole = built([[(0, "New"), (20, "Lost"), (60, "Offer")]], [(0, 70)], 99)
    before = replace(whole, **{name: getattr(whole, name).copy(deep=True) for name in FRAMES})
    rewind(whole, datetime(2026, 1, 31))
    for name in FRAMES:
        pd.testing.assert_frame_equal(getattr(whole, name), getattr(before, name))


@pytest.mark.parametrize("then", [datetime(2026, 1, 31), datetime(2026, 1, 31, 18)])
def test_what_happened_on_that_day_is_known(then):
    whole = built([[(0, "New"), (30, "Won")]], [], 99)
    assert rewind(whole, then).leads["status"].tolist() == ["won"]
