"""Put leadbook into Excel and take it out again, as commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from leadbook.commands.shared import DRY_RUN, SpokenCommand, say

if TYPE_CHECKING:
    from leadbook.hosts.excel.steps import Plan
    from leadbook.hosts.excel.this_machine import ThisMachine

__all__ = ["install", "uninstall"]


@click.command(
    cls=SpokenCommand,
    help=say("Put the Leadbook tab and functions into your Excel; no administrator is needed."),
)
@DRY_RUN
def install(dry_run: bool) -> None:
    """Install the add-in for this person, or bring it up to date."""
    from leadbook.hosts.excel.install import plan_install
    from leadbook.hosts.excel.this_machine import ThisMachine

    machine = ThisMachine()
    plan = plan_install(machine)
    _run(plan, machine, dry_run=dry_run)
    if not plan.steps:
        click.echo(say("leadbook is installed in Excel already; there is nothing to do"))
    for note in () if dry_run and plan.steps else plan.notes:
        click.echo(say(note))


@click.command(
    cls=SpokenCommand,
    help=say("Take leadbook out of your Excel, with its settings and log; your books stay."),
)
@DRY_RUN
def uninstall(dry_run: bool) -> None:
    """Remove all that install has put on this machine."""
    from leadbook.hosts.excel.install import plan_uninstall
    from leadbook.hosts.excel.this_machine import ThisMachine

    machine = ThisMachine()
    plan = plan_uninstall(machine)
    _run(plan, machine, dry_run=dry_run)
    if not plan.steps:
        click.echo(say("leadbook is not installed in Excel; there is nothing to do"))
    elif not dry_run:
        click.echo(say("leadbook is out of Excel; pip uninstall leadbook removes the rest"))


def _run(plan: Plan, machine: ThisMachine, *, dry_run: bool) -> None:
    from leadbook.hosts.excel.steps import carry_out, in_words

    if not (dry_run and plan.steps):
        carry_out(plan, machine)
    elif plan.obstacle is not None:
        click.echo(say("Nothing could be done now: {why}", why=plan.obstacle.message))
    for step in plan.steps:
        click.echo(say(in_words(step)))
