"""A worksheet that takes many rows at once: 100,000 rows in a second or two.

XlsxWriter keeps an object for each cell; for the body of a large table that costs most of the
job. `BulkSheet` takes such rows as a band of columns, and writes them straight into the sheet's
XML, or leaves them to whoever puts the sheet into another workbook. It overrides one private
method of the pinned XlsxWriter; where a later version lacks it, `can_write_in_bulk` says so and
the same rows are written cell by cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from leadbook.render.bands import Band, BandColumn, band_mark
from leadbook.render.cells import looks_like_formula

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.format import Format

    from leadbook.render.cells import Cells

__all__ = ["BulkColumn", "BulkSheet", "MarkingSheet", "ReportSheet", "can_write_in_bulk"]

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

    def placed(self) -> BandColumn:
        """Give the formats their places in the workbook; an unused one gets none."""
        risky = any(map(looks_like_formula, self.cells.texts))
        quoted = self.quoted._get_xf_index() if risky else None
        return BandColumn(self.cells, self.shown._get_xf_index(), quoted)


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
        self.bands: list[Band] = []

    def write_bulk(
        self, row: int, column: int, columns: Sequence[BulkColumn], *, skipped: int = 0
    ) -> None:
        """Write columns of cells from a row down; the first `skipped` of them are left out.

        Bands are given from the top of the sheet down.
        """
        placed = tuple(each.placed() for each in columns)
        band = Band(row, column, skipped, self.points, placed)
        self.bands.append(band)
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
        for number, band in enumerate(self.bands):
            self.dim_rowmax = band.first_row - 1
            if self.dim_rowmin <= self.dim_rowmax:
                super()._write_rows()
            self._write_band(number, band)
            self.dim_rowmin = band.last_row + 1
        self.dim_rowmax = last
        if self.dim_rowmin <= last:
            super()._write_rows()
        self.dim_rowmin = first

    def _write_band(self, number: int, band: Band) -> None:
        for rows in band.xml():
            self.fh.write(rows.decode())


class MarkingSheet(BulkSheet):
    """A worksheet in which only a mark with its number stands in the place of each band."""

    def _write_band(self, number: int, band: Band) -> None:
        self.fh.write(band_mark(number))
