"""The doctor as a command."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from leadbook.commands.shared import JSON_INSTEAD, SpokenCommand, say
from leadbook.options import write_json

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["doctor"]


@click.command(
    cls=SpokenCommand,
    help=say("Find what keeps leadbook from working in Excel or LibreOffice, and how to mend it."),
)
@JSON_INSTEAD
def doctor(json_file: Path | None) -> None:
    """Look at this machine; end with exit code 1 where something is at fault."""
    from leadbook.hosts.excel.doctor import as_json, diagnose
    from leadbook.hosts.excel.this_machine import ThisMachine

    findings = diagnose(ThisMachine())
    if json_file is not None:
        write_json(as_json(findings, say), json_file)
    else:
        from leadbook.terminal import show_findings

        show_findings(findings, say)
    sys.exit(any(found.state == "fail" for found in findings))
