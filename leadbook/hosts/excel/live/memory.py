"""What an open book remembers of its earlier reports: the part that `workbook.snapshots` keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.workbook.snapshots import REPORTS, snapshots_in, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlwings import Book

    from leadbook.metrics.review import Snapshot

__all__ = ["keep_snapshots", "read_snapshots"]


def read_snapshots(book: Book) -> tuple[Snapshot, ...]:
    """Read what the book remembers; nothing where that is none or not sound."""
    parts = book.api.CustomXMLParts.SelectByNamespace(REPORTS)
    return snapshots_in(_bare(parts.Item(1).XML).encode()) if parts.Count else ()


def keep_snapshots(book: Book, snapshots: Sequence[Snapshot]) -> None:
    """Let the book remember these, instead of what it did; Excel writes them when it saves."""
    parts = book.api.CustomXMLParts
    former = parts.SelectByNamespace(REPORTS)
    for place in range(former.Count, 0, -1):
        former.Item(place).Delete()
    parts.Add(_bare(written(snapshots).decode()))


def _bare(xml: str) -> str:
    """Leave out the declaration: the encoding that it names is that of a file, not of a text."""
    return xml.partition("?>")[2].lstrip() if xml.startswith("<?xml") else xml
