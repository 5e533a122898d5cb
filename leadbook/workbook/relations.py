"""Relations between the parts of a package, and the names that parts go by."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

__all__ = [
    "Relation",
    "part_key",
    "read_relations",
    "relations_part",
    "relative_target",
    "resolved",
]


@dataclass(frozen=True, slots=True)
class Relation:
    """One arrow from a part to another, or to the world outside.

    Attributes:
        id: The name by which the part's XML mentions it.
        type: Its full type.
        target: Name of the part that it leads to, or the address when it is external.
        external: Whether it leads out of the package.
    """

    id: str
    type: str
    target: str
    external: bool = False

    @property
    def kind(self) -> str:
        """The last word of its type.

        >>> Relation("rId1", "http://example.org/relationships/worksheet", "xl/a.xml").kind
        'worksheet'
        """
        return self.type.rsplit("/", 1)[-1]


def part_key(name: str) -> str:
    r"""Give the form in which two names of one part are equal: Excel minds neither case nor slash.

    >>> part_key("\\xl\\Workbook.xml") == part_key("/xl/workbook.xml")
    True
    """
    return name.replace("\\", "/").lstrip("/").lower()


def relations_part(part: str) -> str:
    """Name the part that holds a part's relations; the empty name is the package itself.

    >>> relations_part("xl/workbook.xml"), relations_part("")
    ('xl/_rels/workbook.xml.rels', '_rels/.rels')
    """
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def resolved(part: str, target: str) -> str:
    r"""Resolve a target as the part that names it means it.

    >>> resolved("xl/workbook.xml", "worksheets\\sheet1.xml"), resolved("xl/a.xml", "/xl/b.xml")
    ('xl/worksheets/sheet1.xml', 'xl/b.xml')
    """
    target = target.replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


def relative_target(part: str, target: str) -> str:
    """Write a target as seen from a part, as Excel does.

    >>> relative_target("xl/worksheets/sheet1.xml", "xl/drawings/drawing1.xml")
    '../drawings/drawing1.xml'
    """
    return posixpath.relpath("/" + target, posixpath.join("/", posixpath.dirname(part)))


def read_relations(part: str, root: _Element) -> tuple[Relation, ...]:
    """Read the relations of a part from the XML of its relations part."""
    return tuple(_relation(part, element) for element in root if isinstance(element.tag, str))


def _relation(part: str, element: _Element) -> Relation:
    target = element.get("Target", "")
    external = element.get("TargetMode", "").lower() == "external"
    return Relation(
        id=element.get("Id", ""),
        type=element.get("Type", ""),
        target=target if external else resolved(part, target),
        external=external,
    )
