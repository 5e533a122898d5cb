"""The sheets of the starter book: their columns, what a cell holds, and what its drop-down offers.

Headers and sheet names are not here: `pipeline.aliases` knows what leadbook calls each column.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

__all__ = [
    "DROP_DOWNS",
    "FIXED_WORDS",
    "SHEETS",
    "Cell",
    "Column",
    "DropDown",
    "Need",
    "Row",
    "SheetPlan",
    "plan_of",
]

Cell = Literal["text", "code", "wrapped", "date", "datetime", "money", "integer", "percent", "any"]
Need = Literal["needed", "useful", "worked out"]

Row = dict[str, Any]
"""The cells of one row, by canonical column; a column that is absent is blank."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        key: Canonical column, or ``meaning`` for the help beside a settings row.
        cell: What its cells hold.
        width: In characters.
        offers: The drop-down of its cells: a key of `DROP_DOWNS` or of `FIXED_WORDS`.
        need: Whether a person has to fill it in.
    """

    key: str
    cell: Cell = "text"
    width: float = 14
    offers: str = ""
    need: Need = "useful"


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """One sheet: the canonical name of its table, its columns, and how it is shown.

    Attributes:
        frozen: Columns that stay in sight when one scrolls sideways.
        pages_wide: Over how many pages the columns are spread in print.
    """

    table: str
    columns: tuple[Column, ...]
    frozen: int = 1
    pages_wide: int = 1

    def place(self, column: str) -> int:
        """Give the place of a column, the first being 0."""
        return [known.key for known in self.columns].index(column)


@dataclass(frozen=True, slots=True)
class DropDown:
    """A drop-down that offers the first column, or another, of a table of the book."""

    table: str
    column: str


DROP_DOWNS = {
    "stage": DropDown("Stages", "stage"),
    "owner": DropDown("Owners", "owner"),
    "campaign": DropDown("Campaigns", "campaign"),
    "source": DropDown("Lists", "source"),
    "product": DropDown("Lists", "product"),
    "industry": DropDown("Lists", "industry"),
    "interest": DropDown("Lists", "interest"),
    "label": DropDown("Lists", "label"),
    "lost_reason": DropDown("Lists", "lost_reason"),
    "rule_field": DropDown("Lists", "rule_field"),
}
"""Drop-downs that a person may extend, since their words stand in a table of the book."""

FIXED_WORDS = (
    "outcome", "clock", "kind", "direction", "yes_no", "operator", "action", "grade",
)  # fmt: skip
"""Drop-downs whose words leadbook has to understand, so that they stand in the cell rule itself."""

_MEANING = Column("meaning", "wrapped", 58)

SHEETS = (
    SheetPlan(
        "Leads",
        (
            Column("lead_id", "code", width=10, need="needed"),
            Column("name", width=19, need="needed"),
            Column("company", width=25),
            Column("title", width=20),
            Column("email", "code", width=32),
            Column("phone", "code", width=14),
            Column("source", width=17, offers="source"),
            Column("campaign", width=24, offers="campaign"),
            Column("industry", width=14, offers="industry"),
            Column("company_size", "integer", 11),
            Column("interest", width=12, offers="interest"),
            Column("budget", "money", 11),
            Column("decision_maker", width=13, offers="yes_no"),
            Column("product", width=20, offers="product"),
            Column("owner", width=18, offers="owner"),
            Column("stage", width=15, offers="stage", need="needed"),
            Column("status", width=11, offers="outcome", need="needed"),
            Column("created_at", "date", 13, need="needed"),
            Column("stage_since", "date", 13, need="worked out"),
            Column("closed_at", "date", 13),
            Column("expected_close", "date", 13),
            Column("amount", "money", 12),
            Column("label", width=10, offers="label"),
            Column("rep_probability", "percent", 11),
            Column("last_contact_at", "date", 13, need="worked out"),
            Column("next_step_at", "date", 13),
            Column("snooze_until", "date", 13),
            Column("unanswered_calls", "integer", 12, need="worked out"),
            Column("unanswered_emails", "integer", 12, need="worked out"),
            Column("unsubscribed", width=13, offers="yes_no"),
            Column("complaints", "integer", 13),
            Column("lost_reason", width=18, offers="lost_reason"),
            Column("notes", width=38),
        ),
        frozen=2,
        pages_wide=3,
    ),
    SheetPlan(
        "StageHistory",
        (
            Column("lead_id", "code", width=12, need="needed"),
            Column("stage", width=20, offers="stage", need="needed"),
            Column("entered_at", "date", 16, need="needed"),
        ),
    ),
    SheetPlan(
        "Activities",
        (
            Column("lead_id", "code", width=12, need="needed"),
            Column("at", "datetime", 18, need="needed"),
            Column("kind", width=20, offers="kind", need="needed"),
            Column("direction", width=12, offers="direction"),
            Column("answered", width=12, offers="yes_no"),
            Column("owner", width=19, offers="owner"),
            Column("campaign", width=28, offers="campaign"),
            Column("minutes", "integer", 10),
            Column("cost", "money", 12),
        ),
    ),
    SheetPlan(
        "Campaigns",
        (
            Column("campaign", width=30, need="needed"),
            Column("source", width=18, offers="source"),
            Column("start", "date", 14),
            Column("end", "date", 14),
            Column("cost", "money", 14, need="needed"),
            Column("clicks", "integer", 12),
        ),
    ),
    SheetPlan(
        "Stages",
        (
            Column("stage", width=18, need="needed"),
            Column("order", "integer", 9, need="needed"),
            Column("outcome", width=12, offers="outcome", need="needed"),
            Column("limit_days", "integer", 12),
            Column("clock", width=16, offers="clock"),
            Column("probability", "percent", 13),
            _MEANING,
        ),
    ),
    SheetPlan(
        "ScoringRules",
        (
            Column("rule", width=30, need="needed"),
            Column("field", width=19, offers="rule_field", need="needed"),
            Column("operator", "code", 25, offers="operator", need="needed"),
            Column("value", "any", 30),
            Column("points", "integer", 9, need="needed"),
            Column("group", width=14),
            Column("group_cap", "integer", 11),
            Column("half_life_days", "integer", 11),
            _MEANING,
        ),
    ),
    SheetPlan(
        "Grades",
        (
            Column("grade", width=12, offers="grade", need="needed"),
            Column("min_score", "integer", 14),
            Column("field", width=19, offers="rule_field"),
            Column("operator", "code", 25, offers="operator"),
            Column("value", "any", 30),
            _MEANING,
        ),
    ),
    SheetPlan(
        "ColdRules",
        (
            Column("rule", width=30, need="needed"),
            Column("field", width=19, offers="rule_field", need="needed"),
            Column("operator", "code", 25, offers="operator", need="needed"),
            Column("value", "any", 30),
            Column("action", width=22, offers="action", need="needed"),
            Column("exception", width=30),
            _MEANING,
        ),
    ),
    SheetPlan(
        "Owners",
        (
            Column("owner", width=20, need="needed"),
            Column("email", "code", width=30),
            Column("phone", "code", width=16),
            Column("capacity", "integer", 12),
            Column("territory", width=14),
            Column("industry", width=30),
            Column("active", width=10, offers="yes_no"),
        ),
    ),
    SheetPlan(
        "Targets",
        (
            Column("owner", width=20, offers="owner"),
            Column("month", "code", width=14, need="needed"),
            Column("target", "money", 16, need="needed"),
        ),
    ),
    SheetPlan(
        "Holidays",
        (
            Column("date", "date", 14, need="needed"),
            Column("holiday", width=34),
        ),
    ),
    SheetPlan(
        "Lists",
        (
            Column("source", width=18),
            Column("product", width=20),
            Column("industry", width=16),
            Column("interest", width=12),
            Column("label", width=12),
            Column("lost_reason", width=20),
            Column("rule_field", width=24),
        ),
        frozen=0,
    ),
    SheetPlan(
        "Settings",
        (
            Column("setting", width=22, need="needed"),
            Column("value", "any", 24, need="needed"),
            _MEANING,
        ),
    ),
)
"""Every sheet but the first, in the order of the tabs."""


def plan_of(table: str) -> SheetPlan:
    """Give the sheet of a table.

    >>> plan_of("StageHistory").columns[1].key
    'stage'
    """
    return next(plan for plan in SHEETS if plan.table == table)
