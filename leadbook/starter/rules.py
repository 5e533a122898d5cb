"""The rules that leadbook ships, as rows that a person can read and change."""

from __future__ import annotations

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

    from leadbook.pipeline.settings import ColdRule, Grade
    from leadbook.starter.template import Row
    from leadbook.starter.words import Words

__all__ = ["rule_rows"]

LEADS = TABLES["Leads"].columns
FIELDS = frozenset({*LEADS, *FACTS})


def rule_rows(words: Words, open_stages: Sequence[str]) -> dict[str, list[Row]]:
    """Write the shipped scoring rules, grades and cold rules in the words of the book.

    Args:
        words: The language of the book.
        open_stages: Names of its open stages, in order.
    """
    return {
        "ScoringRules": _scoring(words, [Stage(name) for name in open_stages]),
        "Grades": _grades(words),
        "ColdRules": _cold(words),
    }


def _scoring(words: Words, stages: Sequence[Stage]) -> list[Row]:
    rules = default_scoring(FIELDS, stages, speaker(words.language))
    # The explanations are kept under the English names.
    named = default_scoring(FIELDS, stages, speaker("en"))
    return [
        {
            "rule": rule.name,
            **_condition(rule.condition, words),
            "points": rule.points,
            "group": rule.group,
            "group_cap": rule.group_cap,
            "half_life_days": rule.half_life_days,
            "meaning": words.meaning("scoring", english.name),
        }
        for rule, english in zip(rules, named, strict=True)
    ]


def _grades(words: Words) -> list[Row]:
    return [
        {
            "grade": words.word("grade", grade.name),
            "min_score": grade.min_score,
            **(_condition(grade.condition, words) if grade.condition else {}),
            "meaning": words.meaning("grade", _way(grade)),
        }
        for grade in default_grades(FIELDS, speaker(words.language))
    ]


def _way(grade: Grade) -> str:
    return f"{grade.name} by {grade.condition.field}" if grade.condition else grade.name


def _cold(words: Words) -> list[Row]:
    rules = default_cold_rules(FIELDS, speaker(words.language))
    named = default_cold_rules(FIELDS, speaker("en"))
    return [
        {
            "rule": rule.name,
            **_condition(_in_a_book_of_numbers(rule, words), words),
            "action": words.word("action", meaning(english.action, ACTIONS) or ""),
            "exception": _sentence(rule.exception, words) if rule.exception else None,
            "meaning": words.meaning("cold", english.name),
        }
        for rule, english in zip(rules, named, strict=True)
    ]


def _in_a_book_of_numbers(rule: ColdRule, words: Words) -> Condition:
    """Let the notes speak of a discount: in this book a budget is a number, never a remark."""
    if rule.condition.field != "budget" or rule.exception is not None:
        return rule.condition
    return Condition("notes", "contains", (words.text["discount"],))


def _condition(condition: Condition, words: Words) -> Row:
    """Give the three cells of a condition."""
    values = [_value(condition.field, value, words) for value in condition.values]
    return {
        "field": _field(condition.field, words),
        "operator": words.word("operator", condition.operator),
        "value": values[0] if len(values) == 1 else words.text["comma"].join(map(str, values)),
    }


def _sentence(condition: Condition, words: Words) -> str:
    """Give a condition in one cell."""
    cells = _condition(condition, words)
    return f"{cells['field']} {cells['operator']} {cells['value']}"


def _field(field: str, words: Words) -> str:
    return words.header("Leads", field) if field in LEADS else words.fact(field)


def _value(field: str, value: object, words: Words) -> object:
    if LEADS.get(field) == "flag":
        return words.word("yes_no", str(value))
    vocabulary = {"status": "outcome", "rot": "rot"}.get(field)
    return words.word(vocabulary, str(value)) if vocabulary else value
