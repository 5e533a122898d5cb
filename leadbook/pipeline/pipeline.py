"""The Pipeline: everything a book says about its leads, understood, typed and frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import pandas as pd

if TYPE_CHECKING:
    from datetime import datetime

    from leadbook.pipeline.problems import Problem
    from leadbook.pipeline.settings import Settings

__all__ = ["ColumnReading", "History", "Pipeline", "TableReading"]

History = Literal["log", "stage dates", "stage since", "none"]


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """How one column was understood: its header, its letter, and what it was taken for."""

    header: str
    letter: str
    canonical: str
    kind: str
    filled: int
    problems: int


@dataclass(frozen=True, slots=True)
class TableReading:
    """How one sheet or table was understood."""

    kind: str
    sheet: str
    found_by: str
    name: str
    rows: int
    hidden: int
    columns: tuple[ColumnReading, ...]


@dataclass(frozen=True, slots=True)
class Pipeline:
    """What the book holds, as of one moment.

    Frames have a RangeIndex and canonical column names; a canonical column that the book lacks is
    absent. Any other column of the book is kept under its own header.

    Attributes:
        name: File name of the book.
        as_of: The moment up to which open deals are counted, in the book's zone, naive.
        leads: One row a lead. Always there: ``lead_id`` (text), ``stage`` (category, stages in
            order), ``status`` (category open/won/lost/junk), ``created_at``, ``closed_at``
            (datetime64, NaT unknown), ``age_days`` (float, creation to closing or as_of; NaN
            without creation), ``amount`` (float), ``sheet_row`` (Excel row number). Text that
            repeats (source, owner, product, campaign, industry …) is a category; flags are
            nullable booleans; dates are datetime64; numbers float.
        visits: One row a visit of an open stage, by lead and time. ``lead`` (row position in
            `leads`), ``stage`` (category, as in leads), ``entered_at``, ``left_at`` (as_of while
            open), ``days`` (float, elapsed), ``is_open`` (bool: still there, so censored),
            ``next_stage`` (category incl. outcome stages; NaN while open).
        activities: ``lead`` (row position), ``at``, ``kind`` (category: call, email, …),
            ``direction`` (in/out), ``answered`` (nullable bool), ``owner``, ``campaign``,
            ``minutes``, ``cost``.
        campaigns: ``campaign``, ``source``, ``start``, ``end``, ``cost``, ``clicks``.
        history: Where the visits come from.
        left_out: Rows of the leads table that are not leads (duplicates, no id), by sheet row.
        log_from: Moment of the stage log's first row; ``None`` without a log.
        targets: ``owner`` (text, "" the whole team), ``month`` (its first day, in the book's
            calendar), ``target``.
    """

    name: str
    as_of: datetime
    leads: pd.DataFrame
    visits: pd.DataFrame
    activities: pd.DataFrame
    campaigns: pd.DataFrame
    settings: Settings
    history: History
    problems: tuple[Problem, ...]
    reading: tuple[TableReading, ...]
    unread_sheets: tuple[str, ...] = ()
    left_out: int = 0
    log_from: datetime | None = None
    targets: pd.DataFrame = field(default_factory=pd.DataFrame)
