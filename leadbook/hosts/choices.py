"""Arguments that are one of a few words, in English or Persian."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from leadbook.hosts.faults import BadValue
from leadbook.hosts.preferences import preferences
from leadbook.language.messages import message, quoted
from leadbook.pipeline.schema import header_key

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["choice"]

_Choice = TypeVar("_Choice", bound=str)


def choice(text: str, words: Mapping[_Choice, tuple[str, ...]], argument: str) -> _Choice:
    """Give what a word means; the first of them when it is left out.

    Args:
        text: What was given; "" is left out.
        words: Each meaning with the words for it, English first.
        argument: Name of the argument, for the sentence.

    Raises:
        BadValue: It means none of them; the sentence names those there are.

    >>> words = {"low": ("low", "کران پایین"), "high": ("high", "کران بالا")}
    >>> choice("کران بالا", words, "part"), choice("", words, "part")
    ('high', 'low')
    """
    if not text:
        return next(iter(words))
    for meaning, called in words.items():
        if header_key(text) in map(header_key, called):
            return meaning
    persian = preferences().language == "fa"
    known = [
        next((word for word in called if word.isascii() != persian), called[0])
        for called in words.values()
    ]
    raise BadValue(
        message(
            "{value} is not known as {argument}; write one of: {words}",
            value=quoted(text),
            argument=argument,
            words=known,
        )
    )
