"""Books made of ranges: the tables that a cell names, understood into one Pipeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.hosts.values import plain_column
from leadbook.pipeline.build import build
from leadbook.pipeline.raw import RawBook

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from typing import Any

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from leadbook.hosts.ranges import Table
    from leadbook.hosts.values import Rows
    from leadbook.pipeline.pipeline import Pipeline

__all__ = ["beside", "pipeline_of"]


def pipeline_of(
    leads: Table,
    *others: Table | None,
    as_of: datetime,
    wanted: Callable[[str], bool] | None = None,
) -> Pipeline:
    """Understand ranges as the reader of files would understand the same tables.

    Args:
        leads: The leads.
        others: Further tables; those left out are ``None``.
        as_of: Moment up to which open deals are counted.
        wanted: Says by its header whether a column of the leads is needed; all are when absent.

    Raises:
        LeadbookError: The tables cannot be understood, as `build` says.
    """
    tables = [leads.raw(wanted), *(other.raw() for other in others if other is not None)]
    book = RawBook(
        name=leads.argument,
        tables=tuple(table for table in tables if table.kind == "Leads" or len(table.rows)),
        date1904=False,
        right_to_left=False,
        problems=(),
        unread_sheets=(),
    )
    return build(book, as_of=as_of)


def beside(
    leads: Table,
    pipeline: Pipeline,
    header: str,
    values: NDArray[Any] | pd.Series[Any] | pd.Categorical,
) -> Rows:
    """Give one value a lead as a column beside the range; a row that is no lead stays empty.

    Args:
        leads: The range.
        pipeline: What was made of it.
        header: What stands in the first row.
        values: One a lead, in the order of `pipeline.leads`.
    """
    rows: NDArray[np.int64] = pipeline.leads["sheet_row"].to_numpy()
    return leads.beside(header, rows.tolist(), plain_column(values))
