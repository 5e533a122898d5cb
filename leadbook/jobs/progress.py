"""How a long job tells how far it is, whoever watches: a terminal, a status bar or nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from leadbook.language.messages import Message

__all__ = ["Progress", "unwatched"]


class Progress(Protocol):
    """Is told what begins now, and which share of the whole job (0…1) is already done."""

    def __call__(self, step: Message, done: float) -> None:
        """Show that `step` begins."""


def unwatched(step: Message, done: float) -> None:
    """Show nothing: the job runs in a pipe, a test or a scheduler."""
