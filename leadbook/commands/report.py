"""The main job as a command."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from leadbook.commands.shared import (
    AS_OF,
    BOOK,
    JSON,
    LANGUAGE,
    MAP,
    QUIET,
    STRICT,
    SpokenCommand,
    end,
    refuse_open_book,
    say,
    watched,
)
from leadbook.language.messages import speaker
from leadbook.options import mapping_of, moment_of, write_json

if TYPE_CHECKING:
    from pathlib import Path

    from leadbook.language.messages import Language

__all__ = ["report"]


@click.command(
    cls=SpokenCommand,
    help=say("Measure BOOK and write the report sheets into it; nothing else changes."),
)
@click.argument("book", type=BOOK)
@AS_OF
@click.option(
    "--out",
    type=BOOK,
    metavar="FILE",
    help=say("Write the book with its report to FILE and leave BOOK as it is."),
)
@JSON
@LANGUAGE
@click.option(
    "--by",
    multiple=True,
    metavar="COLUMN",
    help=say("Break the figures down by one more column; may be repeated."),
)
@MAP
@STRICT
@QUIET
def report(
    book: Path,
    as_of: str | None,
    out: Path | None,
    json_file: Path | None,
    lang: Language | None,
    by: tuple[str, ...],
    pairs: tuple[str, ...],
    strict: bool,
    quiet: bool,
) -> None:
    """Run the main job."""
    from leadbook.figures import as_json
    from leadbook.jobs.report import report as run

    with watched(quiet) as progress:
        done = run(
            book,
            as_of=moment_of(as_of),
            out=out,
            language=lang,
            by=by,
            mapping=mapping_of(pairs),
            progress=progress,
        )
    if json_file is not None:
        write_json(as_json(done.figures, speaker(done.pipeline.settings.language)), json_file)
    if not quiet and sys.stdout.isatty():
        from leadbook.terminal import show_report

        show_report(done, say)
    refuse_open_book(done.saved)
    end(strict, len(done.figures.problems))
