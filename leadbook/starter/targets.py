"""The sample's sales plan: what each salesperson means to win in each month."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from leadbook.language.text import persian_digits
from leadbook.metrics.months import labels, month_of
from leadbook.starter.market import OWNERS

if TYPE_CHECKING:
    from datetime import date

    from leadbook.metrics.months import Calendar
    from leadbook.starter.simulation import Simulation
    from leadbook.starter.template import Row
    from leadbook.starter.words import Words

__all__ = ["target_rows"]

BEFORE, AHEAD = 4, 2
"""The plan has so many months before the sample's last one, and so many after it."""

HALF_A_YEAR = 6
STRETCH, GROWTH = 1.15, 1.12
"""A plan asks for a little more than is usual, and for more again each month: the team grows."""

STEP = 1_000  # US dollars


def target_rows(simulation: Simulation, words: Words) -> list[Row]:
    """Plan each owner's months from what that owner has won in a usual one, by month and owner."""
    calendar: Calendar = "jalali" if words.language == "fa" else "gregorian"
    now = _month(simulation.as_of, calendar)
    usual = _usual_month(simulation, now, calendar)
    names, factor = words.text["people"]["owners"], words.text["people"]["price_factor"]
    months = np.arange(now - BEFORE, now + AHEAD + 1)
    return [
        {
            "owner": names[owner]["name"],
            "month": persian_digits(label) if words.right_to_left else label,
            "target": _plan(usual[owner], int(month) - now) * factor,
        }
        for month, label in zip(months, labels(months, calendar), strict=True)
        for owner in OWNERS
    ]


def _month(day: date, calendar: Calendar) -> int:
    return int(month_of(np.array([day], dtype="datetime64[us]"), calendar)[0])


def _usual_month(simulation: Simulation, now: int, calendar: Calendar) -> dict[str, float]:
    """Give the mean value that each owner won in a month of the half year before."""
    won = dict.fromkeys(OWNERS, 0.0)
    for profile, life in zip(simulation.profiles, simulation.lives, strict=True):
        month = _month(life.since, calendar)
        if life.status == "won" and now - HALF_A_YEAR <= month < now:
            won[profile.owner] += profile.price
    return {owner: value / HALF_A_YEAR for owner, value in won.items()}


def _plan(usual: float, months_ahead: int) -> float:
    stretched = usual * STRETCH * GROWTH**months_ahead
    return float(max(1, math.ceil(stretched / STEP)) * STEP)
