"""What the commands share: options, the voice of the terminal, progress, and how a command ends."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import click

from leadbook.errors import LeadbookError, WrongUse
from leadbook.language.messages import LANGUAGES, message, speaker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from leadbook.jobs.progress import Progress
    from leadbook.language.messages import Language, Speaker
    from leadbook.workbook.save import Saved

__all__ = [
    "AS_OF",
    "BOOK",
    "DRY_RUN",
    "JSON",
    "JSON_INSTEAD",
    "LANGUAGE",
    "MAP",
    "QUIET",
    "STRICT",
    "VOICE",
    "SpokenCommand",
    "SpokenGroup",
    "end",
    "fail",
    "json_option",
    "language_option",
    "out_option",
    "refuse_open_book",
    "say",
    "spoken_language",
    "voice_in",
    "watched",
]

_Command = TypeVar("_Command", bound="Callable[..., object]")


def spoken_language(arguments: Sequence[str]) -> Language:
    """Give the language of help and messages: --lang, else LEADBOOK_LANG, else the locale's.

    The options' help is made before click reads the arguments, which may be wrong besides.
    """
    pairs = set(pairwise(part for word in arguments for part in word.split("=", 1)))
    for language in LANGUAGES:
        if ("--lang", language) in pairs:
            return language
    names = ("LEADBOOK_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    chosen = next((os.environ[name] for name in names if os.environ.get(name)), "en")
    return "fa" if chosen.lower().startswith("fa") else "en"


say = speaker(spoken_language(sys.argv[1:]))
"""Says what is meant for the terminal."""


def voice_in(language: Language | None) -> Speaker:
    """Give who speaks the language that was asked for; the terminal's when none was."""
    return say if language is None else speaker(language)


class _Named(click.Path):
    """A file or folder by its name; what else is wrong with it is said by who opens it."""

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Path:
        if not os.fspath(value):  # as a script leaves it whose variable is not set
            self.fail(say("the name is empty"), param, ctx)
        return Path(os.fsdecode(super().convert(value, param, ctx)))


BOOK = _Named(readable=False)


def out_option(meaning: str) -> Callable[[_Command], _Command]:
    """Give ``--out FILE``: what a command makes of a book goes there instead of into the book."""
    return click.option("--out", type=BOOK, metavar="FILE", help=meaning)


def language_option(meaning: str) -> Callable[[_Command], _Command]:
    """Give ``--lang`` for what has no language of its own yet: the terminal's by default."""
    choices = click.Choice(["fa", "en"])
    return click.option("--lang", type=choices, default=say.language, help=meaning)


def json_option(meaning: str) -> Callable[[_Command], _Command]:
    """Give ``--json FILE``, where - is standard output."""
    file = _Named(allow_dash=True, readable=False)
    return click.option("--json", "json_file", type=file, metavar="FILE", help=meaning)


LANGUAGE = click.option(
    "--lang",
    type=click.Choice(["fa", "en"]),
    help=say("Language of what is written; the book's own when not given."),
)
VOICE = click.option(
    "--lang",
    type=click.Choice(["fa", "en"]),
    help=say("Language of what is said; the terminal's own when not given."),
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
    help=say(
        "Take the column with this header for that column of leadbook's, such as stage=Phase; "
        "may be repeated."
    ),
)
JSON = json_option(say("Write every figure as JSON, too; - is standard output."))
JSON_INSTEAD = json_option(say("Write it as JSON instead; - is standard output."))
STRICT = click.option(
    "--strict",
    is_flag=True,
    help=say("End with exit code 1 when the book has problems."),
)
DRY_RUN = click.option(
    "--dry-run", is_flag=True, help=say("Say what would be done, and do nothing.")
)
QUIET = click.option("--quiet", is_flag=True, help=say("Print nothing but errors."))


class _Spoken(click.Command):
    """What a command and a group say alike."""

    def get_short_help_str(self, limit: int = 45) -> str:
        """Give the whole first sentence: a list of commands breaks its lines, and cuts none."""
        return (self.help or "").split(". ")[0].removesuffix(".") + "."

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the arguments; whatever is wrong with them, the usage is shown with it."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise


class SpokenCommand(_Spoken):
    """A command whose failure is one sentence in the language that was asked for."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; a LeadbookError becomes its sentence and its exit code."""
        try:
            _spare_what_is_read(ctx.params)
            return super().invoke(ctx)
        except LeadbookError as error:
            fail(voice_in(ctx.params.get("lang"))(error.message), error.exit_code)


class SpokenGroup(_Spoken, click.Group):
    """A group whose commands speak, listed in the order in which a person needs them."""

    command_class = SpokenCommand

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order in which they were added."""
        return [*self.commands]


def _spare_what_is_read(options: Mapping[str, object]) -> None:
    """Refuse to write figures over a workbook or over a file that the command reads."""
    file = options.get("json_file")
    if not isinstance(file, Path):
        return
    others = (each for name, each in options.items() if name != "json_file")
    taken = {each.resolve() for each in others if isinstance(each, Path)}
    if file.suffix.lower().startswith(".xl") or file.resolve() in taken:
        raise WrongUse(
            message(
                "--json may not write over {file}, a workbook or a file that is read; name another "
                "file for the figures, such as figures.json",
                file=file.name,
            )
        )


def fail(sentence: str, code: int) -> NoReturn:
    """Say what went wrong, and end with its exit code."""
    click.echo(f"leadbook: {sentence}", err=True)
    sys.exit(code)


def refuse_open_book(saved: Saved) -> None:
    """End with the exit code of what could not be written, where the book itself could not."""
    if (refused := saved.refusal) is not None:
        raise refused


def end(strict: bool, problems: int) -> None:
    """End with exit code 1 where problems were asked to count as a failure."""
    if strict and problems:
        sys.exit(1)


@contextmanager
def watched(quiet: bool) -> Iterator[Progress]:
    """Show a progress bar on a terminal; nothing in a pipe."""
    from leadbook.jobs.progress import unwatched

    if quiet or not sys.stderr.isatty():
        yield unwatched
        return
    from leadbook.terminal import progress_bar

    with progress_bar(say) as progress:
        yield progress
