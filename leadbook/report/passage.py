"""Passage on the Velocity sheet: ways between stages, and what is held against each stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.report.frames import frame, records
from leadbook.report.model import Column, Table
from leadbook.report.words import statuses

if TYPE_CHECKING:
    import pandas as pd

    from leadbook.figures import Figures
    from leadbook.language.messages import Speaker

__all__ = ["passage_tables"]


def passage_tables(figures: Figures, say: Speaker) -> tuple[Table, ...]:
    """List every way between stages, the visits still open, and the strain on each stage."""
    return (_ways(figures, say), _open_visits(figures, say), _strains(figures, say))


def _directions(say: Speaker) -> dict[str, str]:
    return {
        "forward": say("Forward"),
        "skip": say("Skips ahead"),
        "backward": say("Back"),
        "closing": say("Closing"),
        "unknown": say("Not known"),
    }


def _ways(figures: Figures, say: Speaker) -> Table:
    columns = (
        Column("from_stage", say("From stage")),
        Column("to_stage", say("To")),
        Column("direction", say("Direction")),
        Column("n", say("Visits (n)"), "integer", bar=True),
        Column("share", say("Share of the stage"), "percent"),
        Column("mean_days", say("Mean days before"), "days"),
        Column("median_days", say("Median days before"), "days"),
    )
    word = _directions(say)
    ends = {"": word["unknown"], **{key: statuses(say)[key] for key in ("won", "lost")}}
    rows = (
        (
            way.from_stage,
            ends.get(way.to_stage, way.to_stage)
            if way.direction in {"closing", "unknown"}
            else way.to_stage,
            word[way.direction],
            way.n,
            way.share,
            way.mean_days,
            way.median_days,
        )
        for way in figures.transitions
        if way.direction != "open"
    )
    note = say(
        "Each visit of a stage that ended, by where it led; junk counts as lost. Days are those "
        "spent in the stage before the move. Visits still open stand in the next table."
    )
    title, empty = say("From stage to stage"), say("No visit of a stage has ended yet.")
    return Table("transitions", title, frame(columns, rows), columns, note, empty)


def _open_visits(figures: Figures, say: Speaker) -> Table:
    columns = (
        Column("from_stage", say("Stage")),
        Column("n", say("Visits still open (n)"), "integer", bar=True),
        Column("mean_days", say("Mean days so far"), "days"),
        Column("median_days", say("Median days so far"), "days"),
    )
    still = [way for way in figures.transitions if way.direction == "open"]
    note = say("Where these will go is not known yet, so they are in no share above.")
    title, empty = say("Still in their stage"), say("No visit of a stage is open.")
    return Table("open_visits", title, records(columns, still), columns, note, empty)


def _strains(figures: Figures, say: Speaker) -> Table:
    columns = (
        Column("stage", say("Stage")),
        Column("rate", say("Went further"), "percent"),
        Column("n", say("Decided (n)"), "integer"),
        Column("others_rate", say("Other stages"), "percent"),
        Column("wait_days", say("Days there"), "days"),
        Column("left", say("Left (n)"), "integer"),
        Column("others_days", say("Others: days"), "days"),
        Column("overdue_value", say("Overdue value"), "money"),
        Column("overdue", say("Overdue deals (n)"), "integer"),
        Column("overdue_share", say("Share of overdue"), "percent"),
        Column("complaints", say("Stands out by")),
    )
    found = figures.bottleneck
    shown = frame(columns, ()) if found is None else _strain_rows(columns, figures, say)
    note = say(
        "A stage stands out if it surely passes on the smallest share (its 95% interval lies below "
        "the other stages), takes 1.5 times as long as the middle of the others, or holds 1.5 "
        "times as much of what is overdue. The bottleneck stands out by most of the three. Days "
        "there: days that all deals spent in the stage for each that left it."
    )
    title, empty = say("What holds each stage up"), say("The book names no stage.")
    return Table("bottleneck", title, shown, columns, note, empty)


def _strain_rows(columns: tuple[Column, ...], figures: Figures, say: Speaker) -> pd.DataFrame:
    word = {"loses": say("loses leads"), "waits": say("takes long"), "holds": say("holds value")}
    strains = figures.bottleneck.stages if figures.bottleneck else ()
    known = records(columns[:-1], strains)
    complaints = [
        say.listing(text for key, text in word.items() if getattr(strain, key))
        for strain in strains
    ]
    return known.assign(complaints=complaints)
