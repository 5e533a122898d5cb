"""Any cell value → date: real dates, serial numbers, ISO and Jalali text; and time between dates.

Dates are naive wall times in the book's zone. What could mean two days is bad, never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

import numpy as np

from leadbook.language.date_texts import GREGORIAN_YEARS, read_date_text
from leadbook.language.messages import message
from leadbook.language.numbers import to_numbers
from leadbook.language.text import is_blank, plain
from leadbook.language.zones import time_zone_of, to_utc

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import tzinfo

    from numpy.typing import NDArray

    from leadbook.language.messages import Message

    _Reader = Callable[[list[object], "_How"], "Dates"]

__all__ = ["Dates", "elapsed_days", "to_datetime", "to_datetimes", "why_no_date"]

_NAT = np.datetime64("NaT", "us")
_FIRST = np.datetime64(f"{GREGORIAN_YEARS.start}-01-01", "us")
_LAST = np.datetime64(f"{GREGORIAN_YEARS.stop}-01-01", "us")
_DAY = np.timedelta64(1, "D")

# A bare number is a date only from 1950 to 2099: well after the 29 February 1900 that Excel
# invented, so that one epoch serves, and far from years (1405, 2026) and counts.
_SERIALS = range(18_264, 73_051)
_EPOCH = np.datetime64("1899-12-30", "us")
_DAYS_1904 = 1_462
_MS_A_DAY = 86_400_000

_FAR_DATE = message("the year is out of range")
_NO_SERIAL = message("this number is not a date")
_NO_DATE = message("this is not a date")


@dataclass(frozen=True, slots=True)
class Dates:
    """Cells as dates: ``values`` (NaT where blank or bad) and which cells are ``bad``."""

    values: NDArray[np.datetime64]
    bad: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _How:
    zone: tzinfo | None
    date1904: bool


def to_datetimes(
    values: Sequence[object] | NDArray[np.generic],
    *,
    date1904: bool = False,
    time_zone: str | None = None,
) -> Dates:
    """Read cells as dates in microseconds; a blank is NaT, and bad is what is neither.

    Takes real dates (1900-2199), serial numbers of either date system (1950-2099, to the
    millisecond), and the texts that `date_texts` reads.

    Args:
        values: Cells of one column.
        date1904: Whether serial numbers count from 1904.
        time_zone: Zone in which moments that carry an offset are put on the wall; without it
            their wall time is kept as written.

    >>> dates = to_datetimes(["۱۴۰۵/۰۸/۳۰", 46347.5, "03/04/2026", None])
    >>> dates.values.astype("M8[m]")
    array(['2026-11-21T00:00', '2026-11-21T12:00', 'NaT', 'NaT'], dtype='datetime64[m]')
    >>> dates.bad
    array([False, False,  True, False])
    """
    if isinstance(values, np.ndarray) and values.dtype.kind == "M":
        return _in_range(values.astype("datetime64[us]"))
    cells = values.tolist() if isinstance(values, np.ndarray) else list(values)
    how = _How(time_zone_of(time_zone) if time_zone else None, date1904)
    readers: dict[type, _Reader] = {kind: _reader(kind) for kind in set(map(type, cells))}
    used = {reader for kind, reader in readers.items() if kind is not type(None)}
    if len(used) == 1:
        return used.pop()(cells, how)
    found = Dates(np.full(len(cells), _NAT), np.zeros(len(cells), dtype=bool))
    for reader in used:
        at = [place for place, cell in enumerate(cells) if readers[type(cell)] is reader]
        part = reader([cells[place] for place in at], how)
        found.values[at], found.bad[at] = part.values, part.bad
    return found


def to_datetime(
    value: object, *, date1904: bool = False, time_zone: str | None = None
) -> datetime | None:
    """Read one cell as a date; ``None`` for a blank and for what is no date.

    >>> to_datetime("1405-8-30"), to_datetime("25/12/2026 3:30 pm"), to_datetime("soon")
    (datetime.datetime(2026, 11, 21, 0, 0), datetime.datetime(2026, 12, 25, 15, 30), None)
    """
    found: datetime | None
    found = to_datetimes([value], date1904=date1904, time_zone=time_zone).values[0].item()
    return found


def why_no_date(value: object) -> Message:
    """Say why `to_datetimes` calls a value bad.

    >>> str(why_no_date("03/04/2026")), str(why_no_date(1405.0))
    ('day and month cannot be told apart', 'this number is not a date')
    """
    reader = _reader(type(value))
    if reader is _texts:
        reason = read_date_text(str(value))
        return _FAR_DATE if isinstance(reason, datetime) else reason
    if reader is _serials:
        return _NO_SERIAL
    return _FAR_DATE if reader is _reals else _NO_DATE


def elapsed_days(
    start: NDArray[np.datetime64], end: NDArray[np.datetime64], time_zone: str
) -> NDArray[np.float64]:
    """Give the days from start to end: whole calendar days where both are dates without a time.

    With a time on either side it is the time that really passed (in UTC), in days of 24 hours.
    NaT on either side is NaN; an end before its start is negative, for the caller to refuse.

    Args:
        start: Naive wall times in the zone.
        end: The same, as many, or one for all.
        time_zone: Name of the zone; a skipped hour counts as its end, a repeated one as its first.

    >>> day = np.array(["2026-03-20", "2026-03-20T18:00"], "M8[us]")
    >>> elapsed_days(day, np.array(["2026-03-22"], "M8[us]"), "Asia/Tehran")
    array([2.  , 1.25])
    """
    since, until = np.broadcast_arrays(
        np.asarray(start).astype("datetime64[us]"), np.asarray(end).astype("datetime64[us]")
    )
    days = (until - since) / _DAY
    timed = ~(_is_midnight(since) & _is_midnight(until)) & ~np.isnan(days)
    if timed.any():
        days[timed] = (to_utc(until[timed], time_zone) - to_utc(since[timed], time_zone)) / _DAY
    return np.asarray(days, dtype=np.float64)


def _is_midnight(times: NDArray[np.datetime64]) -> NDArray[np.bool_]:
    whole: NDArray[np.bool_] = times == times.astype("datetime64[D]")
    return whole


def _in_range(values: NDArray[np.datetime64]) -> Dates:
    bad = ~np.isnat(values) & ~((values >= _FIRST) & (values < _LAST))
    return Dates(np.where(bad, _NAT, values) if bad.any() else values, bad)


def _reader(kind: type) -> _Reader:
    if issubclass(kind, str):
        return _texts
    if issubclass(kind, (date, np.datetime64)):
        return _reals
    if issubclass(kind, (int, float, np.integer, np.floating)) and not issubclass(kind, bool):
        return _serials
    return _others


def _reals(cells: list[object], how: _How) -> Dates:
    """Real dates; numpy takes them as they are unless one has an offset or is another host's."""
    usual = all(type(cell) in (datetime, date, type(None)) for cell in cells)
    if not usual or any(getattr(cell, "tzinfo", None) is not None for cell in cells):
        cells = [_wall(cell, how.zone) for cell in cells]
    return _in_range(np.array(cells, dtype="datetime64[us]"))


def _wall(cell: object, zone: tzinfo | None) -> object:
    if is_blank(cell):
        return None
    if isinstance(cell, datetime) and cell.tzinfo is not None:
        return (cell.astimezone(zone) if zone else cell).replace(tzinfo=None)
    return cell


def _serials(cells: list[object], how: _How) -> Dates:
    """Serial numbers, and dates typed as eight digits without any sign between them."""
    numbers = to_numbers(cells)
    days = numbers.values + (_DAYS_1904 if how.date1904 else 0)
    plausible = (days >= _SERIALS.start) & (days < _SERIALS.stop)
    since = np.rint(np.where(plausible, days, 0) * _MS_A_DAY).astype("timedelta64[ms]")
    values = np.where(plausible, _EPOCH + since, _NAT)
    bad = ~plausible & (numbers.bad | ~np.isnan(numbers.values))
    for place in np.flatnonzero((numbers.values >= 1e7) & (numbers.values < 1e8)):
        part = _texts([plain(float(numbers.values[place]))], how)
        values[place], bad[place] = part.values[0], part.bad[0]
    return Dates(values, bad)


def _texts(cells: list[object], how: _How) -> Dates:
    """Texts, each distinct one read once."""
    read = {
        cell: None if is_blank(cell) else read_date_text(str(cell), how.zone) for cell in set(cells)
    }
    moments = {cell: seen for cell, seen in read.items() if isinstance(seen, datetime)}
    found = _in_range(np.array([moments.get(cell) for cell in cells], dtype="datetime64[us]"))
    unread = {cell for cell, seen in read.items() if seen is not None and cell not in moments}
    return Dates(found.values, found.bad | np.array([cell in unread for cell in cells], dtype=bool))


def _others(cells: list[object], how: _How) -> Dates:
    """Truth values, times of day, errors: no dates, unless a host's way to say "missing"."""
    bad = np.array([not is_blank(cell) for cell in cells], dtype=bool)
    return Dates(np.full(len(cells), _NAT), bad)
