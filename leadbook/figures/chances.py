"""The chance to win of every lead: which model gives it, how good that model is, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from leadbook.figures.columns import headers, labels
from leadbook.language.messages import message
from leadbook.metrics.columns import numbers
from leadbook.metrics.intervals import wilson
from leadbook.metrics.logistic import chances
from leadbook.metrics.months import calendar_of
from leadbook.metrics.rep_chances import rep_calibration
from leadbook.metrics.win_book import LEAST_CLOSED, LEAST_OF_EACH, counted, enough, learn
from leadbook.metrics.win_cases import deals_of
from leadbook.metrics.win_columns import usable
from leadbook.metrics.win_counts import as_percent
from leadbook.metrics.win_quality import area_low, intervals
from leadbook.metrics.win_reasons import level_words, win_reasons
from leadbook.pipeline.schema import header_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from leadbook.language.messages import Message, Speaker
    from leadbook.metrics.intervals import Rate
    from leadbook.metrics.leaks import Leak
    from leadbook.metrics.rep_chances import RepBin
    from leadbook.metrics.win_book import Learned
    from leadbook.metrics.win_cases import Deals
    from leadbook.metrics.win_model import Kind
    from leadbook.metrics.win_quality import CalibrationBin, Quality
    from leadbook.pipeline.pipeline import Pipeline

__all__ = [
    "Chosen",
    "LeftOut",
    "WinChances",
    "WinModel",
    "counted_chances",
    "stage_chances",
    "win_chances",
]

Chosen = Literal["calibrated", "counts", "stage", "none"]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A column that the models may not see, as the book calls it, and why."""

    column: str
    why: Message
    auc: float | None


@dataclass(frozen=True, slots=True)
class WinModel:
    """The models of the chance to win, and how they did on deals that they had not seen.

    Attributes:
        chosen: Which gives the chances: the model with the lower log loss; with too few closed
            deals the stage's own probability, or none.
        kind: Which candidate the calibrated model is.
        why: Why it was chosen, in a sentence.
        base_rate: Share won of all closed deals.
        learned_from: How many closed deals the calibrated model was fitted on; fewer than
            there are when they were sampled.
        calibration: Of the chosen model: predicted against observed, bin by bin.
        leaks: Columns left out because they are only known, or only move, after the outcome.
        left_out: The same with the reason, and those that the user forbids.
        used: The columns that the models see.
        not_found: Columns that the Settings sheet allows or forbids and the book lacks.
        reps: What reps said of their own deals and what won; the owner "" is all together.
    """

    chosen: Chosen
    kind: Kind | None
    why: Message
    counts: Quality | None
    calibrated: Quality | None
    base_rate: Rate
    learned_from: int
    calibration: tuple[CalibrationBin, ...]
    leaks: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    used: tuple[str, ...]
    not_found: tuple[str, ...]
    reps: tuple[RepBin, ...]

    @property
    def learned(self) -> bool:
        """Whether the chances were learned from won and lost deals, not set by the team."""
        return self.chosen in {"calibrated", "counts"}


@dataclass(frozen=True)
class WinChances:
    """The model, and for every lead win_probability, win_low, win_high, win_reasons.

    With the rep's own estimate, `rep_probability`, where the book has one.
    """

    model: WinModel
    columns: Mapping[str, NDArray[Any]]


def win_chances(pipeline: Pipeline, say: Speaker) -> WinChances:
    """Give each open lead its chance to win by the better model, with interval and reasons.

    A won lead has 1, a lost one 0, a junk one none. The interval is what closed deals with about
    the same chance did (see `win_quality.intervals`).

    Args:
        pipeline: The book, understood.
        say: Speaks the language in which reasons are given.
    """
    settings, leads = pipeline.settings, pipeline.leads
    deals = deals_of(leads, pipeline.visits, settings.stages)
    allow, strange = _columns(pipeline, settings.model_allow)
    forbid, stranger = _columns(pipeline, settings.model_forbid)
    columns, left_out = usable(leads, deals.closed, deals.still_open, allow=allow, forbid=forbid)
    calendar = calendar_of(settings.dates)
    learned = (
        learn(leads, deals, columns, allow=allow, calendar=calendar) if enough(deals) else None
    )
    left_out += learned.leaks if learned else ()
    chosen: Chosen = learned.better if learned else _fallback(pipeline)
    called = labels(pipeline)
    shown = _of_the_book(left_out, pipeline)
    model = WinModel(
        chosen=chosen,
        kind=learned.fitted.kind if learned else None,
        why=_why(chosen, learned, deals),
        counts=learned.counts_trial.quality if learned else None,
        calibrated=learned.fitted.trial.quality if learned else None,
        base_rate=wilson(int(deals.won.sum()), int(deals.closed.sum())),
        learned_from=learned.deals if learned else 0,
        calibration=learned.trial(learned.better).bins if learned else (),
        leaks=tuple(_called(called, leak) for leak in shown if leak.reason != "forbidden"),
        left_out=tuple(LeftOut(_called(called, leak), leak.why, leak.auc) for leak in shown),
        used=tuple(called.get(f.column, f.column) for f in learned.features) if learned else (),
        not_found=(*strange, *stranger),
        reps=rep_calibration(leads),
    )
    rows = _by_learned(learned, deals, called, say) if learned else _by_stage(pipeline, deals)
    if "rep_probability" in leads:
        rows["rep_probability"] = numbers(leads, "rep_probability")
    return WinChances(model, rows)


def counted_chances(pipeline: Pipeline) -> NDArray[np.float64]:
    """Give each lead's chance by the counts model alone: won is 1, lost 0, junk blank.

    It needs one win and one loss, and no other library; else open leads are blank.
    """
    settings, leads = pipeline.settings, pipeline.leads
    deals = deals_of(leads, pipeline.visits, settings.stages)
    allow, _ = _columns(pipeline, settings.model_allow)
    forbid, _ = _columns(pipeline, settings.model_forbid)
    columns, _ = usable(leads, deals.closed, deals.still_open, allow=allow, forbid=forbid)
    calendar = calendar_of(settings.dates)
    chance = counted(leads, deals, columns, allow=allow, calendar=calendar)
    certain: NDArray[np.float64] = _closed(deals)["win_probability"]
    return np.where(deals.still_open, as_percent(chance) / 100, certain)


def stage_chances(pipeline: Pipeline) -> NDArray[np.float64]:
    """Give each lead the probability that the team set for its stage: won is 1, lost 0."""
    deals = deals_of(pipeline.leads, pipeline.visits, pipeline.settings.stages)
    chance: NDArray[np.float64] = _by_stage(pipeline, deals)["win_probability"]
    return chance


def _of_the_book(left_out: Sequence[Leak], pipeline: Pipeline) -> list[Leak]:
    """Give those that are columns of the book, not made by leadbook, by the kind of reason."""
    own = headers(pipeline)
    named = [leak for leak in left_out if not own or leak.column in own]
    return sorted(named, key=lambda leak: leak.reason)


def _called(called: Mapping[str, str], leak: Leak) -> str:
    return called.get(leak.column, leak.column)


def _columns(pipeline: Pipeline, asked: Sequence[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Give the columns of the leads that are meant, and the names that mean none."""
    known = {header_key(str(column)): str(column) for column in pipeline.leads}
    known |= {
        header_key(header): column
        for column, header in headers(pipeline).items()
        if column in pipeline.leads
    }
    found = {name: known.get(header_key(name)) for name in asked}
    strange = tuple(name for name, column in found.items() if column is None)
    return frozenset(column for column in found.values() if column is not None), strange


def _fallback(pipeline: Pipeline) -> Chosen:
    stages = pipeline.settings.stages
    set_by_team = any(s.probability is not None for s in stages if s.outcome == "open")
    return "stage" if set_by_team else "none"


def _why(chosen: Chosen, learned: Learned | None, deals: Deals) -> Message:
    if learned is None:
        return _why_not_learned(chosen, deals)
    won, lost = int(deals.won.sum()), int(deals.lost.sum())
    if _guesses(learned.trial(learned.better).quality, won, lost):
        return message(
            "The columns of the book tell won deals from lost ones no better than guessing, so "
            "every chance is near the base rate."
        )
    if chosen == "counts":
        return message(
            "The counts model was chosen: on deals that it had not seen its log loss was the "
            "lowest."
        )
    return message(
        "The calibrated model was chosen: on deals that it had not seen its log loss was the "
        "lowest."
    )


def _why_not_learned(chosen: Chosen, deals: Deals) -> Message:
    if enough(deals):
        return message("No column of the book can tell won deals from lost ones.")
    facts = {
        "won": int(deals.won.sum()),
        "lost": int(deals.lost.sum()),
        "least": LEAST_CLOSED,
        "each": LEAST_OF_EACH,
    }
    if chosen == "stage":
        return message(
            "Too few closed deals to learn from (won: {won}, lost: {lost}; needed: {least} in all "
            "and {each} of each), so each chance is the one that the Stages table gives.",
            **facts,
        )
    return message(
        "Too few closed deals to learn from (won: {won}, lost: {lost}; needed: {least} in all and "
        "{each} of each), and no stage has a probability, so no chance is given.",
        **facts,
    )


def _guesses(trial: Quality, won: int, lost: int) -> bool:
    """Tell whether the ranking may be by chance: the 95 % interval of its area holds a half."""
    share = trial.n / (won + lost)
    tried = round(share * won), round(share * lost)
    return trial.auc is None or area_low(trial.auc, *tried) <= 0.5


def _by_learned(
    learned: Learned, deals: Deals, called: Mapping[str, str], say: Speaker
) -> dict[str, NDArray[Any]]:
    model, still = learned.better, deals.still_open
    card, codes = learned.scored(model, still)
    chance = chances(card.log_odds(codes))
    if model == "counts":
        chance = as_percent(chance) / 100
    low, high = intervals(chance, learned.trial(model).bins)
    words = [level_words(f, called.get(f.column, f.column), say) for f in learned.features]
    columns = _closed(deals)
    columns["win_probability"][still] = chance
    columns["win_low"][still], columns["win_high"][still] = low, high
    columns["win_reasons"][still] = win_reasons(card, codes, words, say)
    return columns


def _by_stage(pipeline: Pipeline, deals: Deals) -> dict[str, NDArray[Any]]:
    """Give each open lead its stage's probability, as the team set it; blank where it did not."""
    stages = {stage.name: stage.probability for stage in pipeline.settings.stages}
    by_place = np.array([*map(stages.get, deals.stages), None], dtype=np.float64)
    columns, still = _closed(deals), deals.still_open
    columns["win_probability"][still] = by_place[deals.now[still]]
    return columns


def _closed(deals: Deals) -> dict[str, NDArray[Any]]:
    """Give new columns with what is certain: won is 1, lost is 0; all else is blank."""
    certain = np.select([deals.won, deals.lost], [1.0, 0.0], np.nan)
    blank = np.full(len(certain), np.nan)
    reasons = np.full(len(certain), "", dtype=object)
    return {
        "win_probability": certain,
        "win_low": blank,
        "win_high": blank.copy(),
        "win_reasons": reasons,
    }
