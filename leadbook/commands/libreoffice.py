"""The functions for LibreOffice Calc: build the extension, install it, take it out."""

from __future__ import annotations

from pathlib import Path

import click

from leadbook.commands.shared import BOOK, SpokenGroup, say

__all__ = ["build", "install", "libreoffice", "uninstall"]

_SITE = click.option(
    "--site",
    "folders",
    type=BOOK,
    multiple=True,
    metavar="FOLDER",
    help=say(
        "Have LibreOffice find leadbook in this folder of packages; may be repeated; where this "
        "Python keeps its packages when not given."
    ),
)
_PROFILE = click.option(
    "--profile",
    type=BOOK,
    metavar="FOLDER",
    help=say("Another LibreOffice profile than your own."),
)


@click.group(
    cls=SpokenGroup,
    help=say("Use leadbook's functions in the cells of LibreOffice Calc (24.8 or newer)."),
)
def libreoffice() -> None:
    """Group the commands."""


@libreoffice.command(help=say("Write the extension leadbook.oxt for your own distribution."))
@click.option(
    "--out",
    type=BOOK,
    default=Path(),
    metavar="FOLDER",
    help=say("Write it into FOLDER; into the current one when not given."),
)
@_SITE
def build(out: Path, folders: tuple[Path, ...]) -> None:
    """Write the extension."""
    from leadbook.hosts.libreoffice.extension import own_site, write_extension

    where = tuple(folder.absolute() for folder in folders) or own_site()
    click.echo(str(write_extension(out, where)))


@libreoffice.command(help=say("Add leadbook's functions to your LibreOffice, or renew them."))
@_SITE
@_PROFILE
def install(folders: tuple[Path, ...], profile: Path | None) -> None:
    """Add the extension."""
    from leadbook.hosts.libreoffice.install import install as run
    from leadbook.hosts.libreoffice.office import is_led_astray

    done = run(folders=tuple(folder.absolute() for folder in folders), profile=profile)
    click.echo(
        say(
            "LibreOffice {version} has leadbook's functions now; its Python {python} can load "
            "leadbook. They work after its next start.",
            version="{}.{}".format(*done.office.version),
            python=done.python.version,
        )
    )
    if is_led_astray(done.office):
        click.echo(
            say(
                "Start it from the menu, not in this terminal: the virtual environment that is "
                "active here keeps LibreOffice from its own Python."
            )
        )


@libreoffice.command(help=say("Take leadbook's functions out of your LibreOffice."))
@_PROFILE
def uninstall(profile: Path | None) -> None:
    """Take the extension out."""
    from leadbook.hosts.libreoffice.install import uninstall as run

    was_there = run(profile=profile)
    click.echo(
        say("leadbook's functions are gone from LibreOffice.")
        if was_there
        else say("LibreOffice had no functions of leadbook.")
    )
