"""The stage log without macros as a command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from leadbook.commands.shared import (
    BOOK,
    JSON_INSTEAD,
    MAP,
    QUIET,
    VOICE,
    SpokenCommand,
    out_option,
    say,
    voice_in,
)
from leadbook.language.messages import LEFT_TO_RIGHT_MARK
from leadbook.options import mapping_of, moment_of, write_json

if TYPE_CHECKING:
    from pathlib import Path

    from leadbook.jobs.snapshot import Snapped
    from leadbook.language.messages import Language, Speaker

__all__ = ["snapshot"]


@click.command(
    cls=SpokenCommand,
    help=say(
        "Append what has changed since the last look to the stage history of BOOK: lead, stage, "
        "time; nothing else changes."
    ),
)
@click.argument("book", type=BOOK)
@click.option(
    "--at",
    metavar="MOMENT",
    help=say("Moment of the look (2026-11-21 18:00 or 1405/08/30 18:00); now when not given."),
)
@out_option(say("Write the book with its new rows to FILE and leave BOOK as it is."))
@click.option(
    "--add-table",
    is_flag=True,
    help=say("Add a sheet for the stage history where BOOK has none."),
)
@JSON_INSTEAD
@VOICE
@MAP
@QUIET
def snapshot(
    book: Path,
    at: str | None,
    out: Path | None,
    add_table: bool,
    json_file: Path | None,
    lang: Language | None,
    pairs: tuple[str, ...],
    quiet: bool,
) -> None:
    """Record stage changes."""
    from datetime import datetime

    from leadbook.jobs.snapshot import as_json
    from leadbook.jobs.snapshot import snapshot as run

    moment = moment_of(at, "--at") if at else datetime.now().replace(microsecond=0)
    done = run(book, at=moment, out=out, mapping=mapping_of(pairs), add_table=add_table)
    if json_file is not None:
        write_json(as_json(done), json_file)
    elif not quiet:
        _show(done, voice_in(lang))


def _show(done: Snapped, say: Speaker) -> None:
    """Print one line for each change, and where they stand."""
    if done.changes.empty:
        click.echo(say("No stage has changed since the last look."))
        return
    # between two Persian names the arrow would point back
    mark = LEFT_TO_RIGHT_MARK if say.right_to_left else ""
    columns = (done.changes[name].tolist() for name in ("lead_id", "former", "stage"))
    for lead, former, stage in zip(*columns, strict=True):
        click.echo(f"{lead}: {former or say('new lead')}{mark} → {stage}")
    click.echo(
        say(
            "Stage changes appended to the sheet {sheet}: {n}",
            sheet=done.sheet,
            n=len(done.changes),
        )
    )
