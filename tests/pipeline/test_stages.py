"""Stages and their order."""

from __future__ import annotations

from datetime import datetime

import pandas as pd
import pytest

from leadbook.pipeline.settings import Stage
from leadbook.pipeline.stages import guessed_stages, with_outcomes

NO_LOG = pd.DataFrame()


@pytest.mark.parametrize(
    ("names", "ordered"),
    [
        (["Won", "Engaging", "Lost", "Prospecting"], ["Prospecting", "Engaging", "Won", "Lost"]),
        (["مذاکره", "برنده", "سرنخ جدید"], ["سرنخ جدید", "مذاکره", "برنده"]),
        (["2. Build", "10. Ship", "1. Plan", "Won"], ["1. Plan", "2. Build", "10. Ship", "Won"]),
        (["۲- ب", "۱- الف"], ["۱- الف", "۲- ب"]),
        (["Blue", "Won", "Red"], ["Blue", "Red", "Won"]),
        (["Lost", "Won", "Junk", "New"], ["New", "Won", "Lost", "Junk"]),
        ([], []),
    ],
)
def test_stages_are_put_in_order(names, ordered):
    plan = guessed_stages(names, NO_LOG, "log")
    assert [stage.name for stage in plan.stages] == ordered


def test_unusual_stages_are_in_the_order_of_first_visits():
    day = [datetime(2026, 1, number) for number in range(1, 8)]
    log = pd.DataFrame(
        {
            "lead": [0, 0, 0, 1, 1, 1, -1],
            "stage": pd.Categorical(["Red", "Blue", "Green", "Red", "Green", "Red", "Green"]),
            "entered_at": [day[2], day[0], day[4], day[2], day[3], day[1], day[0]],
        }
    )
    plan = guessed_stages(["Green", "Red", "Blue"], log, "log")
    assert [stage.name for stage in plan.stages] == ["Blue", "Red", "Green"]


@pytest.mark.parametrize(
    ("history", "clock"), [("log", "entry"), ("stage since", "entry"), ("none", "creation")]
)
def test_open_stages_get_thirty_days_on_a_clock_that_the_book_can_read(history, clock):
    new, won = guessed_stages(["New", "Won"], NO_LOG, history).stages
    assert (new.limit_days, new.clock) == (30.0, clock)
    assert (won.outcome, won.limit_days) == ("won", None)


def test_what_was_guessed_is_said():
    said = [str(sentence) for sentence in guessed_stages(["New"], NO_LOG, "none").assumed]
    assert any("order" in sentence for sentence in said)
    assert any("30 days" in sentence for sentence in said)


def test_outcome_stages_that_a_table_leaves_out_come_last():
    stages = with_outcomes([Stage("Blue")], ["Lost", "blue", "Red", "Won"])
    assert [(stage.name, stage.outcome) for stage in stages] == [
        ("Blue", "open"),
        ("Won", "won"),
        ("Lost", "lost"),
    ]
