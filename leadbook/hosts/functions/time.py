"""Functions of time: days in stage, working days, rot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from leadbook.figures.lead_rows import facts_of
from leadbook.hosts.arguments import ACTIVITIES, AS_OF, HISTORY, LEADS, SETTINGS, STAGES
from leadbook.hosts.books import beside, pipeline_of
from leadbook.hosts.faults import OutOfRange
from leadbook.hosts.preferences import preferences
from leadbook.hosts.registry import Argument, optional, udf
from leadbook.hosts.values import moment_of, today
from leadbook.language.dates import elapsed_days
from leadbook.language.messages import message, speaker
from leadbook.language.text import is_blank
from leadbook.pipeline.settle import TIME_ZONES
from leadbook.report.frames import renamed
from leadbook.report.words import rots

if TYPE_CHECKING:
    from datetime import datetime

    from leadbook.hosts.ranges import Table
    from leadbook.hosts.values import Rows

__all__ = ["LB_DAYS_IN_STAGE", "LB_ROTTEN", "LB_ROT_DUE"]

UNTIL = Argument(
    "each", message("When it left, or the day up to which is counted; today when left out")
)


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


@udf(
    message(
        "How each open deal stands against its stage's limit: fresh, warning, rotten, held until "
        "a next step; beside the table."
    ),
    group="time",
    gives="column",
    leads=LEADS,
    stages=STAGES,
    as_of=AS_OF,
    history=HISTORY,
    activities=ACTIVITIES,
    settings=SETTINGS,
)
def LB_ROTTEN(
    leads: Table,
    stages: Table | None,
    as_of: datetime,
    history: Table | None,
    activities: Table | None,
    settings: Table | None,
) -> Rows:
    """Give the state of each lead as `rotting.rotting` defines it, in the report's words."""
    book = pipeline_of(leads, stages, history, activities, settings, as_of=as_of)
    say = speaker(book.settings.language)
    state = renamed(pd.Series(facts_of(book).rot["rot"]), rots(say))
    return beside(leads, book, say("State"), state)


@udf(
    message("The day on which each open deal comes to its stage's limit; beside the table."),
    group="time",
    gives="column",
    leads=LEADS,
    stages=STAGES,
    as_of=AS_OF,
    history=HISTORY,
    activities=ACTIVITIES,
    settings=SETTINGS,
)
def LB_ROT_DUE(
    leads: Table,
    stages: Table | None,
    as_of: datetime,
    history: Table | None,
    activities: Table | None,
    settings: Table | None,
) -> Rows:
    """Give the due date of each open lead as `rotting.rotting` defines it."""
    book = pipeline_of(leads, stages, history, activities, settings, as_of=as_of)
    due = facts_of(book).rot["due_at"]
    return beside(leads, book, speaker(book.settings.language)("Due"), due)
