"""The tables and columns leadbook knows, and how a header or a sheet name is matched to them.

The names that people use stand in `aliases`; the words inside cells in `vocabulary`. Matching is
done on a key that keeps letters and digits only, so "Deal Stage", "deal_stage" and "DealStage" are
one header, and so are «سرنخ‌ها» and «سرنخ ها».
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from leadbook.language.text import fold
from leadbook.pipeline import aliases

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "FACTS",
    "TABLES",
    "Kind",
    "TableSchema",
    "column_of",
    "fact_of",
    "header_key",
    "known_headers",
    "near",
    "rank_of",
    "table_of",
]

Kind = Literal[
    "id", "text", "label", "number", "money", "percent", "date", "flag", "stage", "status",
    "kind", "direction", "signed", "measure", "any",
]  # fmt: skip
"""What a column holds. ``label`` is text that repeats, ``signed`` a number that may be negative,
``measure`` numbers or else words, and ``any`` is taken for what its cells are."""


@dataclass(frozen=True, slots=True)
class TableSchema:
    """One table of the contract.

    Attributes:
        columns: Canonical column → kind, in the order of the contract.
        needed: Without at least one of each group, a header row is not this table's.
    """

    columns: dict[str, Kind]
    needed: tuple[frozenset[str], ...]


def _table(columns: dict[str, Kind], *needed: str) -> TableSchema:
    return TableSchema(columns, tuple(frozenset(group.split()) for group in needed))


TABLES: dict[str, TableSchema] = {
    "Leads": _table(
        {
            "lead_id": "id", "name": "text", "company": "text", "title": "text", "email": "text",
            "phone": "text", "source": "label", "campaign": "label", "industry": "label",
            "company_size": "measure", "interest": "any", "budget": "measure",
            "decision_maker": "flag", "product": "label", "owner": "label", "stage": "stage",
            "status": "status",
            "created_at": "date", "stage_since": "date", "closed_at": "date",
            "expected_close": "date", "amount": "money", "label": "label",
            "rep_probability": "percent", "last_contact_at": "date", "next_step_at": "date",
            "snooze_until": "date", "unanswered_calls": "number", "unanswered_emails": "number",
            "unsubscribed": "flag", "complaints": "number", "lost_reason": "label",
            "notes": "text",
        },
        "stage status created_at", "lead_id name company email phone",
    ),
    "StageHistory": _table(
        {"lead_id": "id", "stage": "stage", "entered_at": "date"},
        "lead_id", "stage", "entered_at",
    ),
    "Activities": _table(
        {
            "lead_id": "id", "at": "date", "kind": "kind", "direction": "direction",
            "answered": "flag", "owner": "label", "campaign": "label", "minutes": "number",
            "cost": "money",
        },
        "lead_id", "at", "kind direction answered",
    ),
    "Campaigns": _table(
        {
            "campaign": "label", "source": "label", "start": "date", "end": "date",
            "cost": "money", "clicks": "number",
        },
        "campaign", "cost start clicks",
    ),
    "Stages": _table(
        {
            "stage": "text", "order": "number", "outcome": "text", "limit_days": "number",
            "clock": "text", "probability": "percent",
        },
        "stage", "order outcome limit_days clock probability",
    ),
    "ScoringRules": _table(
        {
            "rule": "text", "field": "text", "operator": "text", "value": "any",
            "points": "signed", "group": "text", "half_life_days": "number",
            "group_cap": "number",
        },
        "field", "points",
    ),
    "Grades": _table(
        {
            "grade": "text", "min_score": "signed", "field": "text", "operator": "text",
            "value": "any",
        },
        "grade", "min_score field",
    ),
    "ColdRules": _table(
        {
            "rule": "text", "field": "text", "operator": "text", "value": "any",
            "action": "text", "exception": "text",
        },
        "field", "action",
    ),
    "NurturePlan": _table(
        {
            "grade": "text", "buying_stage": "text", "urgency": "text", "wait_days": "number",
            "channel": "text", "content": "text",
        },
        "channel", "grade buying_stage urgency", "wait_days content",
    ),
    "Owners": _table(
        {
            "owner": "text", "email": "text", "phone": "text", "capacity": "number",
            "territory": "text", "industry": "text", "active": "flag",
        },
        "owner", "capacity territory active",
    ),
    "Targets": _table(
        {"owner": "text", "month": "any", "target": "money"},
        "target", "month owner",
    ),
    "Holidays": _table({"date": "date", "holiday": "text"}, "date", "holiday"),
    "Templates": _table(
        {"template": "text", "language": "text", "subject": "text", "body": "text"},
        "template", "body",
    ),
    "Settings": _table({"setting": "text", "value": "any"}, "setting", "value"),
}  # fmt: skip

FACTS: tuple[str, ...] = tuple(aliases.FACTS)
"""Facts that are computed for each lead and that a rule may name, beside the book's columns."""

_NOT_LETTERS = re.compile(r"[\W_]+")
_IN_BRACKETS = re.compile(r"[(\[（].*?[)\]）]")
_COUNTED = ("1", "2", "3")
_WAYS = ("phone", "email")
"""Ways to a person, of which address books have several."""


@cache
def header_key(text: str) -> str:
    """Give the matching key of a header: folded, letters and digits only.

    >>> header_key(" Deal_Stage: ") == header_key("dealStage")
    True
    """
    return _NOT_LETTERS.sub("", fold(text))


def column_of(header: str, table: str) -> str | None:
    """Give the canonical column of `table` that a header stands for, if any.

    What stands in brackets, such as a unit, counts only if it makes the match, and so does a 1
    behind a name; of phones and e-mail addresses the next ones are known, too.

    >>> column_of("مبلغ (تومان)", "Leads"), column_of("Phone 2", "Leads")
    ('amount', 'phone')
    >>> column_of("Shoe size", "Leads") is None
    True
    """
    found = _found(header, table)
    return found[0] if found else None


def rank_of(header: str, table: str) -> int:
    """Tell how plainly a header names its column: 0 is the canonical name, more is vaguer."""
    found = _found(header, table)
    return found[1] if found else len(_ranks(table))


def _found(header: str, table: str) -> tuple[str, int] | None:
    """The column that a header stands for, and its rank."""
    ranks, key = _ranks(table), header_key(header)
    found = ranks.get(key) or ranks.get(header_key(_IN_BRACKETS.sub(" ", header)))
    if found is not None or key[-1:] not in _COUNTED:
        return found
    one = ranks.get(key[:-1])
    if one is None or (key[-1] != "1" and one[0] not in _WAYS):
        return None
    return one[0], len(ranks) + int(key[-1])


def table_of(name: str) -> str | None:
    """Give the table that a sheet name or an Excel table's name stands for, if any.

    >>> table_of("سرنخ ها"), table_of("tblStageHistory"), table_of("Sheet1")
    ('Leads', 'StageHistory', None)
    """
    key = header_key(name)
    names = _table_names()
    return names.get(key) or names.get(_NAME_PREFIX.sub("", key))


_NAME_PREFIX = re.compile(r"^(tbl|table|lb|جدول)|(table|tbl)$")


def fact_of(name: str) -> str | None:
    """Give the computed fact that a rule's field names, if any.

    >>> fact_of("Days in stage")
    'days_in_stage'
    """
    return _fact_names().get(header_key(name))


def known_headers(table: str, language: str = "en") -> list[str]:
    """List the plainest header of each column of a table, in the contract's order."""
    words = aliases.HEADERS[table]
    return [
        next((word for word in words[column] if word.isascii() == (language == "en")), column)
        for column in TABLES[table].columns
    ]


def near(word: str, among: Iterable[str], *, least: float = 0.6) -> str | None:
    """Give the word that was probably meant, or ``None`` when none is near.

    Args:
        word: As it was written.
        among: What may be meant.
        least: How like the two must be, 0…1.

    >>> near("Ownr", ["Owner", "Stage"])
    'Owner'
    """
    by_key = {header_key(candidate): candidate for candidate in among}
    found = difflib.get_close_matches(header_key(word), list(by_key), n=1, cutoff=least)
    return by_key[found[0]] if found else None


@cache
def _ranks(table: str) -> dict[str, tuple[str, int]]:
    """Key → (canonical column, rank); an alias that two columns claim is the first one's."""
    ranks: dict[str, tuple[str, int]] = {}
    for column in TABLES[table].columns:
        ranks[header_key(column)] = (column, 0)
    for column, words in aliases.HEADERS[table].items():
        for rank, word in enumerate(words, start=1):
            ranks.setdefault(header_key(word), (column, rank))
    return ranks


@cache
def _table_names() -> dict[str, str]:
    return {
        header_key(name): table
        for table, names in aliases.SHEETS.items()
        for name in (table, *names)
    }


@cache
def _fact_names() -> dict[str, str]:
    return {
        header_key(name): fact for fact, names in aliases.FACTS.items() for name in (fact, *names)
    }
