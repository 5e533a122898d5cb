"""Curves: the probability that something has happened by a day, with censored cases counted.

*Aalen-Johansen* is the cumulative incidence of an event that competes with another: an open deal is
censored, a lost one can no longer be won. *Kaplan-Meier* takes the competing event as censored.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from leadbook.metrics.events import CENSORED, COMPETING, EVENT, Events, count_events
from leadbook.metrics.intervals import Chance, log_log

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["CENSORED", "COMPETING", "EVENT", "Curve", "aalen_johansen", "kaplan_meier"]


@dataclass(frozen=True)
class Curve:
    """A probability that grows with the days, for each group of an `Events` table.

    Attributes:
        events: The counts it was computed from, row by row.
        p: Probability by the row's day, that day included.
        low: Lower end of its 95 % interval; NaN before the first event and once p is 1.
        high: Upper end.
    """

    events: Events
    p: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]

    def within(self, days: float) -> tuple[NDArray[np.float64], ...]:
        """Give each group's p, low and high by so many days; NaN where no case tells.

        A group tells of a day when a case was followed that long, or when all its cases ended
        before: beyond the longest deal still open, nothing is known.
        """
        row = self.events.last_row(days)
        last = self.events.last_row(np.inf)
        known = self.events.total > 0
        left = self.events.at_risk - self.events.event - self.events.competing
        known[known] = (self.events.days[last[known]] >= days) | (left[last[known]] == 0)
        found = known & (row >= 0)
        p = np.where(known, 0.0, np.nan)
        low, high = np.full(len(p), np.nan), np.full(len(p), np.nan)
        p[found], low[found], high[found] = (
            curve[row[found]] for curve in (self.p, self.low, self.high)
        )
        return p, low, high

    def chance(self, days: float) -> Chance:
        """Give the chance by so many days, of a curve that has one group.

        >>> aalen_johansen([10, 20, 40], [EVENT, COMPETING, CENSORED]).chance(30).p
        0.333...
        """
        p, low, high = (_or_none(values[0]) for values in self.within(days))
        return Chance(p, low, high)

    def median(self) -> NDArray[np.float64]:
        """Give each group's days by which the probability reaches a half; NaN if it never does."""
        # The last bit of a product must not decide whether a half is reached.
        first = np.flatnonzero(self.p >= 0.5 * (1 - 1e-12))[::-1]
        days = np.full(len(self.events.total), np.nan)
        days[self.events.group[first]] = self.events.days[first]
        return days


def aalen_johansen(
    days: ArrayLike,
    ends: ArrayLike,
    groups: NDArray[np.integer] | None = None,
    n_groups: int = 1,
) -> Curve:
    """Give the cumulative incidence of winning with losing as the competing event.

    F(t) = Σ S(tᵢ₋₁) wᵢ/nᵢ, where S is the share neither won nor lost, w the wins, n the leads at
    risk; wins and losses of one day share that day's n, so ties are exact. Its variance is the
    delta method's (Marubini and Valsecchi 1995; Collett, Modelling Survival Data in Medical
    Research, 3rd ed., p. 411), with d all that ended on a day:

        Σ (F(t)-F(tᵢ))² dᵢ/(nᵢ(nᵢ-dᵢ)) + Σ S(tᵢ₋₁)² wᵢ(nᵢ-wᵢ)/nᵢ³ - 2 Σ (F(t)-F(tᵢ)) S(tᵢ₋₁) wᵢ/nᵢ²

    Args:
        days: Days of each lead, as `cases` gives them.
        ends: How each ended.
        groups: Group of each lead, for a curve a group.
        n_groups: How many groups there are.

    >>> aalen_johansen([10, 20, 30, 40], [EVENT, COMPETING, EVENT, CENSORED]).p
    array([0.25, 0.25, 0.5 , 0.5 ])
    """
    events = count_events(days, ends, groups, n_groups)
    n, won = events.at_risk.astype(np.float64), events.event.astype(np.float64)
    over = won + events.competing
    before = _surviving(events, over / n) / np.where(over < n, 1 - over / n, 1)
    p = np.minimum(events.running(before * won / n), 1)
    hazard = np.where(over < n, over / (n * np.maximum(n - over, 1)), 0)
    linear = before * won / n**2
    # (F - Fᵢ)² and F - Fᵢ are multiplied out, so that one pass gives the sum at every day.
    variance = (
        p**2 * events.running(hazard)
        - 2 * p * events.running(p * hazard + linear)
        + events.running(p**2 * hazard + 2 * p * linear + before**2 * won * (n - won) / n**3)
    )
    return Curve(events, p, *log_log(p, np.maximum(variance, 0)))


def kaplan_meier(
    days: ArrayLike,
    ends: ArrayLike,
    groups: NDArray[np.integer] | None = None,
    n_groups: int = 1,
    *,
    entries: ArrayLike | None = None,
) -> Curve:
    """Give 1 - S, S the product-limit estimate with all but the event taken as censored.

    S(t) = Π (1 - wᵢ/nᵢ); Greenwood's variance S² Σ wᵢ/(nᵢ(nᵢ-wᵢ)). A case that came under
    observation late counts in nᵢ from then on (`entries`, as `count_events` takes them).

    >>> kaplan_meier([10, 20, 30, 40], [EVENT, COMPETING, EVENT, CENSORED]).p.round(9)
    array([0.25 , 0.25 , 0.625, 0.625])
    """
    events = count_events(days, ends, groups, n_groups, entries=entries)
    won = events.event.astype(np.float64)
    # Before late entries nobody may be at risk; then nobody can end either.
    n = np.maximum(events.at_risk, 1).astype(np.float64)
    gone = events.running((won == n).astype(np.float64)) > 0
    surviving = _surviving(events, won / n) * ~gone
    greenwood = events.running(np.where(won < n, won / (n * np.maximum(n - won, 1)), 0))
    low, high = log_log(surviving, surviving**2 * greenwood)
    return Curve(events, 1 - surviving, 1 - high, 1 - low)


def _surviving(events: Events, hazard: NDArray[np.float64]) -> NDArray[np.float64]:
    """Multiply 1 - hazard up within each group, a hazard of 1 (which ends a group) left out."""
    return np.exp(events.running(np.log1p(-np.where(hazard < 1, hazard, 0.0))))


def _or_none(value: np.float64) -> float | None:
    return None if np.isnan(value) else float(value)
