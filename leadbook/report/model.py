"""The report as plain data: sheets of tiles, tables, charts and notes, in no file format.

Words are already in the report's language. Values are raw (fractions, days, datetimes); a column's
`Kind` says how a renderer should show them. What stands above a sheet's first table is the same on
every sheet: title, as-of date, rows used, rows left out and why.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import pandas as pd

    from leadbook.language.messages import Language
    from leadbook.pipeline.settings import Dates

__all__ = [
    "LINKED_ROWS",
    "Block",
    "Chart",
    "Column",
    "Kind",
    "Note",
    "Report",
    "Series",
    "Sheet",
    "Table",
    "Tile",
    "Tone",
]

LINKED_ROWS = 1000
"""Only so many rows of a table carry hyperlinks: a book full of links opens slowly."""

Kind = Literal[
    "text", "wrapped", "id", "integer", "number", "ratio", "days", "percent", "money", "score",
    "ordinal", "date", "datetime", "link",
]  # fmt: skip
"""What a value is; a ratio is a small number whose third place still counts, an ordinal says which
one, not how many, such as a row."""
Tone = Literal["plain", "good", "warning", "bad", "muted"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        key: Column of the table's frame.
        bar: Draw a data bar behind the numbers.
        tones: Which values are shown in which tone (rotten → bad).
        width: Width in characters; ``None`` fits the content.
        link: Column of the frame that holds the target (``'Leads'!F12``) of a ``link`` column.
    """

    key: str
    title: str
    kind: Kind = "text"
    bar: bool = False
    tones: Mapping[str, Tone] = field(default_factory=dict)
    width: float | None = None
    link: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A frame shown as an Excel table.

    Attributes:
        name: ASCII stem of the table's name, unique in the report.
        note: A line under the title: what the figures mean.
        when_empty: What is said instead when the frame has no rows.
    """

    name: str
    title: str
    frame: pd.DataFrame
    columns: tuple[Column, ...]
    note: str = ""
    when_empty: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """One series of a chart: a column of the chart's table; a dashed line is a bound or a rival."""

    key: str
    title: str
    tone: Tone = "plain"
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A native chart over one table.

    Attributes:
        table: Name of the table whose cells it draws.
        text: What the chart shows, in a sentence, for those who cannot see it.
        rows: How many of the table's first rows are drawn; 0 is all.
        sheet: Key of the sheet on which the table stands; empty is the chart's own.
    """

    kind: Literal["bar", "column", "stacked bar", "line"]
    title: str
    table: str
    category: str
    series: tuple[Series, ...]
    value_kind: Kind = "integer"
    x_title: str = ""
    y_title: str = ""
    text: str = ""
    rows: int = 0
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """One headline figure with its label and a line that gives n, interval or definition."""

    label: str
    value: float | str | datetime | None
    kind: Kind
    detail: str = ""
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Note:
    """One paragraph; with a title it begins a section."""

    text: str
    tone: Tone = "plain"
    title: str = ""


Block = Table | Chart | Note


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet.

    Attributes:
        key: Its stable name in code.
        title: The name on its tab.
        facts: As-of date first, then rows used, rows left out and why, and definitions.
        portrait: Whether it is printed upright: a dashboard fits one upright page.
    """

    key: str
    title: str
    heading: str
    facts: tuple[str, ...]
    tiles: tuple[Tile, ...]
    blocks: tuple[Block, ...]
    portrait: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """All sheets of one report, in the order of their tabs; `footer` stands on printed pages."""

    language: Language
    dates: Dates
    currency: str
    sheets: tuple[Sheet, ...]
    title: str = ""
    footer: str = ""
