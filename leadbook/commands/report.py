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
    out_option,
    refuse_open_book,
    say,
    voice_in,
    watched,
)
from leadbook.errors import WrongUse
from leadbook.language.messages import message, quoted, speaker
from leadbook.options import mapping_of, moment_of, write_json

if TYPE_CHECKING:
    from pathlib import Path

    from leadbook.language.messages import Language

__all__ = ["report"]


@click.command(
    cls=SpokenCommand,
    help=say("Measure BOOK and write the report sheets into it; nothing else changes."),
)
@click.argument("book", type=BOOK, required=False)
@AS_OF
@out_option(say("Write the book with its report to FILE and leave BOOK as it is."))
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
@click.option(
    "--watch-folder",
    type=BOOK,
    metavar="FOLDER",
    help=say(
        "Do it for every book in FOLDER instead, one after another; one that fails stops none."
    ),
)
def report(
    book: Path | None,
    as_of: str | None,
    out: Path | None,
    json_file: Path | None,
    lang: Language | None,
    by: tuple[str, ...],
    pairs: tuple[str, ...],
    strict: bool,
    quiet: bool,
    watch_folder: Path | None,
) -> None:
    """Run the main job, on one book or on a folder of them."""
    if watch_folder is not None:
        _refuse_beside_a_folder(book, out)
        _report_folder(watch_folder, as_of, json_file, lang, by, pairs, strict, quiet)
        return
    if book is None:
        raise WrongUse(message("name the book to report on, or a folder with --watch-folder"))
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


def _refuse_beside_a_folder(book: Path | None, out: Path | None) -> None:
    if book is not None:
        raise WrongUse(
            message(
                "--watch-folder reports on every book of a folder; leave out {book}, or the option",
                book=quoted(book),
            )
        )
    if out is not None:
        raise WrongUse(
            message("--out names one file and --watch-folder has many; leave one of them out")
        )


def _report_folder(
    folder: Path,
    as_of: str | None,
    json_file: Path | None,
    lang: Language | None,
    by: tuple[str, ...],
    pairs: tuple[str, ...],
    strict: bool,
    quiet: bool,
) -> None:
    from leadbook.jobs.folder import as_json, report_folder

    with watched(quiet) as progress:
        run = report_folder(
            folder,
            as_of=moment_of(as_of),
            language=lang,
            by=by,
            mapping=mapping_of(pairs),
            strict=strict,
            with_figures=json_file is not None,
            progress=progress,
        )
    voice = voice_in(lang)
    if json_file is not None:
        write_json(as_json(run, voice), json_file)
    if not quiet and sys.stdout.isatty():
        from leadbook.terminal import show_folder

        show_folder(run, voice)
    else:
        for book in run.books:
            if book.error is not None:
                _say_failure(book.book.name, voice(book.error))
    sys.exit(run.exit_code)


def _say_failure(book: str, sentence: str) -> None:
    """Say what went wrong with one of many books; most sentences name the book themselves."""
    click.echo(f"leadbook: {sentence if book in sentence else f'{book}: {sentence}'}", err=True)
