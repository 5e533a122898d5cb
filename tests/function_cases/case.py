"""One example call of a function."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """A call and what it must give.

    Attributes:
        function: Its name.
        arguments: In order; rows of cells (tuples in a tuple) stand for a range, None for an
            argument that is left out. Cells are text, float, bool, None (blank), a datetime, or an
            `ErrorCell`.
        expected: One cell, or rows of cells as a tuple of tuples; floats are compared to 1e-9, a
            date is its serial number, an error is an `ErrorCell`, "" is "no value".
        name: Its subject and condition.
        before: Function and arguments of a call that is made right before; in a sheet its result
            stands in the argument of this one.
    """

    name: str
    function: str
    arguments: tuple[object, ...]
    expected: object
    before: tuple[str, tuple[object, ...]] | None = None
