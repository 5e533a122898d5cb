"""Text as it should be typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadbook.language.spelling import spelled
from leadbook.language.text import fold

ZWNJ, NBSP = "\u200c", "\u00a0"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("علي كريمي", "علی کریمی"),
        ("ﺳﻼم", "سلام"),
        ("كـــارخانه", "کارخانه"),
        (f"می{ZWNJ}{ZWNJ}خرد", f"می{ZWNJ}خرد"),
        (f"می {ZWNJ} خرد{ZWNJ}", "می خرد"),
        (f"۵{ZWNJ}ام", f"۵{ZWNJ}ام"),
        (f"{ZWNJ}Acme{ZWNJ}Ltd", "AcmeLtd"),
        (f"  دو{NBSP}{NBSP}کلمه\t\n", "دو کلمه"),
        ("\u200fتهران\u200e", "تهران"),
        ("تلفن ٠٢١", "تلفن ۰۲۱"),
        ("Rosa  Baker ", "Rosa Baker"),
        ("Caf\u0065\u0301", "Café"),
        ("Müller & Söhne", "Müller & Söhne"),
        ("مسئول، مؤسسه؛ هیأت", "مسئول، مؤسسه؛ هیأت"),
    ],
)
def test_text_becomes_what_should_have_been_typed(typed: str, expected: str) -> None:
    assert spelled(typed) == expected


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("يكـ\u200c\u200f ٣ی"))))
def test_cleaning_twice_changes_nothing_more_and_keeps_the_words(text: str) -> None:
    once = spelled(text)
    assert spelled(once) == once


@given(st.text(alphabet="يكىیک اسلم\u200c\u0640٣۳"))
def test_a_cleaned_text_is_still_matched(text: str) -> None:
    stray = text.replace("\u200c", "")
    assert fold(spelled(stray)) == fold(stray)
