"""Who is known already: leads found again by phone, e-mail address, id, or name and company.

- Equal phone numbers, or equal e-mail addresses, are one lead.
- Equal ids are one lead unless the names differ; without two names, unless the companies do.
- Equal names at equal companies are one lead. Where neither names a company (or a person), they
  are one lead unless their phones or their addresses differ.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from leadbook.actions.lead_ids import id_key
from leadbook.language.phones import e164
from leadbook.language.text import fold_all, is_blank, latin_digits, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Identity", "Repeat", "Roll", "identities"]

Key = Literal["phone", "email", "lead_id", "name"]

_LEAST_DIGITS = 7
_NO_DIGITS = re.compile(r"\D+")


@dataclass(frozen=True, slots=True)
class Identity:
    """What a lead is known by, each ready to be compared; ``""`` where it does not say."""

    phone: str = ""
    email: str = ""
    lead_id: str = ""
    name: str = ""
    company: str = ""

    @property
    def is_nobody(self) -> bool:
        """Whether nothing says who it is."""
        return self == Identity()


@dataclass(frozen=True, slots=True)
class Repeat:
    """A row of a file that repeats a lead.

    Attributes:
        row: Its number in the file.
        by: What they share.
        of_row: The number of the lead's row.
        in_file: Whether that is in the file, too; else it is in the book.
    """

    row: int
    by: Key
    of_row: int
    in_file: bool


class Roll:
    """The leads that are known, by everything that they are known by."""

    def __init__(self) -> None:
        self._known: dict[tuple[Key, object], list[tuple[Identity, int, bool]]]
        self._known = defaultdict(list)

    def add(self, who: Identity, row: int, *, in_file: bool) -> None:
        """Enter a lead and where it stands."""
        for key in _keys(who):
            self._known[key].append((who, row, in_file))

    def repeat(self, who: Identity, row: int) -> Repeat | None:
        """Give the lead that a row repeats, by the surest key; ``None`` for a new one."""
        for key in _keys(who):
            for other, of_row, in_file in self._known.get(key, ()):
                if _is_one(key[0], who, other):
                    return Repeat(row, key[0], of_row, in_file)
        return None


def _keys(who: Identity) -> list[tuple[Key, object]]:
    """Everything that a lead is known by, the surest first."""
    keys: list[tuple[Key, object]] = []
    if who.phone:
        keys.append(("phone", who.phone))
    if who.email:
        keys.append(("email", who.email))
    if who.lead_id:
        keys.append(("lead_id", who.lead_id))
    if who.name or who.company:
        keys.append(("name", (who.name, who.company)))
    return keys


def _is_one(by: Key, one: Identity, other: Identity) -> bool:
    if by == "lead_id" and one.name and other.name:
        return one.name == other.name
    if by == "lead_id":
        return not _differ(one.company, other.company)
    if by == "name" and not (one.name and one.company):
        return not (_differ(one.phone, other.phone) or _differ(one.email, other.email))
    return True


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)


def identities(
    known: Mapping[str, Sequence[object]], met: Mapping[str, Sequence[object]], country: str
) -> tuple[list[Identity], list[Identity]]:
    """Make the leads of a book and those of a file comparable.

    A number that cannot be normalised, since it does not say its country, counts by its digits.

    Args:
        known: Cells of the columns that the book has of phone, email, lead_id, name, company.
        met: The same of the file.
        country: Of phone numbers that do not say their own; "" is not known.

    >>> book, file = identities({"phone": ["0912 123 4567"]}, {"phone": ["+98-912-1234567"]}, "IR")
    >>> book == file
    True
    """
    there, new = known.get("phone", ()), met.get("phone", ())
    ends = {_end(cell) for cell in new}
    # Normalising is slow: of a large book only those that may be equal are worth it.
    phones = [_phone(cell, country) if _end(cell) in ends else "" for cell in there]
    return _all(known, phones), _all(met, [_phone(cell, country) for cell in new])


def _all(cells: Mapping[str, Sequence[object]], phones: Sequence[str]) -> list[Identity]:
    n = max(map(len, cells.values()), default=0)
    blank = [""] * n
    texts = {name: fold_all(cells[name]) for name in ("name", "company") if name in cells}
    return [
        Identity(*row)
        for row in zip(
            phones or blank,
            [_address(cell) for cell in cells.get("email", blank)],
            [id_key(cell) for cell in cells.get("lead_id", blank)],
            texts.get("name", blank),
            texts.get("company", blank),
            strict=True,
        )
    ]


def _digits(cell: object) -> str:
    return _NO_DIGITS.sub("", latin_digits(plain(cell)))


def _end(cell: object) -> str:
    """The last digits, which every way of writing a number shares; "" beside an extension."""
    text = plain(cell)
    return "" if any(map(str.isalpha, text)) else _digits(cell)[-_LEAST_DIGITS:]


def _phone(cell: object, country: str) -> str:
    if is_blank(cell):
        return ""
    number = e164(cell, country)
    if isinstance(number, str):
        return number
    digits = _digits(cell).lstrip("0")
    return digits if len(digits) >= _LEAST_DIGITS else ""


def _address(cell: object) -> str:
    text = plain(cell).strip().casefold()
    return text if "@" in text else ""
