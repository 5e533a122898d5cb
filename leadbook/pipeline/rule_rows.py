"""Rows of the rule tables → conditions; what cannot be understood is a problem, never a crash."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from leadbook.language.dates import to_datetime
from leadbook.language.messages import message, quoted
from leadbook.language.text import is_blank, plain
from leadbook.pipeline.clean import listed
from leadbook.pipeline.raw import ErrorCell, UncalculatedCell
from leadbook.pipeline.rules import Condition, operator_of, parse_condition, parse_values
from leadbook.pipeline.schema import fact_of, header_key, near
from leadbook.pipeline.vocabulary import OUTCOMES, ROTS, meaning

if TYPE_CHECKING:
    from leadbook.language.messages import Message
    from leadbook.pipeline.clean import Cleaned
    from leadbook.pipeline.columns import Assigned
    from leadbook.pipeline.hints import Hints
    from leadbook.pipeline.problems import Problem

__all__ = ["Fields", "RuleRow", "RuleTable"]

_ORDERING = ("<", "≤", ">", "≥", "between", "older than days", "within days")


@dataclass(frozen=True)
class Fields:
    """What a rule may be about: the book's columns by any of their names, and computed facts."""

    leads: Assigned
    hints: Hints

    def resolve(self, text: str) -> str | None:
        """Give the frame's name of a field: a header of the book, else a column, else a fact."""
        key = header_key(text)
        for name, column in self.leads.columns.items():
            if header_key(column.header) == key:
                return name
        return self.hints.column_of(text, "Leads") or fact_of(text)

    def nearest(self, text: str) -> str:
        """Give the field that was probably meant, or the first column."""
        headers = [column.header for column in self.leads.columns.values()]
        return near(text, headers) or next(iter(headers), "")


_CODED = {"status": OUTCOMES, "rot": ROTS}


def _coded(condition: Condition) -> Condition:
    """Write the values as leadbook does, where it has words of its own for a field's values."""
    words = _CODED.get(condition.field)
    if words is None:
        return condition
    values = (meaning(plain(value), words) or value for value in condition.values)
    return replace(condition, values=tuple(values))


class RuleRow:
    """One row of a rule table, and the problems that reading it brings to light."""

    def __init__(self, table: RuleTable, place: int) -> None:
        self.place = place
        self.problems: list[Problem] = []
        self._table = table

    def text(self, column: str) -> str:
        """Give a text cell; empty where it is blank or the column is absent."""
        value = self._cell(column)
        return "" if is_blank(value) else plain(value).strip()

    def number(self, column: str) -> float | None:
        """Give a number; ``None`` where it is blank, bad or absent."""
        frame = self._table.cleaned.frame
        value = float(frame[column].iloc[self.place]) if column in frame else float("nan")
        return None if is_blank(value) else value

    def condition(self) -> Condition | None:
        """Read field, operator and value; ``None``, with a problem, where they make no rule."""
        field_text, operator_text = self.text("field"), self.text("operator")
        field = self._field(field_text)
        if field is None:
            return None
        operator = operator_of(operator_text) if operator_text else "="
        if operator is None:
            self.bad(
                "operator",
                message("{operator} is no way to compare", operator=quoted(operator_text)),
                message("write one such as =, ≥, in, contains, is empty or within days"),
            )
            return None
        values = parse_values(self._raw("value"), operator)
        return self._complete(_coded(Condition(field, operator, values)), "value")

    def exception(self) -> Condition | None:
        """Read a condition written in one cell, such as ``Budget ≥ 500``."""
        text = self.text("exception")
        if not text:
            return None
        fields = self._table.fields
        found = parse_condition(text, is_field=lambda name: fields.resolve(name) is not None)
        field = fields.resolve(found.field) if found else None
        if found is None or field is None:
            self.bad(
                "exception",
                message("{text} is no condition", text=quoted(text)),
                message("write field, operator and value, such as: Budget ≥ 500"),
            )
            return None
        coded = _coded(Condition(field, found.operator, found.values))
        return self._complete(coded, "exception")

    def _field(self, text: str) -> str | None:
        field = self._table.fields.resolve(text) if text else None
        if field is None:
            self.bad(
                "field",
                message(
                    "{field} is no column of the leads and no counted fact", field=quoted(text)
                ),
                message("did you mean {near}?", near=self._table.fields.nearest(text)),
            )
        return field

    def _complete(self, condition: Condition, column: str) -> Condition | None:
        """Refuse a condition whose values its operator cannot work with."""
        needed = {"is empty": 0, "is not empty": 0, "between": 2}.get(condition.operator, 1)
        worded = condition.operator in _ORDERING and any(
            isinstance(value, str) and to_datetime(value) is None for value in condition.values
        )
        if len(condition.values) >= needed and not worded:
            return condition
        self.bad(
            column,
            message("this value does not go with {operator}", operator=condition.operator),
            message("write a number or a date; two, with a comma, for between"),
        )
        return None

    def _cell(self, column: str) -> object:
        frame = self._table.cleaned.frame
        return frame[column].iloc[self.place] if column in frame else None

    def _raw(self, column: str) -> object:
        found = self._table.cleaned.assigned.columns.get(column)
        cell = found.cells[self.place] if found else None
        # What such a cell would say is not known; that it is so has been listed already.
        return None if isinstance(cell, (ErrorCell, UncalculatedCell)) else cell

    def bad(self, column: str, why: Message, how: Message) -> None:
        """List a problem with one cell of the row."""
        cleaned = self._table.cleaned
        at = cleaned.assigned.columns.get(column)
        self.problems += listed(cleaned.table, at, [self.place], why, how)


@dataclass(frozen=True)
class RuleTable:
    """A cleaned rule table and the fields that its rules may name."""

    cleaned: Cleaned
    fields: Fields

    def rows(self) -> list[RuleRow]:
        """Give its rows, top to bottom."""
        return [RuleRow(self, place) for place in range(len(self.cleaned.table.rows))]
