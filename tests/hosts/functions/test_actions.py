"""The farewell is written in the language that was asked for, else in that of the name."""

from __future__ import annotations

import pytest

import leadbook.hosts.functions  # noqa: F401 - fills the registry
from leadbook.hosts.border import answer
from leadbook.pipeline.raw import ErrorCell


def farewell(name: str, language: str | None) -> object:
    return answer("LB_FAREWELL", [name, None, "Acme", None, language])


@pytest.mark.parametrize(
    ("name", "language", "is_english"),
    [
        ("Ann", None, True),
        ("سارا", None, False),
        ("Ann", "Persian", False),
        ("Ann", "فارسی", False),
        ("سارا", "English", True),
        ("سارا", "انگلیسی", True),
    ],
)
def test_the_language_is_the_one_asked_for_else_that_of_the_name(
    name: str, language: str | None, is_english: bool
) -> None:
    letter = farewell(name, language)
    assert isinstance(letter, str)
    assert letter.replace(name, "").isascii() is is_english


def test_a_language_that_is_none_is_a_mistake() -> None:
    assert farewell("Ann", "Klingon") == ErrorCell("#VALUE!")
