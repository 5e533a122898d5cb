"""What the team has decided: stages, scoring, grades, cold rules, weekend, currency.

Each comes from a settings table of the book, else from a shipped default; `Settings.assumed`
says which defaults were used, so that the report can show them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import date

    from leadbook.language.messages import Language, Message
    from leadbook.pipeline.rules import Condition

__all__ = [
    "Clock",
    "ColdRule",
    "Dates",
    "Grade",
    "Outcome",
    "ScoringRule",
    "Settings",
    "Stage",
]

Outcome = Literal["open", "won", "lost", "junk"]
Clock = Literal["entry", "touch", "creation"]
Dates = Literal["gregorian", "jalali", "jalali-text"]


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the pipeline.

    Attributes:
        name: As the user writes it.
        outcome: What being there means for the deal.
        limit_days: Days after which an open deal rots there; ``None`` is never.
        clock: What the days are counted from: stage entry, last touch or creation.
        probability: Chance to win from here, 0…1, as the team sets it; ``None`` is unset.
    """

    name: str
    outcome: Outcome = "open"
    limit_days: float | None = None
    clock: Clock = "entry"
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class ScoringRule:
    """Points for a lead of which the condition holds.

    Attributes:
        group: Rules of one group share a cap.
        half_life_days: The points halve every so many days since the signal; ``None`` is never.
        group_cap: Most points, up or down, that the group can give; ``None`` is no cap.
    """

    name: str
    condition: Condition
    points: float
    group: str = ""
    half_life_days: float | None = None
    group_cap: float | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade, reached by score or by a condition; the grade ``junk`` overrides all others."""

    name: str
    min_score: float | None = None
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class ColdRule:
    """A reason to stop investing in a lead, the action that follows, and its exception."""

    name: str
    condition: Condition
    action: str
    exception: Condition | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """Every decision of the team, complete: defaults are filled in.

    Attributes:
        stages: In pipeline order, outcome stages last.
        grades: From best to worst.
        weekend: Weekdays off, Monday = 0.
        time_zone: Name of the zone that naive times are in.
        warn_at: Share of a limit at which a deal is warned of.
        qualified_stage: Entering it, or any later stage, qualifies a lead.
        model_allow: Columns that the win model may use though they look like knowing the outcome.
        model_forbid: Columns that the win model may not use.
        assumed: One sentence for each default that stands in for a missing table or setting.
    """

    language: Language
    stages: tuple[Stage, ...]
    scoring: tuple[ScoringRule, ...]
    grades: tuple[Grade, ...]
    cold_rules: tuple[ColdRule, ...]
    weekend: frozenset[int]
    holidays: tuple[date, ...] = ()
    time_zone: str = "UTC"
    currency: str = ""
    dates: Dates = "gregorian"
    warn_at: float = 0.8
    qualified_stage: str = ""
    model_allow: tuple[str, ...] = ()
    model_forbid: tuple[str, ...] = ()
    assumed: tuple[Message, ...] = field(default=())
