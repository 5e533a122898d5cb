"""Wall time to UTC: against the standard library, and through skipped and repeated hours."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadbook.errors import WrongUse
from leadbook.language.zones import time_zone_of, to_utc

ZONES = [
    "Asia/Tehran", "Europe/Berlin", "America/New_York", "Africa/Casablanca", "Asia/Kathmandu",
    "Australia/Lord_Howe", "Pacific/Apia", "America/Caracas", "UTC",
]  # fmt: skip
MOMENTS = st.datetimes(datetime(1995, 1, 1), datetime(2035, 1, 1))


def in_utc(*texts, zone="Asia/Tehran"):
    moments = to_utc(np.array(texts, dtype="datetime64[us]"), zone)
    return [str(moment) for moment in moments.astype("datetime64[m]")]


def exists(wall, zone):
    return wall.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None)


@pytest.mark.parametrize("name", ZONES)
@given(walls=st.lists(MOMENTS, min_size=1, max_size=20))
def test_a_wall_time_that_exists_is_the_standard_librarys_moment(name, walls):
    zone = ZoneInfo(name)
    walls = [wall for wall in walls if exists(wall.replace(tzinfo=zone), zone)]
    theirs = [wall.replace(tzinfo=zone).astimezone(UTC).replace(tzinfo=None) for wall in walls]
    assert to_utc(np.array(walls, dtype="datetime64[us]"), name).tolist() == theirs


@pytest.mark.parametrize("name", ZONES)
def test_every_quarter_hour_of_thirty_years_is_later_on_the_wall_and_not_earlier_in_utc(name):
    walls = np.arange("2000-01-01", "2030-01-01", 15, dtype="datetime64[m]")
    assert (np.diff(to_utc(walls, name)) >= np.timedelta64(0, "s")).all()


def test_a_skipped_wall_time_is_the_moment_of_the_skip():
    # Tehran's clocks went from 2022-03-21T24:00 to 2022-03-22T01:00
    assert in_utc(
        "2022-03-21T23:30", "2022-03-22T00:00", "2022-03-22T00:40", "2022-03-22T01:00"
    ) == [
        "2022-03-21T20:00",
        "2022-03-21T20:30",
        "2022-03-21T20:30",
        "2022-03-21T20:30",
    ]


def test_a_repeated_wall_time_is_its_first_occurrence():
    # Tehran's clocks went back from 2022-09-22T00:00 to 2022-09-21T23:00
    assert in_utc("2022-09-21T23:30", "2022-09-22T00:00") == [
        "2022-09-21T19:00",
        "2022-09-21T20:30",
    ]


def test_tehran_has_kept_one_offset_since_2023():
    assert in_utc("2023-07-01T12:00", "2026-11-21T12:00") == [
        "2023-07-01T08:30",
        "2026-11-21T08:30",
    ]


def test_a_missing_time_stays_missing():
    assert in_utc("NaT") == ["NaT"]
    assert in_utc("NaT", "2026-11-21T03:30") == ["NaT", "2026-11-21T00:00"]
    assert in_utc() == []


@pytest.mark.parametrize("name", ["Tehran", "Asia/Nowhere", "../etc", ""])
def test_a_zone_that_does_not_exist_is_said(name):
    with pytest.raises(WrongUse, match="is not a time zone"):
        time_zone_of(name)


def test_moments_far_apart_use_the_offsets_of_their_own_years():
    start, end = to_utc(
        np.array(["1999-07-01T12:00", "2040-07-01T12:00"], "M8[us]"), "Europe/Berlin"
    )
    assert end.item() - start.item() == datetime(2040, 7, 1) - datetime(1999, 7, 1) + timedelta(0)
