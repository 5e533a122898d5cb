"""Rewinding: a book as it was known on an earlier day, told from the dates that it keeps.

What carries a date is cut there: leads, visits, closings, activities, campaigns. What carries none
may have been written later. Of that, only what describes a lead from the start is kept, as it
stands today, and whatever the caller vouches for; the rest is left out. A book that keeps no
history of stages does not say in which stage a lead was: its leads then are in none.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from leadbook.language.dates import elapsed_days
from leadbook.pipeline.categories import from_codes
from leadbook.pipeline.leads import STATUSES
from leadbook.pipeline.moments import AsOf, ages, moments_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    import pandas as pd
    from numpy.typing import NDArray

    from leadbook.pipeline.pipeline import Pipeline
    from leadbook.pipeline.settings import Settings, Stage

__all__ = ["KEEPS_STAGES", "left_behind", "rewind", "span", "taken_as_they_stand", "untold"]

KEEPS_STAGES = ("log", "stage dates")
"""Histories that say where each lead was on any day, not only where it is now."""

_SETTLED = ("lead_id", "sheet_row", "stage", "status", "created_at", "closed_at", "age_days")
_FROM_THE_START = (
    "name", "company", "title", "email", "phone", "source", "campaign", "industry",
    "company_size", "product", "owner", "amount",
)  # fmt: skip
_OPEN, _NOWHERE = STATUSES.index("open"), -1


@dataclass(frozen=True, slots=True)
class _Then:
    """What each lead of the book was on that day; `told` where the book says so."""

    told: NDArray[np.bool_]
    status: NDArray[np.int64]
    stage: NDArray[np.int64]
    closed: NDArray[np.datetime64]


def rewind(pipeline: Pipeline, as_of: datetime, *, keep: Collection[str] = ()) -> Pipeline:
    """Give the book as it was known on an earlier day; nothing in it is from after that day.

    Leads that came later are gone. A lead closed later, or reopened since, is what it was then.
    A closed lead without a closing date is gone too where nobody can tell whether it was closed
    by then, and so is a lead of which no date tells whether it was there. Settings are today's;
    where no activities tell of touches, limits that count from the last touch are not judged.

    Args:
        pipeline: The book, read as of a later day.
        as_of: The earlier day; midnight means that whole day.
        keep: Columns of the leads that are vouched for to have been then as they stand today.
    """
    when = AsOf(as_of)
    visits = _visits_by(pipeline, when)
    then = _then(pipeline, visits, when)
    at = np.flatnonzero(then.told)
    activities = _joined(_until(pipeline.activities, "at", when), at, len(then.told))
    return replace(
        pipeline,
        as_of=as_of,
        leads=_leads(pipeline, then, at, when, keep),
        visits=_joined(visits, at, len(then.told)),
        activities=activities,
        campaigns=_until(pipeline.campaigns, "start", when),
        settings=_judging(pipeline.settings, touched=len(activities) > 0),
        history=pipeline.history if pipeline.history in KEEPS_STAGES else "none",
        problems=(),
    )


def span(pipeline: Pipeline) -> tuple[datetime, datetime] | None:
    """Give the first and the last moment of which the book tells anything; none without dates."""
    visits, leads = pipeline.visits, pipeline.leads
    ended = ~visits["is_open"].to_numpy(dtype=bool) if len(visits) else np.zeros(0, dtype=bool)
    told = np.concatenate(
        [
            *(moments_of(leads, name) for name in ("created_at", "closed_at")),
            moments_of(visits, "entered_at"),
            moments_of(visits, "left_at")[ended],
            moments_of(pipeline.activities, "at"),
        ]
    )
    told = told[~np.isnat(told)]
    return (told.min().item(), told.max().item()) if told.size else None


def untold(pipeline: Pipeline, as_of: datetime) -> int:
    """Count the leads of which the book does not tell what they were on that day."""
    when = AsOf(as_of)
    then = _then(pipeline, _visits_by(pipeline, when), when)
    return int((~then.told & ~when.after(moments_of(pipeline.leads, "created_at"))).sum())


def taken_as_they_stand(pipeline: Pipeline, keep: Collection[str] = ()) -> tuple[str, ...]:
    """Name the filled columns of the leads that `rewind` takes as they stand today, undated."""
    undated = {*_FROM_THE_START, *keep} - {"name", "company", "email", "phone"}
    return tuple(name for name in _filled(pipeline) if name in undated)


def left_behind(pipeline: Pipeline, keep: Collection[str] = ()) -> tuple[str, ...]:
    """Name the filled columns of the leads that `rewind` leaves out: nobody knows since when."""
    known = {*_SETTLED, *_FROM_THE_START, *keep}
    return tuple(name for name in _filled(pipeline) if name not in known)


def _filled(pipeline: Pipeline) -> list[str]:
    return [str(name) for name in pipeline.leads if pipeline.leads[name].notna().any()]


def _visits_by(pipeline: Pipeline, when: AsOf) -> pd.DataFrame:
    """Give the visits begun by then; one that went on is open, and counted until then."""
    visits = pipeline.visits
    if pipeline.history not in KEEPS_STAGES or visits.empty:
        # Where only the present stage is dated, knowing it tells that the lead stayed there.
        return visits.iloc[:0]
    begun = ~when.after(moments_of(visits, "entered_at"))
    past = visits.loc[begun].reset_index(drop=True)
    left = moments_of(past, "left_at")
    still = past["is_open"].to_numpy(dtype=bool) | when.after(left)
    entered = when.until(moments_of(past, "entered_at"))
    ended = np.where(still, np.datetime64(when.at, "us"), when.until(left))
    return past.assign(
        entered_at=entered,
        left_at=ended,
        days=elapsed_days(entered, ended, pipeline.settings.time_zone),
        is_open=still,
        next_stage=past["next_stage"].where(~still),
    )


def _then(pipeline: Pipeline, visits: pd.DataFrame, when: AsOf) -> _Then:
    """Say what each lead was: closed as its date says, else where its last visit by then left it.

    Of a reopened lead the date of the last closing is too late; its visits tell the former one,
    for which a lead must have been open in some stage.
    """
    leads, stages = pipeline.leads, pipeline.settings.stages
    status = leads["status"].cat.codes.to_numpy().astype(np.int64)
    closed, last = moments_of(leads, "closed_at"), _last_visits(visits, len(leads))
    over = (status != _OPEN) & ~np.isnat(closed) & ~when.after(closed)
    visited = ~over & (last >= 0)
    rows = visits.iloc[last[visited]]
    ended = ~rows["is_open"].to_numpy(dtype=bool)
    stage = np.full(len(leads), _NOWHERE)
    stage[over] = leads["stage"].cat.codes.to_numpy()[over]
    stage[visited] = np.where(ended, rows["next_stage"].cat.codes, rows["stage"].cat.codes)
    was = np.where(over, status, _OPEN)
    was[visited] = np.where(ended, _outcomes(stages)[stage[visited]], _OPEN)
    left = np.where(over, closed, np.datetime64("NaT", "us"))
    left[visited] = np.where(ended, moments_of(rows, "left_at"), np.datetime64("NaT", "us"))
    undated = (status != _OPEN) & np.isnat(closed) & ~_went_on(pipeline, when)
    lost_track = np.isnat(left) & (was != _OPEN)
    told = _was_there(leads, last, when) & ~undated & ~lost_track
    return _Then(told, was, stage, when.until(left))


def _last_visits(visits: pd.DataFrame, n: int) -> NDArray[np.int64]:
    """Give the row of each lead's last visit; -1 without any. Visits stand in order of time."""
    last = np.full(n, _NOWHERE)
    if len(visits):
        last[visits["lead"].to_numpy()] = np.arange(len(visits))
    return last


def _went_on(pipeline: Pipeline, when: AsOf) -> NDArray[np.bool_]:
    """Where a lead that was known before entered a stage after that day, and so was not closed."""
    went_on = np.zeros(len(pipeline.leads), dtype=bool)
    if pipeline.history in KEEPS_STAGES and len(pipeline.visits):
        later = when.after(moments_of(pipeline.visits, "entered_at"))
        went_on[pipeline.visits["lead"].to_numpy()[later]] = True
    return went_on


def _was_there(leads: pd.DataFrame, last: NDArray[np.int64], when: AsOf) -> NDArray[np.bool_]:
    created = moments_of(leads, "created_at")
    return np.where(np.isnat(created), last >= 0, ~when.after(created))


def _outcomes(stages: Sequence[Stage]) -> NDArray[np.int64]:
    """Place of each stage's outcome among the statuses; the last one is that of no stage."""
    return np.array([*(STATUSES.index(stage.outcome) for stage in stages), _OPEN])


def _leads(
    pipeline: Pipeline, then: _Then, at: NDArray[np.intp], when: AsOf, keep: Collection[str]
) -> pd.DataFrame:
    left = set(left_behind(pipeline, keep))
    kept = [name for name in pipeline.leads if str(name) not in left]
    frame = _seen(pipeline.leads[kept].iloc[at].reset_index(drop=True))
    names = [stage.name for stage in pipeline.settings.stages]
    frame = frame.assign(
        stage=from_codes(then.stage[at], names),
        status=from_codes(then.status[at], STATUSES),
        closed_at=then.closed[at],
        created_at=when.until(moments_of(frame, "created_at")),
    )
    return frame.assign(age_days=ages(frame, when, pipeline.settings.time_zone))


def _seen(frame: pd.DataFrame) -> pd.DataFrame:
    """Forget the values that only rows from after that day have."""
    seen = frame.copy(deep=False)
    for name in frame.select_dtypes("category"):
        seen[name] = frame[name].cat.remove_unused_categories()
    return seen


def _until(frame: pd.DataFrame, date: str, when: AsOf) -> pd.DataFrame:
    """Cut a table's rows at that day; a row without a date stays."""
    at = moments_of(frame, date)
    kept = _seen(frame.loc[~when.after(at)].reset_index(drop=True))
    return kept.assign(**{date: when.until(moments_of(kept, date))}) if date in frame else kept


def _joined(frame: pd.DataFrame, at: NDArray[np.intp], n: int) -> pd.DataFrame:
    """Join rows to the leads that stay, by their new places; rows of the others go."""
    if "lead" not in frame:
        return frame
    places = np.full(n, _NOWHERE)
    places[at] = np.arange(at.size)
    lead = places[frame["lead"].to_numpy()]
    kept: pd.DataFrame = frame.assign(lead=lead).loc[lead >= 0]
    return kept.reset_index(drop=True)


def _judging(settings: Settings, *, touched: bool) -> Settings:
    if touched:
        return settings
    stages = (
        replace(stage, limit_days=None) if stage.clock == "touch" else stage
        for stage in settings.stages
    )
    return replace(settings, stages=tuple(stages))
