"""Where on a sheet a table stands: its header row, its columns, and where its rows end.

Titles above, blank rows within, notes and other tables beside or below do not disturb it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from leadbook.language.text import plain
from leadbook.pipeline.schema import TABLES, header_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from leadbook.pipeline.hints import Hints
    from leadbook.workbook.cells import Grid

__all__ = ["Region", "regions_of"]

_SEARCHED_ROWS = 30
_GAPS_SEARCHED = 200
_LEAST_SCORE = 3
_BY_HEADERS = (
    "Leads", "StageHistory", "Activities", "Campaigns", "Stages", "ScoringRules", "ColdRules",
)  # fmt: skip
"""Tables whose headers are telling enough to be known by them alone."""


@dataclass(frozen=True, slots=True)
class Region:
    """A table seen on a sheet; rows and columns count from 0 in the sheet's used area.

    Attributes:
        columns: Each named column with its header, left to right.
        rows: First data row, and the row after the last.
        score: How many columns of the contract its headers name.
        sure: Whether its headers alone would tell which table it is.
    """

    kind: str
    columns: tuple[tuple[int, str], ...]
    header_row: int
    rows: tuple[int, int]
    score: int
    sure: bool

    @property
    def width(self) -> tuple[int, int]:
        """Its first column, and the column after the last."""
        return self.columns[0][0], self.columns[-1][0] + 1


def regions_of(grid: Grid, kind: str | None, hints: Hints) -> list[Region]:
    """Find the tables of one sheet, best first.

    Args:
        grid: The sheet's cells.
        kind: The table that the sheet's name promises; a single fitting header is enough for it.
        hints: What the user says about headers.
    """
    seen: list[Region] = []
    for row in _likely_rows(grid):
        seen += _headings(grid, row, kind, hints)
    chosen: list[Region] = []
    for region in sorted(seen, key=lambda region: (-region.score, region.header_row)):
        promised_twice = not region.sure and any(region.kind == other.kind for other in chosen)
        if not promised_twice and not any(_repeats(region, other) for other in chosen):
            chosen.append(region)
    return [_ended(region, chosen, grid.height) for region in chosen]


def _likely_rows(grid: Grid) -> list[int]:
    """The first rows, and each row that follows a gap: there a further table may begin."""
    rows = list(range(min(_SEARCHED_ROWS, grid.height)))
    blank = _blank_rows(grid)
    after = [row + 1 for row in blank if row + 1 not in blank and row + 1 < grid.height]
    return sorted({*rows, *after[:_GAPS_SEARCHED]})


def _blank_rows(grid: Grid) -> dict[int, None]:
    """The rows that hold nothing at all, in order; only few rows need to be looked at whole."""
    if not grid.columns:
        return {}
    candidates: Sequence[int] = range(grid.height)
    for column in grid.columns:
        candidates = [row for row in candidates if column[row] is None]
        if not candidates:
            break
    return dict.fromkeys(candidates)


def _headings(grid: Grid, row: int, kind: str | None, hints: Hints) -> Iterator[Region]:
    """The tables that may begin in one row, at most one of each kind."""
    best: dict[str, list[tuple[int, str]]] = {}
    blocks = list(_blocks(_headers(grid, row)))
    loose: list[list[tuple[int, str]]] = []
    for block in blocks:
        kinds = _kinds_of(block, kind, hints)
        for found in kinds:
            best.setdefault(found, []).extend(_news(block, best.get(found, []), found, hints))
        if not kinds:
            loose.append(block)
    if not best:
        together = [header for block in loose for header in block]
        best = {found: [] for found in _kinds_of(together, kind, hints)}
    if len(best) == 1 and loose:
        [(found, columns)] = best.items()
        for block in _long(loose, blocks, grid, row):
            columns.extend(_news(block, columns, found, hints))
    for found, columns in best.items():
        matched = _matched(columns, found, hints)
        sure = _suffices(matched, found)
        if columns and (sure or kind is not None):
            rows = (row + 1, grid.height)
            yield Region(found, tuple(sorted(columns)), row, rows, len(matched), sure)


def _headers(grid: Grid, row: int) -> list[str | None]:
    """The header of each column: ``None`` where there is none, empty under a wider header."""
    texts: list[str | None] = [_header(cell) or None for cell in grid.row(row)]
    at = grid.top + row
    for area in grid.merged:
        if area.top <= at <= area.bottom and area.left - grid.left < len(texts):
            first = max(area.left - grid.left, 0)
            if area.top < at and texts[first] is None and area.top >= grid.top:
                texts[first] = _header(grid.columns[first][area.top - grid.top]) or None
            for column in range(first + 1, min(area.right - grid.left + 1, len(texts))):
                texts[column] = texts[column] or ""
    return texts


def _header(cell: object) -> str:
    return " ".join(plain(cell).split())


def _blocks(headers: Sequence[str | None]) -> Iterator[list[tuple[int, str]]]:
    """Runs of headers without a gap."""
    block: list[tuple[int, str]] = []
    for column, header in enumerate(headers):
        if header:
            block.append((column, header))
        elif header is None and block:
            yield block
            block = []
    if block:
        yield block


def _long(
    loose: Sequence[list[tuple[int, str]]],
    blocks: Sequence[list[tuple[int, str]]],
    grid: Grid,
    row: int,
) -> list[list[tuple[int, str]]]:
    """The runs of headers that a column without one parts from their table, not from a short one.

    Their cells go down beyond the middle of the longest run's.
    """
    ends = {block[0]: max(_end(grid.columns[column]) for column, _ in block) for block in blocks}
    middle = (row + max(ends.values())) / 2
    return [block for block in loose if ends[block[0]] > middle]


def _end(cells: Sequence[object]) -> int:
    """The last row of a column that holds something."""
    return next((row for row in range(len(cells) - 1, -1, -1) if cells[row] is not None), -1)


def _kinds_of(block: list[tuple[int, str]], kind: str | None, hints: Hints) -> list[str]:
    """The tables that a run of headers fits best; the promised one needs to fit least."""
    scores = {
        table: len(matched)
        for table in _BY_HEADERS
        if (matched := _matched(block, table, hints)) and _suffices(matched, table)
    }
    best = max(scores.values(), default=0)
    if kind is not None and (promised := len(_matched(block, kind, hints))):
        fits = kind in scores or _is_heading(block, promised)
        # A settings table beside the leads is its own table even on the leads' sheet.
        if fits and promised >= best - 1:
            return [kind]
    return [table for table, score in scores.items() if score == best]


def _is_heading(block: list[tuple[int, str]], matched: int) -> bool:
    """Whether few known headers are still a header row, and not a title of one cell."""
    return matched > 1 or len(block) > 1 or len(block) == matched


def _suffices(matched: set[str], table: str) -> bool:
    return len(matched) >= _LEAST_SCORE and all(group & matched for group in TABLES[table].needed)


def _matched(block: Sequence[tuple[int, str]], table: str, hints: Hints) -> set[str]:
    found = {hints.column_of(header, table) for _, header in block}
    return {column for column in found if column is not None}


def _news(
    block: list[tuple[int, str]], before: list[tuple[int, str]], kind: str, hints: Hints
) -> list[tuple[int, str]]:
    """What a run of headers adds to an earlier one of the same row; all of it or nothing."""
    adds = _matched(block, kind, hints) - _matched(before, kind, hints)
    return block if adds else []


def _repeats(region: Region, other: Region) -> bool:
    """Whether a region is another's header row printed again, or its one-cell title."""
    if not _share_columns(region, other) or region.header_row == other.header_row:
        return False
    same = {header_key(header) for _, header in region.columns} <= {
        header_key(header) for _, header in other.columns
    }
    above = region.kind == other.kind and region.header_row < other.header_row
    return same or above


def _share_columns(region: Region, other: Region) -> bool:
    (left, right), (first, last) = region.width, other.width
    return left < last and first < right


def _ended(region: Region, regions: Sequence[Region], height: int) -> Region:
    """End a table's rows where a further table begins below it."""
    below = [
        other.header_row
        for other in regions
        if other.header_row > region.header_row and _share_columns(region, other)
    ]
    stop = min(below, default=height)
    return replace(region, rows=(region.rows[0], stop))
