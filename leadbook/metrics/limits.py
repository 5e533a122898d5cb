"""Limits learned from success: how long a stage may take, and how sure that is."""

from __future__ import annotations

from math import ceil, sqrt
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from leadbook.metrics.columns import codes, moments, numbers, status_is
from leadbook.metrics.intervals import Z95
from leadbook.metrics.moves import moves, open_stages
from leadbook.metrics.stages import ENOUGH_VISITS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from leadbook.pipeline.settings import Stage

__all__ = ["flagged", "learned_limits", "whole_limit"]

PERCENTILE = 0.75


def learned_limits(
    leads: pd.DataFrame, visits: pd.DataFrame, stages: Sequence[Stage]
) -> pd.DataFrame:
    """Give one row an open stage: the limit that deals later won suggest, with its interval.

    ``days`` is the 75th percentile of the visits that went forward in deals later won, ``n`` their
    number; NaN below ten. ``low`` and ``high`` are the distribution-free 95 % interval from order
    statistics (Conover, Practical Nonparametric Statistics, section 3.2); NaN where that many
    visits do not bound it.

    >>> from leadbook.pipeline.settings import Stage
    >>> leads = pd.DataFrame({"status": ["won"] * 40})
    >>> visits = pd.DataFrame({"lead": range(40), "stage": ["New"] * 40, "is_open": [False] * 40,
    ...     "days": np.arange(40.0), "next_stage": ["Won"] * 40})
    >>> table = learned_limits(leads, visits, [Stage("New"), Stage("Won", "won")])
    >>> table.loc["New"].tolist()
    [29.25, 40.0, 24.0, 35.0]
    """
    moved, names = moves(leads, visits, stages), open_stages(stages)
    good = (moved.stage >= 0) & moved.forward & status_is(leads, "won")[moved.lead]
    good &= ~np.isnan(moved.days)
    stage, days = moved.stage[good], moved.days[good]
    rows = [_learned(days[stage == place]) for place in range(len(names))]
    index = pd.Index(names, name="stage", dtype=object)
    return pd.DataFrame(rows, columns=["days", "n", "low", "high"], index=index)


def _learned(days: NDArray[np.float64]) -> tuple[float, int, float, float]:
    n = days.size
    if n < ENOUGH_VISITS:
        return np.nan, n, np.nan, np.nan
    width = Z95 * sqrt(n * PERCENTILE * (1 - PERCENTILE))
    low, high = ceil(n * PERCENTILE - width), ceil(n * PERCENTILE + width)
    ordered = np.sort(days)
    bound = float(ordered[high - 1]) if high <= n else np.nan
    return float(np.percentile(ordered, 100 * PERCENTILE)), n, float(ordered[low - 1]), bound


def whole_limit(days: float | None) -> float | None:
    """Give the limit that a team would set: whole days, rounded up, at least one (0 is never).

    >>> whole_limit(11.2), whole_limit(0.0), whole_limit(None)
    (12.0, 1.0, None)
    """
    return None if days is None or np.isnan(days) else float(max(ceil(days), 1))


def flagged(leads: pd.DataFrame, rot: pd.DataFrame, limits: Mapping[str, float]) -> dict[str, int]:
    """Count the open deals of each stage that such a limit would call rotten.

    The clock is stage entry; a deal that is held until a date ahead is not rotten.

    Args:
        leads: The leads.
        rot: As `rotting.rotting` gives: ``days_in_stage`` and ``held_until`` of each lead.
        limits: Limit in days by stage.

    >>> leads = pd.DataFrame({"stage": ["New"] * 3, "status": ["open"] * 3})
    >>> held = pd.to_datetime([None, None, "2026-12-01"])
    >>> rot = pd.DataFrame({"days_in_stage": [12.0, 3.0, 40.0], "held_until": held})
    >>> flagged(leads, rot, {"New": 10.0})
    {'New': 1}
    """
    stage = codes(leads, "stage", list(limits))
    limit = np.array([*limits.values(), np.nan])[stage]
    free = status_is(leads, "open") & np.isnat(moments(rot, "held_until"))
    over = free & (numbers(rot, "days_in_stage") >= limit)
    count = np.bincount(stage[over], minlength=len(limits))
    return dict(zip(limits, count.tolist(), strict=True))
