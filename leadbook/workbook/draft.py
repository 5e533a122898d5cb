"""A package while it is edited: parts written, parts dropped, everything else as it was."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from lxml import etree

from leadbook.workbook.archive import deflated
from leadbook.workbook.markup import CONTENT_TYPES, PACKAGE_RELATIONS, serialised
from leadbook.workbook.relations import part_key, relations_part, relative_target, resolved

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from leadbook.workbook.archive import Entry
    from leadbook.workbook.package import Package

__all__ = ["Draft"]

_TYPES = "[Content_Types].xml"
# Above this size the time of squeezing harder is felt and its gain is not.
_LARGE = 4_000_000


class Draft:
    """What a package shall become; `workbook` is its workbook part, free to be edited.

    Nothing reaches the disk: `entries` gives the edited zip, in which every part that was not
    written or dropped is the very entry of the package, compressed bytes and all.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        self.workbook = package.xml(package.main)
        self._relations = package.xml(relations_part(package.main))
        self._types = package.xml(_TYPES)
        self._written: dict[str, Entry] = {}
        self._dropped: set[str] = set()

    def holds(self, part: str) -> bool:
        """Whether the edited package has a part of this name."""
        key = part_key(part)
        return key in self._written or (self.package.has(part) and key not in self._dropped)

    def free(self, stem: str, suffix: str) -> str:
        """Name the first part ``stem1suffix``, ``stem2suffix`` … that is not there yet."""
        number = 1
        while self.holds(f"{stem}{number}{suffix}"):
            number += 1
        return f"{stem}{number}{suffix}"

    def write(self, part: str, content: bytes, kind: str | None = None) -> None:
        """Put a part in, or in the place of the one of its name; `kind` is its content type."""
        if self.package.has(part) and self.package.read(part) == content:
            self._declare(part, kind)
            self._written.pop(part_key(part), None)
            self._dropped.discard(part_key(part))
            return
        self.write_pieces(part, [content], size=len(content), kind=kind)

    def write_pieces(
        self, part: str, pieces: Iterable[bytes], *, size: int, kind: str | None = None
    ) -> None:
        """Put a part in, piece by piece; `size` is about how many bytes it will be."""
        there = self.package.entry(part)
        name = there.name if there is not None else part
        level = 1 if size > _LARGE else 6
        self._written[part_key(part)] = deflated(name, pieces, level=level)
        self._dropped.discard(part_key(part))
        self._declare(part, kind)

    def _declare(self, part: str, kind: str | None) -> None:
        if kind is None:
            return
        name = "/" + part
        for element in self._types:
            if part_key(element.get("PartName", "")) == part_key(part):
                element.set("ContentType", kind)
                return
        etree.SubElement(
            self._types, f"{{{CONTENT_TYPES}}}Override", PartName=name, ContentType=kind
        )

    def drop(self, parts: Iterable[str]) -> None:
        """Take parts out; what is written under the same name later stays."""
        keys = {part_key(part) for part in parts}
        self._dropped |= keys
        for key in keys & set(self._written):
            del self._written[key]

    def relate(self, kind: str, part: str) -> str:
        """Make the workbook relate to a part and give the relation's id; `kind` is a full type."""
        taken = {element.get("Id") for element in self._relations}
        number = 1
        while f"rIdLb{number}" in taken:
            number += 1
        etree.SubElement(
            self._relations,
            f"{{{PACKAGE_RELATIONS}}}Relationship",
            Id=f"rIdLb{number}",
            Type=kind,
            Target=relative_target(self.package.main, part),
        )
        return f"rIdLb{number}"

    def unrelate(self, part: str) -> None:
        """Take away the workbook's relations to a part."""
        for element in list(self._relations):
            target = resolved(self.package.main, element.get("Target", ""))
            if part_key(target) == part_key(part):
                self._relations.remove(element)

    def beside(self, *names: str) -> str:
        """Name a part in a folder beside the workbook part."""
        return posixpath.join(posixpath.dirname(self.package.main), *names)

    def entries(self) -> tuple[Entry, ...]:
        """Give the edited zip: old entries in their old order, then the new ones."""
        self._undeclare_dropped()
        self._write_edited(self.package.main, self.workbook)
        self._write_edited(relations_part(self.package.main), self._relations)
        self._write_edited(_TYPES, self._types)
        return (*self._old(), *self._new())

    def _write_edited(self, part: str, root: _Element) -> None:
        """Write a part that was open for edits; one that was left alone keeps its very bytes."""
        content = serialised(root)
        if content != serialised(self.package.xml(part)):
            self.write(part, content)

    def _undeclare_dropped(self) -> None:
        for element in list(self._types):
            name = element.get("PartName")
            if name is not None and part_key(name) in self._dropped:
                self._types.remove(element)

    def _old(self) -> Iterator[Entry]:
        seen: set[str] = set()
        for entry in self.package.entries:
            key = part_key(entry.name)
            if key in self._written:
                if key not in seen:
                    yield self._written[key]
            elif key not in self._dropped:
                yield entry
            seen.add(key)

    def _new(self) -> Iterator[Entry]:
        known = {part_key(entry.name) for entry in self.package.entries}
        return (entry for key, entry in self._written.items() if key not in known)
