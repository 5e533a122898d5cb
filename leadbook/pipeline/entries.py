"""Rows that belong to a lead: the stage log and the activities, joined to the leads by their id."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from leadbook.language.messages import message, quoted
from leadbook.language.text import fold, plain
from leadbook.pipeline.categories import from_codes
from leadbook.pipeline.clean import listed
from leadbook.pipeline.moments import moments_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from leadbook.language.messages import Message
    from leadbook.pipeline.clean import Cleaned
    from leadbook.pipeline.moments import AsOf
    from leadbook.pipeline.problems import Problem
    from leadbook.pipeline.settings import Stage

__all__ = ["closings_in", "joined", "last_stages", "openings_in"]

_NAT = np.datetime64("NaT", "us")


def joined(
    cleaned: Cleaned, ids: NDArray[np.object_], when: str, as_of: AsOf
) -> tuple[pd.DataFrame, list[Problem]]:
    """Join the rows of a table to the leads; what cannot count is listed and left out.

    Args:
        cleaned: A table with ``lead_id`` and a date column.
        ids: The id of each lead.
        when: Name of the date column.
        as_of: The moment up to which the book is read.

    Returns:
        The rows that count, with ``lead`` (row position of the lead) for ``lead_id``.
    """
    frame = cleaned.frame
    lead = _positions(frame, ids)
    at = moments_of(frame, when)
    late = as_of.after(at)
    problems = [
        *_strangers(cleaned, lead),
        *_undated(cleaned, when, np.isnat(at)),
        *listed(
            cleaned.table,
            cleaned.assigned.columns.get(when),
            np.flatnonzero(late),
            message("the date is after {day}; the row is not counted", day=as_of.at),
            message("correct the date, or leave it until its day comes"),
        ),
    ]
    counts = (lead >= 0) & ~np.isnat(at) & ~late
    frame = frame.drop(columns="lead_id", errors="ignore").assign(lead=lead)
    kept = frame if counts.all() else frame[counts].reset_index(drop=True)
    return _with_day(kept, when, as_of), problems


def _positions(frame: pd.DataFrame, ids: NDArray[np.object_]) -> NDArray[np.int64]:
    if "lead_id" not in frame:
        return np.full(len(frame), -1, dtype=np.int64)
    category = frame["lead_id"].cat
    known = pd.Index(ids, dtype=object).get_indexer(category.categories)
    return np.append(known, -1)[category.codes].astype(np.int64)


def _with_day(frame: pd.DataFrame, when: str, as_of: AsOf) -> pd.DataFrame:
    """Bring moments later on the day of as_of back to it, in the order in which they were."""
    if when not in frame:
        return frame.assign(**{when: np.full(len(frame), _NAT)})
    at = moments_of(frame, when)
    until = as_of.until(at)
    if not (until != at).any():
        return frame
    order = np.argsort(at, kind="stable")
    return frame.assign(**{when: until}).iloc[order].reset_index(drop=True)


def _strangers(cleaned: Cleaned, lead: NDArray[np.int64]) -> list[Problem]:
    column = cleaned.assigned.columns.get("lead_id")

    def why(place: int) -> Message:
        written = plain(column.cells[place]) if column else ""
        if not written.strip():
            return message("the row names no lead; it is left out")
        return message("no lead has the id {id}; the row is left out", id=quoted(written))

    how = message("write the id of a lead as it stands on the leads' sheet")
    return listed(cleaned.table, column, np.flatnonzero(lead < 0), why, how)


def _undated(cleaned: Cleaned, when: str, blank: NDArray[np.bool_]) -> list[Problem]:
    """List the blank dates; what is no date has been listed when it was read."""
    column = cleaned.assigned.columns.get(when)
    if column is None or not blank.any():
        return []
    at = [place for place in np.flatnonzero(blank).tolist() if column.cells[place] is None]
    why = message("the row has no date; it is left out")
    return listed(cleaned.table, column, at, why, message("type the day on which it happened"))


def last_stages(log: pd.DataFrame, n: int) -> pd.Series[str]:
    """Give the name of the stage that each of n leads entered last, as the log writes it."""
    order = np.argsort(moments_of(log, "entered_at"), kind="stable")
    codes = np.full(n, -1, dtype=np.int64)
    codes[log["lead"].to_numpy()[order]] = log["stage"].cat.codes.to_numpy()[order]
    return pd.Series(from_codes(codes, log["stage"].cat.categories.tolist()))


def closings_in(
    log: pd.DataFrame, stages: Sequence[Stage], status: pd.Series[str]
) -> NDArray[np.datetime64]:
    """Give each lead's last entry into a stage of its own outcome; NaT where there is none."""
    closed = np.full(len(status), _NAT)
    if not len(log):
        return closed
    said = _outcomes(log, stages)
    lead, at = log["lead"].to_numpy(), moments_of(log, "entered_at")
    own = (said != "open") & (said == status.to_numpy(dtype=object)[lead])
    order = np.argsort(at[own], kind="stable")
    closed[lead[own][order]] = at[own][order]
    return closed


def openings_in(log: pd.DataFrame, stages: Sequence[Stage], n: int) -> NDArray[np.datetime64]:
    """Give the first entry of each of n leads into an open stage; NaT where there is none.

    The entry into a closed one tells nothing of when the lead came: that it was won on the day on
    which it came would be a guess.
    """
    first = np.full(n, _NAT)
    if len(log):
        opened = _outcomes(log, stages) == "open"
        lead, at = log["lead"].to_numpy(), moments_of(log, "entered_at")
        np.fmin.at(first, lead[opened], at[opened])
    return first


def _outcomes(log: pd.DataFrame, stages: Sequence[Stage]) -> NDArray[np.object_]:
    """Give the outcome of the stage in each row; a stage that is not known counts as open."""
    outcome = {fold(stage.name): stage.outcome for stage in stages}
    of_name = [outcome.get(fold(str(name)), "open") for name in log["stage"].cat.categories]
    said = np.array([*of_name, "open"], dtype=object)
    return said[log["stage"].cat.codes.to_numpy()]
