"""A sentence says its facts as the reader's language writes them."""

from __future__ import annotations

from datetime import date

import pytest

from leadbook.language.messages import (
    Message,
    Ordinal,
    message,
    plural,
    quoted,
    speaker,
)

ENGLISH, PERSIAN = speaker("en"), speaker("fa")


def won(n: float) -> Message:
    return plural("{n} deal won", "{n} deals won", n=n)


@pytest.mark.parametrize(
    ("n", "sentence"),
    [
        (0, "0 deals won"),
        (1, "1 deal won"),
        (1.0, "1 deal won"),
        (1.04, "1 deal won"),
        (1.5, "1.5 deals won"),
        (0.5, "0.5 deals won"),
        (2, "2 deals won"),
        (11, "11 deals won"),
        (12_345, "12,345 deals won"),
    ],
)
def test_english_counts_as_it_writes_the_number(n: float, sentence: str) -> None:
    assert ENGLISH(won(n)) == sentence


@pytest.mark.parametrize(("n", "digits"), [(1, "۱"), (2, "۲"), (12_345, "۱۲٬۳۴۵")])
def test_persian_has_one_form_for_any_count(n: int, digits: str) -> None:
    assert PERSIAN(won(n)) == f"{digits} معاملهٔ موفق"


def test_a_counted_sentence_stands_within_another() -> None:
    within = message("{sheet}, cell {cell}: {why}", sheet="Leads", cell="B2", why=won(1))
    assert ENGLISH(within) == "Leads, cell B2: 1 deal won"


def test_a_counted_sentence_takes_other_facts_too() -> None:
    words = plural("{n} deal won · mean {mean}", "{n} deals won · mean {mean}", n=1, mean="900")
    assert ENGLISH(words) == "1 deal won · mean 900"


def test_a_sentence_without_a_translation_is_said_in_english_in_the_right_form() -> None:
    assert PERSIAN(plural("{n} unheard-of thing", "{n} unheard-of things", n=1)).endswith("thing")
    assert PERSIAN(plural("{n} unheard-of thing", "{n} unheard-of things", n=2)).endswith("things")


@pytest.mark.parametrize(
    ("fact", "english", "persian"),
    [
        (9_999, "9999", "۹۹۹۹"),
        (10_000, "10,000", "۱۰٬۰۰۰"),
        (Ordinal(1_048_576), "1048576", "۱۰۴۸۵۷۶"),
        ([Ordinal(12_345), Ordinal(67_890)], "12345, 67890", "۱۲۳۴۵، ۶۷۸۹۰"),
        (1_234.56, "1,234.6", "۱٬۲۳۴٫۶"),
        (date(2026, 11, 21), "2026-11-21", "۱۴۰۵/۰۸/۳۰"),
        (quoted("AB10000"), "'AB10000'", "«AB10000»"),
        ("C:\\books\\2026", "C:\\books\\2026", "C:\\books\\2026"),
    ],
)
def test_a_fact_is_written_as_its_readers_do(fact: object, english: str, persian: str) -> None:
    assert (ENGLISH.figure(fact), PERSIAN.figure(fact)) == (english, persian)


@pytest.mark.parametrize(
    "text",
    ["/home/ali/book.xlsx", "--as-of", ".xlsx", "#N/A", "=LB_SCORE(A1:C9)", "[@Stage]", "+98"],
)
def test_a_latin_text_keeps_its_leading_sign_in_front_between_persian_words(text: str) -> None:
    assert PERSIAN.figure(text) == f"\u200e{text}"
    assert ENGLISH.figure(text) == text


@pytest.mark.parametrize(
    "text", ["C:\\books\\a.xlsx", "book.xlsx", "B7", "-", "=", "۱۴۰۵", "+تلفن"]
)
def test_a_text_that_reads_right_by_itself_stays_as_it_is(text: str) -> None:
    assert PERSIAN.figure(text) == text
