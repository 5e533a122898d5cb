"""The code that xlwings Lite keeps in a workbook: a thin function for each of the registry's.

Written out in full, as Lite finds functions by reading the decorators of real definitions.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import leadbook.hosts.functions  # noqa: F401 - fills the registry
from leadbook import __version__
from leadbook.hosts.registry import FUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leadbook.hosts.arguments import Argument
    from leadbook.hosts.registry import Function
    from leadbook.language.messages import Speaker

__all__ = ["MARK", "main_py", "requirements"]

MARK = "# Made by 'leadbook lite'"
"""How the first line of our script begins, by which it is known again."""

_PACKAGES = ("xlwings", "pandas", "scikit-learn")
"""What Lite brings in versions of its own, so that none is asked for here."""


def main_py(say: Speaker, *, from_1904: bool = False) -> str:
    """Give the script, its help texts in one language; the same call gives the same text.

    Args:
        say: Speaks the help texts.
        from_1904: Whether the book's days count from 1904: a day comes and goes as a serial number.
    """
    called = "call_from_1904 as call" if from_1904 else "call"
    head = (
        f"{MARK}: run that again instead of editing this, which would be written over.",
        "import os",
        "",
        f'os.environ.setdefault("LEADBOOK_LANG", "{say.language}")',
        "",
        "from xlwings import arg, func",
        "",
        f"from leadbook.hosts.lite.call import {called}",
    )
    definitions = ("\n".join(_definition(function, say)) for function in FUNCTIONS.values())
    return "\n".join(head) + "\n\n\n" + "\n\n\n".join(definitions) + "\n"


def requirements(wheel: str | None = None) -> tuple[str, ...]:
    """Give the packages that Lite shall install, a line each.

    Args:
        wheel: Address of leadbook's wheel; by its name and version where absent.

    >>> requirements("https://example.org/leadbook-0.1.0-py3-none-any.whl")[0]
    'https://example.org/leadbook-0.1.0-py3-none-any.whl'
    """
    return (wheel or f"leadbook=={__version__}", *_PACKAGES)


def _definition(function: Function, say: Speaker) -> Iterator[str]:
    yield "@func"
    for argument in function.arguments:
        yield f'@arg("{argument.name}", "raw", doc={_literal(say(argument.doc))})'
    yield f"def {function.name}({', '.join(map(_parameter, function.arguments))}):"
    yield f"    {_literal(say(function.doc))}"
    names = [f'"{function.name}"', *(argument.name for argument in function.arguments)]
    yield f"    return call({', '.join(names)})"


def _parameter(argument: Argument) -> str:
    return argument.name if argument.required else f"{argument.name}=None"


def _literal(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
