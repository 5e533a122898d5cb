"""What a sheet's XML says and the fast reader leaves out: errors, formulas, hidden rows.

The XML is only looked through for the few letters that such things begin with; a piece is taken
apart only where they occur.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from itertools import count
from typing import TYPE_CHECKING

from leadbook.pipeline.raw import ErrorCell, UncalculatedCell
from leadbook.workbook.address import letters_of, number_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Findings", "scan_sheet"]

Place = tuple[int, int]
"""Row and column of a cell, both from 0."""

_PIECE = 1 << 21
_START = re.compile(rb"<(?:[\w.-]+:)?(?:worksheet|dialogsheet|chartsheet)\b")
_ADDRESS = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,3})?(\d+)["']""")
_HIDDEN = re.compile(rb"""\shidden\s*=\s*["'](?:1|true)["']""")
_RIGHT_TO_LEFT = re.compile(rb"""\srightToLeft\s*=\s*["'](?:1|true)["']""")
_TYPE = re.compile(rb"""\st\s*=\s*["'](\w+)["']""")


@dataclass(frozen=True)
class Findings:
    """What was found in one sheet.

    Attributes:
        cells: Cells whose value is an error or was never calculated.
        hidden_rows: Row numbers as Excel counts, of rows that are hidden.
        right_to_left: Whether the sheet is laid out from right to left.
    """

    cells: Mapping[Place, ErrorCell | UncalculatedCell] = field(default_factory=dict)
    hidden_rows: frozenset[int] = frozenset()
    right_to_left: bool = False


def scan_sheet(pieces: Iterable[bytes]) -> Findings:
    """Look through the XML of one sheet, given in pieces of any size."""
    cells: dict[Place, ErrorCell | UncalculatedCell] = {}
    hidden: set[int] = set()
    tags = None
    right_to_left = False
    for piece in _whole_rows(pieces):
        if tags is None:
            tags = _Tags(_prefix(piece), _quote(piece), _is_addressed(piece))
            head = piece[: max(piece.find(b"sheetData"), 0)] or piece[:10_000]
            right_to_left = bool(_RIGHT_TO_LEFT.search(head))
        if not tags.addressed:
            piece = tags.with_addresses(piece)  # noqa: PLW2901 - the same piece, made plain
        if b"hidden=" in piece:
            hidden.update(tags.hidden_rows(piece))
        if tags.error_type in piece:
            cells.update(tags.errors(piece))
        if tags.formula in piece:
            cells.update(tags.uncalculated(piece))
    return Findings(cells, frozenset(hidden), right_to_left)


def _whole_rows(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Join small pieces, and cut them between two rows."""
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size < _PIECE:
            continue
        joined = b"".join(held)
        cut = joined.rfind(b"row>") + 4
        if cut > 4:
            yield joined[:cut]
            held = [joined[cut:]]
            size = len(held[0])
    yield b"".join(held)


def _prefix(piece: bytes) -> bytes:
    """The namespace prefix that the writer of the sheet chose, mostly none."""
    start = _START.search(piece)
    name = start[0][1:] if start else b""
    return name[: name.find(b":") + 1]


def _quote(piece: bytes) -> bytes:
    """The quotation mark that the writer of the sheet puts around attributes of cells."""
    cell = re.search(rb"""<(?:[\w.-]+:)?c\s+\w+\s*=\s*(["'])""", piece)
    return cell[1] if cell else b'"'


def _is_addressed(piece: bytes) -> bool:
    """Whether the cells say where they are; a few writers leave that to counting."""
    cell = re.search(rb"<(?:[\w.-]+:)?c(?:\s[^>]*)?>", piece)
    return cell is None or bool(_ADDRESS.search(cell[0]))


@dataclass
class _Tags:
    """The patterns of one sheet, with the prefix that its tags carry."""

    prefix: bytes
    quote: bytes
    addressed: bool
    rows: Iterator[int] = field(default_factory=lambda: count(1))

    @property
    def error_type(self) -> bytes:
        return b"t=" + self.quote + b"e"

    @property
    def formula(self) -> bytes:
        return b"<" + self.prefix + b"f"

    def pattern(self, text: bytes) -> re.Pattern[bytes]:
        return re.compile(text.replace(b"~", re.escape(self.prefix)), re.DOTALL)

    @cached_property
    def row(self) -> re.Pattern[bytes]:
        return self.pattern(rb"<~row(\s[^>]*?)?/?>")

    @cached_property
    def cell(self) -> re.Pattern[bytes]:
        return self.pattern(rb"<~c(\s[^>]*?)?(?:/>|>)")

    @cached_property
    def error(self) -> re.Pattern[bytes]:
        return self.pattern(
            rb"""<~c(\s[^>]*?\bt\s*=\s*["']e["'][^>]*)>(?:(?!</~c>).)*?<~v>([^<]*)</~v>"""
        )

    @cached_property
    def without_value(self) -> re.Pattern[bytes]:
        return self.pattern(
            rb"<~c(\s[^>]*)?>\s*<~f(?:\s[^>]*)?(?:/>|>([^<]*)</~f>)\s*"
            rb"(?:</~c>|<~v\s*/>|<~v>\s*</~v>)"
        )

    def hidden_rows(self, piece: bytes) -> Iterator[int]:
        for match in self.row.finditer(piece):
            attributes = match[1] or b""
            if _HIDDEN.search(attributes) and (address := _ADDRESS.search(attributes)):
                yield int(address[2])

    def errors(self, piece: bytes) -> Iterator[tuple[Place, ErrorCell]]:
        for match in self.error.finditer(piece):
            if place := _place(match[1]):
                yield place, ErrorCell(_text(match[2]).strip() or "#VALUE!")

    def uncalculated(self, piece: bytes) -> Iterator[tuple[Place, UncalculatedCell]]:
        for match in self.without_value.finditer(piece):
            attributes = match[1] or b""
            kind = _TYPE.search(attributes)
            # A formula whose result is an empty text is calculated: Excel says so by its type.
            if not (kind and kind[1] == b"str") and (place := _place(attributes)):
                yield place, UncalculatedCell(_text(match[2] or b""))

    def with_addresses(self, piece: bytes) -> bytes:
        """Write the address into each row and cell that lacks it."""
        tags = self.pattern(rb"<~(row|c)(\s[^>]*?)?(/?)>")
        row, columns = 0, count()

        def addressed(match: re.Match[bytes]) -> bytes:
            nonlocal row, columns
            attributes = match[2] or b""
            given = _ADDRESS.search(attributes)
            if match[1] == b"row":
                row, columns = next(self.rows), count()
                if given:
                    row = int(given[2])
                    self.rows = count(row + 1)
                where = str(row).encode()
            else:
                where = f"{letters_of(next(columns) + 1)}{row}".encode()
            if given:
                return match[0]
            return b'<%s%s r="%s"%s%s>' % (self.prefix, match[1], where, attributes, match[3])

        return tags.sub(addressed, piece)


def _place(attributes: bytes) -> Place | None:
    address = _ADDRESS.search(attributes)
    if address is None or address[1] is None:
        return None
    return int(address[2]) - 1, number_of(address[1].decode("ascii")) - 1


def _text(content: bytes) -> str:
    return unescape(content.decode("utf-8", "replace"))
