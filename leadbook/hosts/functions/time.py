"""Functions of time: days in stage, working days, rot."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from leadbook.hosts.arguments import SHARED, Argument, optional, required
from leadbook.hosts.books import beside, pipeline_of, pipeline_of_log
from leadbook.hosts.choices import choice
from leadbook.hosts.faults import BadValue, OutOfRange
from leadbook.hosts.judging import judge
from leadbook.hosts.preferences import preferences
from leadbook.hosts.registry import udf
from leadbook.hosts.spills import rows_under
from leadbook.hosts.values import moment_of, plain_column, today
from leadbook.language.dates import elapsed_days
from leadbook.language.messages import message, quoted, speaker
from leadbook.language.text import is_blank
from leadbook.language.workdays import business_days
from leadbook.language.zones import time_zone_of
from leadbook.metrics.moves import open_stages
from leadbook.metrics.stages import days_in_stage
from leadbook.pipeline.decisions import weekend_of
from leadbook.pipeline.settle import TIME_ZONES, WEEKENDS
from leadbook.report.frames import renamed
from leadbook.report.words import rots

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from leadbook.hosts.ranges import Table
    from leadbook.hosts.values import Rows
    from leadbook.metrics.stages import Which

__all__ = ["LB_BUSINESS_DAYS", "LB_DAYS_IN_STAGE", "LB_ROTTEN", "LB_ROT_DUE", "LB_STAGE_DAYS"]

WHICH: Mapping[Which, tuple[str, ...]] = {
    "cumulative": ("cumulative", "all", "جمع", "همه", "تجمعی", "مجموع"),
    "current": ("current", "now", "کنونی", "فعلی", "جاری"),
    "first": ("first", "نخستین", "اولین", "اول"),
    "latest": ("latest", "last", "آخرین", "آخر", "تازه‌ترین"),
    "visits": ("visits", "count", "دفعات", "تعداد", "بازدیدها"),
}
"""Words for what `LB_STAGE_DAYS` counts, the usual one first."""
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
    end = today() if is_blank(until) else moment_of(until)
    days = _elapsed(start, end)
    if days < 0:
        raise OutOfRange(
            message(
                "the stage was entered on {entered}, after {until}, up to which is counted; check "
                "the two days",
                entered=start,
                until=end,
            )
        )
    return days


def _elapsed(start: datetime, end: datetime) -> float:
    """Give the days between two moments as `elapsed_days` does, mostly without its arrays."""
    gap = end - start
    if not gap.seconds and not gap.microseconds and start.hour == start.minute == 0:
        return float(gap.days)
    zone = TIME_ZONES[preferences().language]
    offset = time_zone_of(zone).utcoffset
    # An hour that is skipped or repeated has another offset in its second fold.
    if len({offset(at.replace(fold=fold)) for at in (start, end) for fold in (0, 1)}) == 1:
        return gap / timedelta(days=1)
    since, until = (np.array([moment], "datetime64[us]") for moment in (start, end))
    return float(elapsed_days(since, until, zone)[0])


@udf(
    message(
        "Working days after a day up to and including another: neither weekend nor holidays count."
    ),
    group="time",
    gives="each",
    start=Argument("each", message("The day after which is counted")),
    end=optional(
        Argument("each", message("The last day that is counted; today when left out")),
    ),
    weekend=Argument(
        "text",
        message(
            "Days off, such as Thursday, Friday; none for no day off. When left out: Friday in "
            "Persian, Saturday and Sunday in English"
        ),
        required=False,
    ),
)
def LB_BUSINESS_DAYS(start: object, end: object, weekend: str, holidays: tuple[date, ...]) -> float:
    """Give the working days between two dates, as `workdays.business_days` counts them."""
    since, until = moment_of(start), today() if is_blank(end) else moment_of(end)
    if until.date() < since.date():
        raise OutOfRange(
            message(
                "the last day, {end}, lies before the first, {start}; check the two days",
                end=until,
                start=since,
            )
        )
    days = business_days(
        np.array([since], "datetime64[D]"),
        np.array([until], "datetime64[D]"),
        weekend=_weekend(weekend),
        holidays=holidays,
    )
    return float(days[0])


def _weekend(text: str) -> frozenset[int]:
    """Read days off as the Settings sheet has them; the language's own when left out."""
    if not text:
        return WEEKENDS[preferences().language]
    days = weekend_of(text)
    if days is None:
        raise BadValue(
            message(
                "{value} names no days off; write weekdays with commas between them, such as "
                "Thursday, Friday, or none",
                value=quoted(text),
            )
        )
    return days


@udf(
    message(
        "How each open deal stands against its stage's limit: fresh, warning, rotten, held until "
        "a next step; beside the table."
    ),
    group="time",
    gives="column",
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
    judged, say = judge("standing", leads, stages, history, activities, settings, as_of=as_of)
    state = renamed(pd.Series(judged.facts.rot["rot"]), rots(say))
    return beside(leads, judged.pipeline, say("State"), state)


@udf(
    message("The day on which each open deal comes to its stage's limit; beside the table."),
    group="time",
    gives="column",
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
    judged, say = judge("standing", leads, stages, history, activities, settings, as_of=as_of)
    return beside(leads, judged.pipeline, say("Due"), judged.facts.rot["due_at"])


@udf(
    message(
        "Days that each lead spent in each open stage, as a table: a row a lead, a column a stage; "
        "blank where it never was."
    ),
    group="time",
    gives="table",
    history=required(SHARED["history"]),
    which=Argument(
        "text",
        message(
            "cumulative (all visits together; when left out), current, first, latest, or visits "
            "for their number"
        ),
        required=False,
    ),
    leads=Argument(
        "table",
        message("The leads with their header row, where closed ones and order are told"),
        "Leads",
        required=False,
    ),
)
def LB_STAGE_DAYS(
    history: Table,
    which: str,
    as_of: datetime,
    leads: Table | None,
    stages: Table | None,
    settings: Table | None,
) -> Rows:
    """Give the days of each lead in each open stage, as `stages.days_in_stage` counts them."""
    chosen = choice(which, WHICH, "which")
    if leads is None:
        book = pipeline_of_log(history, stages, settings, as_of=as_of)
    else:
        book = pipeline_of(leads, history, stages, settings, as_of=as_of)
    n, names = len(book.leads), open_stages(book.settings.stages)
    days = [days_in_stage(book.visits, n, which=chosen, stage=name) for name in names]
    ids = book.leads["lead_id"].tolist()
    header = [speaker(book.settings.language)("Lead"), *names]
    return rows_under(header, zip(ids, *map(plain_column, days), strict=True))
