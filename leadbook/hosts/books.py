"""Books made of ranges: the tables that a cell names, understood into one Pipeline."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from leadbook.hosts.faults import Unknown
from leadbook.hosts.journal import remember
from leadbook.hosts.values import counts_from_1904, plain_column
from leadbook.language.messages import Ordinal, message, plural, quoted
from leadbook.language.text import is_blank, latin_digits, plain
from leadbook.pipeline.build import build, language_of
from leadbook.pipeline.columns import assign
from leadbook.pipeline.hints import NO_HINTS
from leadbook.pipeline.raw import ErrorCell, RawBook, RawColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from typing import Any

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from leadbook.hosts.ranges import Table
    from leadbook.hosts.values import Rows
    from leadbook.pipeline.pipeline import Pipeline
    from leadbook.pipeline.problems import Problem
    from leadbook.pipeline.raw import RawTable

__all__ = ["beside", "pipeline_of", "pipeline_of_log"]


def pipeline_of(
    leads: Table,
    *others: Table | None,
    as_of: datetime,
    wanted: Callable[[str], bool] | None = None,
) -> Pipeline:
    """Understand ranges as the reader of files would understand the same tables.

    Cells that could not be taken as they stand are not silent: the journal keeps the first.

    Args:
        leads: The leads.
        others: Further tables; those left out are ``None``.
        as_of: Moment up to which open deals are counted.
        wanted: Says by its header whether a column of the leads is needed; all are when absent.

    Raises:
        Unknown: There is no lead.
        LeadbookError: The tables cannot be understood, as `build` says.
    """
    table = leads.raw(wanted)
    if not len(table.rows):
        raise _names_no_leads(table)
    return _built(leads, [table, *_given(others)], as_of)


def pipeline_of_log(history: Table, *others: Table | None, as_of: datetime) -> Pipeline:
    """Understand a stage log without a table of leads: its leads are those that it names.

    Args:
        history: The log; its leads are in the order of their first rows.
        others: Further tables; those left out are ``None``.
        as_of: Moment up to which open deals are counted.

    Raises:
        Unknown: The log names no leads.
        LeadbookError: The tables cannot be understood, as `build` says.
    """
    log = history.raw()
    return _built(history, [_leads_of(log), log, *_given(others)], as_of)


def _given(tables: Sequence[Table | None]) -> list[RawTable]:
    """Give the tables that hold anything below their headers."""
    raw = [table.raw() for table in tables if table is not None]
    return [table for table in raw if len(table.rows)]


def _built(asking: Table, tables: Sequence[RawTable], as_of: datetime) -> Pipeline:
    book = RawBook(
        name=asking.argument,
        tables=tuple(tables),
        date1904=counts_from_1904(),
        right_to_left=False,
        problems=(),
        unread_sheets=(),
        language=language_of(asking.headers),
    )
    pipeline = build(book, as_of=as_of)
    _note(asking.function, pipeline.problems)
    return pipeline


def _leads_of(log: RawTable) -> RawTable:
    """Make the table of the leads that a log names."""
    column = assign(log, NO_HINTS).columns["lead_id"]
    first: dict[str, int] = {}
    for place, cell in enumerate(column.cells):
        if not is_blank(cell) and not isinstance(cell, ErrorCell):
            first.setdefault(latin_digits(plain(cell).strip()), place)
    if not first:
        raise _names_no_leads(log)
    ids = RawColumn(column.header, column.letter, list(first))
    rows = [log.rows[place] for place in first.values()]
    return replace(log, kind="Leads", columns=(ids,), rows=rows)


def _names_no_leads(table: RawTable) -> Unknown:
    return Unknown(
        message("{argument} names no leads below its headers; write one a row", argument=table.name)
    )


def _note(function: str, problems: Sequence[Problem]) -> None:
    """Keep how many cells could not be taken as they stand, and what is wrong with the first."""
    # One that counts rows tells what the table lacks; the cell beside it is as it should be.
    cells = [
        problem
        for problem in problems
        if problem.value and problem.cell and "n" not in problem.problem.values
    ]
    if not cells:
        return
    first = cells[0]
    remember(
        function,
        plural(
            "{n} cell could not be taken as it stands: row {row} of {argument}, column {column}: "
            "{problem}",
            "{n} cells could not be taken as they stand; the first is row {row} of {argument}, "
            "column {column}: {problem}",
            n=len(cells),
            row=Ordinal("".join(filter(str.isdigit, first.cell))),
            argument=first.sheet,
            column=quoted(first.column),
            problem=first.problem,
        ),
    )


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
