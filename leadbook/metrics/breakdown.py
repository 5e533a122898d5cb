"""Breakdown: the figures of the leads that share one value of a column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from leadbook.metrics.columns import numbers, status_is
from leadbook.metrics.curves import EVENT, aalen_johansen
from leadbook.metrics.intervals import wilson
from leadbook.metrics.time_to_win import cases

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from leadbook.metrics.conversion import Counted
    from leadbook.metrics.intervals import Rate

__all__ = ["breakdown", "grouped", "rates_by"]


def breakdown(leads: pd.DataFrame, column: str, *, within: float = 30) -> pd.DataFrame:
    """Give one row a value of a column, the value with most leads first, blanks ("") last.

    Columns: ``value`` (text), ``leads``, ``open``, ``won``, ``lost``, ``junk`` (counts),
    ``mean_days_to_win`` (NaN without dated wins), ``won_value``, ``open_value`` (a blank amount
    counts as 0), and ``p``, ``low``, ``high``: the Aalen-Johansen chance of a win within so many
    days with its 95 % interval, NaN where no lead was followed that long.

    >>> leads = pd.DataFrame({"source": ["web", "fair", "web"], "status": ["won", "open", "lost"]})
    >>> breakdown(leads, "source")[["value", "leads", "won", "lost"]].values.tolist()
    [['web', 2, 1, 1], ['fair', 1, 0, 0]]
    """
    group, values = grouped(leads, column)
    n = len(values)
    count = {name: np.bincount(group[status_is(leads, name)], minlength=n) for name in STATUSES}
    days, ends = cases(leads)
    dated_wins = (ends == EVENT) & ~np.isnan(days)
    wins = np.bincount(group[dated_wins], minlength=n)
    spent = np.bincount(group[dated_wins], days[dated_wins], n)
    p, low, high = aalen_johansen(days, ends, group, n).within(within)
    figures = pd.DataFrame(
        {
            "value": np.array(values, dtype=object),
            "leads": np.bincount(group, minlength=n),
            **count,
            "mean_days_to_win": np.where(wins > 0, spent / np.maximum(wins, 1), np.nan),
            "won_value": _value(leads, "won", group, n),
            "open_value": _value(leads, "open", group, n),
            "p": p,
            "low": low,
            "high": high,
        }
    )
    order = np.lexsort((figures["value"], -figures["leads"], figures["value"] == ""))
    return figures.iloc[order].reset_index(drop=True)


STATUSES = ("open", "won", "lost", "junk")


def rates_by(leads: pd.DataFrame, column: str, counted: Counted) -> list[tuple[str, Rate]]:
    """Give one rate a value of a column, in the order of `breakdown`.

    >>> from leadbook.metrics.conversion import closed_cases
    >>> leads = pd.DataFrame({"source": ["web", "fair", "web"], "status": ["won", "open", "lost"]})
    >>> [(value, rate.rate, rate.n) for value, rate in
    ...  rates_by(leads, "source", closed_cases(leads))]
    [('web', 0.5, 2), ('fair', None, 0)]
    """
    group, values = grouped(leads, column)
    leads_of = np.bincount(group, minlength=len(values)).tolist()
    won, n = (
        np.bincount(group[chosen], minlength=len(values)).tolist()
        for chosen in (counted.won, counted.cases)
    )
    order = sorted(range(len(values)), key=lambda at: (not values[at], -leads_of[at], values[at]))
    return [(values[at], wilson(won[at], n[at])) for at in order]


def grouped(leads: pd.DataFrame, column: str) -> tuple[NDArray[np.intp], list[str]]:
    """Give each lead's group and each group's value as text; blanks are one group, named "".

    >>> group, values = grouped(pd.DataFrame({"score": [2.0, None, 1.5, 2.0]}), "score")
    >>> group.tolist(), values
    ([0, 2, 1, 0], ['2', '1.5', ''])
    """
    codes, known = pd.factorize(leads[column])
    texts = [_text(value) for value in known]
    # Values that differ as cells may read the same; what reads the same is one group.
    distinct = dict.fromkeys([*texts, ""] if (codes < 0).any() else texts)
    place = {text: i for i, text in enumerate(distinct)}
    places = np.array([*(place[text] for text in texts), place.get("", -1)], dtype=np.intp)
    return np.asarray(places[codes], dtype=np.intp), list(distinct)


def _text(value: object) -> str:
    """Write a value as its cell reads: 5 and not 5.0, a date without a midnight."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, pd.Timestamp):
        return value.isoformat(sep=" ").removesuffix(" 00:00:00")
    return str(value).strip()


def _value(
    leads: pd.DataFrame, status: str, group: NDArray[np.intp], n: int
) -> NDArray[np.float64]:
    chosen = status_is(leads, status)
    amount = np.nan_to_num(numbers(leads, "amount"))[chosen]
    return np.asarray(np.bincount(group[chosen], amount, n), dtype=np.float64)
