"""What one check found: a state, a sentence, and what mends it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from leadbook.hosts.excel.machine import Machine

if TYPE_CHECKING:
    from leadbook.language.messages import Message

__all__ = ["Check", "Finding", "State", "fails", "fine", "skipped", "warns"]

State = Literal["ok", "warn", "fail", "skipped"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found.

    Attributes:
        state: ``fail`` keeps leadbook from working, ``warn`` may do so.
        sentence: What is so.
        mend: What to do about it; nothing where all is well.
        check: The name of the check, such as ``store-python``.
    """

    state: State
    sentence: Message
    mend: Message | None = None
    check: str = ""


Check = Callable[[Machine], Finding]


def fine(sentence: Message) -> Finding:
    """Find that all is well."""
    return Finding("ok", sentence)


def skipped(sentence: Message) -> Finding:
    """Find that there is nothing to check."""
    return Finding("skipped", sentence)


def warns(sentence: Message, mend: Message) -> Finding:
    """Find what may keep leadbook from working."""
    return Finding("warn", sentence, mend)


def fails(sentence: Message, mend: Message) -> Finding:
    """Find what keeps leadbook from working."""
    return Finding("fail", sentence, mend)
