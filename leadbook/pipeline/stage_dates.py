"""One date column per stage in the leads table: the stage history that many books keep."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from leadbook.language.messages import message
from leadbook.pipeline.categories import from_codes
from leadbook.pipeline.clean import clean_column, listed
from leadbook.pipeline.schema import header_key
from leadbook.pipeline.vocabulary import OUTCOMES, STAGE_ORDER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from leadbook.pipeline.clean import Reading
    from leadbook.pipeline.leads import Leads
    from leadbook.pipeline.moments import AsOf
    from leadbook.pipeline.problems import Problem

__all__ = ["as_log", "stage_dates_in", "usual_stage_dates_in"]

_AROUND = re.compile(
    r"^(?:dateentered|enteredat|entered|dateof|date|in|تاریخورودبهمرحله|تاریخورودبه|تاریخورود|ورودبه|تاریخ)?"
    r"(?P<stage>.+?)"
    r"(?:dateentered|enteredat|enteredon|entered|date|at|on|since|تاریخ)?$"
)


def stage_dates_in(
    leads: Leads, stages: Sequence[str], reading: Reading, as_of: AsOf
) -> tuple[dict[str, pd.Series[pd.Timestamp]], list[Problem]]:
    """Find and read the columns that are headed by a stage, such as "Demo" or "Date entered Demo".

    A column counts if at least half of what it holds are dates. Dates after as_of are listed.

    Returns:
        Stage name → entry date of each lead; and the cells that are no such date.
    """
    table, assigned = leads.cleaned.table, leads.cleaned.assigned
    names = {header_key(stage): stage for stage in stages}
    found: dict[str, pd.Series[pd.Timestamp]] = {}
    problems: list[Problem] = []
    for name, column in assigned.columns.items():
        stage = _stage_of(column.header, names) if assigned.kinds[name] == "any" else None
        if stage is None or stage in found:
            continue
        dates, bad = clean_column(table, column, "date", reading)
        filled = sum(cell is not None for cell in column.cells)
        if not filled or 2 * len(bad) > filled:
            continue
        late = as_of.after(dates)
        why = message("the date is after {day}; it is left out", day=as_of.at)
        how = message("type the day on which the lead came to this stage")
        problems += [*bad, *listed(table, column, np.flatnonzero(late), why, how)]
        sound = as_of.until(np.where(late, np.datetime64("NaT", "us"), dates))
        found[stage] = pd.Series(sound[leads.places])
    return found, problems


def usual_stage_dates_in(
    leads: Leads, reading: Reading, as_of: AsOf
) -> tuple[dict[str, pd.Series[pd.Timestamp]], list[Problem]]:
    """Find the columns that are headed by usual stages, in a book that names no stage anywhere.

    One alone may hold the date of anything; only two or more are a way through stages.
    """
    outcomes = (words for outcome, words in OUTCOMES.items() if outcome != "open")
    found, problems = stage_dates_in(leads, [*chain(*STAGE_ORDER, *outcomes)], reading, as_of)
    return (found, problems) if len(found) > 1 else ({}, [])


def _stage_of(header: str, names: Mapping[str, str]) -> str | None:
    for text in (header, re.sub(r"\(.*?\)", "", header)):
        key = header_key(text)
        if key in names:
            return names[key]
        match = _AROUND.match(key)
        if match and match["stage"] in names:
            return names[match["stage"]]
    return None


def as_log(dates: Mapping[str, pd.Series[pd.Timestamp]]) -> pd.DataFrame:
    """Write the columns as a log: ``lead``, ``stage``, ``entered_at``, one row an entry."""
    names = list(dates)
    table = np.column_stack([dates[name].to_numpy().astype("datetime64[us]") for name in names])
    lead, stage = np.nonzero(~np.isnat(table))
    return pd.DataFrame(
        {
            "lead": lead,
            "stage": from_codes(stage.astype(np.int64), names),
            "entered_at": table[lead, stage],
        }
    )
