"""Which parts a sheet brings along: what nothing else in the package leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.workbook.relations import part_key, relations_part

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from leadbook.workbook.package import Package

__all__ = ["belongings"]


def belongings(package: Package, sheets: Collection[str]) -> frozenset[str]:
    """Give the keys of all parts that would be left over if these sheets were gone.

    A picture that another sheet shows as well is not among them; the sheets themselves are.
    """
    own = {part_key(sheet) for sheet in sheets}
    kept = _reached(package, [""], avoiding=own)
    alone = _reached(package, sheets, avoiding=kept) - kept
    return frozenset(alone | {part_key(relations_part(part)) for part in alone})


def _reached(package: Package, start: Iterable[str], *, avoiding: Collection[str]) -> set[str]:
    """The keys of the parts that lie on some way from the start."""
    reached: set[str] = set()
    waiting = [part_key(part) for part in start]
    while waiting:
        part = waiting.pop()
        if part in reached or part in avoiding:
            continue
        reached.add(part)
        waiting += [part_key(r.target) for r in package.relations(part) if not r.external]
    return reached
