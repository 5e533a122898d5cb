"""Who is known already: leads found again by phone, e-mail address, id, or name and company.

- Equal phone numbers, or equal e-mail addresses, are one lead; of several numbers the first counts.
- Equal ids are one lead unless the names differ; without two names, unless the companies do.
- Equal names at equal companies are one lead. Where neither names a company (or a person), they
  are one lead unless their phones or their addresses differ.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from leadbook.actions.lead_ids import id_key
from leadbook.language.phones import e164_of_all
from leadbook.language.text import fold_all, is_blank, latin_digits, plain, tidy

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

__all__ = ["Identity", "Repeat", "Roll", "identities"]

Key = Literal["phone", "email", "lead_id", "name"]

_LEAST_DIGITS = 7
_LABEL = re.compile(r"\s*(?:p|t|m|tel|phone|mobile)\s*:", re.IGNORECASE)
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
    """The leads that are known, by everything that they are known by.

    Of the leads that share a key only the first of each sort that `_may_be` tells apart is kept,
    so that thousands of nameless rows of one company take no longer than others.
    """

    def __init__(self) -> None:
        self._first: dict[_Sort, tuple[int, int, bool]] = {}
        self._n = 0

    def add(self, who: Identity, row: int, *, in_file: bool) -> None:
        """Enter a lead and where it stands."""
        self._n += 1
        for key in _keys(who):
            for sort in _sorts(key, who):
                self._first.setdefault(sort, (self._n, row, in_file))

    def repeat(self, who: Identity, row: int) -> Repeat | None:
        """Give the lead that a row repeats, by the surest key; ``None`` for a new one."""
        for key in _keys(who):
            found = [self._first[sort] for sort in _may_be(key, who) if sort in self._first]
            if found:
                _, of_row, in_file = min(found)
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


_Sort = tuple[tuple[Key, object], object]
"""A key, and what of a lead decides whether another with that key is the same."""


def _sorts(key: tuple[Key, object], who: Identity) -> list[_Sort]:
    """What a lead is to others with its key; ``None`` stands for any name, or any company."""
    if key[0] == "lead_id":
        name, company = who.name, who.company
        return [(key, each) for each in {(name, None), (name, company), (None, company), None}]
    if key[0] == "name" and not (who.name and who.company):
        return [(key, (bool(who.phone), bool(who.email)))]
    return [(key, None)]


def _may_be(key: tuple[Key, object], who: Identity) -> list[_Sort]:
    """The sorts of leads with a key that a lead is one with."""
    if key[0] == "lead_id":
        companies = [who.company, ""] if who.company else [None]
        if who.name:
            return [(key, (who.name, None)), *((key, ("", company)) for company in companies)]
        return [(key, (None, company) if company is not None else None) for company in companies]
    if key[0] == "name" and not (who.name and who.company):
        # Equal phones and addresses are keys of their own: here one of the two must be blank.
        phones = [False] if who.phone else [False, True]
        addresses = [False] if who.email else [False, True]
        return [(key, (phone, address)) for phone in phones for address in addresses]
    return [(key, None)]


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
    new = [_phone(cell, country) for cell in met.get("phone", ())]
    # Normalising is slow: of a large book only those that may be equal are worth it.
    ends = {number[-_LEAST_DIGITS:] for number in new if number}
    phones = [
        _phone(cell, country) if _has_one_of(ends, cell) else "" for cell in known.get("phone", ())
    ]
    return _all(known, phones), _all(met, new)


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


def _has_one_of(ends: Collection[str], cell: object) -> bool:
    """Whether a cell holds the last digits of a number: every way of writing it shares these."""
    digits = _digits(cell)
    starts = range(len(digits) - _LEAST_DIGITS + 1)
    return any(digits[start : start + _LEAST_DIGITS] in ends for start in starts)


def _phone(cell: object, country: str) -> str:
    if is_blank(cell):
        return ""
    # Forms of a campaign write p:+98912…, and address books tel:+98912….
    cell = _LABEL.sub("", cell, count=1) if isinstance(cell, str) else cell
    numbers = e164_of_all(cell, country)
    if isinstance(numbers, tuple):
        return numbers[0]
    digits = _digits(cell).lstrip("0")
    return digits if len(digits) >= _LEAST_DIGITS else ""


def _address(cell: object) -> str:
    text = tidy(plain(cell)).casefold()
    return text if "@" in text else ""
