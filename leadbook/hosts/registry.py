"""The registry: every function that a cell can call, with its arguments and their help.

It is the one source of names and help texts: the VBA wrappers, LibreOffice's add-in, the script of
xlwings Lite, the README's table and the tests are made from it. A function is written once, as
plain Python over converted arguments, and decorated with `udf`:

    @udf(message("…"), group="scores", gives="column", leads=LEADS, as_of=AS_OF)
    def LB_SCORE(leads: Table, as_of: datetime) -> Rows: …

Every argument is always passed, converted as its `Argument.kind` says (see `border`).
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from leadbook.language.messages import Message

_Call = TypeVar("_Call", bound="Callable[..., object]")

__all__ = ["CATEGORY", "FUNCTIONS", "LONGEST_HELP", "Argument", "Function", "optional", "udf"]

CATEGORY = "Leadbook"
"""The category under which Excel's function wizard lists them."""
LONGEST_HELP = 255
"""Excel cuts longer help texts."""

Kind = Literal["table", "each", "date", "dates", "number", "text", "any"]
Group = Literal["scores", "time", "speed", "chances", "breakdowns", "actions", "dates", "cleaning",
                "about"]  # fmt: skip
Gives = Literal["column", "table", "each", "value"]


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument.

    Attributes:
        kind: What the function gets for it: ``table``, a `values.Table` (``None`` when left out);
            ``each``, one cell at a time, the function being called for every cell of the range;
            ``date``, a datetime (today when left out); ``dates``, a tuple of dates, empty when left
            out; ``number``, a float or ``None``; ``text``, tidied text, "" when left out; ``any``,
            whatever was given, errors too: it is there to be watched, not to be read.
        doc: What it is, in one short sentence.
        table: Of a table, its canonical name in `pipeline.schema`.
        required: Whether it must be given.
        name: Its name, filled in by `udf`.
        function: The function that it belongs to, filled in by `udf`.
    """

    kind: Kind
    doc: Message
    table: str = ""
    required: bool = True
    name: str = ""
    function: str = ""


def optional(argument: Argument) -> Argument:
    """Give the same argument as one that may be left out."""
    return replace(argument, required=False)


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

    Raises:
        TypeError: Its parameters and the arguments described are not the same, in the same order,
            or one that may be left out stands before one that must be given.
    """

    def record(call: _Call) -> _Call:
        name = call.__name__
        if list(inspect.signature(call).parameters) != list(arguments):
            raise TypeError(f"{name} does not have the parameters {list(arguments)}")
        needs = [argument.required for argument in arguments.values()]
        if needs != sorted(needs, reverse=True):
            raise TypeError(f"{name} has a required argument behind an optional one")
        named = tuple(
            replace(argument, name=key, function=name) for key, argument in arguments.items()
        )
        _functions[name] = Function(name, doc, group, gives, named, call)
        return call

    return record
