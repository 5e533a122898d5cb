"""Calls, e-mails, meetings and requests: what passes between a lead and its owner."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from leadbook.starter.market import OWNERS, STAGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from leadbook.starter.dice import Dice
    from leadbook.starter.lives import Life, Profile

__all__ = ["Touch", "touches_of"]

# How often each kind happens in each stage.
KINDS = {
    "new": {"call": 0.6, "email": 0.3, "sms": 0.1},
    "contacted": {"call": 0.55, "email": 0.35, "sms": 0.1},
    "discovery": {"call": 0.35, "email": 0.3, "meeting": 0.25, "visit": 0.1},
    "demo": {"meeting": 0.35, "webinar": 0.2, "email": 0.25, "call": 0.2},
    "proposal": {"email": 0.45, "call": 0.45, "meeting": 0.1},
    "negotiation": {"call": 0.45, "meeting": 0.3, "email": 0.25},
}
# What a keen lead asks for in a stage, and how likely.
WISHES = {
    "contacted": ("catalogue_request", 0.45),
    "discovery": ("catalogue_request", 0.35),
    "demo": ("price_request", 0.45),
    "proposal": ("price_request", 0.75),
}
MINUTES = {"call": (3, 18), "meeting": (30, 90), "webinar": (45, 60), "visit": (60, 150)}
DAYS_BETWEEN_TOUCHES = 8
VISIT_COST = 40.0


@dataclass(frozen=True, slots=True)
class Touch:
    """One contact; `answered` is ``None`` where an answer makes no sense (a meeting, a request)."""

    at: datetime
    kind: str
    direction: str
    answered: bool | None = None
    minutes: int | None = None
    cost: float | None = None


def touches_of(dice: Dice, profile: Profile, life: Life, last_day: date) -> tuple[Touch, ...]:
    """Tell every contact with one lead, in order of time."""
    talk = _Talk(dice, profile, life, last_day)
    return tuple(sorted(talk.touches(), key=lambda touch: touch.at))


@dataclass(frozen=True)
class _Talk:
    """All that is said with one lead."""

    dice: Dice
    profile: Profile
    life: Life
    last_day: date

    def touches(self) -> Iterator[Touch]:
        # Who never answers is tried again and again in the same way.
        habit = self.dice.weighted({"call": 0.6, "email": 0.4})
        for stage, start, end in self._visits():
            kinds = {habit: 0.9, "sms": 0.1} if self.life.ghosted else KINDS[stage]
            for day in self._days(start, end):
                yield self._touch(kinds, day)
            yield from self._wishes(stage, start, end)

    def _visits(self) -> Iterator[tuple[str, date, date]]:
        entries = self.life.entries
        ends = [entry.on for entry in entries[1:]] + [self.last_day]
        for entry, end in zip(entries, ends, strict=True):
            if entry.stage in STAGES:
                yield entry.stage, entry.on, end

    def _days(self, start: date, end: date) -> list[date]:
        """Pick the days of contact: often at first, then less."""
        length = (end - start).days
        eager = (1.6 if self.life.ghosted else 0.7) + self.dice.share()
        count = 1 + int(math.sqrt(length / DAYS_BETWEEN_TOUCHES) * eager)
        days = [start + timedelta(days=int(length * self.dice.share())) for _ in range(count)]
        if start != self.profile.created:
            return days
        wait = self.dice.between(0, OWNERS[self.profile.owner].first_call_days)
        first = min(start + timedelta(days=wait), end)
        return [first, *(max(day, first) for day in days[1:])]

    def _touch(self, kinds: Mapping[str, float], day: date) -> Touch:
        dice, kind = self.dice, self.dice.weighted(kinds)
        asks = kind in ("call", "email", "sms")
        answered = dice.happens(self._answers) if asks else None
        replies = bool(answered) and kind == "email" and dice.happens(0.3)
        return Touch(
            at=self._moment(day),
            kind=kind,
            direction="in" if replies else "out",
            answered=None if replies else answered,
            minutes=dice.between(*MINUTES[kind])
            if kind in MINUTES and answered is not False
            else None,
            cost=VISIT_COST if kind == "visit" else None,
        )

    def _wishes(self, stage: str, start: date, end: date) -> Iterator[Touch]:
        if stage not in WISHES or self.life.ghosted:
            return
        kind, chance = WISHES[stage]
        if self.dice.happens(chance / (1 + math.exp(0.2 - self.profile.fit))):
            day = start + timedelta(days=int((end - start).days * self.dice.share()))
            yield Touch(self._moment(day), kind, "in")

    @property
    def _answers(self) -> float:
        if self.life.ghosted:
            return 0.04
        return 1 / (1 + math.exp(-0.5 - 0.8 * self.profile.fit))

    def _moment(self, day: date) -> datetime:
        return datetime.combine(day, time(self.dice.between(8, 16), 5 * self.dice.between(0, 11)))
