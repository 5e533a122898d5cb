"""The back-test: a book as it was known on one day, against what came of it by a later day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from leadbook.figures.chances import win_chances
from leadbook.figures.columns import headers
from leadbook.figures.tested import (
    Backtest,
    ChancesTested,
    ForecastTested,
    MonthTested,
    RotGroup,
    RotTested,
)
from leadbook.language.dates import elapsed_days
from leadbook.metrics.backtest import (
    OUTCOMES,
    chances_ahead,
    difference,
    horizons,
    outcome_counts,
    wins_foretold,
)
from leadbook.metrics.columns import codes, moment, moments, numbers, status_is
from leadbook.metrics.conversion import win_rate
from leadbook.metrics.curves import aalen_johansen
from leadbook.metrics.facts import gather
from leadbook.metrics.forecast import AHEAD, BASES, chances, forecast, open_deals
from leadbook.metrics.intervals import Chance, wilson
from leadbook.metrics.months import calendar_of, first_days, labels, month_of
from leadbook.metrics.rotting import ROT
from leadbook.metrics.time_to_win import cases
from leadbook.metrics.win_quality import area_low, calibration, quality
from leadbook.pipeline.rewind import left_behind, rewind, taken_as_they_stand, untold

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    import pandas as pd
    from numpy.typing import NDArray

    from leadbook.figures.chances import WinChances, WinModel
    from leadbook.language.messages import Speaker
    from leadbook.metrics.backtest import WinsForetold
    from leadbook.metrics.months import Calendar
    from leadbook.metrics.win_quality import Quality
    from leadbook.pipeline.pipeline import Pipeline

__all__ = ["backtest"]

OPEN, WON, LOST, JUNK = range(len(OUTCOMES))
AGAINST_A_LIMIT = ("rotten", "warning", "held", "fresh")


@dataclass(frozen=True, slots=True)
class _Deals:
    """The deals open on the first day: their place then, and what they were on the second."""

    at: NDArray[np.intp]
    outcome: NDArray[np.intp]
    closed: NDArray[np.datetime64]


def backtest(
    pipeline: Pipeline,
    *,
    as_of: datetime,
    until: datetime,
    say: Speaker,
    keep: Collection[str] = (),
) -> Backtest:
    """Hold what the book of one day foretold against what it was on a later day.

    Args:
        pipeline: The book, read as of the later day or after it.
        as_of: The first day.
        until: The later day.
        say: The language of the report.
        keep: Columns of the leads that are vouched for to have been then as they stand today.
    """
    then, later = (rewind(pipeline, day, keep=keep) for day in (as_of, until))
    deals = _deals(then, later)
    late = _known_late(then.leads, deals)
    if late:
        then = replace(then, leads=then.leads.assign(amount=np.nan))
    given = win_chances(then, say)
    chance, basis = _chances(then, given)
    called = headers(pipeline)
    return Backtest(
        book=pipeline.name,
        as_of=as_of,
        until=until,
        currency=pipeline.settings.currency,
        history=then.history,
        leads=len(then.leads),
        open=len(deals.at),
        untold=untold(pipeline, as_of),
        lost_sight=int((deals.outcome < 0).sum()),
        staged=int(then.leads["stage"].notna().to_numpy()[deals.at].sum()),
        kept=tuple(called.get(name, name) for name in taken_as_they_stand(pipeline, keep)),
        left_behind=tuple(called.get(name, name) for name in left_behind(pipeline, keep)),
        chances=_test_chances(then, given.model, deals, chance[deals.at], basis[deals.at]),
        time_to_win=_test_curve(then, later, deals),
        forecast=None if late else _test_forecast(then, later, deals, chance),
        rot=_test_rot(then, deals),
        amounts_known_late=late,
    )


def _deals(then: Pipeline, later: Pipeline) -> _Deals:
    at = np.flatnonzero(status_is(then.leads, "open"))
    ids = then.leads["lead_id"].to_numpy(dtype=object)[at]
    place = {lead: row for row, lead in enumerate(later.leads["lead_id"])}
    found = np.array([place.get(lead, -1) for lead in ids], dtype=np.intp)
    # One more at the end, so that a lead that is lost sight of finds a blank.
    outcome = np.append(codes(later.leads, "status", OUTCOMES), -1)[found]
    closed = np.append(moments(later.leads, "closed_at"), np.datetime64("NaT", "us"))[found]
    return _Deals(at, outcome, closed)


def _known_late(leads: pd.DataFrame, deals: _Deals) -> bool:
    """Whether an amount mainly tells that a deal was won: many books write it only then."""
    priced = numbers(leads, "amount")[deals.at] > 0
    won = deals.outcome == WON
    if not priced[won].any() or won.all():
        return False
    return bool(priced[~won].mean() < priced[won].mean() / 2)


def _chances(then: Pipeline, given: WinChances) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Give each lead's chance to be won as it was given on that day, and from what."""
    is_learned = given.model.learned
    learned = given.columns["win_probability"] if is_learned else None
    return chances(then.leads, then.visits, then.settings.stages, learned)


def _test_chances(
    then: Pipeline,
    model: WinModel,
    deals: _Deals,
    chance: NDArray[np.float64],
    basis: NDArray[np.intp],
) -> ChancesTested:
    won, told = deals.outcome == WON, (deals.outcome >= 0) & ~np.isnan(chance)
    lost = (deals.outcome == LOST) | (deals.outcome == JUNK)
    decided = told & (won | lost)
    rate = win_rate(then.leads)
    base = np.full(int(decided.sum()), np.nan if rate.rate is None else rate.rate)
    judged, by_then = (quality(chance[at], won[at]) for at in (decided, told))
    return ChancesTested(
        chosen=model.chosen,
        why=model.why,
        bases={name: int((basis == place).sum()) for place, name in enumerate(BASES)},
        won=int((told & won).sum()),
        lost=int((told & lost).sum()),
        open=int((told & (deals.outcome == OPEN)).sum()),
        base_rate=rate,
        decided=judged,
        base=quality(base, won[decided]),
        by_then=by_then,
        auc=_ranking(judged, won[decided]),
        auc_by_then=_ranking(by_then, won[told]),
        bins=calibration(chance[decided], won[decided]),
    )


def _ranking(judged: Quality, won: NDArray[np.bool_]) -> Chance:
    """Give the area under the curve with its interval, which lies evenly about it."""
    if judged.auc is None:
        return Chance(None, None, None)
    wins = int(won.sum())
    low = area_low(judged.auc, wins, len(won) - wins)
    return Chance(judged.auc, max(low, 0.0), min(2 * judged.auc - low, 1.0))


def _test_curve(then: Pipeline, later: Pipeline, deals: _Deals) -> tuple[WinsForetold, ...]:
    zone, start = then.settings.time_zone, np.full(1, moment(then.as_of))
    ahead = horizons(int(elapsed_days(start, np.full(1, moment(later.as_of)), zone)[0]))
    ages = numbers(then.leads, "age_days")[deals.at]
    chance = chances_ahead(*cases(then.leads), ages, ahead)
    chance[deals.outcome < 0] = np.nan
    days = elapsed_days(start, deals.closed, zone)
    won = deals.outcome == WON
    return tuple(
        wins_foretold(n, chance[:, place], won & (days <= n)) for place, n in enumerate(ahead)
    )


def _test_forecast(
    then: Pipeline, later: Pipeline, deals: _Deals, chance: NDArray[np.float64]
) -> ForecastTested:
    calendar = calendar_of(then.settings.dates)
    valued = open_deals(then.leads, chance, as_of=then.as_of, calendar=calendar)
    told = forecast(
        valued, aalen_johansen(*cases(then.leads)), as_of=then.as_of, calendar=calendar
    ).set_index("month")
    first, last = (
        int(month_of(np.full(1, moment(day)), calendar)[0]) for day in (then.as_of, later.as_of)
    )
    month = np.arange(first, min(last + 1, first + AHEAD))
    whole = first_days(month + 1, calendar) <= moment(later.as_of) + np.timedelta64(1, "D")
    told = told.reindex(labels(month, calendar), fill_value=0.0)
    amount = numbers(then.leads, "amount")[deals.at]
    won = (deals.outcome == WON) & ~np.isnan(amount) & np.isin(deals.at, valued["lead"])
    closed = month_of(deals.closed[won], calendar)
    rows = zip(
        told.index,
        whole.tolist(),
        *(told[name].tolist() for name in ("weighted", "low", "high")),
        _sums(closed, amount[won], month).tolist(),
        _sums(closed, np.ones(len(closed)), month).astype(np.int64).tolist(),
        _new_wins(then, later, month, calendar).tolist(),
        strict=True,
    )
    months = tuple(MonthTested(*row) for row in rows)
    over = [row for row in months if row.whole]
    return ForecastTested(
        months=months,
        n=len(valued),
        weighted=sum(row.weighted for row in over) if over else None,
        won=sum(row.won for row in over) if over else None,
    )


def _new_wins(
    then: Pipeline, later: Pipeline, month: NDArray[np.int64], calendar: Calendar
) -> NDArray[np.float64]:
    """Sum the amounts won, month by month, of leads that the first day did not know."""
    leads = later.leads
    is_new = ~leads["lead_id"].isin(then.leads["lead_id"]).to_numpy()
    closed = moments(leads, "closed_at")
    amount = numbers(leads, "amount")
    won = status_is(leads, "won") & is_new & (closed > moment(then.as_of)) & ~np.isnan(amount)
    return _sums(month_of(closed[won], calendar), amount[won], month)


def _sums(
    closed: NDArray[np.int64], values: NDArray[np.float64], month: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Sum values by month of closing; those of later months are left out."""
    within = closed <= month[-1]
    sums = np.bincount(closed[within] - month[0], values[within], len(month))
    return sums.astype(np.float64)


def _test_rot(then: Pipeline, deals: _Deals) -> RotTested:
    book = (then.leads, then.visits, then.activities, then.settings.stages)
    settings = then.settings
    found = gather(*book, as_of=then.as_of, warn_at=settings.warn_at, time_zone=settings.time_zone)
    state = codes(found.rot, "rot", ROT)[deals.at]
    counts = outcome_counts(state, deals.outcome, len(ROT))
    judged = [ROT.index(name) for name in AGAINST_A_LIMIT]
    states = [_rot_group(ROT[place], counts[place]) for place in judged]
    flagged = states[0]
    others = _rot_group("others", counts[judged[1:]].sum(axis=0))
    return RotTested(
        states=tuple(group for group in states if group.n),
        flagged=flagged,
        others=others,
        win_difference=difference(flagged.win, others.win),
        loss_difference=difference(flagged.loss, others.loss),
    )


def _rot_group(state: str, counts: NDArray[np.int64]) -> RotGroup:
    of, n = counts.tolist(), int(counts.sum())
    lost = of[LOST] + of[JUNK]
    return RotGroup(
        state=state,
        n=n,
        won=of[WON],
        lost=of[LOST],
        junk=of[JUNK],
        open=of[OPEN],
        win=wilson(of[WON], n),
        loss=wilson(lost, n),
    )
