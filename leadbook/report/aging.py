"""Aging: which open deals stay too long in their stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from leadbook.figures import StageFigures
from leadbook.report.facts import facts
from leadbook.report.frames import lead_columns, open_deals, present, records, renamed
from leadbook.report.model import Column, Sheet, Table, Tile
from leadbook.report.words import clocks, rot_tones, rots

if TYPE_CHECKING:
    from leadbook.figures import Figures
    from leadbook.language.messages import Speaker
    from leadbook.pipeline.pipeline import Pipeline

__all__ = ["aging"]

URGENCY = ("rotten", "warning", "fresh", "held", "no limit", "unknown")


def aging(pipeline: Pipeline, figures: Figures, say: Speaker) -> Sheet:
    """List the open deals, the longest overdue first, then the limits stage by stage."""
    return Sheet(
        key="aging",
        title=say("Aging"),
        heading=say("Aging: open deals against the limits of their stages"),
        facts=facts(figures, say, _meaning(pipeline, say)),
        tiles=_tiles(figures, say),
        blocks=(_deals(figures, say), _limits(pipeline, figures, say)),
    )


def _meaning(pipeline: Pipeline, say: Speaker) -> str:
    return say(
        "Rotten: open for as many days as its stage's limit, or more. Warning: from {share}% of "
        "the limit. Held: a next step or snooze date lies ahead. Business days leave out weekends "
        "and holidays.",
        share=round(pipeline.settings.warn_at * 100),
    )


def _tiles(figures: Figures, say: Speaker) -> tuple[Tile, ...]:
    rot = figures.rotten
    without = rot.no_limit + rot.unknown
    return (
        Tile(say("Rotten"), rot.rotten, "integer", say("past their limit"), "bad"),
        Tile(say("Warning"), rot.warning, "integer", say("near their limit"), "warning"),
        Tile(say("Held"), rot.held, "integer", say("a date lies ahead"), "muted"),
        Tile(say("Fresh"), rot.fresh, "integer", say("within their limit"), "good"),
        Tile(say("No limit"), without, "integer", say("no limit, or start not known"), "muted"),
    )


def _deals(figures: Figures, say: Speaker) -> Table:
    columns = present(_deal_columns(say), figures.leads.columns)
    deals = open_deals(figures.leads, [column.key for column in columns])
    rank = deals["rot"].map({state: at for at, state in enumerate(URGENCY)}).astype(float)
    order = pd.DataFrame({"rank": rank, "over": -deals["percent_of_limit"]})
    shown = deals.loc[order.sort_values(["rank", "over"], kind="stable").index]
    shown = shown.assign(rot=renamed(shown["rot"], rots(say)))
    title, empty = say("Open deals, most urgent first"), say("No deal is open.")
    return Table("aging", title, shown.reset_index(drop=True), columns, when_empty=empty)


def _deal_columns(say: Speaker) -> tuple[Column, ...]:
    return (
        *lead_columns(say),
        Column("amount", say("Amount"), "money"),
        Column("rot", say("State"), tones=rot_tones(say)),
        Column("days_in_stage", say("Days in stage"), "days"),
        Column("business_days_in_stage", say("Business days"), "days"),
        Column("limit_days", say("Limit, days"), "days"),
        Column("percent_of_limit", say("Of limit"), "percent", bar=True),
        Column("due_at", say("Due"), "date"),
        Column("days_over", say("Days over"), "days"),
        Column("held_until", say("Held until"), "date"),
    )


def _limits(pipeline: Pipeline, figures: Figures, say: Speaker) -> Table:
    columns = (
        Column("stage", say("Stage")),
        Column("limit_days", say("Limit, days"), "days"),
        Column("clock", say("Counted from")),
        Column("open", say("Open deals"), "integer"),
        Column("fresh", rots(say)["fresh"], "integer"),
        Column("warning", rots(say)["warning"], "integer"),
        Column("rotten", rots(say)["rotten"], "integer", bar=True),
        Column("other", say("Held or no limit"), "integer"),
        Column("median_days", say("Median days"), "days"),
        Column("completed", say("Completed (n)"), "integer"),
        Column("suggested_limit_days", say("Learned limit, days"), "days"),
        Column("low", say("Learned limit: low 95%"), "days"),
        Column("high", say("Learned limit: high 95%"), "days"),
        Column("suggested_limit_n", say("Won deals (n)"), "integer"),
        Column("rotten_then", say("Rotten with it"), "integer"),
    )
    clock = {stage.name: clocks(say)[stage.clock] for stage in pipeline.settings.stages}
    known = [column for column in columns if hasattr(StageFigures, column.key)]
    rows = records(known, figures.stages)
    rows["clock"] = rows["stage"].map(clock)
    learned = {limit.stage: limit for limit in figures.limits}
    for key in ("low", "high", "rotten_then"):
        rows[key] = [getattr(learned.get(stage), key, None) for stage in rows["stage"]]
    states = _states_by_stage(figures.leads).reindex(rows["stage"], fill_value=0)
    rows = rows.assign(**{str(state): states[state].to_numpy() for state in states})
    note = say(
        "The learned limit is the time within which three of four visits went forward in deals "
        "later won; below 10 such visits there are too few to learn from, and it is blank. 'Rotten "
        "with it' counts the deals that it would flag, in whole days and from stage entry."
    )
    empty = say("The book names no stage.")
    return Table("limits", say("Limits by stage"), rows, columns, note, empty)


def _states_by_stage(leads: pd.DataFrame) -> pd.DataFrame:
    """Count the open deals of each stage: fresh, warning, rotten, and all others."""
    deals = open_deals(leads, ["stage", "rot"])
    table = pd.crosstab(deals["stage"].astype(str), deals["rot"].astype(str))
    table = table.reindex(columns=list(URGENCY), fill_value=0)
    table["other"] = table[["held", "no limit", "unknown"]].sum(axis=1)
    return table[["fresh", "warning", "rotten", "other"]]
