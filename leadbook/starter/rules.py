"""The rules that leadbook ships, as rows that a person can read and change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from leadbook.language.messages import speaker
from leadbook.pipeline.aliases import FACTS
from leadbook.pipeline.defaults import default_cold_rules, default_grades, default_scoring
from leadbook.pipeline.rules import Condition
from leadbook.pipeline.schema import TABLES
from leadbook.pipeline.settings import Stage
from leadbook.pipeline.vocabulary import ACTIONS, meaning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leadbook.pipeline.settings import ColdRule
    from leadbook.starter.template import Row
    from leadbook.starter.words import Words

__all__ = ["rule_rows"]

FIELDS = frozenset({*TABLES["Leads"].columns, *FACTS})


def rule_rows(words: Words, open_stages: Sequence[str]) -> dict[str, list[Row]]:
    """Write the shipped scoring rules, grades and cold rules in the words of the book.

    Args:
        words: The language of the book.
        open_stages: Names of its open stages, in order.
    """
    teller = _Teller(words)
    stages = [Stage(name) for name in open_stages]
    say, english = speaker(words.language), speaker("en")
    scoring = default_scoring(FIELDS, stages, say)
    names = [rule.name for rule in default_scoring(FIELDS, stages, english)]
    cold = [_in_a_book_of_numbers(rule, words) for rule in default_cold_rules(FIELDS, say)]
    english_cold = default_cold_rules(FIELDS, english)
    return {
        "ScoringRules": [
            {
                "rule": rule.name,
                **teller.condition(rule.condition),
                "points": rule.points,
                "group": rule.group,
                "group_cap": rule.group_cap,
                "half_life_days": rule.half_life_days,
                "meaning": words.meaning("scoring", name),
            }
            for rule, name in zip(scoring, names, strict=True)
        ],
        "Grades": [
            {
                "grade": words.word("grade", grade.name),
                "min_score": grade.min_score,
                **(teller.condition(grade.condition) if grade.condition else {}),
                "meaning": words.meaning("grade", _way(grade.name, grade.condition)),
            }
            for grade in default_grades(FIELDS, say)
        ],
        "ColdRules": [
            {
                "rule": rule.name,
                **teller.condition(rule.condition),
                "action": words.word("action", meaning(named.action, ACTIONS) or ""),
                "exception": teller.sentence(rule.exception) if rule.exception else None,
                "meaning": words.meaning("cold", named.name),
            }
            for rule, named in zip(cold, english_cold, strict=True)
        ],
    }


def _in_a_book_of_numbers(rule: ColdRule, words: Words) -> ColdRule:
    """Let the notes speak of a discount: in this book a budget is a number, never a remark."""
    if rule.condition.field != "budget" or rule.exception is not None:
        return rule
    return replace(rule, condition=Condition("notes", "contains", (words.text["discount"],)))


def _way(grade: str, condition: Condition | None) -> str:
    return f"{grade} by {condition.field}" if condition else grade


class _Teller:
    """Says conditions in the words of the book."""

    def __init__(self, words: Words) -> None:
        self._words = words

    def condition(self, condition: Condition) -> Row:
        """Give the three cells of a condition."""
        values = [self._value(condition.field, value) for value in condition.values]
        return {
            "field": self._field(condition.field),
            "operator": self._words.word("operator", condition.operator),
            "value": values[0] if len(values) == 1 else self._joined(values),
        }

    def sentence(self, condition: Condition) -> str:
        """Give a condition in one cell."""
        cells = self.condition(condition)
        return f"{cells['field']} {cells['operator']} {cells['value']}"

    def _field(self, field: str) -> str:
        if field in TABLES["Leads"].columns:
            return self._words.header("Leads", field)
        return self._words.fact(field)

    def _value(self, field: str, value: object) -> object:
        if TABLES["Leads"].columns.get(field) == "flag":
            return self._words.word("yes_no", str(value))
        if field == "status":
            return self._words.word("outcome", str(value))
        if field == "rot":
            return self._words.word("rot", str(value))
        return value

    def _joined(self, values: list[object]) -> str:
        return str(self._words.text["comma"]).join(map(str, values))
