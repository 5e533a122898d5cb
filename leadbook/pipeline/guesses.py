"""What was probably meant by a word that is not known, said as the way to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.language.messages import message
from leadbook.pipeline.schema import near

if TYPE_CHECKING:
    from collections.abc import Iterable

    from leadbook.language.messages import Message

__all__ = ["meant", "one_of"]


def meant(word: str, among: Iterable[str]) -> Message:
    """Name the word that was probably meant; where none is near, all that may be written.

    >>> str(meant("Ownr", ["Owner", "Stage"])), str(meant("Shoe", ["Owner", "Stage"]))
    ('did you mean Owner?', 'write one of Owner, Stage')
    """
    names = list(among)
    close = near(word, names)
    return message("did you mean {near}?", near=close) if close else _any_of(names)


def one_of(word: str, among: Iterable[str]) -> Message:
    """Name all that may be written, and where there is one the word that was probably meant.

    >>> str(one_of("Demmo", ["New", "Demo"])), str(one_of("Zebra", ["New", "Demo"]))
    ('write one of New, Demo; did you mean Demo?', 'write one of New, Demo')
    """
    names = list(among)
    close = near(word, names)
    if not close:
        return _any_of(names)
    return message("write one of {stages}; did you mean {near}?", stages=names, near=close)


def _any_of(names: list[str]) -> Message:
    return message("write one of {names}", names=names)
