"""What can go wrong inside a cell: a real spreadsheet error, and the sentence that explains it.

```
LeadbookError
└── Fault           a function in a cell cannot answer
    ├── BadValue    #VALUE!   an argument is of the wrong kind
    ├── OutOfRange  #NUM!     a number or a day lies where nothing can be computed
    └── Unknown     #N/A      what is asked for is not there, or not known
```
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from leadbook.errors import LeadbookError
from leadbook.pipeline.raw import ErrorCell

if TYPE_CHECKING:
    from leadbook.language.messages import Message

__all__ = ["NA", "NUM", "VALUE", "BadValue", "CellError", "Fault", "OutOfRange", "Unknown"]

NA, NUM, VALUE = ErrorCell("#N/A"), ErrorCell("#NUM!"), ErrorCell("#VALUE!")


class Fault(LeadbookError):
    """A function cannot answer; the cell shows `error`, and `message` says why."""

    error: ClassVar[ErrorCell] = VALUE


class BadValue(Fault):
    """An argument is of the wrong kind."""


class OutOfRange(Fault):
    """A number or a day lies where nothing can be computed."""

    error = NUM


class Unknown(Fault):
    """What is asked for is not there, or not known."""

    error = NA


class CellError(Fault):
    """An argument is itself an error; the cell shows the same one."""

    def __init__(self, message: Message, error: ErrorCell) -> None:
        super().__init__(message)
        self.error = error  # type: ignore[misc]  # of one cell, not of the class
