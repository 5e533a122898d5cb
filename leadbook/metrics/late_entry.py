"""Late entry: what a stage log that starts late can tell of the visits that began before it.

A lead that the log's first day found in a stage was seen there only because it had stayed so long;
those that had left by then were never written down. To count its whole stay as if it had been
watched from the beginning would make every stage look slower (left truncation). So such a visit
counts among those at risk only from the log's first day on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from leadbook.language.dates import elapsed_days
from leadbook.metrics.columns import moment, moments, numbers, positions
from leadbook.metrics.moves import places

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    import pandas as pd
    from numpy.typing import NDArray

    from leadbook.pipeline.settings import Stage

__all__ = ["LateEntry", "created_before", "late_entry"]

MANY_LEADS = 10
MANY_SHARE = 0.05
"""A log starts late when this many leads, and this share of them, are older than its first row."""


@dataclass(frozen=True)
class LateEntry:
    """When each visit came under observation.

    Attributes:
        days: Days of each visit from its own beginning; NaN where that is not known.
        entries: Day of the visit on which the log began to watch it; 0 from the beginning.
        watched: Days of it that the log watched.
        late: Visits watched from later than their beginning.
        unknown: Visits that the log's first day found in a stage, nobody knows since when.
    """

    days: NDArray[np.float64]
    entries: NDArray[np.float64]
    watched: NDArray[np.float64]
    late: int
    unknown: int


def created_before(leads: pd.DataFrame, log_from: datetime | None) -> int:
    """Count the leads created before the day of the log's first row, if that makes it a late log.

    0 where the book has no log, or where fewer than ten leads, or fewer than 5 %, are older.

    >>> from datetime import datetime
    >>> import pandas as pd
    >>> leads = pd.DataFrame({"created_at": pd.to_datetime(["2026-09-01"] * 12 + ["2026-11-01"])})
    >>> created_before(leads, datetime(2026, 10, 1)), created_before(leads, None)
    (12, 0)
    """
    if log_from is None:
        return 0
    created = moments(leads, "created_at")
    older = int((created < _day(log_from)).sum())
    many = older >= MANY_LEADS and older >= MANY_SHARE * (~np.isnat(created)).sum()
    return older if many else 0


def late_entry(
    leads: pd.DataFrame,
    visits: pd.DataFrame,
    stages: Sequence[Stage],
    *,
    log_from: datetime | None,
    time_zone: str,
) -> LateEntry | None:
    """Say of each visit since when the log has watched it; ``None`` if the log did not start late.

    A visit that began before the log (the lead itself tells since when it is there) is watched
    from the log's first row. A lead's first visit, if the log opens with it and the lead is older,
    had begun before: in the first stage at the lead's creation, in another nobody knows when.

    Args:
        leads: The leads.
        visits: As `pipeline.Pipeline.visits`.
        stages: All stages, in order.
        log_from: Moment of the log's first row; ``None`` without a log.
        time_zone: Zone of the naive times.
    """
    if log_from is None or not created_before(leads, log_from) or not len(visits):
        return None
    lead, start = positions(visits, "lead"), np.full(1, moment(log_from))
    entered, left = moments(visits, "entered_at"), moments(visits, "left_at")
    created = moments(leads, "created_at")[lead]
    before = entered < _day(log_from)
    opening = (
        _is_first(lead)
        & (entered.astype("datetime64[D]") == _day(log_from))
        & (created < _day(log_from))
    )
    first_stage = opening & (places(visits, "stage", stages) == 0)
    unknown = opening & ~first_stage
    began = np.where(first_stage, created, entered)
    own = numbers(visits, "days")
    days = np.where(first_stage, elapsed_days(began, left, time_zone), own)
    entries = np.where(before | first_stage, elapsed_days(began, start, time_zone), 0.0)
    return LateEntry(
        days=np.where(unknown, np.nan, days),
        entries=entries,
        watched=np.where(before, np.maximum(own - entries, 0), own),
        late=int((entries > 0).sum()),
        unknown=int(unknown.sum()),
    )


def _day(at: datetime) -> np.datetime64:
    return np.datetime64(at, "D")


def _is_first(lead: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Whether a visit is its lead's first, visits standing by lead and time."""
    return np.append(np.ones(min(len(lead), 1), dtype=bool), lead[1:] != lead[:-1])
