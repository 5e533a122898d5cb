"""Macros and a ribbon for a workbook that has none: what makes an .xlsx an .xlsm or an .xlam."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from leadbook.workbook.archive import zip_pieces
from leadbook.workbook.draft import Draft
from leadbook.workbook.markup import (
    PACKAGE_RELATIONS,
    WORKBOOK_ORDER,
    main,
    placed,
    serialised,
)
from leadbook.workbook.relations import relations_part
from leadbook.workbook.vba import vba_project
from leadbook.workbook.vba_module import BOOK_NAME, document_module

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leadbook.workbook.package import Package
    from leadbook.workbook.vba_module import Module

__all__ = ["with_macros"]

BOOK_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
ADDIN_TYPE = "application/vnd.ms-excel.addin.macroEnabled.main+xml"
_PROJECT_TYPE = "application/vnd.ms-office.vbaProject"
_PROJECT_RELATION = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
_RIBBON = "customUI/customUI14.xml"
_RIBBON_RELATION = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
_RIBBON_TYPE = "application/xml"


def with_macros(
    package: Package,
    modules: Sequence[Module],
    *,
    project: str,
    addin: bool = False,
    ribbon: bytes | None = None,
) -> bytes:
    """Give the bytes of the same workbook with a VBA project; all its other parts stay.

    Source: ECMA-376 part 1, 18.2.28 and 18.3.1.82 (code names); MS-CUSTOMUI 2.2 (ribbon).

    Args:
        package: A workbook without macros whose tabs are all worksheets.
        modules: The book's own module and all others, but none of sheets.
        project: Name of the VBA project.
        addin: Whether it becomes an add-in, which Excel opens without showing it.
        ribbon: The XML of its tab, in the vocabulary of Office 2010.

    Raises:
        ValueError: The workbook has macros already, or the modules make no project.
    """
    if package.part_of_kind("vbaProject") is not None:
        raise ValueError(f"{package.path.name} has macros already")
    draft = Draft(package)
    placed(draft.workbook, "workbookPr", WORKBOOK_ORDER).set("codeName", BOOK_NAME)
    sheets = _name_sheets(package, draft)
    part = draft.beside("vbaProject.bin")
    draft.write(part, vba_project([*modules, *sheets], project), _PROJECT_TYPE)
    draft.relate(_PROJECT_RELATION, part)
    if addin:
        for view in draft.workbook.iterfind(f"{main('bookViews')}/{main('workbookView')}"):
            view.set("visibility", "hidden")
    if ribbon is not None:
        _add_ribbon(package, draft, ribbon)
    draft.write(package.main, serialised(draft.workbook), ADDIN_TYPE if addin else BOOK_TYPE)
    return b"".join(zip_pieces(draft.entries()))


def _name_sheets(package: Package, draft: Draft) -> list[Module]:
    """Give each sheet the code name by which its module finds it, whatever its tab says."""
    modules = []
    for number, sheet in enumerate(package.sheets(), 1):
        root = package.xml(sheet.part)
        properties = root.find(main("sheetPr"))
        if properties is None:
            properties = etree.Element(main("sheetPr"))
            root.insert(0, properties)
        properties.set("codeName", f"Sheet{number}")
        draft.write(sheet.part, serialised(root))
        modules.append(document_module(f"Sheet{number}"))
    return modules


def _add_ribbon(package: Package, draft: Draft, ribbon: bytes) -> None:
    draft.write(_RIBBON, ribbon, _RIBBON_TYPE)
    relations = package.xml(relations_part(""))
    etree.SubElement(
        relations,
        f"{{{PACKAGE_RELATIONS}}}Relationship",
        Id="rIdLeadbookRibbon",
        Type=_RIBBON_RELATION,
        Target=_RIBBON,
    )
    draft.write(relations_part(""), serialised(relations))
