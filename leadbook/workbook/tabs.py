"""Names on tabs, and the list of tabs in the workbook part."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from leadbook.workbook.belongings import belongings
from leadbook.workbook.marks import own_sheets
from leadbook.workbook.markup import DOCUMENT_RELATIONS, WORKBOOK_ORDER, main, placed, whole_number
from leadbook.workbook.names import forget_tab, mentions
from leadbook.workbook.relations import part_key

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from lxml.etree import _Element

    from leadbook.workbook.marks import OwnSheet
    from leadbook.workbook.package import Package

__all__ = [
    "add_tab",
    "chosen_titles",
    "every_key",
    "free_title",
    "remove_tab",
    "rename_tab",
    "titles_among",
]

LONGEST_TITLE = 31

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_RESERVED = "history"  # Excel keeps this name for itself


def free_title(title: str, taken: Iterable[str]) -> str:
    """Give a name that Excel takes for a tab and that no other tab has.

    >>> free_title("Summary", ["Leads", "SUMMARY"])
    'Summary (2)'
    >>> free_title("Won/lost by owner, month by month", [])
    'Won lost by owner, month by mon'
    """
    used = {name.casefold() for name in taken} | {_RESERVED}
    plain = _FORBIDDEN.sub(" ", title).strip().strip("'") or "leadbook"
    wanted, number = plain[:LONGEST_TITLE].rstrip(), 1
    while wanted.casefold() in used:
        number += 1
        ending = f" ({number})"
        wanted = plain[: LONGEST_TITLE - len(ending)].rstrip() + ending
    return wanted


def every_key(key: str) -> bool:
    """Say that a report is responsible for all of leadbook's sheets, whatever their key."""
    return bool(key)


def chosen_titles(
    package: Package, titles: Mapping[str, str], owns: Callable[[str], bool] = every_key
) -> dict[str, str]:
    """Choose the tab name of each sheet key; `graft.tab_names` states the law."""
    own = {key: sheet for key, sheet in own_sheets(package).items() if owns(key)}
    tabs = [tab.name for tab in package.tabs()]
    return titles_among(titles, own, tabs, lambda title: _is_mentioned(package, title))


def titles_among(
    titles: Mapping[str, str],
    own: Mapping[str, OwnSheet],
    tabs: Sequence[str],
    is_mentioned: Callable[[str], bool],
) -> dict[str, str]:
    """Choose the tab name of each sheet key, wherever the book is open.

    Args:
        titles: Sheet key → title as the report would have it.
        own: leadbook's sheets that the report may replace, by their keys.
        tabs: The names of all tabs of the book, in their order.
        is_mentioned: Says whether anything of the person's may refer to a tab of this name.
    """
    staying = {
        key
        for key, sheet in own.items()
        if key in titles and _keeps_name(sheet, titles[key], is_mentioned)
    }
    going = {sheet.place for key, sheet in own.items() if key not in staying}
    taken = [name for place, name in enumerate(tabs) if place not in going]
    chosen = {}
    for key, title in titles.items():
        chosen[key] = own[key].tab.name if key in staying else free_title(title, taken)
        taken.append(chosen[key])
    return chosen


def _keeps_name(sheet: OwnSheet, title: str, is_mentioned: Callable[[str], bool]) -> bool:
    if sheet.is_renamed or sheet.tab.name == title:
        return sheet.tab.name != ""
    return is_mentioned(sheet.tab.name)


def _is_mentioned(package: Package, title: str) -> bool:
    """Whether anything of the person's (a formula, a chart, a name) may refer to a tab."""
    own = own_sheets(package).values()
    places = {str(sheet.place) for sheet in own}
    names = package.workbook.iterfind(f"{main('definedNames')}/{main('definedName')}")
    if any(n.get("localSheetId") not in places and mentions(n.text or "", title) for n in names):
        return True
    apart = belongings(package, [sheet.tab.part for sheet in own]) | {part_key(package.main)}
    quoted = escape(title.replace("'", "''"), quote=False).encode()
    return any(
        quoted + ending in content
        for content in (_xml_content(package, part, apart) for part in package.parts())
        for ending in (b"!", b"'!")
    )


def _xml_content(package: Package, part: str, apart: Collection[str]) -> bytes:
    if part_key(part) in apart or not part.lower().endswith(".xml"):
        return b""
    return package.read(part)


def _tabs(workbook: _Element) -> list[_Element]:
    return list(workbook.iterfind(f"{main('sheets')}/{main('sheet')}"))


def add_tab(workbook: _Element, title: str, relation: str) -> int:
    """Add a tab at the end; gives its place."""
    tabs = _tabs(workbook)
    sheets = placed(workbook, "sheets", WORKBOOK_ORDER)
    made = sheets.makeelement(main("sheet"))
    made.set("name", title)
    made.set("sheetId", str(max((whole_number(tab.get("sheetId")) for tab in tabs), default=0) + 1))
    made.set(f"{{{DOCUMENT_RELATIONS}}}id", relation)
    sheets.append(made)
    return len(tabs)


def rename_tab(workbook: _Element, place: int, title: str) -> None:
    """Give the tab at a place another name."""
    _tabs(workbook)[place].set("name", title)


def remove_tab(workbook: _Element, place: int) -> None:
    """Remove the tab at a place, and keep views and names right."""
    tabs = _tabs(workbook)
    removed = tabs.pop(place)
    parent = removed.getparent()
    if parent is not None:
        parent.remove(removed)
    forget_tab(workbook, place, removed.get("name", ""))
    visible = [k for k, tab in enumerate(tabs) if tab.get("state", "visible") == "visible"]
    for view in workbook.iter(main("workbookView")):
        for attribute in ("firstSheet", "activeTab"):
            _follow(view, attribute, place, visible)
    _leave_custom_views(workbook, removed, tabs[visible[0]] if visible else None)


def _follow(view: _Element, attribute: str, place: int, visible: list[int]) -> None:
    """Let a view's place of a tab follow that tab, or the next one where it was the removed."""
    was = whole_number(view.get(attribute))
    if was < place or attribute not in view.attrib:
        return
    now = (
        was - 1
        if was > place
        else min(visible, key=lambda k: (k < place, abs(k - place)), default=0)
    )
    view.set(attribute, str(now))


def _leave_custom_views(workbook: _Element, removed: _Element, other: _Element | None) -> None:
    for view in workbook.iter(main("customWorkbookView")):
        if other is not None and view.get("activeSheetId") == removed.get("sheetId"):
            view.set("activeSheetId", other.get("sheetId", "1"))
