"""Scoring: how promising each lead is, 0 to 100, by the team's own rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from leadbook.language.dates import elapsed_days
from leadbook.metrics.columns import moment
from leadbook.metrics.score_range import capped, group_caps, group_of, score_range
from leadbook.pipeline.rules import holds

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from leadbook.metrics.facts import Facts
    from leadbook.pipeline.settings import ScoringRule

__all__ = ["Scores", "decay", "normalised", "score_leads"]

TRUE, UNKNOWN = 1, -1


@dataclass(frozen=True)
class Scores:
    """The score of each lead and what it is made of.

    Attributes:
        score: 0 … 100; NaN where no rule could be judged.
        rules: The rules that apply to this book; columns of the next two, in order.
        points: What each rule gives each lead, decayed; 0 where it does not hold.
        unknown: Where the field that a rule asks for is empty.
        set_aside: Rules on a field that the book lacks.
        least: The least points that the rules could give.
        most: The most.
    """

    score: NDArray[np.float64]
    rules: tuple[ScoringRule, ...]
    points: tuple[NDArray[np.float64], ...]
    unknown: tuple[NDArray[np.bool_], ...]
    set_aside: tuple[ScoringRule, ...]
    least: float
    most: float


def decay(age_days: NDArray[np.float64], half_life_days: float | None) -> NDArray[np.float64]:
    """Give ½^(age ÷ half-life): what is left of a signal. 1 without a half-life or a known age.

    >>> decay(np.array([0.0, 30.0, 60.0, np.nan]), 30)
    array([1.  , 0.5 , 0.25, 1.  ])
    """
    if not half_life_days or half_life_days < 0:
        return np.ones(len(age_days))
    age = np.nan_to_num(np.maximum(age_days, 0))
    return np.asarray(0.5 ** (age / half_life_days), dtype=np.float64)


def normalised(points: NDArray[np.float64], least: float, most: float) -> NDArray[np.float64]:
    """Give 100 × (points - least) ÷ (most - least), within 0…100; NaN when the two are equal.

    >>> normalised(np.array([-10.0, 20.0, 30.0]), -10, 30)
    array([  0.,  75., 100.])
    """
    if most <= least:
        return np.full(len(points), np.nan)
    return np.clip(100 * (points - least) / (most - least), 0, 100)


def score_leads(
    facts: Facts, rules: Sequence[ScoringRule], *, as_of: datetime, time_zone: str = "UTC"
) -> Scores:
    """Score each lead: the points of the rules that hold, faded, capped by group, as a share.

    P = Σ points × ½^(age ÷ half-life) of the rules that hold, no group giving more than its cap;
    score = 100 × (P - least) ÷ (most - least), the least and most that these rules could give. A
    rule on an empty field is unknown: 0 points. A rule on a field that the book lacks is set aside.

    Args:
        facts: As `facts.gather` gives.
        rules: The team's rules.
        as_of: The moment of judgement, from which signals age.
        time_zone: Zone of the dates.
    """
    frame = facts.frame
    apply = tuple(rule for rule in rules if rule.condition.field in frame)
    held = [holds(rule.condition, frame, as_of=as_of) for rule in apply]
    given = tuple(
        _points(rule, answer == TRUE, facts, as_of, time_zone)
        for rule, answer in zip(apply, held, strict=True)
    )
    unknown = tuple(answer == UNKNOWN for answer in held)
    groups, n = group_of(apply)
    total = np.zeros((len(frame), n))
    for group, points in zip(groups, given, strict=True):
        total[:, group] += points
    least, most = score_range(apply, frame, as_of=as_of)
    score = normalised(capped(total, group_caps(apply)), least, most)
    if unknown:
        score[np.logical_and.reduce(unknown)] = np.nan
    aside = tuple(rule for rule in rules if rule.condition.field not in frame)
    return Scores(score, apply, given, unknown, aside, least, most)


def _points(
    rule: ScoringRule, holding: NDArray[np.bool_], facts: Facts, as_of: datetime, time_zone: str
) -> NDArray[np.float64]:
    points = np.where(holding, rule.points, 0.0)
    if not rule.half_life_days or not holding.any():
        return points
    since = facts.signal_at(rule.condition.field)[holding]
    age = elapsed_days(since, np.full(1, moment(as_of)), time_zone)
    points[holding] *= decay(age, rule.half_life_days)
    return points
