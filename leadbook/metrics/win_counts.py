"""The counts model: the chance to win, read off won and lost counts of each value.

Naive Bayes as metrics.md defines it: a won lead counts in every stage, a lost lead in its stage
and all before it; each count starts at 0.1; the prior is that of the first stage.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["WinCounts", "as_percent", "count_wins", "value_shares", "win_chances"]

START = 0.1
"""What each count starts at, so that no value is ever impossible."""
LEAST, MOST = 0.01, 99.99


@dataclass(frozen=True)
class WinCounts:
    """Counts of closed leads, by group (team or pipeline); counts of two books can be added.

    Attributes:
        stages: Won and lost that reached each open stage, (2, groups, stages).
        values: For each field, won and lost that have each value, (2, groups, values).
    """

    stages: NDArray[np.int64]
    values: tuple[NDArray[np.int64], ...]

    def __add__(self, other: WinCounts) -> WinCounts:
        """Give the counts of both; they must count the same stages and values."""
        return self._joined(other, 1)

    def __sub__(self, other: WinCounts) -> WinCounts:
        """Give the counts without those of a part of the leads."""
        return self._joined(other, -1)

    def _joined(self, other: WinCounts, sign: int) -> WinCounts:
        pairs = zip(self.values, other.values, strict=True)
        values = tuple(mine + sign * theirs for mine, theirs in pairs)
        return WinCounts(self.stages + sign * other.stages, values)


def count_wins(
    won: NDArray[np.bool_],
    stage: NDArray[np.intp],
    fields: Sequence[NDArray[np.intp]],
    *,
    stages: int,
    sizes: Sequence[int],
    group: NDArray[np.intp] | None = None,
    groups: int = 1,
) -> WinCounts:
    """Count closed leads by the stages that they reached and by their values.

    Args:
        won: Whether each closed lead was won; the others were lost.
        stage: Place of the stage in which each lead was lost; -1 unknown, which counts as the
            first. Of no meaning for won leads.
        fields: For each field, the code of each lead's value; -1 unset.
        stages: How many open stages there are; a book without any has one.
        sizes: For each field, how many values it has.
        group: Team or pipeline of each lead; one for all when absent.
        groups: How many teams or pipelines there are.

    >>> counts = count_wins(np.array([True, False]), np.array([0, 1]), [], stages=3, sizes=[])
    >>> counts.stages.tolist()
    [[[1, 1, 1]], [[1, 1, 0]]]
    """
    at = np.zeros(len(won), dtype=np.intp) if group is None else group
    side = np.where(won, 0, groups) + at
    last = np.where(won, stages - 1, np.maximum(stage, 0))
    ended = _tally(side, last, groups, stages)
    reached = ended[..., ::-1].cumsum(axis=-1)[..., ::-1]
    pairs = zip(fields, sizes, strict=True)
    return WinCounts(reached, tuple(_tally(side, codes, groups, size) for codes, size in pairs))


def _tally(
    side: NDArray[np.intp], codes: NDArray[np.intp], groups: int, size: int
) -> NDArray[np.int64]:
    known = codes >= 0
    flat = np.bincount(side[known] * size + codes[known], minlength=2 * groups * size)
    return flat.reshape(2, groups, size).astype(np.int64)


def win_chances(
    counts: WinCounts,
    stage: NDArray[np.intp],
    fields: Sequence[NDArray[np.intp]],
    group: NDArray[np.intp] | None = None,
) -> NDArray[np.float64]:
    """Give each lead's chance to win, 0…1; NaN in a group without wins or without losses.

    Won score = W ÷ (W + L) × Π won(value) ÷ won(all values of the field), lost score likewise; for
    the stage the totals are W and L, the counts of the first stage; the chance is won score ÷
    (won score + lost score). Unset values, and values that no closed lead has, are skipped.

    Args:
        counts: As `count_wins` gives.
        stage: Place of each lead's stage among the open stages; -1 unknown is skipped.
        fields: For each field, the code of each lead's value; -1 unset.
        group: Team or pipeline of each lead.
    """
    at = np.zeros(len(stage), dtype=np.intp) if group is None else group
    first = counts.stages[..., 0]
    odds = _log_ratio(counts.stages[..., :1])[..., 0]
    log_odds = odds[at] + value_shares(counts, stage, fields, at).sum(axis=1)
    chance = np.exp(-np.logaddexp(0, -log_odds))
    both = (first[0] > 0) & (first[1] > 0)
    return np.where(both[at], chance, np.nan)


def value_shares(
    counts: WinCounts,
    stage: NDArray[np.intp],
    fields: Sequence[NDArray[np.intp]],
    group: NDArray[np.intp] | None = None,
) -> NDArray[np.float64]:
    """Give what the stage and each value add to a lead's log odds, (leads, 1 + fields); 0 skipped.

    The arguments are those of `win_chances`. The first column is the stage's.
    """
    at = np.zeros(len(stage), dtype=np.intp) if group is None else group
    first = _log_ratio(counts.stages[..., :1])
    shares = [_picked(_log_ratio(counts.stages) - first, stage, at)]
    for tally, codes in zip(counts.values, fields, strict=True):
        total = np.log(tally + START) - np.log((tally + START).sum(axis=-1, keepdims=True))
        seen = tally.sum(axis=0) > 0
        shares.append(_picked(np.where(seen, total[0] - total[1], 0.0), codes, at))
    return np.column_stack(shares)


def _log_ratio(tally: NDArray[np.int64]) -> NDArray[np.float64]:
    logs = np.log(tally + START)
    return np.asarray(logs[0] - logs[1], dtype=np.float64)


def _picked(
    table: NDArray[np.float64], codes: NDArray[np.intp], group: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Look up each lead's code in its group's row; 0 for the code -1."""
    padded = np.column_stack([table, np.zeros(len(table))])
    return np.asarray(padded[group, codes], dtype=np.float64)


def as_percent(chance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give chances as percent, rounded to 2 places, never below 0.01 nor above 99.99.

    >>> as_percent(np.array([0.0, 0.334876, 1.0, np.nan]))
    array([1.000e-02, 3.349e+01, 9.999e+01,       nan])
    """
    return np.clip(np.round(chance * 100, 2), LEAST, MOST)
