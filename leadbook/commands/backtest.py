"""The back-test as a command."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from leadbook.commands.shared import (
    BOOK,
    JSON,
    LANGUAGE,
    MAP,
    QUIET,
    SpokenCommand,
    out_option,
    refuse_open_book,
    say,
    watched,
)
from leadbook.options import mapping_of, moment_of, write_json

if TYPE_CHECKING:
    from pathlib import Path

    from leadbook.language.messages import Language

__all__ = ["backtest"]


@click.command(
    cls=SpokenCommand,
    help=say("Go back to an earlier day, and hold what was foretold then against what came."),
)
@click.argument("book", type=BOOK)
@click.option(
    "--as-of",
    required=True,
    metavar="DATE",
    help=say("The day as of which everything is foretold: only what was known then is used."),
)
@click.option(
    "--until",
    required=True,
    metavar="DATE",
    help=say("The later day, by whose end what was foretold is judged."),
)
@out_option(say("Write the book with the back-test to FILE and leave BOOK as it is."))
@click.option(
    "--keep",
    multiple=True,
    metavar="COLUMN",
    help=say("Trust that this column was then as it is today; may be repeated."),
)
@JSON
@LANGUAGE
@MAP
@QUIET
def backtest(
    book: Path,
    as_of: str,
    until: str,
    out: Path | None,
    keep: tuple[str, ...],
    json_file: Path | None,
    lang: Language | None,
    pairs: tuple[str, ...],
    quiet: bool,
) -> None:
    """Run the back-test."""
    from leadbook.jobs.backtest import as_json
    from leadbook.jobs.backtest import backtest as run

    with watched(quiet) as progress:
        done = run(
            book,
            as_of=moment_of(as_of),
            until=moment_of(until, "--until"),
            today=moment_of(None),
            out=out,
            language=lang,
            mapping=mapping_of(pairs),
            keep=keep,
            progress=progress,
        )
    if json_file is not None:
        write_json(as_json(done), json_file)
    if not quiet and sys.stdout.isatty():
        from leadbook.terminal import show_backtest

        show_backtest(done, say)
    refuse_open_book(done.saved)
