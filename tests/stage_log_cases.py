"""What a stage log must get, edit by edit: one specification for the macro and for its twin.

Each case begins with the leads that are known, edits them, and says which rows the log gets. The
macro notices every edit and `leadbook snapshot` every look, so a case is run with a look, and with
a writing of the log, after each of its steps. `SESSIONS` says what the macro makes of several edits
before it writes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    Row = tuple[str | float, ...]

__all__ = ["CASES", "SESSIONS", "Case", "pairs"]


@dataclass(frozen=True)
class Case:
    """A table of leads, what it is after each edit, and what is logged.

    Attributes:
        before: The rows that are known; each is as wide as `columns`.
        steps: All rows of the table after each edit.
        log: Step (from 1), id and stage of each row that the log gets, in order.
        columns: The headers.
        has_history: Whether the book has a table to log in.
    """

    name: str
    before: Sequence[Row]
    steps: Sequence[Sequence[Row]]
    log: Sequence[tuple[int, str | float, str]]
    columns: Sequence[str] = ("Lead ID", "Stage")
    has_history: bool = True

    @property
    def can_be_logged(self) -> bool:
        """Whether the book has a history, and its leads an id and a stage."""
        return self.has_history and all({*names} & {*self.columns} for names in _PLAIN)


def pairs(case: Case, rows: Sequence[Row]) -> list[tuple[str | float, str]]:
    """Give id and stage of each row, for cases whose headers are plain."""
    at = [case.columns.index(next(h for h in names if h in case.columns)) for names in _PLAIN]
    return [(row[at[0]], str(row[at[1]])) for row in rows]


_PLAIN = (("Lead ID", "شناسه"), ("Stage", "مرحله"))

THREE = [("L1", "New"), ("L2", "New"), ("L3", "Offer")]
PERSIAN = [("س۱", "پیگیری اولیه"), ("س۲", "مذاکره")]

CASES = [
    Case("one cell", THREE, [[("L1", "Offer"), *THREE[1:]]], [(1, "L1", "Offer")]),
    Case("the same stage typed again", THREE, [THREE], []),
    Case(
        "a paste over several rows",
        THREE,
        [[("L1", "Won"), ("L2", "Lost"), ("L3", "Won")]],
        [(1, "L1", "Won"), (1, "L2", "Lost"), (1, "L3", "Won")],
    ),
    Case(
        "a fill down over a row that has the stage already",
        THREE,
        [[("L1", "Offer"), ("L2", "Offer"), ("L3", "Offer")]],
        [(1, "L1", "Offer"), (1, "L2", "Offer")],
    ),
    Case(
        "two areas at once",
        THREE,
        [[("L1", "Won"), ("L2", "New"), ("L3", "Won")]],
        [(1, "L1", "Won"), (1, "L3", "Won")],
    ),
    Case(
        "a change that is written and then undone",
        THREE,
        [[("L1", "Offer"), *THREE[1:]], THREE],
        [(1, "L1", "Offer"), (2, "L1", "New")],
    ),
    Case("a new lead", THREE, [[*THREE, ("L4", "New")]], [(1, "L4", "New")]),
    Case(
        "a new lead, its id typed first",
        THREE,
        [[*THREE, ("L4", "")], [*THREE, ("L4", "New")]],
        [(2, "L4", "New")],
    ),
    Case(
        "a new lead, its stage typed first",
        THREE,
        [[*THREE, ("", "New")], [*THREE, ("L4", "New")]],
        [(2, "L4", "New")],
    ),
    Case("a row without an id", THREE, [[*THREE, ("", "Offer")]], []),
    Case("an id of blanks", THREE, [[*THREE, ("  ", "Offer")]], []),
    Case(
        "an id that is corrected is another lead",
        THREE,
        [[("L10", "New"), *THREE[1:]]],
        [(1, "L10", "New")],
    ),
    Case("a deleted row", THREE, [THREE[1:]], []),
    Case("a deleted row that comes back", THREE, [THREE[1:], THREE], []),
    Case(
        "a deleted row that comes back in another stage",
        THREE,
        [THREE[1:], [*THREE[1:], ("L1", "Won")]],
        [(2, "L1", "Won")],
    ),
    Case("a stage cleared", THREE, [[("L1", ""), *THREE[1:]]], []),
    Case("a stage cleared and typed again", THREE, [[("L1", ""), *THREE[1:]], THREE], []),
    Case(
        "a stage cleared and another typed",
        THREE,
        [[("L1", " "), *THREE[1:]], [("L1", "Won"), *THREE[1:]]],
        [(2, "L1", "Won")],
    ),
    Case(
        "letter case, spaces, hyphens and underscores",
        [("L1", "Price list"), ("L2", "Follow up"), ("L3", "WON")],
        [[("L1", " price  LIST "), ("L2", "follow-up"), ("L3", "won")]],
        [],
    ),
    Case(
        "Arabic yeh and kaf, half spaces, vowel signs",
        [("L1", "پیگیری کلیدی"), ("L2", "پیش‌فاکتور"), ("L3", "مرحله ۲")],
        [[("L1", "پيگيري كليدي"), ("L2", "پیش فاکتور"), ("L3", "مرحلهٔ 2")]],
        [],
    ),
    Case(
        "Persian headers, names and ids",
        PERSIAN,
        [[("س۱", "مذاکره"), ("س۲", "برنده")]],
        [(1, "س۱", "مذاکره"), (1, "س۲", "برنده")],
        columns=("شناسه", "مرحله"),
    ),
    Case("a sorted table", THREE, [[THREE[2], THREE[0], THREE[1]]], []),
    Case(
        "a sort and a change at once",
        THREE,
        [[("L3", "Won"), ("L2", "New"), ("L1", "New")]],
        [(1, "L3", "Won")],
    ),
    Case(
        "an id in two rows that agree",
        [*THREE, ("L1", "New")],
        [[("L1", "Won"), *THREE[1:], ("L1", "Won")]],
        [(1, "L1", "Won")],
    ),
    Case("an id in two rows that disagree", THREE, [[*THREE, ("L1", "Won")]], []),
    Case(
        "an id in two rows that come to agree",
        THREE,
        [[*THREE, ("L1", "Won")], [("L1", "Won"), *THREE[1:], ("L1", "won")]],
        [(2, "L1", "Won")],
    ),
    Case(
        "a sort of rows that disagree",
        [*THREE, ("L1", "Won")],
        [[("L1", "Won"), *THREE[1:], ("L1", "New")]],
        [],
    ),
    Case(
        "other columns in another order",
        [("New", 100, "Sara", "L1"), ("New", 50, "Nima", "L2")],
        [[("New", 120, "Sara", "L1"), ("Won", 50, "Nima", "L2")]],
        [(1, "L2", "Won")],
        columns=("Stage", "Amount", "Owner", "Lead ID"),
    ),
    Case(
        "ids that are numbers",
        [(7, "New"), (8, "New")],
        [[(7, "Won"), (8, "New")]],
        [(1, 7, "Won")],
    ),
    Case(
        "an id is text: leading zeros and letter case count",
        [("007", "New"), (7, "Won"), ("a1", "New"), ("A1", "Won")],
        [[("007", "New"), (7, "Lost"), ("a1", "New"), ("A1", "Lost")]],
        [(1, 7, "Lost"), (1, "A1", "Lost")],
    ),
    Case("an id in Persian digits is the same id", [("12", "New")], [[("۱۲", "New")]], []),
    Case(
        "edits one after the other",
        THREE,
        [[("L1", "Offer"), *THREE[1:]], [("L1", "Won"), ("L2", "Offer"), THREE[2]]],
        [(1, "L1", "Offer"), (2, "L1", "Won"), (2, "L2", "Offer")],
    ),
    Case("no history to log in", THREE, [[("L1", "Won"), *THREE[1:]]], [], has_history=False),
    Case(
        "no stage column",
        [("L1", 5), ("L2", 6)],
        [[("L1", 7), ("L2", 6)]],
        [],
        columns=("Lead ID", "Amount"),
    ),
    Case(
        "no id column",
        [("Sara", "New"), ("Nima", "New")],
        [[("Sara", "Won"), ("Nima", "New")]],
        [],
        columns=("Name", "Stage"),
    ),
]

SESSIONS = [
    Case(
        "every stage on the way is written, at its own time",
        THREE,
        [[("L1", "Offer"), *THREE[1:]], [("L1", "Won"), *THREE[1:]]],
        [(1, "L1", "Offer"), (2, "L1", "Won")],
    ),
    Case("what is undone before it is written", THREE, [[("L1", "Won"), *THREE[1:]], THREE], []),
    Case(
        "the last of two edits is undone",
        THREE,
        [
            [("L1", "Offer"), *THREE[1:]],
            [("L1", "Won"), *THREE[1:]],
            [("L1", "Offer"), *THREE[1:]],
        ],
        [(1, "L1", "Offer")],
    ),
    Case(
        "a slip between two leads",
        THREE,
        [[("L1", "Won"), *THREE[1:]], [("L1", "New"), ("L2", "Won"), THREE[2]]],
        [(2, "L2", "Won")],
    ),
    Case(
        "a new lead whose id is corrected",
        THREE,
        [[*THREE, ("L40", "New")], [*THREE, ("L4", "New")]],
        [(2, "L4", "New")],
    ),
    Case(
        "a lead that is deleted after its change",
        THREE,
        [[("L1", "Won"), *THREE[1:]], THREE[1:]],
        [],
    ),
    Case(
        "a stage cleared after its change",
        THREE,
        [[("L1", "Won"), *THREE[1:]], [("L1", ""), *THREE[1:]]],
        [(1, "L1", "Won")],
    ),
]
