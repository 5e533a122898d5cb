"""Velocity: how surely and how fast leads turn into deals, and how fast new ones come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.language.messages import plural
from leadbook.report.facts import facts
from leadbook.report.frames import bound_columns, frame
from leadbook.report.model import Chart, Column, Series, Sheet, Table, Tile
from leadbook.report.pace import curves_chart, curves_table, pace_tables, verdicts
from leadbook.report.passage import passage_tables
from leadbook.report.words import interval, month

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leadbook.figures import Figures, MonthOfLeads
    from leadbook.language.messages import Speaker
    from leadbook.metrics.intervals import Chance
    from leadbook.pipeline.pipeline import Pipeline

__all__ = ["months_chart", "months_table", "velocity"]

CURVE_STEPS = (1, 2, 3, 5, 6, 10, 15, 30)
"""Days between two rows of the curve; each divides 30, so that days 30, 60 and 90 are there."""
CURVE_ROWS = 25


def velocity(pipeline: Pipeline, figures: Figures, say: Speaker) -> Sheet:
    """Show conversion, time-to-win curves of all and of groups, ways between stages, velocities."""
    return Sheet(
        key="velocity",
        title=say("Velocity"),
        heading=say("Velocity: how surely and how fast leads are won"),
        facts=facts(figures, say, _meaning(say)),
        tiles=_tiles(figures, say),
        blocks=(
            _curve_chart(say),
            *curves_chart(figures, say),
            months_chart(say),
            *verdicts(figures, say),
            _conversion(figures, say),
            _time_to_win(figures, say),
            _days_to_outcome(figures, say),
            months_table(figures.lead_velocity_rate, say),
            *pace_tables(figures, say),
            *passage_tables(figures, say),
            _curve(figures, say),
            *curves_table(figures, say),
        ),
    )


def _meaning(say: Speaker) -> str:
    return say(
        "Sales velocity = open leads × win rate × mean won value ÷ mean days to win. "
        "Lead velocity rate = growth of newly qualified leads over the month before."
    )


def _tiles(figures: Figures, say: Speaker) -> tuple[Tile, ...]:
    v, won = figures.sales_velocity, figures.days_to_outcome["won"]
    rate = figures.conversion["win_rate"]
    return (
        Tile(say("Sales velocity per day"), v.per_day, "money", say("product of the four"), "good"),
        Tile(say("Opportunities"), v.opportunities, "integer", say("open leads")),
        Tile(say("Win rate"), v.win_rate, "percent", interval(say, rate)),
        Tile(
            say("Mean won value"),
            v.mean_won_value,
            "money",
            say(plural("{n} deal won", "{n} deals won", n=figures.counts.won)),
        ),
        Tile(say("Mean days to win"), v.mean_days_to_win, "days", say("n = {n}", n=won.n)),
    )


def _curve_chart(say: Speaker) -> Chart:
    return Chart(
        "line",
        say("Chance to have won by day N, three ways"),
        "curve",
        "day",
        (
            Series("aalen_johansen", say("Aalen-Johansen"), "good"),
            Series("low", say("Low 95%"), "muted", dashed=True),
            Series("high", say("High 95%"), "muted", dashed=True),
            Series("kaplan_meier", say("Kaplan-Meier"), "warning"),
            Series("closed_only", say("Closed only"), "bad"),
        ),
        value_kind="percent",
        x_title=say("Days since creation"),
        text=say(
            "Share of leads won by day N by three methods; Aalen-Johansen with its 95% interval."
        ),
    )


def months_chart(say: Speaker) -> Chart:
    """Draw how many leads were qualified in each month."""
    return Chart(
        "column",
        say("Newly qualified leads by month"),
        "lead_velocity",
        "month",
        (Series("qualified", say("Qualified")),),
        text=say("How many leads were qualified in each month."),
    )


def _conversion(figures: Figures, say: Speaker) -> Table:
    rate = say("Rate")
    columns = (
        Column("kind", say("Conversion")),
        Column("rate", rate, "percent", bar=True),
        Column("n", say("Cases (n)"), "integer"),
        *bound_columns(say, "rate", rate),
    )
    kinds = {
        "won_over_entered": say("Won of all leads"),
        "win_rate": say("Win rate"),
        "cohort_30": say("Won within 30 days"),
        "cohort_60": say("Won within 60 days"),
        "cohort_90": say("Won within 90 days"),
    }
    rows = (
        (label, result.rate, result.n, result.low, result.high)
        for key, label in kinds.items()
        if (result := figures.conversion.get(key)) is not None
    )
    note = say(
        "Won of all leads: won ÷ all leads in the book. Win rate: won ÷ (won + lost). Won within N "
        "days: of the leads created at least N days ago."
    )
    title = say("Conversion, three kinds")
    return Table("conversion", title, frame(columns, rows), columns, note)


def _time_to_win(figures: Figures, say: Speaker) -> Table:
    chances = figures.time_to_win
    methods = {
        "aalen_johansen": (say("Aalen-Johansen"), chances.aalen_johansen),
        "kaplan_meier": (say("Kaplan-Meier"), chances.kaplan_meier),
        "closed_only": (say("Closed only"), chances.closed_only),
    }
    columns = [Column("within", say("Won within, days"), "integer")]
    for key, (name, _) in methods.items():
        columns += [Column(f"{key}.p", name, "percent"), *bound_columns(say, key, name)]
    rows = (
        (int(days), *(part for _, by in methods.values() for part in _cells(by[days])))
        for days in chances.aalen_johansen
    )
    note = say(
        "Leads with a creation date: {n}. Aalen-Johansen treats lost as a competing end and "
        "is the one to plan with; Kaplan-Meier takes lost leads for undecided and promises too "
        "much; closed only leaves out every open deal.",
        n=chances.n,
    )
    empty = say("Nothing to show yet.")
    title = say("Chance to win within N days")
    return Table("time_to_win", title, frame(columns, rows), tuple(columns), note, empty)


def _cells(chance: Chance) -> tuple[float | None, ...]:
    return chance.p, chance.low, chance.high


def _days_to_outcome(figures: Figures, say: Speaker) -> Table:
    columns = (
        Column("outcome", say("Outcome")),
        Column("mean", say("Mean days"), "days", bar=True),
        Column("n", say("Cases (n)"), "integer"),
        Column("median", say("Median days"), "days"),
        Column("p90", say("90% within, days"), "days"),
    )
    labels = {
        "won": say("Won"),
        "lost": say("Lost"),
        "closed": say("Won and lost together"),
        "open_age": say("Still open: age so far"),
    }
    rows = (
        (label, spread.mean, spread.n, spread.median, spread.p90)
        for key, label in labels.items()
        if (spread := figures.days_to_outcome.get(key)) is not None
    )
    note = _median_given_won(figures, say)
    return Table("days_to_outcome", say("Days to outcome"), frame(columns, rows), columns, note)


def _median_given_won(figures: Figures, say: Speaker) -> str:
    days = figures.time_to_win.median_days_given_won
    if days is None:
        return say("No deal is won yet.")
    return say("Of those that win, half have won by day {days} (open deals counted).", days=days)


def months_table(months: Sequence[MonthOfLeads], say: Speaker) -> Table:
    """List how many leads were qualified in each month, and by how much that grew."""
    columns = (
        Column("month", say("Month")),
        Column("qualified", say("Qualified"), "integer", bar=True),
        Column("rate", say("Lead velocity rate"), "percent"),
        Column("remark", say("Remark")),
    )
    partial = say("so far")
    rows = (
        (month(say, m.month), m.qualified, m.rate, partial if m.partial else None) for m in months
    )
    note = say("A month that is not over is compared with the same days of the month before.")
    title, empty = say("Lead velocity by month"), say("No lead is qualified yet.")
    return Table("lead_velocity", title, frame(columns, rows), columns, note, empty)


def _curve(figures: Figures, say: Speaker) -> Table:
    columns = (
        Column("day", say("Day"), "integer"),
        Column("aalen_johansen", say("Aalen-Johansen"), "percent"),
        Column("low", say("Low 95%"), "percent"),
        Column("high", say("High 95%"), "percent"),
        Column("kaplan_meier", say("Kaplan-Meier"), "percent"),
        Column("closed_only", say("Closed only"), "percent"),
    )
    curve = figures.curve
    last = int(curve["day"].max()) if len(curve) else 0
    step = next((step for step in CURVE_STEPS if last / step <= CURVE_ROWS), last // CURVE_ROWS + 1)
    shown = curve.loc[curve["day"] % step == 0, [column.key for column in columns]]
    note = say("In steps of {step} up to day {last}, the last closing.", step=step, last=last)
    empty = say("No deal is won yet.")
    title = say("Time-to-win curve by day")
    return Table("curve", title, shown.reset_index(drop=True), columns, note, empty)
