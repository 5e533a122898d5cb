"""The few sentences that a director should take away, each with the figures behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.language.messages import plural
from leadbook.report.words import money, percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from leadbook.figures import Figures, GroupFigures
    from leadbook.language.messages import Speaker

__all__ = ["best_source", "bottleneck", "longest_overdue", "stuck_stage", "surest"]

FEWEST = 5
"""A share of fewer cases than this is not called best or worst."""


def stuck_stage(figures: Figures, say: Speaker) -> str:
    """Name the stage that holds most of the overdue value, or of the overdue deals."""
    rotten = _rotten(figures.leads)
    if rotten.empty:
        return say("No open deal is past the limit of its stage.")
    by_stage = rotten.assign(stage=rotten["stage"].astype(str)).groupby("stage", sort=True)
    sums = by_stage.agg(deals=("stage", "size"), value=("amount", "sum"))
    worst = sums.sort_values(["value", "deals"], ascending=False, kind="stable").iloc[0]
    there = (figures.leads["stage"] == worst.name).to_numpy()
    facts = {
        "stage": str(worst.name),
        "n": int(worst["deals"]),
        "open": int((there & (figures.leads["status"] == "open")).sum()),
        "limit": float(figures.leads["limit_days"][there].max()),
    }
    if not worst["value"]:
        return say(
            "Most stuck: {stage}, with {n} of {open} open deals past the {limit}-day limit.",
            **facts,
        )
    return say(
        "Most stuck: {stage}, with {n} of {open} open deals past the {limit}-day limit; {value} "
        "waits there.",
        value=money(say, float(worst["value"]), figures.currency),
        **facts,
    )


def longest_overdue(figures: Figures, say: Speaker) -> str:
    """Name the open deal that is the most days past its limit."""
    rotten = _rotten(figures.leads)
    if rotten.empty:
        return say("Nothing is overdue.")
    worst = rotten.iloc[int(rotten["days_over"].argmax())]
    facts = {"lead": _called(worst), "stage": str(worst["stage"])}
    days = round(float(worst["days_over"]))
    if not worst["amount"]:
        return say(
            plural(
                "Longest overdue: {lead} in {stage}, {n} day over its limit.",
                "Longest overdue: {lead} in {stage}, {n} days over its limit.",
                n=days,
                **facts,
            )
        )
    return say(
        plural(
            "Longest overdue: {lead} in {stage}, {n} day over its limit, worth {value}.",
            "Longest overdue: {lead} in {stage}, {n} days over its limit, worth {value}.",
            n=days,
            value=money(say, float(worst["amount"]), figures.currency),
            **facts,
        )
    )


def surest(groups: Sequence[GroupFigures]) -> GroupFigures | None:
    """Give the group whose win rate has the highest lower bound, if any has cases enough."""
    known = [g for g in groups if g.value and g.win_rate.n >= FEWEST]
    return max(known, key=lambda g: g.win_rate.low or 0.0, default=None)


def best_source(figures: Figures, say: Speaker) -> str:
    """Name the source whose win rate is surely highest: the best lower bound of its interval."""
    best = surest(figures.by.get("source", ()))
    if best is None:
        return say("No source has enough closed leads to be compared (at least {n}).", n=FEWEST)
    return say(
        "Surest source: {source} wins {rate} of {n} closed leads, at least {low} with 95% "
        "confidence.",
        source=best.value,
        rate=percent(say, best.win_rate.rate or 0.0),
        n=best.win_rate.n,
        low=percent(say, best.win_rate.low or 0.0),
    )


def bottleneck(figures: Figures, say: Speaker) -> str:
    """Name the stage that holds the pipeline up and the figures behind that, if there is one."""
    found = figures.bottleneck
    if found is None:
        return say("Too few leads have passed through the stages to name a bottleneck.")
    return " ".join(say(sentence) for sentence in (found.verdict, *found.reasons))


def _rotten(leads: pd.DataFrame) -> pd.DataFrame:
    keys = ("lead_id", "name", "company", "stage", "amount", "days_over")
    rotten = leads.loc[leads["rot"] == "rotten", [key for key in keys if key in leads]]
    if "amount" not in rotten:
        return rotten.assign(amount=0.0)
    return rotten.assign(amount=rotten["amount"].fillna(0.0))


def _called(lead: pd.Series) -> str:
    """Call a lead by its company, else its name, else its id."""
    for key in ("company", "name"):
        if isinstance(lead.get(key), str) and lead[key].strip():
            return str(lead[key])
    return str(lead["lead_id"])
