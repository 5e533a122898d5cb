"""The cells of a sheet, column by column, as fast as Python can have them.

python-calamine reads values and dates; `scan` adds what it leaves out. Text stays text: an id
keeps its leading zeros and what looks like a formula is not one.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from python_calamine import CalamineError, CalamineWorkbook

from leadbook.errors import CannotRead
from leadbook.language.messages import message
from leadbook.workbook.address import Area
from leadbook.workbook.scan import scan_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from leadbook.language.messages import Message
    from leadbook.workbook.package import Package, SheetPart
    from leadbook.workbook.scan import Findings

__all__ = ["Grid", "read_grids"]

_SAMPLE = 1000


@dataclass(frozen=True, slots=True)
class Grid:
    """The used area of one sheet.

    Attributes:
        top: Excel's number of its first row.
        left: Number of its first column; A is 1.
        columns: Its columns from left to right, each as long as the area is high; a blank cell
            is ``None``.
        hidden: Excel's numbers of the rows that are hidden.
        merged: Areas whose cells are merged into one; the value is in the first.
    """

    sheet: str
    top: int
    left: int
    columns: tuple[Sequence[object], ...]
    hidden: frozenset[int]
    merged: tuple[Area, ...]
    right_to_left: bool

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.columns[0]) if self.columns else 0

    def row(self, at: int) -> list[object]:
        """Give one row, counted from 0 at the top of the area."""
        return [column[at] for column in self.columns]


def read_grids(package: Package, sheets: Sequence[SheetPart]) -> list[Grid]:
    """Read the cells of these sheets.

    Raises:
        CannotRead: The reader cannot make sense of the book.
    """
    with _without_garbage_collection(), _told_as_a_sentence(package):
        # The file itself may have changed since; what was opened is what is read.
        book = CalamineWorkbook.from_filelike(BytesIO(package.content))
        return [_grid(book, package, sheet) for sheet in sheets]


def _grid(book: CalamineWorkbook, package: Package, sheet: SheetPart) -> Grid:
    found = scan_sheet(package.pieces(sheet.part))
    cells = book.get_sheet_by_name(sheet.name)
    start = cells.start
    merged = tuple(
        Area(top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in cells.merged_cell_ranges or ()
    )
    columns = [_blanks_as_none(column) for column in zip(*cells.to_python(), strict=True)]
    top, left = start or (0, 0)
    columns, top, left = _marked(columns, top, left, found)
    return Grid(
        sheet.name, top + 1, left + 1, tuple(columns), found.hidden_rows, merged,
        found.right_to_left,
    )  # fmt: skip


def _blanks_as_none(column: Sequence[object]) -> list[object]:
    """Give a column with ``None`` for blanks; a text that repeats is held once.

    The reader makes a new text for every cell; for a column of a few words that is most of the
    memory of a large book.
    """
    if not _repeats(column[:_SAMPLE]):
        return [None if cell == "" else cell for cell in column]
    once: dict[str, str | None] = {"": None}
    return [once.setdefault(cell, cell) if type(cell) is str else cell for cell in column]


def _repeats(cells: Sequence[object]) -> bool:
    texts = [cell for cell in cells if type(cell) is str]
    return 2 * len(set(texts)) < len(texts)


def _marked(
    columns: list[list[object]], top: int, left: int, found: Findings
) -> tuple[list[list[object]], int, int]:
    """Put errors and uncalculated formulas where the reader saw nothing.

    The area grows where such cells lie outside it, since nothing else may be there.
    """
    if not found.cells:
        return columns, top, left
    rows, places = zip(*found.cells, strict=True)
    if not columns:
        top, left = min(rows), min(places)
    height = len(columns[0]) if columns else 0
    up, before = max(top - min(rows), 0), max(left - min(places), 0)
    down = max(max(rows) + 1 - top - height, 0)
    after = max(max(places) + 1 - left - len(columns), 0)
    top, left = top - up, left - before
    blank: list[object] = [None] * height
    grown = [
        [None] * up + column + [None] * down
        for column in [blank] * before + columns + [blank] * after
    ]
    for (row, column), cell in found.cells.items():
        grown[column - left][row - top] = cell
    return grown, top, left


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Hold the collector back: millions of new cells would make it search them all, in vain."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def _told_as_a_sentence(package: Package) -> Iterator[None]:
    try:
        yield
    except CalamineError as error:
        raise CannotRead(_unreadable(package, error)) from error
    except BaseException as error:
        # The reader is Rust: where it gives up on a malformed part its panic is no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise CannotRead(_unreadable(package, error)) from None


def _unreadable(package: Package, error: BaseException) -> Message:
    return message(
        "{book} cannot be read ({reason}); let Excel open and repair it, or save it anew",
        book=package.path.name,
        reason=str(error),
    )
