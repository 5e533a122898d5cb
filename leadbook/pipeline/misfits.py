"""Columns whose header promises one thing and whose cells hold another.

"Next step" is a date in one team's book and a sentence in another's; "Status" may hold a team's own
words. Such a column is not a column of mistakes: it is the user's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.pipeline.clean import clean_column

if TYPE_CHECKING:
    from leadbook.pipeline.clean import Reading
    from leadbook.pipeline.columns import Assigned
    from leadbook.pipeline.hints import Hints
    from leadbook.pipeline.raw import RawTable

__all__ = ["without_misfits"]

_LOOSE = frozenset(
    {
        "next_step_at",
        "snooze_until",
        "status",
        "decision_maker",
        "complaints",
        "answered",
        "direction",
    }
)
"""Columns whose headers people use in more than one sense."""

_FEWEST = 3
"""Fewer cells that do not fit are mistakes."""


def without_misfits(
    table: RawTable, assigned: Assigned, hints: Hints, reading: Reading
) -> Assigned:
    """Give loosely named columns back to the user where more than half of their cells do not fit.

    A column that the user has told by a hint stays what it was told to be.
    """
    misfits = [
        name
        for name, column in assigned.columns.items()
        if name in _LOOSE
        and hints.rank_of(column.header, table.kind) >= 0
        and _misfits(table, assigned, name, reading)
    ]
    return assigned.without(misfits) if misfits else assigned


def _misfits(table: RawTable, assigned: Assigned, name: str, reading: Reading) -> bool:
    column = assigned.columns[name]
    _, bad = clean_column(table, column, assigned.kinds[name], reading)
    filled = sum(cell is not None for cell in column.cells)
    return len(bad) >= _FEWEST and 2 * len(bad) > filled
