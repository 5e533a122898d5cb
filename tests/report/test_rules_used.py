"""The rules in force are said in words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from leadbook.language.messages import speaker
from leadbook.pipeline.rules import Condition
from leadbook.pipeline.settings import ColdRule
from leadbook.report.rules_used import rules_used

if TYPE_CHECKING:
    from tests.report.conftest import Book


def test_states_that_leadbook_names_itself_are_said_in_the_readers_words(book: Book) -> None:
    rule = ColdRule("Old", Condition("rot", "=", ("rotten",)), "stop")
    settings = replace(book.pipeline.settings, cold_rules=(rule,))
    told = replace(book.pipeline, settings=settings)
    for language, word in (("en", "Rotten"), ("fa", "فاسد")):
        cold = rules_used(told, speaker(language))[2]
        assert word in cold.frame["condition"].iloc[0]
        assert "rotten" not in cold.frame["condition"].iloc[0]
