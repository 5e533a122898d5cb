"""What leadbook remembers in a book: parts that no sheet shows, and that Excel keeps.

Each is a custom XML part with its properties, related to the workbook: Excel keeps such parts,
which it does not know, through its own saving, while it drops parts of unknown kinds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.workbook.markup import DOCUMENT_RELATIONS, PACKAGE_RELATIONS
from leadbook.workbook.relations import relations_part

if TYPE_CHECKING:
    from leadbook.workbook.draft import Draft
    from leadbook.workbook.package import Package

__all__ = ["custom_part", "put_custom_part"]

_CUSTOM_XML = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_ARROWS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ARROWS = (
    f'{_DECLARATION}<Relationships xmlns="{PACKAGE_RELATIONS}"><Relationship Id="rId1" '
    f'Type="{DOCUMENT_RELATIONS}/customXmlProps" Target="{{}}"/></Relationships>'
)
_PROPERTIES = (
    f'{_DECLARATION}<ds:datastoreItem xmlns:ds="{_CUSTOM_XML}" ds:itemID="{{item_id}}">'
    '<ds:schemaRefs><ds:schemaRef ds:uri="{namespace}"/></ds:schemaRefs></ds:datastoreItem>'
)


def custom_part(package: Package, namespace: str) -> str | None:
    """Name the custom XML part whose root is of a namespace, or ``None``."""
    for relation in package.relations(package.main):
        if relation.kind == "customXml" and package.has(relation.target):
            # Looked for in the first bytes only: another's part may be large, or no sound XML.
            head = next(package.pieces(relation.target), b"")[:1000]
            if namespace.encode() in head:
                return relation.target
    return None


def put_custom_part(draft: Draft, namespace: str, item_id: str, content: bytes) -> None:
    """Put a custom XML part into a book, in the place of the one of its namespace.

    Args:
        draft: The book while it is edited.
        namespace: Of the root of `content`; each of leadbook's parts has one of its own.
        item_id: A GUID in braces, its own and the same in every book.
        content: The part.
    """
    part = custom_part(draft.package, namespace)
    if part is None:
        part = _new_part(draft, _PROPERTIES.format(item_id=item_id, namespace=namespace))
    draft.write(part, content, _missing_type(draft, part, "application/xml"))


def _new_part(draft: Draft, properties: str) -> str:
    number = 1
    while draft.holds(f"customXml/item{number}.xml") or draft.holds(_properties(number)):
        number += 1
    part, beside = f"customXml/item{number}.xml", _properties(number)
    draft.relate(f"{DOCUMENT_RELATIONS}/customXml", part)
    arrows = relations_part(part)
    arrow = _ARROWS.format(beside.rpartition("/")[2]).encode()
    draft.write(arrows, arrow, _missing_type(draft, arrows, _ARROWS_TYPE))
    draft.write(beside, properties.encode(), _PROPERTIES_TYPE)
    return part


def _properties(number: int) -> str:
    return f"customXml/itemProps{number}.xml"


def _missing_type(draft: Draft, part: str, kind: str) -> str | None:
    """The content type to declare for a part, unless the package has one for its ending."""
    return None if draft.package.content_type(part) else kind
