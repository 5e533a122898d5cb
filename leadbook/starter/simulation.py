"""An invented year of sales: each lead's life is told from its arrival to the as-of date.

One law holds everything together: a lead's *fit* (source, owner, decision maker, budget, interest,
industry, size and luck) decides how far it goes, how fast, and whether it answers. So scores,
speeds and win rates in the sample book are related as they are in life.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta

from leadbook.starter.contacts import Touch, touches_of
from leadbook.starter.dice import Dice
from leadbook.starter.lives import Entry, Life, Profile
from leadbook.starter.market import CAMPAIGNS, INDUSTRIES, OWNERS, PRODUCTS, SOURCES, STAGES

__all__ = ["DEFAULT_AS_OF", "Simulation", "simulate"]

DEFAULT_AS_OF = date(2026, 10, 31)
SEED = 20_261_496
HISTORY_DAYS = 440
OPEN_STAGES = tuple(STAGES)


@dataclass(frozen=True, slots=True)
class Simulation:
    """Everything that happened up to one day, lead by lead in order of arrival."""

    as_of: date
    profiles: tuple[Profile, ...]
    lives: tuple[Life, ...]
    touches: tuple[tuple[Touch, ...], ...]


def simulate(as_of: date, weekend: frozenset[int], *, leads: int = 400) -> Simulation:
    """Tell the lives of so many leads up to a date; the same arguments give the same lives.

    Args:
        as_of: Nothing happens on or after this day.
        weekend: Weekdays on which nothing happens, Monday = 0.
        leads: How many leads arrive.
    """
    dice = Dice(SEED)
    calendar = _Calendar(as_of, weekend)
    arrivals = sorted(_arrival(dice, calendar) for _ in range(leads))
    profiles = tuple(_profile(dice, created, as_of) for created in arrivals)
    lives = tuple(_life(dice, profile, calendar) for profile in profiles)
    touches = tuple(
        touches_of(dice, profile, life, calendar.last_day)
        for profile, life in zip(profiles, lives, strict=True)
    )
    return Simulation(as_of, profiles, lives, touches)


@dataclass(frozen=True, slots=True)
class _Calendar:
    as_of: date
    weekend: frozenset[int]

    @property
    def last_day(self) -> date:
        return self.as_of - timedelta(days=1)

    def working_day(self, day: date) -> date:
        while day.weekday() in self.weekend:
            day += timedelta(days=1)
        return day

    def after(self, day: date, days: float) -> date:
        return self.working_day(day + timedelta(days=max(1, round(days))))


def _arrival(dice: Dice, calendar: _Calendar) -> date:
    # The power makes the later months busier than the first ones: a team that grows.
    days_ago = 3 + int(HISTORY_DAYS * (1 - dice.share() ** 0.6))
    return calendar.working_day(calendar.as_of - timedelta(days=days_ago))


def _profile(dice: Dice, created: date, as_of: date) -> Profile:
    source = dice.weighted({key: source.share for key, source in SOURCES.items()})
    owner = dice.weighted({key: owner.share for key, owner in OWNERS.items()})
    industry = dice.one_of(tuple(INDUSTRIES))
    product = dice.weighted({key: product.share for key, product in PRODUCTS.items()})
    employees = int(dice.skewed(70, 1.2)) + 2
    decision_maker = dice.happens(0.7)
    interest = dice.weighted({"high": 0.3, "medium": 0.43, "low": 0.22, "none": 0.05})
    budget_share = 0.0 if dice.happens(0.07) else max(0.1, 0.85 + dice.normal(0.4))
    fit = (
        SOURCES[source].fit
        + OWNERS[owner].skill
        + INDUSTRIES[industry]
        + (0.3 if decision_maker else -0.6)
        + {"high": 0.7, "medium": 0.0, "low": -0.7, "none": -1.2}[interest]
        + (0.35 if 30 <= employees <= 500 else -0.25)
        + 0.6 * (min(budget_share, 1.3) - 0.85)
        + dice.normal(0.45)
    )
    return Profile(
        created=created,
        source=source,
        campaign=_campaign(dice, source, (as_of - created).days),
        owner=owner,
        industry=industry,
        product=product,
        employees=None if dice.happens(0.06) else employees,
        decision_maker=None if dice.happens(0.15) else decision_maker,
        interest=None if dice.happens(0.10) else interest,
        price=PRODUCTS[product].price * (0.7 + 0.1 * math.log(employees)) * dice.skewed(1, 0.25),
        budget_share=None if dice.happens(0.30) else budget_share,
        fit=fit,
    )


def _campaign(dice: Dice, source: str, days_ago: int) -> str | None:
    running = [
        key
        for key, campaign in CAMPAIGNS.items()
        if campaign.source == source and campaign.ends <= days_ago <= campaign.starts
    ]
    return dice.one_of(running) if running and dice.happens(0.85) else None


def _life(dice: Dice, profile: Profile, calendar: _Calendar) -> Life:
    entries = [Entry("new", profile.created)]
    ghosted = dice.happens(_chance(-2.0 - 0.9 * profile.fit))
    reopened = False
    while entries[-1].on <= calendar.last_day:
        here = entries[-1]
        if here.stage in STAGES:
            stay, stalled = _stay(dice, profile, here.stage, ghosted=ghosted)
            entries.append(
                Entry(
                    _next_stage(dice, profile, here.stage, gone_quiet=stalled or ghosted),
                    calendar.after(here.on, stay),
                )
            )
        elif here.stage == "lost" and not reopened and dice.happens(0.13):
            reopened = True
            back = dice.weighted({"discovery": 0.5, "proposal": 0.5})
            entries.append(Entry(back, calendar.after(here.on, dice.between(30, 110))))
        else:
            break
    return Life(tuple(entry for entry in entries if entry.on <= calendar.last_day), ghosted)


def _stay(dice: Dice, profile: Profile, stage: str, *, ghosted: bool) -> tuple[float, bool]:
    pace = SOURCES[profile.source].pace * OWNERS[profile.owner].pace
    days = dice.skewed(STAGES[stage].median_days * pace, 0.65)
    stalled = dice.happens(0.05 + 0.12 * _chance(-profile.fit))
    if stalled or (ghosted and stage != "new"):
        days *= dice.between(4, 9)
    return days, stalled


def _next_stage(dice: Dice, profile: Profile, stage: str, *, gone_quiet: bool) -> str:
    facts, here = STAGES[stage], OPEN_STAGES.index(stage)
    if here < 2 and dice.happens(SOURCES[profile.source].junk):
        return "junk"
    if not dice.happens(_chance(facts.ease + 0.9 * profile.fit - (1.5 if gone_quiet else 0))):
        return "lost"
    if dice.happens(facts.back):
        return OPEN_STAGES[here - 1]
    steps = 2 if dice.happens(facts.skip) else 1
    return OPEN_STAGES[here + steps] if here + steps < len(OPEN_STAGES) else "won"


def _chance(logit: float) -> float:
    return 1 / (1 + math.exp(-logit))
