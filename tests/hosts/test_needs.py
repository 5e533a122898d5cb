"""Columns that no rule asks for are not read, and that never changes what a cell shows."""

from __future__ import annotations

from datetime import datetime
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import leadbook.hosts.functions  # noqa: F401 - fills the registry
from leadbook.hosts import judging
from leadbook.hosts.border import answer
from leadbook.hosts.needs import needed
from leadbook.hosts.ranges import Table

AS_OF = datetime(2026, 11, 21)
DAYS = st.sampled_from([AS_OF, datetime(2026, 11, 1), datetime(2026, 6, 1), None, "1405/08/30"])
WORDS = st.sampled_from(["Web", "Referral", "high", "hot", "junk", "discount", "0", None, "دارد"])
NUMBERS = st.sampled_from([0.0, 3.0, 7.0, 900.0, "۱۲۰۰", None])
COLUMNS = {
    "Lead ID": st.sampled_from(["L1", "L2", "L3", "L4", None]),
    "Stage": st.sampled_from(["New", "Demo", "Offer", "Won", "Lost", None]),
    "Status": st.sampled_from(["open", "won", "lost", "junk", None]),
    "Name": WORDS,
    "Last name": WORDS,
    "Source": WORDS,
    "Interest": WORDS,
    "Budget": st.one_of(NUMBERS, WORDS),
    "Amount": NUMBERS,
    "Notes": WORDS,
    "Label": WORDS,
    "Created": DAYS,
    "Last contact": DAYS,
    "Next step": st.one_of(DAYS, WORDS, st.just(datetime(2026, 12, 1))),
    "Snoozed until": DAYS,
    "Expected close": st.one_of(DAYS, st.just(datetime(2027, 1, 1))),
    "Closed": DAYS,
    "Unanswered calls": NUMBERS,
    "Decision maker": st.sampled_from(["yes", "no", None, datetime(2026, 10, 1)]),
    "Demo": DAYS,
    "Shoe size": NUMBERS,
    "منبع آشنایی": WORDS,
}
FIELDS = st.sampled_from([*COLUMNS, "amount", "rot", "Days in stage", "age_days", "touches", "?"])
CONDITIONS = st.tuples(
    FIELDS,
    st.sampled_from(["=", "≠", ">", "in", "contains", "is empty", "within days", "??"]),
    st.sampled_from([5.0, "Web", "rotten", "Web, high", 30.0, None]),
)


@st.composite
def tables(draw: st.DrawFn) -> tuple[tuple[object, ...], ...]:
    """A table of leads with some of the columns, in some order."""
    names = draw(st.permutations(list(COLUMNS)))
    names = names[: draw(st.integers(3, len(names)))]
    names = [*names, *({"Lead ID", "Stage"} - set(names))]
    row = st.tuples(*(COLUMNS[name] for name in names))
    return (tuple(names), *draw(st.lists(row, min_size=1, max_size=5)))


@st.composite
def rules(draw: st.DrawFn, last: str) -> tuple[tuple[object, ...], ...] | None:
    """A table of rules, whose last column is headed as told; or none."""
    if draw(st.booleans()):
        return None
    rows = [
        (name, *condition, draw(st.sampled_from([10.0, -5.0]) if last == "Points" else WORDS),
         draw(st.sampled_from([None, "Notes contains discount", "Amount > 5", "huh"])))
        for name, condition in zip("AB", draw(st.lists(CONDITIONS, min_size=1, max_size=2)),
                                   strict=False)
    ]  # fmt: skip
    return (("Rule", "Field", "Operator", "Value", last, "Exception"), *rows)


def with_everything(function: str, *given: object) -> object:
    """Call a function that reads every column."""
    with patch.object(judging, "needed", return_value=None):
        return answer(function, given)


@settings(max_examples=30)
@given(leads=tables(), scoring=rules("Points"), cold=rules("Action"))
@example(
    leads=(("Demo", "Stage", "Lead ID", "Name"), (AS_OF, "Demo", "L1", "Ann")),
    scoring=(("Field", "Points"), ("days in stage", 5.0)),
    cold=None,
)
def test_a_column_that_is_not_asked_for_changes_nothing(
    leads: tuple[object, ...], scoring: object, cold: object
) -> None:
    calls = [
        ("LB_SCORE", leads, scoring, AS_OF),
        ("LB_GRADE", leads, scoring, None, AS_OF),
        ("LB_WHY", leads, scoring, AS_OF),
        ("LB_ROTTEN", leads, None, AS_OF),
        ("LB_COLD_RULE", leads, cold, AS_OF, None, None, None, None, scoring),
        ("LB_NEXT_ACTION", leads, cold, AS_OF),
    ]
    for name, *given_here in calls:
        assert answer(name, given_here) == with_everything(name, *given_here), name


LEADS = Table("Leads", [["Lead ID", "Name", "Source", "Notes", "Next step date", "Mine"]], "leads")


def rule_table(*fields: str) -> Table:
    return Table(
        "ScoringRules", [["Field", "Points"], *([field, 1.0] for field in fields)], "rules"
    )


@pytest.mark.parametrize(
    ("purpose", "asked", "left_out"),
    [
        ("score", (), {"Name", "Notes", "Next step date"}),
        ("score", ("NAME",), {"Notes", "Next step date"}),
        ("score", ("rot",), {"Name", "Notes"}),
        ("standing", (), {"Name", "Source", "Notes"}),
        ("cold", (), {"Name"}),
    ],
)
def test_columns_are_left_out_by_what_is_calculated(purpose, asked, left_out) -> None:
    wanted = needed(purpose, LEADS, rule_table(*asked) if asked else None)
    assert wanted is not None
    assert {header for header in LEADS.headers if not wanted(header)} == left_out


def test_who_asks_for_the_name_gets_it_from_the_columns_that_have_its_parts() -> None:
    leads = [["Lead ID", "First name", "Last name"], ["L1", "Ann", "Lee"]]
    table, scoring = Table("Leads", leads, "leads"), [["Field", "Value", "Points"]]
    assert [needed("score", table)(header) for header in leads[0]] == [True, False, False]
    found = answer("LB_SCORE", (leads, [*scoring, ["Name", "Ann Lee", 5.0]], AS_OF))
    assert found == [["Score"], [100.0]]


def test_an_exception_asks_for_its_column() -> None:
    rows = [["Field", "Action", "Exception"], ["Source", "Stop", "Name contains Acme"]]
    wanted = needed("score", LEADS, Table("ColdRules", rows, "cold_rules"))
    assert wanted is not None
    assert wanted("Name")


def test_settings_that_name_columns_have_all_columns_read() -> None:
    named = Table("Settings", [["Setting", "Value"], ["column: source", "Mine"]], "settings")
    plain = Table("Settings", [["Setting", "Value"], ["Weekend", "Friday"]], "settings")
    assert needed("score", LEADS, named) is None
    assert needed("score", LEADS, plain) is not None


def test_headers_that_repeat_have_all_columns_read() -> None:
    assert needed("score", Table("Leads", [["Lead ID", "Name", "name"]], "leads")) is None


def test_the_language_is_seen_from_all_headers() -> None:
    """Of the three columns that are read two are Persian, of all six only two."""
    headers = ("شناسه سرنخ", "مرحله", "Created", "Name", "Phone", "Email")
    leads = (headers, ("L1", "New", AS_OF, "Ann", "1", "a@example.com"))
    assert answer("LB_ROTTEN", (leads, None, AS_OF)) == [["State"], ["Fresh"]]
