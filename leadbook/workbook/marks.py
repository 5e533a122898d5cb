"""The mark by which leadbook knows its own sheets again, whatever a person has made of them.

It is a hidden name that belongs to the sheet, with a constant text such as ``"summary|Summary"``:
the sheet's key and the name that leadbook gave to its tab. It lives through renaming, moving,
hiding, and saving by Excel and LibreOffice, and goes when the sheet is deleted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadbook.workbook.markup import main, whole_number
from leadbook.workbook.names import add_local_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from leadbook.workbook.package import Package, Tab

__all__ = ["MARK", "OwnSheet", "mark", "mark_text", "own_sheets", "read_mark"]

MARK = "_leadbook"


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """A sheet of the book that leadbook made.

    Attributes:
        key: Its stable name in code.
        given: The name that leadbook gave to its tab.
        tab: The tab as it is now.
        place: Its place among all tabs, from 0.
    """

    key: str
    given: str
    tab: Tab
    place: int

    @property
    def is_renamed(self) -> bool:
        """Whether somebody gave the tab another name."""
        return self.tab.name != self.given


def own_sheets(package: Package) -> dict[str, OwnSheet]:
    """Find leadbook's own sheets, one for each key.

    Excel copies the mark when a person copies the sheet. The sheet that bears the given name is
    the original, else the older one; a copy is the person's own.
    """
    tabs = package.tabs()
    found: dict[str, OwnSheet] = {}
    for sheet in sorted(_marked(package.workbook, tabs), key=_seniority):
        found.setdefault(sheet.key, sheet)
    return found


def _seniority(sheet: OwnSheet) -> tuple[bool, int]:
    return (sheet.is_renamed, sheet.tab.sheet_id)


def _marked(workbook: _Element, tabs: tuple[Tab, ...]) -> Iterable[OwnSheet]:
    for name in workbook.iterfind(f"{main('definedNames')}/{main('definedName')}"):
        place = whole_number(name.get("localSheetId"), -1)
        if name.get("name") != MARK or not 0 <= place < len(tabs):
            continue
        key, given = read_mark(name.text or "")
        if key and tabs[place].kind == "worksheet":
            yield OwnSheet(key, given, tabs[place], place)


def mark(workbook: _Element, place: int, key: str, given: str) -> None:
    """Mark the tab at a place as leadbook's."""
    add_local_name(workbook, MARK, mark_text(key, given), place)


def mark_text(key: str, given: str) -> str:
    """Write what the mark of a sheet refers to.

    >>> mark_text("summary", "Summary")
    '"summary|Summary"'
    """
    text = f"{key}|{given}".replace('"', '""')
    return f'"{text}"'


def read_mark(text: str) -> tuple[str, str]:
    """Read a sheet's key, and the name that was given to its tab, from its mark.

    >>> read_mark('="summary|Summary"')
    ('summary', 'Summary')
    """
    key, _, given = text.strip().removeprefix("=").strip('"').replace('""', '"').partition("|")
    return key, given
