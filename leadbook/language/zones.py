"""Wall time → UTC in any zone, vectorised, and never failing on the hours a clock skips or repeats.

A repeated hour is taken as its first occurrence; a skipped wall time is the moment of the skip.
So later on the wall is never earlier in UTC.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
from numpy.typing import NDArray

from leadbook.errors import WrongUse
from leadbook.language.messages import message

__all__ = ["time_zone_of", "to_utc"]

_WEEK = timedelta(days=7)
_Micros = NDArray[np.int64]


@cache
def time_zone_of(name: str) -> ZoneInfo:
    """Give the zone of a name such as ``Asia/Tehran``.

    Raises:
        WrongUse: There is no zone of that name.

    >>> time_zone_of("Asia/Tehran").key
    'Asia/Tehran'
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as reason:
        sentence = message("{zone} is not a time zone; write one such as Asia/Tehran", zone=name)
        raise WrongUse(sentence) from reason


def to_utc(times: NDArray[np.datetime64], time_zone: str) -> NDArray[np.datetime64]:
    """Give the UTC moment of each naive wall time in a zone; NaT stays NaT.

    >>> to_utc(np.array(["2026-11-21T10:00", "NaT"], "M8[us]"), "Asia/Tehran").astype("M8[m]")
    array(['2026-11-21T06:30', 'NaT'], dtype='datetime64[m]')
    """
    wall = np.asarray(times).astype("datetime64[us]")
    known = ~np.isnat(wall)
    zone = time_zone_of(time_zone)
    if not known.any():
        return wall
    years = wall[known].astype("datetime64[Y]").astype(np.int64) + 1970
    changes, offsets = _changes(zone, int(years.min()), int(years.max()))
    local = wall.astype(np.int64)
    period = np.searchsorted(changes + offsets[:-1], local, side="right")
    moment = local - offsets[period]
    floor = np.concatenate([[np.iinfo(np.int64).min], changes])[period]
    return np.where(known, np.maximum(moment, floor).astype("datetime64[us]"), wall)


@cache
def _changes(zone: ZoneInfo, first_year: int, last_year: int) -> tuple[_Micros, _Micros]:
    """UTC moments at which the zone's offset changes, and the offsets before, between and after."""
    at = datetime(first_year, 1, 1, tzinfo=UTC) - _WEEK
    end = datetime(last_year + 1, 1, 1, tzinfo=UTC) + _WEEK
    offsets = [_offset(zone, at)]
    changes: list[datetime] = []
    while at < end:
        later = at + _WEEK
        if _offset(zone, later) != offsets[-1]:
            changes.append(_moment_of_change(zone, at, later))
            offsets.append(_offset(zone, later))
        at = later
    micros = np.array([change.replace(tzinfo=None) for change in changes], dtype="datetime64[us]")
    return micros.astype(np.int64), np.array(offsets, dtype="timedelta64[us]").astype(np.int64)


def _moment_of_change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """Halve the span until the second is found; zones change on whole seconds."""
    old = _offset(zone, before)
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if _offset(zone, middle) == old:
            before = middle
        else:
            after = middle
    return after


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    offset = moment.astimezone(zone).utcoffset()
    return offset if offset is not None else timedelta(0)
