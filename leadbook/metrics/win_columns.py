"""Which columns a win model may see: what was known before the outcome, unless the user differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.language.messages import message
from leadbook.metrics.leaks import Leak, filled_only_when_closed, is_identity, leak_by_name

if TYPE_CHECKING:
    from collections.abc import Collection

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

__all__ = ["usable"]

ELSEWHERE = frozenset({"stage", "rep_probability"})
"""The stage enters as it was on each day; the rep's estimate stands beside the model's."""


def usable(
    leads: pd.DataFrame,
    closed: NDArray[np.bool_],
    still_open: NDArray[np.bool_],
    *,
    allow: Collection[str] = (),
    forbid: Collection[str] = (),
) -> tuple[tuple[str, ...], tuple[Leak, ...]]:
    """Give the columns that a model may see, and those it may not with the reason.

    Columns that say who the lead is are left out without a word; so are empty ones.

    Args:
        leads: One row a lead.
        closed: Which leads are won or lost.
        still_open: Which leads are open.
        allow: Columns that the user allows whatever they look like.
        forbid: Columns that the user forbids.

    Returns:
        The columns to use, and the columns that are left out.
    """
    used: list[str] = []
    left_out: list[Leak] = []
    for column in map(str, leads):
        filled = leads[column].notna().to_numpy()
        if column in ELSEWHERE or is_identity(column) or not filled.any():
            continue
        leak = None
        if column in forbid:
            leak = Leak(column, "forbidden", message("the Settings sheet forbids it"))
        elif column not in allow:
            leak = leak_by_name(column) or _only_when_closed(column, filled, closed, still_open)
        if leak is None:
            used.append(column)
        else:
            left_out.append(leak)
    return tuple(used), tuple(left_out)


def _only_when_closed(
    column: str, filled: NDArray[np.bool_], closed: NDArray[np.bool_], still_open: NDArray[np.bool_]
) -> Leak | None:
    if not filled_only_when_closed(filled, closed, still_open):
        return None
    return Leak(column, "filled", message("filled in only once a deal is closed"))
