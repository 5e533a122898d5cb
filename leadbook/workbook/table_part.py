"""The part that describes an Excel table: where it stands, what it calculates, where it ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadbook.workbook.address import Area, area_of, letters_of
from leadbook.workbook.markup import flag, local_name, main, parsed, whole_number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from leadbook.workbook.package import Package

__all__ = ["CalculatedColumn", "TablePart", "table_part"]

_TAGS = re.compile(rb"<(?:[\w.-]+:)?(?:table|autoFilter)\s[^>]*>")
_REF = re.compile(rb"""(?<=\s)ref\s*=\s*(?:"[^"]*"|'[^']*')""")
_NOT_CELLS = re.compile(r"""\[[^\[\]]*\]|"[^"]*"|'[^']*'""")
_ADDRESS = re.compile(r"\$?\b[A-Za-z]{1,3}\$?\d+\b(?!\s*\()")


@dataclass(frozen=True, slots=True)
class CalculatedColumn:
    """A column that a formula fills; `goes_on` is whether the formula holds for any row as it is.

    A formula that names columns does, and one that names cells would have to be moved down.
    """

    header: str
    formula: str
    goes_on: bool


@dataclass(frozen=True, slots=True)
class TablePart:
    """An Excel table as its part describes it.

    Attributes:
        part: Name of the part.
        header_row: Number of its last header row; of the row above it where it shows none.
        calculated: Number of a column → what fills it.
    """

    part: str
    content: bytes
    area: Area
    header_row: int
    has_totals: bool
    calculated: Mapping[int, CalculatedColumn]

    def reaching(self, last: int) -> bytes:
        """Give the part with the table, and its filter, grown down to a row.

        Raises:
            ValueError: It is written in a way that is not edited.
        """
        area = self.area
        if last <= area.bottom:
            return self.content
        first, end = f"{letters_of(area.left)}{area.top}", f"{letters_of(area.right)}{last}"
        ref = f'ref="{first}:{end}"'.encode("ascii")
        grown = _TAGS.sub(lambda tag: _REF.sub(ref, tag[0], count=1), self.content)
        root = parsed(grown)
        filters = root.find(main("autoFilter"))
        wanted = ref[5:-1].decode("ascii")
        if any(each.get("ref") != wanted for each in (root, filters) if each is not None):
            raise ValueError("the table's reference was not found")
        return grown


def table_part(package: Package, sheet: str, name: str) -> TablePart | None:
    """Find an Excel table on a sheet's part by its name."""
    for relation in package.relations(sheet):
        if relation.kind == "table" and package.has(relation.target):
            content = package.read(relation.target)
            root = package.xml(relation.target)
            area = area_of(root.get("ref", ""))
            if root.get("displayName") == name and area is not None:
                return _described(relation.target, content, root, area)
    return None


def _described(part: str, content: bytes, root: _Element, area: Area) -> TablePart:
    columns = root.iterfind(f"{main('tableColumns')}/{main('tableColumn')}")
    found = ((at, _calculated(column)) for at, column in enumerate(columns, start=area.left))
    return TablePart(
        part=part,
        content=content,
        area=area,
        header_row=area.top + whole_number(root.get("headerRowCount"), 1) - 1,
        has_totals=whole_number(root.get("totalsRowCount")) > 0,
        calculated={at: column for at, column in found if column is not None},
    )


def _calculated(column: _Element) -> CalculatedColumn | None:
    for child in column:
        if local_name(child) == "calculatedColumnFormula":
            formula = child.text or ""
            names_cells = bool(_ADDRESS.search(_without_names(formula)))
            goes_on = bool(formula) and not names_cells and not flag(child.get("array"))
            return CalculatedColumn(column.get("name", ""), formula, goes_on)
    return None


def _without_names(formula: str) -> str:
    """A formula without its texts, sheet names and column names, of which brackets may be nested.

    >>> _without_names('SUM(Log[[#This Row],[Q1]],"B2")')
    'SUM(Log,)'
    """
    shorter = _NOT_CELLS.sub("", formula)
    return shorter if shorter == formula else _without_names(shorter)
