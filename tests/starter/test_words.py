from __future__ import annotations

from typing import Any

import pytest

from leadbook.language.messages import LANGUAGES, Language, speaker
from leadbook.pipeline import vocabulary
from leadbook.pipeline.defaults import default_cold_rules, default_scoring
from leadbook.pipeline.rules import operator_of
from leadbook.pipeline.schema import TABLES, column_of, fact_of, table_of
from leadbook.starter.market import CAMPAIGNS, INDUSTRIES, LOST_REASONS, OWNERS, PRODUCTS, SOURCES
from leadbook.starter.rules import FIELDS
from leadbook.starter.template import SHEETS
from leadbook.starter.words import Words, words


def keys(text: Any, path: str = "") -> set[str]:
    """Every key of a file of words; lists and sentences are leaves."""
    if not isinstance(text, dict):
        return {path}
    return {key for name, below in text.items() for key in keys(below, f"{path}/{name}")}


def test_both_languages_have_the_same_words() -> None:
    # Names of holidays differ, since the holidays do; a sheet is titled only where schema does not.
    kept = [
        {
            key
            for key in keys(words(language).text)
            if "/holidays/" not in key and "/sheets/" not in key
        }
        for language in LANGUAGES
    ]
    assert kept[0] == kept[1]


def test_lists_of_words_are_as_long_in_both_languages() -> None:
    en, fa = words("en").text["people"], words("fa").text["people"]
    for key in ("titles_deciding", "titles_other", "roots"):
        assert len(en[key]) == len(fa[key]), key
    for language in LANGUAGES:
        start = words(language).text["start"]
        assert len(start["steps"]) == 5
        assert all(len(entry) == 3 for entry in words(language).text["glossary"].values())


def test_every_header_is_understood_as_its_column(spoken: Words) -> None:
    for plan in SHEETS:
        for column in plan.columns:
            if plan.table in TABLES and column.key != "meaning":
                header = spoken.header(plan.table, column.key)
                assert column_of(header, plan.table) == column.key


def test_every_column_of_the_contract_is_on_its_sheet() -> None:
    for plan in SHEETS:
        if plan.table in TABLES:
            keys = {column.key for column in plan.columns} - {"meaning"}
            assert keys == set(TABLES[plan.table].columns)


def test_every_sheet_is_understood_by_its_title(spoken: Words) -> None:
    for plan in SHEETS:
        known = plan.table if plan.table in TABLES else None
        assert table_of(spoken.title(plan.table)) == known


@pytest.mark.parametrize(
    ("vocabulary_of", "understood"),
    [
        ("outcome", vocabulary.OUTCOMES),
        ("clock", vocabulary.CLOCKS),
        ("kind", vocabulary.ACTIVITY_KINDS),
        ("direction", vocabulary.DIRECTIONS),
        ("yes_no", vocabulary.FLAGS),
        ("action", vocabulary.ACTIONS),
        ("grade", vocabulary.GRADES),
        ("rot", vocabulary.ROTS),
    ],
)
def test_every_fixed_word_is_understood(
    spoken: Words, vocabulary_of: str, understood: dict[str, tuple[str, ...]]
) -> None:
    for key, word in spoken.text["words"][vocabulary_of].items():
        assert vocabulary.meaning(word, understood) == key


def test_every_operator_is_understood(spoken: Words) -> None:
    for operator, word in spoken.text["words"]["operator"].items():
        assert operator_of(word) == operator


def test_every_counted_fact_is_understood(spoken: Words) -> None:
    offered = {"days_in_stage", "rot", "touches", "price_requests"}
    assert {fact_of(spoken.fact(fact)) for fact in offered} == offered


def test_every_setting_is_understood(spoken: Words) -> None:
    for key in vocabulary.SETTINGS:
        assert vocabulary.meaning(spoken.setting(key), vocabulary.SETTINGS) == key


def test_everything_of_the_market_has_a_name(spoken: Words) -> None:
    named = spoken.text["words"]
    assert set(named["source"]) == set(SOURCES)
    assert set(named["product"]) == set(PRODUCTS)
    assert set(named["industry"]) == set(INDUSTRIES) == set(spoken.text["people"]["kinds"])
    assert set(named["lost_reason"]) == set(LOST_REASONS)
    assert set(spoken.text["people"]["owners"]) == set(OWNERS)
    assert set(spoken.text["people"]["campaigns"]) == set(CAMPAIGNS)


def test_every_shipped_rule_is_explained(spoken: Words) -> None:
    english = speaker("en")
    scoring = {rule.name for rule in default_scoring(FIELDS, (), english)}
    cold = {rule.name for rule in default_cold_rules(FIELDS, english)}
    assert scoring <= set(spoken.text["meaning"]["scoring"])
    assert cold == set(spoken.text["meaning"]["cold"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_messages_fit_into_a_cell_rule(language: Language) -> None:
    said = words(language)
    longest = max(map(said.title, ("Lists", "Campaigns", "Owners", "Stages")), key=len)
    for key in said.text["messages"]:
        assert len(said.prompt(key, sheet=longest)) <= 225
    for fixed in ("operator", "action", "kind", "outcome", "clock", "direction", "yes_no", "grade"):
        assert len(",".join(said.offered(fixed))) <= 255
