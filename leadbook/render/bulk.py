"""A worksheet that takes many rows at once: 100,000 rows in a second or two.

XlsxWriter keeps an object for each cell; for the body of a large table that costs most of the
job. `BulkSheet` writes such rows column by column straight into the sheet's XML. It overrides one
private method of the pinned XlsxWriter; where a later version lacks it, `can_write_in_bulk` says
so and the same rows are written cell by cell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from itertools import repeat
from typing import TYPE_CHECKING

import numpy as np
from xlsxwriter.utility import xl_col_to_name, xl_range
from xlsxwriter.worksheet import Worksheet

from leadbook.render.cells import looks_like_formula

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from xlsxwriter.format import Format

    from leadbook.render.cells import Cells

__all__ = ["BulkColumn", "BulkSheet", "ReportSheet", "can_write_in_bulk"]

CHUNK = 20_000
ESCAPE_LIKE = re.compile(r"(_x[0-9A-Fa-f]{4}_)")
NUL = "\0"
NEEDED = ("_write_rows", "_check_dimensions")


def can_write_in_bulk() -> bool:
    """Tell whether this XlsxWriter has the private methods that bulk writing builds on."""
    return all(hasattr(Worksheet, name) for name in NEEDED)


@dataclass(frozen=True, slots=True)
class BulkColumn:
    """The cells of one column, their format, and the format of text that looks like a formula."""

    cells: Cells
    shown: Format
    quoted: Format


@dataclass(frozen=True, slots=True)
class _Band:
    first_row: int
    first_column: int
    skipped: int
    columns: tuple[BulkColumn, ...]

    @property
    def rows(self) -> int:
        return len(self.columns[0].cells) - self.skipped

    @property
    def last_row(self) -> int:
        return self.first_row + self.rows - 1


class ReportSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter ships no types
    """An XlsxWriter worksheet that remembers how high its rows are."""

    def __init__(self) -> None:
        super().__init__()
        self.pixels: dict[int, int] = {}
        self.points = 15.0

    def set_default_row(self, height: float, hide_unused_rows: bool = False) -> None:
        """Set the height, in points, of the rows that get none of their own."""
        self.points = height
        super().set_default_row(height, hide_unused_rows)

    def set_row_pixels(self, row: int, height: int) -> None:
        """Set the height of a row."""
        self.pixels[row] = height
        super().set_row_pixels(row, height)


class BulkSheet(ReportSheet):
    """An XlsxWriter worksheet, written cell by cell but for the bands of rows given in bulk."""

    dim_rowmin: int
    dim_rowmax: int

    def __init__(self) -> None:
        super().__init__()
        self._bands: list[_Band] = []

    def write_bulk(
        self, row: int, column: int, columns: Sequence[BulkColumn], *, skipped: int = 0
    ) -> None:
        """Write columns of cells from a row down; the first `skipped` of them are left out."""
        band = _Band(row, column, skipped, tuple(columns))
        self._bands.append(band)
        self._check_dimensions(band.last_row, column + len(columns) - 1)

    def add_long_table(
        self, top: int, left: int, bottom: int, right: int, options: dict[str, object]
    ) -> None:
        """Add an Excel table without visiting each of its cells, as `add_table` does."""
        self.add_table(top, left, min(top + 1, bottom), right, options)
        whole = xl_range(top, left, bottom, right)
        self.tables[-1].update(range=whole, a_range=whole, autofilter=whole)

    def _write_rows(self) -> None:
        """Write the rows in order: XlsxWriter's own, and between them the bands."""
        first, last = self.dim_rowmin, self.dim_rowmax
        for band in sorted(self._bands, key=lambda band: band.first_row):
            self.dim_rowmax = band.first_row - 1
            if self.dim_rowmin <= self.dim_rowmax:
                super()._write_rows()
            for text in _rows(band, self.points):
                self.fh.write(text)
            self.dim_rowmin = band.last_row + 1
        self.dim_rowmax = last
        if self.dim_rowmin <= last:
            super()._write_rows()
        self.dim_rowmin = first


def _rows(band: _Band, points: float) -> Iterator[str]:
    """Give the XML of a band's rows, some thousands at a time."""
    height = f'" ht="{points:g}" customHeight="1">'
    endings = [np.array(_endings(column), dtype=object) for column in band.columns]
    letters = [xl_col_to_name(band.first_column + at) for at in range(len(band.columns))]
    for start in range(0, band.rows, CHUNK):
        stop = min(start + CHUNK, band.rows)
        numbers = [str(band.first_row + at + 1) for at in range(start, stop)]
        pieces: list[Iterable[str]] = [repeat('<row r="'), numbers, repeat(height)]
        for column, ending, letter in zip(band.columns, endings, letters, strict=True):
            codes = column.cells.codes[band.skipped + start : band.skipped + stop]
            pieces += [repeat(f'<c r="{letter}'), numbers, ending[codes].tolist()]
        pieces.append(repeat("</row>"))
        # zip ends with the numbers of the rows; all joining happens outside the interpreter's loop.
        yield "".join(map("".join, zip(*pieces, strict=False)))


def _endings(column: BulkColumn) -> list[str]:
    """Write what follows a cell's address, for each distinct value; the last is a blank's."""
    texts = [value for value in column.cells.values if isinstance(value, str)]
    numbers = [value for value in column.cells.values if not isinstance(value, str)]
    style = quoted = f'" s="{column.shown._get_xf_index()}"'
    if any(map(looks_like_formula, texts)):
        quoted = f'" s="{column.quoted._get_xf_index()}"'
    made = [f"{style}><v>{number!r}</v></c>" for number in numbers]
    # An inline string: the graft into the user's book has no shared strings to move then.
    for text, safe in zip(texts, _escaped(texts), strict=True):
        look = quoted if looks_like_formula(text) else style
        space = ' xml:space="preserve"' if text != text.strip() else ""
        made.append(f'{look} t="inlineStr"><is><t{space}>{safe}</t></is></c>')
    return [*made, f"{style}/>"]


def _escaped(texts: list[str]) -> list[str]:
    """Escape texts for XML and for Excel, all in one go; clean text holds no NUL."""
    safe = escape(ESCAPE_LIKE.sub(r"_x005F\1", NUL.join(texts)), quote=False)
    return safe.split(NUL) if texts else []
