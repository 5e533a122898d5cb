"""The rules in force: scoring, grades and cold rules, as the figures used them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from leadbook.figures.columns import labels
from leadbook.pipeline.rules import in_words
from leadbook.report.frames import frame
from leadbook.report.model import Column, Table
from leadbook.report.words import grades, rots, statuses

if TYPE_CHECKING:
    from collections.abc import Callable

    from leadbook.language.messages import Speaker
    from leadbook.pipeline.pipeline import Pipeline
    from leadbook.pipeline.rules import Condition
    from leadbook.pipeline.settings import Settings

    Said = Callable[[Condition | None], str | None]

__all__ = ["rules_used"]


def rules_used(pipeline: Pipeline, say: Speaker) -> tuple[Table, Table, Table]:
    """Show the scoring rules, the grades and the cold rules, conditions in words."""
    settings, names = pipeline.settings, labels(pipeline)
    words = {"status": statuses(say), "rot": rots(say)}

    def said(condition: Condition | None) -> str | None:
        if condition is None:
            return None
        word = words.get(condition.field, {})
        values = tuple(word.get(str(value), value) for value in condition.values)
        return in_words(replace(condition, values=values), say, names.get(condition.field, ""))

    return _scoring(settings, said, say), _grades(settings, said, say), _cold(settings, said, say)


def _scoring(settings: Settings, said: Said, say: Speaker) -> Table:
    columns = (
        Column("rule", say("Rule")),
        Column("condition", say("Holds when")),
        Column("points", say("Points"), "number"),
        Column("group", say("Group")),
        Column("cap", say("Group's cap"), "number"),
        Column("half_life", say("Half-life, days"), "days"),
    )
    rows = (
        (r.name, said(r.condition), r.points, r.group or None, r.group_cap, r.half_life_days)
        for r in settings.scoring
    )
    empty = say("There are no scoring rules.")
    return Table("scoring_rules", say("Scoring rules"), frame(columns, rows), columns, "", empty)


def _grades(settings: Settings, said: Said, say: Speaker) -> Table:
    columns = (
        Column("grade", say("Grade")),
        Column("condition", say("Holds when")),
        Column("min_score", say("Score from"), "score"),
    )
    words = grades(say)
    rows = ((words.get(g.name, g.name), said(g.condition), g.min_score) for g in settings.grades)
    empty = say("There are no grades.")
    return Table("grade_rules", say("Grades"), frame(columns, rows), columns, "", empty)


def _cold(settings: Settings, said: Said, say: Speaker) -> Table:
    columns = (
        Column("rule", say("Rule")),
        Column("condition", say("Holds when")),
        Column("action", say("What to do")),
        Column("exception", say("Except when")),
    )
    rows = ((r.name, said(r.condition), r.action, said(r.exception)) for r in settings.cold_rules)
    empty = say("There are no cold rules.")
    return Table("cold_rules_used", say("Cold rules"), frame(columns, rows), columns, "", empty)
