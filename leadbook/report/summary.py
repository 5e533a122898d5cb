"""Summary: what a director reads, on one page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from leadbook.language.messages import plural
from leadbook.report.facts import facts
from leadbook.report.frames import frame, records
from leadbook.report.highlights import best_source, longest_overdue, stuck_stage, surest
from leadbook.report.model import Chart, Column, Note, Series, Sheet, Table, Tile
from leadbook.report.velocity import months_chart
from leadbook.report.words import grades, interval, money, percent, sentence

if TYPE_CHECKING:
    from leadbook.figures import Figures
    from leadbook.language.messages import Speaker
    from leadbook.pipeline.pipeline import Pipeline
    from leadbook.report.model import Block

__all__ = ["summary"]


def summary(pipeline: Pipeline, figures: Figures, say: Speaker) -> Sheet:
    """Give the headline figures, four pictures, three sentences, and what was assumed."""
    return Sheet(
        key="summary",
        title=say("Summary"),
        heading=say("Sales pipeline report"),
        facts=facts(figures, say),
        tiles=(*_money_tiles(figures, say), *_work_tiles(figures, say)),
        blocks=(
            *_sentences(figures, say),
            *_charts(figures, say),
            *_tables(figures, say),
            *_assumed(figures, say),
        ),
        portrait=True,
    )


def _money_tiles(figures: Figures, say: Speaker) -> tuple[Tile, ...]:
    counts, value, rate = figures.counts, figures.value, figures.conversion["win_rate"]
    won = figures.days_to_outcome["won"]
    worth = say("the book states no amount")
    if value.open_total:
        worth = say("worth {value}", value=money(say, value.open_total, figures.currency))
    days = say("from creation to won · mean {mean} · n = {n}", mean=won.mean or 0.0, n=won.n)
    return (
        Tile(say("Open leads"), counts.open, "integer", worth),
        Tile(say("Won value"), value.won_total, "money", _won_detail(figures, say), "good"),
        Tile(say("Win rate"), rate.rate, "percent", interval(say, rate)),
        Tile(
            say("Median days to win"), won.median, "days", days if won.n else say("no deal won yet")
        ),
    )


def _work_tiles(figures: Figures, say: Speaker) -> tuple[Tile, ...]:
    rot, cold, problems = figures.rotten, len(figures.cold), figures.counts.problems
    return (
        Tile(
            say("Sales velocity per day"),
            figures.sales_velocity.per_day,
            "money",
            _velocity_detail(figures, say),
        ),
        Tile(
            say("Rotten deals"),
            rot.rotten,
            "integer",
            say("{warning} near their limit · {held} held", warning=rot.warning, held=rot.held),
            "bad" if rot.rotten else "good",
        ),
        Tile(
            say("Cold leads"),
            cold,
            "integer",
            say("open leads that a cold rule names"),
            "warning" if cold else "good",
        ),
        Tile(
            say("Problems in the book"),
            problems,
            "integer",
            say("each with its cell on Data check"),
            "warning" if problems else "good",
        ),
    )


def _won_detail(figures: Figures, say: Speaker) -> str:
    if figures.value.won_mean is None:
        return say(plural("{n} deal won", "{n} deals won", n=figures.counts.won))
    return say(
        plural(
            "{n} deal won · mean {mean}",
            "{n} deals won · mean {mean}",
            n=figures.counts.won,
            mean=money(say, figures.value.won_mean, ""),
        )
    )


def _velocity_detail(figures: Figures, say: Speaker) -> str:
    v = figures.sales_velocity
    if v.per_day is None or v.win_rate is None or v.mean_won_value is None:
        return say("a factor is missing: see Velocity")
    return say(
        plural(
            "{open} open × {rate} × {mean} ÷ {n} day",
            "{open} open × {rate} × {mean} ÷ {n} days",
            n=v.mean_days_to_win or 0.0,
            open=v.opportunities,
            rate=percent(say, v.win_rate),
            mean=money(say, v.mean_won_value, ""),
        )
    )


def _sentences(figures: Figures, say: Speaker) -> tuple[Block, ...]:
    rotten = figures.rotten.rotten > 0
    return (
        Note(stuck_stage(figures, say), "bad" if rotten else "good", title=say("What stands out")),
        Note(longest_overdue(figures, say), "warning" if rotten else "good"),
        Note(
            best_source(figures, say), "good" if surest(figures.by.get("source", ())) else "muted"
        ),
    )


def _charts(figures: Figures, say: Speaker) -> tuple[Block, ...]:
    grades_text = say("How many leads have each grade.")
    return (
        _stage_chart(figures, say),
        _curve_chart(say),
        replace(months_chart(say), sheet="velocity"),
        Chart(
            "column",
            say("Leads by grade"),
            "grades",
            "grade",
            (Series("leads", say("Leads")),),
            text=grades_text,
        ),
    )


def _stage_chart(figures: Figures, say: Speaker) -> Chart:
    """Draw the open value of each stage, or its open deals where the book states no amount."""
    text = say("What is open in each stage; the figures are in the table below.")
    if any(stage.open_value for stage in figures.stages):
        title, value = say("Open pipeline by stage, value"), Series("open_value", say("Open value"))
        return Chart("bar", title, "pipeline_by_stage", "stage", (value,), "money", text=text)
    title, deals = say("Open pipeline by stage"), Series("open", say("Open deals"))
    return Chart("bar", title, "pipeline_by_stage", "stage", (deals,), text=text)


def _curve_chart(say: Speaker) -> Chart:
    return Chart(
        "line",
        say("Chance to have won by day N"),
        "curve",
        "day",
        (
            Series("aalen_johansen", say("Won by then"), "good"),
            Series("low", say("Low 95%"), "muted", dashed=True),
            Series("high", say("High 95%"), "muted", dashed=True),
        ),
        value_kind="percent",
        x_title=say("Days since creation"),
        text=say("Share of leads won by day N with its 95% interval; lost leads compete."),
        sheet="velocity",
    )


def _tables(figures: Figures, say: Speaker) -> tuple[Block, ...]:
    stage_columns = (
        Column("stage", say("Stage")),
        Column("open", say("Open deals"), "integer", bar=True),
        Column("open_value", say("Open value"), "money", bar=True),
        Column("limit_days", say("Limit, days"), "days"),
        Column("median_days", say("Median days there"), "days"),
        Column("completed", say("Visits (n)"), "integer"),
    )
    grade_columns = (Column("grade", say("Grade")), Column("leads", say("Leads"), "integer"))
    words = grades(say)
    graded = ((words.get(name, name), n) for name, n in figures.grades.items())
    return (
        Table(
            "pipeline_by_stage",
            say("Open pipeline by stage"),
            records(stage_columns, figures.stages),
            stage_columns,
            when_empty=say("The book names no stage."),
        ),
        Table(
            "grades",
            say("Leads by grade"),
            frame(grade_columns, graded),
            grade_columns,
            when_empty=say("No lead is graded."),
        ),
    )


def _assumed(figures: Figures, say: Speaker) -> tuple[Block, ...]:
    title = say("What was assumed")
    if not figures.assumed:
        text = say("Nothing: every setting comes from the book.")
        return (Note(text, "muted", title=title),)
    first, *others = (Note(sentence(say(each)), "muted") for each in figures.assumed)
    return (Note(first.text, "muted", title=title), *others)
