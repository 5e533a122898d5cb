"""The team's decisions: Settings from the book's own tables, each gap filled and named.

What a cell says that cannot be meant is a problem, and the default stands in for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from leadbook.errors import WrongUse
from leadbook.language.messages import LANGUAGES, message, quoted
from leadbook.language.numbers import to_number
from leadbook.language.text import fold, is_blank, plain
from leadbook.language.zones import time_zone_of
from leadbook.pipeline.clean import listed
from leadbook.pipeline.guesses import meant
from leadbook.pipeline.setting_keys import read_keys
from leadbook.pipeline.vocabulary import CALENDARS, LANGUAGE_WORDS, WEEKDAYS, meaning

if TYPE_CHECKING:
    from collections.abc import Iterable

    from leadbook.language.messages import Language, Message
    from leadbook.pipeline.columns import Assigned
    from leadbook.pipeline.problems import Problem
    from leadbook.pipeline.raw import RawTable
    from leadbook.pipeline.settings import Dates, Stage

__all__ = ["Choices", "read_choices", "unknown_stage", "weekend_of"]

_BETWEEN_COLUMNS = re.compile(r"[,،;؛\n]")
_BETWEEN_DAYS = re.compile(r"[,،;؛/&+\n]|\s+(?:and|و)\s+")
_NO_DAYS = frozenset(map(fold, ("none", "no", "-", "ندارد", "هیچ", "بدون تعطیلی")))


@dataclass(frozen=True)
class Choices:
    """The rows of the Settings sheet that leadbook understood; what is absent is ``None``."""

    language: Language | None = None
    weekend: frozenset[int] | None = None
    time_zone: str | None = None
    currency: str | None = None
    dates: Dates | None = None
    warn_at: float | None = None
    qualified_stage: str | None = None
    model_allow: tuple[str, ...] = ()
    model_forbid: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()

    def qualified(self, stages: Iterable[Stage]) -> str | None:
        """Give the chosen qualified stage as the stages write it; ``None`` if there is none."""
        wanted = fold(self.qualified_stage or "")
        return next((stage.name for stage in stages if fold(stage.name) == wanted), None)


def read_choices(table: RawTable | None, assigned: Assigned | None) -> Choices:
    """Read the Settings sheet: one setting a row, its key in Persian or English."""
    if table is None or assigned is None or not {"setting", "value"} <= set(assigned.columns):
        return Choices()
    values = assigned.columns["value"]
    keys = read_keys(table, assigned.columns["setting"], values, _likeness)
    chosen: dict[str, object] = {}
    problems = list(keys.problems)
    pairs: list[tuple[str, str]] = []
    for place, name in keys.followed.items():
        cell = values.cells[place]
        pairs.append((plain(assigned.columns["setting"].cells[place]), plain(cell).strip()))
        if not name:
            continue
        read = _READERS[name](cell)
        if read is None:
            how = _HOW[name]
            why = message("{value} cannot be meant here", value=quoted(plain(cell)))
            problems += listed(table, values, [place], why, how)
        else:
            chosen[name] = read
    # Each reader gives what the field of its name holds.
    return Choices(**chosen, pairs=tuple(pairs), problems=tuple(problems))  # type: ignore[arg-type]


def _likeness(name: str, cell: object) -> float:
    """How like a setting's key a misspelt one is: the less, the better the value goes with it."""
    if name not in _HOW:  # any words will do
        return 0.81  # above that of "Currency rate"
    return 0.9 if _READERS[name](cell) is None else 0.65


def unknown_stage(
    table: RawTable, assigned: Assigned, wanted: str, stages: Iterable[Stage]
) -> list[Problem]:
    """List the row of the Settings sheet that names a qualified stage which there is not."""
    values = assigned.columns["value"]
    at = [place for place, cell in enumerate(values.cells) if plain(cell).strip() == wanted]
    names = [stage.name for stage in stages]
    why = message("there is no stage {stage}", stage=quoted(wanted))
    return listed(table, values, at[:1], why, meant(wanted, names))


def _language(cell: object) -> Language | None:
    found = meaning(plain(cell), LANGUAGE_WORDS)
    return next((language for language in LANGUAGES if language == found), None)


def weekend_of(cell: object) -> frozenset[int] | None:
    """Read weekdays between commas; "none" is no day off, and ``None`` what cannot be meant.

    >>> weekend_of("Thursday, Friday") == frozenset({3, 4}), weekend_of("someday")
    (True, None)
    """
    text = plain(cell)
    if fold(text) in _NO_DAYS:
        return frozenset()
    days = [meaning(day, WEEKDAYS) for day in _BETWEEN_DAYS.split(text) if not is_blank(day)]
    if None in days or not days or len(set(days)) > 6:
        return None
    return frozenset(int(day) for day in days if day is not None)


def _time_zone(cell: object) -> str | None:
    name = plain(cell).strip()
    try:
        time_zone_of(name)
    except WrongUse:
        return None
    return name


def _currency(cell: object) -> str:
    return plain(cell).strip()


def _dates(cell: object) -> Dates | None:
    return cast("Dates | None", meaning(plain(cell), CALENDARS))


def _warn_at(cell: object) -> float | None:
    """Read a share: 0.8, 80 or 80%."""
    share = to_number(cell)
    if share is None:
        return None
    share = share / 100 if share > 1 else share
    return share if 0 < share <= 1 else None


def _stage(cell: object) -> str:
    return plain(cell).strip()


def _columns(cell: object) -> tuple[str, ...]:
    """Read headers between commas."""
    return tuple(name.strip() for name in _BETWEEN_COLUMNS.split(plain(cell)) if name.strip())


_READERS = {
    "language": _language,
    "weekend": weekend_of,
    "time_zone": _time_zone,
    "currency": _currency,
    "dates": _dates,
    "warn_at": _warn_at,
    "qualified_stage": _stage,
    "model_allow": _columns,
    "model_forbid": _columns,
}

_HOW: dict[str, Message] = {
    "language": message("write Persian or English"),
    "weekend": message("write weekdays with commas between them, such as Thursday, Friday"),
    "time_zone": message("write a time zone such as Asia/Tehran"),
    "dates": message("write Jalali, Jalali-text or Gregorian"),
    "warn_at": message("write a share such as 80%"),
}
