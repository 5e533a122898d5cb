"""Cells → typed columns: what each column should hold is read, and what it cannot hold is listed.

A bad cell becomes a blank of its column's type and a Problem with its address; the row stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from leadbook.language.dates import to_datetimes, why_no_date
from leadbook.language.flags import to_flag
from leadbook.language.messages import message, quoted
from leadbook.language.numbers import to_numbers
from leadbook.language.text import latin_digits, plain
from leadbook.pipeline.categories import category_of, coded, looked_up
from leadbook.pipeline.problems import Problem
from leadbook.pipeline.raw import ErrorCell, UncalculatedCell
from leadbook.pipeline.schema import TABLES
from leadbook.pipeline.vocabulary import ACTIVITY_KINDS, DIRECTIONS, FLAGS, meaning, outcome_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from leadbook.language.messages import Message
    from leadbook.pipeline.columns import Assigned
    from leadbook.pipeline.raw import RawColumn, RawTable
    from leadbook.pipeline.schema import Kind

__all__ = ["Cleaned", "Reading", "clean", "clean_column", "listed"]

_HOW_DATE = message("type a date, such as 2026-11-21 or 1405/08/30")
_HOW_NUMBER = message("type a plain number, such as 1250")
_NOTHING = message("")
_FEW = 50


@dataclass(frozen=True, slots=True)
class Reading:
    """How the cells of a book are meant.

    Attributes:
        date1904: Whether serial dates count from 1904.
        time_zone: Zone in which moments with an offset are written.
    """

    date1904: bool = False
    time_zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class _Read:
    """A column as read: its values, which cells are bad, why, and how to mend them."""

    values: Any
    bad: NDArray[np.bool_] | None = None
    why: Message | Callable[[int], Message] = _NOTHING
    how: Message = _NOTHING


@dataclass(frozen=True)
class Cleaned:
    """A table as a typed frame; row k of the frame is row k of the table.

    Attributes:
        frame: A column for each assigned one.
        problems: Bad cells, column by column.
    """

    table: RawTable
    assigned: Assigned
    frame: pd.DataFrame
    problems: tuple[Problem, ...]


def clean(table: RawTable, assigned: Assigned, reading: Reading) -> Cleaned:
    """Read every assigned column of a table as what it should hold."""
    columns: dict[str, Any] = {}
    problems: list[Problem] = list(assigned.problems)
    for name, column in assigned.columns.items():
        if table.kind != "Leads" and name not in TABLES[table.kind].columns:
            continue  # only leads are asked about columns of the user's own
        values, bad = clean_column(table, column, assigned.kinds[name], reading)
        columns[name] = values
        problems += bad
    frame = pd.DataFrame(columns, index=pd.RangeIndex(len(table.rows)), copy=False)
    return Cleaned(table, assigned, frame, tuple(problems))


def clean_column(
    table: RawTable, column: RawColumn, kind: Kind, reading: Reading
) -> tuple[Any, list[Problem]]:
    """Read one column as `kind`; give its values, and a problem for each cell that it is not."""
    cells, problems = _without_errors(table, column)
    read = _READERS[kind](cells, reading)
    if read.bad is not None:
        problems += listed(table, column, np.flatnonzero(read.bad), read.why, read.how)
    return read.values, problems


def listed(
    table: RawTable,
    column: RawColumn | None,
    at: Iterable[int],
    why: Message | Callable[[int], Message],
    how: Message,
) -> list[Problem]:
    """List a problem for each of these rows of a table, in one column or (``None``) as a row."""
    letter = column.letter if column else table.columns[0].letter
    header = column.header if column else ""
    return [
        Problem(
            sheet=table.sheet,
            cell=f"{letter}{table.rows[place]}",
            column=header,
            value=plain(column.cells[place]) if column else "",
            problem=why(int(place)) if callable(why) else why,
            how_to_mend=how,
        )
        for place in at
    ]


def _without_errors(table: RawTable, column: RawColumn) -> tuple[Sequence[object], list[Problem]]:
    """Blank out error cells and uncalculated formulas, and list them."""
    cells = column.cells
    if not {ErrorCell, UncalculatedCell} & set(map(type, cells)):
        return cells, []
    at = [k for k, cell in enumerate(cells) if isinstance(cell, (ErrorCell, UncalculatedCell))]
    errors = [k for k in at if isinstance(cells[k], ErrorCell)]
    formulas = [k for k in at if isinstance(cells[k], UncalculatedCell)]
    kept = list(cells)
    for place in at:
        kept[place] = None
    return kept, [
        *listed(
            table,
            column,
            errors,
            lambda place: message("the cell holds the error {code}", code=str(cells[place])),
            message("mend the formula in the cell, or type the value"),
        ),
        *listed(
            table,
            column,
            formulas,
            message("this formula was never calculated, so its value is not known"),
            message("open the book in Excel or LibreOffice, let it calculate, and save it"),
        ),
    ]


def _texts(cells: Sequence[object], _: Reading) -> _Read:
    """Text without the spaces around it; a blank is ``None``."""
    read = [(cell if type(cell) is str else plain(cell)).strip() or None for cell in cells]
    array = np.empty(len(cells), dtype=object)
    array[:] = read
    return _Read(array)


def _ids(cells: Sequence[object], _: Reading) -> _Read:
    """Text as it stands, leading zeros and all; Persian digits are Latin ones."""
    return _Read(category_of(cells, key_of=str, names_of=_names_of_ids))


def _names_of_ids(texts: Iterable[str]) -> list[str]:
    names = list(map(str.strip, texts))
    return names if all(map(str.isascii, names)) else list(map(latin_digits, names))


def _labels(cells: Sequence[object], _: Reading) -> _Read:
    return _Read(category_of(cells))


def _signed(cells: Sequence[object], _: Reading) -> _Read:
    read = to_numbers(cells)
    return _Read(
        read.values,
        read.bad,
        lambda place: message("{value} is not a number", value=quoted(plain(cells[place]))),
        _HOW_NUMBER,
    )


def _numbers(cells: Sequence[object], _: Reading) -> _Read:
    read = to_numbers(cells)
    negative = read.values < 0

    def why(place: int) -> Message:
        if negative[place]:
            return message("a negative number cannot be meant here; it is left out")
        return message("{value} is not a number", value=quoted(plain(cells[place])))

    values = np.where(negative, np.nan, read.values)
    return _Read(values, read.bad | negative, why, _HOW_NUMBER)


def _measures(cells: Sequence[object], reading: Reading) -> _Read:
    """Numbers if every filled cell is one, however written; else words such as "11-50"."""
    read = to_numbers(cells)
    return _labels(cells, reading) if read.bad.any() else _Read(read.values)


def _percents(cells: Sequence[object], _: Reading) -> _Read:
    """Shares 0…1; where a column counts to 100 (65, neither 0.65 nor "65%") it is divided."""
    read = to_numbers(cells)
    values = read.values
    if np.nanmax(values, initial=0.0) > 1:
        signed = [isinstance(cell, str) and bool({"%", "٪"} & set(cell)) for cell in cells]
        values = np.where(signed, values, values / 100)
    bad = read.bad | (values < 0) | (values > 1)
    return _Read(
        np.where(bad, np.nan, values),
        bad,
        lambda place: message("{value} is not a percentage", value=quoted(plain(cells[place]))),
        message("type a percentage from 0% to 100%"),
    )


def _dates(cells: Sequence[object], reading: Reading) -> _Read:
    read = to_datetimes(cells, date1904=reading.date1904, time_zone=reading.time_zone)
    return _Read(
        read.values,
        read.bad,
        lambda place: why_no_date(cells[place]),
        _HOW_DATE,
    )


def _flags(cells: Sequence[object], _: Reading) -> _Read:
    codes, uniques = coded(cells)
    senses = np.array([*map(_flag, uniques), -1], dtype=np.int8)
    values = senses[codes]
    return _Read(
        pd.arrays.BooleanArray(values == 1, values < 0),
        (values < 0) & (codes >= 0),
        lambda place: message("{value} is neither yes nor no", value=quoted(plain(cells[place]))),
        message("type yes or no"),
    )


def _flag(cell: object) -> int:
    flag = to_flag(cell)
    if flag is not None:
        return int(flag)
    return {"yes": 1, "no": 0}.get(meaning(plain(cell), FLAGS) or "", -1)


def _statuses(cells: Sequence[object], _: Reading) -> _Read:
    values, bad = looked_up(cells, outcome_of)
    return _Read(
        values,
        bad,
        lambda place: message("{value} is no status", value=quoted(plain(cells[place]))),
        message("type open, won, lost or junk"),
    )


def _directions(cells: Sequence[object], _: Reading) -> _Read:
    values, bad = looked_up(cells, lambda word: meaning(word, DIRECTIONS))
    return _Read(
        values,
        bad,
        lambda place: message("{value} is no direction", value=quoted(plain(cells[place]))),
        message("type in or out"),
    )


def _kinds(cells: Sequence[object], _: Reading) -> _Read:
    """Kinds of activity; a kind that leadbook has no word for keeps its own."""
    return _Read(looked_up(cells, lambda word: meaning(word, ACTIVITY_KINDS) or word)[0])


def _anything(cells: Sequence[object], reading: Reading) -> _Read:
    """A column of the user's own: dates, numbers or truth values if all cells are, else text."""
    kinds = set(map(type, cells)) - {type(None)}
    if kinds and kinds <= {float, int}:
        return _Read(to_numbers(cells).values)
    if kinds == {bool}:
        return _flags(cells, reading)
    if kinds and kinds <= {date, datetime}:
        dates = to_datetimes(cells, time_zone=reading.time_zone)
        return _Read(dates.values, dates.bad, lambda place: why_no_date(cells[place]), _HOW_DATE)
    labels = category_of(cells)
    mostly_different = 2 * len(labels.categories) > len(cells) > _FEW
    return _texts(cells, reading) if mostly_different else _Read(labels)


_READERS: dict[Kind, Callable[[Sequence[object], Reading], _Read]] = {
    "id": _ids,
    "text": _texts,
    "label": _labels,
    "number": _numbers,
    "money": _numbers,
    "percent": _percents,
    "date": _dates,
    "flag": _flags,
    "stage": _labels,
    "status": _statuses,
    "kind": _kinds,
    "direction": _directions,
    "any": _anything,
    "signed": _signed,
    "measure": _measures,
}
