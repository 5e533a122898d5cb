"""A sheet with one Excel table, put at the end of a person's book; nothing else in it changes."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from leadbook.workbook.address import Area, letters_of
from leadbook.workbook.append import cells_of_rows
from leadbook.workbook.markup import DOCUMENT_RELATIONS, MAIN, PACKAGE_RELATIONS, main, whole_number
from leadbook.workbook.relations import relations_part, relative_target
from leadbook.workbook.row_bytes import SheetRows
from leadbook.workbook.tabs import add_tab, free_title

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from leadbook.workbook.draft import Draft

__all__ = ["add_table_sheet"]

_SML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_ARROWS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_WIDTH = 18


def add_table_sheet(
    draft: Draft,
    title: str,
    name: str,
    headers: Sequence[str],
    rows: Sequence[Sequence[str | float | datetime]],
    *,
    right_to_left: bool = False,
) -> str:
    """Add a sheet with a table and give the name on its tab.

    Args:
        draft: The book while it is edited.
        title: The name that the tab shall have, if it is free.
        name: The name that the table shall have, if it is free.
        headers: Its columns.
        rows: Its rows; without any it has a blank one, as Excel wants it.
        right_to_left: Whether the sheet reads from the right.
    """
    sheet = draft.free(draft.beside("worksheets", "sheet"), ".xml")
    table = draft.free(draft.beside("tables", "table"), ".xml")
    area = Area(2, 1, 1 + max(len(rows), 1), len(headers))
    grown = SheetRows(_sheet(headers, right_to_left=right_to_left), area, 0)
    cells = [dict(enumerate(row, start=1)) for row in rows]
    filled = cells_of_rows(draft, grown, area, cells, {}) if rows else []
    draft.write(sheet, grown.with_cells(filled), f"{_SML}.worksheet+xml")
    arrow = _arrow(relative_target(sheet, table))
    draft.write(relations_part(sheet), arrow, _missing_type(draft, relations_part(sheet)))
    draft.write(table, _table(draft, name, headers, area), f"{_SML}.table+xml")
    tab = free_title(title, [each.name for each in draft.package.tabs()])
    add_tab(draft.workbook, tab, draft.relate(f"{DOCUMENT_RELATIONS}/worksheet", sheet))
    return tab


def _sheet(headers: Sequence[str], *, right_to_left: bool) -> bytes:
    """The sheet with its headers; they stay in view."""
    cells = "".join(
        f'<c r="{letters_of(at)}1" t="inlineStr"><is><t>{escape(header, quote=False)}</t></is></c>'
        for at, header in enumerate(headers, start=1)
    )
    direction = ' rightToLeft="1"' if right_to_left else ""
    return (
        f'{_DECLARATION}<worksheet xmlns="{MAIN}" xmlns:r="{DOCUMENT_RELATIONS}">'
        f'<dimension ref="A1:{letters_of(len(headers))}1"/>'
        f'<sheetViews><sheetView{direction} workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
        'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols><col min="1" max="{len(headers)}" width="{_WIDTH}" customWidth="1"/></cols>'
        f'<sheetData><row r="1">{cells}</row></sheetData>'
        '<tableParts count="1"><tablePart r:id="rId1"/></tableParts></worksheet>'
    ).encode()


def _arrow(target: str) -> bytes:
    return (
        f'{_DECLARATION}<Relationships xmlns="{PACKAGE_RELATIONS}"><Relationship Id="rId1" '
        f'Type="{DOCUMENT_RELATIONS}/table" Target="{target}"/></Relationships>'
    ).encode()


def _missing_type(draft: Draft, part: str) -> str | None:
    """The content type of relations, unless the package has one for their ending."""
    return None if draft.package.content_type(part) else _ARROWS_TYPE


def _table(draft: Draft, name: str, headers: Sequence[str], area: Area) -> bytes:
    number, free = _identity(draft, name)
    ref = f"A1:{letters_of(area.right)}{area.bottom}"
    columns = "".join(
        f'<tableColumn id="{at}" name="{escape(header)}"/>'
        for at, header in enumerate(headers, start=1)
    )
    return (
        f'{_DECLARATION}<table xmlns="{MAIN}" id="{number}" name="{free}" displayName="{free}" '
        f'ref="{ref}" totalsRowShown="0"><autoFilter ref="{ref}"/>'
        f'<tableColumns count="{len(headers)}">{columns}</tableColumns><tableStyleInfo '
        'name="TableStyleMedium2" showFirstColumn="0" showLastColumn="0" showRowStripes="1" '
        'showColumnStripes="0"/></table>'
    ).encode()


def _identity(draft: Draft, name: str) -> tuple[int, str]:
    """A number and a name that no other table, and no defined name, of the book has."""
    package = draft.package
    roots = [
        package.xml(relation.target)
        for sheet in package.sheets()
        for relation in package.relations(sheet.part)
        if relation.kind == "table" and package.has(relation.target)
    ]
    defined = draft.workbook.iterfind(f"{main('definedNames')}/{main('definedName')}")
    taken = {root.get("displayName", "").lower() for root in roots}
    taken |= {element.get("name", "").lower() for element in defined}
    free, again = name, 2
    while free.lower() in taken:
        free, again = f"{name}{again}", again + 1
    return max((whole_number(root.get("id")) for root in roots), default=0) + 1, free
