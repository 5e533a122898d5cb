"""The check of a book as a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from leadbook.commands.shared import (
    AS_OF,
    BOOK,
    JSON_INSTEAD,
    MAP,
    STRICT,
    VOICE,
    SpokenCommand,
    end,
    say,
    voice_in,
)
from leadbook.options import mapping_of, moment_of, write_json

if TYPE_CHECKING:
    from pathlib import Path

    from leadbook.language.messages import Language

__all__ = ["check"]


@click.command(
    cls=SpokenCommand,
    help=say("Show how each sheet and column of BOOK is understood, and each problem."),
)
@click.argument("book", type=BOOK)
@AS_OF
@JSON_INSTEAD
@VOICE
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
    voice = voice_in(lang)
    if json_file is not None:
        write_json(as_json(pipeline, voice), json_file)
    else:
        from leadbook.terminal import show_check

        show_check(pipeline, voice)
    end(strict, len(pipeline.problems))
