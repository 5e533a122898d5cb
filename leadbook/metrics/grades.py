"""Grades: what to do first with a lead: hot, warm, cold or junk, by score or by a condition."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from leadbook.metrics.columns import status_is
from leadbook.pipeline.rules import holds

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    import pandas as pd
    from numpy.typing import NDArray

    from leadbook.pipeline.settings import Grade

__all__ = ["JUNK", "grade_leads", "grade_names"]

JUNK = "junk"


def grade_names(grades: Sequence[Grade]) -> tuple[str, ...]:
    """Give the names of the grades from best to worst, each once; junk is always one of them.

    >>> from leadbook.pipeline.settings import Grade
    >>> grade_names([Grade("hot", 70), Grade("warm", 40)])
    ('hot', 'warm', 'junk')
    """
    return tuple(dict.fromkeys([*(grade.name for grade in grades), JUNK]))


def grade_leads(
    facts: pd.DataFrame, score: NDArray[np.float64], grades: Sequence[Grade], *, as_of: datetime
) -> NDArray[np.intp]:
    """Give the place of each lead's grade in `grade_names`; -1 for none.

    A lead has the best grade of which its score reaches the threshold or the condition holds; a
    grade with neither takes every lead that has a score. Junk by status, or by a condition of
    junk, overrides all others.

    Args:
        facts: The frame that `facts.gather` gives.
        score: 0 … 100, NaN unknown: reaches no threshold.
        grades: From best to worst.
        as_of: The moment of judgement.

    >>> from datetime import datetime
    >>> import pandas as pd
    >>> from leadbook.pipeline.settings import Grade
    >>> leads = pd.DataFrame({"status": ["open", "open", "junk"]})
    >>> grades = [Grade("hot", 70), Grade("cold", 0)]
    >>> grade_leads(leads, np.array([80.0, 20, 90]), grades, as_of=datetime(2026, 11, 21)).tolist()
    [0, 1, 2]
    """
    names = grade_names(grades)
    found = np.full(len(facts), -1, dtype=np.intp)
    junk = status_is(facts, JUNK)
    for grade in grades:
        meets = _meets(grade, facts, as_of)
        junk |= meets & (grade.name == JUNK)
        reached = meets | (score >= _threshold(grade))
        found[reached & (found < 0)] = names.index(grade.name)
    found[junk] = names.index(JUNK)
    return found


def _meets(grade: Grade, facts: pd.DataFrame, as_of: datetime) -> NDArray[np.bool_]:
    if grade.condition is None or grade.condition.field not in facts:
        return np.zeros(len(facts), dtype=bool)
    held: NDArray[np.bool_] = holds(grade.condition, facts, as_of=as_of) == 1
    return held


def _threshold(grade: Grade) -> float:
    if grade.min_score is not None:
        return grade.min_score
    return -np.inf if grade.condition is None else np.inf
