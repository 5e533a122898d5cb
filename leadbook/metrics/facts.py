"""Facts: what rules may ask about a lead beyond the book's own columns, and since when it is so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from leadbook.language.dates import elapsed_days
from leadbook.metrics.columns import moment, moments, numbers
from leadbook.metrics.rotting import rotting
from leadbook.metrics.touches import Touches, count_touches

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from leadbook.pipeline.settings import Stage

__all__ = ["Facts", "gather"]


@dataclass(frozen=True)
class Facts:
    """What is known of each lead, one row a lead in every frame.

    Attributes:
        frame: The leads' columns and the computed facts; see `gather`.
        rot: As `rotting.rotting` gives.
        latest: For each fact counted from activities, the moment of the latest of them.
        contact: Last contact; where none is known, the creation. What any other signal dates from.
    """

    frame: pd.DataFrame
    rot: pd.DataFrame
    latest: pd.DataFrame
    contact: NDArray[np.datetime64]

    def signal_at(self, field: str) -> NDArray[np.datetime64]:
        """Give the moment of each lead's latest evidence for a field: what a half-life runs from.

        The latest such activity for a fact that activities tell, else the last contact, else the
        creation.
        """
        if field not in self.latest:
            return self.contact
        own = moments(self.latest, field)
        return np.where(np.isnat(own), self.contact, own)


def gather(
    leads: pd.DataFrame,
    visits: pd.DataFrame,
    activities: pd.DataFrame,
    stages: Sequence[Stage],
    *,
    as_of: datetime,
    warn_at: float = 0.8,
    time_zone: str = "UTC",
) -> Facts:
    """Give the leads' columns and, for each lead, the facts that a rule may name, with their dates.

    ``days_in_stage``, ``rot`` (see `rotting.rotting`), ``age_days``, ``days_since_contact``; and if
    there are activities ``touches``, ``calls``, ``emails``, ``meetings``, ``webinars``,
    ``catalogue_requests``, ``price_requests``, ``unanswered_calls``, ``unanswered_emails`` (see
    `touches.count_touches`). The book's own column wins where it is filled. Without activities
    the counts are unknown, not 0, and only the book's own columns are there.

    Args:
        leads: The leads.
        visits: As `pipeline.Pipeline.visits`.
        activities: As `pipeline.Pipeline.activities`.
        stages: All stages, with limits and clocks.
        as_of: The moment of judgement.
        warn_at: Share of a limit at which a deal is warned of.
        time_zone: Zone of the dates.
    """
    touches = _touches(activities, len(leads), as_of)
    contact = _last_contact(leads, touches, as_of)
    rot = rotting(
        leads,
        visits,
        stages,
        as_of=as_of,
        last_contact=contact,
        warn_at=warn_at,
        time_zone=time_zone,
    )
    silence = elapsed_days(contact, np.full(1, moment(as_of)), time_zone)
    facts: dict[str, Any] = {
        "days_in_stage": rot["days_in_stage"].to_numpy(),
        "rot": rot["rot"].array,
        "age_days": numbers(leads, "age_days"),
        "days_since_contact": _filled(leads, "days_since_contact", silence),
    }
    latest = touches.latest
    for name in map(str, latest):
        facts[name] = _filled(leads, name, touches.counts[name].to_numpy())
    # A shallow copy: new columns go into it, the leads' own are shared and never written to.
    frame = leads.copy(deep=False)
    for name, values in {**_flags(leads), **facts}.items():
        frame[name] = values
    created = moments(leads, "created_at")
    return Facts(frame, rot, latest, np.where(np.isnat(contact), created, contact))


def _touches(activities: pd.DataFrame, leads: int, as_of: datetime) -> Touches:
    """Count the touches; without activities nothing is known of any, and no column is there."""
    if len(activities):
        return count_touches(activities, leads, as_of=as_of)
    unknown = pd.DataFrame(index=pd.RangeIndex(leads))
    return Touches(unknown, unknown)


def _flags(leads: pd.DataFrame) -> dict[str, pd.Categorical]:
    """Give yes/no columns as categories: a rule then judges two values, not every row."""
    return {
        name: pd.Categorical(leads[name], categories=[False, True])
        for name in map(str, leads)
        if isinstance(leads[name].dtype, pd.BooleanDtype)
    }


def _last_contact(leads: pd.DataFrame, touches: Touches, as_of: datetime) -> NDArray[np.datetime64]:
    """Give the later of the book's own date and the latest activity; a future one is none."""
    own = moments(leads, "last_contact_at")
    past = np.where(own <= moment(as_of), own, np.datetime64("NaT", "us"))
    return np.fmax(past, moments(touches.latest, "touches"))


def _filled(leads: pd.DataFrame, name: str, computed: NDArray[np.float64]) -> NDArray[np.float64]:
    own = numbers(leads, name)
    return np.where(np.isnan(own), computed, own)
