"""Conditions on a lead, as data: a field, an operator, a value; never code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Condition", "Operator"]

Operator = Literal[
    "=", "≠", "<", "≤", ">", "≥", "between", "in", "contains", "starts with",
    "is empty", "is not empty", "older than days", "within days",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Condition:
    """``field operator value`` as a settings table states it.

    Attributes:
        field: Canonical column, computed fact (see `metrics.facts`) or a header of the book.
        values: The value, or the values of ``between`` and ``in``; text, number or date.
    """

    field: str
    operator: Operator
    values: tuple[object, ...] = ()
