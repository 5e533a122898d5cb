"""The Stages table: each stage with its outcome, limit, clock and probability."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import numpy as np

from leadbook.language.messages import message, quoted
from leadbook.language.text import fold, is_blank, plain
from leadbook.pipeline.clean import listed
from leadbook.pipeline.settings import Stage
from leadbook.pipeline.stages import outcome_or_open
from leadbook.pipeline.vocabulary import CLOCKS, meaning, outcome_of

if TYPE_CHECKING:
    from leadbook.language.messages import Message
    from leadbook.pipeline.clean import Cleaned
    from leadbook.pipeline.pipeline import History
    from leadbook.pipeline.problems import Problem
    from leadbook.pipeline.settings import Clock, Outcome

__all__ = ["stages_in"]


def stages_in(cleaned: Cleaned, history: History) -> tuple[tuple[Stage, ...], list[Problem]]:
    """Read the Stages table in its order; a stage that stands twice counts once.

    A blank outcome is what the name says, a blank limit is never, and a blank clock is stage entry
    (creation, where the book has no stage history).
    """
    problems: list[Problem] = []
    stages: dict[str, Stage] = {}
    for place in _order(cleaned):
        name = _text(cleaned, "stage", place)
        if not name:
            continue
        stage = Stage(
            name,
            _outcome(cleaned, place, name, problems),
            _number(cleaned, "limit_days", place) or None,
            _clock(cleaned, place, history, problems),
            _number(cleaned, "probability", place),
        )
        if stages.setdefault(fold(name), stage) is not stage:
            why = message("the stage {stage} stands above, too; this row is left out", stage=name)
            problems += _listed(cleaned, "stage", place, why, message("delete one of the two rows"))
    return tuple(stages.values()), problems


def _order(cleaned: Cleaned) -> list[int]:
    """The rows by their order numbers, rows without one at their place after the others."""
    n = len(cleaned.frame)
    if "order" not in cleaned.frame:
        return list(range(n))
    order = cleaned.frame["order"].to_numpy()
    return [
        int(place) for place in np.argsort(np.where(np.isnan(order), np.inf, order), kind="stable")
    ]


def _outcome(cleaned: Cleaned, place: int, name: str, problems: list[Problem]) -> Outcome:
    word = _text(cleaned, "outcome", place)
    if not word:
        return outcome_or_open(name)
    if outcome_of(word) is None:
        why = message("{word} is no outcome", word=quoted(word))
        how = message("write open, won, lost or junk")
        problems += _listed(cleaned, "outcome", place, why, how)
        return outcome_or_open(name)
    return outcome_or_open(word)


def _clock(cleaned: Cleaned, place: int, history: History, problems: list[Problem]) -> Clock:
    word = _text(cleaned, "clock", place)
    found = meaning(word, CLOCKS) if word else None
    if word and found is None:
        why = message("{word} is no clock", word=quoted(word))
        how = message("write stage entry, last touch or creation")
        problems += _listed(cleaned, "clock", place, why, how)
    return cast("Clock", found or ("creation" if history == "none" else "entry"))


def _text(cleaned: Cleaned, column: str, place: int) -> str:
    value = cleaned.frame[column].iloc[place] if column in cleaned.frame else None
    return "" if is_blank(value) else plain(value)


def _number(cleaned: Cleaned, column: str, place: int) -> float | None:
    value = float(cleaned.frame[column].iloc[place]) if column in cleaned.frame else float("nan")
    return None if np.isnan(value) else value


def _listed(cleaned: Cleaned, column: str, place: int, why: Message, how: Message) -> list[Problem]:
    return listed(cleaned.table, cleaned.assigned.columns.get(column), [place], why, how)
