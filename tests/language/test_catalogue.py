"""Every sentence of leadbook exists in Persian, with the same facts in it."""

from __future__ import annotations

import ast
import re
import string
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import leadbook
from leadbook.language.messages import LANGUAGES, LOCALES, Language, speaker
from leadbook.pipeline.vocabulary import ACTIONS, CLOCKS, GRADES, OUTCOMES, meaning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel.messages.catalog import Catalog

PERSIAN = LOCALES / "fa" / "LC_MESSAGES" / "leadbook.po"

TABS = (
    "Summary", "Funnel", "Velocity", "Aging", "Leads scored", "Cold leads", "Win chances",
    "Forecast", "Cohorts", "Sources", "Owners", "Breakdowns", "Profiles", "Review", "Back-test",
    "Data check", "Hand-off",
)  # fmt: skip


@cache
def sentences() -> frozenset[str]:
    files = Path(leadbook.__file__).parent.rglob("*.py")
    return frozenset(text for file in files for text in said_in(file.read_text("utf-8")))


def said_in(source: str) -> Iterator[str]:
    """Find sentences in the syntax tree, for tokens do not show those inside of f-strings."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(
                func=(
                    ast.Name(id="say" | "message") | ast.Attribute(attr="say" | "_say" | "message")
                ),
                args=[ast.Constant(value=str(text)), *_],
            ) if text:
                yield text


@pytest.fixture(scope="module")
def persian() -> Catalog:
    with PERSIAN.open("rb") as file:
        return read_po(file, locale="fa")


def facts(template: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(template) if name}


def said(catalogue: Catalog) -> dict[str, str]:
    return {str(entry.id): str(entry.string) for entry in catalogue if entry.id}


def test_sentences_are_found_wherever_they_are_said() -> None:
    source = """f"<{say('one')}>"; message("two {n}", n=3); self._say("th" "ree"); say(told)"""
    assert set(said_in(source)) == {"one", "two {n}", "three"}


def test_every_sentence_has_a_persian_translation(persian: Catalog) -> None:
    missing = {text for text in sentences() if text not in persian or not persian[text].string}
    assert not missing


def test_the_catalogue_holds_nothing_that_is_no_longer_said(persian: Catalog) -> None:
    assert set(said(persian)) - sentences() == set()
    assert not persian.obsolete


def test_no_translation_is_a_guess(persian: Catalog) -> None:
    assert not [entry.id for entry in persian if entry.fuzzy]


def test_a_translation_names_the_same_facts(persian: Catalog) -> None:
    for sentence, words in said(persian).items():
        assert facts(words) == facts(sentence), sentence


def test_a_translation_is_written_in_persian_letters(persian: Catalog) -> None:
    for sentence, words in said(persian).items():
        assert not set(words) & set("يكة"), sentence  # as an Arabic keyboard types them


def test_a_translation_is_punctuated_in_persian(persian: Catalog) -> None:
    for sentence, words in said(persian).items():
        assert not re.search(r"[آ-ی][,;?]", words), sentence


@pytest.mark.parametrize(
    "slip",
    [r"\u200c(?!\w)", r"(?<!\w)\u200c", r"\bن?می ", r" ها\b", r"  ", r" [،؛؟:]"],
    ids=["at the end", "at the start", "verb", "plural", "two spaces", "before punctuation"],
)
def test_a_half_space_stands_within_words_and_only_there(persian: Catalog, slip: str) -> None:
    assert not [words for words in said(persian).values() if re.search(slip, words)]


def test_the_compiled_catalogue_says_what_the_written_one_does(persian: Catalog) -> None:
    with PERSIAN.with_suffix(".mo").open("rb") as file:
        assert said(read_mo(file)) == said(persian)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("word", "sense", "vocabulary"),
    [
        ("Farewell", "farewell", ACTIONS),
        ("Nurture", "nurture", ACTIONS),
        ("Stop at once", "stop", ACTIONS),
        ("Offer a discount", "discount", ACTIONS),
        ("Recycle to another owner", "recycle", ACTIONS),
        ("Hot", "hot", GRADES),
        ("Warm", "warm", GRADES),
        ("Cold", "cold", GRADES),
        ("Junk", "junk", GRADES),
        ("Open", "open", OUTCOMES),
        ("Won", "won", OUTCOMES),
        ("Lost", "lost", OUTCOMES),
        ("Junk", "junk", OUTCOMES),
        ("Stage entry", "entry", CLOCKS),
        ("Last touch", "touch", CLOCKS),
        ("Creation", "creation", CLOCKS),
    ],
)
def test_a_word_that_the_report_says_is_understood_in_a_cell(
    language: Language, word: str, sense: str, vocabulary: dict[str, tuple[str, ...]]
) -> None:
    assert meaning(speaker(language)(word), vocabulary) == sense


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_names_of_the_report_sheets_fit_on_tabs(language: Language) -> None:
    names = [speaker(language)(title) for title in TABS]
    assert len(set(names)) == len(names)
    assert not [name for name in names if len(name) > 31 or set(name) & set("[]:*?/\\'")]
