from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from statistics import mean

import pytest

from leadbook.starter.market import STAGES
from leadbook.starter.records import records_of
from leadbook.starter.simulation import DEFAULT_AS_OF, Simulation, simulate

WEEKEND = frozenset({5, 6})


@pytest.fixture(scope="module")
def simulation() -> Simulation:
    return simulate(DEFAULT_AS_OF, WEEKEND)


def test_a_simulation_told_twice_is_the_same(simulation: Simulation) -> None:
    assert simulate(DEFAULT_AS_OF, WEEKEND) == simulation


def test_a_simulation_ends_the_day_before_its_date() -> None:
    for as_of in (date(2024, 2, 29), date(2031, 1, 1)):
        told = simulate(as_of, WEEKEND, leads=60)
        days = [entry.on for life in told.lives for entry in life.entries]
        days += [touch.at.date() for touches in told.touches for touch in touches]
        assert max(days) < as_of


def test_a_lead_begins_new_and_goes_on_in_time(simulation: Simulation) -> None:
    for profile, life in zip(simulation.profiles, simulation.lives, strict=True):
        days = [entry.on for entry in life.entries]
        assert life.entries[0].stage == "new"
        assert days[0] == profile.created
        assert all(later > earlier for earlier, later in pairwise(days))


def test_nobody_moves_on_a_day_off() -> None:
    for weekend in (WEEKEND, frozenset({4})):
        told = simulate(DEFAULT_AS_OF, weekend, leads=80)
        assert not {entry.on.weekday() for life in told.lives for entry in life.entries} & weekend


def test_lives_hold_skips_regressions_reopened_and_rotten_leads(simulation: Simulation) -> None:
    place = {stage: number for number, stage in enumerate(STAGES)}
    moves = [
        (place.get(one.stage), place.get(other.stage))
        for life in simulation.lives
        for one, other in pairwise(life.entries)
    ]
    between_open = [(one, other) for one, other in moves if one is not None and other is not None]
    assert sum(other > one + 1 for one, other in between_open) > 10
    assert sum(other < one for one, other in between_open) > 10
    assert sum(one is None and other is not None for one, other in moves) > 5
    waiting = [simulation.as_of - life.since for life in simulation.lives if life.status == "open"]
    assert sum(days > timedelta(days=60) for days in waiting) > 5


def test_referrals_win_more_often_and_faster_than_advertisements(simulation: Simulation) -> None:
    closed, days = defaultdict(list), defaultdict(list)
    for profile, life in zip(simulation.profiles, simulation.lives, strict=True):
        if life.status in ("won", "lost"):
            closed[profile.source].append(life.status == "won")
        if life.status == "won":
            days[profile.source].append((life.since - profile.created).days)
    assert mean(closed["referral"]) > 2 * mean(closed["ads"])
    assert mean(days["referral"]) + 30 < mean(days["ads"])
    assert mean(closed["referral"]) == max(map(mean, closed.values()))


def test_proposal_is_where_leads_wait_longest(simulation: Simulation) -> None:
    stays = defaultdict(list)
    for life in simulation.lives:
        for one, other in pairwise(life.entries):
            stays[one.stage].append((other.on - one.on).days)
    assert max(STAGES, key=lambda stage: mean(stays[stage])) == "proposal"


def test_ghosted_leads_hardly_answer_and_never_meet(simulation: Simulation) -> None:
    ghosts = [
        touch
        for life, touches in zip(simulation.lives, simulation.touches, strict=True)
        if life.ghosted
        for touch in touches
    ]
    assert mean(bool(touch.answered) for touch in ghosts) < 0.1
    assert {touch.kind for touch in ghosts} <= {"call", "email", "sms"}


def test_touches_fall_between_arrival_and_the_last_day(simulation: Simulation) -> None:
    for profile, touches in zip(simulation.profiles, simulation.touches, strict=True):
        assert touches
        assert list(touches) == sorted(touches, key=lambda touch: touch.at)
        assert touches[0].at.date() >= profile.created


def test_only_open_leads_have_plans_and_only_lost_ones_a_reason(simulation: Simulation) -> None:
    for life, record in zip(simulation.lives, records_of(simulation), strict=True):
        plans = (record.next_step, record.snooze_until, record.expected_close)
        assert life.status == "open" or plans == (None, None, None)
        assert life.status == "lost" or record.lost_reason is None
