"""The add-in as files, for people who hand it on by themselves."""

from __future__ import annotations

from pathlib import Path

import click

from leadbook.commands.shared import BOOK, SpokenCommand, say

__all__ = ["build_addin"]


@click.command(
    "build-addin",
    cls=SpokenCommand,
    help=say(
        "Build Excel's add-in and the sample book with macros as files. "
        "leadbook install does it all by itself; this is for handing the files on."
    ),
)
@click.option(
    "--out",
    type=BOOK,
    default=Path(),
    metavar="FOLDER",
    help=say("Folder that the files go into; the current one when not given."),
)
def build_addin(out: Path) -> None:
    """Build both files and print where they are."""
    from leadbook.hosts.excel.addin import build_addin as build
    from leadbook.hosts.excel.addin import build_sample

    for made in (build(out), build_sample(out)):
        click.echo(str(made))
