"""A workbook for xlwings Lite as a command."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from leadbook.commands.shared import BOOK, SpokenCommand, language_option, out_option, say
from leadbook.language.messages import speaker

if TYPE_CHECKING:
    from pathlib import Path

    from leadbook.language.messages import Language

__all__ = ["lite"]


@click.command(
    cls=SpokenCommand,
    help=say(
        "Put the functions into a copy of BOOK for xlwings Lite, a free add-in of Excel on "
        "Windows, Mac and the web."
    ),
)
@click.argument("book", type=BOOK)
@out_option(
    say("Write the copy to FILE; beside BOOK, with (lite) behind its name, when not given.")
)
@click.option(
    "--wheel",
    metavar="URL",
    help=say("Have leadbook fetched from this address instead of the public index of packages."),
)
@language_option(say("Language of the help texts and of what the functions say."))
def lite(book: Path, out: Path | None, wheel: str | None, lang: Language) -> None:
    """Make a copy for xlwings Lite."""
    from leadbook.hosts.lite.embed import embed

    saved = embed(book, say=speaker(lang), out=out, wheel=wheel)
    if sys.stdout.isatty():
        click.echo(say("{book} is ready", book=str(saved.path)))
