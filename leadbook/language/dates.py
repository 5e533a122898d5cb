"""Any cell value → date: real dates, serial numbers, ISO and Jalali text; and time between dates.

Dates are naive wall times in the book's zone. What could mean two days is bad, never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import numpy as np

from leadbook.language.date_texts import GREGORIAN_YEARS, read_date_text
from leadbook.language.messages import Message, message
from leadbook.language.numbers import to_numbers
from leadbook.language.text import is_blank, plain
from leadbook.language.zones import time_zone_of, to_utc

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import tzinfo

    from numpy.typing import NDArray

    _Reader = Callable[[list[Any], "_How"], "Dates"]

__all__ = ["Dates", "elapsed_days", "to_datetime", "to_datetimes", "why_no_date"]

_NAT = np.datetime64("NaT", "us")
_FIRST = np.datetime64(f"{GREGORIAN_YEARS.start}-01-01", "us")
_LAST = np.datetime64(f"{GREGORIAN_YEARS.stop}-01-01", "us")
_DAY = np.timedelta64(1, "D")
_ZERO = datetime(1970, 1, 1)
_MICROSECOND = timedelta(microseconds=1)

# A bare number is a date only from 1950 to 2099: well after the 29 February 1900 that Excel
# invented, so that one epoch serves, and far from years (1405, 2026) and counts.
_SERIALS = range(18_264, 73_051)
_EPOCH = np.datetime64("1899-12-30", "us")
_EPOCH_DAY = datetime(1899, 12, 30)
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
    if len(readers) == 1:
        return next(iter(readers.values()))(cells, how)
    found = Dates(np.full(len(cells), _NAT), np.zeros(len(cells), dtype=bool))
    for reader in set(readers.values()):
        kinds = {kind for kind, its_reader in readers.items() if its_reader is reader}
        at = [place for place, cell in enumerate(cells) if type(cell) in kinds]
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
    if type(value) is float and _SERIALS.start <= value < _SERIALS.stop and not date1904:
        # What spreadsheets hand over cell by cell: read alike, without making any array.
        return _EPOCH_DAY + timedelta(milliseconds=round(value * _MS_A_DAY))
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
    return _NO_DATE if reader is _no_dates else _FAR_DATE


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
    if kind is datetime:
        return _moments
    if kind is date:
        return _days
    if issubclass(kind, str):
        return _texts
    if issubclass(kind, (date, np.datetime64)):
        return _other_hosts
    if issubclass(kind, (int, float, np.integer, np.floating)) and not issubclass(kind, bool):
        return _serials
    return _no_dates


def _moments(cells: list[datetime], how: _How) -> Dates:
    """Python's datetimes; numpy takes whole numbers ten times as fast as datetimes."""
    if any(map(attrgetter("tzinfo"), cells)):
        cells = [_wall(cell, how.zone) for cell in cells]
    if all(map(time().__eq__, map(datetime.time, cells))):
        return _days(cells, how)
    micros = [(cell - _ZERO) // _MICROSECOND for cell in cells]
    return _in_range(np.array(micros, dtype=np.int64).view("datetime64[us]"))


def _days(cells: Sequence[date], how: _How) -> Dates:
    ordinals = np.array(list(map(date.toordinal, cells)), dtype=np.int64)
    days = (ordinals - _ZERO.toordinal()).view("datetime64[D]")
    return _in_range(days.astype("datetime64[us]"))


def _other_hosts(cells: list[object], how: _How) -> Dates:
    """Timestamps of pandas and numpy, and their NaT."""
    known = [None if is_blank(cell) else cell for cell in cells]
    wall = [_wall(cell, how.zone) if isinstance(cell, datetime) else cell for cell in known]
    return _in_range(np.array(wall, dtype="datetime64[us]"))


def _wall(moment: datetime, zone: tzinfo | None) -> datetime:
    if moment.tzinfo is None:
        return moment
    return (moment.astimezone(zone) if zone else moment).replace(tzinfo=None)


def _serials(cells: list[object], how: _How) -> Dates:
    """Serial numbers, and dates typed as eight digits without any sign between them."""
    numbers = to_numbers(cells)
    days = numbers.values + (_DAYS_1904 if how.date1904 else 0)
    plausible = (days >= _SERIALS.start) & (days < _SERIALS.stop)
    since = np.rint(np.where(plausible, days, 0) * _MS_A_DAY).astype("timedelta64[ms]")
    values = np.where(plausible, _EPOCH + since, _NAT)
    bad = ~plausible & (numbers.bad | ~np.isnan(numbers.values))
    at = np.flatnonzero((numbers.values >= 1e7) & (numbers.values < 1e8))
    compact = _texts(list(map(plain, numbers.values[at].tolist())), how)
    values[at], bad[at] = compact.values, compact.bad
    return Dates(values, bad)


def _texts(cells: list[str], how: _How) -> Dates:
    """Texts, each distinct one read once."""
    places = {cell: place for place, cell in enumerate(dict.fromkeys(cells))}
    read = [None if is_blank(cell) else read_date_text(cell, how.zone) for cell in places]
    moments = [seen if isinstance(seen, datetime) else _ZERO for seen in read]
    found = _moments(moments, how)
    dated = np.array([isinstance(seen, datetime) for seen in read], dtype=bool)
    unread = np.array([isinstance(seen, Message) for seen in read], dtype=bool)
    at = np.fromiter(map(places.__getitem__, cells), dtype=np.intp, count=len(cells))
    return Dates(np.where(dated, found.values, _NAT)[at], (found.bad | unread)[at])


def _no_dates(cells: list[object], how: _How) -> Dates:
    """Truth values, times of day and errors, which are bad, and the hosts' "missing"."""
    bad = np.array([not is_blank(cell) for cell in cells], dtype=bool)
    return Dates(np.full(len(cells), _NAT), bad)
