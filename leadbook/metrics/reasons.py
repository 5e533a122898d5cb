"""Reasons: why a lead has its score, and why it is cold, in words.

Words are made once for each distinct pattern, so that 100,000 leads cost what a few hundred do.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from leadbook.language.messages import plural
from leadbook.metrics.columns import numbers
from leadbook.pipeline.rules import in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from leadbook.language.messages import Speaker
    from leadbook.metrics.scoring import Scores
    from leadbook.pipeline.rules import Condition
    from leadbook.pipeline.settings import ColdRule, ScoringRule

__all__ = ["cold_reasons", "score_reasons", "unknown_fields"]

ROOM = 2**62
# Where the condition leaves open what the cell says, and the cell is not a long text.
TOLD_WITH_VALUE = {"in", "≠", "<", "≤", ">", "≥", "between", "older than days", "within days"}


def score_reasons(
    scores: Scores, say: Speaker, labels: Mapping[str, str] | None = None
) -> pd.Categorical:
    """Say for each lead which rules gave it how many points, the strongest first.

    Points are shown as they count today; what fades is rounded, and not mentioned below half a
    point. "" for a lead to which no rule gives anything.

    Args:
        scores: As `scoring.score_leads` gives.
        say: Speaks the report's language.
        labels: What the reader calls a field; its own name when absent.
    """
    named = {place: _name(rule, say, labels or {}) for place, rule in enumerate(scores.rules)}
    shown = [
        np.rint(points) if rule.half_life_days else points
        for rule, points in zip(scores.rules, scores.points, strict=True)
    ]

    @cache
    def reason(place: int, points: float) -> str:
        return _points_in_words(named[place], points, scores.rules[place].points, say)

    def words(points: list[float]) -> str:
        strongest = sorted(range(len(points)), key=lambda place: -abs(points[place]))
        return say.listing(reason(place, points[place]) for place in strongest if points[place])

    return _by_pattern(shown, len(scores.score), words)


def unknown_fields(
    scores: Scores, say: Speaker, labels: Mapping[str, str] | None = None
) -> pd.Categorical:
    """Say for each lead which fields the rules ask for and the lead lacks; "" if none.

    Args:
        scores: As `scoring.score_leads` gives.
        say: Speaks the report's language.
        labels: What the reader calls a field; its own name when absent.
    """
    empty: dict[str, NDArray[np.bool_]] = {}
    for rule, unknown in zip(scores.rules, scores.unknown, strict=True):
        field = rule.condition.field
        empty[field] = empty[field] | unknown if field in empty else unknown
    names = [(labels or {}).get(field, field) for field in empty]

    def words(lacks: list[bool]) -> str:
        return say.listing(name for name, lacking in zip(names, lacks, strict=True) if lacking)

    return _by_pattern(list(empty.values()), len(scores.score), words)


def cold_reasons(
    found: NDArray[np.intp],
    facts: pd.DataFrame,
    rot: pd.DataFrame,
    rules: Sequence[ColdRule],
    say: Speaker,
    labels: Mapping[str, str] | None = None,
) -> NDArray[np.object_]:
    """Say for each lead why the rule that was found for it holds; "" where there is none.

    Args:
        found: As `hygiene.cold_rule` gives.
        facts: The frame that `facts.gather` gives.
        rot: As `rotting.rotting` gives.
        rules: The rules that `found` counts in.
        say: Speaks the report's language.
        labels: What the reader calls a field; its own name when absent.
    """
    reasons = np.full(len(found), "", dtype=object)
    standing = [np.nan_to_num(numbers(rot, name), nan=-1) for name in ("days_over", "limit_days")]
    for place in np.unique(found[found >= 0]).tolist():
        leads, condition = np.flatnonzero(found == place), rules[place].condition
        label = (labels or {}).get(condition.field, "")
        if condition.field == "rot":
            told = [np.floor(column[leads]) for column in standing]
            words = partial(_overdue, say, in_words(condition, say, label))
            reasons[leads] = _by_pattern(told, len(leads), words)
        elif condition.operator in TOLD_WITH_VALUE:
            value = facts[condition.field].iloc[leads].to_numpy()
            words = partial(_with_value, say, condition, label)
            reasons[leads] = _by_pattern([value], len(leads), words)
        else:
            reasons[leads] = in_words(condition, say, label)
    return reasons


def _name(rule: ScoringRule, say: Speaker, labels: Mapping[str, str]) -> str:
    field = labels.get(rule.condition.field, "")
    return rule.name or in_words(rule.condition, say, field)


def _points_in_words(rule: str, points: float, full: float, say: Speaker) -> str:
    faded = abs(points) < abs(full)
    facts = {"rule": rule, "points": abs(points), "full": abs(full)}
    if points > 0 and faded:
        return say("{rule} (+{points} of {full})", **facts)
    if points > 0:
        return say("{rule} (+{points})", **facts)
    if faded:
        return say("{rule} (−{points} of {full})", **facts)
    return say("{rule} (−{points})", **facts)


def _overdue(say: Speaker, condition: str, standing: list[float]) -> str:
    over, limit = standing
    if over < 0:
        return condition
    if over < 1:
        return say("the {limit}-day limit is reached", limit=limit)
    return say(
        plural(
            "{n} day over the {limit}-day limit",
            "{n} days over the {limit}-day limit",
            n=over,
            limit=limit,
        )
    )


def _with_value(say: Speaker, condition: Condition, label: str, value: list[object]) -> str:
    if condition.operator == "in":
        return in_words(replace(condition, operator="=", values=(value[0],)), say, label)
    words = in_words(condition, say, label)
    return say("{condition}; it is {value}", condition=words, value=value[0])


def _by_pattern(
    columns: Sequence[NDArray[Any]], leads: int, words: Callable[[list[Any]], str]
) -> pd.Categorical:
    """Say the words of each lead, made once for each distinct row of the columns."""
    pattern, room = np.zeros(leads, dtype=np.int64), 1
    for column in columns:
        codes, known = pd.factorize(column)
        if room * len(known) > ROOM:
            pattern = np.unique(pattern, return_inverse=True)[1]
            room = leads
        pattern, room = pattern * len(known) + codes, room * len(known)
    _, example, which = np.unique(pattern, return_index=True, return_inverse=True)
    rows = zip(*(column[example].tolist() for column in columns), strict=True)
    texts = [words(list(row)) for row in rows] if columns else [""] * len(example)
    # Two patterns may read the same: of the texts, too, only the distinct ones are categories.
    codes, distinct = pd.factorize(np.array(texts, dtype=object))
    return pd.Categorical.from_codes(codes[which], categories=pd.Index(distinct, dtype=object))
