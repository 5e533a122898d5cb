"""Touches: what was done about each lead, how often and when last, from the activity log."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from leadbook.metrics.columns import codes, flags, moment, moments, positions

if TYPE_CHECKING:
    from datetime import datetime

    from numpy.typing import NDArray

__all__ = ["KINDS", "Touches", "count_touches"]

KINDS = {
    "call": "calls",
    "email": "emails",
    "meeting": "meetings",
    "webinar": "webinars",
    "catalogue_request": "catalogue_requests",
    "price_request": "price_requests",
}

# What a lead takes part in, or asks for, shows that it is there, unless marked unanswered.
TAKES_TWO = ("meeting", "webinar", "catalogue_request", "price_request", "visit")
KIND_ORDER = (*KINDS, "visit")


@dataclass(frozen=True)
class Touches:
    """What the log says of each lead; frames have one row a lead.

    Attributes:
        counts: ``touches``, one column for each of `KINDS`, and ``unanswered_calls`` and
            ``unanswered_emails``: those in a row since the lead's last sign of life.
        latest: The moment of the latest of each, NaT without one; ``unanswered_…`` as its kind.
    """

    counts: pd.DataFrame
    latest: pd.DataFrame


def count_touches(activities: pd.DataFrame, leads: int, *, as_of: datetime) -> Touches:
    """Count each lead's activities up to as_of; what is planned for later is no touch yet.

    A sign of life is anything that was answered or came in, and any meeting, webinar, request or
    visit not marked unanswered. Calls and e-mails marked unanswered count from the last one on;
    where no call (e-mail) of the log says whether it was answered, the number is unknown (NaN).

    Args:
        activities: As `pipeline.Pipeline.activities`.
        leads: How many leads there are.
        as_of: Later activities are not counted.

    >>> from datetime import datetime
    >>> log = pd.DataFrame({"lead": [0, 0, 0], "kind": ["call", "call", "call"],
    ...     "at": pd.to_datetime(["2026-11-01", "2026-11-05", "2026-11-09"]),
    ...     "answered": pd.array([True, False, False], dtype="boolean")})
    >>> counts = count_touches(log, 2, as_of=datetime(2026, 11, 21)).counts
    >>> counts["calls"].tolist(), counts["unanswered_calls"].tolist()
    ([3.0, 0.0], [2.0, 0.0])
    """
    at, lead = moments(activities, "at"), positions(activities, "lead")
    past = ~(at > moment(as_of)) & (lead >= 0)
    activities, at, lead = activities[past], at[past], lead[past]
    kind, answered = codes(activities, "kind", KIND_ORDER), flags(activities, "answered")
    counts = {"touches": _count(lead, leads)}
    latest = {"touches": _latest(lead, at, leads)}
    alive = _signs_of_life(activities, kind, answered)
    life = _latest(lead[alive], at[alive], leads)[lead]
    missed = (answered == 0) & (np.isnat(life) | (at > life))
    for place, name in enumerate(KINDS.values()):
        of_kind = kind == place
        counts[name] = _count(lead[of_kind], leads)
        latest[name] = _latest(lead[of_kind], at[of_kind], leads)
    for name in ("calls", "emails"):
        of_kind = kind == list(KINDS.values()).index(name)
        told = not np.isnan(answered[of_kind]).all()
        in_a_row = _count(lead[of_kind & missed], leads)
        counts[f"unanswered_{name}"] = in_a_row if told else np.full(leads, np.nan)
        latest[f"unanswered_{name}"] = latest[name]
    return Touches(pd.DataFrame(counts), pd.DataFrame(latest))


def _signs_of_life(
    activities: pd.DataFrame, kind: NDArray[np.intp], answered: NDArray[np.float64]
) -> NDArray[np.bool_]:
    incoming = codes(activities, "direction", ["in"]) == 0
    takes_two = np.isin(kind, [KIND_ORDER.index(name) for name in TAKES_TWO])
    alive: NDArray[np.bool_] = (answered == 1) | incoming | (takes_two & (answered != 0))
    return alive


def _count(lead: NDArray[np.intp], leads: int) -> NDArray[np.float64]:
    return np.bincount(lead, minlength=leads).astype(np.float64)


def _latest(
    lead: NDArray[np.intp], at: NDArray[np.datetime64], leads: int
) -> NDArray[np.datetime64]:
    """Give each lead's latest moment; NaT is the smallest integer, so that it never wins."""
    latest = np.full(leads, np.datetime64("NaT", "us")).view(np.int64)
    np.maximum.at(latest, lead, at.view(np.int64))
    return latest.view("datetime64[us]")
