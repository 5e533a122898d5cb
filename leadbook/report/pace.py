"""Pace on the Velocity sheet: how fast each group of leads is won, and who is faster than whom."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from leadbook.figures import COHORT
from leadbook.report.frames import frame
from leadbook.report.model import Chart, Column, Note, Series, Table
from leadbook.report.words import month

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leadbook.figures import Comparison, Figures, GroupPace
    from leadbook.language.messages import Speaker
    from leadbook.metrics.intervals import Chance
    from leadbook.report.model import Tone

__all__ = ["curves_chart", "curves_table", "pace_tables", "verdicts"]

TONES: tuple[Tone, ...] = ("good", "bad", "plain", "warning")
"""A curve for each of the largest groups; more than four lines are not told apart."""


def verdicts(figures: Figures, say: Speaker) -> tuple[Note, ...]:
    """Say of each comparison which groups can be told apart, and what that claim rests on."""
    if not figures.comparisons:
        return ()
    found = [Note(say(comparison.verdict)) for comparison in figures.comparisons.values()]
    basis = say(
        "By the log-rank test of time to win, in which a lost lead is out of the running on the "
        "day it is lost. Two groups are named only if all groups together differ (p < 0.05) and "
        "these two do after Holm's correction for the number of pairs; of comparisons between "
        "groups that are all alike, about one in twenty would still name two."
    )
    title = say("Who converts faster")
    return (replace(found[0], title=title), *found[1:], Note(basis, "muted"))


def curves_chart(figures: Figures, say: Speaker) -> tuple[Chart, ...]:
    """Draw the time-to-win curves of the largest groups, where there are two to compare."""
    drawn = _drawn(figures)
    if drawn is None:
        return ()
    series = tuple(
        Series(f"group_{place}", group.value, tone)
        for place, (group, tone) in enumerate(zip(drawn.groups, TONES, strict=False))
    )
    chart = Chart(
        "line",
        say("Chance to have won by day N: {column}", column=drawn.column),
        "pace_curves",
        "day",
        series,
        value_kind="percent",
        x_title=say("Days since creation"),
        text=say("Share of leads won by day N, a curve for each of the largest groups."),
    )
    return (chart,)


def curves_table(figures: Figures, say: Speaker) -> tuple[Table, ...]:
    """List by day what the chart of groups draws."""
    drawn = _drawn(figures)
    if drawn is None:
        return ()
    groups = drawn.groups[: len(TONES)]
    columns = (
        Column("day", say("Day"), "integer"),
        *(Column(f"group_{i}", group.value, "percent") for i, group in enumerate(groups)),
    )
    rows = zip(drawn.days, *(group.curve for group in groups), strict=True)
    title = say("Time-to-win curves by day: {column}", column=drawn.column)
    note = say(
        "Aalen-Johansen, open deals counted; the largest groups. n = {n}. Blank where no lead of "
        "the group has been followed that long.",
        n=[group.n for group in groups],
    )
    return (Table("pace_curves", title, frame(columns, rows), columns, note),)


def pace_tables(figures: Figures, say: Speaker) -> Iterator[Table]:
    """Show each comparison: a row a group with its chances, their intervals and its n."""
    for place, (key, comparison) in enumerate(figures.comparisons.items()):
        yield _table(f"pace_{place + 1}", comparison, is_cohort=key == COHORT, say=say)


def _table(name: str, comparison: Comparison, *, is_cohort: bool, say: Speaker) -> Table:
    days = tuple(comparison.groups[0].chances) if comparison.groups else ()
    columns = [
        Column("value", say(comparison.column)),
        Column("n", say("Leads (n)"), "integer", bar=True),
        Column("won", say("Won"), "integer"),
        Column("expected", say("Won at the pace of all"), "number"),
        Column("median", say("Median days to win, of those won"), "days"),
    ]
    for day in days:
        columns += [
            Column(f"p{day}", say("Won by day {day}", day=int(day)), "percent"),
            Column(f"low{day}", say("Day {day}: low 95%", day=int(day)), "percent"),
            Column(f"high{day}", say("Day {day}: high 95%", day=int(day)), "percent"),
        ]
    columns += [Column("remark", say("Remark"))] if is_cohort else []
    rows = (
        (
            month(say, group.value) if is_cohort else group.value,
            group.n,
            group.won,
            group.expected,
            group.median_days_given_won,
            *(part for chance in group.chances.values() for part in _cells(chance)),
            *([_not_yet(group, say)] if is_cohort else []),
        )
        for group in comparison.groups
    )
    title = say("How fast leads are won: {column}", column=comparison.column)
    empty = say("No group has ten leads with known days.")
    note = f"{say(comparison.verdict)} {_basis(comparison, say)}"
    return Table(name, title, frame(columns, rows), tuple(columns), note, empty)


def _basis(comparison: Comparison, say: Speaker) -> str:
    if comparison.chi_square is None:
        return say("Groups set aside as too small: {n}.", n=comparison.others)
    return say(
        "Log-rank χ² = {chi_square}, degrees of freedom: {freedom}. Groups set aside as too small, "
        "or beyond the twelve shown: {n}.",
        chi_square=comparison.chi_square,
        freedom=comparison.freedom,
        n=comparison.others,
    )


def _not_yet(group: GroupPace, say: Speaker) -> str | None:
    """Say which chances are not yet: a young month must not look like a bad one."""
    waiting = [int(day) for day, chance in group.chances.items() if chance is None]
    return say("not yet: day {days}", days=waiting) if waiting else None


def _cells(chance: Chance | None) -> tuple[float | None, ...]:
    return (chance.p, chance.low, chance.high) if chance else (None, None, None)


def _drawn(figures: Figures) -> Comparison | None:
    """Give the first comparison whose curves can be drawn: by source, where the book has that."""
    by_column = (found for key, found in figures.comparisons.items() if key != COHORT)
    return next((found for found in by_column if len(found.groups) > 1 and found.days), None)
