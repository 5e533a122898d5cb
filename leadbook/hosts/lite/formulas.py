"""Formulas as Excel stores them for functions of an Office add-in.

Excel finds a function of an add-in in a file only under a prefix; without it the cell stays
``#NAME?`` until somebody types the formula anew.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import leadbook.hosts.functions  # noqa: F401 - fills the registry
from leadbook.hosts.registry import FUNCTIONS

if TYPE_CHECKING:
    from leadbook.workbook.draft import Draft

__all__ = ["bound", "put_formulas"]

_PREFIX = b"_xldudf_"
_FORMULA = re.compile(rb"<((?:\w+:)?(?:f|calculatedColumnFormula))\b[^<>]*(?<!/)>[^<]*</\1>")


def bound(content: bytes) -> bytes:
    """Give a sheet or a table with its formulas' calls of leadbook's functions under the prefix.

    >>> bound(b"<f>1+LB_VERSION()</f><v>LB_VERSION()</v>")
    b'<f>1+_xldudf_LB_VERSION()</f><v>LB_VERSION()</v>'
    """
    names = b"|".join(name.encode() for name in FUNCTIONS)
    call = re.compile(rb"(?<![\w.])(?:" + names + rb")(?=\()", re.IGNORECASE)

    def prefixed(formula: re.Match[bytes]) -> bytes:
        return call.sub(lambda name: _PREFIX + name[0].upper(), formula[0])

    return _FORMULA.sub(prefixed, content)


def put_formulas(draft: Draft) -> int:
    """Bind the formulas of a book; sheets and tables without such calls keep their very bytes.

    Returns:
        The number of parts that changed.
    """
    package = draft.package
    sheets = [sheet.part for sheet in package.sheets()]
    arrows = (relation for part in sheets for relation in package.relations(part))
    tables = [arrow.target for arrow in arrows if arrow.kind == "table"]
    changed = 0
    for part in filter(package.has, [*sheets, *tables]):
        content = package.read(part)
        if (new := bound(content)) != content:
            draft.write(part, new)
            changed += 1
    return changed
