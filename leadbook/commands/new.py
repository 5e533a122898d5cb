"""A new workbook as a command."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import TYPE_CHECKING

import click

from leadbook.commands.shared import BOOK, SpokenCommand, language_option, say

if TYPE_CHECKING:
    from pathlib import Path

    from leadbook.language.messages import Language

__all__ = ["new"]


@click.command(
    cls=SpokenCommand,
    help=say("Make a new pipeline workbook FILE, with drop-downs, tables and help."),
)
@click.argument("file", type=BOOK)
@language_option(say("Language of the workbook."))
@click.option("--sample", is_flag=True, help=say("Fill it with about 400 invented leads."))
def new(file: Path, lang: Language, sample: bool) -> None:
    """Make a workbook to start from."""
    from leadbook.jobs.new import new as run

    today = None if sample else datetime.now().date()
    made = run(file, language=lang, sample=sample, as_of=today)
    if sys.stdout.isatty():
        click.echo(say("{book} is ready", book=str(made)))
