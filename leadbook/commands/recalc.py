"""Recalculating a book's functions as a command."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from leadbook.commands.shared import BOOK, QUIET, SpokenCommand, out_option, refuse_open_book, say
from leadbook.language.messages import plural

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["recalc"]


@click.command(
    cls=SpokenCommand,
    help=say(
        "Work out leadbook's functions in the cells of BOOK without a spreadsheet program; "
        "nothing else changes."
    ),
)
@click.argument("book", type=BOOK)
@out_option(say("Write the book with the results to FILE and leave BOOK as it is."))
@QUIET
def recalc(book: Path, out: Path | None, quiet: bool) -> None:
    """Recalculate a book."""
    from leadbook.hosts.recalc import recalc as run

    done = run(book, out)
    if not quiet:
        for note in (*done.errors, *done.left_alone):
            place = say("{sheet}, cell {cell}: {why}", sheet=note.sheet, cell=note.cell,
                        why=note.why)  # fmt: skip
            click.echo(place, err=True)
        if sys.stdout.isatty():
            done_now = plural(
                "{n} formula has its result now",
                "{n} formulas have their results now",
                n=done.filled,
            )
            click.echo(say(done_now))
    refuse_open_book(done.saved)
