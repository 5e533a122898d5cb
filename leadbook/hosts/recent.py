"""The last few things that took long to work out, by all that they were worked out from."""

from __future__ import annotations

import pickle
from hashlib import blake2b
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

_Result = TypeVar("_Result")

__all__ = ["Recent"]


class Recent(Generic[_Result]):
    """Results of the last few different sources; the one that was asked for longest ago goes.

    A source is known by its whole content, so that one changed cell is another source, and no
    result is ever an old one.

    Args:
        most: So many are kept.

    >>> lengths: Recent[int] = Recent(most=2)
    >>> [lengths.of(text, lambda text=text: print("counted") or len(text)) for text in ("a", "a")]
    counted
    [1, 1]
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._known: dict[bytes, _Result] = {}

    def of(self, source: object, make: Callable[[], _Result]) -> _Result:
        """Give the result of a source, worked out unless it is among the last few.

        Args:
            source: Everything that the result depends on; it must be possible to pickle it.
            make: Works the result out; the result must not be changed by whoever gets it.
        """
        key = blake2b(pickle.dumps(source)).digest()
        result = self._known.pop(key) if key in self._known else make()
        self._known[key] = result
        while len(self._known) > self._most:
            self._known.pop(next(iter(self._known)))
        return result
