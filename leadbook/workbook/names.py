"""The defined names of a workbook part, kept right while tabs come and go."""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING

from leadbook.workbook.markup import WORKBOOK_ORDER, local_name, main, placed, whole_number

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from lxml.etree import _Element

__all__ = [
    "add_local_name",
    "adopt_names",
    "broken",
    "drop_name",
    "drop_report_names",
    "forget_tab",
    "mentions",
    "tidy_names",
]

_BUILT_IN = "_xlnm."  # print titles, print areas and filters

_TEXT = re.compile(r'("(?:[^"]|"")*")')
_SHEET = re.compile(r"'((?:[^']|'')+)'!|(?<![\w.'\]:])([^\W\d][\w.]*)!")


def _names(workbook: _Element) -> list[_Element]:
    return list(workbook.iterfind(f"{main('definedNames')}/{main('definedName')}"))


def _place(name: _Element) -> int | None:
    place = name.get("localSheetId")
    return None if place is None else whole_number(place, -1)


def _remove(name: _Element) -> None:
    parent = name.getparent()
    if parent is not None:
        parent.remove(name)


def drop_name(workbook: _Element, title: str) -> None:
    """Drop the name of the whole book that is called so."""
    for name in _names(workbook):
        if name.get("name") == title and _place(name) is None:
            _remove(name)


def drop_report_names(
    workbook: _Element, places: Collection[int], mark: str, *, spared: Collection[int] = ()
) -> None:
    """Drop every mark, and the names that a report brought to the tabs at these places.

    Names that a person has given to cells of those tabs stay, and so do the marks of the tabs
    that are spared.
    """
    for name in _names(workbook):
        title, place = name.get("name", ""), _place(name)
        is_mark = title == mark and place not in spared
        if is_mark or (place in places and title.startswith(_BUILT_IN)):
            _remove(name)


def forget_tab(workbook: _Element, place: int, title: str) -> None:
    """Do to the names what Excel does when it deletes the tab at a place, called `title`."""
    for name in _names(workbook):
        local = _place(name)
        if local == place:
            _remove(name)
            continue
        if local is not None and local > place:
            name.set("localSheetId", str(local - 1))
        name.text = broken(name.text or "", title)


def broken(formula: str, title: str) -> str:
    """Give a formula in which references to a sheet have become ``#REF!``.

    >>> broken("SUM('My sheet'!$A$1:$A$9)", "my sheet")
    'SUM(#REF!$A$1:$A$9)'
    """
    parts = _TEXT.split(formula)
    parts[0::2] = [
        _SHEET.sub(lambda found: "#REF!" if _is_sheet(found, title) else found[0], part)
        for part in parts[0::2]
    ]
    return "".join(parts)


def _is_sheet(found: re.Match[str], title: str) -> bool:
    quoted, plain = found.groups()
    return (quoted.replace("''", "'") if quoted else plain).casefold() == title.casefold()


def mentions(formula: str, title: str) -> bool:
    """Whether a formula refers to a sheet.

    >>> mentions("SUM('My sheet'!$A$1)", "my sheet"), mentions('"Summary!"', "Summary")
    (True, False)
    """
    return broken(formula, title) != formula


def add_local_name(workbook: _Element, name: str, text: str, place: int) -> None:
    """Add a hidden name that belongs to the tab at a place."""
    names = placed(workbook, "definedNames", WORKBOOK_ORDER)
    made = names.makeelement(main("definedName"))
    made.set("name", name)
    made.set("localSheetId", str(place))
    made.set("hidden", "1")
    made.text = text
    names.append(made)


def adopt_names(workbook: _Element, report: _Element, places: Mapping[int, int]) -> None:
    """Copy a report's sheet-scoped names (print titles, filters); `places` maps old to new tabs."""
    for name in _names(report):
        local = _place(name)
        if local is None or local not in places:
            continue
        made = copy.deepcopy(name)
        made.tail = None
        made.set("localSheetId", str(places[local]))
        placed(workbook, "definedNames", WORKBOOK_ORDER).append(made)


def tidy_names(workbook: _Element) -> None:
    """Take the list of names away when nothing is left in it; Excel does not like it empty."""
    names = workbook.find(main("definedNames"))
    if names is not None and not any(local_name(child) for child in names):
        workbook.remove(names)
