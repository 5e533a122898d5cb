"""The keys of the Settings sheet: which of its rows leadbook follows, and which are misspelt.

A team may keep rows of its own there. A key that is nearly leadbook's is a problem, since a
decision of the team would go unheard.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from leadbook.language.messages import LANGUAGES, message, quoted
from leadbook.language.text import is_blank, plain
from leadbook.pipeline.clean import listed
from leadbook.pipeline.hints import column_asked_for, target_of
from leadbook.pipeline.schema import TABLES, known_headers, near
from leadbook.pipeline.vocabulary import SETTINGS, meaning

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leadbook.pipeline.problems import Problem
    from leadbook.pipeline.raw import RawColumn, RawTable

__all__ = ["Likeness", "SettingKeys", "read_keys"]

Likeness = Callable[[str, object], float]

_NEAR = 0.65
"""Likeness below which no key is a misspelt one."""
_COLUMN_NEAR = 0.8


@dataclass(frozen=True)
class SettingKeys:
    """The rows of a Settings sheet.

    Attributes:
        followed: Place of each row that counts → name of its setting; "" for a hint of a column.
        problems: Keys that are misspelt, and those that stand above, too.
    """

    followed: Mapping[int, str]
    problems: tuple[Problem, ...]


def read_keys(
    table: RawTable, keys: RawColumn, values: RawColumn, likeness: Likeness
) -> SettingKeys:
    """Sort the rows by their keys; of a setting that stands twice the first row counts.

    Args:
        table: The Settings sheet.
        keys: Its column of settings, in Persian or English.
        values: Its column of values; a row without one says nothing.
        likeness: How like a setting's key, 0…1, one that nobody knows must be to stand for it
            before a value.
    """
    followed: dict[int, str] = {}
    seen: set[object] = set()
    problems: list[Problem] = []
    for place, (cell, value) in enumerate(zip(keys.cells, values.cells, strict=True)):
        if is_blank(cell) or is_blank(value):
            continue
        key = plain(cell).strip()
        name = meaning(key, SETTINGS)
        meant = name or target_of(key)
        if meant is None:
            close = _meant(key, value, likeness)
            if close is None:
                continue
            why = message("leadbook has no setting {setting}; the row is not used",
                          setting=quoted(key))  # fmt: skip
            how = message("did you mean {near}?", near=close)
            problems += listed(table, keys, [place], why, how)
        elif meant in seen:
            why = message("the setting {setting} stands above, too; this row is left out",
                          setting=key)  # fmt: skip
            problems += listed(table, keys, [place], why, message("delete one of the two rows"))
        else:
            seen.add(meant)
            followed[place] = name or ""
    return SettingKeys(followed, tuple(problems))


def _meant(key: str, value: object, likeness: Likeness) -> str | None:
    """The key that was probably meant; ``None`` where the row is the team's own."""
    column = column_asked_for(key)
    if column is not None:
        headers = (known_headers("Leads", language) for language in LANGUAGES)
        known = chain(TABLES["Leads"].columns, *headers)
        return near(column, known, least=_COLUMN_NEAR)
    close = near(key, chain.from_iterable(SETTINGS.values()), least=_NEAR)
    name = meaning(close or "", SETTINGS)
    return near(key, [close], least=likeness(name, value)) if close and name else None
