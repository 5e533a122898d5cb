"""The words of the starter book in one language: headers, help, drop-down words, prose."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leadbook.language.messages import speaker
from leadbook.pipeline import aliases
from leadbook.pipeline.schema import TABLES, known_headers
from leadbook.pipeline.vocabulary import SETTINGS

if TYPE_CHECKING:
    from datetime import date

    from leadbook.language.messages import Language

__all__ = ["Words", "words"]


@dataclass(frozen=True)
class Words:
    """All words of one language; `text` is the file they are written in."""

    language: Language
    text: dict[str, Any]

    @property
    def right_to_left(self) -> bool:
        """Whether the sheets read from right to left."""
        return self.language == "fa"

    def title(self, table: str) -> str:
        """Name the sheet of a table.

        >>> words("fa").title("Leads")
        'سرنخ\u200cها'
        """
        own: str | None = self.text["sheets"][table].get("title")
        return own or _first(aliases.SHEETS[table], self.language)

    def header(self, table: str, column: str) -> str:
        """Write a column's header as leadbook knows it.

        >>> words("en").header("Stages", "limit_days")
        'Limit (days)'
        """
        if table in TABLES and column in TABLES[table].columns:
            place = list(TABLES[table].columns).index(column)
            return known_headers(table, self.language)[place]
        return str(self.text["headers"][column])

    def help(self, table: str, column: str) -> str:
        """Say in plain words what belongs in a column."""
        if column == "meaning":
            return str(self.text["headers"]["meaning"])
        return str(self.text["help"][table][column])

    def word(self, vocabulary: str, key: str) -> str:
        """Write a word of a cell, such as the status ``won``.

        >>> words("en").word("outcome", "won")
        'Won'
        """
        return str(self.text["words"][vocabulary][key])

    def offered(self, vocabulary: str) -> list[str]:
        """List the words that a drop-down offers."""
        return list(self.text["words"][vocabulary].values())

    def setting(self, key: str) -> str:
        """Name a setting."""
        return _first(SETTINGS[key], self.language)

    def fact(self, fact: str) -> str:
        """Name a fact that leadbook counts for each lead."""
        return _first(aliases.FACTS[fact], self.language)

    def meaning(self, table: str, key: str) -> str:
        """Say in plain words what a row of a settings sheet means."""
        return str(self.text["meaning"][table][key])

    def prompt(self, key: str, **values: object) -> str:
        """Give what a sheet says beside a cell, or when a cell is filled in wrongly."""
        return str(self.text["messages"][key]).format(**values)

    def number(self, value: int) -> str:
        """Write a whole number in the language's digits."""
        return speaker(self.language).figure(value)

    def date(self, day: date) -> str:
        """Write a date in the language's calendar and digits."""
        return speaker(self.language).figure(day)


@cache
def words(language: Language) -> Words:
    """Read the words of a language."""
    path = Path(__file__).parent / f"{language}.toml"
    return Words(language, tomllib.loads(path.read_text(encoding="utf-8")))


def _first(names: tuple[str, ...], language: Language) -> str:
    """Give the name that leadbook itself writes: the first one in the language's script."""
    return next(name for name in names if name.isascii() == (language == "en"))
