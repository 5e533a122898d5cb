"""Targets against what was won: this month's owners, then every month and owner."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

from leadbook.report.frames import frame
from leadbook.report.groups import GROUPS_DRAWN
from leadbook.report.model import Chart, Column, Note, Series, Table, Tile
from leadbook.report.words import money, month

if TYPE_CHECKING:
    from collections.abc import Iterable

    from leadbook.figures import Figures, TargetFigures
    from leadbook.language.messages import Speaker
    from leadbook.report.model import Block

__all__ = ["target_blocks", "target_chart", "target_tiles"]


def target_blocks(figures: Figures, say: Speaker) -> tuple[Block, ...]:
    """Show how the owners stand; a book without targets is told how to have some."""
    if not figures.team_targets:
        return (_how(say),)
    if not figures.targets:
        return (_table("targets", say("Targets of the team"), figures.team_targets, say),)
    running = [row for row in figures.targets if row.state == "running"]
    others = [row for row in figures.targets if row.state != "running"]
    latest = sorted(others, key=attrgetter("month"), reverse=True)
    return (
        _table("targets_now", say("Targets by owner: this month so far"), running, say),
        _table("targets", say("Targets by owner: other months"), latest, say),
    )


def target_chart(figures: Figures, say: Speaker) -> tuple[Chart, ...]:
    """Draw what each owner has won of this month's target; none without targets of owners."""
    if not figures.targets:
        return ()
    chart = Chart(
        "bar",
        say("This month: target and won by owner"),
        "targets_now",
        "owner",
        (Series("target", say("Target"), "muted"), Series("actual", say("Won"), "good")),
        value_kind="money",
        text=say("The target of each owner for this month, and what was won so far."),
        rows=GROUPS_DRAWN,
    )
    return (chart,)


def target_tiles(figures: Figures, say: Speaker) -> tuple[Tile, ...]:
    """Say what share of this month's target is won; none without such a target."""
    return tuple(
        Tile(
            say("Won of this month's target"),
            row.attainment,
            "percent",
            say(
                "{won} of {target}",
                won=money(say, row.actual, ""),
                target=money(say, row.target, figures.currency),
            ),
            "good" if row.actual >= row.target else "plain",
        )
        for row in figures.team_targets
        if row.state == "running" and row.target
    )


def _how(say: Speaker) -> Note:
    return Note(
        say(
            "The book has no targets. Write them on a sheet Targets, with the columns Owner, "
            "Month and Target, and they are held against what was won."
        ),
        "muted",
    )


def _table(name: str, title: str, rows: Iterable[TargetFigures], say: Speaker) -> Table:
    columns = (
        Column("month", say("Month")),
        Column("owner", say("Owner")),
        Column("target", say("Target"), "money"),
        Column("actual", say("Won"), "money", bar=True),
        Column("won", say("Deals won (n)"), "integer"),
        Column("attainment", say("Attainment"), "percent"),
        Column("remaining", say("Remaining"), "money"),
        Column("state", say("Remark")),
    )
    remarks = {"running": say("so far"), "ahead": say("ahead"), "over": None}
    cells = (
        (
            month(say, row.month),
            say("whole team") if row.owner is None else row.owner or say("(blank)"),
            row.target,
            row.actual,
            row.won,
            row.attainment,
            row.remaining,
            remarks[row.state] if row.target is not None else say("no target"),
        )
        for row in rows
    )
    note = say(
        "Won: amount of the deals won, by the month of their closing. Attainment: won ÷ target. "
        "Remaining: what is missing to the target."
    )
    empty = say("Nothing to show yet.")
    return Table(name, title, frame(columns, cells), columns, note, empty)
