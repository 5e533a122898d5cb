"""Functions of time: days in stage, working days, rot."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np

from leadbook.hosts.faults import OutOfRange
from leadbook.hosts.preferences import preferences
from leadbook.hosts.registry import Argument, optional, udf
from leadbook.hosts.values import moment_of, today
from leadbook.language.dates import elapsed_days
from leadbook.language.messages import message
from leadbook.language.text import is_blank
from leadbook.pipeline.settle import TIME_ZONES

__all__ = ["LB_DAYS_IN_STAGE"]

UNTIL = Argument(
    "each", message("When it left, or the day up to which is counted; today when left out")
)
_DAY = timedelta(days=1)


@udf(
    message("Days since a deal came into its stage: whole days between dates, else of 24 hours."),
    group="time",
    gives="each",
    entered=Argument("each", message("The day, or the moment, at which it came into the stage")),
    until=optional(UNTIL),
)
def LB_DAYS_IN_STAGE(entered: object, until: object) -> float:
    """Give the days from one moment to another, as `elapsed_days` counts them."""
    start = moment_of(entered)
    days = _elapsed(start, today() if is_blank(until) else moment_of(until))
    if days < 0:
        raise OutOfRange(message("the stage was left before it was entered"))
    return days


def _elapsed(start: datetime, end: datetime) -> float:
    """Give the days between two moments; two dates need no time zone, and no array."""
    gap = end - start
    if not gap.seconds and not gap.microseconds and start.hour == start.minute == 0:
        return float(gap.days)
    zone = TIME_ZONES[preferences().language]
    since, until = (np.array([moment], "datetime64[us]") for moment in (start, end))
    return float(elapsed_days(since, until, zone)[0])
