"""Rows put below the last one of a table in a person's sheet; every other byte of it stays.

The sheet's XML is walked by an event parser that knows the byte at which each tag begins. New rows
go where their numbers want them; in a row that is there already, because something stands beside
the table, only the table's cells are put in.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, NoReturn
from xml.parsers import expat

from leadbook.workbook.address import Area, area_of, letters_of
from leadbook.workbook.markup import cell_text, writable
from leadbook.workbook.rule_areas import grown_areas

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

__all__ = ["Cell", "Formula", "SheetRows"]

_REF = re.compile(rb"""(\sref\s*=\s*)(["'])[^"']*\2""")
_SQREF = re.compile(rb"""\ssqref\s*=\s*["']([^"']*)["']""")
_OTHER_ENCODING = re.compile(rb"""<\?xml[^>]*\sencoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE)


class Formula(str):
    """The text of a formula, without its equals sign."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """What a new cell shall hold (``None``: nothing but its style), and the place of its style."""

    value: str | float | Formula | None
    style: int = 0


@dataclass(slots=True)
class _Tag:
    """A row or a cell: its name as written, its bytes, the place of its style."""

    name: str
    start: int
    style: int = 0
    stop: int = 0
    holds: bool = False
    calculates: bool = False
    is_empty: bool = False
    next_cell: dict[int, int] = field(default_factory=dict)


class SheetRows:
    """The rows of a sheet from one row down, where a table is to grow.

    Args:
        content: The sheet's XML.
        area: Where the new rows shall stand, in the columns of the table.
        model: Number of the row whose looks the new ones take; 0 for none.

    Raises:
        ValueError: It is no sheet, or is stored in a way that is not edited.
    """

    def __init__(self, content: bytes, area: Area, model: int) -> None:
        self._content, self._area, self._model = content, area, model
        self._rows: dict[int, _Tag] = {}
        self._cells: dict[tuple[int, int], _Tag] = {}
        self._columns: list[tuple[range, int]] = []
        self._models: dict[int, int] = {}
        self._filled: list[Area] = []
        self._rules: list[tuple[int, str]] = []
        self._areas = 0
        self._below = 0
        self._prefix, self._dimension = "", -1
        self._row, self._column = 0, 0
        # The new cells are written in UTF-8.
        if b"\0" in content[:4] or _OTHER_ENCODING.match(content):
            raise ValueError("the sheet is not in UTF-8")
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = _refuse_doctype
        try:
            self._parser.Parse(content, True)
        except expat.ExpatError as error:
            raise ValueError(str(error)) from error
        if not self._below:
            raise ValueError("the sheet has no rows")
        self._numbers = sorted(self._rows)

    def taken(self, calculated: Collection[int] = ()) -> str | None:
        """Give the address of a cell that stands where the new rows shall, if there is one.

        Args:
            calculated: Columns that formulas fill; one that waits there is that of the new row.
        """
        held = sorted(
            at
            for at, cell in self._cells.items()
            if cell.holds and not (cell.calculates and at[1] in calculated)
        )
        if held:
            return f"{letters_of(held[0][1])}{held[0][0]}"
        over = (area for area in self._filled if _meet(area, self._area))
        return next((f"{letters_of(area.left)}{area.top}" for area in over), None)

    def style_at(self, row: int, column: int) -> int:
        """Give the style that a new cell takes: what is there, else the model's, the column's."""
        there = self._cells.get((row, column))
        if there is not None and there.style:
            return there.style
        if column in self._models:
            return self._models[column]
        if row in self._rows and self._rows[row].style:
            return self._rows[row].style
        return next((style for columns, style in self._columns if column in columns), 0)

    def with_cells(self, rows: Sequence[Mapping[int, Cell]]) -> bytes:
        """Give the sheet's XML with the new rows, each column → cell, from the area's top down.

        A formula that stands there already stays.
        """
        cuts = sorted([*self._cuts(rows), *self._rule_cuts()], key=lambda cut: cut[:2])
        pieces, done = [], 0
        for start, stop, text in [*self._dimension_cut(), *cuts]:
            pieces += [self._content[done:start], text.encode("utf-8")]
            done = stop
        return b"".join([*pieces, self._content[done:]])

    def _cuts(self, rows: Sequence[Mapping[int, Cell]]) -> Iterator[tuple[int, int, str]]:
        fresh: dict[int, list[str]] = defaultdict(list)
        for number, cells in enumerate(rows, start=self._area.top):
            row = self._rows.get(number)
            made = {at: self._cell(number, at, cell) for at, cell in sorted(cells.items())}
            if row is None:
                name = f"{self._prefix}row"
                text = f'<{name} r="{number}">{"".join(made.values())}</{name}>'
                fresh[self._spot_below(number)].append(text)
            elif row.is_empty:
                yield row.stop - 2, row.stop, f">{''.join(made.values())}</{row.name}>"
            else:
                for at, text in made.items():
                    there = self._cells.get((number, at))
                    if there is not None and there.calculates:
                        continue
                    if there is not None:
                        yield there.start, there.stop, text
                    else:
                        fresh[row.next_cell.get(at, row.stop)].append(text)
        yield from ((spot, spot, "".join(texts)) for spot, texts in fresh.items())

    def _spot_below(self, number: int) -> int:
        """The byte where the next row begins, or where the rows end."""
        later = bisect_right(self._numbers, number)
        if later == len(self._numbers):
            return self._below
        return self._rows[self._numbers[later]].start

    def _cell(self, row: int, column: int, cell: Cell) -> str:
        name, prefix = f"{self._prefix}c", self._prefix
        head = f'<{name} r="{letters_of(column)}{row}"' + (f' s="{cell.style}"' * bool(cell.style))
        match cell.value:
            case None:
                return f"{head}/>"
            case Formula():
                formula = escape(writable(cell.value), quote=False)
                return f"{head}><{prefix}f>{formula}</{prefix}f></{name}>"
            case str():
                kept = ' xml:space="preserve"' if cell.value != cell.value.strip() else ""
                text = f"<{prefix}is><{prefix}t{kept}>{_text(cell.value)}</{prefix}t></{prefix}is>"
                return f'{head} t="inlineStr">{text}</{name}>'
        number = repr(float(cell.value)).removesuffix(".0")
        return f"{head}><{prefix}v>{number}</{prefix}v></{name}>"

    def _dimension_cut(self) -> Iterator[tuple[int, int, str]]:
        """The sheet's note of its used area, grown to the new rows."""
        if self._dimension < 0:
            return
        stop = self._content.index(b">", self._dimension) + 1
        tag = self._content[self._dimension : stop]
        found = _REF.search(tag)
        area = area_of(found[0].split(found[2])[1].decode("ascii")) if found else None
        if found is None or area is None:
            return
        grown = Area(
            min(area.top, self._area.top), min(area.left, self._area.left),
            max(area.bottom, self._area.bottom), max(area.right, self._area.right),
        )  # fmt: skip
        if grown != area:
            ref = found[1] + found[2] + _reference(grown).encode("ascii") + found[2]
            yield self._dimension, stop, tag.replace(found[0], ref).decode("utf-8")

    def _rule_cuts(self) -> Iterator[tuple[int, int, str]]:
        """The areas of rules for the last row, grown to the new rows."""
        for at, areas in self._rules:
            grown = grown_areas(areas, self._area, self._model)
            if grown != " ".join(areas.split()):
                yield at, at + len(areas), grown

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        match local:
            case "v" | "f" | "is":
                self._content_of_cell(local, attributes)
            case "row":
                self._start_row(name, attributes)
            case "c":
                self._start_cell(name, attributes)
            case "sheetData":
                self._prefix = name.removesuffix("sheetData")
            case "dimension":
                self._dimension = self._parser.CurrentByteIndex
            case "col" if "style" in attributes:
                columns = range(int(attributes["min"]), int(attributes["max"]) + 1)
                self._columns.append((columns, int(attributes["style"])))
            case "dataValidation" | "conditionalFormatting" | "sqref":
                self._start_rule(local, attributes)
            case "mergeCell" if area := area_of(attributes.get("ref", "")):
                self._filled.append(area)

    def _start_rule(self, local: str, attributes: dict[str, str]) -> None:
        """Note where a rule holds: in an attribute, in an element of its own among extensions."""
        at = self._parser.CurrentByteIndex
        if local == "sqref":
            self._areas = self._content.index(b">", at) + 1
        elif "sqref" in attributes and (found := _SQREF.search(self._content, at)):
            self._note_rule(found.start(1), found.end(1))

    def _note_rule(self, start: int, stop: int) -> None:
        areas = self._content[start:stop]
        if self._model and areas.isascii():
            self._rules.append((start, areas.decode("ascii")))

    def _start_row(self, name: str, attributes: dict[str, str]) -> None:
        self._row, self._column = int(attributes.get("r", self._row + 1)), 0
        if self._row >= self._area.top:
            styled = attributes.get("customFormat") in {"1", "true"}
            style = int(attributes.get("s", 0)) if styled else 0
            self._rows[self._row] = _Tag(name, self._parser.CurrentByteIndex, style)

    def _start_cell(self, name: str, attributes: dict[str, str]) -> None:
        # Most cells stand above: that is asked first.
        if self._row != self._model and not self._area.top <= self._row <= self._area.bottom:
            return
        at = area_of(attributes["r"]) if "r" in attributes else None
        self._column = at.left if at else self._column + 1
        style = int(attributes.get("s", 0))
        if self._row == self._model:
            self._models[self._column] = style
            return
        row, start = self._rows[self._row], self._parser.CurrentByteIndex
        for column in range(self._area.left, min(self._column, self._area.right + 1)):
            row.next_cell.setdefault(column, start)
        if self._area.left <= self._column <= self._area.right:
            self._cells[self._row, self._column] = _Tag(name, start, style)

    def _content_of_cell(self, local: str, attributes: dict[str, str]) -> None:
        cell = self._cells.get((self._row, self._column))
        if cell is not None:
            cell.holds = True
            cell.calculates = cell.calculates or local == "f"
        spill = area_of(attributes.get("ref", "")) if local == "f" else None
        if spill is not None and attributes.get("t") in {"array", "dataTable"}:
            self._filled.append(spill)

    def _end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        if local == "sqref":
            self._note_rule(self._areas, self._parser.CurrentByteIndex)
        elif local == "sheetData":
            # Written as one tag, it has no end tag before which the rows could go.
            at = self._parser.CurrentByteIndex
            self._below = at if self._content.startswith(b"</" + name.encode(), at) else 0
            self._row = 0
        elif local == "row" and (row := self._rows.get(self._row)):
            self._close(row)
            if not row.is_empty:
                row.stop = self._parser.CurrentByteIndex
        elif local == "c" and (cell := self._cells.get((self._row, self._column))):
            self._close(cell)

    def _close(self, tag: _Tag) -> None:
        """Note the byte behind an element; rows and cells have no > in attributes."""
        first = self._content.index(b">", tag.start) + 1
        tag.is_empty = self._content[first - 2] == ord("/")
        end_tag = tag.start if tag.is_empty else self._parser.CurrentByteIndex
        tag.stop = self._content.index(b">", end_tag) + 1


def _text(text: str) -> str:
    return escape(cell_text(text), quote=False)


def _reference(area: Area) -> str:
    return f"{letters_of(area.left)}{area.top}:{letters_of(area.right)}{area.bottom}"


def _meet(area: Area, other: Area) -> bool:
    return (
        area.top <= other.bottom
        and other.top <= area.bottom
        and area.left <= other.right
        and other.left <= area.right
    )


def _refuse_doctype(*_: object) -> NoReturn:
    raise ValueError("a document type is not allowed")
