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

    Sentence = str | tuple[str, str]  # with its plural where it has one

PERSIAN = LOCALES / "fa" / "LC_MESSAGES" / "leadbook.po"

TABS = (
    "Summary", "Funnel", "Velocity", "Aging", "Leads scored", "Cold leads", "Win chances",
    "Forecast", "Cohorts", "Sources", "Owners", "Breakdowns", "Profiles", "Review", "Back-test",
    "Data check", "Hand-off",
)  # fmt: skip


@cache
def sentences() -> frozenset[Sentence]:
    files = Path(leadbook.__file__).parent.rglob("*.py")
    return frozenset(text for file in files for text in said_in(file.read_text("utf-8")))


def said_in(source: str) -> Iterator[Sentence]:
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
            case ast.Call(
                func=ast.Name(id="plural"),
                args=[ast.Constant(value=str(one)), ast.Constant(value=str(several))],
            ):
                yield one, several


@pytest.fixture(scope="module")
def persian() -> Catalog:
    with PERSIAN.open("rb") as file:
        return read_po(file, locale="fa")


def facts(template: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(template) if name}


def forms(sentence: Sentence | list[str]) -> tuple[str, ...]:
    return (sentence,) if isinstance(sentence, str) else tuple(sentence)


def said(catalogue: Catalog) -> dict[Sentence, tuple[str, ...]]:
    return {
        entry.id if isinstance(entry.id, str) else tuple(entry.id): forms(entry.string)
        for entry in catalogue
        if entry.id
    }


def translations(catalogue: Catalog) -> list[str]:
    return [words for versions in said(catalogue).values() for words in versions]


def test_sentences_are_found_wherever_they_are_said() -> None:
    source = """f"<{say('one')}>"; message("two {n}", n=3); self._say("th" "ree"); say(told)"""
    assert set(said_in(source)) == {"one", "two {n}", "three"}


def test_a_counted_sentence_is_found_with_its_plural() -> None:
    assert [*said_in('say(plural("{n} lead", "{n} leads", n=3))')] == [("{n} lead", "{n} leads")]


def test_both_forms_of_a_counted_sentence_name_the_same_facts() -> None:
    for sentence in sentences():
        named = [facts(form) for form in forms(sentence)]
        assert named.count(named[0]) == len(named), sentence


def test_every_sentence_has_a_persian_translation(persian: Catalog) -> None:
    found = said(persian)
    assert not {sentence for sentence in sentences() if not all(found.get(sentence, [""]))}


def test_the_catalogue_holds_nothing_that_is_no_longer_said(persian: Catalog) -> None:
    assert set(said(persian)) - sentences() == set()
    assert not persian.obsolete


def test_no_translation_is_a_guess(persian: Catalog) -> None:
    assert not [entry.id for entry in persian if entry.fuzzy]


def test_a_translation_names_the_same_facts(persian: Catalog) -> None:
    for sentence, versions in said(persian).items():
        for words in versions:
            assert facts(words) == facts(forms(sentence)[0]), sentence


def test_a_translation_is_written_in_persian_letters(persian: Catalog) -> None:
    for words in translations(persian):
        assert not set(words) & set("يكة"), words  # as an Arabic keyboard types them


def test_a_translation_is_punctuated_in_persian(persian: Catalog) -> None:
    for words in translations(persian):
        assert not re.search(r"[آ-ی][,;?]", words), words


@pytest.mark.parametrize(
    "slip",
    [r"\u200c(?!\w)", r"(?<!\w)\u200c", r"\bن?می ", r" ها\b", r"  ", r" [،؛؟:]"],
    ids=["at the end", "at the start", "verb", "plural", "two spaces", "before punctuation"],
)
def test_a_half_space_stands_within_words_and_only_there(persian: Catalog, slip: str) -> None:
    assert not [words for words in translations(persian) if re.search(slip, words)]


def test_a_sign_before_a_latin_word_is_held_in_front_of_it(persian: Catalog) -> None:
    """Else --out is drawn as out-- where the sentence runs from right to left."""
    loose = re.compile(r"(?:^|[\u0600-\u06ff»])[\s(«]*[-+./\\=\[@#~]+[A-Za-z0-9]")
    assert not [words for words in translations(persian) if loose.search(words)]


def test_the_parts_of_a_date_stay_in_their_order(persian: Catalog) -> None:
    loose = r"(?<![\u200e\d-])\d{4}-\d\d"
    assert [said for said in translations(persian) if re.search(loose, said)] == []


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
