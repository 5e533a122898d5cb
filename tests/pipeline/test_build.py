"""A whole book understood: joined, checked, and never a traceback."""

from __future__ import annotations

import warnings
from datetime import date, datetime, time, timedelta

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadbook.errors import CannotRead, WrongUse
from leadbook.pipeline.raw import ErrorCell, UncalculatedCell
from leadbook.pipeline.schema import TABLES, known_headers

LEADS = [["Lead ID", "Name", "Stage", "Created at"], ["A", "Ada", "New", "2026-11-01"]]


def test_activities_are_joined_by_id_and_strangers_listed(understood, listed):
    pipeline = understood(
        Leads=[*LEADS, ["B", "Bob", "New", "2026-11-01"]],
        Activities=[
            ["Lead ID", "Date", "Type", "Answered", "Minutes"],
            ["B", "2026-11-02", "Phone call", "no", 5],
            ["A", datetime(2026, 11, 21, 9), "ایمیل", "yes", None],
            ["Z", "2026-11-02", "Call", None, None],
            ["A", "2026-11-22", "Call", None, None],
        ],
    )
    assert pipeline.activities["lead"].tolist() == [1, 0]
    assert pipeline.activities["kind"].tolist() == ["call", "email"]
    assert pipeline.activities["answered"].tolist() == [False, True]
    assert pipeline.activities["at"].tolist()[1] == pd.Timestamp(2026, 11, 21)
    assert [cell for cell, _ in listed(pipeline)] == ["Activities!A4", "Activities!B5"]


def test_campaigns_are_typed(understood):
    pipeline = understood(
        Leads=LEADS,
        Campaigns=[["Campaign", "Start", "Cost", "Clicks"], ["Fair", "1405/01/01", "۱٬۰۰۰", 7]],
    )
    assert pipeline.campaigns["cost"].tolist() == [1000.0]
    assert pipeline.campaigns["start"].tolist() == [pd.Timestamp(2026, 3, 21)]


def test_the_users_own_columns_are_kept_under_their_headers(understood):
    pipeline = understood(Leads=[[*LEADS[0], "Shoe size", "Region"], [*LEADS[1], 42, "North"]])
    assert pipeline.leads["Shoe size"].tolist() == [42.0]
    assert pipeline.leads["Region"].dtype == "category"
    kept = {column.header: column.canonical for column in pipeline.reading[0].columns}
    assert kept == {
        "Lead ID": "lead_id",
        "Name": "name",
        "Stage": "stage",
        "Created at": "created_at",
        "Shoe size": "",
        "Region": "",
    }


def test_the_reading_counts_filled_cells_and_problems(understood):
    pipeline = understood(Leads=[*LEADS, ["B", None, "New", "soon"], ["C", None, "New", None]])
    counts = {c.canonical: (c.filled, c.problems) for c in pipeline.reading[0].columns}
    assert counts["created_at"] == (2, 2)
    assert counts["name"] == (1, 0)


def test_the_order_of_the_rows_does_not_matter_to_a_lead(understood):
    rows = [[f"L{n}", "x", stage, "2026-11-01"] for n, stage in enumerate(["New", "Won", "Demo"])]
    one = understood(Leads=[LEADS[0], *rows]).leads.set_index("lead_id")
    other = understood(Leads=[LEADS[0], *rows[::-1]]).leads.set_index("lead_id")
    kept = ["stage", "status", "age_days"]
    assert one[kept].astype(str).equals(other.loc[one.index, kept].astype(str))


def test_a_mapped_header_that_the_book_lacks_is_wrong_use(understood):
    with pytest.raises(WrongUse, match="did you mean Stage"):
        understood({"mapping": {"stage": "Stge"}}, Leads=LEADS)


def test_a_told_language_overrules_the_book(understood):
    persian = [["شناسه", "مرحله"], ["A", "سرنخ جدید"]]
    assert understood({"language": "en"}, Leads=persian).settings.language == "en"


@pytest.mark.parametrize("tables", [{}, {"Leads": [LEADS[0]]}])
def test_a_book_without_leads_cannot_be_read(understood, tables):
    with pytest.raises(CannotRead):
        understood(**tables)


def test_building_twice_gives_the_same_and_changes_no_cell(understood):
    rows = [*LEADS, ["A", None, "Demo", "soon"]]
    before = [list(row) for row in rows]
    assert understood(Leads=rows).problems == understood(Leads=rows).problems
    assert rows == before


HOSTILE = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.sampled_from(
        ["Won", "Lost", "New", "بله", "۱۴۰۵/۰۸/۳۰", "2026-01-01", "A1", "{x}", "%s", "=1+1", "\x00",
         "between", "≥", "rot", "10, 20", "-", "1e400", "nan", "inf", "٪۵۰", "\u200c", "'"]
    ),
    st.floats(),
    st.integers(-(10**20), 10**20),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.sampled_from([ErrorCell("#N/A"), UncalculatedCell("A1"), ErrorCell(""), date.max, time.min,
                     datetime.min, timedelta.max]),
)  # fmt: skip


PLAUSIBLE = {
    "id": st.sampled_from(["A1", "A1", "B2", "C3"]),
    "stage": st.sampled_from(["New", "Demo", "Won", "Lost", "Junk"]),
    "text": st.sampled_from(["New", "Demo", "Won", "Budget", "≥", "rot", "Last touch", "Friday"]),
    "date": st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    "status": st.sampled_from(["open", "won", "ناموفق"]),
}


@st.composite
def tables(draw, kinds):
    """Some tables with their right headers, and mostly sound cells below them."""
    made = {}
    for kind in kinds:
        columns = dict(zip(known_headers(kind), TABLES[kind].columns.values(), strict=True))
        names = st.lists(st.sampled_from(list(columns)), min_size=1, unique=True)
        headers = draw(st.one_of(st.just(list(columns)), names))
        cells = [st.one_of(PLAUSIBLE.get(columns[name], HOSTILE), HOSTILE) for name in headers]
        extra = draw(st.lists(st.text(min_size=1, max_size=5), max_size=2))
        row = st.tuples(*cells, *(HOSTILE for _ in extra)).map(list)
        made[kind] = [[*headers, *extra], *draw(st.lists(row, min_size=1, max_size=5))]
    return made


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_hostile_cells_are_problems_and_never_a_traceback(understood, data):
    others = data.draw(st.lists(st.sampled_from(list(TABLES)), unique=True, max_size=4))
    pipeline = understood(**data.draw(tables({"Leads", *others})))
    assert all(str(problem.problem) and problem.sheet for problem in pipeline.problems)
    [reading] = [reading for reading in pipeline.reading if reading.kind == "Leads"]
    assert len(pipeline.leads) + pipeline.left_out == reading.rows
    assert not (pipeline.leads["age_days"] < 0).any()
    assert not (pipeline.visits["days"] < 0).any()


def test_no_warning_escapes(understood):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        understood(Leads=[[*LEADS[0], "Probability"], [*LEADS[1], None]])
