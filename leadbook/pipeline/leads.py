"""The leads: one row each, with an id of its own, a stage and a status; the rest is listed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from leadbook.language.messages import Ordinal, message, quoted
from leadbook.language.text import fold
from leadbook.pipeline.categories import from_codes
from leadbook.pipeline.clean import listed
from leadbook.pipeline.guesses import one_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from leadbook.language.messages import Message
    from leadbook.pipeline.clean import Cleaned
    from leadbook.pipeline.problems import Problem
    from leadbook.pipeline.settings import Stage

__all__ = ["STATUSES", "Leads", "identified", "staged", "with_status"]

STATUSES = ("open", "won", "lost", "junk")


@dataclass(frozen=True)
class Leads:
    """Leads while they are put together.

    Attributes:
        cleaned: The table that they come from.
        places: For each lead, its row in that table.
        frame: One row a lead; see `pipeline.Pipeline.leads`.
        problems: What was found wrong on the way.
    """

    cleaned: Cleaned
    places: NDArray[np.intp]
    frame: pd.DataFrame
    problems: tuple[Problem, ...]

    def has(self, name: str) -> bool:
        """Whether the book has a column."""
        return name in self.cleaned.assigned.columns

    def listed(
        self,
        name: str,
        at: NDArray[np.bool_],
        why: Message | Callable[[int], Message],
        how: Message,
    ) -> Leads:
        """Give the same leads with a problem for each lead where `at` is true."""
        column = self.cleaned.assigned.columns.get(name)
        places = self.places[at]
        if not places.size:
            return self
        found = listed(self.cleaned.table, column, places, why, how)
        return replace(self, problems=(*self.problems, *found))

    def with_columns(self, columns: Mapping[str, Any]) -> Leads:
        """Give the same leads with these columns added or replaced."""
        # A shallow copy: the columns that stay are shared and never written to.
        frame = self.frame.copy(deep=False)
        for name, values in columns.items():
            frame[name] = values
        return replace(self, frame=frame)


def identified(cleaned: Cleaned) -> Leads:
    """Give each lead its id; of rows with one id the first counts, the later ones are listed.

    A lead without an id is called by its row, and listed; in a book without any id column all are.
    """
    table, rows = cleaned.table, np.asarray(cleaned.table.rows, dtype=np.int64)
    has_ids = "lead_id" in cleaned.frame
    ids = np.full(len(rows), None, dtype=object)
    if has_ids:
        ids[:] = np.asarray(cleaned.frame["lead_id"], dtype=object)
    blank = pd.isna(ids)
    ids[blank] = [f"row-{row}" for row in rows[blank].tolist()]
    again = _again(cleaned, ids, blank)
    first = _first_rows(ids, rows) if again.any() else {}
    column = cleaned.assigned.columns.get("lead_id")
    problems = [
        *listed(
            table,
            column,
            np.flatnonzero(blank) if has_ids else (),
            lambda place: message("the lead has no id; it is called {id}", id=ids[place]),
            message("give each lead its own id"),
        ),
        *listed(
            table,
            column,
            np.flatnonzero(again),
            lambda place: message(
                "the id {id} stands in row {row}, too; the first row counts, this one is left out",
                id=ids[place],
                row=Ordinal(first[ids[place]]),
            ),
            message("delete one of the two rows, or give it an id of its own"),
        ),
    ]
    places = np.flatnonzero(~again)
    frame = cleaned.frame if not again.any() else cleaned.frame.iloc[places]
    frame = frame.reset_index(drop=True)
    return Leads(
        cleaned, places, frame.assign(lead_id=ids[places], sheet_row=rows[places]), tuple(problems)
    )


def _again(
    cleaned: Cleaned, ids: NDArray[np.object_], blank: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Which leads have the id of an earlier one."""
    if not blank.any() and len(cleaned.frame["lead_id"].cat.categories) == len(ids):
        return np.zeros(len(ids), dtype=bool)
    again: NDArray[np.bool_] = pd.Series(ids, dtype=object).duplicated().to_numpy()
    return again


def _first_rows(ids: NDArray[np.object_], rows: NDArray[np.int64]) -> dict[object, int]:
    return dict(zip(ids[::-1].tolist(), rows[::-1].tolist(), strict=True))


def staged(leads: Leads, stages: Sequence[Stage], last: pd.Series[str] | None) -> Leads:
    """Put each lead in one of the stages; a blank takes the lead's last entry in the log.

    A name that no stage has is listed and the lead has no stage, and so is an open lead without.

    Args:
        leads: With their stage as written, if the book has the column.
        stages: In pipeline order.
        last: Name of the stage each lead entered last, from the log.
    """
    codes = _codes(leads.frame.get("stage"), stages, len(leads.frame))
    if "stage" in leads.frame:
        unknown = (codes < 0) & leads.frame["stage"].notna().to_numpy()
        leads = _unknown_listed(leads, unknown, stages)
    if last is not None:
        codes = np.where(codes < 0, _codes(last, stages, len(leads.frame)), codes)
    names = [stage.name for stage in stages]
    return leads.with_columns({"stage": from_codes(codes, names)})


def _codes(written: pd.Series[str] | None, stages: Sequence[Stage], n: int) -> NDArray[np.int64]:
    if written is None:
        return np.full(n, -1, dtype=np.int64)
    places = {fold(stage.name): place for place, stage in enumerate(stages)}
    category = pd.Categorical(written)
    lookup = [places.get(fold(str(name)), -1) for name in category.categories]
    codes: NDArray[np.int64] = np.array([*lookup, -1], dtype=np.int64)[category.codes]
    return codes


def _unknown_listed(leads: Leads, unknown: NDArray[np.bool_], stages: Sequence[Stage]) -> Leads:
    names = [stage.name for stage in stages]
    cells = leads.cleaned.frame["stage"]

    def why(place: int) -> Message:
        return message("{stage} is not among the stages", stage=quoted(cells.iloc[place]))

    for name in pd.unique(leads.frame["stage"][unknown]):
        how = one_of(str(name), names)
        leads = leads.listed("stage", (leads.frame["stage"] == name).to_numpy() & unknown, why, how)
    return leads


def with_status(leads: Leads, stages: Sequence[Stage]) -> Leads:
    """Say of each lead whether it is open, won, lost or junk.

    The status column says so; where it is blank or absent the stage's outcome does; else the lead
    is open. Where the two contradict each other the column is believed, and the cell is listed.
    """
    outcomes = np.array([*(STATUSES.index(stage.outcome) for stage in stages), 0])
    stage = leads.frame["stage"].cat.codes.to_numpy()
    by_stage = outcomes[stage]
    told = _told(leads)
    contrary = (told >= 0) & (by_stage > 0) & (told != by_stage)
    leads = leads.listed(
        "status",
        contrary,
        message("the status contradicts the stage; the status is believed"),
        message("correct the status or the stage"),
    )
    status = np.where(told >= 0, told, by_stage).astype(np.int64)
    leads = leads.with_columns({"status": from_codes(status, STATUSES)})
    return leads.listed(
        "stage",
        (stage < 0) & (status == 0) & _blank_stage(leads),
        message("the open lead has no stage"),
        message("write the stage where the lead is now"),
    )


def _told(leads: Leads) -> NDArray[np.int64]:
    if "status" not in leads.frame:
        return np.full(len(leads.frame), -1, dtype=np.int64)
    written = leads.frame["status"]
    lookup = [STATUSES.index(name) for name in written.cat.categories]
    codes: NDArray[np.int64] = np.array([*lookup, -1], dtype=np.int64)[written.cat.codes]
    return codes


def _blank_stage(leads: Leads) -> NDArray[np.bool_]:
    """Where the book leaves the stage blank; what it writes wrongly is listed as such."""
    written = leads.cleaned.frame.get("stage")
    if written is None:
        return np.zeros(len(leads.frame), dtype=bool)
    return written.isna().to_numpy()[leads.places]
