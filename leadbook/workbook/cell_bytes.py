"""Numbers written into single cells of a person's sheet; every other byte of the sheet stays.

The sheet's XML is walked by an event parser that knows the byte at which each tag begins, and only
the bytes of the wanted cells are replaced. A cell keeps its style. Cells that a formula fills are
left alone and reported.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, NoReturn
from xml.parsers import expat

from leadbook.workbook.address import Area, area_of, letters_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Edited", "Place", "with_numbers"]


class Place(NamedTuple):
    """A cell by the numbers of its row and column, both from 1."""

    row: int
    column: int

    @property
    def address(self) -> str:
        """Its address, such as ``D7``."""
        return f"{letters_of(self.column)}{self.row}"


@dataclass(frozen=True, slots=True)
class Edited:
    """A sheet's XML after numbers were written into it.

    Attributes:
        content: The XML.
        written: Places that hold their number now.
        formulas: Places that were left alone because a formula fills them.
    """

    content: bytes
    written: tuple[Place, ...]
    formulas: tuple[Place, ...]


def with_numbers(content: bytes, numbers: Mapping[Place, float]) -> Edited:
    """Write numbers into cells of a sheet's XML, in rows that hold something already.

    A cell that is not there yet is put where the schema wants it, in the style of its row or
    column.

    Raises:
        ValueError: It is no sheet, or one of the rows is not there.

    >>> sheet = b'<worksheet><sheetData><row r="2"><c r="A2" s="4"/></row></sheetData></worksheet>'
    >>> with_numbers(sheet, {Place(2, 1): 7.0, Place(2, 2): 0.5}).content[22:-24]
    b'<row r="2"><c r="A2" s="4"><v>7</v></c><c r="B2"><v>0.5</v></c></row>'
    """
    walk = _Walk(content, numbers)
    formulas = tuple(at for at in sorted(numbers) if walk.is_filled(at))
    written = tuple(at for at in sorted(numbers) if at not in formulas)
    pieces, done = [], 0
    for start, stop, text in sorted(_cuts(walk, numbers, written)):
        pieces += [content[done:start], text.encode("ascii")]
        done = stop
    return Edited(b"".join([*pieces, content[done:]]), written, formulas)


def _cuts(
    walk: _Walk, numbers: Mapping[Place, float], places: tuple[Place, ...]
) -> Iterator[tuple[int, int, str]]:
    """Give the bytes that give way to a text; new cells that go to one spot are one text."""
    fresh: dict[int, str] = defaultdict(str)
    for at in places:
        cell, row = walk.cells.get(at), walk.rows.get(at.row)
        if row is None or not row.stop:
            raise ValueError(f"row {at.row} is not there, or holds nothing")
        if cell is not None:
            yield cell.start, cell.stop, _cell(cell.name, at, cell.style, numbers[at])
        else:
            spot = row.next_cell.get(at.column, row.stop)
            name = row.name.removesuffix("row") + "c"
            fresh[spot] += _cell(name, at, walk.style_at(at), numbers[at])
    yield from ((spot, spot, text) for spot, text in fresh.items())


def _cell(name: str, at: Place, style: str, number: float) -> str:
    styled = f' s="{style}"' if style else ""
    value = name.removesuffix("c") + "v"
    text = repr(float(number)).removesuffix(".0")
    return f'<{name} r="{at.address}"{styled}><{value}>{text}</{value}></{name}>'


@dataclass(slots=True)
class _Tag:
    """A row or a cell.

    Attributes:
        name: Its name as written, with its prefix.
        start: Its first byte.
        stop: Of a cell the byte after it, of a row the byte where its end tag begins.
        next_cell: Of a row, for each wanted column the first byte of the first cell beyond it.
    """

    name: str
    start: int
    style: str
    stop: int = 0
    has_formula: bool = False
    next_cell: dict[int, int] = field(default_factory=dict)


class _Walk:
    """One way through a sheet: the wanted cells that are there, and their rows."""

    def __init__(self, content: bytes, wanted: Mapping[Place, float]) -> None:
        self.rows: dict[int, _Tag] = {}
        self.cells: dict[Place, _Tag] = {}
        self._columns: list[tuple[range, str]] = []
        self._spills: list[Area] = []
        self._wanted: dict[int, list[int]] = defaultdict(list)
        for at in wanted:
            self._wanted[at.row].append(at.column)
        self._row, self._column = 0, 0
        self._content = content
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = _refuse_doctype
        # The new cells are written in ASCII, which a sheet in UTF-16 could not take.
        if b"\0" in content[:4]:
            raise ValueError("the sheet is not in UTF-8")
        try:
            self._parser.Parse(content, True)
        except expat.ExpatError as error:
            raise ValueError(str(error)) from error

    def is_filled(self, at: Place) -> bool:
        """Whether a formula fills a cell: its own, or one that spills over it."""
        cell = self.cells.get(at)
        return (cell is not None and cell.has_formula) or any(
            area.top <= at.row <= area.bottom and area.left <= at.column <= area.right
            for area in self._spills
        )

    def style_at(self, at: Place) -> str:
        """The style of a cell that is not there yet: its row's, else its column's."""
        of_column = (style for columns, style in self._columns if at.column in columns)
        return self.rows[at.row].style or next(of_column, "")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "row":
                self._start_row(name, attributes)
            case "c":
                self._start_cell(name, attributes)
            case "f":
                self._formula(attributes)
            case "col" if "style" in attributes:
                columns = range(int(attributes["min"]), int(attributes["max"]) + 1)
                self._columns.append((columns, attributes["style"]))

    def _start_row(self, name: str, attributes: dict[str, str]) -> None:
        self._row, self._column = int(attributes.get("r", self._row + 1)), 0
        if self._row in self._wanted:
            styled = attributes.get("customFormat") in {"1", "true"}
            style = attributes.get("s", "") if styled else ""
            self.rows[self._row] = _Tag(name, self._parser.CurrentByteIndex, style)

    def _start_cell(self, name: str, attributes: dict[str, str]) -> None:
        area = area_of(attributes.get("r", ""))
        self._column = area.left if area else self._column + 1
        row = self.rows.get(self._row)
        if row is None:
            return
        start = self._parser.CurrentByteIndex
        for column in self._wanted[self._row]:
            if column < self._column:
                row.next_cell.setdefault(column, start)
            elif column == self._column:
                self.cells[Place(self._row, column)] = _Tag(name, start, attributes.get("s", ""))

    def _formula(self, attributes: dict[str, str]) -> None:
        cell = self.cells.get(Place(self._row, self._column))
        if cell is not None:
            cell.has_formula = True
        spill = area_of(attributes.get("ref", ""))
        if spill is not None and attributes.get("t") in {"array", "dataTable"}:
            self._spills.append(spill)

    def _end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local == "row" and (row := self.rows.get(self._row)):
            row.stop = 0 if self._is_empty(row) else self._parser.CurrentByteIndex
        elif local == "c" and (cell := self.cells.get(Place(self._row, self._column))):
            # Only an element with an end tag has the parser before that tag.
            end_tag = cell.start if self._is_empty(cell) else self._parser.CurrentByteIndex
            cell.stop = self._content.index(b">", end_tag) + 1

    def _is_empty(self, tag: _Tag) -> bool:
        """Whether an element is written as one tag; rows and cells have no > in attributes."""
        return self._content[self._content.index(b">", tag.start) - 1] == ord("/")


def _refuse_doctype(*_: object) -> NoReturn:
    raise ValueError("a document type is not allowed")
