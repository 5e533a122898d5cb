"""Pace: how fast each group of leads is won, and in words which groups can be told apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from leadbook.figures.columns import BREAKDOWNS, labels
from leadbook.figures.phrases import percent
from leadbook.language.messages import message, plural
from leadbook.metrics.comparison import (
    FEWEST_LEADS,
    FEWEST_WINS,
    cohort_groups,
    contrast,
    groups_of,
)
from leadbook.metrics.curves import EVENT, aalen_johansen
from leadbook.metrics.intervals import Chance
from leadbook.metrics.months import calendar_of
from leadbook.metrics.time_to_win import cases, medians_given_won

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from leadbook.language.messages import Message
    from leadbook.metrics.comparison import Contrast, Finding, Groups
    from leadbook.metrics.curves import Curve
    from leadbook.pipeline.pipeline import Pipeline

__all__ = ["COHORT", "Comparison", "GroupPace", "compare"]

COHORT = "cohort"
"""The comparison by month of creation, among those by a column."""
COMPARED = ("source", "owner", "product")
HORIZONS = (30, 60, 90)
STEPS = (1, 2, 3, 5, 6, 10, 15, 30)
POINTS = 25


@dataclass(frozen=True, slots=True)
class GroupPace:
    """How fast the leads of one group are won.

    Attributes:
        n: Leads whose days are known.
        won: Those that are won; `expected`, how many would be at the pace of all groups together.
        chances: Aalen-Johansen chance of a win by day 30, 60 and 90; ``None`` is "not yet": a
            cohort whose month is not over, or whose youngest lead is younger.
        median_days_given_won: Day by which half of the wins that the curve shows have come;
            ``None`` without wins, and for a cohort watched for less than 90 days.
        curve: The chance by each of the comparison's days; ``None`` where it is not known.
    """

    value: str
    n: int
    won: int
    expected: float
    chances: Mapping[str, Chance | None]
    median_days_given_won: float | None
    curve: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The groups of one column, and whether they can be told apart.

    Attributes:
        column: What the reader calls the column.
        others: Groups set aside: fewer than ten leads, or more than twelve groups.
        days: The days for which the curves of the groups are given.
        finding: ``few``, ``none``, ``no pair`` or ``pair``, as `metrics.comparison.Contrast`.
        chi_square: Log-rank statistic over all groups (lost leads censored), with `freedom` and
            `p`; ``None`` without a test.
        faster: The faster group of the pair that differs most; `slower`, the other one.
        pair_p: Its p, corrected by Holm for the number of pairs.
        verdict: The finding in words.
    """

    column: str | Message
    groups: tuple[GroupPace, ...]
    others: int
    days: tuple[int, ...]
    finding: Finding
    chi_square: float | None
    freedom: int
    p: float | None
    faster: str | None
    slower: str | None
    pair_p: float | None
    verdict: Message


def compare(pipeline: Pipeline, columns: Sequence[str]) -> dict[str, Comparison]:
    """Compare how fast leads are won by source, owner, product, asked columns and creation month.

    Args:
        pipeline: The book, understood.
        columns: The columns by which the figures are broken down.
    """
    leads, called = pipeline.leads, labels(pipeline)
    days, ends = cases(leads)
    chosen = [name for name in columns if name in COMPARED or name not in BREAKDOWNS]
    found = {
        name: _comparison(called.get(name, name), days, ends, groups_of(leads, name, days))
        for name in chosen
    }
    months = cohort_groups(
        leads,
        days,
        as_of=pipeline.as_of,
        time_zone=pipeline.settings.time_zone,
        calendar=calendar_of(pipeline.settings.dates),
    )
    return found | {COHORT: _comparison(message("Month of creation"), days, ends, months)}


def _comparison(
    column: str | Message, days: NDArray[np.float64], ends: NDArray[np.int8], groups: Groups
) -> Comparison:
    found = contrast(days, ends, groups)
    curve = aalen_johansen(days, ends, groups.of, len(groups.names))
    grid = _grid(days[(ends == EVENT) & (groups.of >= 0)])
    paces = _paces(curve, groups, found, grid)
    pair = (paces[found.faster], paces[found.slower]) if found.finding == "pair" else None
    return Comparison(
        column=column,
        groups=paces,
        others=groups.others,
        days=grid,
        finding=found.finding,
        chi_square=_known(found.test.chi_square),
        freedom=found.test.freedom,
        p=_known(found.test.p),
        faster=pair[0].value if pair else None,
        slower=pair[1].value if pair else None,
        pair_p=_known(found.p),
        verdict=_of_pair(*pair, found.p) if pair else _of_all(column, paces, found),
    )


def _paces(
    curve: Curve, groups: Groups, found: Contrast, grid: tuple[int, ...]
) -> tuple[GroupPace, ...]:
    by_horizon = {day: np.stack(curve.within(day)) for day in HORIZONS}
    # The two dimensions are there even when no day is asked for.
    by_day = np.array([curve.within(day)[0] for day in grid]).reshape(len(grid), len(groups.names))
    medians = np.where(groups.watched >= HORIZONS[-1], medians_given_won(curve), np.nan)
    return tuple(
        GroupPace(
            value=name,
            n=int(curve.events.total[place]),
            won=int(found.test.observed[place]),
            expected=float(found.test.expected[place]),
            chances={
                str(day): _chance(at[:, place]) if groups.watched[place] >= day else None
                for day, at in by_horizon.items()
            },
            median_days_given_won=_known(medians[place]),
            curve=tuple(
                _known(p) if groups.watched[place] >= day else None
                for day, p in zip(grid, by_day[:, place], strict=True)
            ),
        )
        for place, name in enumerate(groups.names)
    )


def _grid(won: NDArray[np.float64]) -> tuple[int, ...]:
    """Choose the days of the curves: at most 26, evenly, up to the last win."""
    known = won[~np.isnan(won)]
    if not known.size:
        return ()
    last = int(np.ceil(known.max()))
    step = next((step for step in STEPS if last / step <= POINTS), last // POINTS + 1)
    return tuple(range(0, last + step, step))


def _of_all(column: str | Message, paces: Sequence[GroupPace], found: Contrast) -> Message:
    """Say why no two groups are named."""
    if found.finding == "few":
        return message(
            "{column}: too little to compare; it takes at least two groups of {leads} leads, and "
            "{wins} wins together.",
            column=column,
            leads=FEWEST_LEADS,
            wins=FEWEST_WINS,
        )
    n = sum(pace.n for pace in paces)
    if found.finding == "none":
        return message(
            "{column}: nothing can be told apart; chance alone may explain the differences ({p}, "
            "n = {n}).",
            column=column,
            p=_p(found.test.p),
            n=n,
        )
    return message(
        "{column}: the groups differ ({p}, n = {n}), but no two of them can be told apart.",
        column=column,
        p=_p(found.test.p),
        n=n,
    )


def _of_pair(faster: GroupPace, slower: GroupPace, p: float) -> Message:
    """Say how two groups differ: by days to win where these agree, else by the chance to win."""
    facts = {"faster": faster.value, "slower": slower.value, "p": _p(p)}
    days, other_days = faster.median_days_given_won, slower.median_days_given_won
    if days is not None and other_days is not None and days < other_days:
        return plural(
            "{faster} converts faster than {slower}: {days} against {n} day, {p}, n = {cases} and "
            "{other_cases}.",
            "{faster} converts faster than {slower}: {days} against {n} days, {p}, n = {cases} and "
            "{other_cases}.",
            n=other_days,
            days=days,
            cases=faster.n,
            other_cases=slower.n,
            **facts,
        )
    for day in reversed(HORIZONS):
        one, other = faster.chances[str(day)], slower.chances[str(day)]
        if one and other and one.p is not None and other.p is not None and one.p > other.p:
            return message(
                "{faster} is won more often than {slower}: {rate} against {other_rate} by day "
                "{day}, {p}, n = {n} and {other_n}.",
                rate=percent(one.p),
                other_rate=percent(other.p),
                day=day,
                n=faster.n,
                other_n=slower.n,
                **facts,
            )
    return message(
        "{faster} is won at a higher rate than {slower}, {p}, n = {n} and {other_n}.",
        n=faster.n,
        other_n=slower.n,
        **facts,
    )


def _p(p: float) -> Message:
    if p < 0.001:
        return message("p < 0.001")
    if p < 0.01:
        return message("p < 0.01")
    return message("p < 0.05") if p < 0.05 else message("p ≥ 0.05")


def _chance(values: NDArray[np.float64]) -> Chance:
    p, low, high = (_known(value) for value in values)
    return Chance(p, low, high)


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
