"""Hygiene: which open leads are not worth the effort any longer, and what to do with each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from leadbook.metrics.columns import status_is
from leadbook.metrics.rotting import held_until
from leadbook.pipeline.rules import holds

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    import pandas as pd
    from numpy.typing import NDArray

    from leadbook.pipeline.rules import Condition
    from leadbook.pipeline.settings import ColdRule

__all__ = ["cold_rule"]

TRUE = 1


def cold_rule(
    facts: pd.DataFrame, rules: Sequence[ColdRule], *, as_of: datetime
) -> NDArray[np.intp]:
    """Give the place of the one rule that calls each lead cold, -1 for none.

    It is the first, in the table's order, of which the condition holds and the exception does not;
    a condition on an empty field does not hold. Closed leads are not judged, nor are leads held by
    a future next step or snooze.

    Args:
        facts: The frame that `facts.gather` gives.
        rules: In the table's order.
        as_of: The moment of judgement.

    >>> from datetime import datetime
    >>> import pandas as pd
    >>> from leadbook.pipeline.rules import Condition
    >>> from leadbook.pipeline.settings import ColdRule
    >>> rule = ColdRule("No answer", Condition("unanswered_calls", "≥", (5,)), "farewell")
    >>> leads = pd.DataFrame({"status": ["open", "open", "won"], "unanswered_calls": [5.0, 2, 9]})
    >>> cold_rule(leads, [rule], as_of=datetime(2026, 11, 21)).tolist()
    [0, -1, -1]
    """
    judged = status_is(facts, "open") & np.isnat(held_until(facts, as_of=as_of))
    found = np.full(len(facts), -1, dtype=np.intp)
    for place, rule in enumerate(rules):
        fires = judged & (found < 0) & _true(rule.condition, facts, as_of)
        if rule.exception is not None and fires.any():
            fires &= ~_true(rule.exception, facts, as_of)
        found[fires] = place
    return found


def _true(condition: Condition, facts: pd.DataFrame, as_of: datetime) -> NDArray[np.bool_]:
    """Say where a condition holds; nowhere, if the book lacks its field."""
    if condition.field not in facts:
        return np.zeros(len(facts), dtype=bool)
    held: NDArray[np.bool_] = holds(condition, facts, as_of=as_of) == TRUE
    return held
