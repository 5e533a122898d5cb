"""What a stage log lacks, from frames alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadbook.actions.stage_changes import Known, known_after, stage_changes

NIGHT = datetime(2026, 11, 1, 18)
LATER = NIGHT + timedelta(days=1)


def leads(*rows: tuple[Any, Any], since: list[str] | None = None) -> pd.DataFrame:
    ids, stages = zip(*rows, strict=True) if rows else ((), ())
    return pd.DataFrame(
        {
            "lead_id": pd.Series(ids, dtype=object),
            "stage": pd.Series(stages, dtype=object),
            "since": np.array(since or ["NaT"] * len(rows), dtype="datetime64[us]"),
        }
    )


def log(*rows: tuple[Any, Any, str]) -> pd.DataFrame:
    ids, stages, moments = zip(*rows, strict=True) if rows else ((), (), ())
    return pd.DataFrame(
        {
            "lead_id": pd.Series(ids, dtype=object),
            "stage": pd.Series(stages, dtype=object),
            "entered_at": np.array(moments, dtype="datetime64[us]"),
        }
    )


def changes(*arguments: Any, **facts: Any) -> list[tuple[str, str, str]]:
    found = stage_changes(*arguments, **{"at": LATER, **facts})
    return list(zip(found["lead_id"], found["former"], found["stage"], strict=True))


def test_without_a_look_the_last_row_of_the_log_is_what_was_known() -> None:
    history = log(
        ("A", "Offer", "2026-02-01"), ("A", "New", "2026-01-01"), ("B", "New", "2026-01-05")
    )
    now = leads(("A", "Offer"), ("B", "Won"), ("C", "New"))
    assert changes(now, history) == [("B", "New", "Won"), ("C", "", "New")]


def test_of_two_rows_at_one_moment_the_lower_is_the_last() -> None:
    history = log(("A", "New", "2026-01-01"), ("A", "Offer", "2026-01-01"))
    assert changes(leads(("A", "Offer")), history) == []


def test_a_look_is_believed_before_older_rows_of_the_log() -> None:
    history = log(("A", "New", "2026-01-01"))
    known = Known(NIGHT, {"A": "Offer"})
    assert changes(leads(("A", "Offer")), history, known=known) == []
    assert changes(leads(("A", "Won")), history, known=known) == [("A", "Offer", "Won")]


def test_what_a_macro_logged_since_the_look_is_not_logged_again() -> None:
    known = Known(NIGHT, {"A": "New"})
    history = log(("A", "New", "2026-01-01"), ("A", "Offer", "2026-11-02T09:00"))
    assert changes(leads(("A", "Offer")), history, known=known) == []
    assert changes(leads(("A", "New")), history, known=known) == [("A", "Offer", "New")]


def test_what_a_person_logged_with_a_bare_day_is_not_logged_again() -> None:
    known = Known(NIGHT, {"A": "New"})
    history = log(("A", "New", "2026-01-01"), ("A", "Offer", "2026-11-01"))
    assert changes(leads(("A", "Offer")), history, known=known) == []


def test_a_row_with_a_mistyped_year_does_not_make_every_look_log_again() -> None:
    history = log(("A", "Offer", "2099-01-01"))
    first = changes(leads(("A", "New")), history)
    known = known_after(leads(("A", "New")), at=NIGHT)
    assert first == [("A", "Offer", "New")]
    assert changes(leads(("A", "New")), history, known=known) == []


def test_rows_of_the_log_without_a_day_do_not_count() -> None:
    history = log(("A", "Won", "NaT"), ("A", "New", "2026-01-01"))
    assert changes(leads(("A", "New")), history) == []


@pytest.mark.parametrize(
    ("since", "logged"),
    [
        ("2026-10-20", "2026-10-20"),  # the book says when
        ("NaT", "2026-11-02T18"),
        ("2026-01-01", "2026-11-02T18"),  # as old as the stage before: it tells of that one
        ("2027-01-01", "2026-11-02T18"),
    ],
)
def test_the_books_own_day_is_logged_where_it_can_be_that_of_the_stage(
    since: str, logged: str
) -> None:
    history = log(("A", "New", "2026-01-01"))
    found = stage_changes(leads(("A", "Offer"), since=[since]), history, at=LATER)
    assert found["entered_at"].to_numpy() == np.datetime64(logged)


def test_a_day_before_the_last_look_is_not_that_of_a_change_since() -> None:
    known = Known(NIGHT, {"A": "New"})
    found = stage_changes(leads(("A", "Won"), since=["2026-10-20"]), log(), at=LATER, known=known)
    assert found["entered_at"].to_numpy() == np.datetime64(LATER, "us")


def test_nothing_known_and_no_leads_give_no_rows() -> None:
    assert changes(leads(), log()) == []
    assert known_after(leads(), at=NIGHT) == Known(NIGHT, {})


def test_a_look_that_saw_nothing_new_is_the_earlier_one() -> None:
    known = Known(NIGHT, {"A": "پیگیری", "gone": "New"})
    assert known_after(leads(("A", "پيگيري")), at=LATER, known=known) is known
    later = known_after(leads(("A", "Won")), at=LATER, known=known)
    assert later == Known(LATER, {"A": "Won", "gone": "New"})


ROWS = st.lists(
    st.tuples(st.sampled_from(["A", "B", "C", None]), st.sampled_from(["New", "Won", "won", None])),
    max_size=6,
)


@given(ROWS, ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(before: Any, after: Any, random: Any) -> None:
    known = known_after(leads(*before), at=NIGHT)
    shuffled = random.sample(after, len(after))
    found = [changes(leads(*rows), log(), known=known) for rows in (after, shuffled)]
    assert {(lead, stage.lower()) for lead, _, stage in found[0]} == {
        (lead, stage.lower()) for lead, _, stage in found[1]
    }


@given(ROWS, ROWS)
def test_a_second_look_finds_nothing(before: Any, after: Any) -> None:
    known = known_after(leads(*before), at=NIGHT)
    now = leads(*after)
    copy = now.copy()
    changes(now, log(), known=known)
    assert changes(now, log(), known=known_after(now, at=LATER, known=known)) == []
    pd.testing.assert_frame_equal(now, copy)
