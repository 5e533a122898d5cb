"""Learning the chance to win from one book: both models, tried on deals that they had not seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from leadbook.metrics.leaks import strong_leaks
from leadbook.metrics.win_cases import sampled
from leadbook.metrics.win_counts import count_wins, value_shares, win_chances
from leadbook.metrics.win_features import features_of, pooled, stage_feature
from leadbook.metrics.win_model import Cases, Scorecard
from leadbook.metrics.win_validation import FOLDS, choose, folds_of, judged

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from leadbook.metrics.leaks import Leak
    from leadbook.metrics.months import Calendar
    from leadbook.metrics.win_cases import Deals
    from leadbook.metrics.win_counts import WinCounts
    from leadbook.metrics.win_features import Feature
    from leadbook.metrics.win_validation import Fitted, Trial

__all__ = [
    "LEAST_CLOSED",
    "LEAST_OF_EACH",
    "Learned",
    "Model",
    "counted",
    "enough",
    "learn",
]

LEAST_CLOSED = 30
LEAST_OF_EACH = 5
"""With fewer wins, or fewer losses, a fold could hold none, and nothing could be judged."""

Model = Literal["calibrated", "counts"]


@dataclass(frozen=True)
class Learned:
    """Both models, fitted and tried.

    Attributes:
        features: The columns that they see, the stage last where stages are known.
        leaks: Columns left out because they tell more than an honest fact could.
        deals: How many closed deals the calibrated model was fitted on and both were tried on.
        counts: The counts model over all closed deals, as a scorecard of unpooled levels.
        counts_trial: How the counts model did.
        fitted: The calibrated model and how it did.
    """

    features: tuple[Feature, ...]
    leaks: tuple[Leak, ...]
    deals: int
    counts: Scorecard
    counts_trial: Trial
    fitted: Fitted

    @property
    def better(self) -> Model:
        """The model with the lower log loss on deals that it had not seen."""
        mine, rival = self.fitted.trial.quality.log_loss, self.counts_trial.quality.log_loss
        return "counts" if rival is not None and mine is not None and rival < mine else "calibrated"

    def trial(self, model: Model) -> Trial:
        """How one of the two did."""
        return self.counts_trial if model == "counts" else self.fitted.trial

    def scored(self, model: Model, leads: NDArray[np.bool_]) -> tuple[Scorecard, NDArray[np.intp]]:
        """Give a model's scorecard and the levels of some leads in it, (leads, columns)."""
        raw = [feature.codes[leads] for feature in self.features]
        if model == "counts":
            return self.counts, _matrix(raw, len(raw[0]) if raw else 0)
        own = [pooled(feature, codes) for feature, codes in zip(self.features, raw, strict=True)]
        return self.fitted.card, _matrix(own, int(leads.sum()))


def enough(deals: Deals) -> bool:
    """Tell whether there are closed deals enough, of both outcomes, to learn from and to judge."""
    won, lost = int(deals.won.sum()), int(deals.lost.sum())
    return won + lost >= LEAST_CLOSED and min(won, lost) >= LEAST_OF_EACH


def learn(
    leads: pd.DataFrame,
    deals: Deals,
    columns: Iterable[str],
    *,
    allow: Collection[str] = (),
    calendar: Calendar = "gregorian",
) -> Learned | None:
    """Fit both models on the book's closed deals and try them by cross-validation.

    Args:
        leads: One row a lead.
        deals: As `win_cases.deals_of` gives; `enough` of them.
        columns: The columns that may be seen.
        allow: Columns that are never taken for a leak.
        calendar: Whose months the months of creation are.

    Returns:
        The models, or ``None`` when no column can be used and no stage is known.
    """
    use = sampled(deals)
    at = np.flatnonzero(use)
    by_deal = folds_of(at, deals.won[at])
    features = features_of(leads, columns, deals.closed, calendar)
    features, leaks = _honest(features, at, deals.won[at], by_deal[0], allow)
    if not features and not deals.stage_known:
        return None
    lead, stage = deals.moments(use)
    folds = by_deal[:, np.searchsorted(at, lead)]
    cases = _cases(features, deals, lead, stage)
    return Learned(
        features=(*features, *_stage(deals, deals.now)),
        leaks=leaks,
        deals=len(at),
        counts=_card(_count(features, deals, np.flatnonzero(deals.closed)), features, deals),
        counts_trial=_counts_trial(features, deals, (lead, stage), folds, by_deal),
        fitted=choose(cases, folds),
    )


def counted(
    leads: pd.DataFrame,
    deals: Deals,
    columns: Iterable[str],
    *,
    allow: Collection[str] = (),
    calendar: Calendar = "gregorian",
) -> NDArray[np.float64]:
    """Give each open lead's chance by the counts model alone, however few deals are closed.

    The columns are those that `learn` would use; leaks are only looked for among deals enough.
    NaN for closed leads, and for all without wins or without losses.

    The arguments are those of `learn`.
    """
    features = features_of(leads, columns, deals.closed, calendar)
    if enough(deals):
        at = np.flatnonzero(sampled(deals))
        fold = folds_of(at, deals.won[at])[0]
        features, _ = _honest(features, at, deals.won[at], fold, allow)
    counts = _count(features, deals, np.flatnonzero(deals.closed))
    place = deals.now if deals.stage_known else np.full(len(leads), -1)
    chance = win_chances(counts, place, _fields(features, np.arange(len(leads))))
    return np.where(deals.still_open, chance, np.nan)


def _honest(
    features: tuple[Feature, ...],
    at: NDArray[np.intp],
    won: NDArray[np.bool_],
    fold: NDArray[np.intp],
    allow: Collection[str],
) -> tuple[tuple[Feature, ...], tuple[Leak, ...]]:
    """Split off the features that tell more than an honest fact could."""
    levels = {f.column: pooled(f, f.codes[at]) for f in features if f.column not in allow}
    leaks = strong_leaks(levels, won, fold)
    named = {leak.column for leak in leaks}
    return tuple(f for f in features if f.column not in named), leaks


def _stage(deals: Deals, place: NDArray[np.intp]) -> tuple[Feature, ...]:
    return (stage_feature(place, deals.stages),) if deals.stage_known else ()


def _matrix(columns: Sequence[NDArray[np.intp]], n: int) -> NDArray[np.intp]:
    return np.column_stack(columns) if columns else np.zeros((n, 0), dtype=np.intp)


def _cases(
    features: tuple[Feature, ...], deals: Deals, lead: NDArray[np.intp], stage: NDArray[np.intp]
) -> Cases:
    stages = _stage(deals, stage)
    levels = [pooled(feature, feature.codes[lead]) for feature in features]
    levels += [feature.codes for feature in stages]
    every = (*features, *stages)
    return Cases(
        codes=_matrix(levels, len(lead)),
        sizes=tuple(feature.size for feature in every),
        ordered=tuple(feature.shape != "label" for feature in every),
        won=deals.won[lead],
        deal=lead,
    )


def _fields(features: Sequence[Feature], at: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    """Give levels as the counts model has them: a blank, and what no closed deal has, is -1."""
    return [_counted_levels(feature)[feature.codes[at]] for feature in features]


def _counted_levels(feature: Feature) -> NDArray[np.intp]:
    """Give the counts model's level of each code; the first code is blank, the last unseen."""
    levels = np.arange(feature.size) - 1
    levels[-1] = -1
    return levels


def _count(features: Sequence[Feature], deals: Deals, at: NDArray[np.intp]) -> WinCounts:
    return count_wins(
        deals.won[at],
        deals.now[at],
        _fields(features, at),
        stages=max(len(deals.stages), 1),
        sizes=[len(feature.levels) for feature in features],
    )


def _counts_trial(
    features: Sequence[Feature],
    deals: Deals,
    cases: tuple[NDArray[np.intp], NDArray[np.intp]],
    folds: NDArray[np.intp],
    by_deal: NDArray[np.intp],
) -> Trial:
    """Try the counts model: each fold is judged by the counts of all others."""
    lead, stage = cases
    at = np.unique(lead)
    whole = _count(features, deals, at)
    chance = np.full(folds.shape, np.nan)
    for row, fold, of_deal in zip(chance, folds, by_deal, strict=True):
        for number in range(FOLDS):
            held = fold == number
            rest = whole - _count(features, deals, at[of_deal == number])
            row[held] = win_chances(rest, stage[held], _fields(features, lead[held]))
    return judged(chance, deals.won[lead], lead)


def _card(counts: WinCounts, features: Sequence[Feature], deals: Deals) -> Scorecard:
    """Read off what every level adds in the counts model; the blank adds nothing."""
    none = np.full(1, -1)
    unset = [none] * len(features)
    base = float(win_chances(counts, none, unset)[0])
    tables = []
    for place, feature in enumerate(features):
        level = _counted_levels(feature)
        blank = np.full(feature.size, -1)
        fields = [level if at == place else blank for at in range(len(features))]
        tables.append(value_shares(counts, blank, fields)[:, place + 1])
    if deals.stage_known:
        last = len(deals.stages)
        stage = np.minimum(np.arange(-1, last + 1), last - 1)
        fields = [np.full(len(stage), -1)] * len(features)
        tables.append(value_shares(counts, stage, fields)[:, 0])
    return Scorecard(float(np.log(base / (1 - base))), tuple(tables))
