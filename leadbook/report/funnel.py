"""Funnel: how many leads reach each stage, how many go on, and where they are held up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.report.facts import facts
from leadbook.report.frames import bound_columns, records, rot_series
from leadbook.report.highlights import bottleneck
from leadbook.report.model import Chart, Column, Note, Series, Sheet, Table, Tile
from leadbook.report.words import interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leadbook.figures import Figures, StageFigures
    from leadbook.language.messages import Speaker
    from leadbook.pipeline.pipeline import Pipeline

__all__ = ["funnel", "funnel_table"]


def funnel(pipeline: Pipeline, figures: Figures, say: Speaker) -> Sheet:
    """Show the stages as a funnel: reached, strict and furthest conversion, time, steps back."""
    return Sheet(
        key="funnel",
        title=say("Funnel"),
        heading=say("Funnel: from stage to stage"),
        facts=facts(figures, say, _meaning(say), _history(pipeline, say)),
        tiles=_tiles(figures, say),
        blocks=(
            Note(bottleneck(figures, say), "warning", title=say("Where leads are held up")),
            _reached_chart(say),
            _conversion_chart(say),
            _rot_chart(say),
            _days_chart(say),
            funnel_table(figures.stages, say),
            _times(figures, say),
        ),
    )


def _meaning(say: Speaker) -> str:
    return say(
        "Strict: of the decided leads that visited a stage, those that later visited the next one. "
        "Furthest: those that came further or won, skipped stages counted as passed. "
        "Open deals that may still move are shown apart as “not yet”."
    )


def _history(pipeline: Pipeline, say: Speaker) -> str:
    return {
        "log": say("Stage changes come from the book's stage history."),
        "stage dates": say("Stage changes come from one date column for each stage."),
        "stage since": say("Only the current stage and its start are known, no earlier stages."),
        "none": say("The book has no stage history, so times in stages are not known."),
    }[pipeline.history]


def _tiles(figures: Figures, say: Speaker) -> tuple[Tile, ...]:
    entered = figures.conversion["won_over_entered"]
    back = sum(stage.regressions for stage in figures.stages)
    again = sum(stage.reentries for stage in figures.stages)
    return (
        Tile(say("Leads"), figures.counts.leads, "integer", say("all that entered")),
        Tile(say("Won of all leads"), entered.rate, "percent", interval(say, entered)),
        Tile(say("Steps back"), back, "integer", say("moves to an earlier stage")),
        Tile(say("Re-entries"), again, "integer", say("visits to a stage already left once")),
    )


def _reached_chart(say: Speaker) -> Chart:
    return Chart(
        "bar",
        say("Leads that reached each stage"),
        "funnel",
        "stage",
        (Series("reached", say("Reached")),),
        text=say("How many leads came at least as far as each stage."),
    )


def _conversion_chart(say: Speaker) -> Chart:
    return Chart(
        "bar",
        say("Went further, of those decided"),
        "funnel",
        "stage",
        (Series("furthest_conversion.rate", say("Went further"), "good"),),
        value_kind="percent",
        text=say("Share of the decided leads of each stage that came further."),
    )


def _rot_chart(say: Speaker) -> Chart:
    text = say("Open deals of each stage by how they stand against their limit.")
    title = say("Open deals by state")
    return Chart("stacked bar", title, "limits", "stage", rot_series(say), text=text, sheet="aging")


def _days_chart(say: Speaker) -> Chart:
    return Chart(
        "bar",
        say("Median days in stage and limit"),
        "limits",
        "stage",
        (
            Series("median_days", say("Median days")),
            Series("limit_days", say("Limit"), "warning"),
            Series("suggested_limit_days", say("Learned limit"), "good"),
        ),
        value_kind="days",
        sheet="aging",
        text=say(
            "Median days of the completed visits of each stage beside its limit and the learned "
            "limit."
        ),
    )


def funnel_table(stages: Sequence[StageFigures], say: Speaker) -> Table:
    """List how many leads reached each stage, how many went on, and how many came back."""
    strict, further = say("To the next stage (strict)"), say("Went further (furthest)")
    columns = (
        Column("stage", say("Stage")),
        Column("reached", say("Reached"), "integer", bar=True),
        Column("open", say("Open now"), "integer"),
        Column("not_yet", say("Not yet"), "integer"),
        Column("strict_conversion.rate", strict, "percent"),
        Column("strict_conversion.n", say("Strict: n"), "integer"),
        *bound_columns(say, "strict_conversion", say("Strict")),
        Column("furthest_conversion.rate", further, "percent", bar=True),
        Column("furthest_conversion.n", say("Furthest: n"), "integer"),
        *bound_columns(say, "furthest_conversion", say("Furthest")),
        Column("regressions", say("Steps back"), "integer"),
        Column("reentries", say("Re-entries"), "integer"),
    )
    empty = say("The book names no stage.")
    rows, title = records(columns, stages), say("Conversion by stage")
    return Table("funnel", title, rows, columns, when_empty=empty)


def _times(figures: Figures, say: Speaker) -> Table:
    columns = (
        Column("stage", say("Stage")),
        Column("visits", say("Visits"), "integer"),
        Column("completed", say("Completed (n)"), "integer"),
        Column("mean_days", say("Mean days"), "days", bar=True),
        Column("median_days", say("Median days"), "days"),
        Column("p90_days", say("90% within, days"), "days"),
        Column("km_median_days", say("Median, open counted"), "days"),
        Column("forward_per_30_days", say("Forward per 30 days"), "number"),
    )
    note = say(
        "Mean, median and 90% are over completed visits (n); “median, open counted” is "
        "Kaplan-Meier and counts visits that still last. Forward per 30 days: forward moves for "
        "30 days that one lead spends in the stage."
    )
    empty = say("The book names no stage.")
    rows, title = records(columns, figures.stages), say("Time in each stage")
    return Table("stage_times", title, rows, columns, note, empty)
