"""Tallies: how many leads stand where, by status, grade, rot and cold rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadbook.metrics.columns import status_is
from leadbook.metrics.grades import grade_names

if TYPE_CHECKING:
    import pandas as pd

    from leadbook.pipeline.pipeline import Pipeline

__all__ = ["ColdLead", "Counts", "RotCounts", "cold_of", "counts_of", "grades_of", "rot_counts_of"]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many leads there are, by status, and how many problems the book has."""

    leads: int
    open: int
    won: int
    lost: int
    junk: int
    problems: int


@dataclass(frozen=True, slots=True)
class RotCounts:
    """Open deals by how they stand against their stage's limit."""

    rotten: int
    warning: int
    held: int
    fresh: int
    no_limit: int
    unknown: int


@dataclass(frozen=True, slots=True)
class ColdLead:
    """An open lead that a cold rule names, and the action that the rule prescribes."""

    lead_id: str
    rule: str
    action: str


def counts_of(pipeline: Pipeline) -> Counts:
    """Count the leads of a book by status, and its problems."""
    of = {name: int(status_is(pipeline.leads, name).sum()) for name in ("open", "won", "lost")}
    junk = int(status_is(pipeline.leads, "junk").sum())
    return Counts(len(pipeline.leads), **of, junk=junk, problems=len(pipeline.problems))


def rot_counts_of(rot: pd.DataFrame) -> RotCounts:
    """Count open deals by how they stand, from what `metrics.rotting.rotting` gives."""
    counts = rot["rot"].value_counts()
    return RotCounts(
        **{
            name.replace(" ", "_"): int(counts[name])
            for name in ("rotten", "warning", "held", "fresh", "no limit", "unknown")
        }
    )


def grades_of(rows: pd.DataFrame, pipeline: Pipeline) -> dict[str, int]:
    """Count the leads of each grade, from best to worst; leads without a grade are in none."""
    counts = rows["grade"].value_counts()
    return {name: int(counts[name]) for name in grade_names(pipeline.settings.grades)}


def cold_of(rows: pd.DataFrame) -> tuple[ColdLead, ...]:
    """Give the leads that a cold rule names, in the book's order."""
    cold = rows.loc[rows["cold_rule"] != "", ["lead_id", "cold_rule", "cold_action"]]
    return tuple(map(ColdLead, *(cold[name].tolist() for name in cold)))
