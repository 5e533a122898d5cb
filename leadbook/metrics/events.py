"""Events: how many cases ended, and how, after each number of days; what every curve is made of.

The same table serves deals that are won or lost and visits of a stage that are left. It is made of
counts, so that tables of parts of the data add up to the table of the whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

__all__ = ["CENSORED", "COMPETING", "EVENT", "Events", "count_events"]

CENSORED, EVENT, COMPETING = 0, 1, 2


@dataclass(frozen=True)
class Events:
    """One row for each group and distinct number of days, in that order.

    Attributes:
        group: Group of the row, 0 … groups - 1.
        days: Number of days.
        at_risk: Cases of the group that had not ended before that day.
        event: Cases that ended on that day in the way of interest (won; left the stage).
        competing: Cases that ended on that day in another way (lost, junk).
        total: Cases of each group.
    """

    group: NDArray[np.intp]
    days: NDArray[np.float64]
    at_risk: NDArray[np.int64]
    event: NDArray[np.int64]
    competing: NDArray[np.int64]
    total: NDArray[np.int64]

    def running(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Add values up from the first row of each group, the row itself included."""
        sums = np.cumsum(values)
        start = np.searchsorted(self.group, np.arange(len(self.total)))
        before = np.concatenate([[0.0], sums])[start]
        return np.asarray(sums - before[self.group], dtype=np.float64)

    def last_row(self, day: float) -> NDArray[np.intp]:
        """Give each group's last row up to and including a day; -1 where it has none."""
        start = np.searchsorted(self.group, np.arange(len(self.total)))
        upto = np.bincount(self.group[self.days <= day], minlength=len(self.total))
        return np.where(upto > 0, start + upto - 1, -1).astype(np.intp)

    def quantile(self, q: float) -> NDArray[np.float64]:
        """Give a quantile of the days of the cases that ended with the event; NaN without any.

        Linear interpolation, as numpy's default; 0 ≤ q ≤ 1.
        """
        seen = np.cumsum(self.event)
        n = np.bincount(self.group, self.event, len(self.total)).astype(np.int64)
        place = (np.maximum(n, 1) - 1) * q
        below = np.floor(place).astype(np.int64)
        before = np.cumsum(n) - n
        value = self._nth(seen, before + below)
        above = self._nth(seen, before + np.minimum(below + 1, np.maximum(n, 1) - 1))
        return np.where(n > 0, value + (above - value) * (place - below), np.nan)

    def mean(self) -> NDArray[np.float64]:
        """Give the mean days of the cases that ended with the event; NaN without any."""
        n = np.bincount(self.group, self.event, len(self.total))
        days = np.bincount(self.group, self.event * self.days, len(self.total))
        return np.where(n > 0, days / np.maximum(n, 1), np.nan)

    def _nth(self, seen: NDArray[np.int64], n: NDArray[np.int64]) -> NDArray[np.float64]:
        """Give the days of the n-th event (from 0) among all, by the running count of events."""
        row = np.searchsorted(seen, n + 1)
        return np.append(self.days, np.nan)[np.minimum(row, len(self.days))]


def count_events(
    days: ArrayLike,
    ends: ArrayLike,
    groups: NDArray[np.integer] | None = None,
    n_groups: int = 1,
    *,
    entries: ArrayLike | None = None,
) -> Events:
    """Count the cases by group and number of days; a case of unknown days is left out.

    Cases censored on a day count as at risk on that day: what ends on a day ends before what is
    only seen until that day.

    Args:
        days: Days of each case, to its end or until it was last seen.
        ends: `CENSORED`, `EVENT` or `COMPETING` for each case.
        groups: Group of each case, 0 … n_groups - 1; negative is in no group.
        n_groups: How many groups there are.
        entries: Day on which each case came under observation, where that is later than its own
            day 0 (left truncation): it is at risk after that day only, and a case that had ended
            by then takes no part. From the beginning when absent, or 0.

    >>> table = count_events([5, 5, 8, 9], [EVENT, CENSORED, COMPETING, CENSORED])
    >>> table.days, table.at_risk, table.event, table.competing
    (array([5., 8., 9.]), array([4, 2, 1]), array([1, 0, 0]), array([0, 1, 0]))
    """
    lasted = np.asarray(days, dtype=np.float64)
    ended = np.asarray(ends)
    group = np.zeros(len(lasted), dtype=np.intp) if groups is None else np.asarray(groups, np.intp)
    late = np.zeros(len(lasted)) if entries is None else np.asarray(entries, dtype=np.float64)
    known = ~np.isnan(lasted) & (group >= 0) & ((late <= 0) | (late < lasted))
    lasted, ended, group, late = lasted[known], ended[known], group[known], late[known]
    unseen = (group[late > 0], late[late > 0])
    order = _order(lasted, group, n_groups)
    lasted, ended, group = lasted[order], ended[order], group[order]
    first = _first_of_each(lasted, group)
    total = np.bincount(group, minlength=n_groups)
    exits_before = first - (np.cumsum(total) - total)[group[first]]
    return Events(
        group=group[first],
        days=lasted[first],
        at_risk=(total[group[first]] - exits_before).astype(np.int64)
        - _not_yet_in(*unseen, group[first], lasted[first]),
        event=_sums(ended == EVENT, first),
        competing=_sums(ended == COMPETING, first),
        total=total.astype(np.int64),
    )


def _not_yet_in(
    late_group: NDArray[np.intp],
    late: NDArray[np.float64],
    group: NDArray[np.intp],
    days: NDArray[np.float64],
) -> NDArray[np.int64]:
    """Count, for each row, the cases of its group that come under observation that day or later."""
    count = np.zeros(len(days), dtype=np.int64)
    for which in np.unique(late_group):
        mine, rows = np.sort(late[late_group == which]), group == which
        count[rows] = len(mine) - np.searchsorted(mine, days[rows])
    return count


def _order(days: NDArray[np.float64], group: NDArray[np.intp], n_groups: int) -> NDArray[np.intp]:
    """Order the cases by group, then by days."""
    order = np.argsort(days)
    if n_groups == 1:
        return order
    # Few groups fit into 16 bits, which numpy sorts by radix: ten times as fast.
    narrow = group.astype(np.int16) if n_groups < 2**15 else group
    return order[np.argsort(narrow[order], kind="stable")]


def _first_of_each(days: NDArray[np.float64], group: NDArray[np.intp]) -> NDArray[np.intp]:
    """Give the first row of each run of the same group and days."""
    if not len(days):
        return np.empty(0, dtype=np.intp)
    new = (np.diff(days) != 0) | (np.diff(group) != 0)
    return np.flatnonzero(np.concatenate([[True], new]))


def _sums(flags: NDArray[np.bool_], first: NDArray[np.intp]) -> NDArray[np.int64]:
    if not len(first):
        return np.empty(0, dtype=np.int64)
    return np.add.reduceat(flags.astype(np.int64), first)
