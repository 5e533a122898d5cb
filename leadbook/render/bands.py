"""A band of rows as XML: the body of a long table, written value by value instead of cell by cell.

Every distinct value of a column becomes XML once; the rows are then only joined.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import escape
from itertools import repeat
from typing import TYPE_CHECKING

import numpy as np
from xlsxwriter.utility import xl_col_to_name

from leadbook.render.cells import looks_like_formula

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from leadbook.render.cells import Cells

__all__ = ["Band", "BandColumn", "band_mark"]

ROWS_AT_ONCE = 1000
"""Some more and their bytes leave the processor's cache before they are packed."""
BYTES_A_CELL = 50
ESCAPE_LIKE = re.compile(r"(_x[0-9A-Fa-f]{4}_)")
NUL = "\0"


def band_mark(number: int) -> str:
    """Give what stands in a sheet's XML in the place of a band that is put there later.

    >>> band_mark(0)
    '<?band 0?>'
    """
    return f"<?band {number}?>"


@dataclass(frozen=True, slots=True)
class BandColumn:
    """One column of a band.

    Attributes:
        cells: Its cells.
        shown: Place of their format among those of the workbook.
        quoted: Place of the format of text that looks like a formula; ``None`` without such text.
    """

    cells: Cells
    shown: int
    quoted: int | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """Rows below one another, all as high and of the same columns.

    Attributes:
        first_row: Position of the first row on the sheet, from 0.
        first_column: Position of the first column, from 0.
        skipped: How many cells at the top of each column stand elsewhere.
        points: Height of each row.
    """

    first_row: int
    first_column: int
    skipped: int
    points: float
    columns: tuple[BandColumn, ...]

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.columns[0].cells) - self.skipped

    @property
    def last_row(self) -> int:
        """Position of the last row."""
        return self.first_row + self.rows - 1

    @property
    def size(self) -> int:
        """About how many bytes the rows take as XML."""
        return self.rows * len(self.columns) * BYTES_A_CELL

    def styled(self, places: Sequence[int]) -> Band:
        """Give the same rows for a workbook that has the formats in other places."""
        columns = (
            replace(
                column,
                shown=places[column.shown],
                quoted=None if column.quoted is None else places[column.quoted],
            )
            for column in self.columns
        )
        return replace(self, columns=tuple(columns))

    def xml(self) -> Iterator[bytes]:
        """Give the rows as they stand in a sheet's XML, about a megabyte at a time."""
        places = range(self.first_column, self.first_column + len(self.columns))
        first, *others = (f'<c r="{xl_col_to_name(place)}' for place in places)
        # What follows a value up to the next row number is part of it: fewer pieces to join.
        endings = [
            np.array(_endings(column, then), dtype=object)
            for column, then in zip(self.columns, [*others, "</row>"], strict=True)
        ]
        height = f'" ht="{self.points:g}" customHeight="1">{first}'.encode()
        for start in range(0, self.rows, ROWS_AT_ONCE):
            stop = min(start + ROWS_AT_ONCE, self.rows)
            numbers = [b"%d" % (self.first_row + at + 1) for at in range(start, stop)]
            pieces: list[Iterable[bytes]] = [repeat(b'<row r="'), numbers, repeat(height)]
            for column, ending in zip(self.columns, endings, strict=True):
                codes = column.cells.codes[self.skipped + start : self.skipped + stop]
                pieces += [numbers, ending[codes].tolist()]
            # zip ends with the row numbers; all joining happens outside the interpreter's loop.
            yield b"".join(map(b"".join, zip(*pieces, strict=False)))


def _endings(column: BandColumn, then: str) -> list[bytes]:
    """Write what follows a cell's address up to and with `then`, for each distinct value.

    The last is a blank's.
    """
    style, cells = f'" s="{column.shown}"', column.cells
    made = []
    if cells.texts:
        made = _texts(column, then)
    elif cells.numbers:
        made = _each(f"{style}><v>", NUL.join(map(repr, cells.numbers)), f"</v></c>{then}")
    return [*made, f"{style}/>{then}".encode()]


def _texts(column: BandColumn, then: str) -> list[bytes]:
    texts = column.cells.texts
    # An inline string: the graft into the user's book has no shared strings to move then.
    made = _each(_head(column.shown), _escaped(NUL.join(texts)), f"</t></is></c>{then}")
    for at, text in enumerate(texts):
        quoted = column.quoted is not None and looks_like_formula(text)
        if quoted or text != text.strip():
            space = ' xml:space="preserve"' if text != text.strip() else ""
            head = _head(column.quoted if quoted else column.shown, space)
            (made[at],) = _each(head, _escaped(text), f"</t></is></c>{then}")
    return made


def _head(style: int | None, space: str = "") -> str:
    return f'" s="{style}" t="inlineStr"><is><t{space}>'


def _escaped(text: str) -> str:
    """Escape for XML and for Excel; clean text holds no NUL, so many can be joined by it."""
    return escape(ESCAPE_LIKE.sub(r"_x005F\1", text), quote=False)


def _each(head: str, joined: str, tail: str) -> list[bytes]:
    """Put something before and after each of the texts that a NUL joins."""
    return f"{head}{joined.replace(NUL, tail + NUL + head)}{tail}".encode().split(b"\0")
