"""What the activity log says of each lead."""

from __future__ import annotations

from datetime import datetime

import numpy as np
import pandas as pd
import pytest

from leadbook.metrics.touches import count_touches

AS_OF = datetime(2026, 11, 21)


def counted(activities: pd.DataFrame, name: str, leads: int = 1) -> list[float]:
    return count_touches(activities, leads, as_of=AS_OF).counts[name].tolist()


def test_touches_are_counted_by_kind_and_lead(make: type) -> None:
    log = make.activities(
        (0, "2026-11-01", "call"),
        (0, "2026-11-02", "call"),
        (2, "2026-11-03", "price_request"),
        (2, "2026-11-04", "sms"),
    )
    assert counted(log, "touches", 3) == [2, 0, 2]
    assert counted(log, "calls", 3) == [2, 0, 0]
    assert counted(log, "price_requests", 3) == [0, 0, 1]
    latest = count_touches(log, 3, as_of=AS_OF).latest
    assert latest["calls"].tolist() == [pd.Timestamp("2026-11-02"), pd.NaT, pd.NaT]


def test_what_is_planned_after_as_of_is_no_touch_yet(make: type) -> None:
    log = make.activities((0, "2026-11-21", "call"), (0, "2026-11-22", "meeting"))
    assert (counted(log, "touches"), counted(log, "meetings")) == ([1], [0])


NO, YES, BLANK = False, True, None


@pytest.mark.parametrize(
    ("kinds", "answered", "calls", "emails"),
    [
        (["call"] * 3, [NO, NO, NO], 3, np.nan),
        (["call"] * 3, [NO, YES, NO], 1, np.nan),
        (["call"] * 3, [NO, NO, YES], 0, np.nan),
        (["call"] * 3, [NO, BLANK, NO], 2, np.nan),
        (["call"] * 3, [BLANK, BLANK, BLANK], np.nan, np.nan),
        (["call", "email", "call"], [NO, YES, NO], 1, 0),
        (["email", "email", "meeting"], [NO, NO, BLANK], np.nan, 0),
        (["email", "email", "meeting"], [NO, NO, NO], np.nan, 2),
    ],
)
def test_unanswered_in_a_row_begins_anew_after_a_sign_of_life(
    make: type, kinds: list[str], answered: list[bool | None], calls: float, emails: float
) -> None:
    rows = [(0, f"2026-11-{day:02}", kind) for day, kind in enumerate(kinds, start=1)]
    log = make.activities(*rows, answered=answered)
    found = (counted(log, "unanswered_calls"), counted(log, "unanswered_emails"))
    np.testing.assert_array_equal(found, [[calls], [emails]])


def test_what_comes_in_is_a_sign_of_life(make: type) -> None:
    rows = [(0, f"2026-11-0{day}", "email") for day in (1, 2, 3)]
    log = make.activities(*rows, answered=[NO, BLANK, NO], direction=["out", "in", "out"])
    assert counted(log, "unanswered_emails") == [1]


def test_without_activities_nothing_was_counted() -> None:
    touches = count_touches(pd.DataFrame(), 2, as_of=AS_OF)
    assert touches.counts["touches"].tolist() == [0, 0]
    assert touches.counts["unanswered_calls"].isna().all()
    assert touches.latest.isna().all(axis=None)
