"""Text: equal keys for the same words, however they were typed."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadbook.language.text import (
    fold,
    fold_all,
    is_blank,
    latin_digits,
    persian_digits,
    plain,
    tidy,
)

TYPED = st.text(alphabet="aB_- \u200c\u00a0يیىكکةهآأا۱١1ـَ/.", max_size=20)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lead ID", "lead_id"),
        ("Lead-ID", "lead id"),
        ("Closed - Won", "closed won"),
        ("  two\t\n spaces\u00a0here ", "two spaces here"),
        ("STRASSE", "straße"),
        ("سرنخ‌ها", "سرنخ ها"),
        ("كليدي", "کلیدی"),
        ("علىٰ", "علی"),
        ("شمارة", "شماره"),
        ("أحمد إلهام", "احمد الهام"),
        ("آخرین تماس", "اخرین تماس"),
        ("مـــرحله", "مرحله"),
        ("مُرَحِّله", "مرحله"),
        ("۱۲٣", "123"),
        ("\u200f\u202bنام\u202c\ufeff", "نام"),
        ("ﻣﺮﺣﻠﻪ", "مرحله"),
        ("Ａ１", "a1"),
        ("cafe\u0301", "café"),
        ("۵٪", "5%"),
        ("2026–11", "2026-11"),
    ],
)
def test_texts_that_differ_only_in_typing_have_one_key(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("A-", "A"), ("-5", "5"), ("A+", "A"), ("leadid", "lead id"), ("1-1", "11"), ("007", "7")],
)
def test_texts_that_mean_two_things_have_two_keys(one, other):
    assert fold(one) != fold(other)


@given(TYPED)
def test_folding_a_key_again_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(st.lists(TYPED | st.none() | st.floats() | st.booleans()))
def test_fold_all_is_fold_of_each_cell(cells):
    assert fold_all(cells) == [fold(plain(cell)) for cell in cells]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (7.0, "7"),
        (7, "7"),
        (7.25, "7.25"),
        (1e20, "1e+20"),
        (True, "TRUE"),
        (False, "FALSE"),
        (" as is ", " as is "),
        (float("nan"), ""),
    ],
)
def test_a_cell_as_plain_text(value, text):
    assert plain(value) == text


@pytest.mark.parametrize(
    "value",
    [
        None,
        "",
        " ",
        "\u00a0",
        "\u200c\u200f",
        float("nan"),
        np.nan,
        pd.NaT,
        pd.NA,
        np.datetime64("NaT", "D"),
    ],
)
def test_every_hosts_way_to_say_nothing_is_blank(value):
    assert is_blank(value)


@pytest.mark.parametrize("value", [0, 0.0, False, "0", "-", "nan", "ـ-", [], pd.Timestamp(0)])
def test_something_is_not_blank(value):
    assert not is_blank(value)


def test_digits_of_either_script_go_both_ways():
    assert latin_digits("۰۱۲۳۴۵۶۷۸۹ ٠١٢٣٤٥٦٧٨٩") == "0123456789 0123456789"
    assert persian_digits("0123456789 ٠١٢٣٤٥٦٧٨٩") == "۰۱۲۳۴۵۶۷۸۹ ۰۱۲۳۴۵۶۷۸۹"


def test_tidy_keeps_letters_and_the_sign_of_a_number():
    assert tidy("\u200e−۵\u00a0 تومان") == "-5 تومان"
