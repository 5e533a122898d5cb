"""Rules: what holds of which lead, and what is not known."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadbook.pipeline.rules import Condition, holds

AS_OF = datetime(2026, 11, 21, 15, 30)
TRUE, FALSE, UNKNOWN = 1, 0, -1

WORDS = ["Hot", "warm ", "داغ", None]
NUMBERS = [1.0, 5.0, 10.0, None]
DATES = ["2026-11-21", "2026-11-14T09:00", "2026-10-01", None]
MIXED = ["12", "۱۲ تومان", 12.0, "many"]


def answer(cells, operator, *values):
    facts = pd.DataFrame({"field": cells})
    return holds(Condition("field", operator, values), facts, as_of=AS_OF).tolist()


def words():
    return pd.Series(WORDS, dtype=object)


def dates():
    return pd.Series(pd.to_datetime(DATES, format="ISO8601")).astype("datetime64[us]")


@pytest.mark.parametrize(
    ("operator", "values", "expected"),
    [
        ("=", (5.0,), [0, 1, 0, -1]),
        ("=", ("۵",), [0, 1, 0, -1]),
        ("=", ("five",), [0, 0, 0, -1]),
        ("≠", (5.0,), [1, 0, 1, -1]),
        ("≠", ("five",), [1, 1, 1, -1]),
        ("<", (5,), [1, 0, 0, -1]),
        ("≤", (5,), [1, 1, 0, -1]),
        (">", ("5",), [0, 0, 1, -1]),
        ("≥", (5,), [0, 1, 1, -1]),
        ("<", ("five",), [-1, -1, -1, -1]),
        ("between", (5, 10), [0, 1, 1, -1]),
        ("between", (10, 5), [0, 1, 1, -1]),
        ("between", (5, "ten"), [-1, -1, -1, -1]),
        ("in", (1, "10"), [1, 0, 1, -1]),
        ("contains", ("1",), [1, 0, 1, -1]),
        ("starts with", ("1",), [1, 0, 1, -1]),
        ("=", ("yes",), [1, 0, 0, -1]),
        ("is empty", (), [0, 0, 0, 1]),
        ("is not empty", (), [1, 1, 1, 0]),
        ("older than days", (5,), [-1, -1, -1, -1]),
    ],
)
def test_numbers(operator, values, expected):
    assert answer(NUMBERS, operator, *values) == expected
    assert answer(pd.array(NUMBERS, dtype="Float64"), operator, *values) == expected


@pytest.mark.parametrize(
    ("operator", "values", "expected"),
    [
        ("=", ("HOT",), [1, 0, 0, -1]),
        ("=", ("hot", "warm"), [1, 1, 0, -1]),
        ("≠", ("hot",), [0, 1, 1, -1]),
        ("≠", ("hot", "warm"), [0, 0, 1, -1]),
        ("in", ("داغ", "Warm"), [0, 1, 1, -1]),
        ("contains", ("o",), [1, 0, 0, -1]),
        ("contains", ("o", "ar"), [1, 1, 0, -1]),
        ("starts with", ("WA",), [0, 1, 0, -1]),
        ("<", ("m",), [-1, -1, -1, -1]),
        ("between", ("a", "z"), [-1, -1, -1, -1]),
        ("is empty", (), [0, 0, 0, 1]),
        ("is not empty", (), [1, 1, 1, 0]),
    ],
)
def test_words_as_objects_and_as_categories(operator, values, expected):
    assert answer(words(), operator, *values) == expected
    assert answer(words().astype("category"), operator, *values) == expected
    assert answer(pd.array(WORDS, dtype="string"), operator, *values) == expected


@pytest.mark.parametrize(
    ("operator", "values", "expected"),
    [
        ("=", ("2026-11-14",), [0, 1, 0, -1]),
        ("=", ("۱۴۰۵/۰۸/۲۳",), [0, 1, 0, -1]),
        ("=", (datetime(2026, 11, 14, 9),), [0, 1, 0, -1]),
        ("=", (datetime(2026, 11, 14, 10),), [0, 0, 0, -1]),
        ("≤", (date(2026, 11, 14),), [0, 1, 1, -1]),
        (">", (date(2026, 11, 14),), [1, 0, 0, -1]),
        ("between", ("2026-10-01", "2026-11-14"), [0, 1, 1, -1]),
        ("<", ("soon",), [-1, -1, -1, -1]),
        ("=", ("soon",), [0, 0, 0, -1]),
        ("=", (True,), [0, 0, 0, -1]),
        ("older than days", (7,), [0, 0, 1, -1]),
        ("older than days", ("6",), [0, 1, 1, -1]),
        ("older than days", ("six",), [-1, -1, -1, -1]),
        ("within days", (7,), [1, 1, 0, -1]),
        ("within days", (6.0,), [1, 0, 0, -1]),
        ("within days", (0,), [1, 0, 0, -1]),
        ("is empty", (), [0, 0, 0, 1]),
    ],
)
def test_dates(operator, values, expected):
    assert answer(dates(), operator, *values) == expected
    assert answer(dates().astype(object), operator, *values) == expected


def test_a_bare_number_is_a_serial_only_against_a_column_of_dates():
    assert answer(dates(), "=", 46340) == [FALSE, TRUE, FALSE, UNKNOWN]
    assert answer(pd.Series([46340.0, 5.0]), "=", 46340) == [TRUE, FALSE]
    assert answer(pd.Series(["2026-11-14"], dtype=object), "=", 46340) == [FALSE]


def test_a_future_date_is_neither_older_nor_within():
    later = pd.Series(pd.to_datetime(["2026-11-22"]))
    assert answer(later, "older than days", 0) == [FALSE]
    assert answer(later, "within days", 30) == [FALSE]


@pytest.mark.parametrize(
    ("operator", "values", "expected"),
    [
        ("=", ("yes",), [1, 0, -1]),
        ("=", ("بله",), [1, 0, -1]),
        ("=", ("ندارد",), [0, 1, -1]),
        ("=", (True,), [1, 0, -1]),
        ("=", (0,), [0, 1, -1]),
        ("≠", ("no",), [1, 0, -1]),
        (">", (0,), [-1, -1, -1]),
        ("is empty", (), [0, 0, 1]),
    ],
)
def test_flags_in_any_of_their_words(operator, values, expected):
    assert answer(pd.array([True, False, None], dtype="boolean"), operator, *values) == expected
    assert answer(pd.Series(["Yes", "خیر", ""], dtype=object), operator, *values) == expected
    assert answer(pd.Categorical(["Yes", "خیر", None]), operator, *values) == expected


@pytest.mark.parametrize(
    ("operator", "values", "expected"),
    [
        ("=", (12,), [1, 1, 1, 0]),
        ("=", ("Many",), [0, 0, 0, 1]),
        ("<", (13,), [1, 1, 1, -1]),
        ("≠", (12,), [0, 0, 0, 1]),
    ],
)
def test_numbers_among_words_compare_as_numbers(operator, values, expected):
    assert answer(pd.Series(MIXED, dtype=object), operator, *values) == expected


def test_a_field_that_the_facts_lack_is_unknown_even_to_is_empty():
    facts = pd.DataFrame({"other": [1, 2]})
    for operator in ("=", "is empty", "is not empty"):
        condition = Condition("field", operator, (1,))
        assert holds(condition, facts, as_of=AS_OF).tolist() == [UNKNOWN, UNKNOWN]


def test_a_field_is_found_by_its_folded_name():
    facts = pd.DataFrame({"حوزه‌ي كاري": [1.0]})
    assert holds(Condition("حوزه ی کاری", "=", (1,)), facts, as_of=AS_OF).tolist() == [TRUE]


@pytest.mark.parametrize(
    ("operator", "values"),
    [("=", ()), ("in", ()), ("contains", ("",)), ("between", (5,)), (">", (None,)), ("=", (" ",))],
)
def test_a_condition_without_its_values_is_unknown(operator, values):
    assert answer(NUMBERS, operator, *values) == [UNKNOWN] * 4


def test_a_cell_that_looks_like_code_is_only_text():
    cells = pd.Series(["__import__('os')", "=1+1", ".*", "%s {0}"], dtype=object)
    assert answer(cells, "contains", ".*") == [0, 0, 1, 0]
    assert answer(cells, "=", "=1+1") == [0, 1, 0, 0]


def test_no_leads_have_no_answers():
    assert answer(pd.Series([], dtype=float), "=", 1) == []
    assert answer(pd.Categorical([]), "=", 1) == []
    assert answer(pd.Series([], dtype=object), "contains", "a") == []


def test_asking_changes_no_facts():
    facts = pd.DataFrame({"field": pd.Categorical(WORDS), "at": dates(), "n": NUMBERS})
    before = facts.copy()
    for field in facts:
        holds(Condition(field, "within days", (3,)), facts, as_of=AS_OF)
        holds(Condition(field, "=", ("hot",)), facts, as_of=AS_OF)
    pd.testing.assert_frame_equal(facts, before)


CELLS = st.lists(st.none() | st.sampled_from(["a", "B", "7", "2026-11-20", "yes", " "]))
CONDITIONS = st.builds(
    Condition,
    st.just("field"),
    st.sampled_from(["=", "≠", "<", "≥", "contains", "is empty", "within days"]),
    st.tuples(st.sampled_from(["a", "7", 7, "2026-11-20", "no"])),
)


@given(CELLS, CONDITIONS)
def test_categories_and_objects_always_answer_the_same(cells, condition):
    plain = pd.DataFrame({"field": pd.Series(cells, dtype=object)})
    coded = pd.DataFrame({"field": pd.Categorical(cells)})
    np.testing.assert_array_equal(
        holds(condition, plain, as_of=AS_OF), holds(condition, coded, as_of=AS_OF)
    )


@given(CELLS, CONDITIONS)
def test_a_row_is_answered_without_looking_at_the_others(cells, condition):
    whole = answer(pd.Series(cells, dtype=object), condition.operator, *condition.values)
    assert whole == [
        answer(pd.Series([cell], dtype=object), condition.operator, *condition.values)[0]
        for cell in cells
    ]


@given(CELLS, CONDITIONS)
def test_unknown_is_what_is_blank_or_has_no_order(cells, condition):
    for cell, truth in zip(
        cells,
        answer(pd.Series(cells, dtype=object), condition.operator, *condition.values),
        strict=True,
    ):
        blank = cell is None or not cell.strip()
        if condition.operator == "is empty":
            assert truth == blank
        elif condition.operator in {"=", "≠", "contains"}:
            assert (truth == UNKNOWN) == blank
