"""A rendered sheet, restyled for another book while it streams by.

The cells of a big sheet never become a tree: a pattern finds the style and the shared string of
each cell in the raw XML, and what a style becomes is looked up. Only head (views, columns) and
tail (conditional formats, links, tables) are parsed. Long bands of rows are not in the sheet at
all: where it has the mark of one, its rows are written for the book at once.

The sheet must be written as XlsxWriter does: no prefixes, attributes in the order r, s, t.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from leadbook.workbook.epochs import shifted
from leadbook.workbook.markup import main, parsed, serialised

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from lxml.etree import _Element

    from leadbook.render.bands import Band
    from leadbook.workbook.styles import StyleMap

__all__ = ["Fitting", "restyle_rules", "restyled", "shared_strings"]

_STRINGS = re.compile(rb"<si>(.*?)</si>", re.DOTALL)
_ROOT = re.compile(rb"<worksheet[^>]*>")
_BREAK, _END, _EMPTY = b"<sheetData", b"</sheetData>", b"<sheetData/>"

# Only tags begin with "<", so that text which looks like an attribute is never taken for one.
_CELLS = re.compile(
    rb'(<(?:c r="[A-Z]+\d+"|row [^>]*?(?= s=")))((?: s="\d+")?(?: t="s"><v>\d+</v>)?)'
)
_LOOKS = re.compile(rb'(?: s="(\d+)")?(?: t="s"><v>(\d+)</v>)?')
_MARK = re.compile(rb"<\?band (\d+)\?>")
_FORMULA = re.compile(rb"<f[ >][^<]*</f>")
_MOST_REMEMBERED = 200_000


@dataclass(frozen=True)
class Fitting:
    """What a rendered sheet needs in order to fit into a book.

    Attributes:
        styles: Where its styles are in the book.
        strings: The report's shared strings, each as the XML inside ``<si>``.
        bands: The rows that come in the place of each mark.
        code_name: Name of the sheet's module in the book's macro project, if it has one.
        renamed_tables: Old name → new name of tables that had to be renamed.
        date_styles: Places of the report's formats that show a day, where days must be shifted.
        date_shift: Days to add to such cells, since the book counts from another epoch.
    """

    styles: StyleMap
    strings: Sequence[bytes] = ()
    bands: Sequence[Band] = ()
    code_name: str | None = None
    renamed_tables: Mapping[str, str] = field(default_factory=dict)
    date_styles: frozenset[int] = frozenset()
    date_shift: int = 0


def shared_strings(content: bytes) -> list[bytes]:
    """Give the inner XML of each shared string.

    >>> shared_strings(b"<sst><si><t>a</t></si><si><t>b</t></si></sst>")
    [b'<t>a</t>', b'<t>b</t>']
    """
    return _STRINGS.findall(content)


def restyled(pieces: Iterable[bytes], fitting: Fitting) -> Iterator[bytes]:
    """Give a sheet's XML with styles, strings and table names as they are in the book."""
    looks = _Looks(fitting)
    days = frozenset(fitting.styles.cells[place] for place in fitting.date_styles)
    root = b"<worksheet>"
    for kind, content in _divided(pieces):
        if kind == "head":
            root = _root_tag(content)
            yield _fit_head(content, fitting)
        elif kind == "rows":
            fitted = looks.fit(_rename(content, fitting.renamed_tables))
            for rows in _with_bands(fitted, fitting):
                yield shifted(rows, days, fitting.date_shift)
        else:
            yield _fit_tail(root, content, fitting)


def _divided(pieces: Iterable[bytes]) -> Iterator[tuple[Literal["head", "rows", "tail"], bytes]]:
    """Divide a sheet into what stands before its cells, whole rows of cells, and the rest."""
    source = iter(pieces)
    held = _read_to(source, b"", _BREAK)
    head, mark, rest = held.partition(_BREAK)
    yield "head", head
    held = mark + rest
    while _END not in held and not held.startswith(_EMPTY) and (piece := next(source, b"")):
        rows, row, rest = held.rpartition(b"<row ")
        if rows:
            yield "rows", rows
        held = row + rest + piece
    last = _EMPTY if held.startswith(_EMPTY) else _END
    rows, end, tail = held.partition(last)
    yield "rows", rows + end
    yield "tail", tail + b"".join(source)


def _with_bands(rows: bytes, fitting: Fitting) -> Iterator[bytes]:
    """Give rows, and in the place of each mark the rows of its band."""
    first, *marked = _MARK.split(rows)
    yield first
    for number, after in zip(marked[::2], marked[1::2], strict=True):
        yield from fitting.bands[int(number)].styled(fitting.styles.cells).xml()
        yield after


def _read_to(source: Iterator[bytes], held: bytes, mark: bytes) -> bytes:
    while mark not in held and (piece := next(source, b"")):
        held += piece
    return held


class _Looks(dict[bytes, bytes]):
    """What stands behind a cell's address → what shall stand there; learned as it goes."""

    def __init__(self, fitting: Fitting) -> None:
        super().__init__()
        self._fitting = fitting

    def fit(self, rows: bytes) -> bytes:
        parts = _CELLS.split(rows)
        parts[2::3] = map(self.__getitem__, parts[2::3])
        return b"".join(parts)

    def __missing__(self, look: bytes) -> bytes:
        if len(self) > _MOST_REMEMBERED:
            self.clear()
        found = _LOOKS.fullmatch(look)
        style, string = found.groups(b"") if found else (b"", b"")
        place = self._fitting.styles.cells[int(style or b"0")]
        made = b' s="%d"' % place if style or place else b""
        if string:
            made += b' t="inlineStr"><is>%b</is>' % self._fitting.strings[int(string)]
        self[look] = made
        return made


def _rename(rows: bytes, renamed: Mapping[str, str]) -> bytes:
    if not renamed:
        return rows
    new = {old.lower().encode(): name.encode() for old, name in renamed.items()}
    names = re.compile(
        rb"(?<![\w.])(" + b"|".join(map(re.escape, new)) + rb")(?=\[)", re.IGNORECASE
    )
    return _FORMULA.sub(lambda f: names.sub(lambda name: new[name[0].lower()], f[0]), rows)


def _root_tag(head: bytes) -> bytes:
    found = _ROOT.search(head)
    return found[0] if found else b"<worksheet>"


def _fit_head(head: bytes, fitting: Fitting) -> bytes:
    sheet = parsed(head + _EMPTY + b"</worksheet>")
    for view in sheet.iter(main("sheetView")):
        _forget(view, "tabSelected")
    _name_module(sheet, fitting.code_name)
    for column in sheet.iter(main("col")):
        column.set("style", str(fitting.styles.cells[int(column.get("style", "0"))]))
    return serialised(sheet).partition(_EMPTY)[0]


def _name_module(sheet: _Element, code_name: str | None) -> None:
    properties = sheet.find(main("sheetPr"))
    if properties is None and code_name is not None:
        properties = sheet.makeelement(main("sheetPr"))
        sheet.insert(0, properties)
    if properties is None:
        return
    # Without one Excel makes a module of its own for the sheet; a strange one would be damage.
    _forget(properties, "codeName")
    if code_name is not None:
        properties.set("codeName", code_name)


def _forget(element: _Element, attribute: str) -> None:
    if attribute in element.attrib:
        del element.attrib[attribute]


def _fit_tail(root: bytes, tail: bytes, fitting: Fitting) -> bytes:
    sheet = parsed(root + _EMPTY + tail)
    restyle_rules(sheet, fitting.styles)
    return serialised(sheet).partition(_EMPTY)[2]


def restyle_rules(root: _Element, styles: StyleMap) -> None:
    """Point every mention of a differential format in a tree to its place in the book."""
    for element in root.iter():
        for name in list(map(str, element.attrib)):
            if name == "dxfId" or name.endswith("DxfId"):
                element.set(name, str(styles.rules[int(element.get(name, "0"))]))
