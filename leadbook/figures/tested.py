"""What a back-test tells: each thing that was foretold, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from leadbook.figures.chances import Chosen
    from leadbook.language.messages import Message
    from leadbook.metrics.backtest import WinsForetold
    from leadbook.metrics.intervals import Chance, Rate
    from leadbook.metrics.win_quality import CalibrationBin, Quality
    from leadbook.pipeline.pipeline import History

__all__ = [
    "Backtest",
    "ChancesTested",
    "ForecastTested",
    "MonthTested",
    "RotGroup",
    "RotTested",
]


@dataclass(frozen=True, slots=True)
class ChancesTested:
    """The win probabilities given on the first day, against the deals decided by the second.

    Attributes:
        chosen: Which model gave them, learned from what was known on the first day, and `why`.
        bases: How many open deals had their chance from what, by `forecast.BASES`.
        won: Deals won by the second day; `lost` likewise (lost and junk); `open` are undecided.
        base_rate: Win rate as it was known on the first day.
        decided: Quality of the chances among the deals decided by the second day.
        base: The same if each deal had been given the base rate.
        by_then: Quality as a ranking of all open deals by whether they were won by the second day.
        auc: The AUC of `decided` with its 95 % interval (Hanley and McNeil); `auc_by_then` that of
            `by_then`.
        bins: Chances given, against the share won, among the deals decided.
    """

    chosen: Chosen
    why: Message
    bases: Mapping[str, int]
    won: int
    lost: int
    open: int
    base_rate: Rate
    decided: Quality
    base: Quality
    by_then: Quality
    auc: Chance
    auc_by_then: Chance
    bins: tuple[CalibrationBin, ...]


@dataclass(frozen=True, slots=True)
class MonthTested:
    """The forecast of one month against the deals won in it.

    Attributes:
        whole: Whether the month was over on the second day; else the forecast reaches beyond it.
        weighted: Σ amount × chance as forecast on the first day, with `low` and `high`.
        won: Amount won in it by the second day of deals that were open on the first; `n` of them.
        new: Amount won of deals that came in after the first day, which nobody could forecast.
    """

    month: str
    whole: bool
    weighted: float
    low: float
    high: float
    won: float
    n: int
    new: float


@dataclass(frozen=True, slots=True)
class ForecastTested:
    """The forecast by months; the sums are over the months that were over, ``None`` without."""

    months: tuple[MonthTested, ...]
    n: int
    weighted: float | None
    won: float | None


@dataclass(frozen=True, slots=True)
class RotGroup:
    """What came of the deals that stood one way against their limit; rates are over all n."""

    state: str
    n: int
    won: int
    lost: int
    junk: int
    open: int
    win: Rate
    loss: Rate


@dataclass(frozen=True, slots=True)
class RotTested:
    """The rot flags of the first day.

    Attributes:
        states: One group for each state against a limit that any deal had.
        flagged: The rotten deals; `others`: all other deals with a limit.
        win_difference: Share won of the flagged minus that of the others.
        loss_difference: The same of the share lost or junk.
    """

    states: tuple[RotGroup, ...]
    flagged: RotGroup
    others: RotGroup
    win_difference: Chance
    loss_difference: Chance


@dataclass(frozen=True, slots=True)
class Backtest:
    """What was foretold on one day, against what had happened by a later day.

    Attributes:
        as_of: The first day.
        until: The second.
        leads: Leads that the book had on the first day.
        open: Those open on it.
        untold: Leads of which the book does not tell what they were on the first day.
        lost_sight: Deals open on it of which it does not tell what they were on the second.
        staged: Open deals of which the stage on the first day is known.
        kept: Headers of columns without a date, taken as they stand today.
        left_behind: Headers of columns without a date, left out.
        forecast: ``None`` where amounts cannot be tested (see `amounts_known_late`).
        amounts_known_late: Whether the book writes amounts mainly on deals that are won.
    """

    book: str
    as_of: datetime
    until: datetime
    currency: str
    history: History
    leads: int
    open: int
    untold: int
    lost_sight: int
    staged: int
    kept: tuple[str, ...]
    left_behind: tuple[str, ...]
    chances: ChancesTested
    time_to_win: tuple[WinsForetold, ...]
    forecast: ForecastTested | None
    rot: RotTested
    amounts_known_late: bool
