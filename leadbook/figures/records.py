"""Rows of a metric's frame as records, from which the figures are made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["records"]


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Give each row as Python's own numbers and text; NaN is ``None``.

    >>> import pandas as pd
    >>> records(pd.DataFrame({"month": ["2026-10", "2026-11"], "rate": [0.5, None]}))
    [{'month': '2026-10', 'rate': 0.5}, {'month': '2026-11', 'rate': None}]
    """
    columns = {str(name): _known(frame[name]) for name in frame}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _known(column: pd.Series) -> list[object]:
    return [None if value != value else value for value in column.tolist()]  # noqa: PLR0124 - NaN
