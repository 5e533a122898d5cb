"""Which columns of the leads a calculation asks for; the others are not even looked at.

A range of sixteen columns costs half when ten of them are names and notes that no rule is about.
What is left out may never change a result, so whatever might be asked for is kept.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal

from leadbook.language.messages import speaker
from leadbook.language.text import plain
from leadbook.pipeline.columns import assign
from leadbook.pipeline.decisions import read_choices
from leadbook.pipeline.defaults import default_cold_rules, default_grades, default_scoring
from leadbook.pipeline.hints import NO_HINTS, read_hints
from leadbook.pipeline.rules import parse_condition
from leadbook.pipeline.schema import FACTS, TABLES, column_of, fact_of, header_key
from leadbook.pipeline.settings import Stage
from leadbook.pipeline.whole_names import is_of_a_name

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from leadbook.hosts.ranges import Table

__all__ = ["Purpose", "needed"]

_ALWAYS = frozenset(
    {"lead_id", "stage", "status", "created_at", "stage_since", "closed_at", "last_contact_at"}
)
"""What ids, stages, statuses, visits and ages are made of."""
_STANDING = frozenset({"next_step_at", "snooze_until"})
"""What holds a deal."""
_MAY_BE_STAGES = frozenset({"decision_maker", "complaints"})
"""Columns that may be given back to the user, and then be headed by a stage."""
_RULES = frozenset({"ScoringRules", "Grades", "ColdRules"})
"""Tables whose rows ask for columns."""
_TWO_STAGES = (Stage("first"), Stage("later"))
"""With these every shipped rule applies."""

Purpose = Literal["score", "standing", "cold"]


def needed(purpose: Purpose, leads: Table, *others: Table | None) -> Callable[[str], bool] | None:
    """Give what says by its header whether a column is needed; ``None`` where all may be.

    Needed are the columns that rules ask for (leadbook's own, too, which stand in where a table
    has no sound rule), those that stages, dates and ages are made of, and the user's own, which
    may hold the dates of stages.

    Args:
        purpose: What is calculated: scores and grades; how deals stand against their limits; or
            which leads are cold, which takes all of these.
        leads: The leads.
        others: Further tables: rules and grades ask for columns, settings may name them; those
            left out are ``None``.
    """
    keys = [header_key(header) for header in leads.headers]
    tables = [table for table in others if table is not None]
    named = any(_names_columns(table) for table in tables if table.kind == "Settings")
    if len(set(keys)) < len(keys) or named:
        return None
    asked: set[str] = set()
    for table in tables:
        if table.kind in _RULES:
            asked |= _asked_in(table, keys)
    columns = _ALWAYS | _MAY_BE_STAGES | _shipped(purpose) | {_meant(field) for field in asked}
    if purpose != "score" or "rot" in columns:
        columns |= _STANDING
    by_key = {header_key(field) for field in asked}

    def is_needed(header: str) -> bool:
        canonical = "name" if is_of_a_name(header) else column_of(header, "Leads")
        return canonical is None or canonical in columns or header_key(header) in by_key

    return is_needed


def _names_columns(settings: Table) -> bool:
    table = settings.raw()
    hints = read_hints(None, read_choices(table, assign(table, NO_HINTS)).pairs)
    return "Leads" in hints.headers


def _asked_in(table: Table, keys: Collection[str]) -> set[str]:
    """Give the fields that a table of rules names, as it writes them."""
    columns = assign(table.raw(), NO_HINTS).columns
    fields = {plain(cell) for cell in columns["field"].cells} if "field" in columns else set()
    if "exception" in columns:
        fields |= set(_in_exceptions(map(plain, columns["exception"].cells), keys))
    return fields


def _in_exceptions(texts: Iterable[str], keys: Collection[str]) -> Iterable[str]:
    """Give the fields of conditions that are written in one cell."""

    def is_field(name: str) -> bool:
        return header_key(name) in keys or column_of(name, "Leads") is not None

    for text in texts:
        condition = parse_condition(text, is_field=is_field)
        if condition is not None:
            yield condition.field


def _meant(field: str) -> str:
    return column_of(field, "Leads") or fact_of(field) or field


@cache
def _shipped(purpose: Purpose) -> frozenset[str]:
    """Give the fields of leadbook's own rules."""
    if purpose == "standing":
        return frozenset()
    every, say = {*TABLES["Leads"].columns, *FACTS}, speaker("en")
    conditions = [rule.condition for rule in default_scoring(every, _TWO_STAGES, say)]
    conditions += [way.condition for way in default_grades(every, say) if way.condition]
    for rule in default_cold_rules(every, say) if purpose == "cold" else ():
        conditions += [rule.condition, *([rule.exception] if rule.exception else [])]
    return frozenset(condition.field for condition in conditions)
