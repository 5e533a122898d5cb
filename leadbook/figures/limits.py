"""Learned limits: what each stage's limit could be, how sure that is, and what it would flag."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from leadbook.metrics.columns import codes, status_is
from leadbook.metrics.limits import flagged, learned_limits, whole_limit

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from leadbook.pipeline.pipeline import Pipeline
    from leadbook.pipeline.settings import Clock

__all__ = ["LearnedLimit", "learn"]


@dataclass(frozen=True, slots=True)
class LearnedLimit:
    """What one open stage's limit is and could be.

    Attributes:
        limit_days: The limit that counts now; ``None`` is never.
        suggested_limit_days: 75th percentile of the visits that went forward in deals later won.
        low: Lower end of its 95 % interval.
        high: Upper end; ``None`` where so few visits do not bound it.
        n: Visits behind it.
        new_limit_days: The suggestion in whole days; ``None`` where the limit should stay.
        kept: Why it should stay: ``few`` visits, or a ``clock`` that does not start at the entry.
        open: Open deals in the stage.
        rotten_now: Those that are rotten.
        rotten_then: Those that would be with the new limit.
    """

    stage: str
    clock: Clock
    limit_days: float | None
    suggested_limit_days: float | None
    low: float | None
    high: float | None
    n: int
    new_limit_days: float | None
    kept: Literal["", "few", "clock"]
    open: int
    rotten_now: int
    rotten_then: int | None


def learn(pipeline: Pipeline, rot: pd.DataFrame) -> tuple[LearnedLimit, ...]:
    """Learn the limit of each open stage from deals later won, and count what it would flag.

    Args:
        pipeline: The book, understood.
        rot: As `metrics.rotting.rotting` gives for it.
    """
    leads, stages = pipeline.leads, pipeline.settings.stages
    learned = learned_limits(leads, pipeline.visits, stages)
    clocks = {stage.name: stage.clock for stage in stages}
    limits = {stage.name: stage.limit_days for stage in stages}
    new = {
        stage: whole_limit(days) if clocks[stage] == "entry" else None
        for stage, days in zip(map(str, learned.index), learned["days"].tolist(), strict=True)
    }
    then = flagged(leads, rot, {stage: days for stage, days in new.items() if days is not None})
    still = _per_stage(leads, status_is(leads, "open"), list(new))
    now = _per_stage(leads, codes(rot, "rot", ["rotten"]) == 0, list(new))
    return tuple(
        LearnedLimit(
            stage, clocks[stage], limits[stage], _known(days), _known(low), _known(high), int(n),
            new[stage], _kept(clocks[stage], days), still[stage], now[stage], then.get(stage),
        )
        for stage, days, n, low, high in zip(
            new, *(learned[name].tolist() for name in learned), strict=True
        )
    )  # fmt: skip


def _kept(clock: Clock, suggested: float) -> Literal["", "few", "clock"]:
    if np.isnan(suggested):
        return "few"
    return "" if clock == "entry" else "clock"


def _per_stage(leads: pd.DataFrame, chosen: NDArray[np.bool_], names: list[str]) -> dict[str, int]:
    place = codes(leads, "stage", names)[chosen]
    count = np.bincount(place[place >= 0], minlength=len(names))
    return dict(zip(names, count.tolist(), strict=True))


def _known(value: float) -> float | None:
    return None if np.isnan(value) else value
