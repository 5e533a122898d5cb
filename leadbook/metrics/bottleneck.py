"""Bottleneck: the stage that holds the pipeline up, by three complaints that each must stand out.

- It *loses*: the smallest share of the leads that reached it went further, and even the upper end
  of that share's 95 % interval is below the share of the other stages together.
- It *waits*: a deal spends most days there before it leaves, at least 1.5 times what the stage in
  the middle of the others takes.
- It *holds*: most of the value that is past its limit is stuck there, at least 1.5 times what is
  stuck in the stage in the middle of the others.

The stage with most complaints is the bottleneck. Among equals losing weighs most, since a lost
deal does not come back, then waiting, then the value stuck, which is often what the two lead to.
A stage is judged on ten cases or more (what is overdue, on ten deals in all stages together, two
of them there); no stage that does not stand out is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from leadbook.metrics.columns import codes, numbers, status_is
from leadbook.metrics.intervals import wilson
from leadbook.metrics.moves import moves, open_stages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from leadbook.pipeline.settings import Stage

__all__ = ["strains", "worst_stage"]

FEWEST = 10
FEWEST_STUCK = 2
FAR_ABOVE = 1.5


def strains(
    leads: pd.DataFrame,
    visits: pd.DataFrame,
    stages: Sequence[Stage],
    *,
    passed: NDArray[np.int64],
    decided: NDArray[np.int64],
    rot: pd.DataFrame,
) -> pd.DataFrame:
    """Give one row an open stage, in order: each complaint with the figure behind it.

    Columns: ``rate``, passed ÷ decided, and ``others_rate``, that of the other stages together;
    ``wait_days``, lead-days spent there (open visits' days included) ÷ visits that ended, ``left``
    their number, and ``others_days``, the median of the other stages' waits; ``overdue`` deals,
    their ``overdue_value``, ``overdue_share`` of the value (where none is known, of the deals) past
    its limit in all stages, and ``others_share``, the median of the other stages' shares;
    ``loses``, ``waits`` and ``holds``. NaN where nothing is known.

    Args:
        leads: The leads.
        visits: As `pipeline.Pipeline.visits`.
        stages: All stages, in order.
        passed: Leads that went further than each open stage, as `funnel.funnel` gives them.
        decided: Those that reached it and are decided.
        rot: As `rotting.rotting` gives for the leads.
    """
    names = open_stages(stages)
    wait, left = _waits(leads, visits, stages)
    overdue, value = _overdue(leads, rot, names)
    weight = value if value.sum() > 0 else overdue
    share = _divided(weight, np.full(len(names), weight.sum()))
    enough = (overdue >= FEWEST_STUCK) & (overdue.sum() >= FEWEST)
    table = pd.DataFrame(
        {
            "rate": _divided(passed, decided),
            "others_rate": _divided(passed.sum() - passed, decided.sum() - decided),
            "wait_days": wait,
            "left": left,
            "others_days": _median_of_others(np.where(left >= FEWEST, wait, np.nan)),
            "overdue": overdue,
            "overdue_value": value,
            "overdue_share": share,
            "others_share": _median_of_others(share),
        },
        index=pd.Index(names, name="stage", dtype=object),
    )
    return table.assign(
        loses=_loses(table, passed, decided),
        waits=_largest(table["wait_days"], left >= FEWEST)
        & (table["wait_days"] >= FAR_ABOVE * table["others_days"]),
        holds=_largest(table["overdue_share"], enough)
        & (table["overdue_share"] >= FAR_ABOVE * table["others_share"]),
    )


def worst_stage(table: pd.DataFrame) -> str | None:
    """Name the stage with most complaints; ``None`` where no stage stands out.

    >>> table = pd.DataFrame({"loses": [True, False], "waits": [False, True],
    ...     "holds": [False, True]}, index=["New", "Offer"])
    >>> worst_stage(table)
    'Offer'
    """
    complaints = table[["loses", "waits", "holds"]].to_numpy(dtype=np.int64)
    if not complaints.any():
        return None
    # 8 for each complaint, and less than that to tell equals apart.
    weight = complaints @ np.array([8 + 4, 8 + 2, 8 + 1])
    return str(table.index[int(weight.argmax())])


def _waits(
    leads: pd.DataFrame, visits: pd.DataFrame, stages: Sequence[Stage]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Lead-days spent in each stage for each visit that ended, and how many did."""
    moved, n = moves(leads, visits, stages), len(open_stages(stages))
    known = (moved.stage >= 0) & ~np.isnan(moved.days)
    days = np.bincount(moved.stage[known], moved.days[known], n)
    left = np.bincount(moved.stage[known & ~moved.is_open], minlength=n)
    return _divided(days, left), left


def _overdue(
    leads: pd.DataFrame, rot: pd.DataFrame, names: Sequence[str]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Deals past their limit in each stage, and what they are worth."""
    stage = codes(leads, "stage", names)
    over = (codes(rot, "rot", ["rotten"]) == 0) & status_is(leads, "open") & (stage >= 0)
    amount = np.nan_to_num(numbers(leads, "amount"))
    value = np.bincount(stage[over], amount[over], len(names))
    return np.bincount(stage[over], minlength=len(names)), np.asarray(value, dtype=np.float64)


def _loses(
    table: pd.DataFrame, passed: NDArray[np.int64], decided: NDArray[np.int64]
) -> NDArray[np.bool_]:
    pairs = zip(passed.tolist(), decided.tolist(), strict=True)
    high = np.array([wilson(*pair).high for pair in pairs], dtype=np.float64)
    least = _largest(-table["rate"], decided >= FEWEST)
    return np.asarray(least & (high < table["others_rate"].to_numpy()), dtype=np.bool_)


def _largest(values: pd.Series, enough: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Say which value, of those with cases enough, is the largest; the first of equals."""
    known = np.where(enough, values.to_numpy(dtype=np.float64), np.nan)
    found = np.zeros(len(known), dtype=bool)
    if not np.isnan(known).all():
        found[np.nanargmax(known)] = True
    return found


def _median_of_others(values: NDArray[np.float64]) -> NDArray[np.float64]:
    others = [np.delete(values, place) for place in range(len(values))]
    known = [other[~np.isnan(other)] for other in others]
    return np.array([np.median(other) if other.size else np.nan for other in known])


def _divided(part: NDArray[np.number], whole: NDArray[np.number]) -> NDArray[np.float64]:
    return np.where(whole > 0, part / np.where(whole > 0, whole, 1), np.nan)
