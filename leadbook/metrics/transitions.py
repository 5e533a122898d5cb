"""Transitions: from which stage deals go where, how many, and after how long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from leadbook.metrics.events import EVENT, count_events
from leadbook.metrics.moves import LOST, moves, open_stages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leadbook.pipeline.settings import Stage

__all__ = ["Direction", "transitions"]

Direction = Literal["forward", "skip", "backward", "closing", "unknown", "open"]


def transitions(leads: pd.DataFrame, visits: pd.DataFrame, stages: Sequence[Stage]) -> pd.DataFrame:
    """Give one row a way that deals went from an open stage, and one for those still there.

    Columns: ``from_stage``; ``to_stage``, a later or earlier open stage, ``won``, ``lost`` (junk
    among them) or "" where it is not known or has not happened; ``direction``: ``forward`` to the
    next stage, ``skip`` past it, ``backward``, ``closing``, ``unknown``, or ``open``; ``n`` visits;
    ``share`` of the visits of that stage that ended, NaN for those still open; ``mean_days`` and
    ``median_days`` of those visits (so far, while open; NaN where no days are known).

    Args:
        leads: The leads, with their status.
        visits: As `pipeline.Pipeline.visits`.
        stages: All stages, in order.

    >>> from leadbook.pipeline.settings import Stage
    >>> stages = [Stage("New"), Stage("Offer"), Stage("Won", "won")]
    >>> leads = pd.DataFrame({"status": ["won", "open"]})
    >>> visits = pd.DataFrame({"lead": [0, 0, 1], "stage": ["New", "Offer", "New"],
    ...     "days": [4.0, 8.0, 9.0], "is_open": [False, False, True],
    ...     "next_stage": ["Offer", "Won", None]})
    >>> transitions(leads, visits, stages).drop(columns="median_days").values.tolist()
    [['New', 'Offer', 'forward', 1, 1.0, 4.0], ['New', '', 'open', 1, nan, 9.0],
     ['Offer', 'won', 'closing', 1, 1.0, 8.0]]
    """
    moved, names = moves(leads, visits, stages), open_stages(stages)
    ends = [*names, "won", "lost", "", ""]
    # Ways are numbered: the open stages, then won, lost, unknown, still open.
    won, n_ways = len(names), len(ends)
    way = np.where(moved.next == LOST, won + 1, np.where(moved.next >= 0, moved.next, won + 2))
    way = np.where(moved.is_open, won + 3, way)
    cell = np.where(moved.stage >= 0, moved.stage * n_ways + way, -1)
    size = len(names) * n_ways
    count = np.bincount(cell[cell >= 0], minlength=size)
    lasted = count_events(moved.days, np.full(len(cell), EVENT), cell, size)
    over = count.reshape(-1, n_ways)[:, :-1].sum(axis=1)
    rows = np.flatnonzero(count)
    start, end = rows // n_ways, rows % n_ways
    return pd.DataFrame(
        {
            "from_stage": np.array(names, dtype=object)[start],
            "to_stage": np.array(ends, dtype=object)[end],
            "direction": [
                _direction(*pair, won) for pair in zip(start.tolist(), end.tolist(), strict=True)
            ],
            "n": count[rows],
            "share": np.where(end < won + 3, count[rows] / np.maximum(over[start], 1), np.nan),
            "mean_days": lasted.mean()[rows],
            "median_days": lasted.quantile(0.5)[rows],
        }
    )


def _direction(start: int, end: int, won: int) -> Direction:
    if end >= won:
        return ("closing", "closing", "unknown", "open")[end - won]
    if end < start:
        return "backward"
    return "forward" if end == start + 1 else "skip"
