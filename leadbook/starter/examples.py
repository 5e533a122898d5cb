"""Example calls of every function on the sample: what the sheet Functions shows live."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import leadbook.hosts.functions  # noqa: F401 - fills the registry
from leadbook.hosts.registry import FUNCTIONS
from leadbook.starter.template import plan_of
from leadbook.workbook.address import letters_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leadbook.hosts.arguments import Argument
    from leadbook.starter.words import Words

__all__ = ["PER_LEAD", "TABLES", "TEXT", "VALUES", "Example", "Look", "formula"]

Look = Literal[
    "text", "persian", "long", "integer", "days", "money", "percent", "score", "date"
]  # fmt: skip


COUNTS: tuple[Look, ...] = ("integer", "integer", "integer")
RATE: tuple[Look, ...] = ("percent", "integer", "percent", "percent")
MONTHS = 24
FOUR_DAYS: tuple[Look, ...] = ("days", "days", "days", "days")


@dataclass(frozen=True, slots=True)
class Example:
    """One call.

    Attributes:
        function: Its name.
        given: Arguments as they are typed, by name: a constant; a cell of the sheet by its name;
            ``Leads.column``, a cell of one open lead; ``Table[column]``, a column; or
            ``Leads:column``, its header. Every other argument that is a table is that table of the
            book, and every day the one on the sheet.
        looks: Of the columns of the result.
        rows: So many are kept free for a table, which grows with its book.
    """

    function: str
    given: Mapping[str, str] = field(default_factory=dict)
    looks: tuple[Look, ...] = ("text",)
    rows: int = 14


VALUES = (
    Example("LB_DAYS_IN_STAGE", {"entered": "Leads.stage_since", "until": "as_of"}, ("days",)),
    Example(
        "LB_BUSINESS_DAYS",
        {
            "start": "Leads.created_at",
            "end": "as_of",
            "weekend": "weekend",
            "holidays": "Holidays[date]",
        },
        ("days",),
    ),
    Example("LB_CONVERSION_RATE", {}, ("percent",)),
    Example("LB_CONVERSION_RATE", {"kind": '"won/entered"'}, ("percent",)),
    Example("LB_CONVERSION_RATE", {"kind": '"cohort"', "within": "60"}, ("percent",)),
    Example("LB_WIN_WITHIN", {"days": "90"}, ("percent",)),
    Example("LB_WIN_WITHIN", {"days": "90", "part": '"low"'}, ("percent",)),
    Example("LB_SALES_VELOCITY", {}, ("money",)),
    Example("LB_JALALI", {"date": "as_of"}),
    Example("LB_JALALI", {"date": "as_of", "form": '"long"'}, ("persian",)),
    Example("LB_GREGORIAN", {"text": '"۱۴۰۵/۰۸/۳۰"'}, ("date",)),
    Example("LB_CLEAN_TEXT", {"text": '"  علي   كريمي "'}, ("persian",)),
    Example("LB_CLEAN_PHONE", {"phone": '"۰۹۱۲ ۳۴۵ ۶۷۸۹"', "country": '"IR"'}),
    Example("LB_GREGORIAN", {"text": '"soon"'}, ("date",)),
    Example("LB_VERSION"),
)
"""Functions that give one value."""

TEXT = (
    Example("LB_LAST_ERROR", {"after": "error"}, ("long",)),
    Example(
        "LB_FAREWELL",
        {"name": "Leads.name", "company": "Leads.company", "language": "language"},
        ("long",),
    ),
)
"""Functions that give a longer text."""

TABLES = (
    Example("LB_CONVERSION_VELOCITY", {}, ("text", "integer", *FOUR_DAYS)),
    Example("LB_FUNNEL", {}, ("text", *COUNTS, *RATE, *RATE, "integer", "integer")),
    Example("LB_SOURCES", {}, ("text", *COUNTS, *COUNTS[1:], "percent", "days", "money")),
    Example(
        "LB_CONVERSION_RATE",
        {"by": "Leads:owner"},
        ("text", *RATE),
    ),
    Example("LB_COHORTS", {}, ("text", "integer", "percent", "percent", "percent", "text"), MONTHS),
    Example("LB_LEAD_VELOCITY", {}, ("text", "integer", "percent", "text"), MONTHS),
    Example("LB_FORECAST", {}, ("text", "money", "money", "money", "money", "integer"), MONTHS),
)
"""Functions that give a table."""

PER_LEAD = (
    Example("LB_SCORE", {}, ("score",)),
    Example("LB_GRADE"),
    Example("LB_ROTTEN"),
    Example("LB_ROT_DUE", {}, ("date",)),
    Example("LB_WIN_PROBABILITY", {}, ("percent",)),
    Example("LB_STAGE_DAYS", {}, ("text", *FOUR_DAYS, "days", "days")),
    Example("LB_COLD_RULE"),
    Example("LB_NEXT_ACTION"),
    Example("LB_WHY"),
)
"""Functions that stand beside the leads, and the days in each stage."""


def formula(example: Example, words: Words, cells: Mapping[str, str]) -> str:
    """Write the call as a person would type it.

    Args:
        example: The call.
        words: The language of the book: names of its sheets and columns.
        cells: What examples name: the cell of the day ``as_of``, whether there is an ``error``, the
            book's ``language`` and ``weekend``, and in ``row`` the row of the lead that they take.
    """
    given = [
        _typed(example.given.get(argument.name), argument, words, cells)
        for argument in FUNCTIONS[example.function].arguments
    ]
    while given and not given[-1]:
        given.pop()
    return f"={example.function}({','.join(given)})"


def _typed(given: str | None, argument: Argument, words: Words, cells: Mapping[str, str]) -> str:
    if given is None:
        if argument.kind == "table":
            return f"{argument.table}[#All]"
        return cells["as_of"] if argument.kind == "date" else ""
    if given in cells:
        return cells[given]
    for mark, write in (("[", _column), (":", _header)):
        table, found, column = given.partition(mark)
        if found:
            return write(table, column.rstrip("]"), words)
    if given.startswith("Leads."):
        letter = letters_of(plan_of("Leads").place(given.removeprefix("Leads.")) + 1)
        return f"'{words.title('Leads')}'!${letter}${cells['row']}"
    return given


def _column(table: str, column: str, words: Words) -> str:
    return f"{table}[{words.header(table, column)}]"


def _header(table: str, column: str, words: Words) -> str:
    return f'"{words.header(table, column)}"'
