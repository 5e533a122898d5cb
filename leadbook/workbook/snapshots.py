"""The key figures of earlier reports, kept in a part of the book that no sheet shows.

It is a custom XML part with its properties, related to the workbook: Excel keeps such parts, which
it does not know, through its own saving, while it drops parts of unknown kinds. The part holds the
days and the headline figures of the latest reports, and nothing of any customer.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from lxml import etree

from leadbook.metrics.review import Headline, Snapshot
from leadbook.workbook.markup import (
    DOCUMENT_RELATIONS,
    PACKAGE_RELATIONS,
    local_name,
    parsed,
    serialised,
)
from leadbook.workbook.relations import relations_part

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.etree import _Element

    from leadbook.workbook.draft import Draft
    from leadbook.workbook.package import Package

__all__ = ["keep_snapshots", "read_snapshots"]

_REPORTS = "urn:leadbook:reports:1"
_CUSTOM_XML = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_ARROWS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ARROWS = (
    f'{_DECLARATION}<Relationships xmlns="{PACKAGE_RELATIONS}"><Relationship Id="rId1" '
    f'Type="{DOCUMENT_RELATIONS}/customXmlProps" Target="{{}}"/></Relationships>'
)
# The item's id is its own, and the same in every book.
_PROPERTIES = (
    f'{_DECLARATION}<ds:datastoreItem xmlns:ds="{_CUSTOM_XML}" '
    'ds:itemID="{6C656164-626F-6F6B-8000-7265706F7274}"><ds:schemaRefs>'
    f'<ds:schemaRef ds:uri="{_REPORTS}"/></ds:schemaRefs></ds:datastoreItem>'
)


def read_snapshots(package: Package) -> tuple[Snapshot, ...]:
    """Read what a book remembers of earlier reports; nothing where that is none or not sound."""
    part = _part(package)
    if part is None:
        return ()
    with suppress(ValueError, TypeError):
        return tuple(_snapshot(element) for element in parsed(package.read(part)))
    return ()


def keep_snapshots(draft: Draft, snapshots: Sequence[Snapshot]) -> None:
    """Put the snapshots into a book, in the place of those that it remembers."""
    part = _part(draft.package)
    if part is None:
        part = _new_part(draft)
    draft.write(part, _written(snapshots), _missing_type(draft, part, "application/xml"))


def _part(package: Package) -> str | None:
    """Name our part: the custom XML part whose root is ours."""
    for relation in package.relations(package.main):
        if relation.kind == "customXml" and package.has(relation.target):
            # Looked for in the first bytes only: another's part may be large, or no sound XML.
            head = next(package.pieces(relation.target), b"")[:1000]
            if _REPORTS.encode() in head:
                return relation.target
    return None


def _new_part(draft: Draft) -> str:
    number = 1
    while draft.holds(f"customXml/item{number}.xml") or draft.holds(_properties(number)):
        number += 1
    part, properties = f"customXml/item{number}.xml", _properties(number)
    draft.relate(f"{DOCUMENT_RELATIONS}/customXml", part)
    arrows = relations_part(part)
    arrow = _ARROWS.format(properties.rpartition("/")[2]).encode()
    draft.write(arrows, arrow, _missing_type(draft, arrows, _ARROWS_TYPE))
    draft.write(properties, _PROPERTIES.encode(), _PROPERTIES_TYPE)
    return part


def _properties(number: int) -> str:
    return f"customXml/itemProps{number}.xml"


def _missing_type(draft: Draft, part: str, kind: str) -> str | None:
    """The content type to declare for a part, unless the package has one for its ending."""
    return None if draft.package.content_type(part) else kind


def _written(snapshots: Iterable[Snapshot]) -> bytes:
    root = parsed(f'<reports xmlns="{_REPORTS}"/>'.encode())
    for snapshot in snapshots:
        report = etree.SubElement(root, f"{{{_REPORTS}}}report", asOf=snapshot.as_of.isoformat())
        for headline in snapshot.figures:
            known = {
                name: repr(float(value)).removesuffix(".0")
                for name in ("value", "n", "low", "high")
                if (value := getattr(headline, name)) is not None
            }
            etree.SubElement(report, f"{{{_REPORTS}}}figure", {"key": headline.key, **known})
    return serialised(root)


def _snapshot(element: _Element) -> Snapshot:
    figures = (_headline(child) for child in element if local_name(child) == "figure")
    return Snapshot(date.fromisoformat(element.get("asOf", "")), tuple(figures))


def _headline(element: _Element) -> Headline:
    value, low, high = (_number(element.get(name)) for name in ("value", "low", "high"))
    n = element.get("n")
    return Headline(element.get("key", ""), value, None if n is None else int(n), low, high)


def _number(text: str | None) -> float | None:
    return None if text is None else float(text)
