"""The funnel: which leads reached each stage, which went on, and which moved back.

*Strict*: visited this stage and, later, the very next one. *Furthest reached*: came at least to
the next stage, skipped stages counted as passed. Backward moves are counted, never subtracted.
Open deals that have not gone on are *not yet*: in neither the numerator nor the denominator.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from leadbook.metrics.columns import numbers, status_is
from leadbook.metrics.moves import moves, open_stages, places

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from leadbook.metrics.moves import Moves
    from leadbook.pipeline.settings import Stage

__all__ = ["funnel", "furthest_place"]


def furthest_place(
    leads: pd.DataFrame, visits: pd.DataFrame, stages: Sequence[Stage]
) -> NDArray[np.intp]:
    """Give the furthest open stage that each lead is known to have reached, from 0.

    A won lead has passed all of them: its place is their number. A lead of which nothing is known
    (lost, and no history) has reached the first.
    """
    return _furthest(leads, moves(leads, visits, stages), stages)


def funnel(leads: pd.DataFrame, visits: pd.DataFrame, stages: Sequence[Stage]) -> pd.DataFrame:
    """Give one row an open stage, in order, of counts that add up over parts of a book.

    Columns: ``reached``, leads whose furthest stage is this or later; ``passed``, this left
    behind; ``not_yet``, open leads whose furthest stage this is; ``strict_passed`` and
    ``strict_n``, of the leads that visited this stage those that later visited the next (won,
    after the last), open leads that have not are left out; ``regressions``, moves back from this
    stage; ``reentries``, visits after a lead's first; ``skips``, leads with a history that passed
    this stage without visiting it; ``open_value``, amount of the open leads that are here.

    >>> from leadbook.pipeline.settings import Stage
    >>> stages = [Stage("New"), Stage("Offer"), Stage("Won", "won"), Stage("Lost", "lost")]
    >>> leads = pd.DataFrame({"stage": ["Won", "Offer", "New", "Lost"],
    ...     "status": ["won", "open", "open", "lost"]})
    >>> funnel(leads, pd.DataFrame(), stages)[["reached", "passed", "not_yet"]].values.tolist()
    [[4, 2, 1], [2, 1, 1]]
    """
    moved, names = moves(leads, visits, stages), open_stages(stages)
    n, is_open = len(names), status_is(leads, "open")
    furthest = _furthest(leads, moved, stages)
    visited, later = _visited(moved, status_is(leads, "won"), n)
    passed = furthest[:, None] > np.arange(n)
    with_history = np.zeros(len(leads), dtype=bool)
    with_history[moved.lead] = True
    columns = {
        "reached": (furthest[:, None] >= np.arange(n)).sum(axis=0),
        "passed": passed.sum(axis=0),
        "not_yet": np.bincount(furthest[is_open], minlength=n + 1)[:n],
        "strict_passed": (visited & later).sum(axis=0),
        "strict_n": (visited & (later | ~is_open[:, None])).sum(axis=0),
        "regressions": np.bincount(moved.stage[moved.backward], minlength=n),
        "reentries": np.bincount(moved.stage[moved.stage >= 0], minlength=n) - visited.sum(axis=0),
        "skips": (passed & ~visited & with_history[:, None]).sum(axis=0),
        "open_value": _open_value(leads, stages, n),
    }
    return pd.DataFrame(columns, index=pd.Index(names, name="stage", dtype=object))


def _furthest(leads: pd.DataFrame, moved: Moves, stages: Sequence[Stage]) -> NDArray[np.intp]:
    won = len(open_stages(stages))
    now = places(leads, "stage", stages)
    furthest = np.where(now < won, np.maximum(now, 0), 0)
    np.maximum.at(furthest, moved.lead, moved.stage)
    return np.where(status_is(leads, "won"), won, furthest).astype(np.intp)


def _visited(
    moved: Moves, won: NDArray[np.bool_], stages: int
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Say of each lead and stage: was it visited, and was the next one visited after that?"""
    row = np.flatnonzero(moved.stage >= 0)
    cell = moved.lead[row] * stages + moved.stage[row]
    first = np.full((len(won), stages), len(moved.stage), dtype=np.intp)
    last = np.full((len(won), stages), -1, dtype=np.intp)
    np.minimum.at(first.reshape(-1), cell, row)
    np.maximum.at(last.reshape(-1), cell, row)
    visited = last >= 0
    later = np.column_stack([last[:, 1:] > first[:, :-1], won])
    return visited, later[:, :stages] & visited


def _open_value(leads: pd.DataFrame, stages: Sequence[Stage], n: int) -> NDArray[np.float64]:
    now = places(leads, "stage", stages)
    here = status_is(leads, "open") & (now >= 0) & (now < n)
    amount = np.nan_to_num(numbers(leads, "amount"))
    return np.asarray(np.bincount(now[here], amount[here], n), dtype=np.float64)
