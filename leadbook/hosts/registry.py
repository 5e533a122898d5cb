"""The registry: every function that a cell can call, with its arguments and their help.

It is the one source of names and help texts: the VBA wrappers, LibreOffice's add-in, the script of
xlwings Lite, the README's table and the tests are made from it. A function is written once, as
plain Python over converted arguments, and decorated with `udf`:

    @udf(message("…"), group="scores", gives="column")
    def LB_SCORE(leads: Table, as_of: datetime) -> Rows: …

Its parameters are its arguments: those that many functions share are described in `arguments`, the
others where it is decorated.

Every argument is always passed, converted as its `Argument.kind` says (see `border`).
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeVar

from leadbook.hosts.arguments import SHARED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from leadbook.hosts.arguments import Argument
    from leadbook.language.messages import Message

_Call = TypeVar("_Call", bound="Callable[..., object]")

__all__ = ["CATEGORY", "FUNCTIONS", "LONGEST_HELP", "Function", "udf"]

CATEGORY = "Leadbook"
"""The category under which Excel's function wizard lists them."""
LONGEST_HELP = 255
"""Excel cuts longer help texts."""

Group = Literal["scores", "time", "speed", "chances", "breakdowns", "actions", "dates", "cleaning",
                "about"]  # fmt: skip
Gives = Literal["column", "table", "each", "value"]


@dataclass(frozen=True, slots=True)
class Function:
    """One function of a cell.

    Attributes:
        name: As it is typed, such as ``LB_SCORE``.
        doc: What it gives, in one or two short sentences.
        group: Where it stands in the README's table.
        gives: ``column``, a header and one cell for each row of the leads; ``table``, a table with
            headers; ``each``, the shape of its first argument; ``value``, one cell.
        arguments: In the order in which they are typed.
        call: The Python function over converted arguments.
    """

    name: str
    doc: Message
    group: Group
    gives: Gives
    arguments: tuple[Argument, ...]
    call: Callable[..., object]


_functions: dict[str, Function] = {}
FUNCTIONS: Mapping[str, Function] = _functions
"""All functions by name, in the order in which they were defined."""


def udf(
    doc: Message, /, *, group: Group, gives: Gives, **arguments: Argument
) -> Callable[[_Call], _Call]:
    """Record a function under its Python name, which is the name in the cell.

    Args:
        doc: What it gives.
        group: Where it stands in the README's table.
        gives: What shape its result has.
        arguments: Its own arguments by name; parameters not among them are the shared ones.

    Raises:
        TypeError: A parameter is not described, an argument is no parameter, or one that may be
            left out stands before one that must be given.
    """

    def record(call: _Call) -> _Call:
        name = call.__name__
        known = {**SHARED, **arguments}
        parameters = list(inspect.signature(call).parameters)
        if strange := {*parameters, *arguments} - (set(known) & set(parameters)):
            raise TypeError(f"{name}: nothing tells what these arguments are: {sorted(strange)}")
        needs = [known[parameter].required for parameter in parameters]
        if needs != sorted(needs, reverse=True):
            raise TypeError(f"{name} has a required argument behind an optional one")
        named = tuple(
            replace(known[parameter], name=parameter, function=name) for parameter in parameters
        )
        _functions[name] = Function(name, doc, group, gives, named, call)
        return call

    return record
