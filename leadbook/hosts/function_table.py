"""The README's table of functions, written from the registry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import leadbook.hosts.functions  # noqa: F401 - fills the registry
from leadbook.hosts.registry import FUNCTIONS
from leadbook.language.messages import message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leadbook.hosts.registry import Function, Gives, Group
    from leadbook.language.messages import Message, Speaker

__all__ = ["function_table", "with_table"]

MARK = "<!-- functions -->"
_BLOCK = re.compile(rf"{MARK}\n.*?{MARK}", re.DOTALL)

GROUPS: Mapping[Group, Message] = {
    "scores": message("Scores"),
    "time": message("Time and rot"),
    "speed": message("Conversion and speed"),
    "chances": message("Chances"),
    "breakdowns": message("Breakdowns"),
    "actions": message("What to do"),
    "dates": message("Dates"),
    "cleaning": message("Cleaning"),
    "about": message("About leadbook"),
}
GIVES: Mapping[Gives, Message] = {
    "column": message("a value a lead"),
    "table": message("a table, or one value"),
    "each": message("a value a cell"),
    "value": message("one value"),
}


def function_table(say: Speaker) -> str:
    """Write all functions as one Markdown table, by subject."""
    lines = [
        f"| {say('Function')} | {say('What it gives')} | {say('Shape')} |",
        "|---|---|---|",
    ]
    for group, title in GROUPS.items():
        lines.append(f"| **{say(title)}** | | |")
        own = [function for function in FUNCTIONS.values() if function.group == group]
        lines += [
            f"| `{_call(each)}` | {say(each.doc)} | {say(GIVES[each.gives])} |" for each in own
        ]
    return "\n".join(lines)


def with_table(readme: str, say: Speaker) -> str:
    r"""Give a README with the table between its two marks written anew.

    >>> from leadbook.language.messages import speaker
    >>> with_table("<!-- functions -->\n\n<!-- functions -->", speaker("en")).count("`LB_SCORE(")
    1
    """
    table = f"{MARK}\n{function_table(say)}\n{MARK}"
    return _BLOCK.sub(lambda _: table, readme)


def _call(function: Function) -> str:
    """Write a call with its arguments, those that may be left out in brackets."""
    names = [each.name if each.required else f"[{each.name}]" for each in function.arguments]
    return f"{function.name}({', '.join(names)})"
