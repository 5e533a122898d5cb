"""Which column of a table is which: headers assigned to canonical names, each name at most once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadbook.errors import CannotRead
from leadbook.language.messages import message, quoted
from leadbook.pipeline.problems import Problem
from leadbook.pipeline.schema import TABLES, header_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from leadbook.pipeline.hints import Hints
    from leadbook.pipeline.raw import RawColumn, RawTable
    from leadbook.pipeline.schema import Kind

__all__ = ["Assigned", "assign"]

_MADE_HERE = frozenset({"age_days", "sheet_row", "status"})
"""Columns of the leads frame that no header of the book may take."""


@dataclass(frozen=True, slots=True)
class Assigned:
    """The columns of one table under the names that the frame gives them.

    Attributes:
        columns: Name in the frame → column of the book, in the book's order.
        kinds: Name in the frame → what it holds; the user's own columns hold ``any``.
        problems: Headers that stand above more than one column.
    """

    columns: Mapping[str, RawColumn]
    kinds: Mapping[str, Kind]
    problems: tuple[Problem, ...]

    def header_of(self, name: str) -> str:
        """Give the header that the book has for a column of the frame, or the name itself."""
        column = self.columns.get(name)
        return column.header if column else name

    def without(self, names: Collection[str]) -> Assigned:
        """Give columns back to the user: they go by their own headers and hold anything."""
        taken = {name for name in self.columns if name not in names}
        given = {name: _own_name(self.columns[name], taken) for name in names}
        columns = {given.get(name, name): column for name, column in self.columns.items()}
        kinds: dict[str, Kind] = {
            given.get(name, name): "any" if name in given else kind
            for name, kind in self.kinds.items()
        }
        return Assigned(columns, kinds, self.problems)

    def with_name(self, whole: RawColumn) -> Assigned:
        """Take a column for the name; it stands before the book's own of its letter, which stay."""
        columns: dict[str, RawColumn] = {}
        kinds: dict[str, Kind] = {}
        for name, column in self.columns.items():
            if column.letter == whole.letter:
                columns["name"], kinds["name"] = whole, "text"
            if column is not whole:
                own = _own_name(column, {"name", *self.columns}) if name == "name" else name
                columns[own], kinds[own] = column, "any" if name == "name" else self.kinds[name]
        return Assigned(columns, kinds, self.problems)

    def with_status_as_stage(self) -> Assigned:
        """Take the status column for the stage where the book has no stage column.

        Many teams write "New, Contacted, Won, Lost" in one column and call it status.
        """
        if "stage" in self.columns or "status" not in self.columns:
            return self
        names = {"status": "stage"}
        columns = {names.get(name, name): column for name, column in self.columns.items()}
        kinds: dict[str, Kind] = {names.get(n, n): kind for n, kind in self.kinds.items()}
        return Assigned(columns, {**kinds, "stage": "stage"}, self.problems)


def assign(table: RawTable, hints: Hints) -> Assigned:
    """Give each column of a table its name in the frame.

    Where two headers mean the same the plainer one has it, and the other keeps its own name. Where
    the same header stands twice the first column is used and the others are problems.

    Raises:
        CannotRead: So many columns of the leads carry one header that no guess is sound.
    """
    _refuse_ambiguous(table)
    firsts, repeated = _without_repeats(table.columns)
    canonical = _canonical(firsts, table.kind, hints)
    known = TABLES[table.kind].columns
    columns: dict[str, RawColumn] = {}
    kinds: dict[str, Kind] = {}
    for column in firsts:
        name = canonical.get(column.letter) or _own_name(column, {*columns, *canonical.values()})
        columns[name] = column
        kinds[name] = known[name] if column.letter in canonical else "any"
    return Assigned(columns, kinds, tuple(_repeat(table, *pair) for pair in repeated))


def _canonical(columns: Iterable[RawColumn], table: str, hints: Hints) -> dict[str, str]:
    """Column letter → canonical name; the surest header of each name has it."""
    claims: dict[str, list[tuple[int, str]]] = {}
    for column in columns:
        name = hints.column_of(column.header, table)
        if name is not None:
            claims.setdefault(name, []).append((hints.rank_of(column.header, table), column.letter))
    return {
        min(claimants, key=lambda claim: claim[0])[1]: name for name, claimants in claims.items()
    }


def _without_repeats(
    columns: Iterable[RawColumn],
) -> tuple[list[RawColumn], list[tuple[RawColumn, RawColumn]]]:
    """The first column under each header, and each repeat with the first that it repeats."""
    firsts: dict[str, RawColumn] = {}
    repeats: list[tuple[RawColumn, RawColumn]] = []
    for column in columns:
        key = header_key(column.header) or column.header
        if key in firsts:
            repeats.append((column, firsts[key]))
        else:
            firsts[key] = column
    return list(firsts.values()), repeats


def _own_name(column: RawColumn, taken: set[str]) -> str:
    name = column.header
    return f"{name} ({column.letter})" if name in taken | _MADE_HERE else name


def _repeat(table: RawTable, column: RawColumn, first: RawColumn) -> Problem:
    return Problem(
        sheet=table.sheet,
        cell=f"{column.letter}{_header_row(table)}",
        column=column.header,
        value=column.header,
        problem=message(
            "the header stands above column {first}, too; column {letter} is not read",
            first=first.letter,
            letter=column.letter,
        ),
        how_to_mend=message("give each column its own header"),
    )


def _header_row(table: RawTable) -> int:
    return max(table.rows[0] - 1, 1) if len(table.rows) else 1


def _refuse_ambiguous(table: RawTable) -> None:
    """Refuse leads of which most headers are repeats: whatever was chosen would be luck."""
    if table.kind != "Leads":
        return
    counts = Counter(header_key(column.header) for column in table.columns)
    key, most = counts.most_common(1)[0]
    if len(counts) == len(table.columns) or (most < 10 and 2 * len(counts) >= len(table.columns)):
        return
    same = [column for column in table.columns if header_key(column.header) == key]
    raise CannotRead(
        message(
            "sheet {sheet} has the header {header} above {n} columns ({letters}), so it cannot be "
            "told which one is meant; give each column its own header",
            sheet=table.sheet,
            header=quoted(same[0].header),
            n=most,
            letters=[column.letter for column in same[:6]] + (["…"] if most > 6 else []),
        )
    )
