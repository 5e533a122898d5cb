"""The part of a workbook in which xlwings Lite, an Office add-in, keeps its code.

A package relates to its task panes, each pane to its add-in's part, and that holds properties: the
add-in's settings, of which each file of code is one, as JSON.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from leadbook.errors import CannotRead
from leadbook.language.messages import message
from leadbook.workbook.markup import DOCUMENT_RELATIONS, PACKAGE_RELATIONS, local_name, serialised
from leadbook.workbook.relations import relations_part, relative_target

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from leadbook.workbook.draft import Draft
    from leadbook.workbook.package import Package

__all__ = ["Extension", "find_extension", "put_extension"]

ADD_IN = "wa200008175"
"""xlwings Lite in Microsoft's store of add-ins."""
INSTANCE = "{7B0B5C0E-3F0B-5E3C-9B0A-1EADB00C11FE}"
"""Of leadbook's embedding; the same in every book, so that the same book gives the same bytes."""

_SPACE = "http://schemas.microsoft.com/office/webextensions/webextension/2010/11"
_PANES_SPACE = "http://schemas.microsoft.com/office/webextensions/taskpanes/2010/11"
_PANES_ARROW = "http://schemas.microsoft.com/office/2011/relationships/webextensiontaskpanes"
_ARROW = "http://schemas.microsoft.com/office/2011/relationships/webextension"
_PANES_TYPE = "application/vnd.ms-office.webextensiontaskpanes+xml"
_TYPE = "application/vnd.ms-office.webextension+xml"
_PANES, _STEM = "xl/webextensions/taskpanes.xml", "xl/webextensions/webextension"
_ROOT_ARROWS = relations_part("")

_EMPTY_PANES = f'<wetp:taskpanes xmlns:wetp="{_PANES_SPACE}"/>'
_EMPTY_ARROWS = f'<Relationships xmlns="{PACKAGE_RELATIONS}"/>'
_EMPTY = (
    f'<we:webextension xmlns:we="{_SPACE}" id="{INSTANCE}">'
    f'<we:reference id="{ADD_IN}" version="1.0.0.0" store="en-US" storeType="OMEX"/>'
    f'<we:alternateReferences><we:reference id="{ADD_IN}" version="1.0.0.0" store="WA200008175" '
    'storeType="OMEX"/></we:alternateReferences><we:properties/><we:bindings/>'
    f'<we:snapshot xmlns:r="{DOCUMENT_RELATIONS}"/></we:webextension>'
)


@dataclass(frozen=True)
class Extension:
    """What xlwings Lite keeps in a book.

    Attributes:
        part: Its part.
        properties: Name → value; each file of code is one, such as ``main.py``.
    """

    part: str
    properties: Mapping[str, object]


def find_extension(package: Package) -> Extension | None:
    """Find what xlwings Lite keeps in a book; ``None`` where it was never used there.

    Raises:
        CannotRead: The part is there and cannot be understood.
    """
    panes = _panes(package)
    for relation in package.relations(panes) if panes else ():
        if relation.kind == "webextension" and package.has(relation.target):
            root = package.xml(relation.target)
            references = root.iterfind(f"{{{_SPACE}}}reference")
            if any(reference.get("id", "").lower() == ADD_IN for reference in references):
                found = dict(_properties(package, relation.target, root))
                return Extension(relation.target, found)
    return None


def _panes(package: Package) -> str | None:
    found = (r.target for r in package.relations("") if r.kind == "webextensiontaskpanes")
    return next((part for part in found if package.has(part)), None)


def _properties(package: Package, part: str, root: _Element) -> Iterator[tuple[str, object]]:
    for element in root.iterfind(f"{{{_SPACE}}}properties/{{{_SPACE}}}property"):
        try:
            yield element.get("name", ""), json.loads(element.get("value", ""))
        except ValueError:
            raise CannotRead(
                message(
                    "{book} is damaged: its part {part} cannot be read; let Excel open and repair "
                    "it",
                    book=package.path.name,
                    part=part,
                )
            ) from None


def put_extension(draft: Draft, properties: Mapping[str, str]) -> None:
    """Set properties of xlwings Lite in a book; others that it has there stay as they are.

    Args:
        draft: The book while it is edited.
        properties: Name → text, such as ``main.py`` and the code.
    """
    there = find_extension(draft.package)
    part = there.part if there is not None else draft.free(_STEM, ".xml")
    root = draft.package.xml(part) if there is not None else etree.fromstring(_EMPTY)
    if there is None or dict(there.properties) != {**there.properties, **properties}:
        _set(root, properties)
        draft.write(part, serialised(root), None if there is not None else _TYPE)
    if there is None:
        _add_pane(draft, part)


def _set(root: _Element, properties: Mapping[str, str]) -> None:
    parent = root.find(f"{{{_SPACE}}}properties")
    if parent is None:
        parent = etree.Element(f"{{{_SPACE}}}properties")
        references = [child for child in root if local_name(child).endswith("eferences")]
        (references or list(root))[0].addnext(parent)
    old = {element.get("name"): element for element in parent}
    for name, text in properties.items():
        element = old.get(name)
        if element is None:
            element = etree.SubElement(parent, f"{{{_SPACE}}}property", name=name)
        element.set("value", json.dumps(text, ensure_ascii=False))


def _add_pane(draft: Draft, part: str) -> None:
    """Make the package show a task pane for an add-in's part."""
    package = draft.package
    panes = _panes(package)
    root = package.xml(panes) if panes else etree.fromstring(_EMPTY_PANES)
    home = panes or _PANES
    arrow = _relate(draft, relations_part(home), _ARROW, relative_target(home, part))
    pane = etree.SubElement(
        root, f"{{{_PANES_SPACE}}}taskpane", dockstate="right", visibility="1", width="438", row="2"
    )
    mention = etree.SubElement(
        pane, f"{{{_PANES_SPACE}}}webextensionref", nsmap={"r": DOCUMENT_RELATIONS}
    )
    mention.set(f"{{{DOCUMENT_RELATIONS}}}id", arrow)
    draft.write(home, serialised(root), None if panes else _PANES_TYPE)
    if not panes:
        _relate(draft, _ROOT_ARROWS, _PANES_ARROW, _PANES)


def _relate(draft: Draft, arrows: str, kind: str, target: str) -> str:
    """Add one relation to a part of relations and give its id."""
    there = draft.package.has(arrows)
    root = draft.package.xml(arrows) if there else etree.fromstring(_EMPTY_ARROWS)
    taken = {element.get("Id") for element in root}
    number = 1
    while f"rIdLb{number}" in taken:
        number += 1
    etree.SubElement(
        root,
        f"{{{PACKAGE_RELATIONS}}}Relationship",
        Id=f"rIdLb{number}",
        Type=kind,
        Target=target,
    )
    draft.write(arrows, serialised(root))
    return f"rIdLb{number}"
