"""Leads scored: one row a lead with its score, grade and the reasons in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from leadbook.language.messages import plural
from leadbook.report.chances import chance_column
from leadbook.report.facts import facts
from leadbook.report.frames import present, renamed
from leadbook.report.model import Column, Sheet, Table, Tile
from leadbook.report.words import grade_tones, grades, rot_tones, rots, statuses

if TYPE_CHECKING:
    from leadbook.figures import Figures
    from leadbook.language.messages import Speaker
    from leadbook.pipeline.pipeline import Pipeline
    from leadbook.report.model import Tone

__all__ = ["scored"]

TILE_TONES: dict[str, Tone] = {"hot": "good", "warm": "warning", "junk": "muted"}


def scored(pipeline: Pipeline, figures: Figures, say: Speaker) -> Sheet:
    """List every lead, open ones first and among them the highest score first."""
    return Sheet(
        key="scored",
        title=say("Leads scored"),
        heading=say("Leads scored: who deserves the next call"),
        facts=facts(figures, say, _meaning(say)),
        tiles=_tiles(figures, say),
        blocks=(_leads(figures, say),),
    )


def _meaning(say: Speaker) -> str:
    return say(
        "Score: 0 is the least that the rules can give, 100 the most. A rule on an empty field "
        "gives no points, and the field is named under “not known”. The rules are on Data check."
    )


def _tiles(figures: Figures, say: Speaker) -> tuple[Tile, ...]:
    words, total = grades(say), figures.counts.leads
    return tuple(
        Tile(
            words.get(name, name),
            n,
            "integer",
            say(plural("of {n} lead", "of {n} leads", n=total)),
            TILE_TONES.get(name, "plain"),
        )
        for name, n in figures.grades.items()
    )


def _columns(say: Speaker) -> tuple[Column, ...]:
    return (
        Column("lead_id", say("Lead"), "id"),
        Column("name", say("Name")),
        Column("company", say("Company")),
        Column("score", say("Score"), "score", bar=True),
        Column("grade", say("Grade"), tones=grade_tones(say)),
        chance_column(say),
        Column("status", say("Status")),
        Column("stage", say("Stage")),
        Column("owner", say("Owner")),
        Column("source", say("Source")),
        Column("amount", say("Amount"), "money"),
        Column("created_at", say("Created"), "date"),
        Column("days_in_stage", say("Days in stage"), "days"),
        Column("rot", say("State"), tones=rot_tones(say)),
        Column("days_over", say("Days over"), "days"),
        Column("cold_rule", say("Cold rule")),
        Column("reasons", say("Why this score"), width=60),
        Column("unknown", say("Not known"), width=30),
        Column("sheet_row", say("Row in the book"), "ordinal"),
    )


def _leads(figures: Figures, say: Speaker) -> Table:
    leads = figures.leads
    columns = present(_columns(say), leads.columns)
    closed = leads["status"] != "open"
    order = pd.DataFrame({"closed": closed, "score": -leads["score"]})
    at = order.sort_values(["closed", "score"], kind="stable").index
    shown = leads.loc[at, [column.key for column in columns]]
    shown = shown.assign(
        status=renamed(shown["status"], statuses(say)),
        grade=renamed(shown["grade"], grades(say)),
        rot=renamed(shown["rot"], rots(say)),
    )
    empty = say("The book has no leads.")
    title = say("All leads, open ones first")
    return Table("scored", title, shown.reset_index(drop=True), columns, when_empty=empty)
