"""What the user says about the book's columns, where the guess from their headers is overruled.

A hint comes from ``--map`` or from a row of the Settings sheet: a canonical column and the header
that holds it, or a table and the sheet that it stands on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from leadbook.errors import WrongUse
from leadbook.language.messages import message, quoted
from leadbook.pipeline import schema
from leadbook.pipeline.guesses import one_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["NO_HINTS", "Hints", "column_asked_for", "read_hints", "target_of"]

_OF_A_COLUMN = re.compile(r"^\s*(?:column|map|ستون)\b[\s:]*", re.IGNORECASE)


@dataclass(frozen=True)
class Hints:
    """Hints, ready to be asked.

    Attributes:
        headers: Table → canonical column → header that holds it.
        sheets: Table → name of the sheet that it stands on.
    """

    headers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sheets: Mapping[str, str] = field(default_factory=dict)

    def column_of(self, header: str, table: str) -> str | None:
        """Give the canonical column of a header: as told, else as guessed.

        >>> read_hints({"stage": "Phase"}).column_of("phase", "Leads")
        'stage'
        >>> read_hints({"stage": "Phase"}).column_of("Stage", "Leads") is None
        True
        """
        told = self.headers.get(table)
        if not told:
            return schema.column_of(header, table)
        key = schema.header_key(header)
        for column, wanted in told.items():
            if schema.header_key(wanted) == key:
                return column
        guess = schema.column_of(header, table)
        return None if guess in told else guess

    def rank_of(self, header: str, table: str) -> int:
        """Tell how surely a header names its column; what was told is surest."""
        told = self.headers.get(table, {})
        key = schema.header_key(header)
        if any(schema.header_key(wanted) == key for wanted in told.values()):
            return -1
        return schema.rank_of(header, table)

    def table_of(self, sheet: str) -> str | None:
        """Give the table that a sheet holds: as told, else by its name."""
        for table, wanted in self.sheets.items():
            if schema.header_key(wanted) == schema.header_key(sheet):
                return table
        guess = schema.table_of(sheet)
        return None if guess in self.sheets else guess


NO_HINTS = Hints()


def read_hints(
    mapping: Mapping[str, str] | None, settings: Iterable[tuple[str, str]] = ()
) -> Hints:
    """Read hints from ``canonical=header`` pairs; the Settings sheet is overruled by them.

    A key is a column of Leads (``stage``), of another table (``StageHistory.stage``), or a table.
    A row of the Settings sheet is a hint when its key begins with "column", or is such a key.

    Raises:
        WrongUse: A key of `mapping` is no canonical column and no table.

    >>> read_hints({"Leads": "Sheet3"}).sheets
    {'Leads': 'Sheet3'}
    """
    headers: dict[str, dict[str, str]] = {}
    sheets: dict[str, str] = {}
    told = [(target, value) for key, value in settings if (target := target_of(key))]
    asked = [(_asked_target(key), value) for key, value in (mapping or {}).items()]
    # Of what the sheet says twice the first counts, so it comes last.
    for (table, column), value in [*told[::-1], *asked]:
        if column:
            headers.setdefault(table, {})[column] = value
        else:
            sheets[table] = value
    return Hints(headers, sheets)


def _asked_target(key: str) -> tuple[str, str]:
    target = _target(key)
    if target is None:
        raise WrongUse(
            message(
                "{key} is no column that leadbook knows; {how}",
                key=quoted(key),
                how=one_of(key, schema.TABLES["Leads"].columns),
            )
        )
    return target


def target_of(key: str) -> tuple[str, str] | None:
    """Give the table and the column that a key of the Settings sheet is a hint about, if it is.

    It is one only where it says so, or is the canonical name itself.

    >>> target_of("Column: stage"), target_of("stage"), target_of("Stage")
    (('Leads', 'stage'), ('Leads', 'stage'), None)
    """
    asked = column_asked_for(key)
    if asked is not None:
        return _target(asked)
    return ("Leads", key.strip()) if key.strip() in schema.TABLES["Leads"].columns else None


def column_asked_for(key: str) -> str | None:
    """Give what stands after the word "column" in a key; ``None`` without that word.

    >>> column_asked_for("Column: stge"), column_asked_for("Language")
    ('stge', None)
    """
    asked = _OF_A_COLUMN.sub("", key)
    return asked if asked != key else None


def _target(key: str) -> tuple[str, str] | None:
    table, dot, column = key.strip().rpartition(".")
    known = schema.table_of(table) if dot else "Leads"
    if known is None:
        return None
    if found := schema.column_of(column, known):
        return known, found
    whole = schema.table_of(key)
    return (whole, "") if whole and not dot else None
