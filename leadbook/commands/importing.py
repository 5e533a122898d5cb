"""Leads from a file as a command."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from leadbook.commands.shared import (
    BOOK,
    DRY_RUN,
    JSON_INSTEAD,
    MAP,
    QUIET,
    VOICE,
    SpokenCommand,
    out_option,
    say,
    voice_in,
)
from leadbook.language.messages import message
from leadbook.options import mapping_of, moment_of, write_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from leadbook.language.messages import Language, Message

__all__ = ["import_leads"]

SHOWN_ROWS = 40
"""Rows of the file that a terminal names before the rest is only counted."""


@click.command(
    "import",
    cls=SpokenCommand,
    help=say(
        "Append the leads of FILE (CSV, JSON, .xlsx or .xlsm) to the leads of BOOK. A lead that "
        "BOOK has already is listed and left as it is."
    ),
)
@click.argument("book", type=BOOK)
@click.argument("file", type=BOOK)
@out_option(say("Write the book with its new rows to FILE and leave BOOK as it is."))
@DRY_RUN
@JSON_INSTEAD
@VOICE
@MAP
@QUIET
def import_leads(
    book: Path,
    file: Path,
    out: Path | None,
    dry_run: bool,
    json_file: Path | None,
    lang: Language | None,
    pairs: tuple[str, ...],
    quiet: bool,
) -> None:
    """Take leads from a file."""
    from leadbook.jobs.importing import as_json, as_text
    from leadbook.jobs.importing import import_leads as run

    mapping = mapping_of(pairs)
    done = run(book, file, at=moment_of(None), out=out, mapping=mapping, dry_run=dry_run)
    if json_file is not None:
        write_json(as_json(done), json_file)
    elif not quiet:
        told, spoken = as_text(done.plan, dry_run=dry_run), voice_in(lang)
        for sentence in _shown(told) if sys.stdout.isatty() else told:
            click.echo(spoken(sentence))


def _shown(told: Sequence[Message]) -> Iterator[Message]:
    """Say of single rows the first only, so that what is said of all stays in sight."""
    rows = 0
    for sentence in told:
        rows += (of_row := "row" in sentence.values)
        if not of_row or rows <= SHOWN_ROWS:
            yield sentence
        elif rows == SHOWN_ROWS + 1:
            n = sum("row" in each.values for each in told) - SHOWN_ROWS
            yield message("and {n} more; --json has them all", n=n)
