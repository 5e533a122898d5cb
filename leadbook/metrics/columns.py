"""A frame's column as a plain array, whether or not the book has that column.

Every metric reads its frames through these, so that an absent column, an empty table and a blank
cell come to the same: unknown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from numpy.typing import NDArray

__all__ = ["codes", "flags", "moment", "moments", "numbers", "positions", "status_is"]


def numbers(frame: pd.DataFrame, name: str) -> NDArray[np.float64]:
    """Give a column as floats; NaN where it is blank, no number, or absent.

    >>> numbers(pd.DataFrame({"amount": [5, None]}), "amount")
    array([ 5., nan])
    """
    if name not in frame:
        return np.full(len(frame), np.nan)
    column = frame[name]
    if not pd.api.types.is_numeric_dtype(column.dtype):
        column = pd.to_numeric(column.astype(object), errors="coerce")
    return column.to_numpy(dtype=np.float64, na_value=np.nan)


def moments(frame: pd.DataFrame, name: str) -> NDArray[np.datetime64]:
    """Give a column as moments, in microseconds; NaT where it is blank, no date, or absent.

    >>> moments(pd.DataFrame({"at": pd.to_datetime(["2026-03-21"])}), "at")
    array(['2026-03-21T00:00:00.000000'], dtype='datetime64[us]')
    """
    if name not in frame:
        return np.full(len(frame), np.datetime64("NaT", "us"), dtype="datetime64[us]")
    column = frame[name]
    if not pd.api.types.is_datetime64_dtype(column.dtype):
        column = pd.to_datetime(column.astype(object), errors="coerce")
    return column.to_numpy().astype("datetime64[us]")


def moment(value: date) -> np.datetime64:
    """Give one moment as the arrays have it.

    >>> from datetime import datetime
    >>> str(moment(datetime(2026, 3, 21)))
    '2026-03-21T00:00:00.000000'
    """
    return np.datetime64(value, "us")


def flags(frame: pd.DataFrame, name: str) -> NDArray[np.float64]:
    """Give a yes/no column as 1.0 and 0.0; NaN where it is blank or absent.

    >>> flags(pd.DataFrame({"answered": pd.array([True, None], dtype="boolean")}), "answered")
    array([ 1., nan])
    """
    if name not in frame:
        return np.full(len(frame), np.nan)
    known = frame[name].astype("boolean")
    return np.asarray(known.to_numpy(dtype=np.float64, na_value=np.nan), dtype=np.float64)


def positions(frame: pd.DataFrame, name: str) -> NDArray[np.intp]:
    """Give a column of row positions; empty when the frame lacks it.

    >>> positions(pd.DataFrame(), "lead").tolist()
    []
    """
    if name not in frame:
        return np.empty(0, dtype=np.intp)
    return frame[name].to_numpy(dtype=np.intp)


def codes(frame: pd.DataFrame, name: str, order: Sequence[str]) -> NDArray[np.intp]:
    """Give each value's place in `order`; -1 where it is blank, not among them, or absent.

    >>> codes(pd.DataFrame({"stage": ["Won", None, "New"]}), "stage", ["New", "Won"])
    array([ 1, -1,  0])
    """
    if name not in frame:
        return np.full(len(frame), -1, dtype=np.intp)
    column = frame[name]
    values = column.array if isinstance(column.dtype, pd.CategoricalDtype) else column
    known = pd.Categorical(values)
    place = {value: i for i, value in enumerate(order)}
    # One more place at the end, so that the code -1 of a blank finds -1.
    places = np.array([place.get(value, -1) for value in known.categories] + [-1], dtype=np.intp)
    return np.asarray(places[known.codes], dtype=np.intp)


def status_is(leads: pd.DataFrame, *names: str) -> NDArray[np.bool_]:
    """Say of each lead whether its status is one of these.

    >>> status_is(pd.DataFrame({"status": ["won", "open", None]}), "won", "lost").tolist()
    [True, False, False]
    """
    return codes(leads, "status", names) >= 0
