"""A problem in the book: which cell, what is wrong with it, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leadbook.language.messages import Message

__all__ = ["Problem"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One bad cell or row; nothing is ever left out without one of these.

    Attributes:
        sheet: Name of the sheet, as in the book.
        cell: Address such as ``F12``; empty when the whole sheet is meant.
        column: Header as the user wrote it; empty when a whole row is meant.
        value: What stands in the cell, as text.
        problem: What is wrong.
        how_to_mend: What to type instead, or what to do.
    """

    sheet: str
    cell: str
    column: str
    value: str
    problem: Message
    how_to_mend: Message
