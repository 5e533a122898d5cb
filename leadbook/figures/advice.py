"""Advice: what to change next, each rule over the figures with what is at stake."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from leadbook.figures.phrases import amount_in
from leadbook.language.messages import message
from leadbook.metrics.breakdown import grouped
from leadbook.metrics.columns import codes, moment, moments, numbers, status_is
from leadbook.metrics.intervals import newcombe, wilson

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from numpy.typing import NDArray

    from leadbook.figures.groups import GroupFigures
    from leadbook.figures.model import Figures
    from leadbook.language.messages import Message
    from leadbook.pipeline.pipeline import Pipeline

__all__ = ["Advice", "advise"]

ENOUGH = 10  # closed leads before a source is judged
FEW = 5  # open deals before an owner is judged


@dataclass(frozen=True, slots=True)
class Advice:
    """One change to make.

    Attributes:
        key: Which rule it comes from.
        stake: Money at stake; ``None`` where the book states no amounts for it.
        n: Leads or deals that it is about.
        sentence: What to do, with the figure behind it.
    """

    key: str
    stake: float | None
    n: int
    sentence: Message


def advise(figures: Figures, pipeline: Pipeline, facts: pd.DataFrame) -> tuple[Advice, ...]:
    """Give what the figures call for: most money at stake first, then most leads.

    Args:
        figures: Every figure but the review.
        pipeline: The book, understood.
        facts: The facts of each lead, as `metrics.facts.gather` gives.
    """
    amount = numbers(pipeline.leads, "amount")
    found = [
        *_stuck_stage(figures, amount),
        *_weak_source(figures, pipeline),
        *_never_contacted(figures, facts, amount),
        *_no_next_step(figures, pipeline, amount),
        *_overloaded_owner(figures, amount),
        *_wrong_limit(figures),
    ]
    return tuple(sorted(found, key=lambda advice: (-(advice.stake or 0.0), -advice.n)))


def _stuck_stage(figures: Figures, amount: NDArray[np.float64]) -> Iterator[Advice]:
    rotten = codes(figures.leads, "rot", ["rotten"]) == 0
    stage, names = grouped(figures.leads, "stage")
    n = np.bincount(stage[rotten], minlength=len(names))
    if not n.sum():
        return
    value = np.bincount(stage[rotten], np.nan_to_num(amount[rotten]), len(names))
    worst = int(np.lexsort((-n, -value))[0])
    there = status_is(figures.leads, "open") & (stage == worst)
    stake = _money(amount, float(value[worst]))
    facts = {"stage": names[worst], "n": int(n[worst]), "open": int(there.sum())}
    sentence = (
        message(
            "Decide the deals that are past their limit in {stage}: {n} of {open} open ones; "
            "{value} is at stake",
            value=amount_in(figures.currency, stake),
            **facts,
        )
        if stake
        else message(
            "Decide the deals that are past their limit in {stage}: {n} of {open} open ones",
            **facts,
        )
    )
    yield Advice("stuck_stage", stake, int(n[worst]), sentence)


def _weak_source(figures: Figures, pipeline: Pipeline) -> Iterator[Advice]:
    """The costliest source whose win rate is surely below that of all leads."""
    overall = figures.conversion["win_rate"].rate
    costs = _costs(pipeline.campaigns)
    weak = [
        group
        for group in figures.by.get("source", ())
        if group.value
        and group.win_rate.n >= ENOUGH
        and (1.0 if group.win_rate.high is None else group.win_rate.high) < (overall or 0.0)
    ]
    if not weak or overall is None:
        return
    worst = max(weak, key=lambda group: (costs.get(group.value, 0.0), group.leads))
    cost = costs.get(worst.value)
    sentence = _of_source(worst, overall, cost, figures.currency)
    yield Advice("weak_source", cost, worst.leads, sentence)


def _costs(campaigns: pd.DataFrame) -> dict[str, float]:
    """What the campaigns of each source cost, where the book says so."""
    if "source" not in campaigns or "cost" not in campaigns:
        return {}
    source, names = grouped(campaigns, "source")
    cost = np.nan_to_num(numbers(campaigns, "cost"))
    sums = np.bincount(source, cost, len(names)).tolist()
    return {name: total for name, total in zip(names, sums, strict=True) if name and total > 0}


def _of_source(group: GroupFigures, overall: float, cost: float | None, currency: str) -> Message:
    facts = {
        "source": group.value,
        "rate": _percent(group.win_rate.rate),
        "n": group.win_rate.n,
        "high": _percent(group.win_rate.high),
        "overall": _percent(overall),
    }
    if cost is None:
        return message(
            "Spend less on {source}: it wins {rate}% of {n} closed leads (at most {high}% with 95% "
            "confidence) against {overall}% in all",
            **facts,
        )
    if not group.won:
        return message(
            "Spend less on {source}: it wins {rate}% of {n} closed leads (at most {high}% with 95% "
            "confidence) against {overall}% in all; its campaigns cost {cost} and won nothing",
            cost=amount_in(currency, cost),
            **facts,
        )
    return message(
        "Spend less on {source}: it wins {rate}% of {n} closed leads (at most {high}% with 95% "
        "confidence) against {overall}% in all; its campaigns cost {cost}, {each} for each win",
        cost=amount_in(currency, cost),
        each=amount_in(currency, cost / group.won),
        **facts,
    )


def _never_contacted(
    figures: Figures, facts: pd.DataFrame, amount: NDArray[np.float64]
) -> Iterator[Advice]:
    silence = numbers(facts, "days_since_contact")
    chosen = status_is(facts, "open") & np.isnan(silence)
    # A book that records no contact at all says nothing about whom nobody called.
    if np.isnan(silence).all() or not chosen.any():
        return
    stake = _money(amount, float(np.nansum(amount[chosen])))
    how_many = {"n": int(chosen.sum()), "open": figures.counts.open}
    sentence = (
        message(
            "Call the open leads that nobody has contacted yet: {n} of {open}; {value} is at stake",
            value=amount_in(figures.currency, stake),
            **how_many,
        )
        if stake
        else message("Call the open leads that nobody has contacted yet: {n} of {open}", **how_many)
    )
    yield Advice("never_contacted", stake, int(chosen.sum()), sentence)


def _no_next_step(
    figures: Figures, pipeline: Pipeline, amount: NDArray[np.float64]
) -> Iterator[Advice]:
    planned = moments(pipeline.leads, "next_step_at")
    if np.isnat(planned).all():
        return
    chosen = status_is(pipeline.leads, "open") & ~(planned >= moment(pipeline.as_of))
    if not chosen.any():
        return
    stake = _money(amount, float(np.nansum(amount[chosen])))
    facts = {"n": int(chosen.sum()), "open": figures.counts.open}
    sentence = (
        message(
            "Set a next step for the open deals that have none ahead: {n} of {open}; {value} is at "
            "stake",
            value=amount_in(figures.currency, stake),
            **facts,
        )
        if stake
        else message(
            "Set a next step for the open deals that have none ahead: {n} of {open}", **facts
        )
    )
    yield Advice("no_next_step", stake, int(chosen.sum()), sentence)


def _overloaded_owner(figures: Figures, amount: NDArray[np.float64]) -> Iterator[Advice]:
    """The owner whose deals rot surely more often than those of all others."""
    leads = figures.leads
    if "owner" not in leads:
        return
    owner, names = grouped(leads, "owner")
    still, rotten = status_is(leads, "open"), codes(leads, "rot", ["rotten"]) == 0
    n = np.bincount(owner[still], minlength=len(names))
    late = np.bincount(owner[rotten], minlength=len(names))
    value = np.bincount(owner[rotten], np.nan_to_num(amount[rotten]), len(names))
    behind = [
        i
        for i, name in enumerate(names)
        if name and n[i] >= FEW and _exceeds(late[i], n[i], late.sum() - late[i], n.sum() - n[i])
    ]
    if not behind:
        return
    worst = max(behind, key=lambda i: (value[i], late[i]))
    stake = _money(amount, float(value[worst]))
    facts = {
        "owner": names[worst],
        "n": int(late[worst]),
        "open": int(n[worst]),
        "others": _percent(float((late.sum() - late[worst]) / (n.sum() - n[worst]))),
    }
    sentence = _of_owner(facts, stake, figures.currency)
    yield Advice("overloaded_owner", stake, int(late[worst]), sentence)


def _of_owner(facts: dict[str, object], stake: float | None, currency: str) -> Message:
    if not stake:
        return message(
            "Take deals off {owner}: past their limit are {n} of {open} open deals, against "
            "{others}% with all others",
            **facts,
        )
    return message(
        "Take deals off {owner}: past their limit are {n} of {open} open deals, against "
        "{others}% with all others; {value} is at stake",
        value=amount_in(currency, stake),
        **facts,
    )


def _exceeds(a: int, n: int, b: int, m: int) -> bool:
    low = newcombe(wilson(int(a), int(n)), wilson(int(b), int(m))).low
    return low is not None and low > 0


def _wrong_limit(figures: Figures) -> Iterator[Advice]:
    """The limit that lies outside what won deals suggest and would change most flags."""
    wrong = [
        (abs(limit.rotten_then - limit.rotten_now), limit)
        for limit in figures.limits
        if limit.new_limit_days is not None
        and limit.rotten_then is not None
        and limit.low is not None
        and not limit.low <= (limit.limit_days or np.inf) <= (limit.high or np.inf)
    ]
    if not wrong:
        return
    n, worst = max(wrong, key=lambda pair: (pair[0], pair[1].n))
    yield Advice(
        "wrong_limit",
        None,
        n,
        message(
            "Set the limit of {stage} to {new} (in days): won deals passed in {days}, at least "
            "{low} with 95% confidence (n = {n}); open deals past it would be {then} instead of "
            "{now}",
            stage=worst.stage,
            new=worst.new_limit_days,
            days=worst.suggested_limit_days,
            n=worst.n,
            low=worst.low,
            then=worst.rotten_then,
            now=worst.rotten_now,
        ),
    )


def _money(amount: NDArray[np.float64], total: float) -> float | None:
    return None if np.isnan(amount).all() else total


def _percent(share: float | None) -> float:
    return round(100 * (share or 0.0), 1)
