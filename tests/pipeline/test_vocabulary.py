"""Words inside cells."""

from __future__ import annotations

import pytest

from leadbook.pipeline import vocabulary
from leadbook.pipeline.vocabulary import meaning, outcome_of


@pytest.mark.parametrize(
    ("word", "outcome"),
    [
        ("Won", "won"),
        ("closedwon", "won"),
        ("Closed - Won", "won"),
        ("6. Closed Won", "won"),
        ("۶- موفق", "won"),
        ("برنده", "won"),
        ("فروخته شد", "won"),
        ("LOST", "lost"),
        ("از دست رفته", "lost"),
        ("ناموفق", "lost"),
        ("Closed - Converted", "won"),
        ("Closed - Not Converted", "lost"),
        ("انصراف داد", "lost"),
        ("Not interested", "lost"),
        ("بازنده", "lost"),
        ("Junk", "junk"),
        ("بی مورد", "junk"),
        ("در جریان", "open"),
        ("In progress", "open"),
        ("Proposal", None),
        ("", None),
    ],
)
def test_an_outcome_is_told_by_its_words(word, outcome):
    assert outcome_of(word) == outcome


VOCABULARIES = {
    name: value
    for name, value in vars(vocabulary).items()
    if name.isupper() and isinstance(value, dict)
}


@pytest.mark.parametrize("name", VOCABULARIES)
def test_a_word_has_one_meaning_in_a_vocabulary(name):
    words = VOCABULARIES[name]
    for sense, spellings in words.items():
        assert {word for word in spellings if meaning(word, words) != sense} == set()


@pytest.mark.parametrize("name", set(VOCABULARIES) - {"WEEKDAYS"})
def test_a_meaning_is_a_word_for_itself(name):
    words = VOCABULARIES[name]
    senses = [sense for sense in words if name != "SETTINGS"]
    for sense in senses:
        spoken = {"entry": "Entry", "in": "In"}.get(sense, sense)
        assert meaning(spoken.replace("_", " "), words) == sense
