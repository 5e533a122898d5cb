"""Slicers that a person put on leadbook's own sheets, taken out along with the sheet.

A slicer lies on its sheet, but what it filters by is kept by the workbook under the same name; one
without the other is damage in Excel's eyes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.workbook.markup import DOCUMENT_RELATIONS, local_name
from leadbook.workbook.names import drop_name
from leadbook.workbook.relations import part_key

if TYPE_CHECKING:
    from collections.abc import Collection

    from lxml.etree import _Element

    from leadbook.workbook.draft import Draft
    from leadbook.workbook.package import Package

__all__ = ["drop_orphaned_slicers"]

_ID = f"{{{DOCUMENT_RELATIONS}}}id"


def drop_orphaned_slicers(draft: Draft, leaving: Collection[str]) -> None:
    """Drop what only slicers on leaving sheets need; `leaving` are keys of parts."""
    package = draft.package
    going, staying = _caches_named(package, leaving)
    for relation in package.relations(package.main):
        if relation.kind != "slicerCache" or not package.has(relation.target):
            continue
        name = package.xml(relation.target).get("name", "")
        if name in going - staying:
            draft.drop([relation.target])
            draft.unrelate(relation.target)
            drop_name(draft.workbook, name)
            _drop_mentions(draft.workbook, relation.id)


def _caches_named(package: Package, leaving: Collection[str]) -> tuple[set[str], set[str]]:
    """The caches that slicers on leaving sheets use, and those that other slicers use."""
    going: set[str] = set()
    staying: set[str] = set()
    for sheet in package.sheets():
        for relation in package.relations(sheet.part):
            if relation.kind == "slicer" and package.has(relation.target):
                side = going if part_key(relation.target) in leaving else staying
                side |= {slicer.get("cache", "") for slicer in package.xml(relation.target)}
    return going, staying


def _drop_mentions(workbook: _Element, relation: str) -> None:
    """Take a cache out of the workbook's extensions, and lists that it leaves empty."""
    for element in list(workbook.iter("{*}slicerCache")):
        if element.get(_ID) == relation:
            _remove_upwards(element)


def _remove_upwards(element: _Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    if not len(parent) and local_name(parent) in {"slicerCaches", "ext", "extLst"}:
        _remove_upwards(parent)
