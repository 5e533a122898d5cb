"""One VBA module: from the text of a .bas or .cls file to what Excel keeps of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["BOOK_NAME", "Module", "document_module", "module"]

Kind = Literal["standard", "class", "book", "sheet"]

BOOK_NAME = "ThisWorkbook"
"""The name of the module that belongs to the book itself."""

LONGEST_LINE = 1023
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,30}")
_ATTRIBUTE = re.compile(r"Attribute (VB_\w+) = (.*)")

_BASES = {
    "class": "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}",
    "book": "0{00020819-0000-0000-C000-000000000046}",
    "sheet": "0{00020820-0000-0000-C000-000000000046}",
}


@dataclass(frozen=True, slots=True)
class Module:
    """A module as the project keeps it.

    Attributes:
        name: Its name in the project.
        kind: ``standard``, ``class``, or the module of the ``book`` or of a ``sheet``.
        code: Its text as people read it, lines ending in CR LF, without the attributes.
        stored: Its text as Excel stores it, attributes first.
    """

    name: str
    kind: Kind
    code: str
    stored: str


def module(source: str, *, kind: Kind) -> Module:
    r"""Read the text of an exported or hand-written module; its VB_Name is its name.

    Source: MS-OVBA 2.3.4.3 (module stream) and MS-VBAL 4.2 (module header).

    Args:
        source: The text, with any kind of line ends.
        kind: What it is; a .cls file does not say whether it is a class or the book's module.

    Raises:
        ValueError: It has no usable name, a line that VBA cannot hold, or text that is not ASCII:
            VBA keeps text in a code page, so other letters would change from machine to machine.

    >>> module('Attribute VB_Name = "Greeting"\nSub Hello()\nEnd Sub\n', kind="standard").code
    'Sub Hello()\r\nEnd Sub\r\n'
    """
    text = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = _without_class_header(text.split("\n"))
    attributes, lines = _attributes(lines)
    name = attributes.get("VB_Name", "").strip('"')
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no module name: a letter, then letters, digits or _, ≤ 31")
    while lines and not lines[-1].strip():
        lines = lines[:-1]
    _check(name, lines)
    code = "".join(f"{line}\r\n" for line in lines)
    header = _header(name, kind, attributes)
    return Module(name, kind, code, header + code)


def document_module(name: str) -> Module:
    """Give the empty module that every sheet of a book with macros has.

    >>> document_module("Sheet1").kind
    'sheet'
    """
    return module(f'Attribute VB_Name = "{name}"\n', kind="sheet")


def _without_class_header(lines: Sequence[str]) -> Sequence[str]:
    """Leave out the VERSION … END block that the editor puts before an exported class."""
    if not lines or not lines[0].startswith("VERSION "):
        return lines
    ends = (place for place, line in enumerate(lines) if line.strip() == "END")
    return lines[next(ends, 0) + 1 :]


def _attributes(lines: Sequence[str]) -> tuple[dict[str, str], Sequence[str]]:
    """Take the attributes off the top; those further down belong to procedures and stay."""
    found: dict[str, str] = {}
    for place, line in enumerate(lines):
        if match := _ATTRIBUTE.fullmatch(line.rstrip()):
            found[match[1]] = match[2]
        elif line.strip() or found:
            return found, lines[place:]
    return found, []


def _check(name: str, lines: Sequence[str]) -> None:
    for number, line in enumerate(lines, 1):
        if not line.isascii():
            raise ValueError(f"{name}, line {number}: {line!r} is not ASCII; use ChrW")
        if len(line) > LONGEST_LINE:
            raise ValueError(
                f"{name}, line {number}: {len(line)} characters; VBA holds {LONGEST_LINE}"
            )


def _header(name: str, kind: Kind, attributes: dict[str, str]) -> str:
    """Write the attributes that a module of this kind has to have."""
    own = {"VB_Name": f'"{name}"'}
    if kind == "class":
        own |= _class_attributes(
            _BASES["class"],
            predeclared=attributes.get("VB_PredeclaredId", "False"),
            exposed=attributes.get("VB_Exposed", "False"),
            customizable="False",
        )
    elif kind != "standard":
        own |= _class_attributes(
            _BASES[kind], predeclared="True", exposed="True", customizable="True"
        )
    return "".join(f"Attribute {key} = {value}\r\n" for key, value in own.items())


def _class_attributes(
    base: str, *, predeclared: str, exposed: str, customizable: str
) -> dict[str, str]:
    return {
        "VB_Base": f'"{base}"',
        "VB_GlobalNameSpace": "False",
        "VB_Creatable": "False",
        "VB_PredeclaredId": predeclared,
        "VB_Exposed": exposed,
        "VB_TemplateDerived": "False",
        "VB_Customizable": customizable,
    }
