"""What a salesperson has written about each lead by the as-of date, in no language yet."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from leadbook.starter.dice import Dice
from leadbook.starter.market import LOST_REASONS, STAGES

if TYPE_CHECKING:
    from leadbook.starter.lives import Life, Profile
    from leadbook.starter.simulation import Simulation

__all__ = ["Record", "records_of"]

SEED = 4_405
OPEN_STAGES = tuple(STAGES)


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of a lead that its salesperson fills in.

    Attributes:
        draws: Four numbers that pick first name, last name, company root and kind of company.
        job, note: Numbers that pick a job title and a note; ``note`` is ``None`` without one.
        rep_probability: From 0 to 1.
    """

    draws: tuple[int, int, int, int]
    job: int
    priced: bool
    expected_close: date | None
    label: str | None
    rep_probability: float | None
    next_step: date | None
    snooze_until: date | None
    unsubscribed: bool | None
    complaints: int | None
    lost_reason: str | None
    note: int | None


def records_of(simulation: Simulation) -> tuple[Record, ...]:
    """Write what is known of each lead, in order of arrival."""
    dice = Dice(SEED)
    return tuple(
        _record(dice, profile, life, simulation.as_of)
        for profile, life in zip(simulation.profiles, simulation.lives, strict=True)
    )


def _record(dice: Dice, profile: Profile, life: Life, as_of: date) -> Record:
    reached = max(OPEN_STAGES.index(entry.stage) for entry in life.entries if entry.stage in STAGES)
    is_open = life.status == "open"
    planned = is_open and not life.ghosted and dice.happens(0.38)
    snoozed = is_open and not planned and dice.happens(0.12)
    return Record(
        draws=(_draw(dice), _draw(dice), _draw(dice), _draw(dice)),
        job=_draw(dice),
        priced=reached >= OPEN_STAGES.index("discovery"),
        expected_close=_expected_close(dice, life, as_of, reached) if is_open else None,
        label=_label(dice, profile.fit) if dice.happens(0.8) else None,
        rep_probability=_hope(dice, profile.fit, reached) if is_open and reached > 1 else None,
        next_step=as_of + timedelta(days=dice.between(-6, 21)) if planned else None,
        snooze_until=as_of + timedelta(days=dice.between(15, 90)) if snoozed else None,
        unsubscribed=True if dice.happens(_chance(-3.0 - profile.fit)) else None,
        complaints=dice.between(1, 4) if dice.happens(_chance(-3.2 - 0.6 * profile.fit)) else None,
        lost_reason=_lost_reason(dice, profile, life) if life.status == "lost" else None,
        note=_draw(dice) if dice.happens(0.35 if is_open else 0.15) else None,
    )


def _draw(dice: Dice) -> int:
    return dice.between(0, 9_999)


def _expected_close(dice: Dice, life: Life, as_of: date, reached: int) -> date | None:
    if reached < OPEN_STAGES.index("discovery"):
        return None
    hoped = life.since + timedelta(days=dice.between(20, 90))
    # Most people put off a date that has passed; some forget to.
    if hoped < as_of and dice.happens(0.7):
        hoped = as_of + timedelta(days=dice.between(5, 60))
    return hoped


def _label(dice: Dice, fit: float) -> str:
    felt = fit + dice.normal(0.7)
    return "hot" if felt > 0.9 else "warm" if felt > -0.5 else "cold"


def _hope(dice: Dice, fit: float, reached: int) -> float:
    """Salespeople hope: their estimate is the truth and a little more, in steps of 5 %."""
    truth = _chance(0.8 * fit - 1.2 + 0.5 * reached)
    return min(0.95, max(0.05, round((truth + 0.08 + dice.normal(0.08)) * 20) / 20))


def _lost_reason(dice: Dice, profile: Profile, life: Life) -> str | None:
    if life.ghosted:
        return "no_answer"
    if profile.budget_share is not None and profile.budget_share < 0.3:
        return "no_budget"
    if profile.interest == "low" and dice.happens(0.4):
        return "no_need"
    return dice.weighted(LOST_REASONS) if dice.happens(0.88) else None


def _chance(logit: float) -> float:
    return 1 / (1 + math.exp(-logit))
