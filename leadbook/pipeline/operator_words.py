"""Operators as people write them, in Persian and English; and conditions said in words.

A synonym may have its value in the middle: ``within … days``, ``در … روز گذشته``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadbook.language.numbers import to_number
from leadbook.language.text import fold, is_blank, tidy
from leadbook.pipeline.conditions import Condition, Operator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["operator_of", "parse_condition", "parse_values"]

_SYNONYMS: Mapping[Operator, tuple[str, ...]] = {
    "=": (
        "=", "==", "is", "equals", "equal to", "is equal to",
        "برابر", "برابر با", "برابر است با", "مساوی", "مساوی با", "مساوی است با",
    ),
    "≠": (
        "≠", "!=", "<>", "is not", "not", "not equal to", "is not equal to", "does not equal",
        "نابرابر", "نابرابر با", "نامساوی", "نامساوی با", "برابر نیست با",
        "مخالف", "به جز", "غیر از",
    ),
    "<": (
        "<", "less than", "is less than", "fewer than", "smaller than", "below", "under", "before",
        "کمتر از", "کوچک‌تر از", "پایین‌تر از", "کوچک‌تر", "کمتر", "پیش از", "قبل از",
    ),
    "≤": (
        "≤", "<=", "=<", "at most", "is at most", "no more than", "not more than", "up to",
        "less than or equal to", "حداکثر", "دست بالا", "کمتر یا برابر", "کمتر یا مساوی",
        "کوچک‌تر یا مساوی", "کوچک‌تر مساوی",
    ),
    ">": (
        ">", "more than", "is more than", "greater than", "is greater than", "larger than",
        "above", "over", "after",
        "بیشتر از", "بیش از", "بزرگ‌تر از", "بالاتر از", "بزرگ‌تر", "بیشتر", "بالای",
        "پس از", "بعد از",
    ),
    "≥": (
        "≥", ">=", "=>", "at least", "is at least", "no less than", "greater than or equal to",
        "more than or equal to", "حداقل", "دست‌کم", "بیشتر یا برابر", "بیشتر یا مساوی",
        "بزرگ‌تر یا مساوی", "بزرگ‌تر مساوی",
    ),
    "between": ("between", "is between", "بین", "میان", "در بازه", "در بازهٔ", "در بازه‌ی"),
    "in": (
        "in", "is in", "one of", "is one of", "any of", "is any of",
        "یکی از", "یکی است از", "از جمله", "در میان", "از بین", "عضو", "جزو",
    ),
    "contains": ("contains", "includes", "شامل", "شامل است", "حاوی", "دارای", "در بر دارد"),
    "starts with": (
        "starts with", "begins with", "آغاز با", "شروع با", "آغاز می‌شود با", "شروع می‌شود با",
        "با … آغاز می‌شود", "با … شروع می‌شود",
    ),
    "is empty": (
        "is empty", "empty", "is blank", "blank", "is missing", "missing", "is not filled in",
        "خالی", "خالی است", "خالی باشد", "پر نیست",
    ),
    "is not empty": (
        "is not empty", "not empty", "is not blank", "not blank", "is filled", "is filled in",
        "filled", "has a value", "خالی نیست", "خالی نباشد", "پر", "پر است", "پر باشد",
    ),
    "older than days": (
        "older than days", "older than", "is older than", "older than … days",
        "is older than … days", "more than … days ago", "is more than … days ago",
        "قدیمی‌تر از", "قدیمی‌تر از روز", "قدیمی‌تر از … روز", "بیش از … روز پیش", "بیش از … روز قبل",
        "بیشتر از … روز پیش", "بیشتر از … روز قبل",
    ),
    "within days": (
        "within days", "within", "is within", "within … days", "within the last … days",
        "is within the last … days", "in the last … days", "in the past … days",
        "در … روز گذشته", "در … روز اخیر", "طی … روز گذشته", "در طی … روز گذشته", "ظرف … روز",
        "در … روز پیش", "در روز گذشته",
    ),
}  # fmt: skip

_GAP = "…"
_BRACKETS = str.maketrans("():", "   ")
_NO_VALUE: tuple[Operator, ...] = ("is empty", "is not empty")
_LISTS: tuple[Operator, ...] = ("in", "between")
_AMOUNTS: tuple[Operator, ...] = (
    "<", "≤", ">", "≥", "between", "older than days", "within days",
)  # fmt: skip


def _key(text: str) -> str:
    """Fold a synonym; a gap may be typed as dots, and brackets around a unit do not count."""
    return fold(text.replace("...", _GAP).replace(_GAP, f" {_GAP} ").translate(_BRACKETS))


def _spellings(synonym: str) -> set[str]:
    """Give the keys of a synonym with its half spaces typed, and left out."""
    return {_key(synonym), _key(synonym.replace("\u200c", ""))}


_OPERATORS: dict[str, Operator] = {
    spelling: operator
    for operator, synonyms in _SYNONYMS.items()
    for synonym in (operator, *synonyms)
    for spelling in _spellings(synonym)
}


@dataclass(frozen=True, slots=True)
class _Synonym:
    """The folded words before the value, and those after it."""

    before: str
    after: str
    operator: Operator

    @property
    def is_sign(self) -> bool:
        return not any(map(str.isalpha, self.before))


def _by_first_words() -> dict[str, list[_Synonym]]:
    found: dict[str, list[_Synonym]] = {}
    for spelling, operator in _OPERATORS.items():
        before, _, after = (part.strip() for part in spelling.partition(_GAP))
        found.setdefault(before, []).append(_Synonym(before, after, operator))
    return found


_SYNONYMS_BY_FIRST_WORDS = _by_first_words()
_MOST_WORDS = max(len(before.split()) for before in _SYNONYMS_BY_FIRST_WORDS)

_WORD = re.compile(r"[<>=!≠≤≥]+|[^\s\u200c<>=!≠≤≥]+")
_VERB = re.compile(r"\s+(است|باشد)$")
_UNIT = re.compile(r"\s*(days?|روز)$", re.IGNORECASE)
_STRONG_COMMA = re.compile(r"[;؛\n]")
_COMMA = re.compile(r"[,،]")
_AND = re.compile(r"\s+(?:and|to|و|تا)\s+|\.\.+|…", re.IGNORECASE)
_DASH = re.compile(r"(?<=\d)\s*-\s*(?=\d)")
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,14})(\.\d+)?")
_QUOTES = "\"'«»“”"


def operator_of(text: str) -> Operator | None:
    """Give the operator that a cell names, or ``None``.

    >>> operator_of("Is not"), operator_of("بزرگتر از"), operator_of("like")
    ('≠', '>', None)
    """
    return _OPERATORS.get(_key(text))


def parse_values(cell: object, operator: Operator) -> tuple[object, ...]:
    """Take the value cell of a rule apart as its operator needs; a blank gives no values.

    The values of ``in`` and ``between`` stand between commas or semicolons, in Persian or Latin;
    those of ``between`` also between "and", "to", "و" or "تا". A number written plainly becomes
    one; a text such as 0912 stays.

    >>> parse_values("گرم، داغ", "in"), parse_values("10 تا 20", "between")
    (('گرم', 'داغ'), (10.0, 20.0))
    """
    if is_blank(cell) or operator in _NO_VALUE:
        return ()
    if not isinstance(cell, str):
        return (cell,)
    parts = _parts(cell, operator) if operator in _LISTS else [cell]
    return tuple(_typed(part, operator) for part in parts if not is_blank(part))


def parse_condition(
    text: str, *, is_field: Callable[[str], bool] | None = None
) -> Condition | None:
    """Read ``field operator value`` written in one cell, or ``None`` where there is no operator.

    A split whose left side is a known field is best, then a sign such as ``≥``, then the longest
    operator. The field of the condition is as written.

    >>> parse_condition("promised_budget >= 500")
    Condition(field='promised_budget', operator='≥', values=(500.0,))
    >>> parse_condition("آخرین تماس در ۷ روز گذشته")
    Condition(field='آخرین تماس', operator='within days', values=(7.0,))

    Args:
        text: What the cell says.
        is_field: Whether a text names a column.
    """

    def rank(split: tuple[_Synonym, Condition]) -> tuple[bool, bool, int]:
        synonym, condition = split
        known = is_field is not None and is_field(condition.field)
        return known, synonym.is_sign, len(synonym.before) + len(synonym.after)

    splits = list(_splits(text))
    return max(splits, key=rank)[1] if splits else None


def _splits(text: str) -> Iterator[tuple[_Synonym, Condition]]:
    """Every way to read a text as a field, an operator and a value."""
    words = list(_WORD.finditer(text))
    keys = [fold(word[0]) for word in words]
    for start in range(1, len(words)):
        for stop in range(start + 1, min(start + _MOST_WORDS, len(words)) + 1):
            field = text[words[0].start() : words[start - 1].end()]
            rest = text[words[stop].start() :].strip() if stop < len(words) else ""
            for synonym in _SYNONYMS_BY_FIRST_WORDS.get(" ".join(keys[start:stop]), ()):
                condition = _condition(field, synonym, rest)
                if condition is not None:
                    yield synonym, condition


def _condition(field: str, synonym: _Synonym, rest: str) -> Condition | None:
    if synonym.operator in _NO_VALUE:
        return None if rest else Condition(field, synonym.operator)
    value = _VERB.sub("", rest)
    if synonym.after:
        words = value.rsplit(maxsplit=len(synonym.after.split()))
        if fold(" ".join(words[1:])) != synonym.after:
            return None
        value = words[0]
    values = parse_values(value, synonym.operator)
    return Condition(field, synonym.operator, values) if values else None


def _parts(text: str, operator: Operator) -> list[str]:
    if _STRONG_COMMA.search(text):
        return _STRONG_COMMA.split(text)
    if operator == "between":
        for separator in (_AND, _DASH):
            ends = separator.split(tidy(text))
            if len(ends) == 2:
                return ends
    return _COMMA.split(text)


def _typed(text: str, operator: Operator) -> object:
    word = text.strip().strip(_QUOTES).strip()
    if operator in _AMOUNTS:
        amount = to_number(_UNIT.sub("", tidy(word)))
        return word if amount is None else amount
    plain_number = tidy(word)
    return float(plain_number) if _NUMBER.fullmatch(plain_number) else word
