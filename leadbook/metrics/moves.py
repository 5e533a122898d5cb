"""Moves: where each visit of a stage led, as places in the pipeline's order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from leadbook.metrics.columns import codes, flags, numbers, positions, status_is

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from leadbook.pipeline.settings import Stage

__all__ = ["LOST", "UNKNOWN", "Moves", "moves", "open_stages", "places"]

UNKNOWN, LOST = -1, -2


@dataclass(frozen=True)
class Moves:
    """One row a visit, by lead and time.

    Attributes:
        lead: Row position of the lead.
        stage: Place of the visited stage among the open stages, from 0; `UNKNOWN` if none of them.
        next: Place of the stage that followed; the number of open stages once won, `LOST` for
            lost and junk, `UNKNOWN` while open.
        days: Days of the visit; NaN unknown.
        is_open: Whether the lead is still there.
    """

    lead: NDArray[np.intp]
    stage: NDArray[np.intp]
    next: NDArray[np.intp]
    days: NDArray[np.float64]
    is_open: NDArray[np.bool_]

    @property
    def forward(self) -> NDArray[np.bool_]:
        """Whether the visit ended in a later stage or a win."""
        return ~self.is_open & (self.stage >= 0) & (self.next > self.stage)

    @property
    def backward(self) -> NDArray[np.bool_]:
        """Whether the visit ended in an earlier stage."""
        return ~self.is_open & (self.next >= 0) & (self.next < self.stage)


def open_stages(stages: Sequence[Stage]) -> tuple[str, ...]:
    """Give the names of the stages in which a deal is still open, in order.

    >>> from leadbook.pipeline.settings import Stage
    >>> open_stages([Stage("New"), Stage("Offer"), Stage("Won", "won"), Stage("Lost", "lost")])
    ('New', 'Offer')
    """
    return tuple(stage.name for stage in stages if stage.outcome == "open")


def places(frame: pd.DataFrame, column: str, stages: Sequence[Stage]) -> NDArray[np.intp]:
    """Give each stage's place in the order; won comes after the last, lost and junk are `LOST`.

    >>> import pandas as pd
    >>> from leadbook.pipeline.settings import Stage
    >>> stages = [Stage("New"), Stage("Offer"), Stage("Won", "won"), Stage("Lost", "lost")]
    >>> places(pd.DataFrame({"stage": ["Offer", "Won", "Lost", None]}), "stage", stages).tolist()
    [1, 2, -2, -1]
    """
    names = open_stages(stages)
    seen = codes(frame, column, [stage.name for stage in stages])
    ends = {"won": len(names), "lost": LOST, "junk": LOST}
    rank = {name: place for place, name in enumerate(names)}
    place = [ends.get(stage.outcome, rank.get(stage.name, UNKNOWN)) for stage in stages]
    # One more at the end, so that the code -1 of a blank finds UNKNOWN.
    return np.array([*place, UNKNOWN], dtype=np.intp)[seen]


def moves(leads: pd.DataFrame, visits: pd.DataFrame, stages: Sequence[Stage]) -> Moves:
    """Say of each visit where it led; where the log is silent, the lead's own outcome tells.

    Args:
        leads: The leads, with their status.
        visits: As `pipeline.Pipeline.visits`.
        stages: All stages, in order.
    """
    lead = positions(visits, "lead")
    is_open = flags(visits, "is_open") == 1
    stage = places(visits, "stage", stages)
    following = places(visits, "next_stage", stages)
    silent = (following == UNKNOWN) & ~is_open
    if silent.any():
        won = np.where(status_is(leads, "won"), len(open_stages(stages)), UNKNOWN)
        ended = np.where(status_is(leads, "lost", "junk"), LOST, won)
        following = np.where(silent & _is_last(lead), ended[lead], following)
    days = numbers(visits, "days")
    return Moves(
        lead=lead,
        stage=np.where(stage < len(open_stages(stages)), np.maximum(stage, UNKNOWN), UNKNOWN),
        next=np.where(is_open, UNKNOWN, following),
        days=np.where(days >= 0, days, np.nan),
        is_open=is_open,
    )


def _is_last(lead: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Whether a visit is its lead's last, visits standing by lead and time."""
    return np.append(lead[1:] != lead[:-1], np.ones(min(len(lead), 1), dtype=bool))
