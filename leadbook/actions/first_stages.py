"""The stage of a new lead of which nobody says where it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadbook.pipeline.stages import begins

if TYPE_CHECKING:
    from leadbook.pipeline.pipeline import Pipeline

__all__ = ["FirstStage", "first_stage"]


@dataclass(frozen=True, slots=True)
class FirstStage:
    """Where the leads of a book begin.

    Attributes:
        name: The stage; "" where the book does not say.
        is_seen: Whether it is only seen from where most leads began.
    """

    name: str
    is_seen: bool = False


def first_stage(pipeline: Pipeline) -> FirstStage:
    """Give the first open stage of the Stages table; without one, the stage where leads begin.

    That is the first open stage if its name says so, such as "New"; else the one in which most
    leads of the book's history were first. A first stage that may be a late one is none.

    Args:
        pipeline: The book.
    """
    names = [stage.name for stage in pipeline.settings.stages if stage.outcome == "open"]
    first = next(iter(names), "")
    is_told = any(reading.kind == "Stages" for reading in pipeline.reading)
    if is_told or begins(first):
        return FirstStage(first)
    if pipeline.history not in ("log", "stage dates"):
        return FirstStage("")
    firsts = pipeline.visits.drop_duplicates("lead")["stage"].value_counts()
    counts = {name: int(firsts.get(name, 0)) for name in names}
    seen = max(names, key=lambda name: counts[name], default="")
    return FirstStage(seen, is_seen=True) if counts.get(seen) else FirstStage("")
