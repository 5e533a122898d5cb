"""A formula's text → what it says: calls of functions, references to cells, constants.

Only what can be worked out without a spreadsheet program is understood: a call of a leadbook
function, whose arguments are references, constants, dates by DATE or TODAY, or such calls again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError

from leadbook.hosts.faults import Fault
from leadbook.language.messages import message, quoted
from leadbook.pipeline.raw import ErrorCell

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "Call",
    "Constant",
    "Node",
    "NotUnderstood",
    "Reference",
    "calls_in",
    "calls_leadbook",
    "function_name",
    "parse",
]

_PREFIXES = re.compile(
    r"^(?:_xlfn\.|_xlws\.|_xludf\.|_xldudf_|\[\d+\]!|'[^']*'!|[\w.]+!)*", re.IGNORECASE
)
_CALL = re.compile(r"(?:^|[^\w.]|_xldudf_|_xludf\.)LB_\w+\s*\(", re.IGNORECASE)


class NotUnderstood(Fault):
    """The formula needs a spreadsheet program."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, text, truth value or error; ``None`` is an argument that is left out."""

    value: object


@dataclass(frozen=True, slots=True)
class Reference:
    """Cells by their address, by a table's name, or by a defined name, as written."""

    text: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function by its plain name, and its arguments."""

    name: str
    arguments: tuple[Node, ...]


Node = Constant | Reference | Call


def function_name(written: str) -> str:
    """Give a function's plain name: an add-in's functions stand in files with its number.

    Those of xlwings Lite stand there behind Excel's prefix for functions of Office add-ins.

    >>> [function_name(name) for name in ("[1]!lb_score", "_xlfn.SINGLE", "_xldudf_LB_WHY")]
    ['LB_SCORE', 'SINGLE', 'LB_WHY']
    """
    return _PREFIXES.sub("", written).upper()


def calls_leadbook(formula: str) -> bool:
    """Tell whether a formula calls a leadbook function; a sheet's name may look like one.

    >>> [calls_leadbook(text) for text in ("IF(lb_why(A:P)>50,1,0)", "SUM(LB_26!A1)", "CLB_(1)")]
    [True, False, False]
    """
    return _CALL.search(formula) is not None


def calls_in(node: Node) -> Iterator[Call]:
    """Give a call and all calls among its arguments."""
    if isinstance(node, Call):
        yield node
        for argument in node.arguments:
            yield from calls_in(argument)


def parse(formula: str) -> Node:
    """Read a formula, written without its equals sign.

    Raises:
        NotUnderstood: It holds operators or what else only a spreadsheet program works out.

    >>> parse("LB_SALES_VELOCITY(Leads[#All],,DATE(2026,10,31))").arguments[1:]
    (Constant(value=None), Call(name='DATE', arguments=(Constant(value=2026.0), \
Constant(value=10.0), Constant(value=31.0))))
    """
    try:
        items = [item for item in Tokenizer(f"={formula}").items if item.type != Token.WSPACE]
    except (TokenizerError, IndexError):
        raise _not_understood(formula) from None
    tokens = iter(items)
    node, end = _argument(tokens, formula)
    if end is not None:
        raise _not_understood(formula)
    return node


def _argument(tokens: Iterator[Token], formula: str) -> tuple[Node, Token | None]:
    """Read one argument and what ends it: a separator, a closing bracket, or the formula's end."""
    found: Node | None = None
    sign, ended = 1.0, None
    for token in tokens:
        if token.type == Token.SEP or (token.type == Token.FUNC and token.subtype == Token.CLOSE):
            ended = token
            break
        if token.type == Token.OP_PRE and found is None:
            sign = -sign if token.value == "-" else sign
        elif token.type == Token.OP_POST and isinstance(found, Constant):
            found = _scaled(found, 0.01, formula)
        elif found is None:
            found = _primary(token, tokens, formula)
        else:
            raise _not_understood(formula)
    if sign < 0:
        found = _scaled(found, sign, formula)
    return found or Constant(None), ended


def _primary(token: Token, tokens: Iterator[Token], formula: str) -> Node:
    if token.type == Token.FUNC:
        return _call(token, tokens, formula)
    if token.type != Token.OPERAND:
        raise _not_understood(formula)
    match token.subtype:
        case Token.NUMBER:
            return Constant(float(token.value))
        case Token.TEXT:
            return Constant(token.value[1:-1].replace('""', '"'))
        case Token.LOGICAL:
            return Constant(token.value.upper() == "TRUE")
        case Token.ERROR:
            return Constant(ErrorCell(token.value.upper()))
        case _ if token.value.upper().endswith("!#REF!"):  # cells that were deleted since
            return Constant(ErrorCell("#REF!"))
        case _:
            return Reference(token.value)


def _call(token: Token, tokens: Iterator[Token], formula: str) -> Call:
    arguments: list[Node] = []
    while True:
        node, ended = _argument(tokens, formula)
        if ended is None:
            raise _not_understood(formula)
        arguments.append(node)
        if ended.type != Token.SEP:
            break
    if arguments == [Constant(None)]:
        arguments = []
    return Call(function_name(token.value.removesuffix("(")), tuple(arguments))


def _scaled(node: Node | None, factor: float, formula: str) -> Constant:
    if not isinstance(node, Constant) or not isinstance(node.value, float):
        raise _not_understood(formula)
    return Constant(node.value * factor)


def _not_understood(formula: str) -> NotUnderstood:
    return NotUnderstood(
        message(
            "{formula} holds more than leadbook's functions, cells and constants; only a "
            "spreadsheet program can calculate it",
            formula=quoted(f"={formula}"),
        )
    )
