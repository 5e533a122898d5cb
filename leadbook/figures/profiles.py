"""Profiles of a book: the ideal customer and the cold lead, in the book's own columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadbook.figures.columns import labels
from leadbook.metrics.columns import status_is
from leadbook.metrics.profiles import compare
from leadbook.pipeline.whole_names import is_of_a_name

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from leadbook.language.messages import Speaker
    from leadbook.metrics.intervals import Chance, Rate
    from leadbook.metrics.profiles import Trait, Value
    from leadbook.pipeline.pipeline import Pipeline

__all__ = ["ProfileTrait", "Profiles", "profile"]

NO_TRAIT = frozenset(
    {"stage", "status", "lost_reason", "rep_probability", "age_days", "sheet_row", "lead_id"}
)
"""Columns that tell the outcome or follow from it; dates and free text are never compared."""


@dataclass(frozen=True, slots=True)
class ProfileTrait:
    """One value that marks the ideal customer (difference above 0) or the cold lead (below).

    Attributes:
        column: The column's header in the book.
        value: The value in words.
        is_blank: Whether it is that the cell is blank, which describes the book-keeping rather
            than the customer.
        ideal: Its share among won leads, with n and interval.
        cold: Its share among lost and junk leads.
        now_cold: Its share among the open leads that a cold rule names.
        difference: Ideal − cold, with its interval.
        lift: Ideal ÷ cold; ``None`` where no lost lead has it.
        p: p-value, adjusted for all values that were tested.
    """

    column: str
    value: str
    is_blank: bool
    ideal: Rate
    cold: Rate
    now_cold: Rate
    difference: Chance
    lift: float | None
    p: float


@dataclass(frozen=True, slots=True)
class Profiles:
    """What sets won leads apart from lost and junk ones.

    Attributes:
        tested: How many values were tested together.
        traits: Those that differ by more than chance, largest difference first.
        leaks: Headers of columns that tell the outcome itself; they were left out.
    """

    won: int
    lost: int
    now_cold: int
    tested: int
    traits: tuple[ProfileTrait, ...]
    leaks: tuple[str, ...]


def profile(pipeline: Pipeline, is_cold: NDArray[np.bool_], say: Speaker) -> Profiles:
    """Compare won leads with lost and junk ones, column by column.

    Args:
        pipeline: The book, understood.
        is_cold: Which leads a cold rule names.
        say: Says values in words.
    """
    leads = pipeline.leads
    columns = [str(name) for name in leads if name not in NO_TRAIT and not is_of_a_name(str(name))]
    won, lost = status_is(leads, "won"), status_is(leads, "lost", "junk")
    now = is_cold & status_is(leads, "open")
    found = compare(leads, columns, won=won, lost=lost, now=now)
    called = labels(pipeline)
    return Profiles(
        won=found.won,
        lost=found.lost,
        now_cold=found.now,
        tested=found.tested,
        traits=tuple(_trait(trait, called, say) for trait in found.traits),
        leaks=tuple(called.get(column, column) for column in found.leaks),
    )


def _trait(trait: Trait, called: dict[str, str], say: Speaker) -> ProfileTrait:
    return ProfileTrait(
        called.get(trait.column, trait.column),
        _in_words(trait.value, say),
        trait.value.kind == "blank",
        trait.won,
        trait.lost,
        trait.now,
        trait.difference,
        trait.lift,
        trait.p,
    )


def _in_words(value: Value, say: Speaker) -> str:
    low, high = value.low, value.high
    match value.kind:
        case "word":
            return value.text
        case "flag":
            return say("yes") if value.text == "yes" else say("no")
        case "blank":
            return say("(blank)")
    if low is None:
        return say("up to {high}", high=high)
    if high is None:
        return say("above {low}", low=low)
    if low == high:
        return say.figure(low)
    return say("above {low} up to {high}", low=low, high=high)
