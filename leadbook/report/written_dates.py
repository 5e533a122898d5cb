"""Jalali dates as text beside real dates, for programs that cannot show the calendar."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from leadbook.language.jalali import from_dates
from leadbook.report.model import Column

if TYPE_CHECKING:
    from leadbook.language.messages import Speaker
    from leadbook.report.model import Table

__all__ = ["with_written_dates"]


def with_written_dates(table: Table, say: Speaker) -> Table:
    """Add a text column such as 1405/08/30 after each date column."""
    columns: list[Column] = []
    texts: dict[str, pd.Series] = {}
    for column in table.columns:
        columns.append(column)
        if column.kind in {"date", "datetime"}:
            key = f"{column.key}_written"
            columns.append(Column(key, say("{column} (Jalali)", column=column.title)))
            texts[key] = _written(table.frame[column.key])
    return replace(table, columns=tuple(columns), frame=table.frame.assign(**texts))


def _written(dates: pd.Series) -> pd.Series:
    days = pd.to_datetime(dates).to_numpy("datetime64[D]")
    known = ~np.isnat(days)
    parts = zip(*(part.tolist() for part in from_dates(days[known])), strict=True)
    texts = np.full(len(days), None, dtype=object)
    texts[known] = [f"{year:04d}/{month:02d}/{day:02d}" for year, month, day in parts]
    return pd.Series(texts, index=dates.index, dtype=object)
