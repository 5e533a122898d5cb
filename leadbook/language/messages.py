"""Sentences: written once in English, said in the user's language.

A `Message` knows its words but not yet its language, so that an error or a data problem can be
made deep inside and said at the border. A `Speaker` says it: `say = speaker("fa")`.

Translations live in `locale/`; `message("…")`, `say("…")` and `plural("…", "…")` are what the
extractor looks for.
"""

from __future__ import annotations

import gettext
import re
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from leadbook.language.text import persian_digits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = [
    "LANGUAGES",
    "Language",
    "Message",
    "Ordinal",
    "Speaker",
    "message",
    "plural",
    "quoted",
    "speaker",
]

Language = Literal["fa", "en"]
LANGUAGES: tuple[Language, ...] = ("en", "fa")

LOCALES = Path(__file__).parent / "locale"

# Between Persian words, a sign before a Latin one (a path's /, an option's --, #N/A, =LB_SCORE)
# would be drawn behind it. The mark holds it in place; it is before the text, so that whoever
# selects a path or a formula does not copy it.
LEFT_TO_RIGHT_MARK = "\u200e"
_SIGNED_LATIN = re.compile(r"[-+./\\=\[@#~]+[A-Za-z0-9]")


class Ordinal(int):
    """A number that tells which one, not how many: a row or a line; it has no thousands mark.

    >>> say = speaker("en")
    >>> say.figure(12345), say.figure(Ordinal(12345))
    ('12,345', '12345')
    """


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence with its facts, in no language yet; ``several`` says it where the fact n is not 1.

    >>> str(message("{n} leads have no stage", n=3))
    '3 leads have no stage'
    """

    template: str
    values: Mapping[str, object] = field(default_factory=dict)
    several: str = ""

    def __str__(self) -> str:
        return speaker("en")(self)


def message(template: str, /, **values: object) -> Message:
    """Make a sentence from a template and the facts it names in braces.

    >>> message("cell {cell}", cell="B7").values["cell"]
    'B7'
    """
    return Message(template, values)


def plural(one: str, several: str, /, n: float, **values: object) -> Message:
    """Make the sentence of a counted thing from its two forms: for n = 1, and for any other n.

    A language may have more forms or fewer than English; gettext picks the one that it needs.

    >>> str(plural("{n} lead is cold", "{n} leads are cold", n=1))
    '1 lead is cold'
    >>> str(plural("{n} day", "{n} days", n=1.5))
    '1.5 days'
    """
    return Message(one, {"n": n, **values}, several)


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
        if not isinstance(sentence, Message):
            sentence = Message(sentence, values)
        words = self._words(sentence)
        if not sentence.values:
            return words
        return words.format(**{name: self.figure(value) for name, value in sentence.values.items()})

    def figure(self, value: object) -> str:
        """Write one fact: a number in the language's digits, a date in its calendar, text as is."""
        match value:
            case Message():
                return self(value)
            case bool():
                return str(value)
            case str():
                signed = self.right_to_left and _SIGNED_LATIN.match(value)
                return LEFT_TO_RIGHT_MARK + value if signed else value
            case Ordinal():
                return self._digits(str(value))
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

    def _words(self, sentence: Message) -> str:
        if not sentence.template:
            return ""
        if not sentence.several:
            return self.catalogue.gettext(sentence.template)
        # as it will be written: 1.04 days are 1 day, and a part of a day is none
        n = round(float(sentence.values["n"]), 1)  # type: ignore[arg-type]
        count = int(n) if n.is_integer() else 2
        return self.catalogue.ngettext(sentence.template, sentence.several, count)

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
