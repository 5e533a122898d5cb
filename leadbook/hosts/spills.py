"""Tables that spill into cells: a header row in the book's language, then the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from leadbook.hosts.values import Rows
    from leadbook.report.model import Column, Table

__all__ = ["rows_under", "spilled", "table_rows"]


def rows_under(headers: Sequence[str], rows: Iterable[Iterable[object]]) -> Rows:
    """Give rows under their headers.

    >>> rows_under(["Rate", "n"], [(0.5, 4)])
    [['Rate', 'n'], [0.5, 4]]
    """
    return [list(headers), *(list(row) for row in rows)]


def spilled(frame: pd.DataFrame, columns: Sequence[Column]) -> Rows:
    """Give some columns of a frame under their titles."""
    shown = [frame[column.key].tolist() for column in columns]
    return rows_under([column.title for column in columns], zip(*shown, strict=True))


def table_rows(table: Table) -> Rows:
    """Give a table of the report, its titles first."""
    return spilled(table.frame, table.columns)
