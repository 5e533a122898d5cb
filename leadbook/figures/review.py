"""The periodic review: what changed since the last report, and what to change next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from leadbook.figures.advice import advise
from leadbook.metrics.review import Headline, Snapshot, compare_reports, last_before

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import pandas as pd

    from leadbook.figures.advice import Advice
    from leadbook.figures.model import Figures
    from leadbook.metrics.intervals import Chance, Rate
    from leadbook.metrics.review import Change
    from leadbook.pipeline.pipeline import Pipeline

__all__ = ["Review", "reviewed", "snapshot_of"]

RATES = frozenset({"win_rate"})
"""Rates whose cases only ever get more: a lead that was closed stays closed."""
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Review:
    """What the periodic review says.

    Attributes:
        since: Day of the last report made for an earlier day; ``None`` at the first.
        changes: Each headline figure then and now; empty at the first report.
        next: The three changes to make next, most at stake first.
    """

    since: date | None
    changes: tuple[Change, ...]
    next: tuple[Advice, ...]


def reviewed(
    figures: Figures, pipeline: Pipeline, facts: pd.DataFrame, earlier: Sequence[Snapshot]
) -> Figures:
    """Give the figures with their review.

    Args:
        figures: Every other figure.
        pipeline: The book, understood.
        facts: The facts of each lead.
        earlier: The headline figures of earlier reports, in any order.
    """
    last = last_before(earlier, pipeline.as_of.date())
    changes = () if last is None else compare_reports(last, snapshot_of(figures), rates=RATES)
    since = None if last is None else last.as_of
    advice = advise(figures, pipeline, facts)[:SHOWN]
    return replace(figures, review=Review(since, changes, advice))


def snapshot_of(figures: Figures) -> Snapshot:
    """Give the headline figures that are remembered for the next review."""
    counts, value = figures.counts, figures.value
    won = figures.days_to_outcome["won"]
    headlines = (
        *(
            Headline(key, float(getattr(counts, key)))
            for key in ("leads", "open", "won", "lost", "junk", "problems")
        ),
        Headline("rotten", float(figures.rotten.rotten), counts.open),
        Headline("cold", float(len(figures.cold)), counts.open),
        Headline("won_total", value.won_total, counts.won),
        Headline("open_total", value.open_total, counts.open),
        Headline("sales_velocity", figures.sales_velocity.per_day, counts.open),
        _rate("win_rate", figures.conversion["win_rate"]),
        _chance("won_within_30", figures.time_to_win.aalen_johansen["30"], figures.time_to_win.n),
        _chance("won_within_90", figures.time_to_win.aalen_johansen["90"], figures.time_to_win.n),
        Headline("days_to_win", won.median, won.n),
    )
    return Snapshot(figures.as_of.date(), headlines)


def _rate(key: str, rate: Rate) -> Headline:
    return Headline(key, rate.rate, rate.n, rate.low, rate.high)


def _chance(key: str, chance: Chance, n: int) -> Headline:
    return Headline(key, chance.p, n, chance.low, chance.high)
