"""Data check: every bad cell with a link to it, how the book was read, and the rules in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.report.facts import facts
from leadbook.report.frames import frame
from leadbook.report.model import LINKED_ROWS, Column, Note, Sheet, Table, Tile
from leadbook.report.rules_used import rules_used
from leadbook.report.words import sentence

if TYPE_CHECKING:
    from leadbook.figures import Figures
    from leadbook.language.messages import Speaker
    from leadbook.pipeline.pipeline import Pipeline
    from leadbook.pipeline.problems import Problem

__all__ = ["data_check"]


def data_check(pipeline: Pipeline, figures: Figures, say: Speaker) -> Sheet:
    """List the problems of the book first, then how it was understood and by which rules."""
    return Sheet(
        key="data_check",
        title=say("Data check"),
        heading=say("Data check: what to mend, and how the book was read"),
        facts=facts(figures, say, _meaning(say)),
        tiles=_tiles(pipeline, figures, say),
        blocks=(
            _problems(figures, say),
            _reading(pipeline, say),
            Note(_unread(pipeline, say), "muted"),
            *_left_out(figures, say),
            *rules_used(pipeline, say),
        ),
    )


def _meaning(say: Speaker) -> str:
    return say(
        "A bad cell counts as blank until it is mended; its row stays in every figure that does "
        "not need the cell."
    )


def _tiles(pipeline: Pipeline, figures: Figures, say: Speaker) -> tuple[Tile, ...]:
    hidden = sum(table.hidden for table in pipeline.reading)
    rows = sum(table.rows for table in pipeline.reading)
    n = len(figures.problems)
    return (
        Tile(
            say("Problems"), n, "integer", say("cells or rows to mend"), "warning" if n else "good"
        ),
        Tile(say("Rows left out"), pipeline.left_out, "integer", say("no leads of their own")),
        Tile(say("Rows read"), rows, "integer", say("{n} of them hidden in Excel", n=hidden)),
        Tile(say("Tables read"), len(pipeline.reading), "integer", say("named below")),
    )


def _problems(figures: Figures, say: Speaker) -> Table:
    columns = (
        Column("cell", say("Cell"), "link", link="target"),
        Column("sheet", say("Sheet")),
        Column("column", say("Column")),
        Column("value", say("What stands there")),
        Column("problem", say("What is wrong"), "wrapped", width=48),
        Column("how_to_mend", say("How to mend it"), "wrapped", width=48),
    )
    keyed = (*columns, Column("target", ""))
    rows = (
        (
            p.cell,
            p.sheet,
            p.column,
            p.value,
            sentence(say(p.problem)),
            sentence(say(p.how_to_mend)),
            _target(p),
        )
        for p in figures.problems
    )
    note = say("Click a cell's address to go there.")
    if len(figures.problems) > LINKED_ROWS:
        note = say("Click a cell's address to go there; the first {n} are links.", n=LINKED_ROWS)
    empty = say("No problem was found: every cell could be read as it is meant.")
    return Table("problems", say("Problems"), frame(keyed, rows), columns, note, empty)


def _target(problem: Problem) -> str:
    """Give the place of a problem as a reference; without a cell there is nowhere to go.

    >>> from leadbook.language.messages import message
    >>> from leadbook.pipeline.problems import Problem
    >>> _target(Problem("Ali's", "F12", "", "", message(""), message("")))
    "'Ali''s'!F12"
    """
    quoted = problem.sheet.replace("'", "''")
    return f"'{quoted}'!{problem.cell}" if problem.cell else ""


def _reading(pipeline: Pipeline, say: Speaker) -> Table:
    columns = (
        Column("sheet", say("Sheet")),
        Column("letter", say("Column letter")),
        Column("header", say("Header")),
        Column("kind", say("Table")),
        Column("canonical", say("Taken for")),
        Column("filled", say("Filled cells"), "integer"),
        Column("problems", say("Problems"), "integer"),
    )
    kept = say("kept as it is")
    rows = (
        (
            *(table.sheet, column.letter, column.header, table.kind),
            *(column.canonical or kept, column.filled, column.problems),
        )
        for table in pipeline.reading
        for column in table.columns
    )
    title, empty = say("How each column was understood"), say("No table was read.")
    return Table("reading", title, frame(columns, rows), columns, when_empty=empty)


def _unread(pipeline: Pipeline, say: Speaker) -> str:
    if not pipeline.unread_sheets:
        return say("Every sheet of the book holds a table that leadbook reads.")
    return say("Sheets without a table that leadbook knows: {names}.", names=pipeline.unread_sheets)


def _left_out(figures: Figures, say: Speaker) -> tuple[Note, ...]:
    if not figures.left_out:
        return (Note(say("Nothing."), "muted", title=say("What was left out, and why")),)
    first, *others = (Note(sentence(say(reason)), "muted") for reason in figures.left_out)
    return (Note(first.text, "muted", title=say("What was left out, and why")), *others)
