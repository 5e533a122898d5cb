"""Campaigns: what each cost and what it brought, to the first touch and to the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from leadbook.language.text import fold
from leadbook.metrics.columns import moments, numbers, positions, status_is

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["campaign_returns"]


def campaign_returns(
    leads: pd.DataFrame,
    activities: pd.DataFrame,
    campaigns: pd.DataFrame,
    *,
    counted: NDArray[np.bool_] | None = None,
) -> pd.DataFrame:
    """Give one row a campaign: its cost, and the leads and wins that its touches brought.

    A lead's touches are its own campaign, at its creation, and its activities that name one, up to
    its closing. ROI is (won revenue - cost) ÷ cost. ``leads``, ``won``, ``won_value`` and
    ``roi_first`` go to the campaign of the first touch, ``roi_last`` to that of the last. Names
    are matched as text is: case, spaces and letter variants do not matter.

    Args:
        leads: The leads.
        activities: As `pipeline.Pipeline.activities`.
        campaigns: As `pipeline.Pipeline.campaigns`; costs of one name are added.
        counted: Which leads count: those won in a period, or created in one; all when absent.

    Returns:
        Columns ``campaign``, ``cost``, ``leads``, ``won``, ``won_value``, ``cost_per_lead``,
        ``cost_per_win``, ``roi_first``, ``roi_last``; NaN where unknown or without a divisor.
        The dearest first, then by number of leads.

    >>> leads = pd.DataFrame({"campaign": ["Spring", "Spring"], "status": ["won", "open"],
    ...     "amount": [300.0, 500.0]})
    >>> campaigns = pd.DataFrame({"campaign": ["Spring"], "cost": [100.0]})
    >>> spring = campaign_returns(leads, pd.DataFrame(), campaigns).iloc[0]
    >>> float(spring["cost_per_lead"]), float(spring["roi_first"])
    (50.0, 2.0)
    """
    own, active, listed, names = _matched(leads, activities, campaigns)
    n = len(names)
    first, last = _first_and_last(leads, activities, own, active)
    chosen = np.ones(len(leads), dtype=bool) if counted is None else counted
    won = chosen & status_is(leads, "won")
    amount = np.nan_to_num(numbers(leads, "amount"))
    cost = _cost(listed, numbers(campaigns, "cost"), n)
    revenue, revenue_last = (
        np.bincount(by[won & (by >= 0)], amount[won & (by >= 0)], n) for by in (first, last)
    )
    brought = np.bincount(first[chosen & (first >= 0)], minlength=n)
    wins = np.bincount(first[won & (first >= 0)], minlength=n)
    figures = pd.DataFrame(
        {
            "campaign": np.array(names, dtype=object),
            "cost": cost,
            "leads": brought,
            "won": wins,
            "won_value": revenue,
            "cost_per_lead": _per(cost, brought),
            "cost_per_win": _per(cost, wins),
            "roi_first": _per(revenue - cost, cost),
            "roi_last": _per(revenue_last - cost, cost),
        }
    )
    order = np.lexsort((figures["campaign"], -brought, -np.nan_to_num(cost, nan=-1)))
    return figures.iloc[order].reset_index(drop=True)


def _matched(
    *frames: pd.DataFrame,
) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp], list[str]]:
    """Give each frame's campaigns as places in one list of names, -1 where blank."""
    place: dict[str, int] = {}
    names: list[str] = []
    found = []
    # The campaigns table comes last and is read first: its spelling is shown.
    for frame in reversed(frames):
        codes, known = _factorized(frame)
        places = []
        for name in map(str, known):
            key = fold(name)
            if key and key not in place:
                place[key] = len(names)
                names.append(name.strip())
            places.append(place.get(key, -1))
        found.append(np.array([*places, -1], dtype=np.intp)[codes])
    listed, active, own = found
    return own, active, listed, names


def _factorized(frame: pd.DataFrame) -> tuple[NDArray[np.intp], list[object]]:
    if "campaign" not in frame:
        return np.full(len(frame), -1, dtype=np.intp), []
    codes, known = pd.factorize(frame["campaign"])
    return codes, list(known)


def _first_and_last(
    leads: pd.DataFrame,
    activities: pd.DataFrame,
    own: NDArray[np.intp],
    active: NDArray[np.intp],
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Give the campaign of each lead's first and last touch; -1 where none touched it."""
    created, closed = moments(leads, "created_at"), moments(leads, "closed_at")
    lead, at = positions(activities, "lead"), moments(activities, "at")
    seen = (active >= 0) & (lead >= 0)
    seen[seen] &= ~np.isnat(at[seen]) & ~(at[seen] > closed[lead[seen]])
    named = np.flatnonzero(own >= 0)
    # A lead's own campaign brought it: on the same moment it stands before the activities,
    # and without a creation date (NaT, the smallest integer) before all of them.
    who = np.concatenate([named, lead[seen]])
    when = np.concatenate([created[named], at[seen]]).view(np.int64)
    which = np.concatenate([own[named], active[seen]])
    order = np.argsort(when, kind="stable")
    first, last = np.full((2, len(leads)), -1, dtype=np.intp)
    last[who[order]] = which[order]
    first[who[order[::-1]]] = which[order[::-1]]
    return first, last


def _cost(
    listed: NDArray[np.intp], cost: NDArray[np.float64], campaigns: int
) -> NDArray[np.float64]:
    known = (listed >= 0) & ~np.isnan(cost)
    told = np.bincount(listed[known], minlength=campaigns) > 0
    return np.where(told, np.bincount(listed[known], cost[known], campaigns), np.nan)


def _per(amount: NDArray[np.float64], divisor: NDArray[np.generic]) -> NDArray[np.float64]:
    """Divide; NaN where there is nothing to divide by."""
    share = np.full(len(amount), np.nan)
    np.divide(amount, divisor, out=share, where=np.nan_to_num(divisor) > 0)
    return share
