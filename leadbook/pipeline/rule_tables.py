"""The rule tables: scoring rules, grades and cold rules as the team wrote them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.language.messages import message
from leadbook.pipeline.rules import in_words
from leadbook.pipeline.settings import ColdRule, Grade, ScoringRule
from leadbook.pipeline.vocabulary import GRADES, meaning

if TYPE_CHECKING:
    from leadbook.language.messages import Speaker
    from leadbook.pipeline.problems import Problem
    from leadbook.pipeline.rule_rows import RuleRow, RuleTable
    from leadbook.pipeline.rules import Condition

__all__ = ["cold_rules_in", "grades_in", "scoring_in"]


def scoring_in(table: RuleTable, say: Speaker) -> tuple[tuple[ScoringRule, ...], list[Problem]]:
    """Read the scoring rules; a row without points or a sound condition is a problem.

    A group's cap may stand in any row of the group.
    """
    rules: list[ScoringRule] = []
    problems: list[Problem] = []
    rows = table.rows()
    caps = {row.text("group"): cap for row in rows if (cap := row.number("group_cap")) is not None}
    for row in rows:
        condition, points = row.condition(), row.number("points")
        if points is None and condition is not None and not row.problems:
            row.bad("points", message("the rule has no points"), message("type a number"))
        problems += row.problems
        if condition is not None and points is not None:
            rules.append(
                ScoringRule(
                    row.text("rule") or in_words(condition, say),
                    condition,
                    points,
                    row.text("group"),
                    row.number("half_life_days") or None,
                    caps.get(row.text("group")),
                )
            )
    return tuple(rules), problems


def grades_in(table: RuleTable) -> tuple[tuple[Grade, ...], list[Problem]]:
    """Read the grades, from best to worst; the usual ones go by their English names."""
    grades: list[Grade] = []
    problems: list[Problem] = []
    for row in table.rows():
        name = row.text("grade")
        condition = _optional_condition(row)
        problems += row.problems
        score = row.number("min_score")
        if name and (score is not None or condition is not None):
            grades.append(Grade(meaning(name, GRADES) or name, score, condition))
    return tuple(_from_best(grades)), problems


def _from_best(grades: list[Grade]) -> list[Grade]:
    """Turn a table that begins with the worst grade round."""
    scores = [grade.min_score for grade in grades if grade.min_score is not None]
    return grades[::-1] if len(scores) > 1 and scores == sorted(scores) else grades


def _optional_condition(row: RuleRow) -> Condition | None:
    return row.condition() if row.text("field") else None


def cold_rules_in(table: RuleTable, say: Speaker) -> tuple[tuple[ColdRule, ...], list[Problem]]:
    """Read the cold rules in their order; actions stay in the team's words."""
    rules: list[ColdRule] = []
    problems: list[Problem] = []
    for row in table.rows():
        condition, exception = row.condition(), row.exception()
        problems += row.problems
        if condition is not None:
            name = row.text("rule") or in_words(condition, say)
            rules.append(ColdRule(name, condition, row.text("action"), exception))
    return tuple(rules), problems
