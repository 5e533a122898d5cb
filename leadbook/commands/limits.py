"""Limits from experience as a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from leadbook.commands.shared import (
    AS_OF,
    BOOK,
    JSON_INSTEAD,
    MAP,
    VOICE,
    SpokenCommand,
    out_option,
    refuse_open_book,
    say,
    voice_in,
)
from leadbook.options import mapping_of, moment_of, write_json

if TYPE_CHECKING:
    from pathlib import Path

    from leadbook.language.messages import Language

__all__ = ["limits"]


@click.command(
    cls=SpokenCommand,
    help=say("Learn each stage's limit in days from the deals that BOOK has won."),
)
@click.argument("book", type=BOOK)
@click.option(
    "--write-limits",
    is_flag=True,
    help=say("Write them into the Stages table of BOOK; only those cells change."),
)
@out_option(say("Write the book with its new limits to FILE and leave BOOK as it is."))
@AS_OF
@JSON_INSTEAD
@VOICE
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
    voice = voice_in(lang)
    if json_file is not None:
        write_json(as_json(done, voice), json_file)
    else:
        from leadbook.terminal import show_limits

        show_limits(done, voice)
    if done.saved is not None:
        refuse_open_book(done.saved)
