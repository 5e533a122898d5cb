"""Names in two columns, a first and a last one, as many forms ask for them: put together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from leadbook.language.text import is_blank, plain
from leadbook.pipeline.raw import ErrorCell, RawColumn, UncalculatedCell
from leadbook.pipeline.schema import header_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from leadbook.pipeline.columns import Assigned
    from leadbook.pipeline.hints import Hints
    from leadbook.pipeline.raw import RawTable

__all__ = ["is_of_a_name", "name_cells", "named", "with_whole_names"]


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

    def whole(self) -> RawColumn:
        """The names as one column, headed by both; it stands where the first does."""
        if self.first is None:
            return self.last
        header = f"{self.first.header} + {self.last.header}"
        return RawColumn(header, self.first.letter, self.joined())

    def joined(self) -> list[object]:
        """The names as they are spoken; blank where both are."""
        if self.first is None:
            return list(self.last.cells)
        return [
            " ".join(filter(None, map(_text, pair))) or None
            for pair in zip(self.first.cells, self.last.cells, strict=True)
        ]


def is_of_a_name(header: str) -> bool:
    """Whether a header is that of a name or of a part of one.

    >>> is_of_a_name("نام خانوادگی"), is_of_a_name("Campaign name")
    (True, False)
    """
    return header_key(header) in _FIRST | _LAST | _EITHER


def named(assigned: Assigned, hints: Hints) -> Assigned:
    """Give leads the name that their columns say together; what the user says of it stands.

    The columns themselves stay, as the user's own.

    Args:
        assigned: The columns of the leads.
        hints: What the user says of their headers.
    """
    if "name" in hints.headers.get("Leads", {}):
        return assigned
    own = [column for name, column in assigned.columns.items() if assigned.kinds[name] == "any"]
    parts = _parts(own, assigned.columns.get("name"))
    return assigned.with_name(parts.whole()) if parts is not None else assigned


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
    theirs = _parts(book.values(), book.get("name"))
    if theirs is not None:
        return file, _named(hints, _by_name(parts, theirs, book))
    one = parts.whole()
    columns = [one if each is parts.first else each for each in file.columns]
    own = {header_key(column.header) for column in book.values()}
    if header_key(parts.last.header) not in own:
        columns.remove(parts.last)
    return replace(file, columns=tuple(columns)), _named(hints, {"name": one.header})


def _by_name(parts: _Parts, theirs: _Parts, book: Mapping[str, RawColumn]) -> dict[str, str]:
    """Which of a file's two columns goes into which of a book's, however each is headed."""
    pairs = ((theirs.first, parts.first), (theirs.last, parts.last))
    return {
        name: own.header
        for name, column in book.items()
        for known, own in pairs
        if column is known and own is not None
    }


def _parts(columns: Iterable[RawColumn], whole: RawColumn | None) -> _Parts | None:
    """The two columns; ``None`` where there are no two, or where another has the whole name."""
    found = list(columns)
    last = next((each for each in found if header_key(each.header) in _LAST), None)
    first = next((each for each in found if header_key(each.header) in _FIRST), None)
    if last is None or (whole is not None and not _is_part(whole, beside=first)):
        return None
    return _Parts(first or whole, last)


def _is_part(column: RawColumn, *, beside: RawColumn | None = None) -> bool:
    """Whether a column has a part of a name only; beside first names a "Name" is the whole one."""
    return header_key(column.header) in (_FIRST if beside else _FIRST | _EITHER)


def _named(hints: Hints, told: Mapping[str, str]) -> Hints:
    leads = {**told, **hints.headers.get("Leads", {})}
    return replace(hints, headers={**hints.headers, "Leads": leads})


def _text(cell: object) -> str:
    unknown = is_blank(cell) or isinstance(cell, ErrorCell | UncalculatedCell)
    return "" if unknown else plain(cell).strip()
