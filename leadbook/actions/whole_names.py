"""Names in two columns, a first and a last one, as many forms ask for them: put together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from leadbook.language.text import is_blank, plain
from leadbook.pipeline.raw import ErrorCell, RawColumn, UncalculatedCell
from leadbook.pipeline.schema import header_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from leadbook.pipeline.hints import Hints
    from leadbook.pipeline.raw import RawTable

__all__ = ["name_cells", "with_whole_names"]


def _keys(*headers: str) -> frozenset[str]:
    return frozenset(map(header_key, headers))


_FIRST = _keys("First name", "Given name", "Forename", "نام کوچک", "اسم")
_LAST = _keys("Last name", "Surname", "Family name", "نام خانوادگی", "فامیلی", "فامیل")
_EITHER = _keys("Name", "نام")
"""A whole name, but a first one where a last name stands beside it."""


@dataclass(frozen=True, slots=True)
class _Parts:
    first: RawColumn | None
    last: RawColumn

    def joined(self) -> list[object]:
        """The names as they are spoken; blank where both are."""
        if self.first is None:
            return list(self.last.cells)
        return [
            " ".join(filter(None, map(_text, pair))) or None
            for pair in zip(self.first.cells, self.last.cells, strict=True)
        ]


def name_cells(columns: Mapping[str, RawColumn]) -> Sequence[object]:
    """Give the whole name of each lead; nothing where no column names anybody.

    Args:
        columns: Name in the frame → column.
    """
    parts = _parts(columns.values(), columns.get("name"))
    if parts is not None:
        return parts.joined()
    return columns["name"].cells if "name" in columns else ()


def with_whole_names(
    file: RawTable, hints: Hints, book: Mapping[str, RawColumn]
) -> tuple[RawTable, Hints]:
    """Make one column of the two in which a file has names, unless the book has the two as well.

    Args:
        file: The leads of a file.
        hints: What the user says of its headers.
        book: Name in the frame → column of the book.

    Returns:
        The leads, and the hints by which their names are found.
    """
    whole = (c for c in file.columns if hints.column_of(c.header, "Leads") == "name")
    parts = _parts(file.columns, min(whole, key=_is_part, default=None))
    if parts is None or parts.first is None or "name" in hints.headers.get("Leads", {}):
        return file, hints
    own = {header_key(column.header) for column in book.values()}
    if header_key(parts.last.header) in own:
        is_known = header_key(parts.first.header) in own or "name" not in book
        return file, hints if is_known else _named(hints, parts.first.header)
    header = f"{parts.first.header} + {parts.last.header}"
    one = RawColumn(header, parts.first.letter, parts.joined())
    columns = [one if each is parts.first else each for each in file.columns]
    rest = tuple(each for each in columns if each is not parts.last)
    return replace(file, columns=rest), _named(hints, header)


def _parts(columns: Iterable[RawColumn], whole: RawColumn | None) -> _Parts | None:
    """The two columns; ``None`` where there are no two, or where another has the whole name."""
    if whole is not None and not _is_part(whole):
        return None
    found = list(columns)
    last = next((each for each in found if header_key(each.header) in _LAST), None)
    first = next((each for each in found if header_key(each.header) in _FIRST), whole)
    return _Parts(first, last) if last is not None else None


def _is_part(column: RawColumn) -> bool:
    return header_key(column.header) in _FIRST | _EITHER


def _named(hints: Hints, header: str) -> Hints:
    leads = {**hints.headers.get("Leads", {}), "name": header}
    return replace(hints, headers={**hints.headers, "Leads": leads})


def _text(cell: object) -> str:
    return "" if is_blank(cell) or isinstance(cell, ErrorCell | UncalculatedCell) else plain(cell)
