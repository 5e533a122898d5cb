"""Days in stage by the clock: backwards is a mistake, and a skipped hour is no time."""

from __future__ import annotations

from datetime import datetime

import pytest

import leadbook.hosts.functions  # noqa: F401 - fills the registry
from leadbook.hosts.border import answer
from leadbook.hosts.preferences import Preferences, preferring
from leadbook.pipeline.raw import ErrorCell

NOON = datetime(2022, 3, 21, 12)


def test_a_stage_that_was_left_hours_before_it_was_entered_is_a_mistake() -> None:
    assert answer("LB_DAYS_IN_STAGE", [46347.75, 46347.5]) == ErrorCell("#NUM!")


@pytest.mark.parametrize(
    ("until", "hours"), [(datetime(2022, 3, 22, 12), 23), (datetime(2022, 3, 21, 18), 6)]
)
def test_the_night_in_which_the_clocks_of_tehran_went_forward_lacks_an_hour(
    until: datetime, hours: int
) -> None:
    with preferring(Preferences("fa")):
        assert answer("LB_DAYS_IN_STAGE", [NOON, until]) == pytest.approx(hours / 24)
