"""Excel's list of add-ins to load: the values OPEN, OPEN1, OPEN2 … of its options.

Excel numbers them without a gap, and rewrites the whole list when it closes; so does leadbook.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leadbook.hosts.excel.machine import RegistryValue

__all__ = ["disabled_items", "entries", "file_of", "names", "opened", "with_addin", "without"]

_NAME = re.compile(r"OPEN(\d*)", re.IGNORECASE)
_FILE = re.compile(r'"([^"]+)"|(?:^|\s)([^\s/"][^"]*)$')


def entries(options: Mapping[str, RegistryValue]) -> dict[str, str]:
    """Give the values of the list by their names, in order; the registry does not mind case.

    >>> entries({"OPEN2": '"b.xlam"', "OPEN": '/R "a.xll"', "Font": "Arial"})
    {'OPEN': '/R "a.xll"', 'OPEN2': '"b.xlam"'}
    """
    numbered = ((int(match[1] or 0), match[0]) for match in map(_NAME.fullmatch, options) if match)
    return {name.upper(): str(options[name]) for _, name in sorted(numbered)}


def opened(options: Mapping[str, RegistryValue]) -> list[str]:
    """Give the values of the list, in order."""
    return list(entries(options).values())


def names(number: int) -> list[str]:
    """Give the names of that many values: OPEN, OPEN1 and so on.

    >>> names(3)
    ['OPEN', 'OPEN1', 'OPEN2']
    """
    return ["OPEN", *(f"OPEN{index}" for index in range(1, number))][:number]


def file_of(value: str) -> str:
    r"""Give the name of the file that a value of the list opens, in lower case, without folders.

    >>> file_of(r'/R "C:\\Add Ins\\Solver.xlam"')
    'solver.xlam'
    >>> file_of("leadbook.xlam")
    'leadbook.xlam'
    """
    match = _FILE.search(value)
    path = (match[1] or match[2]) if match else value
    return re.split(r"[\\/]", path)[-1].lower()


def with_addin(values: list[str], wanted: str) -> list[str]:
    """Give the list with one value that opens this file: in its place, or else as the last."""
    same = [file_of(value) == file_of(wanted) for value in values]
    if not any(same):
        return [*values, wanted]
    first = same.index(True)
    kept = enumerate(zip(values, same, strict=True))
    return [
        wanted if ours else value for index, (value, ours) in kept if index == first or not ours
    ]


def without(values: list[str], file: str) -> list[str]:
    """Give the list without the values that open a file of this name."""
    return [value for value in values if file_of(value) != file.lower()]


def disabled_items(items: Mapping[str, RegistryValue], file: str) -> list[str]:
    """Name the values of Excel's disabled items that speak of a file; they are bytes of UTF-16.

    >>> disabled_items({"3F": "C:/AddIns/Leadbook.xlam".encode("utf-16-le")}, "leadbook.xlam")
    ['3F']
    """
    needle = file.lower().encode("utf-16-le")
    return [
        name
        for name, value in items.items()
        if isinstance(value, bytes) and needle in value.lower()
    ]
