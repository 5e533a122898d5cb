"""The stages of a pipeline and their order: from the Stages table, else from what the data say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from leadbook.language.messages import message
from leadbook.language.numbers import to_number
from leadbook.language.text import fold, latin_digits
from leadbook.pipeline.schema import header_key
from leadbook.pipeline.settings import Stage
from leadbook.pipeline.vocabulary import STAGE_ORDER, outcome_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from leadbook.language.messages import Message
    from leadbook.pipeline.pipeline import History
    from leadbook.pipeline.settings import Clock, Outcome

__all__ = [
    "DEFAULT_LIMIT_DAYS",
    "StagePlan",
    "begins",
    "guessed_stages",
    "outcome_or_open",
    "usual_place",
    "with_outcomes",
]

DEFAULT_LIMIT_DAYS = 30.0
_OUTCOMES: tuple[Outcome, ...] = ("open", "won", "lost", "junk")
_NUMBERED = re.compile(r"^\W*(\d+)")


@dataclass(frozen=True, slots=True)
class StagePlan:
    """Stages in pipeline order, outcome stages last, and what was assumed of them."""

    stages: tuple[Stage, ...]
    assumed: tuple[Message, ...]


def outcome_or_open(name: str) -> Outcome:
    """Give the outcome that a stage's name says; a name that says none is an open stage.

    >>> outcome_or_open("Closed Won"), outcome_or_open("Demo")
    ('won', 'open')
    """
    said = outcome_of(name)
    return next((outcome for outcome in _OUTCOMES if outcome == said), "open")


def guessed_stages(names: Sequence[str], log: pd.DataFrame, history: History) -> StagePlan:
    """Put stage names in order and give every open one the default limit.

    The order is that of the numbers before the names, of the usual names, of the first visits in
    the log, or of appearance: the first of these that orders every open stage.

    Args:
        names: Distinct stage names, in order of appearance.
        log: The stage log: ``lead``, ``stage``, ``entered_at``; may be empty.
        history: Where the visits come from; without any the clock starts at creation.
    """
    open_names = [name for name in names if outcome_or_open(name) == "open"]
    ordered, why = _in_order(open_names, log)
    clock: Clock = "creation" if history == "none" else "entry"
    stages = [Stage(name, "open", DEFAULT_LIMIT_DAYS, clock) for name in ordered]
    stages += [
        Stage(name, outcome)
        for outcome in _OUTCOMES[1:]
        for name in names
        if outcome_or_open(name) == outcome
    ]
    return StagePlan(tuple(stages), (why, _limit_assumed(clock)) if ordered else ())


def with_outcomes(stages: Iterable[Stage], names: Iterable[str]) -> tuple[Stage, ...]:
    """Add the outcome stages that the data have and the Stages table leaves out; outcomes last."""
    known = list(stages)
    folded = {fold(stage.name) for stage in known}
    known += [
        Stage(name, outcome_or_open(name))
        for name in names
        if outcome_or_open(name) != "open" and fold(name) not in folded
    ]
    return tuple(sorted(known, key=lambda stage: _OUTCOMES.index(stage.outcome)))


def _in_order(names: list[str], log: pd.DataFrame) -> tuple[list[str], Message]:
    stages: dict[str, object] = {"stages": names}
    numbered = [_NUMBERED.match(latin_digits(name)) for name in names]
    if names and all(numbered):
        places = {name: to_number(m[1]) for name, m in zip(names, numbered, strict=True) if m}
        stages["stages"] = by_number = sorted(names, key=lambda name: places[name] or 0)
        return by_number, message("stages are in the order of their numbers: {stages}", **stages)
    usual = {name: usual_place(name) for name in names}
    if all(place is not None for place in usual.values()):
        stages["stages"] = by_use = sorted(names, key=lambda name: usual[name] or 0)
        return by_use, message("stages are in their usual order: {stages}", **stages)
    if len(log):
        first = _mean_place(log)
        stages["stages"] = by_visit = sorted(names, key=lambda name: first.get(fold(name), np.inf))
        return by_visit, message(
            "stages are in the order in which leads first come to them: {stages}", **stages
        )
    return names, message(
        "stages are in the order in which the leads name them: {stages}; a Stages sheet sets it",
        **stages,
    )


@cache
def _usual_places() -> dict[str, int]:
    return {header_key(name): place for place, names in enumerate(STAGE_ORDER) for name in names}


def usual_place(name: str) -> int | None:
    """Give the place of a stage name among the usual ones, ``None`` where it is not usual.

    >>> usual_place("Prospecting"), usual_place("Negotiation"), usual_place("Blue")
    (0, 5, None)
    """
    return _usual_places().get(header_key(name))


def begins(name: str) -> bool:
    """Whether a stage's name says that leads begin there: a usual first name, or a 0 or 1 before.

    >>> begins("New lead"), begins("۱. تماس"), begins("Negotiation"), begins("2. Offer")
    (True, True, False, False)
    """
    numbered = _NUMBERED.match(latin_digits(name))
    return int(numbered[1]) <= 1 if numbered else usual_place(name) == 0


def _mean_place(log: pd.DataFrame) -> dict[str, float]:
    """How many stages, on average, a lead has come to before it first comes to each."""
    entries = log[log["entered_at"].notna() & log["stage"].notna() & (log["lead"] >= 0)]
    entries = entries.sort_values(["lead", "entered_at"], kind="stable")
    firsts = entries.drop_duplicates(["lead", "stage"])
    place = firsts.groupby("lead", sort=False).cumcount()
    means = place.groupby(firsts["stage"].astype(object), sort=False).mean()
    return {fold(str(name)): float(mean) for name, mean in means.items()}


def _limit_assumed(clock: Clock) -> Message:
    if clock == "creation":
        return message(
            "an open deal is rotten {days} days after its creation, whatever its stage, since the "
            "book does not say when it came there; a Stages sheet sets the limits",
            days=int(DEFAULT_LIMIT_DAYS),
        )
    return message(
        "an open deal is rotten after {days} days in a stage; a Stages sheet sets the limits",
        days=int(DEFAULT_LIMIT_DAYS),
    )
