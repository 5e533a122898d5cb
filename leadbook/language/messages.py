"""Sentences: written once in English, said in the user's language.

A `Message` knows its words but not yet its language, so that an error or a data problem can be
made deep inside and said at the border. A `Speaker` says it: `say = speaker("fa")`.

Translations live in `locale/`; `message("…")` and `say("…")` are what the extractor looks for.
"""

from __future__ import annotations

import gettext
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from leadbook.language.text import persian_digits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["LANGUAGES", "Language", "Message", "Speaker", "message", "quoted", "speaker"]

Language = Literal["fa", "en"]
LANGUAGES: tuple[Language, ...] = ("en", "fa")

LOCALES = Path(__file__).parent / "locale"


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence with its facts, in no language yet.

    >>> str(message("{n} leads have no stage", n=3))
    '3 leads have no stage'
    """

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return speaker("en")(self)


def message(template: str, /, **values: object) -> Message:
    """Make a sentence from a template and the facts it names in braces.

    >>> message("cell {cell}", cell="B7").values["cell"]
    'B7'
    """
    return Message(template, values)


def quoted(value: object) -> Message:
    """Put what a user wrote between the quotation marks of the language that will be spoken.

    >>> str(message("{stage} is not among the stages", stage=quoted("Propsal")))
    "'Propsal' is not among the stages"
    """
    return message("'{text}'", text=str(value))


@dataclass(frozen=True)
class Speaker:
    """Says sentences in one language, numbers and dates as its readers write them.

    >>> say = speaker("fa")
    >>> say.figure(1405)
    '۱۴۰۵'
    >>> say.right_to_left
    True
    """

    language: Language
    catalogue: gettext.NullTranslations

    @property
    def right_to_left(self) -> bool:
        """Whether the language is written from right to left."""
        return self.language == "fa"

    def __call__(self, sentence: str | Message, /, **values: object) -> str:
        """Say a template or a message; values stand where the braces name them."""
        if isinstance(sentence, Message):
            return self(sentence.template, **sentence.values)
        words = self.catalogue.gettext(sentence) if sentence else ""
        if not values:
            return words
        return words.format(**{name: self.figure(value) for name, value in values.items()})

    def figure(self, value: object) -> str:
        """Write one fact: a number in the language's digits, a date in its calendar, text as is."""
        match value:
            case Message():
                return self(value)
            case bool() | str():
                return str(value)
            case int():
                return self._digits(f"{value:,}" if abs(value) >= 10_000 else str(value))
            case float():
                return self._digits(f"{value:,.1f}".removesuffix(".0"))
            case datetime() | date():
                return self._date(value)
            case list() | tuple():
                return self.listing(value)
            case _:
                return str(value)

    def listing(self, values: Iterable[object]) -> str:
        """Several facts, with the language's comma between them."""
        return ("، " if self.language == "fa" else ", ").join(map(self.figure, values))

    def _digits(self, text: str) -> str:
        if self.language != "fa":
            return text
        return persian_digits(text.replace(",", "٬").replace(".", "٫"))

    def _date(self, value: date) -> str:
        if self.language != "fa":
            return f"{value:%Y-%m-%d}"
        from leadbook.language.jalali import jalali_text  # noqa: PLC0415 - brings numpy

        return persian_digits(jalali_text(value))


@cache
def speaker(language: Language) -> Speaker:
    """Give the speaker of a language; the templates themselves are English.

    >>> speaker("en")("Book {book}", book="a.xlsx")
    'Book a.xlsx'
    """
    catalogue = gettext.translation("leadbook", LOCALES, [language], fallback=True)
    return Speaker(language, catalogue)
