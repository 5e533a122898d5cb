"""Phone numbers in cells: whose numbers they are taken for."""

from __future__ import annotations

import pytest

import leadbook.hosts.functions  # noqa: F401 - fills the registry
from leadbook.hosts.border import answer
from leadbook.hosts.faults import NA
from leadbook.hosts.journal import last_sentence
from leadbook.hosts.preferences import read_anew


@pytest.fixture
def language(monkeypatch: pytest.MonkeyPatch):
    def choose(name: str) -> None:
        monkeypatch.setenv("LEADBOOK_LANG", name)
        read_anew()

    yield choose
    monkeypatch.undo()
    read_anew()


def test_a_persian_user_means_iranian_numbers(language) -> None:
    language("fa")
    assert answer("LB_CLEAN_PHONE", ["09121234567"]) == "+989121234567"
    assert answer("LB_CLEAN_PHONE", ["(201) 555-0101", "US"]) == "+12015550101"


def test_any_other_user_is_asked_for_the_country(language) -> None:
    language("en")
    assert answer("LB_CLEAN_PHONE", ["09121234567"]) == NA
    assert "name it, such as IR" in last_sentence()
