"""The range of a score: the least and the most points that a set of rules could give.

Rules on one field may exclude each other (source is a, source is b), so their points are not just
added up: the rules are asked about representative values of the field, each of their own values,
the numbers between and beyond them, something else, and nothing.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from math import prod
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from leadbook.metrics.columns import moment
from leadbook.pipeline.rules import holds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from leadbook.pipeline.settings import ScoringRule

__all__ = ["capped", "group_caps", "group_of", "score_range"]

ENUMERABLE = 20_000
US_A_DAY = 86_400_000_000.0
LONG_AGO = 100_000.0
SOMETHING_ELSE = "\N{BLACK QUESTION MARK ORNAMENT}"
OF_AGE = {"older than days", "within days"}


def group_of(rules: Sequence[ScoringRule]) -> tuple[NDArray[np.intp], int]:
    """Give each rule's group as a number, and how many there are; a rule without one is its own.

    >>> from leadbook.pipeline.rules import Condition
    >>> from leadbook.pipeline.settings import ScoringRule
    >>> asked = Condition("touches", "≥", (1,))
    >>> groups, n = group_of([ScoringRule(*rule) for rule in (
    ...     ("Call", asked, 5, "talks"), ("Fair", asked, 5), ("Visit", asked, 5, "talks"))])
    >>> groups.tolist(), n
    ([0, 1, 0], 2)
    """
    place: dict[object, int] = {}
    groups = [place.setdefault(rule.group or i, len(place)) for i, rule in enumerate(rules)]
    return np.array(groups, dtype=np.intp), len(place)


def group_caps(rules: Sequence[ScoringRule]) -> NDArray[np.float64]:
    """Give each group's cap, the tightest that one of its rules states; infinity without one."""
    groups, n = group_of(rules)
    caps = np.full(n, np.inf)
    for group, rule in zip(groups, rules, strict=True):
        if rule.group_cap is not None:
            caps[group] = min(caps[group], abs(rule.group_cap))
    return caps


def capped(points: NDArray[np.float64], caps: NDArray[np.float64]) -> NDArray[np.float64]:
    """Add up points per group (last axis), none giving more than its cap, up or down.

    >>> capped(np.array([[30.0, -5.0]]), np.array([20.0, np.inf]))
    array([15.])
    """
    return np.asarray(np.clip(points, -caps, caps).sum(axis=-1), dtype=np.float64)


def score_range(
    rules: Sequence[ScoringRule], facts: pd.DataFrame, *, as_of: datetime
) -> tuple[float, float]:
    """Give the least and the most points that any lead could get from these rules.

    Only the kind of each field is taken from the facts, never its values: a lead's score must not
    depend on the other leads.

    Args:
        rules: Each on a field that the facts have.
        facts: The frame that `facts.gather` gives; no rows are needed.
        as_of: The moment of judgement.
    """
    caps, (groups, n) = group_caps(rules), group_of(rules)
    fields: dict[str, list[int]] = {}
    for place, rule in enumerate(rules):
        fields.setdefault(rule.condition.field, []).append(place)
    options = [
        _summed(_given([rules[i] for i in places], facts[field], as_of), groups[places], n)
        for field, places in fields.items()
    ]
    least = most = 0.0
    for connected in _connected(options):
        low, high = _extremes([options[place] for place in connected], caps)
        least, most = least + low, most + high
    return least, most


def _given(rules: Sequence[ScoringRule], column: pd.Series, as_of: datetime) -> NDArray[np.float64]:
    """Give the points of each rule (columns) on each representative value of their field (rows)."""
    field = rules[0].condition.field
    asked = pd.DataFrame({field: _representatives(rules, column, as_of)})
    held = [holds(rule.condition, asked, as_of=as_of) == 1 for rule in rules]
    points = [rule.points for rule in rules]
    return np.unique(np.column_stack(held) * np.array(points), axis=0)


def _representatives(rules: Sequence[ScoringRule], column: pd.Series, as_of: datetime) -> pd.Series:
    values = list(_values(rules, as_of))
    if pd.api.types.is_bool_dtype(column.dtype):
        return pd.Series([True, False, None], dtype="boolean")
    if pd.api.types.is_datetime64_dtype(column.dtype):
        dates = [moment(value).astype(float) for value in values if isinstance(value, date)]
        days = np.array(_around(dates, US_A_DAY)).astype("datetime64[us]")
        return pd.Series(np.append(days, np.datetime64("NaT", "us")))
    numbers = [v for v in values if isinstance(v, int | float) and not isinstance(v, bool)]
    around = _around([float(number) for number in numbers], 1.0)
    if pd.api.types.is_numeric_dtype(column.dtype):
        return pd.Series([*around, np.nan], dtype=np.float64)
    texts = [value for value in values if isinstance(value, str)]
    # One text may begin with this and contain that: all of them together is a value as well.
    some = [*texts, " ".join(texts), SOMETHING_ELSE, *map(str, around)]
    return pd.Series([*some, None], dtype=object)


def _values(rules: Sequence[ScoringRule], as_of: datetime) -> Iterator[object]:
    """Give the values that the rules name; an age in days as the moment it means."""
    for rule in rules:
        for value in rule.condition.values:
            if rule.condition.operator in OF_AGE and isinstance(value, int | float):
                yield as_of - timedelta(days=min(float(value), LONG_AGO))
            else:
                yield value


def _around(values: Sequence[float], step: float) -> list[float]:
    """Give the values themselves, what lies between them, and what lies beyond them.

    >>> _around([5, 10], 1)
    [4, 5, 7.5, 10, 11]
    """
    known = sorted(set(values)) or [0.0]
    between = [(low + high) / 2 for low, high in pairwise(known)]
    return sorted([known[0] - step, *known, *between, known[-1] + step])


def _summed(points: NDArray[np.float64], groups: NDArray[np.intp], n: int) -> NDArray[np.float64]:
    """Add the points of the rules of one group, for each representative value."""
    belongs = (groups[:, None] == np.arange(n)).astype(np.float64)
    return np.unique(points @ belongs, axis=0)


def _connected(options: Sequence[NDArray[np.float64]]) -> list[list[int]]:
    """Part the fields into sets that share no group."""
    parts: list[tuple[set[int], list[int]]] = []
    for place, option in enumerate(options):
        groups, fields = set(np.flatnonzero(option.any(axis=0)).tolist()), [place]
        for part in [part for part in parts if part[0] & groups]:
            parts.remove(part)
            groups, fields = groups | part[0], fields + part[1]
        parts.append((groups, fields))
    return [fields for _, fields in parts]


def _extremes(
    options: Sequence[NDArray[np.float64]], caps: NDArray[np.float64]
) -> tuple[float, float]:
    """Give the least and most capped sum of one row of each option.

    Within one group the least and the most of each field add up exactly. Where fields feed several
    groups, all sums are tried; only if those are too many, the (wider) sums by group are taken.
    """
    sums = np.zeros((1, len(caps)))
    shared = sum(option.any(axis=0) for option in options)
    if np.count_nonzero(shared) > 1 and prod(map(len, options)) <= ENUMERABLE:
        for option in options:
            sums = np.unique((sums[:, None] + option).reshape(-1, len(caps)), axis=0)
        reached = capped(sums, caps)
        return float(reached.min()), float(reached.max())
    low, high = (sum(bound(option, axis=0) for option in options) for bound in (np.min, np.max))
    return float(capped(low, caps)), float(capped(high, caps))
