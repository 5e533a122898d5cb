"""The leads' dates: none after as_of, none before its time, and what is missing listed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from leadbook.language.dates import elapsed_days
from leadbook.language.messages import message, plural

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from leadbook.language.messages import Message
    from leadbook.pipeline.leads import Leads

__all__ = [
    "AsOf",
    "ages",
    "moments_of",
    "with_age",
    "with_closings",
    "with_creation",
    "with_past_dates",
]

_NAT = np.datetime64("NaT", "us")
_PAST = ("created_at", "stage_since", "last_contact_at")
_FAR_PAST = message("type the day on which it happened")


@dataclass(frozen=True, slots=True)
class AsOf:
    """The moment up to which a book is read; a mere date means that whole day.

    >>> AsOf(datetime(2026, 11, 21)).last
    datetime.datetime(2026, 11, 21, 23, 59, 59, 999999)
    """

    at: datetime

    @property
    def last(self) -> datetime:
        """The last moment that is not after it."""
        is_day = self.at == datetime(self.at.year, self.at.month, self.at.day)
        return self.at + timedelta(days=1, microseconds=-1) if is_day else self.at

    def after(self, moments: NDArray[np.datetime64]) -> NDArray[np.bool_]:
        """Which moments are after it; a blank is not."""
        return moments > np.datetime64(self.last, "us")

    def until(self, moments: NDArray[np.datetime64]) -> NDArray[np.datetime64]:
        """Give the moments, those later on the same day as the day itself, so that they count 0."""
        at = np.datetime64(self.at, "us")
        return np.where((moments > at) & ~self.after(moments), at, moments)


def moments_of(frame: pd.DataFrame, name: str) -> NDArray[np.datetime64]:
    """Give a date column, or blanks where there is none."""
    if name not in frame:
        return np.full(len(frame), _NAT)
    return frame[name].to_numpy().astype("datetime64[us]")


def with_past_dates(leads: Leads, as_of: AsOf) -> Leads:
    """List the dates after as_of that can only be past, and leave them out.

    Likewise a stage entered before the lead was created. A lead without a creation date is listed.
    """
    for name in _PAST:
        if name not in leads.frame:
            continue
        dates = moments_of(leads.frame, name)
        late = as_of.after(dates)
        leads = leads.listed(name, late, _after_as_of(as_of), _FAR_PAST)
        leads = leads.with_columns({name: as_of.until(np.where(late, _NAT, dates))})
    since, created = moments_of(leads.frame, "stage_since"), moments_of(leads.frame, "created_at")
    early = _day(since) < _day(created)
    if early.any():
        leads = leads.listed(
            "stage_since",
            early,
            message("the stage was entered before the lead was created; the date is left out"),
            message("correct this date or the creation date"),
        ).with_columns({"stage_since": np.where(early, _NAT, since)})
    return _without_creation_listed(leads)


def _after_as_of(as_of: AsOf) -> Message:
    return message("the date is after {day}; it is left out", day=as_of.at)


def _without_creation_listed(leads: Leads) -> Leads:
    if not leads.has("created_at"):
        return leads
    written = leads.cleaned.assigned.columns["created_at"].cells
    blank = np.array([cell is None for cell in written], dtype=bool)[leads.places]
    return leads.listed(
        "created_at",
        blank & np.isnat(moments_of(leads.frame, "created_at")),
        message("the lead has no creation date; it is left out of what needs one"),
        message("type the day on which the lead came in"),
    )


def with_creation(leads: Leads, first_entry: NDArray[np.datetime64]) -> Leads:
    """Give leads of a book without a creation column the day of their first entry in the log."""
    if leads.has("created_at"):
        return leads
    return leads.with_columns({"created_at": first_entry})


def with_closings(leads: Leads, logged: NDArray[np.datetime64], as_of: AsOf) -> Leads:
    """Settle when each closed lead was closed: as the column says, else the log.

    A date on an open lead is the expected closing if it lies ahead, else a problem. A closing
    after as_of or before the creation is left out and listed, and so is a closed lead without.

    Args:
        leads: With status and creation date.
        logged: Each lead's last entry into a stage of its status, NaT unknown.
        as_of: The moment up to which the book is read.
    """
    written = moments_of(leads.frame, "closed_at")
    is_open = (leads.frame["status"] == "open").to_numpy()
    leads = _expected(leads, written, is_open, as_of)
    closed = np.where(is_open, _NAT, written)
    late = as_of.after(closed)
    leads = leads.listed("closed_at", late, _after_as_of(as_of), _FAR_PAST)
    early = _day(closed) < _day(moments_of(leads.frame, "created_at"))
    leads = leads.listed(
        "closed_at",
        early,
        message("the lead was closed before it was created; the closing date is left out"),
        message("correct this date or the creation date"),
    )
    sound = as_of.until(np.where(late | early, _NAT, closed))
    known = np.where(np.isnat(sound) & ~early, np.where(is_open, _NAT, logged), sound)
    leads = _without_closing_listed(leads, np.isnat(written) & np.isnat(known) & ~is_open)
    return leads.with_columns({"closed_at": known})


def _expected(
    leads: Leads, written: NDArray[np.datetime64], is_open: NDArray[np.bool_], as_of: AsOf
) -> Leads:
    """Take a future closing date of an open lead for the expected one, as many CRMs export it."""
    ahead = is_open & as_of.after(written)
    leads = leads.listed(
        "closed_at",
        is_open & ~np.isnat(written) & ~ahead,
        message("the open lead has a closing date; the lead is taken for open"),
        message("clear the date, or correct the status or stage"),
    )
    if not ahead.any():
        return leads
    expected = moments_of(leads.frame, "expected_close")
    blank = np.isnat(expected) & ahead
    return leads.with_columns({"expected_close": np.where(blank, written, expected)})


def _without_closing_listed(leads: Leads, missing: NDArray[np.bool_]) -> Leads:
    """List each closed lead without a date; once for all where the book has no such column."""
    how = message("type the day on which it was won or lost")
    if leads.has("closed_at"):
        return leads.listed("closed_at", missing, message("the closed lead has no date"), how)
    first = np.zeros_like(missing)
    first[np.flatnonzero(missing)[:1]] = True
    why = plural(
        "{n} closed lead has no closing date, and there is no column for it; it is left out of "
        "what needs one",
        "{n} closed leads have no closing date, and there is no column for it; they are left out "
        "of what needs one",
        n=int(missing.sum()),
    )
    return leads.listed("status" if leads.has("status") else "stage", first, why, how)


def with_age(leads: Leads, as_of: AsOf, time_zone: str) -> Leads:
    """Count each lead's days from creation to closing, or to as_of while it is open.

    A book without amounts has them blank, so that every frame of leads has the column.
    """
    age = ages(leads.frame, as_of, time_zone)
    amount = {} if "amount" in leads.frame else {"amount": np.full(len(leads.frame), np.nan)}
    return leads.with_columns({"age_days": age, **amount})


def ages(frame: pd.DataFrame, as_of: AsOf, time_zone: str) -> NDArray[np.float64]:
    """Give each lead's days from creation to closing, or to as_of while it is open."""
    created, closed = (moments_of(frame, name) for name in ("created_at", "closed_at"))
    is_open = (frame["status"] == "open").to_numpy()
    end = np.where(is_open, np.datetime64(as_of.at, "us"), closed)
    # Closed on the day of its creation, of which only one has a time: no day, not less than none.
    return np.maximum(elapsed_days(created, end, time_zone), 0.0)


def _day(moments: NDArray[np.datetime64]) -> NDArray[np.datetime64]:
    return moments.astype("datetime64[D]")
