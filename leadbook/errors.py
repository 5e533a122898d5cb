"""What can go wrong, as one tree; each error is one sentence in the user's language.

```
LeadbookError
├── WrongUse        an option, a column or a date that was asked for does not exist     exit code 2
├── CannotRead      the book cannot be read: encrypted, legacy, no leads, not a book     exit code 3
└── CannotWrite     the report cannot be put there: locked, read-only, full, protected   exit code 4
```

A sentence says what happened, where, what was expected and how to mend it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from leadbook.language.messages import Message

__all__ = ["UNEXPECTED", "CannotRead", "CannotWrite", "LeadbookError", "WrongUse"]

UNEXPECTED = 70
"""Exit code of an error that leadbook does not know (EX_SOFTWARE of sysexits)."""


class LeadbookError(Exception):
    """An error that a person can act on; `message` is its sentence, not yet in any language."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        return str(self.message)


class WrongUse(LeadbookError):
    """Something that was asked for cannot be meant so."""

    exit_code = 2


class CannotRead(LeadbookError):
    """The book cannot be read, or holds no leads."""

    exit_code = 3


class CannotWrite(LeadbookError):
    """The report cannot be written where it should go; the book is as it was."""

    exit_code = 4
