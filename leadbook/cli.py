"""The command line: options in, a job called, progress and an exit code out.

Exit codes: 0 done, 1 done but the book has problems (with ``--strict``), 2 wrong use, 3 the book
cannot be read, 4 the report cannot be written. Everything heavy is imported inside the command
that needs it, so that ``leadbook --help`` answers at once.
"""

from __future__ import annotations

import io
import os
import sys
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from leadbook import __version__
from leadbook.errors import CannotWrite, LeadbookError
from leadbook.language.messages import Language, message, speaker
from leadbook.options import mapping_of, moment_of, write_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from leadbook.jobs.progress import Progress
    from leadbook.workbook.save import Saved

__all__ = ["main"]

UNEXPECTED = 70
"""Exit code of an error that leadbook does not know (EX_SOFTWARE of sysexits)."""


def terminal_language() -> Language:
    """Give the language of help and messages: LEADBOOK_LANG, else the terminal's locale."""
    names = ("LEADBOOK_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    chosen = next((os.environ[name] for name in names if os.environ.get(name)), "en")
    return "fa" if chosen.lower().startswith("fa") else "en"


say = speaker(terminal_language())

BOOK = click.Path(path_type=Path)
LANGUAGE = click.option(
    "--lang",
    type=click.Choice(["fa", "en"]),
    help=say("Language of what is written; the book's own when not given."),
)
AS_OF = click.option(
    "--as-of",
    metavar="DATE",
    help=say("Count open deals up to this day (2026-11-21 or 1405/08/30); today when not given."),
)
MAP = click.option(
    "--map",
    "pairs",
    multiple=True,
    metavar="CANONICAL=HEADER",
    help=say("Take the column with this header for that canonical column; may be repeated."),
)
JSON = click.option(
    "--json",
    "json_file",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help=say("Write every figure as JSON, too; - is standard output."),
)
STRICT = click.option(
    "--strict",
    is_flag=True,
    help=say("End with exit code 1 when the book has problems."),
)
QUIET = click.option("--quiet", is_flag=True, help=say("Print nothing but errors."))


class SpokenCommand(click.Command):
    """A command whose failure is one sentence in the language that was asked for."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a LeadbookError becomes its sentence and its exit code."""
        try:
            return super().invoke(ctx)
        except LeadbookError as error:
            language = ctx.params.get("lang") or terminal_language()
            _fail(speaker(language)(error.message), error.exit_code)


class SpokenGroup(click.Group):
    """A group whose commands speak."""

    command_class = SpokenCommand


@click.group(
    cls=SpokenGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=say("leadbook makes the Excel workbook in which a sales team keeps its pipeline smart."),
    epilog=say(
        "Exit codes: 0 done, 1 done with problems under --strict, 2 wrong use, "
        "3 cannot read, 4 cannot write."
    ),
)
@click.version_option(__version__, prog_name="leadbook")
def cli() -> None:
    """Group the commands."""


@cli.command(help=say("Measure BOOK and write the report sheets into it; nothing else changes."))
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

    with _watched(quiet) as progress:
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
    _refuse_open_book(done.saved)
    _end(strict, len(done.figures.problems))


@cli.command(help=say("Show how each sheet and column of BOOK is understood, and each problem."))
@click.argument("book", type=BOOK)
@AS_OF
@JSON
@LANGUAGE
@MAP
@STRICT
def check(
    book: Path,
    as_of: str | None,
    json_file: Path | None,
    lang: Language | None,
    pairs: tuple[str, ...],
    strict: bool,
) -> None:
    """Run the check of a book."""
    from leadbook.jobs.check import as_json
    from leadbook.jobs.check import check as run

    pipeline = run(book, as_of=moment_of(as_of), language=lang, mapping=mapping_of(pairs))
    voice = speaker(lang) if lang else say
    if json_file is not None:
        write_json(as_json(pipeline, voice), json_file)
    else:
        from leadbook.terminal import show_check

        show_check(pipeline, voice)
    _end(strict, len(pipeline.problems))


@cli.command(help=say("Make a new pipeline workbook FILE, with drop-downs, tables and help."))
@click.argument("file", type=BOOK)
@click.option(
    "--lang",
    type=click.Choice(["fa", "en"]),
    default=terminal_language(),
    help=say("Language of the workbook."),
)
@click.option("--sample", is_flag=True, help=say("Fill it with about 400 invented leads."))
def new(file: Path, lang: Language, sample: bool) -> None:
    """Make a workbook to start from."""
    from leadbook.jobs.new import new as run

    today = None if sample else datetime.now().date()
    made = run(file, language=lang, sample=sample, as_of=today)
    if sys.stdout.isatty():
        click.echo(say("{book} is ready", book=str(made)))


@cli.command(help=say("Learn each stage's limit in days from the deals that BOOK has won."))
@click.argument("book", type=BOOK)
@click.option(
    "--write-limits",
    is_flag=True,
    help=say("Write them into the Stages table of BOOK; only those cells change."),
)
@click.option(
    "--out",
    type=BOOK,
    metavar="FILE",
    help=say("Write the book with its new limits to FILE and leave BOOK as it is."),
)
@AS_OF
@JSON
@LANGUAGE
@MAP
def limits(
    book: Path,
    write_limits: bool,
    out: Path | None,
    as_of: str | None,
    json_file: Path | None,
    lang: Language | None,
    pairs: tuple[str, ...],
) -> None:
    """Learn limits from experience, and write them where that is asked for."""
    from leadbook.jobs.limits import as_json
    from leadbook.jobs.limits import limits as run

    done = run(
        book,
        as_of=moment_of(as_of),
        write=write_limits,
        out=out,
        language=lang,
        mapping=mapping_of(pairs),
    )
    voice = speaker(lang) if lang else say
    if json_file is not None:
        write_json(as_json(done, voice), json_file)
    else:
        from leadbook.terminal import show_limits

        show_limits(done, voice)
    if done.saved is not None:
        _refuse_open_book(done.saved)


@cli.command(
    help=say("Go back to an earlier day, and hold what was foretold then against what came.")
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
@click.option(
    "--out",
    type=BOOK,
    metavar="FILE",
    help=say("Write the book with the back-test to FILE and leave BOOK as it is."),
)
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

    with _watched(quiet) as progress:
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
    _refuse_open_book(done.saved)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit; every failure is one sentence, never a traceback."""
    _write_utf8()
    try:
        cli.main(args=arguments, prog_name="leadbook")
    except Exception as error:
        # The last border: a person gets a sentence, a developer asks for more.
        if os.environ.get("LEADBOOK_DEBUG"):
            raise
        kind, text = type(error).__name__, str(error)
        _fail(
            say(
                "leadbook met an error that it does not know ({kind}: {text}); "
                "set LEADBOOK_DEBUG=1 and run again to see where, and please report it",
                kind=kind,
                text=text,
            ),
            UNEXPECTED,
        )
    sys.exit(0)


def _write_utf8() -> None:
    """Write UTF-8 into a pipe, whatever the machine's code page: Persian must arrive whole."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8")


def _fail(sentence: str, code: int) -> NoReturn:
    click.echo(f"leadbook: {sentence}", err=True)
    sys.exit(code)


def _refuse_open_book(saved: Saved) -> None:
    """End with the exit code of what could not be written, where the book itself could not."""
    if (meant := saved.instead_of) is not None:
        raise CannotWrite(
            message(
                "{book} is open in another program, so the report went into {copy} beside it; "
                "close the book and run again to have it inside",
                book=meant.name,
                copy=saved.path.name,
            )
        )


def _end(strict: bool, problems: int) -> None:
    if strict and problems:
        sys.exit(1)


@contextmanager
def _watched(quiet: bool) -> Iterator[Progress]:
    """Show a progress bar on a terminal; nothing in a pipe."""
    from leadbook.jobs.progress import unwatched

    if quiet or not sys.stderr.isatty():
        yield unwatched
        return
    from leadbook.terminal import progress_bar

    with progress_bar(say) as progress:
        yield progress
