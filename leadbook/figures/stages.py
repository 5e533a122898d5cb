"""Stages: what happened in each open stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadbook.figures.records import records
from leadbook.metrics.funnel import funnel
from leadbook.metrics.intervals import wilson
from leadbook.metrics.late_entry import late_entry
from leadbook.metrics.stages import stage_times

if TYPE_CHECKING:
    from leadbook.metrics.intervals import Rate
    from leadbook.pipeline.pipeline import Pipeline

__all__ = ["StageFigures", "stages_of"]


@dataclass(frozen=True, slots=True)
class StageFigures:
    """What happened in one open stage; mean, median and p90 are over completed visits."""

    stage: str
    visits: int
    completed: int
    open: int
    mean_days: float | None
    median_days: float | None
    p90_days: float | None
    km_median_days: float | None
    forward_per_30_days: float | None
    strict_conversion: Rate
    furthest_conversion: Rate
    not_yet: int
    regressions: int
    reentries: int
    reached: int
    open_value: float
    limit_days: float | None
    suggested_limit_days: float | None
    suggested_limit_n: int
    skips: int = 0


def stages_of(pipeline: Pipeline) -> tuple[StageFigures, ...]:
    """Give what happened in each open stage, in order."""
    book = (pipeline.leads, pipeline.visits, pipeline.settings.stages)
    limits = {stage.name: stage.limit_days for stage in pipeline.settings.stages}
    zone = pipeline.settings.time_zone
    late = late_entry(*book, log_from=pipeline.log_from, time_zone=zone)
    # Without the stages that lost leads went through, every share would only tell won from lost,
    # and where only the present stage is known nothing was ever seen to move on.
    paths_known = pipeline.history in {"log", "stage dates"}
    both = stage_times(*book, late=late).join(funnel(*book))
    return tuple(
        StageFigures(
            stage=str(row["stage"]),
            visits=row["visits"],
            completed=row["completed"],
            open=row["open"],
            mean_days=row["mean_days"],
            median_days=row["median_days"],
            p90_days=row["p90_days"],
            km_median_days=row["km_median_days"],
            forward_per_30_days=row["forward_per_30_days"] if paths_known else None,
            strict_conversion=wilson(row["strict_passed"], row["strict_n"]),
            furthest_conversion=wilson(row["passed"], row["reached"] - row["not_yet"])
            if paths_known
            else wilson(0, 0),
            not_yet=row["not_yet"],
            regressions=row["regressions"],
            reentries=row["reentries"],
            reached=row["reached"],
            open_value=row["open_value"],
            limit_days=limits[row["stage"]],
            suggested_limit_days=row["suggested_limit_days"],
            suggested_limit_n=row["suggested_limit_n"],
            skips=row["skips"],
        )
        for row in records(both.reset_index())
    )
