"""Excel's list of add-ins to load: the values OPEN, OPEN1, OPEN2 … of its options.

Excel reads them in turn and stops at the first that is missing, so the list never has a gap.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leadbook.hosts.excel.machine import RegistryValue

__all__ = ["file_of", "names", "opened", "with_addin", "without"]

_NAME = re.compile(r"OPEN(\d*)", re.IGNORECASE)
_FILE = re.compile(r'"([^"]+)"|(?:^|\s)([^\s/"][^"]*)$')


def opened(options: Mapping[str, RegistryValue]) -> list[str]:
    """Give the values of the list, in order.

    >>> opened({"OPEN1": '"b.xlam"', "OPEN": '/R "a.xll"', "Font": "Arial"})
    ['/R "a.xll"', '"b.xlam"']
    """
    found = [
        (int(match[1] or 0), str(options[match[0]]))
        for match in map(_NAME.fullmatch, options)
        if match
    ]
    return [value for _, value in sorted(found)]


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
