"""The border: what a spreadsheet program hands over ↔ what leadbook computes with.

Excel hands over datetimes and error codes, LibreOffice serial numbers and empty texts, Pyodide NaN;
all become the cells that `pipeline.raw` knows. Back go only texts, floats, booleans and
`ErrorCell`: never NaN, a date as its serial number, "no value" as an empty text.

Serial numbers count from 1900, but within `counting_from_1904` as books of old Macs have them.
"""

from __future__ import annotations

import math
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from decimal import Decimal
from operator import attrgetter, ne
from typing import TYPE_CHECKING, Any

import numpy as np

from leadbook.hosts.faults import NUM, BadValue
from leadbook.language.dates import to_datetime, why_no_date
from leadbook.language.messages import message, quoted
from leadbook.language.text import is_blank, plain
from leadbook.pipeline.raw import ErrorCell, UncalculatedCell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence, Set

    import pandas as pd
    from numpy.typing import NDArray

__all__ = [
    "ERRORS",
    "Rows",
    "cell_of",
    "column_of",
    "counting_from_1904",
    "counts_from_1904",
    "moment_of",
    "plain_cell",
    "plain_column",
    "rows_of",
    "serial",
    "today",
]

Rows = list[list[object]]
"""What a function gives for more than one cell: rows of cells."""

ERRORS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")

_CODES = {
    -2146826288: "#NULL!",
    -2146826281: "#DIV/0!",
    -2146826273: "#VALUE!",
    -2146826265: "#REF!",
    -2146826259: "#NAME?",
    -2146826252: "#NUM!",
    -2146826246: "#N/A",
}
"""Error cells as Windows hands them over: the SCODE 0x800A0000 and Excel's number of the error."""

_SCODES = range(-2146826288, -2146826188)
"""Newer errors, such as #SPILL!, are among these too; they count as #VALUE!."""

_ERRORS = {code: ErrorCell(code) for code in ERRORS}
_EPOCH = datetime(1899, 12, 30)
_EPOCH_1904 = datetime(1904, 1, 1)
_DAY = timedelta(days=1)
_ODD_TEXTS = frozenset({"", *ERRORS})
_zone_of = attrgetter("tzinfo")
_READY = frozenset({type(None), str, float, bool, datetime})
_TOO_LARGE = 10**300
_from_1904: ContextVar[bool] = ContextVar("from_1904", default=False)


@contextmanager
def counting_from_1904(does: bool) -> Iterator[None]:
    """Let serial numbers for a while be those of a book that counts its days from 1904, or not."""
    before = _from_1904.set(does)
    try:
        yield
    finally:
        _from_1904.reset(before)


def counts_from_1904() -> bool:
    """Tell whether serial numbers count from 1904."""
    return _from_1904.get()


def _epoch() -> datetime:
    return _EPOCH_1904 if _from_1904.get() else _EPOCH


def cell_of(value: object) -> object:
    """Give one cell as `pipeline.raw` has it: blank is ``None``, an error an `ErrorCell`.

    >>> cell_of(""), cell_of(float("nan")), cell_of(-2146826246), cell_of("#DIV/0!").code
    (None, None, ErrorCell(code='#N/A'), '#DIV/0!')
    """
    match value:
        case str():
            return _ERRORS.get(value, value) if value else None
        case bool() | None | ErrorCell() | UncalculatedCell():
            return value
        case float():
            return None if math.isnan(value) else float(value)
        case int():
            return _number_or_error(value)
        case datetime():
            # pandas' "no time" calls itself a datetime, and is not equal to itself.
            return _plain_moment(value) if value == value else None  # noqa: PLR0124
        case date():
            return datetime(value.year, value.month, value.day)
        case Decimal():
            return cell_of(float(value))
        case np.datetime64():
            return value.astype("datetime64[us]").item()
        case np.generic():
            return cell_of(value.item())
        case _:
            return plain(value)


def _number_or_error(value: int) -> object:
    """Read a whole number: Windows hands over errors as such, and numbers never."""
    if value in _SCODES:
        return _ERRORS[_CODES.get(value, "#VALUE!")]
    return float(value) if abs(value) < _TOO_LARGE else NUM


def column_of(cells: Sequence[object]) -> Sequence[object]:
    """Give the cells of one column as `cell_of` gives each; fast where they are so already.

    >>> column_of((1.0, "", None, "#N/A"))
    [1.0, None, None, ErrorCell(code='#N/A')]
    """
    kinds = set(map(type, cells))
    if not kinds <= _READY:
        moments = all(issubclass(kind, (datetime, type(None))) for kind in kinds)
        if not moments or any(map(ne, cells, cells)):
            return [cell_of(cell) for cell in cells]
        return [_plain_moment(cell) if isinstance(cell, datetime) else None for cell in cells]
    odd = (
        (str in kinds and not _ODD_TEXTS.isdisjoint(cells))
        or (float in kinds and any(map(ne, cells, cells)))  # only NaN differs from itself
        or (datetime in kinds and _has_zone(cells, kinds))
    )
    return [cell_of(cell) for cell in cells] if odd else cells


def _has_zone(cells: Sequence[object], kinds: Set[type]) -> bool:
    if kinds <= {datetime, type(None)}:
        return any(map(_zone_of, filter(None, cells)))
    return any(cell.tzinfo for cell in cells if type(cell) is datetime)


def _plain_moment(moment: datetime) -> datetime:
    """Give a plain datetime: Windows hands over another one, in a zone that means nothing."""
    return datetime.combine(moment.date(), moment.time())


def rows_of(value: object) -> list[Sequence[object]]:
    """Give what stands for a range as its rows: a cell, one row of cells, or rows.

    >>> rows_of(5.0), rows_of((1.0, 2.0)), rows_of(((1.0,), (2.0,)))
    ([[5.0]], [(1.0, 2.0)], [(1.0,), (2.0,)])
    """
    if not isinstance(value, (list, tuple)):
        return [[value]]
    if value and isinstance(value[0], (list, tuple)):
        rows: list[Sequence[object]] = list(value)
        if not set(map(type, rows)) <= {list, tuple}:
            rows = [row if isinstance(row, (list, tuple)) else [row] for row in value]
        return rows if any(rows) else [[None]]
    return [value] if value else [[None]]


def serial(moment: datetime) -> float:
    """Give a moment as the spreadsheet's serial number: days since 1899-12-30.

    >>> serial(datetime(2026, 11, 21, 12))
    46347.5
    >>> with counting_from_1904(True):
    ...     serial(datetime(2026, 11, 21, 12))
    44885.5
    """
    return (moment - _epoch()) / _DAY


def moment_of(cell: object) -> datetime:
    """Read one cell as a date.

    Raises:
        BadValue: It is none.
    """
    if type(cell) is datetime and 1900 <= cell.year < 2200:
        return cell
    found = to_datetime(cell, date1904=_from_1904.get())
    if found is None:
        raise BadValue(
            message(
                "{value}: {why}; write dates as 2026-11-21 or 1405/08/30",
                value=quoted(plain(cell)),
                why=why_no_date(cell),
            )
        )
    return found


def today() -> datetime:
    """Give the start of today: what a day that is left out means."""
    return datetime.now().replace(hour=0, minute=0, second=0, microsecond=0)


def plain_cell(value: object) -> object:
    """Give one value as a cell can hold it: text, float, bool or `ErrorCell`.

    >>> plain_cell(None), plain_cell(float("nan")), plain_cell(3), plain_cell(date(2026, 11, 21))
    ('', '', 3.0, 46347.0)
    """
    match value:
        case str() | bool() | ErrorCell():
            return value
        case None:
            return ""
        case float() | int():
            return _finite(float(value))
        case datetime():
            # pandas' "no time" calls itself a datetime.
            return "" if is_blank(value) else serial(value)
        case date():
            return serial(datetime(value.year, value.month, value.day))
        case np.datetime64():
            return "" if np.isnat(value) else plain_cell(value.astype("datetime64[us]").item())
        case np.generic():
            return plain_cell(value.item())
        case _:
            return plain(value)


def _finite(value: float) -> object:
    if math.isfinite(value):
        return value
    return "" if math.isnan(value) else NUM


def plain_column(values: NDArray[Any] | pd.Series[Any] | pd.Categorical) -> list[object]:
    """Give many values of one kind as cells can hold them.

    >>> plain_column(np.array([1.5, np.nan]))
    [1.5, '']
    >>> plain_column(np.array(["2026-11-21", "NaT"], "M8[us]"))
    [46347.0, '']
    """
    array = np.asarray(values)
    if array.dtype.kind == "M":
        epoch = np.datetime64(_epoch(), "us")
        array = (array.astype("datetime64[us]") - epoch) / np.timedelta64(1, "D")
    if array.dtype.kind != "f" or np.isinf(array).any():
        return [cell if type(cell) is str else plain_cell(cell) for cell in array.tolist()]
    cells: list[object] = array.tolist()
    for place in np.flatnonzero(np.isnan(array)):
        cells[place] = ""
    return cells
