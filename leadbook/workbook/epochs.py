"""Dates of a report moved into the date system of a book that counts from 1904."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from leadbook.workbook.markup import main, whole_number

if TYPE_CHECKING:
    from collections.abc import Collection

    from lxml.etree import _Element

__all__ = ["DAYS_BETWEEN", "date_styles", "is_date_format", "shifted"]

DAYS_BETWEEN = 1462  # serial number of 1904-01-01 in the system that counts from 1900

# The built-in formats that show a day; those of clock times and durations are not among them.
_BUILT_IN = frozenset({*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)})
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^]]*\]|[_*].')


def is_date_format(code: str) -> bool:
    """Whether a number format shows a day, so that its numbers count from an epoch.

    >>> is_date_format("yyyy/mm/dd"), is_date_format('0.0 "days"'), is_date_format("[h]:mm")
    (True, False, False)
    """
    return any(letter in "yd" for letter in _LITERAL.sub("", code).lower())


def date_styles(styles: _Element) -> frozenset[int]:
    """Give the places of the cell formats that show a day, in a book's styles."""
    codes = {
        element.get("numFmtId"): element.get("formatCode", "")
        for element in styles.iterfind(f"{main('numFmts')}/{main('numFmt')}")
    }
    formats = [e.get("numFmtId") for e in styles.iterfind(f"{main('cellXfs')}/{main('xf')}")]
    return frozenset(
        place
        for place, number in enumerate(formats)
        if whole_number(number) in _BUILT_IN or is_date_format(codes.get(number, ""))
    )


def shifted(rows: bytes, styles: Collection[int], days: int) -> bytes:
    """Add days to the numbers of all cells of these formats, in a sheet's raw XML.

    >>> shifted(b'<c r="A1" s="2"><v>46347.5</v></c><c r="B1" s="1"><v>3</v></c>', {2}, -1462)
    b'<c r="A1" s="2"><v>44885.5</v></c><c r="B1" s="1"><v>3</v></c>'
    """
    if not styles or not days:
        return rows
    places = "|".join(map(str, sorted(styles))).encode()
    cell = re.compile(rb'(<c r="[A-Z]+\d+" s="(?:' + places + rb')"><v>)([^<]*)(?=</v>)')
    return cell.sub(lambda found: found[1] + _moved(found[2], days), rows)


def _moved(number: bytes, days: int) -> bytes:
    value = float(number) + days
    return repr(int(value) if value.is_integer() else value).encode()
