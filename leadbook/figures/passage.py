"""Passage: the ways between stages, and the stage that holds the pipeline up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from leadbook.figures.phrases import amount_in, percent
from leadbook.figures.records import records
from leadbook.language.messages import message
from leadbook.metrics.bottleneck import FEWEST, strains, worst_stage
from leadbook.metrics.transitions import transitions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

    from leadbook.figures.stages import StageFigures
    from leadbook.language.messages import Message
    from leadbook.metrics.transitions import Direction
    from leadbook.pipeline.pipeline import Pipeline

__all__ = ["Bottleneck", "StageStrain", "Transition", "hold_up", "ways"]


@dataclass(frozen=True, slots=True)
class Transition:
    """One way that deals went from an open stage, or those still there.

    Attributes:
        to_stage: A stage, ``won``, ``lost`` (junk among them), or "" while open or unknown.
        share: Share of the visits of the stage that ended; ``None`` for those still open.
        mean_days: Days of these visits, so far while open; ``None`` where none is known.
    """

    from_stage: str
    to_stage: str
    direction: Direction
    n: int
    share: float | None
    mean_days: float | None
    median_days: float | None


@dataclass(frozen=True, slots=True)
class StageStrain:
    """What may be held against one stage.

    Attributes:
        rate: Share of its decided leads, `n`, that went further; `others_rate`, of the others'.
        wait_days: Lead-days spent there for each visit that ended, `left` in number;
            `others_days`, the median of the other stages' waits.
        overdue: Deals past the limit; `overdue_share`, their share of all overdue value, or of the
            overdue deals where no value is known, and `others_share`, the median of the others'.
        loses, waits, holds: Whether each of the three stands out, as `metrics.bottleneck` says.
    """

    stage: str
    n: int
    rate: float | None
    others_rate: float | None
    wait_days: float | None
    left: int
    others_days: float | None
    overdue: int
    overdue_value: float
    overdue_share: float | None
    others_share: float | None
    loses: bool
    waits: bool
    holds: bool


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """The stage that holds the pipeline up (``None`` if none stands out), why, and all strains."""

    stage: str | None
    verdict: Message
    reasons: tuple[Message, ...]
    stages: tuple[StageStrain, ...]


def ways(pipeline: Pipeline) -> tuple[Transition, ...]:
    """Give every way between stages that deals went."""
    table = transitions(pipeline.leads, pipeline.visits, pipeline.settings.stages)
    return tuple(Transition(**row) for row in records(table))


def hold_up(pipeline: Pipeline, rot: pd.DataFrame, stages: Sequence[StageFigures]) -> Bottleneck:
    """Name the stage that holds the pipeline up, with its reasons.

    Args:
        pipeline: The book, understood.
        rot: As `metrics.rotting.rotting` gives for it.
        stages: The figures of its open stages, in order.
    """
    decided = np.array([s.furthest_conversion.n for s in stages], dtype=np.int64)
    share = np.array([s.furthest_conversion.rate or 0.0 for s in stages])
    table = strains(
        pipeline.leads,
        pipeline.visits,
        pipeline.settings.stages,
        passed=np.rint(share * decided).astype(np.int64),
        decided=decided,
        rot=rot,
    )
    rows = records(table.assign(n=decided).reset_index())
    found = tuple(StageStrain(**row) for row in rows)
    name = worst_stage(table)
    if name is None:
        return Bottleneck(None, _none_of(found), (), found)
    worst = next(strain for strain in found if strain.stage == name)
    reasons = tuple(_reasons(worst, pipeline.settings.currency))
    return Bottleneck(name, message("Bottleneck: {stage}.", stage=name), reasons, found)


def _none_of(found: Sequence[StageStrain]) -> Message:
    judged = max(sum(s.n >= FEWEST for s in found), sum(s.left >= FEWEST for s in found))
    if judged < 2:
        return message("Too few leads have passed through the stages to name a bottleneck.")
    return message(
        "No stage stands out as the bottleneck: none surely loses more leads, takes much longer or "
        "holds much more overdue value than the others."
    )


def _reasons(worst: StageStrain, currency: str) -> Iterator[Message]:
    if worst.loses:
        yield message(
            "Of {n} leads that reached it and are decided, {rate} went further, the smallest share "
            "of all stages; the others together: {others}.",
            n=worst.n,
            rate=percent(worst.rate),
            others=percent(worst.others_rate),
        )
    if worst.waits:
        yield message(
            "Days that deals stay there: {days} (n = {n}, open ones counted), the longest of all; "
            "the middle of the other stages: {others}.",
            days=worst.wait_days,
            n=worst.left,
            others=worst.others_days,
        )
    if worst.holds and worst.overdue_value:
        yield message(
            "{share} of the value past its limit is stuck there: {value} in {n} deals; the middle "
            "of the other stages: {others}.",
            share=percent(worst.overdue_share),
            others=percent(worst.others_share),
            value=amount_in(currency, worst.overdue_value),
            n=worst.overdue,
        )
    elif worst.holds:
        yield message(
            "{share} of the deals past their limit are stuck there: {n} in number; the middle of "
            "the other stages: {others}.",
            share=percent(worst.overdue_share),
            others=percent(worst.others_share),
            n=worst.overdue,
        )
