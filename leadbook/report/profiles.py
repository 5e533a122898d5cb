"""Profiles: the ideal customer beside the cold lead, as the book's own outcomes show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from leadbook.language.text import persian_digits
from leadbook.report.facts import facts
from leadbook.report.model import Chart, Column, Note, Series, Sheet, Table, Tile
from leadbook.report.words import percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leadbook.figures import Figures, Profiles, ProfileTrait
    from leadbook.language.messages import Speaker
    from leadbook.pipeline.pipeline import Pipeline
    from leadbook.report.model import Block

__all__ = ["profiles"]

DRAWN = 12
NAMED = 4
SMALL = 0.001


def profiles(pipeline: Pipeline, figures: Figures, say: Speaker) -> Sheet:
    """Put the two profiles side by side: in a sentence, in a chart, and value by value."""
    found = figures.profiles
    return Sheet(
        key="profiles",
        title=say("Profiles"),
        heading=say("Profiles: the ideal customer and the cold lead"),
        facts=facts(figures, say, _meaning(say)),
        tiles=_tiles(found, say) if found else (),
        blocks=_blocks(found, say) if found else (Note(say("Nothing to compare."), "muted"),),
    )


def _meaning(say: Speaker) -> str:
    return say(
        "Ideal: share among won leads. Cold: share among lost and junk leads. Cold now: share "
        "among open leads that a cold rule names. Blanks count only in rows for blanks."
    )


def _tiles(found: Profiles, say: Speaker) -> tuple[Tile, ...]:
    return (
        Tile(say("Won"), found.won, "integer", say("the ideal customer"), "good"),
        Tile(say("Lost or junk"), found.lost, "integer", say("the cold lead"), "bad"),
        Tile(
            say("Cold now"), found.now_cold, "integer", say("open, named by a cold rule"), "muted"
        ),
        Tile(say("Values compared"), found.tested, "integer", say("all tested together")),
        Tile(say("Differences that hold"), len(found.traits), "integer", say("Holm, 5% in all")),
    )


def _blocks(found: Profiles, say: Speaker) -> tuple[Block, ...]:
    blocks: list[Block] = [
        Note(_ideal(found, say), "good", title=say("In one sentence")),
        Note(_cold(found, say), "warning"),
    ]
    if found.leaks:
        blocks.append(
            Note(
                say(
                    "Left out because they tell the outcome itself: {columns}.",
                    columns=list(found.leaks),
                ),
                "muted",
            )
        )
    if found.traits:
        blocks.append(_chart(found, say))
    return (*blocks, _table(found, say))


def _ideal(found: Profiles, say: Speaker) -> str:
    named = [t for t in _customers(found) if (t.difference.p or 0.0) > 0]
    if not named:
        return say(
            "The ideal customer: no value is more common among won leads (n = {won}) than among "
            "lost or junk ones (n = {lost}) by more than chance.",
            won=found.won,
            lost=found.lost,
        )
    return say(
        "The ideal customer: {traits} (share among won leads, n = {won}, against lost or junk "
        "ones, n = {lost}).",
        traits=_listed([(t, t.ideal.rate, t.cold.rate) for t in named[:NAMED]], say),
        won=found.won,
        lost=found.lost,
    )


def _cold(found: Profiles, say: Speaker) -> str:
    named = [t for t in _customers(found) if (t.difference.p or 0.0) < 0]
    if not named:
        return say(
            "The cold lead: no value is more common among lost or junk leads (n = {lost}) than "
            "among won ones (n = {won}) by more than chance.",
            won=found.won,
            lost=found.lost,
        )
    return say(
        "The cold lead: {traits} (share among lost or junk leads, n = {lost}, against won ones, "
        "n = {won}).",
        traits=_listed([(t, t.cold.rate, t.ideal.rate) for t in named[:NAMED]], say),
        won=found.won,
        lost=found.lost,
    )


def _customers(found: Profiles) -> list[ProfileTrait]:
    """The traits that describe a customer: a blank cell describes the book-keeping."""
    return [trait for trait in found.traits if not trait.is_blank]


def _listed(traits: Sequence[tuple[ProfileTrait, float | None, float | None]], say: Speaker) -> str:
    return " · ".join(
        say(
            "{trait} ({share} against {other})",
            trait=_name(trait, say),
            share=percent(say, share or 0.0),
            other=percent(say, other or 0.0),
        )
        for trait, share, other in traits
    )


def _name(trait: ProfileTrait, say: Speaker) -> str:
    return say("{column}: {value}", column=trait.column, value=trait.value)


def _chart(found: Profiles, say: Speaker) -> Chart:
    return Chart(
        "bar",
        say("Ideal customer and cold lead"),
        "profiles",
        "trait",
        (
            Series("ideal", say("Ideal"), "good"),
            Series("cold", say("Cold"), "bad"),
        ),
        value_kind="percent",
        rows=min(DRAWN, len(found.traits)),
        text=say(
            "How common each value is among won leads and among lost or junk leads; the values "
            "that differ most come first."
        ),
    )


def _table(found: Profiles, say: Speaker) -> Table:
    columns = (
        Column("trait", say("Value")),
        Column("profile", say("Profile"), tones={say("Ideal"): "good", say("Cold"): "bad"}),
        Column("ideal", say("Ideal"), "percent", bar=True),
        Column("ideal_range", say("Ideal: 95%")),
        Column("ideal_n", say("Won (n)"), "integer"),
        Column("cold", say("Cold"), "percent", bar=True),
        Column("cold_range", say("Cold: 95%")),
        Column("cold_n", say("Lost or junk (n)"), "integer"),
        Column("now", say("Cold now"), "percent"),
        Column("now_n", say("Cold now (n)"), "integer"),
        Column("difference", say("Difference"), "percent"),
        Column("difference_range", say("Difference: 95%")),
        Column("lift", say("Lift"), "number"),
        Column("p", say("p, adjusted")),
    )
    # What describes customers first; a blank describes the book-keeping.
    ordered = sorted(found.traits, key=lambda trait: trait.is_blank)
    rows = [_row(trait, say) for trait in ordered]
    frame = pd.DataFrame(rows, columns=[column.key for column in columns], dtype=object)
    note = say(
        "Intervals: Wilson for shares, Newcombe for differences. Only differences that hold after "
        "Holm's correction for all values compared are listed. Lift = ideal ÷ cold. What goes "
        "together need not be a cause, and a cell that is filled in late tells how far a deal came."
    )
    empty = say("No value differs between won and lost leads by more than chance.")
    return Table("profiles", say("What sets them apart"), frame, columns, note, empty)


def _row(trait: ProfileTrait, say: Speaker) -> tuple[object, ...]:
    return (
        _name(trait, say),
        say("Ideal") if (trait.difference.p or 0.0) > 0 else say("Cold"),
        trait.ideal.rate,
        _range(trait.ideal.low, trait.ideal.high, say),
        trait.ideal.n,
        trait.cold.rate,
        _range(trait.cold.low, trait.cold.high, say),
        trait.cold.n,
        trait.now_cold.rate,
        trait.now_cold.n,
        trait.difference.p,
        _range(trait.difference.low, trait.difference.high, say),
        trait.lift,
        say("below 0.001") if trait.p < SMALL else _digits(trait.p, say),
    )


def _digits(p: float, say: Speaker) -> str:
    """Write a p-value with three decimals."""
    text = f"{p:.3f}"
    return persian_digits(text.replace(".", "٫")) if say.language == "fa" else text


def _range(low: float | None, high: float | None, say: Speaker) -> str:
    if low is None or high is None:
        return ""
    return say("{low} to {high}", low=percent(say, low), high=percent(say, high))
