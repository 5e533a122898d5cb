"""Groups: the leads that share one value of a column, by outcome."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadbook.figures.records import records
from leadbook.metrics.breakdown import breakdown
from leadbook.metrics.intervals import Chance, wilson

if TYPE_CHECKING:
    import pandas as pd

    from leadbook.metrics.intervals import Rate

__all__ = ["GroupFigures", "groups_of"]


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """The figures of the leads that share one value of a column."""

    value: str
    leads: int
    open: int
    won: int
    lost: int
    junk: int
    win_rate: Rate
    won_over_entered: Rate
    mean_days_to_win: float | None
    won_value: float
    open_value: float
    aalen_johansen_30: Chance


def groups_of(leads: pd.DataFrame, column: str) -> tuple[GroupFigures, ...]:
    """Give the figures of the leads that share each value of a column, most leads first."""
    return tuple(
        GroupFigures(
            value=row["value"],
            leads=row["leads"],
            open=row["open"],
            won=row["won"],
            lost=row["lost"],
            junk=row["junk"],
            win_rate=wilson(row["won"], row["won"] + row["lost"]),
            won_over_entered=wilson(row["won"], row["leads"]),
            mean_days_to_win=row["mean_days_to_win"],
            won_value=row["won_value"],
            open_value=row["open_value"],
            aalen_johansen_30=Chance(row["p"], row["low"], row["high"]),
        )
        for row in records(breakdown(leads, column))
    )
