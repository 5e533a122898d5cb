"""Hints held against the book: a header that was named must be there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.errors import WrongUse
from leadbook.language.messages import message, quoted
from leadbook.language.text import plain
from leadbook.pipeline.clean import listed
from leadbook.pipeline.guesses import meant, one_of
from leadbook.pipeline.hints import read_hints
from leadbook.pipeline.schema import header_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from leadbook.language.messages import Message
    from leadbook.pipeline.problems import Problem
    from leadbook.pipeline.raw import RawTable

__all__ = ["require_headers", "sound_pairs"]

Pair = tuple[str, str]


def require_headers(mapping: Mapping[str, str] | None, tables: Mapping[str, RawTable]) -> None:
    """Refuse a header that the user named on the command line and the book has not.

    Raises:
        WrongUse: It says which headers there are, and the nearest.
    """
    for kind, column, header in _absent(read_hints(mapping).headers, tables):
        headers = _headers(tables, kind)
        if not headers:
            raise WrongUse(
                message(
                    "{column} should be in the column {header} of {table}, but the book has no "
                    "such table",
                    column=column,
                    header=quoted(header),
                    table=kind,
                )
            )
        raise WrongUse(
            message(
                "{column} should be in the column {header}, but {table} has no such header; {how}",
                column=column,
                header=quoted(header),
                table=tables[kind].sheet,
                how=one_of(header, headers),
            )
        )


def sound_pairs(
    pairs: Sequence[Pair], tables: Mapping[str, RawTable]
) -> tuple[list[Pair], list[Problem]]:
    """Drop the hints of the Settings sheet that name a header which the book has not; list them.

    Args:
        pairs: Key and value of each row of the Settings sheet.
        tables: The tables of the book by kind.
    """
    problems: list[Problem] = []
    wrong: set[str] = set()
    for kind, _, header in _absent(read_hints(None, pairs).headers, tables):
        wrong.add(header)
        headers = _headers(tables, kind)
        how = meant(header, headers) if headers else message("delete this row of the settings")
        problems += _mistold(tables["Settings"], header, how)
    return [pair for pair in pairs if pair[1] not in wrong], problems


def _absent(
    told: Mapping[str, Mapping[str, str]], tables: Mapping[str, RawTable]
) -> Iterator[tuple[str, str, str]]:
    for kind, wanted in told.items():
        known = set(map(header_key, _headers(tables, kind)))
        for column, header in wanted.items():
            if header_key(header) not in known:
                yield kind, column, header


def _headers(tables: Mapping[str, RawTable], kind: str) -> list[str]:
    return [column.header for column in tables[kind].columns] if kind in tables else []


def _mistold(settings: RawTable, header: str, how: Message) -> list[Problem]:
    """List the cell of the Settings sheet that names the header."""
    return [
        problem
        for column in settings.columns
        for problem in listed(
            settings,
            column,
            [k for k, cell in enumerate(column.cells) if plain(cell).strip() == header],
            message("there is no header {header}", header=quoted(header)),
            how,
        )
    ]
