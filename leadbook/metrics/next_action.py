"""The next action: what to do with each open lead, in one short sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from leadbook.language.messages import plural
from leadbook.metrics.columns import moments, numbers
from leadbook.pipeline.schema import column_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from leadbook.language.messages import Speaker

__all__ = ["next_actions"]


def next_actions(
    leads: pd.DataFrame, rot: pd.DataFrame, cold_action: pd.Categorical, say: Speaker
) -> NDArray[np.object_]:
    """Say what to do next with each open lead; "" for a closed one.

    The cold rule's action comes first. Else a rotten deal is to be contacted now, one that is
    warned of before it is due, and one that is held has its next step on that day. Any other deal
    has the next step that its row names, or whose day has passed, or else needs one: before it is
    due, where it has a limit.

    Args:
        leads: The leads.
        rot: As `rotting.rotting` gives.
        cold_action: What the rule that calls a lead cold tells to do; "" where none does.
        say: Speaks the report's language.

    >>> from leadbook.language.messages import speaker
    >>> leads = pd.DataFrame({"Next step": ["Call", "Write", None]})
    >>> rot = pd.DataFrame({"rot": ["rotten", "fresh", ""], "days_over": [6.5, np.nan, np.nan]})
    >>> next_actions(leads, rot, pd.Categorical(["", "", ""]), speaker("en")).tolist()
    ['Contact now: 6 days over the limit', 'Write', '']
    """
    state = rot["rot"].to_numpy(dtype=object)
    found = np.full(len(leads), "", dtype=object)
    quiet = np.isin(state, ("fresh", "no limit", "unknown"))
    due, until = moments(rot, "due_at"), moments(rot, "held_until")
    found[quiet] = say("Plan the next step")
    _fill(found, quiet, due, lambda day: say("Plan the next step before {day}", day=day))
    planned = moments(leads, "next_step_at")
    _fill(found, quiet, planned, lambda day: say("Take the step planned for {day}", day=day))
    _fill(found, quiet, _steps(leads), str)
    _fill(found, state == "held", until, lambda day: say("Next step on {day}", day=day))
    _fill(found, state == "warning", due, lambda day: say("Contact before {day}", day=day))
    over = np.floor(numbers(rot, "days_over"))
    _fill(found, state == "rotten", over, lambda days: _overdue(days, say))
    action = np.asarray(cold_action, dtype=object)
    return np.where(action == "", found, action)


def _overdue(days: float, say: Speaker) -> str:
    if days < 1:
        return say("Contact now: the limit is reached")
    return say(
        plural(
            "Contact now: {n} day over the limit", "Contact now: {n} days over the limit", n=days
        )
    )


def _steps(leads: pd.DataFrame) -> NDArray[np.object_]:
    """Give what each row names as its next step, where a column holds that in words."""
    for name in map(str, leads):
        if name != "next_step_at" and column_of(name, "Leads") == "next_step_at":
            steps = leads[name].to_numpy(dtype=object)
            return np.array([step if isinstance(step, str) else None for step in steps], object)
    return np.full(len(leads), None, dtype=object)


def _fill(
    found: NDArray[np.object_],
    where: NDArray[np.bool_],
    values: NDArray[Any],
    words: Callable[[Any], str],
) -> None:
    """Write the words for each value that is known; made once for each distinct one."""
    at = np.flatnonzero(where & ~pd.isna(values))
    codes, known = pd.factorize(values[at])
    found[at] = np.array([words(value) for value in known.tolist()], dtype=object)[codes]
