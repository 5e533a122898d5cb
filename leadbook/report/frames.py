"""Small steps that several sheets take to turn figures into tables."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

import pandas as pd

from leadbook.report.model import Column, Series
from leadbook.report.words import rots

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from leadbook.language.messages import Speaker

__all__ = [
    "bound_columns",
    "frame",
    "lead_columns",
    "open_deals",
    "present",
    "records",
    "renamed",
    "rot_series",
]


def frame(columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> pd.DataFrame:
    """Put rows of raw values under the columns' keys."""
    return pd.DataFrame(list(rows), columns=[column.key for column in columns], dtype=object)


def present(columns: Iterable[Column], having: Iterable[str]) -> tuple[Column, ...]:
    """Keep the columns that the book has."""
    keys = set(having)
    return tuple(column for column in columns if column.key in keys)


def renamed(values: pd.Series, words: Mapping[str, str]) -> pd.Series:
    """Say a column of codes in words; a value without a word stays as it is, a blank stays blank.

    >>> renamed(pd.Series(["won", "Mine", None]), {"won": "Won"}).tolist()
    ['Won', 'Mine', None]
    """
    codes, known = pd.factorize(values)
    said = [words.get(str(value), str(value)) or None for value in known]
    return pd.Series(pd.array([*said, None], dtype=object)[codes], index=values.index, dtype=object)


def records(columns: Sequence[Column], objects: Iterable[object]) -> pd.DataFrame:
    """Make a row of each object; a column's key is the path of attributes to its value.

    >>> from leadbook.metrics.intervals import Rate
    >>> records([Column("n", "Cases"), Column("n.real", "")], [Rate(0.5, 8, 0.2, 0.8)])
       n  n.real
    0  8       8
    """
    return frame(columns, map(attrgetter(*(column.key for column in columns)), objects))


def bound_columns(say: Speaker, key: str, of: str) -> tuple[Column, Column]:
    """Make the two columns for the 95 % interval of the attribute `key`, a rate named `of`."""
    return (
        Column(f"{key}.low", say("{rate}: low 95%", rate=of), "percent"),
        Column(f"{key}.high", say("{rate}: high 95%", rate=of), "percent"),
    )


def lead_columns(say: Speaker) -> tuple[Column, ...]:
    """Make the columns that say which lead a row is, whose it is and where it stands."""
    return (
        Column("lead_id", say("Lead"), "id"),
        Column("name", say("Name")),
        Column("company", say("Company")),
        Column("owner", say("Owner")),
        Column("stage", say("Stage")),
    )


def open_deals(leads: pd.DataFrame, keys: Iterable[str] | None = None) -> pd.DataFrame:
    """Keep the leads that are open, and of them the columns that are asked for and there.

    >>> leads = pd.DataFrame({"lead_id": ["L1", "L2"], "status": ["open", "won"]})
    >>> open_deals(leads, ["lead_id", "amount"])
      lead_id
    0      L1
    """
    columns = leads.columns if keys is None else [key for key in keys if key in leads]
    return leads.loc[leads["status"] == "open", columns]


def rot_series(say: Speaker) -> tuple[Series, ...]:
    """Make the series of a chart that stacks open deals by how they stand against their limit."""
    word = rots(say)
    return (
        Series("fresh", word["fresh"], "good"),
        Series("warning", word["warning"], "warning"),
        Series("rotten", word["rotten"], "bad"),
        Series("other", say("Held or no limit"), "muted"),
    )
