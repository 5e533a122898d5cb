"""Understand a raw book: its tables cleaned, joined and checked into one frozen Pipeline."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from leadbook.errors import CannotRead
from leadbook.language.messages import message
from leadbook.pipeline.clean import Reading, clean
from leadbook.pipeline.columns import assign
from leadbook.pipeline.decisions import read_choices
from leadbook.pipeline.entries import joined
from leadbook.pipeline.hint_checks import require_headers, sound_pairs
from leadbook.pipeline.hints import NO_HINTS, read_hints
from leadbook.pipeline.histories import trail_of
from leadbook.pipeline.leads import identified, staged, with_status
from leadbook.pipeline.misfits import without_misfits
from leadbook.pipeline.moments import (
    AsOf,
    with_age,
    with_closings,
    with_creation,
    with_past_dates,
)
from leadbook.pipeline.pipeline import Pipeline
from leadbook.pipeline.readings import readings_of
from leadbook.pipeline.rule_rows import Fields
from leadbook.pipeline.schema import FACTS
from leadbook.pipeline.settle import TIME_ZONES, settle
from leadbook.pipeline.targets import targets_in
from leadbook.pipeline.whole_names import named

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from numpy.typing import NDArray

    from leadbook.language.messages import Language, Message
    from leadbook.pipeline.clean import Cleaned
    from leadbook.pipeline.decisions import Choices
    from leadbook.pipeline.hints import Hints
    from leadbook.pipeline.histories import Trail
    from leadbook.pipeline.leads import Leads
    from leadbook.pipeline.problems import Problem
    from leadbook.pipeline.raw import RawBook, RawTable

__all__ = ["build", "language_of"]

_UNCOUNTED = ("days_in_stage", "rot", "age_days")
"""Facts that every book gives; the others need activities, or columns of the book."""


def build(
    book: RawBook,
    *,
    as_of: datetime,
    language: Language | None = None,
    mapping: Mapping[str, str] | None = None,
) -> Pipeline:
    """Make the Pipeline of a book; whatever cannot be taken as it stands is one of its problems.

    Args:
        book: Its tables, from any reader.
        as_of: Moment up to which open deals are counted; midnight means that whole day.
        language: Language of what is written; what the book says or shows when absent.
        mapping: Canonical column → header, where the guess from the headers is overruled.

    Raises:
        CannotRead: The book has no leads, or headers that cannot be told apart.
        WrongUse: `mapping` names a column or a header that does not exist.
    """
    tables = {table.kind: table for table in book.tables}
    _require_leads(book, tables.get("Leads"))
    choices = _choices(tables.get("Settings"))
    pairs, mistold = sound_pairs(choices.pairs, tables)
    hints = read_hints(mapping, pairs)
    require_headers(mapping, tables)
    language = language or choices.language or book.language or _language_of(book, tables["Leads"])
    reading = Reading(book.date1904, choices.time_zone or TIME_ZONES[language])
    cleaned = {kind: _cleaned(table, hints, reading, tables) for kind, table in tables.items()}
    leads, trail = _leads_and_trail(cleaned, reading, AsOf(as_of))
    ids = leads.frame["lead_id"].to_numpy(dtype=object)
    activities, stray = _activities(cleaned.get("Activities"), ids, AsOf(as_of))
    fields, answers = Fields(cleaned["Leads"].assigned, hints), _answerable(leads, activities)
    settings, misset = settle(cleaned, choices, trail.plan, fields, answers, language)
    settings = replace(settings, assumed=(*_guessed(cleaned["Leads"]), *settings.assumed))
    targets, missed = targets_in(
        cleaned.get("Targets"), _owners(cleaned), settings.dates, date1904=book.date1904
    )
    of_tables = (problem for table in cleaned.values() for problem in table.problems)
    of_joins = (*leads.problems, *trail.problems, *stray)
    problems = (*book.problems, *of_tables, *of_joins, *mistold, *misset, *missed)
    return Pipeline(
        name=book.name,
        as_of=as_of,
        leads=leads.frame,
        visits=trail.visits(leads.frame, as_of, reading.time_zone),
        activities=activities,
        campaigns=cleaned["Campaigns"].frame if "Campaigns" in cleaned else pd.DataFrame(),
        settings=settings,
        history=trail.history,
        problems=problems,
        reading=readings_of(cleaned.values(), problems),
        unread_sheets=book.unread_sheets,
        left_out=len(tables["Leads"].rows) - len(leads.frame),
        log_from=trail.log_from(),
        targets=targets,
    )


def _leads_and_trail(
    cleaned: Mapping[str, Cleaned], reading: Reading, as_of: AsOf
) -> tuple[Leads, Trail]:
    """Settle each lead's id, stage, status and dates, and find its way through the stages."""
    leads = with_past_dates(identified(cleaned["Leads"]), as_of)
    n = len(leads.frame)
    trail = trail_of(leads, cleaned, reading, as_of)
    leads = with_creation(leads, trail.first_entry(n))
    leads = with_status(staged(leads, trail.plan.stages, trail.last(n)), trail.plan.stages)
    leads = with_closings(leads, trail.closings(leads.frame["status"]), as_of)
    return with_age(leads, as_of, reading.time_zone), trail


def _require_leads(book: RawBook, leads: RawTable | None) -> None:
    if leads is None:
        raise CannotRead(message("{book} has no table of leads", book=book.name))
    if not len(leads.rows):
        raise CannotRead(
            message(
                "the table of leads on sheet {sheet} of {book} is empty; write one lead a row "
                "under its headers",
                sheet=leads.sheet,
                book=book.name,
            )
        )


def _choices(table: RawTable | None) -> Choices:
    return read_choices(table, assign(table, NO_HINTS) if table else None)


def _language_of(book: RawBook, leads: RawTable) -> Language:
    """Guess the book's language: Persian if it reads from the right or has Persian headers."""
    return "fa" if book.right_to_left else language_of([each.header for each in leads.columns])


def language_of(headers: Collection[str]) -> Language:
    """Give the language in which most of some headers are written.

    >>> language_of(["شناسه", "مرحله", "ID"]), language_of(["Lead", "Stage"])
    ('fa', 'en')
    """
    persian = sum(any("\u0600" <= letter <= "\u06ff" for letter in header) for header in headers)
    return "fa" if 2 * persian > len(headers) else "en"


def _cleaned(
    table: RawTable, hints: Hints, reading: Reading, tables: Mapping[str, RawTable]
) -> Cleaned:
    assigned = assign(table, hints)
    if table.kind == "Leads":
        assigned = named(assigned, hints)
        if "StageHistory" not in tables:
            assigned = assigned.with_status_as_stage()
    return clean(table, without_misfits(table, assigned, hints, reading), reading)


def _activities(
    cleaned: Cleaned | None, ids: NDArray[np.object_], as_of: AsOf
) -> tuple[pd.DataFrame, list[Problem]]:
    if cleaned is None:
        none = {"lead": np.empty(0, np.int64), "at": np.empty(0, "datetime64[us]")}
        return pd.DataFrame(none), []
    return joined(cleaned, ids, "at", as_of)


def _answerable(leads: Leads, activities: pd.DataFrame) -> set[str]:
    """The columns of the book that hold anything, and the facts that can be counted."""
    filled = {str(name) for name in leads.frame if leads.frame[name].notna().any()}
    facts = set(FACTS if len(activities) else _UNCOUNTED)
    touched = len(activities) or "last_contact_at" in filled
    return filled | facts | ({"days_since_contact"} if touched else set())


def _owners(tables: Mapping[str, Cleaned]) -> list[str]:
    """Name everybody whom the team's table or the leads know, as the leads write them at last."""
    named = (tables[kind].frame.get("owner") for kind in ("Owners", "Leads") if kind in tables)
    return [
        str(owner) for column in named if column is not None for owner in column.dropna().unique()
    ]


def _guessed(cleaned: Cleaned) -> list[Message]:
    """Name what had to be guessed because the leads' sheet has no column for it."""
    if "lead_id" in cleaned.assigned.columns:
        return []
    return [message("the leads have no column with an id; they are called by their rows")]
