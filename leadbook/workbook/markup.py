"""XML of untrusted workbooks: parsed without entities, network or huge trees."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

__all__ = [
    "CONTENT_TYPES",
    "DOCUMENT_RELATIONS",
    "MAIN",
    "PACKAGE_RELATIONS",
    "WORKBOOK_ORDER",
    "cell_text",
    "flag",
    "local_name",
    "main",
    "parsed",
    "placed",
    "serialised",
    "whole_number",
    "writable",
]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

WORKBOOK_ORDER = (
    *("fileVersion", "fileSharing", "workbookPr", "AlternateContent", "revisionPtr"),
    *("workbookProtection", "bookViews", "sheets", "functionGroups", "externalReferences"),
    *("definedNames", "calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr"),
    *("smartTagTypes", "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst"),
)


_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPE_LIKE = re.compile("(?=_x[0-9A-Fa-f]{4}_)")


def main(name: str) -> str:
    """Give a name of the spreadsheet vocabulary as lxml wants it.

    >>> main("row")
    '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}row'
    """
    return f"{{{MAIN}}}{name}"


def parsed(content: bytes) -> _Element:
    """Parse one part; `ValueError` where it is no XML or brings a document type."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
    # A package part may hold no DTD, and nothing good comes with one.
    if root.getroottree().docinfo.internalDTD is not None:
        raise ValueError("a document type is not allowed")
    return root


def serialised(root: _Element) -> bytes:
    """Write a part with the declaration that Excel writes."""
    return etree.tostring(
        root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True
    )


def writable(text: str) -> str:
    r"""Give a text without the letters that XML may not hold.

    >>> writable("a\x00b\u200cc\ufffe")
    'ab\u200cc'
    """
    return _UNWRITABLE.sub("", text)


def cell_text(text: str) -> str:
    r"""Give the text of a cell as its XML has it: what looks like an escape of Excel's is none.

    >>> cell_text("a_x0041_\x00")
    'a_x005F_x0041_'
    """
    return _ESCAPE_LIKE.sub("_x005F", writable(text))


def whole_number(value: str | None, default: int = 0) -> int:
    """Read a whole number; `default` where there is none, as a careless program may leave it.

    >>> whole_number("12"), whole_number(None, 1), whole_number("1.5")
    (12, 1, 0)
    """
    try:
        return int(value) if value is not None else default
    except ValueError:
        return default


def local_name(element: _Element) -> str:
    """Give an element's name without its namespace; empty for comments and instructions."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def flag(value: str | None) -> bool:
    """Read a truth value as XML Schema writes it; absent is false."""
    return value is not None and value.strip().lower() in {"1", "true", "on"}


def placed(parent: _Element, name: str, order: Iterable[str]) -> _Element:
    """Find a child by name, or put an empty one where the schema's order wants it.

    Args:
        parent: Element of the spreadsheet vocabulary; it gets the child.
        name: The child's local name.
        order: Local names of all possible children in the schema's order.
    """
    found = parent.find(main(name))
    if found is not None:
        return found
    names = list(order)
    earlier = set(names[: names.index(name)])
    at = max((k + 1 for k, c in enumerate(parent) if local_name(c) in earlier), default=0)
    made = etree.Element(main(name))
    parent.insert(at, made)
    return made
