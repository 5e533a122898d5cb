"""How each table and column was understood, for the user to check."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from leadbook.pipeline.pipeline import ColumnReading, TableReading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from leadbook.pipeline.clean import Cleaned
    from leadbook.pipeline.problems import Problem

__all__ = ["readings_of"]


def readings_of(tables: Iterable[Cleaned], problems: Iterable[Problem]) -> tuple[TableReading, ...]:
    """Describe every table; a column's problems are counted by its header on its sheet."""
    counts = Counter((problem.sheet, problem.column) for problem in problems)
    return tuple(_reading(cleaned, counts) for cleaned in tables)


def _reading(cleaned: Cleaned, counts: Counter[tuple[str, str]]) -> TableReading:
    table, assigned = cleaned.table, cleaned.assigned
    bad = Counter(problem.column for problem in cleaned.problems)
    columns = tuple(
        ColumnReading(
            header=column.header,
            letter=column.letter,
            canonical=name if assigned.kinds[name] != "any" or name != column.header else "",
            kind=assigned.kinds[name],
            filled=_filled(cleaned, name) + bad[column.header],
            problems=counts[table.sheet, column.header],
        )
        for name, column in assigned.columns.items()
    )
    return TableReading(
        table.kind, table.sheet, table.found_by, table.name, len(table.rows), table.hidden, columns
    )


def _filled(cleaned: Cleaned, name: str) -> int:
    if name in cleaned.frame:
        return int(cleaned.frame[name].notna().sum())
    return sum(cell is not None for cell in cleaned.assigned.columns[name].cells)
