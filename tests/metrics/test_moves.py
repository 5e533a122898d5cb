"""Moves: where a visit led, and what the lead's own outcome tells where the log is silent."""

from __future__ import annotations

import pandas as pd
import pytest

from leadbook.metrics.moves import LOST, UNKNOWN, moves
from leadbook.pipeline.settings import Stage

STAGES = (Stage("New"), Stage("Offer"), Stage("Won", "won"), Stage("Lost", "lost"))


def visits(*rows: tuple[int, str, str | None, float, bool]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["lead", "stage", "next_stage", "days", "is_open"])


def test_a_visit_led_where_the_log_says() -> None:
    found = moves(
        pd.DataFrame({"status": ["won", "open"]}),
        visits(
            (0, "New", "Offer", 3.0, False),
            (0, "Offer", "Won", 4.0, False),
            (1, "Offer", "New", -1.0, False),
            (1, "New", None, 2.0, True),
        ),
        STAGES,
    )
    assert found.next.tolist() == [1, 2, 0, UNKNOWN]
    assert found.forward.tolist() == [True, True, False, False]
    assert found.backward.tolist() == [False, False, True, False]
    assert pd.isna(found.days[2])


@pytest.mark.parametrize(
    ("status", "end"), [("won", 2), ("lost", LOST), ("junk", LOST), ("open", UNKNOWN)]
)
def test_the_outcome_tells_of_the_last_visit_only_where_the_log_is_silent(
    status: str, end: int
) -> None:
    found = moves(
        pd.DataFrame({"status": [status]}),
        visits((0, "New", None, 3.0, False), (0, "Offer", None, 4.0, False)),
        STAGES,
    )
    assert found.next.tolist() == [UNKNOWN, end]
