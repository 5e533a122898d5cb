"""The key figures of earlier reports, kept in a part of the book that no sheet shows.

It is a custom XML part (see `custom_parts`). It holds the days and the headline figures of the
latest reports, and nothing of any customer.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING

from lxml import etree

from leadbook.metrics.review import Headline, Snapshot
from leadbook.workbook.custom_parts import custom_part, put_custom_part
from leadbook.workbook.markup import local_name, parsed, serialised

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lxml.etree import _Element

    from leadbook.workbook.draft import Draft
    from leadbook.workbook.package import Package

__all__ = ["REPORTS", "keep_snapshots", "read_snapshots", "snapshots_in", "written"]

REPORTS = "urn:leadbook:reports:1"
# The item's id is its own, and the same in every book.
_ITEM_ID = "{6C656164-626F-6F6B-8000-7265706F7274}"


def read_snapshots(package: Package) -> tuple[Snapshot, ...]:
    """Read what a book remembers of earlier reports; nothing where that is none or not sound."""
    part = custom_part(package, REPORTS)
    return () if part is None else snapshots_in(package.read(part))


def snapshots_in(content: bytes) -> tuple[Snapshot, ...]:
    """Read the snapshots in the content of the part; nothing where it is not sound."""
    with suppress(ValueError, TypeError):
        return tuple(_snapshot(element) for element in parsed(content))
    return ()


def keep_snapshots(draft: Draft, snapshots: Sequence[Snapshot]) -> None:
    """Put the snapshots into a book, in the place of those that it remembers."""
    put_custom_part(draft, REPORTS, _ITEM_ID, written(snapshots))


def written(snapshots: Iterable[Snapshot]) -> bytes:
    """Write snapshots as the content of the part."""
    root = parsed(f'<reports xmlns="{REPORTS}"/>'.encode())
    for snapshot in snapshots:
        report = etree.SubElement(root, f"{{{REPORTS}}}report", asOf=snapshot.as_of.isoformat())
        for headline in snapshot.figures:
            known = {
                name: repr(float(value)).removesuffix(".0")
                for name in ("value", "n", "low", "high")
                if (value := getattr(headline, name)) is not None
            }
            etree.SubElement(report, f"{{{REPORTS}}}figure", {"key": headline.key, **known})
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
