"""Forecast: what the open deals will probably bring, month by month.

A deal counts amount × chance in the month in which it is expected to close. Where nobody wrote
down such a month, the deal is spread over the coming months as the book's own time-to-win curve
has it for a deal of that age.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from leadbook.metrics.columns import moment, moments, numbers, status_is
from leadbook.metrics.funnel import furthest_place
from leadbook.metrics.intervals import Z95
from leadbook.metrics.months import first_days, labels, month_of
from leadbook.metrics.moves import open_stages, places

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from leadbook.metrics.curves import Curve
    from leadbook.metrics.months import Calendar
    from leadbook.pipeline.settings import Stage

__all__ = ["AHEAD", "BASES", "UNDATED", "bounds", "chances", "forecast", "open_deals", "timing"]

BASES = ("model", "stage", "history", "")
"""Where a deal's chance comes from: see `chances`; "" is that there is none."""

AHEAD = 12
"""Deals without an expected month are spread over so many months; what is left comes later."""

UNDATED = -1


def chances(
    leads: pd.DataFrame,
    visits: pd.DataFrame,
    stages: Sequence[Stage],
    model: NDArray[np.float64] | None = None,
) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Give each lead's chance to be won, and its basis as a place in `BASES`.

    It is the win probability of the model where there is one, else the probability that the team
    gave to the lead's stage, else the book's own win rate, won ÷ (won + lost), among the leads
    that came at least as far as that stage (all leads, where the stage is not known).

    Args:
        leads: The leads.
        visits: As `pipeline.Pipeline.visits`.
        stages: All stages, in order.
        model: Win probability of each lead, 0…1; NaN or absent where there is none.

    >>> from leadbook.pipeline.settings import Stage
    >>> stages = [Stage("New"), Stage("Offer", probability=0.6), Stage("Won", "won")]
    >>> leads = pd.DataFrame({"stage": ["Offer", "New", "Won"], "status": ["open", "open", "won"]})
    >>> p, basis = chances(leads, pd.DataFrame(), stages)
    >>> p[:2].tolist(), [BASES[place] for place in basis[:2]]
    ([0.6, 1.0], ['stage', 'history'])
    """
    here = places(leads, "stage", stages)
    n = len(open_stages(stages))
    inside = (here >= 0) & (here < n)
    given = [stage.probability for stage in stages if stage.outcome == "open"]
    # One more at the end, so that the place -1 of an unknown stage finds a blank.
    of_stage = np.array([*given, None], dtype=np.float64)[np.where(inside, here, -1)]
    own = _win_rates(leads, visits, stages)[np.where(inside, here, 0)]
    learned = np.full(len(leads), np.nan) if model is None else model
    offered = np.stack([learned, of_stage, own])
    known = ~np.isnan(offered)
    basis = np.where(known.any(axis=0), known.argmax(axis=0), len(BASES) - 1)
    rows = np.arange(len(leads))
    return offered[np.minimum(basis, len(offered) - 1), rows], basis


def _win_rates(
    leads: pd.DataFrame, visits: pd.DataFrame, stages: Sequence[Stage]
) -> NDArray[np.float64]:
    """Won ÷ (won + lost) among the leads that came at least as far as each open stage."""
    furthest, n = furthest_place(leads, visits, stages), max(len(open_stages(stages)), 1)
    decided, won = status_is(leads, "won", "lost"), status_is(leads, "won")
    reached = np.bincount(furthest[decided], minlength=n + 1)[::-1].cumsum()[::-1][:n]
    wins = np.bincount(furthest[won], minlength=n + 1)[::-1].cumsum()[::-1][:n]
    return np.where(reached > 0, wins / np.maximum(reached, 1), np.nan)


def open_deals(
    leads: pd.DataFrame,
    chance: NDArray[np.float64],
    *,
    as_of: datetime,
    calendar: Calendar = "gregorian",
) -> pd.DataFrame:
    """Give one row an open deal with an amount and a chance, in the book's order.

    Columns: ``lead`` (row position), ``amount``, ``chance``, ``weighted`` (amount × chance),
    ``expected_close``, ``month`` (running number; -1 where none is expected), ``overdue`` (expected
    before the day of as_of: it counts in that day's month) and ``age_days``.

    Args:
        leads: The leads.
        chance: Chance of each lead to be won, 0…1.
        as_of: Today.
        calendar: Whose months.
    """
    amount, expected = numbers(leads, "amount"), moments(leads, "expected_close")
    kept = np.flatnonzero(status_is(leads, "open") & ~np.isnan(amount) & ~np.isnan(chance))
    amount, chance, expected = amount[kept], chance[kept], expected[kept]
    today = np.full(1, moment(as_of)).astype("datetime64[D]")
    overdue = expected < today
    month = np.full(len(kept), UNDATED, dtype=np.int64)
    dated = ~np.isnat(expected)
    month[dated] = np.maximum(month_of(expected[dated], calendar), month_of(today, calendar))
    return pd.DataFrame(
        {
            "lead": kept,
            "amount": amount,
            "chance": chance,
            "weighted": amount * chance,
            "expected_close": expected,
            "month": month,
            "overdue": overdue,
            "age_days": numbers(leads, "age_days")[kept],
        }
    )


def timing(
    curve: Curve, ages: NDArray[np.float64], until: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Give the share of a deal's chance to win that falls into each coming period, given its age.

    Of a deal still open at age a, P(won between a+u and a+v) is (F(a+v) - F(a+u)) ÷ S(a), F being
    the cumulative incidence of winning with losing as the competing event (Aalen-Johansen) and
    S(a) the share still open; over all that is still to come S(a) cancels out, and what is left is
    (F(a+v) - F(a+u)) ÷ (F(∞) - F(a)). A deal older than any that was ever won has no share in any
    period.

    Args:
        curve: Of one group, by days since creation.
        ages: Days of each deal, NaN unknown.
        until: End of each period in days from now, growing; the first period begins now.

    Returns:
        Deals × periods; a row adds up to 1 at most, the rest being later than the last period.

    >>> from leadbook.metrics.curves import EVENT, aalen_johansen
    >>> curve = aalen_johansen([10, 20, 40, 60], [EVENT] * 4)
    >>> timing(curve, np.array([10.0, 60.0]), np.array([15.0, 45.0]))
    array([[0.333..., 0.333...],
           [0.        , 0.        ]])
    """
    steps = np.concatenate([[0.0], curve.p])
    young, place = np.unique(np.nan_to_num(ages, nan=np.inf), return_inverse=True)
    ends = young[:, None] + np.concatenate([[0.0], until])
    reached = steps[np.searchsorted(curve.events.days, ends, side="right")]
    ahead = steps[-1] - reached[:, :1]
    shares = np.diff(reached, axis=1) / np.where(ahead > 0, ahead, 1)
    return np.asarray(shares[place.reshape(-1)], dtype=np.float64)


def forecast(
    deals: pd.DataFrame, curve: Curve, *, as_of: datetime, calendar: Calendar = "gregorian"
) -> pd.DataFrame:
    """Give one row a month with what it will probably bring: Σ amount × chance.

    Columns: ``month`` (2026-11 or 1405-08), ``amount``, ``weighted``, its 95 % interval ``low`` and
    ``high`` (see `bounds`), ``n`` (deals expected in that month), ``overdue`` (those of them that
    were expected earlier) and ``spread`` (the part of weighted that comes from deals without an
    expected month, by `timing`). Months run from as_of's on; after a year only those that any deal
    is expected in. What no month has, Σ of the deals' weighted - Σ of the months', comes later.

    Args:
        deals: As `open_deals` gives them.
        curve: Cumulative incidence of winning by days since creation, as `aalen_johansen` gives.
        as_of: Today.
        calendar: Whose months.

    >>> from datetime import datetime
    >>> from leadbook.metrics.curves import aalen_johansen
    >>> leads = pd.DataFrame({"status": ["open", "open"], "amount": [100, 200],
    ...     "expected_close": pd.to_datetime(["2026-11-24", "2026-11-30"])})
    >>> today = datetime(2026, 11, 21)
    >>> deals = open_deals(leads, np.array([0.99, 0.0]), as_of=today)
    >>> forecast(deals, aalen_johansen([], []), as_of=today)[["month", "weighted", "n"]].values
    array([['2026-11', 99.0, 2]], dtype=object)
    """
    now = int(month_of(np.full(1, moment(as_of)), calendar)[0])
    month, amount = deals["month"].to_numpy(), deals["amount"].to_numpy()
    undated = month == UNDATED
    shares = timing(curve, deals["age_days"].to_numpy()[undated], _ends(now, as_of, calendar))
    months = _months(now, month[~undated], shares)
    place = np.searchsorted(months, month[~undated])
    chance = deals["chance"].to_numpy()
    part = np.zeros((len(shares), len(months)))
    part[:, : min(AHEAD, len(months))] = shares[:, : len(months)]
    sums = _sums(amount[~undated], chance[~undated], place, len(months))
    from_curve = _spread_sums(amount[undated], chance[undated], part)
    total, weighted, variance, most = (a + b for a, b in zip(sums, from_curve, strict=True))
    low, high = bounds(weighted, variance, most)
    late = deals["overdue"].to_numpy()[~undated]
    return pd.DataFrame(
        {
            "month": labels(months, calendar),
            "amount": total,
            "weighted": weighted,
            "low": low,
            "high": high,
            "n": np.bincount(place, minlength=len(months)),
            "overdue": np.bincount(place[late], minlength=len(months)),
            "spread": from_curve[1],
        }
    )


def bounds(
    weighted: NDArray[np.float64], variance: NDArray[np.float64], most: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Give the 95 % interval of sums of deals that are each won whole or not at all.

    The variance of Σ amount × won is Σ amount² × p × (1 - p), the deals taken as independent and
    their chances as known; the normal approximation is cut off at nothing and at all the money
    that can be won. It is the luck of the deals alone, not an error of the chances.

    >>> bounds(np.array([99.0]), np.array([99.0]), np.array([100.0]))
    (array([79.498...]), array([100.]))
    """
    half = Z95 * np.sqrt(np.maximum(variance, 0))
    return np.maximum(weighted - half, 0), np.minimum(weighted + half, np.maximum(most, weighted))


def _ends(now: int, as_of: datetime, calendar: Calendar) -> NDArray[np.float64]:
    """Days from as_of to the end of this month and of each that follows."""
    ends = first_days(np.arange(now + 1, now + AHEAD + 1), calendar)
    return np.asarray((ends - np.datetime64(as_of, "us")) / np.timedelta64(1, "D"))


def _months(
    now: int, expected: NDArray[np.int64], shares: NDArray[np.float64]
) -> NDArray[np.int64]:
    """The months of the table: without gaps for a year, then those that have a deal."""
    spread = np.flatnonzero(shares.any(axis=0))
    near = expected[expected < now + AHEAD] - now
    last = max(near.max(initial=-1), spread.max(initial=-1))
    return np.union1d(now + np.arange(last + 1), expected)


_Sums = tuple["NDArray[np.float64]", ...]


def _sums(
    amount: NDArray[np.float64], chance: NDArray[np.float64], place: NDArray[np.intp], n: int
) -> _Sums:
    """Amount, expectation, variance and the most that can be won, by place."""
    parts = (
        amount,
        amount * chance,
        amount**2 * chance * (1 - chance),
        amount * (chance > 0),
    )
    return tuple(np.bincount(place, part, n).astype(np.float64) for part in parts)


def _spread_sums(
    amount: NDArray[np.float64], chance: NDArray[np.float64], shares: NDArray[np.float64]
) -> _Sums:
    """Give the same for deals of which each month has a share of the chance."""
    q = chance[:, None] * shares
    return amount @ shares, amount @ q, amount**2 @ (q * (1 - q)), amount @ (q > 0)
