"""Comparison: the time-to-win curve of each group of leads, and whether the groups differ.

The curves are Aalen-Johansen's, so that a lost deal can no longer be won; the test is the log-rank
of winning with lost deals censored (cause-specific), which compares how fast those still undecided
are won.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from leadbook.language.dates import elapsed_days
from leadbook.metrics.breakdown import grouped
from leadbook.metrics.columns import moment, moments
from leadbook.metrics.log_rank import log_rank, log_rank_pairs
from leadbook.metrics.months import first_days, labels, month_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    import pandas as pd
    from numpy.typing import ArrayLike, NDArray

    from leadbook.metrics.log_rank import LogRank
    from leadbook.metrics.months import Calendar

__all__ = ["Contrast", "Finding", "Groups", "cohort_groups", "contrast", "groups_of"]

MOST_GROUPS = 12
"""More groups than this are neither read nor told apart after correction for so many pairs."""
FEWEST_LEADS = 10
FEWEST_WINS = 10
"""Fewer leads a group, or wins together, and the chi-square is no good approximation."""
SIGNIFICANT = 0.05
DAY = np.timedelta64(1, "D")

Finding = Literal["few", "none", "no pair", "pair"]


@dataclass(frozen=True)
class Groups:
    """Which leads are compared with which.

    Attributes:
        names: The groups in the order in which they are shown.
        of: Place of each lead's group among them; -1 where it is in none.
        watched: Days for which every lead of the group could be watched: the age of a cohort's
            youngest lead, -1 while its month lasts; infinite where leads come all the time.
        others: Groups set aside since they are too small, or too many.
    """

    names: tuple[str, ...]
    of: NDArray[np.intp]
    watched: NDArray[np.float64]
    others: int


@dataclass(frozen=True)
class Contrast:
    """What can be said of groups.

    Attributes:
        finding: ``few``, too few groups or wins for a test; ``none``, chance may explain all;
            ``no pair``, the groups differ, but no two can be told apart; ``pair``, two differ.
        test: The log-rank test over all groups.
        faster: Place of the faster group of the pair; -1 without one.
        slower: Place of the slower.
        p: Its p, corrected by Holm for the number of pairs; NaN without a pair.
    """

    finding: Finding
    test: LogRank
    faster: int = -1
    slower: int = -1
    p: float = np.nan


def groups_of(leads: pd.DataFrame, column: str, days: ArrayLike) -> Groups:
    """Group the leads by a column: the twelve largest groups of ten leads or more, largest first.

    A blank is no group. Size is counted over leads whose days are known, and not over wins, so that
    the choice favours no outcome.

    Args:
        leads: The leads.
        column: One of its columns.
        days: As `time_to_win.cases` gives them.

    >>> import pandas as pd
    >>> leads = pd.DataFrame({"source": ["web"] * 10 + ["fair"] * 3 + [None]})
    >>> found = groups_of(leads, "source", np.ones(14))
    >>> found.names, found.of.tolist(), found.others
    (('web',), [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, -1, -1], 1)
    """
    group, names = grouped(leads, column)
    size = np.bincount(group[~np.isnan(np.asarray(days))], minlength=len(names))
    named = np.array([name != "" for name in names], dtype=bool)
    large = np.flatnonzero(named & (size >= FEWEST_LEADS))
    by_size = sorted(large.tolist(), key=lambda at: (-size[at], names[at]))
    kept = np.array(by_size[:MOST_GROUPS], dtype=np.intp)
    place = np.full(len(names), -1, dtype=np.intp)
    place[kept] = np.arange(len(kept))
    return Groups(
        names=tuple(names[at] for at in kept),
        of=place[group],
        watched=np.full(len(kept), np.inf),
        others=int((named & (size > 0)).sum()) - len(kept),
    )


def cohort_groups(
    leads: pd.DataFrame,
    days: ArrayLike,
    *,
    as_of: datetime,
    time_zone: str,
    calendar: Calendar = "gregorian",
) -> Groups:
    """Group the leads by month of creation: the last twelve months with ten leads or more.

    Args:
        leads: The leads.
        days: As `time_to_win.cases` gives them.
        as_of: The last moment that counts; midnight means that whole day.
        time_zone: Zone of the naive times.
        calendar: Whose months.

    >>> import pandas as pd
    >>> from datetime import datetime
    >>> made = pd.to_datetime(["2026-09-05"] * 10 + ["2026-11-05"] * 10)
    >>> leads = pd.DataFrame({"created_at": made})
    >>> found = cohort_groups(leads, np.ones(20), as_of=datetime(2026, 11, 21), time_zone="UTC")
    >>> found.names, found.watched.tolist()
    (('2026-09', '2026-11'), [77.0, -1.0])
    """
    created = moments(leads, "created_at")
    at = np.flatnonzero(~np.isnat(created) & ~np.isnan(np.asarray(days)))
    months, place = np.unique(month_of(created[at], calendar), return_inverse=True)
    kept = np.flatnonzero(np.bincount(place, minlength=len(months)) >= FEWEST_LEADS)[-MOST_GROUPS:]
    shown = np.full(len(months), -1, dtype=np.intp)
    shown[kept] = np.arange(len(kept))
    of = np.full(len(leads), -1, dtype=np.intp)
    of[at] = shown[place]
    watched = np.full(len(kept), np.inf)
    age = elapsed_days(created, np.full(1, moment(as_of)), time_zone)
    np.minimum.at(watched, of[of >= 0], age[of >= 0])
    over = first_days(months[kept] + 1, calendar) <= np.datetime64(as_of, "D") + DAY
    return Groups(
        names=tuple(labels(months[kept], calendar).tolist()),
        of=of,
        watched=np.where(over, watched, -1.0),
        others=len(months) - len(kept),
    )


def contrast(days: ArrayLike, ends: ArrayLike, groups: Groups) -> Contrast:
    """Say whether groups can be told apart, and name the two that are furthest from each other.

    All groups are tested at once first. Only if chance explains that once in twenty or less are
    pairs looked at, corrected by Holm; of those that hold, the pair whose wins are furthest from
    the expected is named. So at most one comparison in twenty of groups that are all alike makes
    any claim.

    Args:
        days: As `time_to_win.cases` gives them.
        ends: How each lead ended.
        groups: As `groups_of` or `cohort_groups` gives them.
    """
    n = len(groups.names)
    test = log_rank(days, ends, groups.of, n)
    if np.isnan(test.p) or test.observed.sum() < FEWEST_WINS:
        return Contrast("few", test)
    if test.p >= SIGNIFICANT:
        return Contrast("none", test)
    pairs = log_rank_pairs(days, ends, groups.of, n)
    first, second = np.nonzero(np.triu(pairs < SIGNIFICANT, k=1))
    if not len(first):
        return Contrast("no pair", test)
    ratio = np.nan_to_num(test.ratio)
    widest = np.argmax(np.abs(ratio[first] - ratio[second]))
    faster, slower = _by_ratio(ratio, (int(first[widest]), int(second[widest])))
    return Contrast("pair", test, faster, slower, float(pairs[faster, slower]))


def _by_ratio(ratio: NDArray[np.float64], pair: Sequence[int]) -> tuple[int, int]:
    slower, faster = sorted(pair, key=lambda place: ratio[place])
    return faster, slower
