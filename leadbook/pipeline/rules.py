"""Whether conditions hold of leads: true, false, or unknown where the field is empty.

A condition is data and nothing from a cell is evaluated as code: each operator is one small
function of a table. Numbers are compared where both sides are numbers, dates where both are
dates (a date without a time means the whole day), yes and no in any of their words, and all else
as folded text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from leadbook.language.dates import to_datetime
from leadbook.language.flags import to_flag
from leadbook.language.numbers import to_number, to_numbers
from leadbook.language.text import fold, is_blank, plain
from leadbook.pipeline.conditions import Condition, Operator
from leadbook.pipeline.fact_cells import FactCells
from leadbook.pipeline.operator_words import operator_of, parse_condition, parse_values
from leadbook.pipeline.rule_words import in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from numpy.typing import NDArray

    _Truth = NDArray[np.int8]
    _Values = tuple[object, ...]
    _Test = Callable[[FactCells, _Values, datetime], _Truth]

__all__ = [
    "Condition",
    "Operator",
    "holds",
    "in_words",
    "operator_of",
    "parse_condition",
    "parse_values",
]

_UNKNOWN = -1
_DAY = np.timedelta64(1, "D")


def holds(condition: Condition, facts: pd.DataFrame, *, as_of: datetime) -> NDArray[np.int8]:
    """Say of each lead whether the condition holds: 1 true, 0 false, -1 unknown.

    Unknown are an empty field (except to ``is empty`` and ``is not empty``), a field that the
    facts lack, a comparison of what has no order, and a condition whose values are missing.

    Args:
        condition: What is asked; its field is a column of the facts, matched after folding.
        facts: One row a lead.
        as_of: What ``older than days`` and ``within days`` count back from, in calendar days.

    >>> from datetime import datetime
    >>> facts = pd.DataFrame({"budget": [900.0, 100.0, None]})
    >>> holds(Condition("budget", "≥", (500,)), facts, as_of=datetime(2026, 11, 21))
    array([ 1,  0, -1], dtype=int8)
    """
    name = _column_name(condition.field, facts)
    if name is None or not _is_complete(condition):
        return np.full(len(facts), _UNKNOWN, dtype=np.int8)
    column = facts[name]
    if pd.api.types.is_bool_dtype(column.dtype):
        column = column.astype("category")
    if not isinstance(column.dtype, pd.CategoricalDtype):
        return _truth(condition, FactCells.of(column), as_of)
    of_categories = _truth(condition, FactCells.of(column.cat.categories), as_of)
    of_blank = _truth(condition, FactCells(np.array([None], dtype=object)), as_of)
    return np.append(of_categories, of_blank)[column.cat.codes]


def _column_name(field: str, facts: pd.DataFrame) -> str | None:
    if field in facts:
        return field
    key = fold(field)
    return next((str(name) for name in facts.columns if fold(str(name)) == key), None)


def _is_complete(condition: Condition) -> bool:
    values = condition.values
    needed = {"is empty": 0, "is not empty": 0, "between": 2}.get(condition.operator, 1)
    return len(values) >= needed and not any(map(is_blank, values))


def _truth(condition: Condition, cells: FactCells, as_of: datetime) -> _Truth:
    if condition.operator == "is empty":
        return cells.blank.astype(np.int8)
    if condition.operator == "is not empty":
        return (~cells.blank).astype(np.int8)
    truth = _TESTS[condition.operator](cells, condition.values, as_of)
    return np.where(cells.blank, np.int8(_UNKNOWN), truth)


def _kleene(true: NDArray[np.bool_], known: NDArray[np.bool_]) -> _Truth:
    return np.where(known, true.astype(np.int8), np.int8(_UNKNOWN))


def _order(cells: FactCells, value: object) -> NDArray[np.float64]:
    """Sign of cell minus value, NaN where the two have no order."""
    number, moment = to_number(value), _as_moment(value, cells)
    order = np.full(cells.raw.shape, np.nan)
    if number is not None:
        order = np.sign(cells.numbers - number)
    if moment is not None:
        whole_day = moment == moment.astype("datetime64[D]")
        dates = cells.dates.astype("datetime64[D]") if whole_day else cells.dates
        order = np.where(np.isnat(dates), order, np.sign((dates - moment) / _DAY))
    return order


def _as_moment(value: object, cells: FactCells) -> np.datetime64 | None:
    """Take a value as a date; a bare number only against a column of dates."""
    if to_number(value) is not None and not cells.is_date:
        return None
    moment = to_datetime(value)
    return None if moment is None else np.datetime64(moment, "us")


def _equals(cells: FactCells, value: object) -> NDArray[np.bool_]:
    order = _order(cells, value)
    same: NDArray[np.bool_] = order == 0
    flag = to_flag(value)
    if flag is not None and not cells.is_date:
        same |= cells.flags == flag
    if cells.is_text:
        same |= np.isnan(order) & (cells.texts == fold(plain(value)))
    return same


def _is_one_of(cells: FactCells, values: _Values, as_of: datetime) -> _Truth:
    same: NDArray[np.bool_] = np.any([_equals(cells, value) for value in values], axis=0)
    return same.astype(np.int8)


def _is_none_of(cells: FactCells, values: _Values, as_of: datetime) -> _Truth:
    return np.int8(1) - _is_one_of(cells, values, as_of)


def _ordered(is_so: Callable[[NDArray[np.float64]], NDArray[np.bool_]]) -> _Test:
    def test(cells: FactCells, values: _Values, as_of: datetime) -> _Truth:
        order = _order(cells, values[0])
        return _kleene(is_so(order), ~np.isnan(order))

    return test


def _is_between(cells: FactCells, values: _Values, as_of: datetime) -> _Truth:
    """Both ends included, given in either order."""
    one, other = _order(cells, values[0]), _order(cells, values[1])
    return _kleene(one * other <= 0, ~np.isnan(one * other))


def _contains(cells: FactCells, values: _Values, as_of: datetime) -> _Truth:
    parts = [fold(plain(value)) for value in values]
    found = [any(part in text for part in parts) for text in cells.texts]
    return np.array(found, dtype=np.int8)


def _starts_with(cells: FactCells, values: _Values, as_of: datetime) -> _Truth:
    starts = tuple(fold(plain(value)) for value in values)
    return np.array([text.startswith(starts) for text in cells.texts], dtype=np.int8)


def _days_ago(cells: FactCells, as_of: datetime) -> NDArray[np.float64]:
    ages = np.subtract(np.datetime64(as_of, "D"), cells.dates.astype("datetime64[D]"))
    return np.where(np.isnat(ages), np.nan, ages / _DAY)


def _is_older(cells: FactCells, values: _Values, as_of: datetime) -> _Truth:
    """More than so many days ago; a future date is not."""
    days, limit = _days_ago(cells, as_of), to_numbers(values[:1]).values
    return _kleene(days > limit, ~np.isnan(days - limit))


def _is_within(cells: FactCells, values: _Values, as_of: datetime) -> _Truth:
    """From so many days ago until as_of; a future date is not."""
    days, limit = _days_ago(cells, as_of), to_numbers(values[:1]).values
    return _kleene((days >= 0) & (days <= limit), ~np.isnan(days - limit))


_TESTS: Mapping[Operator, _Test] = {
    "=": _is_one_of,
    "≠": _is_none_of,
    "<": _ordered(lambda order: order < 0),
    "≤": _ordered(lambda order: order <= 0),
    ">": _ordered(lambda order: order > 0),
    "≥": _ordered(lambda order: order >= 0),
    "between": _is_between,
    "in": _is_one_of,
    "contains": _contains,
    "starts with": _starts_with,
    "older than days": _is_older,
    "within days": _is_within,
}
