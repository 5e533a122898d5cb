"""Which columns of the leads the figures are broken down by, and what the book calls them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.errors import WrongUse
from leadbook.language.messages import message, quoted
from leadbook.pipeline import aliases, schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leadbook.language.messages import Message
    from leadbook.pipeline.pipeline import Pipeline

__all__ = ["BREAKDOWNS", "asked_columns", "headers", "labels", "named_columns"]

BREAKDOWNS = ("source", "owner", "product", "campaign", "industry")
NOT_A_COLUMN = {"sheet_row", "age_days"}


def labels(pipeline: Pipeline) -> dict[str, str]:
    """Give what the reader calls each column of the leads (its header) and each computed fact."""
    english = pipeline.settings.language == "en"
    facts = {
        fact: next((word for word in words if word.isascii() == english), fact)
        for fact, words in aliases.FACTS.items()
    }
    return facts | headers(pipeline)


def headers(pipeline: Pipeline) -> dict[str, str]:
    """Give the header that the book uses for each column of the leads."""
    return {
        column.canonical: column.header
        for table in pipeline.reading
        if table.kind == "Leads"
        for column in table.columns
    }


def asked_columns(pipeline: Pipeline, by: Sequence[str]) -> tuple[str, ...]:
    """Give the columns to break down by: the usual ones that the book has, then those asked for.

    A column is asked for by its canonical name or by its header, whatever the case and spaces.

    Raises:
        WrongUse: The leads have no such column; the sentence names those they have.
    """
    usual = [name for name in BREAKDOWNS if name in pipeline.leads]
    return tuple(dict.fromkeys([*usual, *named_columns(pipeline, by)]))


def named_columns(pipeline: Pipeline, names: Sequence[str]) -> tuple[str, ...]:
    """Give the columns of the leads with these names, as `asked_columns` understands them.

    Raises:
        WrongUse: The leads have no such column; the sentence names those they have.
    """
    return tuple(_asked(pipeline, name) for name in names)


def _asked(pipeline: Pipeline, name: str) -> str:
    columns = [str(column) for column in pipeline.leads if column not in NOT_A_COLUMN]
    called = {schema.header_key(column): column for column in columns}
    called |= {
        schema.header_key(header): canonical
        for canonical, header in headers(pipeline).items()
        if canonical in columns
    }
    guess = schema.column_of(name, "Leads")
    found = called.get(schema.header_key(name)) or (guess if guess in columns else None)
    if found is None:
        shown = [headers(pipeline).get(column, column) for column in columns]
        raise WrongUse(_no_such_column(name, dict(zip(columns, shown, strict=True))))
    return found


def _no_such_column(name: str, columns: dict[str, str]) -> Message:
    """Say what there is instead; columns are called by their headers."""
    near = schema.near(name, [*columns, *columns.values()])
    if near is None:
        return message(
            "the leads have no column {column}; they have {columns}",
            column=quoted(name),
            columns=list(columns.values()),
        )
    return message(
        "the leads have no column {column}; did you mean {near}? They have {columns}",
        column=quoted(name),
        near=quoted(columns.get(near, near)),
        columns=list(columns.values()),
    )
