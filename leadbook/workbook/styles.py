"""Cell styles of a report, appended to those of a book; what the book has is never changed."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from leadbook.errors import CannotWrite
from leadbook.language.messages import message
from leadbook.workbook.markup import (
    DOCUMENT_RELATIONS,
    MAIN,
    local_name,
    main,
    parsed,
    placed,
    serialised,
    whole_number,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from leadbook.workbook.draft import Draft
    from leadbook.workbook.package import Package

__all__ = ["MOST_FORMATS", "StyleMap", "merge_styles"]

MOST_FORMATS = 65_490  # Excel's limit of different cell formats in one book

_FIRST_OWN_FORMAT = 164  # number formats below are Excel's built-in ones
_STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_ORDER = (
    *("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"),
    *("tableStyles", "colors", "extLst"),
)
_APPLIED = ("applyNumberFormat", "applyFont", "applyFill", "applyBorder", "applyAlignment")

# What a book without styles looks like already; Excel wants the two fills in this order.
_BARE = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font>'
    '</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill '
    'patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/>'
    '<bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" '
    'fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" '
    'fillId="0" borderId="0" xfId="0"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" '
    'xfId="0" builtinId="0"/></cellStyles></styleSheet>'
).encode()

_Shape = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class StyleMap:
    """Where the report's styles are found in the book.

    Attributes:
        cells: Place in the book's cell formats of each of the report's.
        rules: Place in the book's differential formats (``dxfs``) of each of the report's.
    """

    cells: tuple[int, ...]
    rules: tuple[int, ...]


def merge_styles(draft: Draft, report: Package) -> StyleMap:
    """Append the styles of a report to a book, each only where the book lacks it.

    Raises:
        CannotWrite: The book would have more than `MOST_FORMATS` cell formats.
    """
    source_part = report.part_of_kind("styles")
    if source_part is None:
        return StyleMap((0,), ())
    source = report.xml(source_part)
    part = draft.package.part_of_kind("styles") or draft.beside("styles.xml")
    bare = not draft.package.has(part)
    target = parsed(_BARE) if bare else draft.package.xml(part)
    styles = _appended(target, source)
    if max(styles.cells, default=0) >= MOST_FORMATS:
        raise CannotWrite(
            message(
                "{book} already has as many cell formats as Excel allows ({most}); remove unused "
                "formats, or write the report into another file with --out",
                book=draft.package.path.name,
                most=MOST_FORMATS,
            )
        )
    if bare:
        draft.unrelate(part)
        draft.relate(f"{DOCUMENT_RELATIONS}/styles", part)
    draft.write(part, serialised(target), _STYLES_TYPE if bare else None)
    return styles


def _appended(target: _Element, source: _Element) -> StyleMap:
    formats = _number_formats(target, source)
    places = {
        attribute: _put(target, name, _children(source, name))
        for attribute, name in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders"))
    }
    cells = [_cell_format(cell, formats, places) for cell in _children(source, "cellXfs")]
    rules = [_rule_format(rule, formats) for rule in _children(source, "dxfs")]
    return StyleMap(_put(target, "cellXfs", cells), _put(target, "dxfs", rules))


def _children(root: _Element, name: str) -> list[_Element]:
    section = root.find(main(name))
    return [] if section is None else [child for child in section if local_name(child)]


def _number_formats(target: _Element, source: _Element) -> dict[str, str]:
    """Append number formats by their code; gives old id → new id."""
    known = {e.get("formatCode"): e.get("numFmtId", "0") for e in _children(target, "numFmts")}
    last = max([_FIRST_OWN_FORMAT - 1, *map(whole_number, known.values())])
    wanted = {e.get("formatCode"): e.get("numFmtId", "0") for e in _children(source, "numFmts")}
    missing = [code for code in wanted if code not in known]
    added = {code: str(last + k) for k, code in enumerate(missing, start=1)}
    _put(
        target,
        "numFmts",
        [
            etree.Element(main("numFmt"), numFmtId=number, formatCode=code or "")
            for code, number in added.items()
        ],
    )
    return {number: (known | added)[code] for code, number in wanted.items()}


def _cell_format(
    cell: _Element, formats: dict[str, str], places: dict[str, tuple[int, ...]]
) -> _Element:
    made = copy.deepcopy(cell)
    for attribute, place in places.items():
        made.set(attribute, str(place[int(made.get(attribute, "0"))]))
    number = made.get("numFmtId", "0")
    made.set("numFmtId", formats.get(number, number))
    # The report's named styles stay behind: all its cells are Normal with formats of their own,
    # and a reader that knows named styles must not fall back on the book's Normal.
    made.set("xfId", "0")
    for attribute in _APPLIED:
        made.set(attribute, "1")
    return made


def _rule_format(rule: _Element, formats: dict[str, str]) -> _Element:
    made = copy.deepcopy(rule)
    for element in made.iter(main("numFmt")):
        number = element.get("numFmtId", "0")
        element.set("numFmtId", formats.get(number, number))
    return made


def _put(target: _Element, name: str, wanted: Iterable[_Element]) -> tuple[int, ...]:
    """Append elements to a section, each only once; gives the place of each."""
    wanted = list(wanted)
    if not wanted:
        return ()
    section = placed(target, name, _ORDER)
    there = _children(target, name)
    known = {_shape(element): place for place, element in reversed(list(enumerate(there)))}
    places = []
    for element in wanted:
        shape = _shape(element)
        if shape not in known:
            known[shape] = len(there)
            there.append(element)
            element.tail = None
            section.append(element)
        places.append(known[shape])
    section.set("count", str(len(there)))
    return tuple(places)


def _shape(element: _Element) -> _Shape:
    """What makes two style elements the same, however their prefixes and blanks differ."""
    return (
        element.tag,
        tuple(sorted(element.items())),
        (element.text or "").strip(),
        *(_shape(child) for child in element if local_name(child)),
    )
