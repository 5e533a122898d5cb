"""Choosing among the win models by repeated cross-validation, and calibrating the chosen one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from leadbook.metrics.logistic import chances, fitted
from leadbook.metrics.win_model import CANDIDATES
from leadbook.metrics.win_quality import Quality, calibration, quality

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from leadbook.metrics.win_model import Cases, Kind, Scorecard
    from leadbook.metrics.win_quality import CalibrationBin

__all__ = ["DEALS_TO_BOOST", "Fitted", "Trial", "choose", "folds_of", "judged", "platt"]

FOLDS = 5
FEW_DEALS = 1000
MANY, SOME = 3, 2
"""How often cross-validation is repeated, in small books and in large ones."""
DEALS_TO_BOOST = 400
"""With fewer, boosting wins the trial by luck more often than by merit, and foretells worse.

On parts of the UCI bank data, log loss of new cases was 0.001 to 0.005 higher where it was tried
on 60 to 250 cases, about equal on 350 to 500, and lower on more.
"""
SEED = 20260321
SURE = 12.0


@dataclass(frozen=True)
class Trial:
    """How one way to predict did on deals that it had not seen."""

    quality: Quality
    bins: tuple[CalibrationBin, ...]


@dataclass(frozen=True)
class Fitted:
    """The better of the calibrated candidates, fitted on all cases.

    Attributes:
        kind: Which candidate it is.
        card: Its scorecard, calibrated, each column's mean over the cases in the base.
        trial: How it did in cross-validation.
        log_losses: Cross-validated log loss of every candidate that was tried.
    """

    kind: Kind
    card: Scorecard
    trial: Trial
    log_losses: dict[Kind, float]


def folds_of(deal: NDArray[np.intp], won: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Deal the cases out to five folds, (repeats, cases): all cases of a deal into one fold.

    Each fold gets its share of won and of lost deals. The same cases give the same folds.

    Args:
        deal: Number of each case's deal.
        won: What became of it.

    >>> folds = folds_of(np.repeat(np.arange(10), 2), np.repeat([True, False], 10))
    >>> bool((folds[:, 0::2] == folds[:, 1::2]).all()), np.bincount(folds[0]).tolist()
    (True, [4, 4, 4, 4, 4])
    """
    deals, first, place = np.unique(deal, return_index=True, return_inverse=True)
    chance = np.random.default_rng(SEED)
    repeats = MANY if len(deals) < FEW_DEALS else SOME
    fold = np.empty((repeats, len(deals)), dtype=np.intp)
    for row in fold:
        for outcome in (True, False):
            at = chance.permutation(np.flatnonzero(won[first] == outcome))
            row[at] = np.arange(len(at)) % FOLDS
    return fold[:, place]


def choose(cases: Cases, folds: NDArray[np.intp]) -> Fitted:
    """Fit each candidate on each fold's complement, and give the one with the least log loss.

    Gradient boosting is a candidate from `DEALS_TO_BOOST` deals on.

    Its log odds are calibrated by Platt's logistic map. In the trial the map of each fold is
    learned from the other folds, so that no deal judges itself.

    Args:
        cases: What there is to learn from; both outcomes.
        folds: As `folds_of` gives.
    """
    import scipy.optimize  # noqa: F401, PLC0415 - a limit binds only libraries that are loaded
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - comes with scikit-learn

    tried = _tried(cases)
    with threadpool_limits(limits=1):
        raw = {kind: _unseen(cases, folds, kind) for kind in tried}
        losses = {kind: _trial(odds, cases, folds) for kind, odds in raw.items()}
        best = min(losses, key=lambda kind: losses[kind].quality.log_loss or 0.0)
        slope, shift = platt(raw[best].ravel(), np.tile(cases.won, len(folds)))
        card = CANDIDATES[best](cases).calibrated(slope, shift).centred(cases.codes)
    return Fitted(
        best, card, losses[best], {kind: t.quality.log_loss or 0.0 for kind, t in losses.items()}
    )


def _tried(cases: Cases) -> tuple[Kind, ...]:
    if len(np.unique(cases.deal)) < DEALS_TO_BOOST:
        return ("logistic",)
    import sklearn.ensemble  # noqa: F401, PLC0415 - to be loaded before the limit, too

    return ("logistic", "boosting")


def _unseen(cases: Cases, folds: NDArray[np.intp], kind: Kind) -> NDArray[np.float64]:
    """Give the log odds of every case by a model that has not seen its deal, (repeats, cases)."""
    odds = np.empty(folds.shape)
    for place, fold in enumerate(folds):
        for number in range(FOLDS):
            held = fold == number
            card = CANDIDATES[kind](cases.at(~held))
            odds[place, held] = card.log_odds(cases.codes[held])
    return odds


def _trial(odds: NDArray[np.float64], cases: Cases, folds: NDArray[np.intp]) -> Trial:
    chance = np.empty_like(odds)
    for row, fold, out in zip(odds, folds, chance, strict=True):
        for number in range(FOLDS):
            held = fold == number
            slope, shift = platt(row[~held], cases.won[~held])
            out[held] = chances(slope * row[held] + shift)
    return judged(chance, cases.won, cases.deal)


def judged(chance: NDArray[np.float64], won: NDArray[np.bool_], deal: NDArray[np.intp]) -> Trial:
    """Judge chances from repeated trials: each figure is the mean over the repeats.

    Args:
        chance: (repeats, cases).
        won: What became of each case's deal.
        deal: Number of each case's deal; n is how many there are.
    """
    n = len(np.unique(deal))
    each = [quality(row, won, n) for row in chance]
    known = Quality(
        auc=_mean([one.auc for one in each]),
        brier=_mean([one.brier for one in each]),
        log_loss=_mean([one.log_loss for one in each]),
        n=n,
    )
    return Trial(known, calibration(chance[0], won, deal))


def _mean(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return float(np.mean(known)) if known else None


def platt(odds: NDArray[np.float64], won: NDArray[np.bool_]) -> tuple[float, float]:
    """Give slope and shift of the logistic map from log odds to what happened (Platt, 1999).

    The targets are (wins + 1) ÷ (wins + 2) and 1 ÷ (losses + 2), so that separated outcomes do not
    run away. A slope below 0 would turn the ranking round; it is 0 then, and all get the base rate.

    >>> won = np.tile([True, True, True, False, False], 200)
    >>> slope, shift = platt(np.tile([2.0, 2.0, -2.0, -2.0, 2.0], 200), won)
    >>> round(slope, 2), round(shift, 2)
    (0.17, 0.35)
    """
    wins, losses = int(won.sum()), int((~won).sum())
    target = np.where(won, (wins + 1) / (wins + 2), 1 / (losses + 2))
    design = np.column_stack([np.clip(odds, -SURE, SURE), np.ones(len(odds))])
    base = float(np.log(target.mean() / (1 - target.mean())))
    weights = fitted(design, target, start=np.array([0.0, base]), ridge=np.full(2, 1e-9))
    return (float(weights[0]), float(weights[1])) if weights[0] > 0 else (0.0, base)
