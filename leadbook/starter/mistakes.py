"""Slips that people make, put into the sample on purpose; each knows the cell it stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_rowcol_to_cell

from leadbook.language.jalali import jalali_text
from leadbook.language.text import persian_digits
from leadbook.pipeline.raw import ErrorCell, UncalculatedCell
from leadbook.starter.template import plan_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from leadbook.starter.template import Row
    from leadbook.starter.words import Words

__all__ = ["Mistake", "make_mistakes"]


@dataclass(frozen=True, slots=True)
class Mistake:
    """One slip.

    Attributes:
        kind: Which slip, as the words of the book name it.
        table: Canonical name of the table it stands in.
        cell: Its address, such as ``V118``.
        harmless: Whether leadbook understands it all the same, so that it is no problem.
    """

    kind: str
    table: str
    cell: str
    harmless: bool


@dataclass(frozen=True, slots=True)
class _Slip:
    """A slip to be made: where it can happen, and what then stands in the cell."""

    kind: str
    table: str
    column: str
    typed: Callable[[Row, Words], object]
    happens_to: Callable[[Row], bool] = lambda row: True
    harmless: bool = False


def _is_open(row: Row) -> bool:
    return row["closed_at"] is None


def _closed_soon(row: Row) -> bool:
    """Closed in the year of its creation, so that a wrong year puts the closing before it."""
    closed = row["closed_at"]
    return closed is not None and (closed - row["created_at"]).days < 300


def _last_year(row: Row, words: Words) -> object:
    return row["closed_at"].replace(year=row["closed_at"].year - 1, day=28)


def _other_calendar(row: Row, words: Words) -> object:
    day = row["created_at"].date()
    return day.isoformat() if words.language == "fa" else jalali_text(day)


def _said(key: str) -> Callable[[Row, Words], object]:
    return lambda row, words: words.text["typed"][key]


_SLIPS = (
    _Slip("no_date", "Leads", "expected_close", _said("no_date"), _is_open),
    _Slip("no_number", "Leads", "amount", _said("no_number"), lambda row: bool(row["amount"])),
    _Slip("closed_too_early", "Leads", "closed_at", _last_year, _closed_soon),
    _Slip("error_cell", "Leads", "budget", lambda row, words: ErrorCell("#N/A")),
    _Slip("uncalculated", "Leads", "amount", lambda row, words: UncalculatedCell("14500*0.9"),
          lambda row: bool(row["amount"])),
    _Slip("unknown_stage", "Leads", "stage", _said("unknown_stage"), _is_open),
    _Slip("unknown_lead", "Activities", "lead_id", lambda row, words: "L-9999"),
    _Slip("other_calendar", "Leads", "created_at", _other_calendar, harmless=True),
    _Slip("persian_digits", "Leads", "amount",
          lambda row, words: persian_digits(f"{row['amount']:,.0f}").replace(",", "٬"),
          lambda row: bool(row["amount"]), harmless=True),
    _Slip("equals_sign", "Leads", "name", lambda row, words: f"={row['name']}", harmless=True),
    _Slip("plus_sign", "Leads", "company", lambda row, words: f"+{row['company']}", harmless=True),
    _Slip("spaces", "Leads", "source", lambda row, words: f"{row['source']}  ", harmless=True),
)  # fmt: skip

_APART = 29
"""So many rows lie between two slips, more or less, so that nobody sees them side by side."""


def make_mistakes(
    rows: dict[str, list[Row]], words: Words
) -> tuple[dict[str, list[Row]], tuple[Mistake, ...]]:
    """Give the rows with the slips in them, and the slips in the order of the sheet.

    Besides wrong cells there are a lead that was typed in twice, and two blank rows.
    """
    made = {table: [dict(row) for row in of_table] for table, of_table in rows.items()}
    spoilt = [
        (slip, _spoil(made[slip.table], number * _APART, slip, words))
        for number, slip in enumerate(_SLIPS, start=1)
    ]
    leads = made["Leads"]
    twice = dict(leads[_APART // 2])
    leads.insert(-_APART, twice)
    spoilt.append((_TWICE, twice))
    for place in (4 * _APART + 7, 9 * _APART + 7):
        blank: Row = {}
        leads.insert(place, blank)
        spoilt.append((_BLANK, blank))
    found = [_found(slip, row, made[slip.table]) for slip, row in spoilt]
    return made, tuple(mistake for _, mistake in sorted(found, key=lambda one: one[0]))


_TWICE = _Slip("twice", "Leads", "lead_id", _said("no_date"))
_BLANK = _Slip("blank_row", "Leads", "lead_id", _said("no_date"), harmless=True)


def _spoil(rows: list[Row], start: int, slip: _Slip, words: Words) -> Row:
    victim = next(row for row in rows[start:] if slip.happens_to(row))
    victim[slip.column] = slip.typed(victim, words)
    return victim


def _found(slip: _Slip, row: Row, rows: list[Row]) -> tuple[tuple[bool, int, int], Mistake]:
    """Give the slip's sorting key (problems first, then top to bottom) and the slip."""
    number = next(number for number, other in enumerate(rows, start=1) if other is row)
    place = plan_of(slip.table).place(slip.column)
    mistake = Mistake(slip.kind, slip.table, xl_rowcol_to_cell(number, place), slip.harmless)
    return (slip.harmless, number, place), mistake
