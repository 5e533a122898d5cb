"""The command line: its commands, and the last border where every failure becomes a sentence.

Exit codes: 0 done, 1 done but the book has problems (with ``--strict``), 2 wrong use, 3 the book
cannot be read, 4 the report cannot be written.
"""

from __future__ import annotations

import atexit
import gc
import io
import os
import sys
from typing import TYPE_CHECKING, NoReturn

import click

from leadbook import __version__
from leadbook.commands import click_words
from leadbook.commands.addin import build_addin
from leadbook.commands.backtest import backtest
from leadbook.commands.check import check
from leadbook.commands.doctor import doctor
from leadbook.commands.importing import import_leads
from leadbook.commands.install import install, uninstall
from leadbook.commands.libreoffice import libreoffice
from leadbook.commands.limits import limits
from leadbook.commands.lite import lite
from leadbook.commands.new import new
from leadbook.commands.recalc import recalc
from leadbook.commands.report import report
from leadbook.commands.shared import SpokenGroup, fail, say
from leadbook.commands.snapshot import snapshot
from leadbook.errors import UNEXPECTED

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]


@click.group(
    cls=SpokenGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=say("leadbook makes the Excel workbook in which a sales team keeps its pipeline smart."),
    epilog=say(
        "Exit codes: 0 done, 1 done with problems under --strict, 2 wrong use, "
        "3 cannot read, 4 cannot write."
    ),
)
@click.version_option(
    __version__,
    help=say("Show the version and exit."),
    message=say("leadbook, version {version}", version=__version__),
)
def cli() -> None:
    """Group the commands."""


COMMANDS: tuple[click.Command, ...] = (
    *(new, report, check, import_leads, snapshot, limits, backtest, recalc),
    *(install, doctor, uninstall, libreoffice, lite, build_addin),
)
for command in COMMANDS:
    cli.add_command(command)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit; every failure is one sentence, never a traceback."""
    # At the end Python searches all that the libraries hold for what is used no more: a fifth of
    # a second for nothing, since all of it goes with the process.
    atexit.register(gc.freeze)
    _write_what_comes()
    click_words.say_in(say.language)
    try:
        cli.main(args=arguments, prog_name="leadbook")
    except Exception as error:
        # The last border: a person gets a sentence, a developer asks for more.
        if os.environ.get("LEADBOOK_DEBUG"):
            raise
        kind, text = type(error).__name__, str(error)
        fail(
            say(
                "leadbook met an error that it does not know ({kind}: {text}); "
                "set LEADBOOK_DEBUG=1 and run again to see where, and please report it",
                kind=kind,
                text=text,
            ),
            UNEXPECTED,
        )
    sys.exit(0)


def _write_what_comes() -> None:
    """Write UTF-8 into a pipe, whatever the machine's code page: Persian must arrive whole.

    A terminal shows what its own code page has, and a mark for a letter that it has not. A task
    without a window (pythonw) has nobody to write to.
    """
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:  # where a file's name is no text, its bytes are told
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
