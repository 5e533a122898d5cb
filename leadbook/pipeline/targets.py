"""The Targets table: what each owner, or the whole team, means to win in each month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from leadbook.language.messages import message, quoted
from leadbook.language.month_texts import to_month
from leadbook.language.text import fold, plain
from leadbook.pipeline.clean import listed
from leadbook.pipeline.raw import ErrorCell, UncalculatedCell
from leadbook.pipeline.schema import column_of, near

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from leadbook.language.jalali import MonthCalendar
    from leadbook.language.messages import Message
    from leadbook.pipeline.clean import Cleaned
    from leadbook.pipeline.problems import Problem

__all__ = ["targets_in"]

_HOW_MONTH = message("write a year and a month, such as 2026-10 or 1405-08")


def targets_in(
    cleaned: Cleaned | None,
    owners: Iterable[str],
    calendar: MonthCalendar,
    *,
    date1904: bool = False,
) -> tuple[pd.DataFrame, list[Problem]]:
    """Read the Targets table; a row without a target is blank, one without a month a problem.

    An owner is called as the leads call them; a row without an owner is the whole team's. A month
    that stands twice for one owner counts once.

    Args:
        cleaned: The table; ``None`` where the book has none.
        owners: Whom the leads and the team's table name.
        calendar: Whose months the book counts in.
        date1904: Whether serial dates count from 1904.

    Returns:
        ``owner`` (text; "" is the whole team), ``month`` (its first day) and ``target``; and what
        could not be meant.
    """
    if cleaned is None:
        return _frame({}), []
    table = _Table(cleaned, {fold(name): name for name in owners}, calendar, date1904)
    rows: dict[tuple[str, date], float] = {}
    problems: list[Problem] = []
    for place in table.places:
        month = table.month(place)
        if not isinstance(month, date):
            problems += table.listed("month", place, month, _HOW_MONTH)
            continue
        owner, strange = table.owner(place)
        problems += strange
        if (owner, month) in rows:
            why = message("this owner and month stand above, too; this row is left out")
            problems += table.listed("month", place, why, message("delete one of the two rows"))
        rows.setdefault((owner, month), float(table.targets[place]))
    return _frame(rows), problems


@dataclass(frozen=True)
class _Table:
    """The table, row by row; `known` calls an owner as the leads do."""

    cleaned: Cleaned
    known: dict[str, str]
    calendar: MonthCalendar
    date1904: bool

    @property
    def places(self) -> list[int]:
        """Rows that have a target and no error, which has been listed when it was read."""
        return [
            place
            for place in np.flatnonzero(~np.isnan(self.targets)).tolist()
            if not any(
                isinstance(self._cell(column, place), (ErrorCell, UncalculatedCell))
                for column in ("owner", "month")
            )
        ]

    @property
    def targets(self) -> NDArray[np.float64]:
        """The targets, all blank where the table only looks like one of targets.

        Found by its headers alone, a table of amounts is one of invoices, not of targets.
        """
        frame = self.cleaned.frame
        header = self.cleaned.assigned.header_of("target")
        unsure = self.cleaned.table.found_by == "headers"
        if "target" not in frame or (unsure and column_of(header, "Leads") == "amount"):
            return np.full(len(frame), np.nan)
        return frame["target"].to_numpy(dtype=np.float64)

    def month(self, place: int) -> date | Message:
        cell = self._cell("month", place)
        month = to_month(cell, self.calendar, date1904=self.date1904)
        return message("the row names no month; it is left out") if month is None else month

    def owner(self, place: int) -> tuple[str, list[Problem]]:
        """Give the owner, and a problem where nobody else names this one; it is kept."""
        name = plain(self._cell("owner", place)).strip()
        found = self.known.get(fold(name), name)
        if not name or not self.known or fold(name) in self.known:
            return found, []
        why = message("no lead and no row of the team names the owner {owner}", owner=quoted(name))
        close = near(name, self.known.values())
        how = (
            message("did you mean {near}?", near=close)
            if close
            else message("write the owner as on the leads' sheet")
        )
        return found, self.listed("owner", place, why, how)

    def listed(self, column: str, place: int, why: Message, how: Message) -> list[Problem]:
        found = self.cleaned.assigned.columns.get(column)
        return listed(self.cleaned.table, found, [place], why, how)

    def _cell(self, column: str, place: int) -> object:
        found = self.cleaned.assigned.columns.get(column)
        return found.cells[place] if found else None


def _frame(rows: dict[tuple[str, date], float]) -> pd.DataFrame:
    owners, months = [owner for owner, _ in rows], [month for _, month in rows]
    return pd.DataFrame(
        {
            "owner": pd.Series(owners, dtype=object),
            "month": np.array(months, dtype="datetime64[us]"),
            "target": np.array(list(rows.values()), dtype=np.float64),
        }
    )
