"""Targets: how each owner, and the whole team, stands against what was to be won in each month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from leadbook.figures.records import records
from leadbook.metrics.months import calendar_of
from leadbook.metrics.targets import owner_targets, team_targets

if TYPE_CHECKING:
    import pandas as pd

    from leadbook.pipeline.pipeline import Pipeline

__all__ = ["TargetFigures", "of_owners", "of_team"]


@dataclass(frozen=True, slots=True)
class TargetFigures:
    """What was to be won in a month, by one owner or by all, and what was.

    Attributes:
        owner: "" for wins of nobody; ``None`` is the whole team.
        target: ``None`` where none was set.
        actual: Value won by closing month; `won`, how many deals that is.
        attainment: actual ÷ target; ``None`` without a target, at 0, and before the month begins.
        remaining: What is missing to the target; 0 once it is reached.
    """

    month: str
    owner: str | None
    target: float | None
    actual: float
    won: int
    attainment: float | None
    remaining: float | None
    state: Literal["over", "running", "ahead"]


def of_owners(pipeline: Pipeline) -> tuple[TargetFigures, ...]:
    """Give each month and owner, by month; none where the book has no targets of owners."""
    if not len(pipeline.targets) or not (pipeline.targets["owner"] != "").any():
        return ()
    return _figures(
        owner_targets(
            pipeline.leads,
            pipeline.targets,
            as_of=pipeline.as_of,
            calendar=calendar_of(pipeline.settings.dates),
        )
    )


def of_team(pipeline: Pipeline) -> tuple[TargetFigures, ...]:
    """Give each month for the whole team; none where the book has no targets."""
    table = team_targets(
        pipeline.leads,
        pipeline.targets,
        as_of=pipeline.as_of,
        calendar=calendar_of(pipeline.settings.dates),
    )
    return _figures(table.assign(owner=None))


def _figures(table: pd.DataFrame) -> tuple[TargetFigures, ...]:
    return tuple(TargetFigures(**row) for row in records(table))
