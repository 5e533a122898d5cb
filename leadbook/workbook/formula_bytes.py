"""Results of formulas in a sheet's XML: found, and written anew; every other byte stays.

Each formula keeps its text and its style; only what it gave last time, and where an array spills
to, is replaced. The sheet is walked by an event parser that knows at which byte each tag begins.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, NoReturn
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from leadbook.pipeline.raw import ErrorCell
from leadbook.workbook.address import Area, area_of, reference_of
from leadbook.workbook.cell_bytes import Place
from leadbook.workbook.markup import cell_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["FormulaCell", "Result", "filled_places", "formulas_in", "with_results"]

_LONGEST = 32_767
"""Excel's most characters of a cell."""


@dataclass(frozen=True, slots=True)
class FormulaCell:
    """A cell that holds a formula.

    Attributes:
        text: The formula without its equals sign; empty where it shares another cell's.
        area: The cells that an array formula fills; ``None`` for a formula of one cell.
        grows: Whether the area follows the result (a dynamic array) instead of being fixed.
        shared: Number of the formula that several cells share, and `text` its first cell's.
    """

    place: Place
    text: str
    area: Area | None = None
    grows: bool = False
    shared: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What a formula gave: rows of cells from its own cell on.

    Attributes:
        rows: Texts, floats, booleans, `ErrorCell`; ``None`` empties a cell.
        area: The cells that the formula fills from now on; ``None`` for one cell.
    """

    rows: list[list[object]]
    area: Area | None = None


def formulas_in(content: bytes) -> list[FormulaCell]:
    """List the formulas of a sheet, those that share one with its text in the first only.

    Raises:
        ValueError: It is no sound sheet.

    >>> formulas_in(b'<worksheet><sheetData><row r="1"><c r="B1"><f>A1*2</f></c></row>'
    ...     b'</sheetData></worksheet>')
    [FormulaCell(place=Place(row=1, column=2), text='A1*2', area=None, grows=False, shared='')]
    """
    walk = _Walk(content)
    return [
        FormulaCell(
            place=place,
            text=cell.formula.text,
            area=area_of(cell.formula.attributes.get("ref", "")) if cell.formula.is_array else None,
            grows=cell.formula.is_array and "cm" in cell.attributes,
            shared=cell.formula.attributes.get("si", ""),
        )
        for place, cell in walk.cells.items()
        if cell.formula is not None
    ]


def filled_places(content: bytes) -> set[Place]:
    """Give the places of a sheet that hold a value or a formula.

    Raises:
        ValueError: It is no sound sheet.
    """
    return {place for place, cell in _Walk(content).cells.items() if cell.filled}


def with_results(content: bytes, results: Mapping[Place, Result]) -> bytes:
    """Write what formulas gave into a sheet's XML.

    Args:
        content: The sheet.
        results: By the place of the formula, which must be there.

    >>> sheet = (b'<worksheet><sheetData><row r="1"><c r="B1" s="3"><f>LB_X()</f></c></row>'
    ...     b'</sheetData></worksheet>')
    >>> with_results(sheet, {Place(1, 2): Result([["a < b"]])})[22:-24]
    b'<row r="1"><c r="B1" s="3" t="str"><f>LB_X()</f><v>a &lt; b</v></c></row>'
    """
    walk = _Walk(content)
    cells = {
        Place(at.row + down, at.column + right): cell
        for at, result in results.items()
        for down, row in enumerate(result.rows)
        for right, cell in enumerate(row)
    }
    pieces, done = [], 0
    # Stable: new rows that go to one spot stay in the order of their numbers.
    cuts = sorted(_cuts(walk, content, cells, results), key=itemgetter(0, 1))
    for start, stop, text in cuts:
        pieces += [content[done:start], text]
        done = stop
    return b"".join([*pieces, content[done:]])


@dataclass(slots=True)
class _Formula:
    attributes: dict[str, str]
    start: int
    name: str
    text: str = ""
    body: int = 0
    end: int = 0

    @property
    def is_array(self) -> bool:
        return self.attributes.get("t") == "array"


@dataclass(slots=True)
class _Cell:
    name: str
    attributes: dict[str, str]
    start: int
    stop: int = 0
    formula: _Formula | None = None
    filled: bool = False


@dataclass(slots=True)
class _Row:
    """A row: where its tag begins and ends, and the byte where its end tag begins."""

    name: str
    number: int
    start: int
    body: int
    empty: bool
    stop: int = 0
    cells: dict[int, int] = field(default_factory=dict)


class _Walk:
    """One way through a sheet."""

    def __init__(self, content: bytes) -> None:
        # What is written is UTF-8.
        if b"\0" in content[:4]:
            raise ValueError("the sheet is not in UTF-8")
        self.cells: dict[Place, _Cell] = {}
        self.rows: dict[int, _Row] = {}
        self.end = len(content)
        self._content = content
        self._row, self._column = 0, 0
        self._cell: _Cell | None = None
        self._formula: _Formula | None = None
        self._in_data = False
        self._parser = expat.ParserCreate()
        self._parser.ordered_attributes = False
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._stop
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = _refuse_doctype
        self._parser.XmlDeclHandler = _require_utf8
        try:
            self._parser.Parse(content, True)
        except expat.ExpatError as error:
            raise ValueError(str(error)) from error

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        at = self._parser.CurrentByteIndex
        match name.rpartition(":")[2]:
            case "sheetData":
                self._in_data = True
            case "row" if self._in_data:
                self._row, self._column = int(attributes.get("r", self._row + 1)), 0
                body = self._content.index(b">", at) + 1
                empty = self._content[body - 2] == ord("/")
                self.rows[self._row] = _Row(name, self._row, at, body, empty)
            case "c" if self._in_data:
                area = area_of(attributes.get("r", ""))
                self._column = area.left if area else self._column + 1
                self._cell = _Cell(name, attributes, at)
                self.cells[Place(self._row, self._column)] = self._cell
                self.rows[self._row].cells[self._column] = at
            case "f" if self._cell is not None:
                self._formula = self._cell.formula = _Formula(attributes, at, name)
                self._cell.filled = True
            case "v" | "is" if self._cell is not None:
                self._cell.filled = True

    def _text(self, text: str) -> None:
        if self._formula is not None:
            self._formula.text += text

    def _stop(self, name: str) -> None:
        at = self._parser.CurrentByteIndex
        match name.rpartition(":")[2]:
            case "sheetData":
                self._in_data = False
                self.end = at
            case "row" if self._in_data:
                self.rows[self._row].stop = at
            case "c" if self._cell is not None:
                self._cell.stop = self._after(self._cell.start, at)
                self._cell = None
            case "f" if self._formula is not None:
                self._formula.body = self._content.index(b">", self._formula.start) + 1
                self._formula.end = self._after(self._formula.start, at)
                self._formula = None

    def _after(self, start: int, end_tag: int) -> int:
        """Give the byte after an element; one that is a single tag has no end tag of its own."""
        tag = self._content.index(b">", start)
        return tag + 1 if self._content[tag - 1] == ord("/") else (
            self._content.index(b">", end_tag) + 1
        )  # fmt: skip


def _cuts(
    walk: _Walk,
    content: bytes,
    cells: Mapping[Place, object],
    results: Mapping[Place, Result],
) -> Iterator[tuple[int, int, bytes]]:
    """Give the bytes that give way to others; what is new at one spot is one piece."""
    fresh: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for at, value in sorted(cells.items()):
        known = walk.cells.get(at)
        if known is not None:
            yield known.start, known.stop, _rewritten(known, content, value, results.get(at))
        elif value is not None:
            fresh[at.row].append((at.column, _cell(_cell_name(walk), at, value)))
    for number, new in fresh.items():
        yield from _new_cells(walk, content, number, new)


def _new_cells(
    walk: _Walk, content: bytes, number: int, new: list[tuple[int, str]]
) -> Iterator[tuple[int, int, bytes]]:
    """Put cells that are not there yet where the schema wants them."""
    row = walk.rows.get(number)
    whole = "".join(text for _, text in new)
    if row is None:
        later = min((r.start for n, r in walk.rows.items() if n > number), default=walk.end)
        name = _cell_name(walk).removesuffix("c") + "row"
        yield later, later, f'<{name} r="{number}">{whole}</{name}>'.encode()
    elif row.empty:
        tag = content[row.start : row.body - 2].decode().rstrip()
        yield row.start, row.body, f"{tag}>{whole}</{row.name}>".encode()
    else:
        spots: dict[int, str] = defaultdict(str)
        for column, text in new:
            later = min((at for c, at in row.cells.items() if c > column), default=row.stop)
            spots[later] += text
        for spot, text in spots.items():
            yield spot, spot, text.encode()


def _cell_name(walk: _Walk) -> str:
    return next(iter(walk.cells.values())).name


def _rewritten(cell: _Cell, content: bytes, value: object, result: Result | None) -> bytes:
    kept = {name: text for name, text in cell.attributes.items() if name != "t"}
    kind, shown = _shown(value)
    if kind:
        kept["t"] = kind
    formula = _formula(cell.formula, content, result) if cell.formula and result else b""
    prefix = cell.name.removesuffix("c")
    tag = "".join(f" {name}={quoteattr(text)}" for name, text in kept.items())
    if not formula and not shown:
        return f"<{cell.name}{tag}/>".encode()
    inner = f"<{prefix}v>{shown}</{prefix}v>" if shown or kind else ""
    return f"<{cell.name}{tag}>".encode() + formula + f"{inner}</{cell.name}>".encode()


def _formula(formula: _Formula, content: bytes, result: Result) -> bytes:
    """Give the formula's own bytes, with its area as it is now."""
    area = result.area
    new = reference_of(area) if area is not None else formula.attributes.get("ref")
    if not formula.is_array or new == formula.attributes.get("ref"):
        return content[formula.start : formula.end]
    tag = "".join(
        f" {name}={quoteattr(new if name == 'ref' and new else text)}"
        for name, text in formula.attributes.items()
    )
    return f"<{formula.name}{tag}>".encode() + content[formula.body : formula.end]


def _cell(name: str, at: Place, value: object) -> str:
    kind, shown = _shown(value)
    prefix = name.removesuffix("c")
    typed = f' t="{kind}"' if kind else ""
    return f'<{name} r="{at.address}"{typed}><{prefix}v>{shown}</{prefix}v></{name}>'


def _shown(value: object) -> tuple[str, str]:
    """Give the type of a cell's value and the value as written; neither for an empty cell."""
    match value:
        case None:
            return "", ""
        case bool():
            return "b", str(int(value))
        case float() | int():
            return "", repr(float(value)).removesuffix(".0")
        case ErrorCell():
            return "e", escape(value.code)
        case _:
            return "str", escape(cell_text(str(value)[:_LONGEST]))


def _require_utf8(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.upper() not in {"UTF-8", "US-ASCII"}:
        raise ValueError(f"the sheet is in {encoding}, not in UTF-8")


def _refuse_doctype(*_: object) -> NoReturn:
    raise ValueError("a document type is not allowed")
