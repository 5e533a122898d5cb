"""Conditions said in words."""

from __future__ import annotations

from datetime import datetime
from typing import get_args

import pytest

from leadbook.language.messages import speaker
from leadbook.pipeline.rules import Condition, Operator, in_words


@pytest.mark.parametrize(
    ("condition", "sentence"),
    [
        (Condition("label", "=", ("hot",)), "label is hot"),
        (Condition("label", "≠", ("hot",)), "label is not hot"),
        (Condition("budget", "<", (0.25,)), "budget is less than 0.25"),
        (Condition("budget", "≥", (1_500_000.0,)), "budget is at least 1,500,000"),
        (Condition("budget", "between", (10.0, 20.0)), "budget is between 10 and 20"),
        (Condition("label", "in", ("hot", "warm")), "label is one of hot, warm"),
        (Condition("decision_maker", "=", (False,)), "decision maker is no"),
        (Condition("budget", "is empty"), "budget is empty"),
        (
            Condition("closed_at", "<", (datetime(2026, 11, 21),)),
            "closed at is less than 2026-11-21",
        ),
        (Condition("at", "older than days", (30.0,)), "at is more than 30 days ago"),
        (Condition("at", "older than days", (1.0,)), "at is more than a day ago"),
        (Condition("at", "within days", (7,)), "at is within the last 7 days"),
        (Condition("at", "within days", (1,)), "at is within the last day"),
    ],
)
def test_a_condition_in_english(condition, sentence):
    assert in_words(condition, speaker("en")) == sentence


@pytest.mark.parametrize("operator", get_args(Operator))
def test_every_operator_can_be_said_of_a_named_field(operator):
    said = in_words(Condition("budget", operator, (5, 7)), speaker("en"), "Budget {IRR}")
    assert said.startswith("Budget {IRR} ")


def test_numbers_and_dates_are_written_as_persian_readers_write_them():
    say = speaker("fa")
    assert "۲٬۵۰۰٬۰۰۰" in in_words(Condition("budget", ">", (2_500_000.0,)), say)
    assert "۰٫۲۵" in in_words(Condition("chance", ">", (0.25,)), say)
    assert "۱۴۰۵/۰۸/۳۰" in in_words(Condition("at", ">", (datetime(2026, 11, 21),)), say)
