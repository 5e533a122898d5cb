"""Parts that a rendered sheet leads to (drawings, charts, pictures, tables), copied into a book."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from lxml import etree

from leadbook.workbook.cellstream import restyle_rules
from leadbook.workbook.markup import PACKAGE_RELATIONS, main, parsed, serialised, whole_number
from leadbook.workbook.relations import part_key, relations_part, relative_target

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lxml.etree import _Element

    from leadbook.workbook.draft import Draft
    from leadbook.workbook.package import Package
    from leadbook.workbook.relations import Relation
    from leadbook.workbook.styles import StyleMap

__all__ = ["Copier"]

_TABLE_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"


class Copier:
    """Copies parts of a report into a draft under free names.

    Attributes:
        renamed_tables: Old name → new name of tables whose name the book has already.
    """

    def __init__(
        self, draft: Draft, report: Package, styles: StyleMap, leaving: Collection[str]
    ) -> None:
        """Take stock of the book's tables; those among the parts that are `leaving` lend ids."""
        self._draft, self._report, self._styles = draft, report, styles
        self._done: dict[str, str] = {}
        self.renamed_tables: dict[str, str] = {}
        tables = {part_key(part): root for part, root in _tables(draft.package)}
        staying = [root for part, root in tables.items() if part not in leaving]
        self._former = {
            root.get("displayName", ""): whole_number(root.get("id"))
            for part, root in tables.items()
            if part in leaving
        }
        self._ids = {whole_number(root.get("id")) for root in staying}
        self._names = {root.get("displayName", "").lower() for root in staying}
        self._names |= {n.get("name", "").lower() for n in draft.workbook.iter(main("definedName"))}

    def copy_relations(self, source: str, target: str) -> None:
        """Copy all that a report's part leads to, and write the relations of its copy."""
        relations = self._report.relations(source)
        if not relations:
            return
        root = parsed(f'<Relationships xmlns="{PACKAGE_RELATIONS}"/>'.encode())
        for relation in relations:
            root.append(self._relation(relation, target))
        self._draft.write(relations_part(target), serialised(root))

    def _relation(self, relation: Relation, source: str) -> _Element:
        made = etree.Element(
            f"{{{PACKAGE_RELATIONS}}}Relationship", Id=relation.id, Type=relation.type
        )
        if relation.external:
            made.set("Target", relation.target)
            made.set("TargetMode", "External")
        else:
            made.set("Target", relative_target(source, self._copy(relation)))
        return made

    def _copy(self, relation: Relation) -> str:
        """Copy one part, once, and give the name of its copy."""
        part = relation.target
        if part in self._done:
            return self._done[part]
        stem, suffix = posixpath.splitext(part)
        copied = self._done[part] = self._draft.free(re.sub(r"\d+$", "", stem), suffix)
        content = self._report.read(part)
        if relation.kind == "table":
            content = self._fitted_table(content)
        self._draft.write(copied, content, self._report.content_type(part))
        self.copy_relations(part, copied)
        return copied

    def _fitted_table(self, content: bytes) -> bytes:
        table = parsed(content)
        wanted = table.get("displayName", "")
        name = self._free_name(wanted)
        if name != wanted:
            self.renamed_tables[wanted] = name
        table.set("id", str(self._free_id(name)))
        table.set("name", name)
        table.set("displayName", name)
        restyle_rules(table, self._styles)
        return serialised(table)

    def _free_name(self, wanted: str) -> str:
        name, number = wanted, 1
        while name.lower() in self._names:
            number += 1
            name = f"{wanted}_{number}"
        self._names.add(name.lower())
        return name

    def _free_id(self, name: str) -> int:
        # A table keeps its id from report to report, since slicers and queries know it by that.
        number = self._former.get(name, 0)
        if number == 0 or number in self._ids:
            number = max([0, *self._ids, *self._former.values()]) + 1
        self._ids.add(number)
        return number


def _tables(package: Package) -> Iterator[tuple[str, _Element]]:
    for part in package.parts():
        if package.content_type(part) == _TABLE_TYPE:
            yield part, package.xml(part)
