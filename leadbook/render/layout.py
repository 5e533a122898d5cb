"""Where things stand on a sheet: column widths that fit every table, and how far a page reaches."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from leadbook.render.cells import cells
from leadbook.render.widths import column_width
from leadbook.report.model import Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from leadbook.language.messages import Language
    from leadbook.render.cells import Cells
    from leadbook.report.model import Sheet

__all__ = ["LEFT", "MARGIN", "Plan", "cuts", "evened", "plan", "tiles_in_line"]

LEFT = 1
"""The first column that is used; the one before it is a margin."""
MARGIN = 18
PAGE = 1040
"""Pixels that tiles, charts and paragraphs spread over, at least; a wide list reaches beyond."""
WIDEST_PAGE = 1640
FILLER = 84
FEWEST_COLUMNS = 8
MOST_IN_LINE, IN_LINE = 5, 4
GROWTH = 1.08


@dataclass(frozen=True, slots=True)
class Plan:
    """The columns of one sheet.

    Attributes:
        widths: Pixels of each used column, from `LEFT` on.
        span: How many of them tiles, charts and paragraphs spread over.
        cells: The cells of each table that has rows, by the table's name.
    """

    widths: tuple[int, ...]
    span: int
    cells: Mapping[str, tuple[Cells, ...]]

    @property
    def page(self) -> int:
        """Pixels over which tiles, charts and paragraphs spread."""
        return sum(self.widths[: self.span])

    @property
    def last(self) -> int:
        """The last used column of the sheet."""
        return LEFT + len(self.widths) - 1


def plan(sheet: Sheet, size: float, language: Language) -> Plan:
    """Fit the columns of a sheet to all its tables, and widen the sheet to at least a page."""
    tables = [block for block in sheet.blocks if isinstance(block, Table) and len(block.frame)]
    held = {table.name: _cells(table) for table in tables}
    widths: list[int] = []
    for table in tables:
        for at, (column, its) in enumerate(zip(table.columns, held[table.name], strict=True)):
            width = column_width(column, its, size, language)
            widths[at : at + 1] = [max([width, *widths[at : at + 1]])]
    while sum(widths) < PAGE or len(widths) < FEWEST_COLUMNS:
        widths.append(FILLER)
    reach = list(accumulate(widths))
    span = len(widths)
    if reach[-1] > WIDEST_PAGE:
        span = next(at for at, pixels in enumerate(reach, start=1) if pixels >= PAGE)
    page = evened(tuple(widths[:span]), tiles_in_line(len(sheet.tiles)))
    return Plan((*page, *widths[span:]), span, held)


def tiles_in_line(tiles: int) -> int:
    """Give how many tiles stand side by side: all of up to five, else four to a line."""
    return tiles if tiles <= MOST_IN_LINE else IN_LINE


def _cells(table: Table) -> tuple[Cells, ...]:
    return tuple(cells(table.frame[column.key], column.kind) for column in table.columns)


def evened(widths: tuple[int, ...], parts: int) -> tuple[int, ...]:
    """Widen columns so that their parts, as `cuts` makes them, are about equally wide.

    The whole grows by no more than a few percent: a column far wider than all others stays so.

    >>> evened((200, 100, 100, 90, 90), 3)
    (200, 100, 100, 100, 100)
    """
    if parts < 2:
        return widths
    places = cuts(widths, parts)
    widest = min(
        max(sum(widths[a : b + 1]) for a, b in places), round(sum(widths) / parts * GROWTH)
    )
    made: list[int] = []
    for a, b in places:
        missing, count = max(0, widest - sum(widths[a : b + 1])), b - a + 1
        more = [missing // count + (at < missing % count) for at in range(count)]
        made += [width + extra for width, extra in zip(widths[a : b + 1], more, strict=True)]
    return tuple(made)


def cuts(widths: tuple[int, ...], parts: int) -> list[tuple[int, int]]:
    """Part columns into neighbours of nearly equal width: first and last position of each.

    >>> cuts((200, 100, 100, 90, 110), 3)
    [(0, 0), (1, 2), (3, 4)]
    """
    reach = [0, *accumulate(widths)]
    edges = [0]
    for part in range(1, parts):
        wanted = reach[-1] * part / parts
        free = range(edges[-1] + 1, len(widths) - (parts - part) + 1)
        edges.append(min(free, key=lambda at: abs(reach[at] - wanted)))
    return [(a, b - 1) for a, b in zip(edges, [*edges[1:], len(widths)], strict=True)]
