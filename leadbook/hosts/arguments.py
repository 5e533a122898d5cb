"""Arguments of functions: what each gets, and those that many functions share, by their names."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from leadbook.language.messages import message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leadbook.language.messages import Message

__all__ = ["SHARED", "Argument", "optional", "required"]

Kind = Literal["table", "each", "date", "dates", "number", "text", "any"]


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument.

    Attributes:
        kind: What the function gets for it: ``table``, a `ranges.Table` (``None`` when left out);
            ``each``, one cell at a time, the function being called for every cell of the range;
            ``date``, a datetime (today when left out); ``dates``, a tuple of dates, empty when left
            out; ``number``, a float or ``None``; ``text``, tidied text, "" when left out; ``any``,
            whatever was given, errors too: it is there to be watched, not to be read.
        doc: What it is, in one short sentence.
        table: Of a table, its canonical name in `pipeline.schema`.
        required: Whether it must be given.
        name: Its name, filled in by `udf`.
        function: The function that it belongs to, filled in by `udf`.
    """

    kind: Kind
    doc: Message
    table: str = ""
    required: bool = True
    name: str = ""
    function: str = ""


def optional(argument: Argument) -> Argument:
    """Give the same argument as one that may be left out."""
    return replace(argument, required=False)


def required(argument: Argument) -> Argument:
    """Give the same argument as one that must be given."""
    return replace(argument, required=True)


SHARED: Mapping[str, Argument] = {
    "leads": Argument(
        "table", message("The table of leads with its header row, such as Leads[#All]"), "Leads"
    ),
    "rules": Argument(
        "table",
        message("The scoring rules with their header row; leadbook's own when left out"),
        "ScoringRules",
        required=False,
    ),
    "grades": Argument(
        "table",
        message("The table of grades with its header row; leadbook's own when left out"),
        "Grades",
        required=False,
    ),
    "cold_rules": Argument(
        "table",
        message("The cold rules with their header row; leadbook's own when left out"),
        "ColdRules",
        required=False,
    ),
    "history": Argument(
        "table",
        message("The stage history with its header row: lead, stage, entered at"),
        "StageHistory",
        required=False,
    ),
    "activities": Argument(
        "table",
        message("The activities with their header row; without them touches are not known"),
        "Activities",
        required=False,
    ),
    "stages": Argument(
        "table",
        message(
            "The stages with their header row, with limits; guessed from the leads when left out"
        ),
        "Stages",
        required=False,
    ),
    "settings": Argument(
        "table",
        message("The settings with their header row: weekend, time zone, language"),
        "Settings",
        required=False,
    ),
    "holidays": Argument(
        "dates",
        message("The days off: a table of holidays with its header row, or just their dates"),
        "Holidays",
        required=False,
    ),
    "as_of": Argument(
        "date",
        message("The day up to which open deals are counted; today when left out"),
        required=False,
    ),
}
"""The arguments that go by the same name, and mean the same, in every function."""
