"""The trail that leads leave through the stages, whichever way the book keeps it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from leadbook.language.messages import message, quoted
from leadbook.language.text import fold, plain
from leadbook.pipeline.clean import listed
from leadbook.pipeline.entries import closings_in, joined, last_stages, openings_in
from leadbook.pipeline.guesses import one_of
from leadbook.pipeline.stage_dates import as_log, stage_dates_in, usual_stage_dates_in
from leadbook.pipeline.stage_rows import stages_in
from leadbook.pipeline.stages import StagePlan, guessed_stages, with_outcomes
from leadbook.pipeline.visits import (
    filled_from,
    visits_from_log,
    visits_from_stage_dates,
    visits_from_stage_since,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from numpy.typing import NDArray

    from leadbook.language.messages import Message
    from leadbook.pipeline.clean import Cleaned, Reading
    from leadbook.pipeline.leads import Leads
    from leadbook.pipeline.moments import AsOf
    from leadbook.pipeline.pipeline import History
    from leadbook.pipeline.problems import Problem

__all__ = ["Trail", "trail_of"]


@dataclass(frozen=True)
class Trail:
    """The stages, and what is known of when each lead came into them.

    Attributes:
        log: ``lead``, ``stage``, ``entered_at``; from the log, or from the stage date columns.
        dates: The stage date columns, where these are the source.
    """

    history: History
    plan: StagePlan
    log: pd.DataFrame
    dates: Mapping[str, pd.Series[pd.Timestamp]]
    problems: tuple[Problem, ...]

    def last(self, n: int) -> pd.Series[str] | None:
        """Give the stage each of n leads entered last; ``None`` where the book has no trail."""
        return last_stages(self.log, n) if len(self.log) else None

    def first_entry(self, n: int) -> NDArray[np.datetime64]:
        """Give the first entry of each of n leads into an open stage, NaT unknown."""
        return openings_in(self.log, self.plan.stages, n)

    def log_from(self) -> datetime | None:
        """Give the moment of the log's first row that tells of a lead; ``None`` without a log."""
        if self.history != "log":
            return None
        first: datetime = self.log["entered_at"].min().to_pydatetime()
        return first

    def closings(self, status: pd.Series[str]) -> NDArray[np.datetime64]:
        """Give each lead's last entry into a stage of its own outcome, NaT unknown."""
        return closings_in(self.log, self.plan.stages, status)

    def visits(self, leads: pd.DataFrame, as_of: datetime, time_zone: str) -> pd.DataFrame:
        """Give the visits; a lead that the trail misses may still say since when it is there."""
        stages = self.plan.stages
        since = visits_from_stage_since(leads, stages, as_of=as_of, time_zone=time_zone)
        if self.history == "log":
            told = visits_from_log(leads, self.log, stages, as_of=as_of, time_zone=time_zone)
            return filled_from(told, since)
        if self.history == "stage dates":
            told = visits_from_stage_dates(
                leads, self.dates, stages, as_of=as_of, time_zone=time_zone
            )
            return filled_from(told, since)
        return since


def trail_of(leads: Leads, tables: Mapping[str, Cleaned], reading: Reading, as_of: AsOf) -> Trail:
    """Find the trail: the stage log, else one date column per stage, else "stage since".

    The stages are those of the Stages table, else those that the leads and the log name, else
    usual ones that head columns of dates.
    """
    log, problems = _log(tables.get("StageHistory"), leads, as_of)
    names = _names(leads.frame.get("stage"), log.get("stage"))
    table = tables.get("Stages")
    own = table.assigned.columns.get("stage") if table else None
    listed_names = [plain(cell) for cell in own.cells] if own else []
    dates: Mapping[str, pd.Series[pd.Timestamp]] = {}
    guessed = not len(log) and not listed_names and not names
    if guessed:
        dates, bad = usual_stage_dates_in(leads, reading, as_of)
        problems = [*problems, *bad]
    elif not len(log):
        dates, bad = stage_dates_in(leads, [*listed_names, *names], reading, as_of)
        problems = [*problems, *bad]
    history = _history(log, dates, leads)
    log = as_log(dates) if dates else log
    plan, unsound = _plan(table, _names(leads.frame.get("stage"), log.get("stage")), log, history)
    if guessed and dates:
        plan = replace(plan, assumed=(_from_columns(dates), *plan.assumed))
    known = {fold(stage.name) for stage in plan.stages}
    if history == "log":
        problems = [*problems, *_unknown(tables["StageHistory"], known, plan)]
    return Trail(history, plan, log, dates, (*problems, *unsound))


def _from_columns(dates: Iterable[str]) -> Message:
    return message(
        "the leads name no stage; these columns of dates are taken for the stages: {stages}",
        stages=list(dates),
    )


def _log(cleaned: Cleaned | None, leads: Leads, as_of: AsOf) -> tuple[pd.DataFrame, list[Problem]]:
    if cleaned is None or "stage" not in cleaned.frame:
        return pd.DataFrame(), []
    ids = leads.frame["lead_id"].to_numpy(dtype=object)
    return joined(cleaned, ids, "entered_at", as_of)


def _history(
    log: pd.DataFrame, dates: Mapping[str, pd.Series[pd.Timestamp]], leads: Leads
) -> History:
    if len(log):
        return "log"
    if dates:
        return "stage dates"
    since = leads.frame.get("stage_since")
    return "stage since" if since is not None and since.notna().any() else "none"


def _names(*columns: pd.Series[str] | None) -> list[str]:
    """The distinct stage names of these columns, in order of appearance."""
    names: dict[str, str] = {}
    for column in columns:
        if column is not None:
            for name in column.cat.categories:
                names.setdefault(fold(str(name)), str(name))
    return list(names.values())


def _plan(
    table: Cleaned | None, names: list[str], log: pd.DataFrame, history: History
) -> tuple[StagePlan, list[Problem]]:
    if table is not None and "stage" in table.frame:
        stages, problems = stages_in(table, history)
        if stages:
            return StagePlan(with_outcomes(stages, names), ()), problems
    return guessed_stages(names, log, history), []


def _unknown(cleaned: Cleaned, known: Iterable[str], plan: StagePlan) -> list[Problem]:
    """List the rows of the log whose stage is blank or not among the stages."""
    category = cleaned.frame["stage"].cat
    names = [stage.name for stage in plan.stages]
    is_known = np.array([fold(str(name)) in known for name in category.categories] + [False])
    codes = category.codes.to_numpy()
    column = cleaned.assigned.columns["stage"]

    def why(place: int) -> Message:
        if codes[place] < 0:
            return message("the row names no stage; it is left out")
        name = str(category.categories[codes[place]])
        return message("{stage} is not among the stages; the row is left out", stage=quoted(name))

    at = np.flatnonzero(~is_known[codes])
    if not at.size:
        return []
    how = one_of(str(column.cells[int(at[0])]), names)
    return listed(cleaned.table, column, at, why, how)
