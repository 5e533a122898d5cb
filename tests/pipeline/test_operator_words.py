"""Operators and conditions as people write them."""

from __future__ import annotations

from datetime import datetime
from typing import get_args

import pytest

from leadbook.pipeline.rules import Condition, Operator, operator_of, parse_condition, parse_values


@pytest.mark.parametrize("operator", get_args(Operator))
def test_every_operator_is_its_own_name(operator):
    assert operator_of(operator) == operator_of(f" {operator.upper()} ") == operator


@pytest.mark.parametrize(
    ("text", "operator"),
    [
        ("==", "="),
        ("Equals", "="),
        ("برابر", "="),
        ("مساوی", "="),
        ("!=", "≠"),
        ("<>", "≠"),
        ("is_not", "≠"),
        ("نابرابر", "≠"),
        ("less than", "<"),
        ("كمتر از", "<"),
        ("کوچک‌تر از", "<"),
        ("کوچکتر از", "<"),
        ("<=", "≤"),
        ("حداکثر", "≤"),
        ("more than", ">"),
        ("بزرگ تر از", ">"),
        ("بیشتر از", ">"),
        (">=", "≥"),
        ("at least", "≥"),
        ("دست کم", "≥"),
        ("بین", "between"),
        ("one of", "in"),
        ("یکی از", "in"),
        ("includes", "contains"),
        ("شامل", "contains"),
        ("آغاز با", "starts with"),
        ("شروع می‌شود با", "starts with"),
        ("blank", "is empty"),
        ("خالی است", "is empty"),
        ("is filled", "is not empty"),
        ("خالی نیست", "is not empty"),
        ("older than", "older than days"),
        ("قدیمی‌تر از (روز)", "older than days"),
        ("قدیمی‌تر از ... روز", "older than days"),
        ("Within days:", "within days"),
        ("در … روز گذشته", "within days"),
    ],
)
def test_a_synonym_names_its_operator(text, operator):
    assert operator_of(text) == operator


@pytest.mark.parametrize("text", ["", "like", "=~", "budget", "تقریبا"])
def test_another_word_names_no_operator(text):
    assert operator_of(text) is None


@pytest.mark.parametrize(
    ("cell", "operator", "values"),
    [
        (5, "=", (5,)),
        (True, "=", (True,)),
        (datetime(2026, 11, 21), "<", (datetime(2026, 11, 21),)),
        (None, "=", ()),
        ("  ", "in", ()),
        ("anything", "is empty", ()),
        (" warm ", "=", ("warm",)),
        ("a, b", "=", ("a, b",)),
        ("«گرم»", "=", ("گرم",)),
        ('"a", "b"', "in", ("a", "b")),
        ("a, b ,, c", "in", ("a", "b", "c")),
        ("گرم، داغ؛", "in", ("گرم، داغ",)),
        ("۱؛ ۲؛ سه", "in", (1.0, 2.0, "سه")),
        ("a\nb", "in", ("a", "b")),
        ("سیب و گلابی، به", "in", ("سیب و گلابی", "به")),
        ("12", "=", (12.0,)),
        ("-2.5", "=", (-2.5,)),
        ("0912", "=", ("0912",)),
        ("2026-11-21", "<", ("2026-11-21",)),
        ("1,000 تومان", ">", (1000.0,)),
        ("30 days", "older than days", (30.0,)),
        ("۳۰ روز", "within days", (30.0,)),
        ("10, 20", "between", (10.0, 20.0)),
        ("10 and 20", "between", (10.0, 20.0)),
        ("1,000 to 2,000", "between", (1000.0, 2000.0)),
        ("۱۰ تا ۲۰", "between", (10.0, 20.0)),
        ("۱۰ و ۲۰", "between", (10.0, 20.0)),
        ("10 - 20", "between", (10.0, 20.0)),
        ("10..20", "between", (10.0, 20.0)),
        ("2026-01-01 and 2026-02-01", "between", ("2026-01-01", "2026-02-01")),
        ("2026-01-01, 2026-02-01", "between", ("2026-01-01", "2026-02-01")),
    ],
)
def test_the_value_cell_is_taken_apart_as_the_operator_needs(cell, operator, values):
    assert parse_values(cell, operator) == values


@pytest.mark.parametrize(
    ("text", "field", "operator", "values"),
    [
        ("promised_budget > 0", "promised_budget", ">", (0.0,)),
        ("budget>=500", "budget", "≥", (500.0,)),
        ("days in stage > 30", "days in stage", ">", (30.0,)),
        ("Label is hot", "Label", "=", ("hot",)),
        ("label is not hot", "label", "≠", ("hot",)),
        ("label is one of hot, warm", "label", "in", ("hot", "warm")),
        ("budget is empty", "budget", "is empty", ()),
        ("budget is not empty", "budget", "is not empty", ()),
        ("budget is less than 5", "budget", "<", (5.0,)),
        ("budget between 10 and 20", "budget", "between", (10.0, 20.0)),
        ("last contact older than 30 days", "last contact", "older than days", (30.0,)),
        ("last contact older than 30", "last contact", "older than days", (30.0,)),
        ("last contact more than 30 days ago", "last contact", "older than days", (30.0,)),
        ("last contact in the last 7 days", "last contact", "within days", (7.0,)),
        ("بودجه بیشتر از ۵۰۰ تومان", "بودجه", ">", (500.0,)),
        ("بودجه کمتر از ۵۰۰ است", "بودجه", "<", (500.0,)),
        ("برچسب یکی از داغ، گرم باشد", "برچسب", "in", ("داغ", "گرم")),
        ("بودجه‌ی وعده داده شده خالی نیست", "بودجه‌ی وعده داده شده", "is not empty", ()),
        ("آخرین تماس قدیمی‌تر از ۳۰ روز", "آخرین تماس", "older than days", (30.0,)),
        ("آخرین تماس بیش از ۳۰ روز پیش", "آخرین تماس", "older than days", (30.0,)),
        ("آخرین تماس در ۷ روز گذشته", "آخرین تماس", "within days", (7.0,)),
        ("نام با آرا شروع می‌شود", "نام", "starts with", ("آرا",)),
    ],
)
def test_a_condition_in_one_cell(text, field, operator, values):
    assert parse_condition(text) == Condition(field, operator, values)


@pytest.mark.parametrize("text", ["", "budget", "just some words", "budget >", "> 5", "label is"])
def test_a_text_without_field_operator_and_value_is_no_condition(text):
    assert parse_condition(text) is None


def test_a_known_field_decides_where_a_text_could_be_split_twice():
    text = "notes contains a=b"
    assert parse_condition(text) == Condition("notes contains a", "=", ("b",))
    known = parse_condition(text, is_field={"notes"}.__contains__)
    assert known == Condition("notes", "contains", ("a=b",))


def test_no_spelling_names_two_operators():
    from leadbook.pipeline import operator_words as words

    named: dict[str, set[str]] = {}
    for operator, synonyms in words._SYNONYMS.items():
        for synonym in (operator, *synonyms):
            for spelling in words._spellings(synonym):
                named.setdefault(spelling, set()).add(operator)
    assert not {spelling: found for spelling, found in named.items() if len(found) > 1}
