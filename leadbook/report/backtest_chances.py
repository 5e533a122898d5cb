"""The back-test of chances: win probabilities, and the wins that the time-to-win curve foretold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.metrics.intervals import Chance
from leadbook.report.frames import bound_columns, frame
from leadbook.report.model import Chart, Column, Note, Series, Table
from leadbook.report.words import percent

if TYPE_CHECKING:
    from leadbook.figures.tested import Backtest
    from leadbook.language.messages import Speaker
    from leadbook.report.model import Block

__all__ = ["chance_blocks", "wins_blocks"]


def chance_blocks(tested: Backtest, say: Speaker) -> tuple[Block, ...]:
    """Show the chances that were given, in groups, against the share that won."""
    return (
        Note(_how_good(tested, say), title=say("Win probability")),
        Note(say(tested.chances.why), "muted"),
        *((_chance_chart(say),) if tested.chances.bins else ()),
        _chances(tested, say),
        _quality(tested, say),
    )


def _how_good(tested: Backtest, say: Speaker) -> str:
    found = tested.chances
    if found.decided.auc is None or found.decided.brier is None or found.base.brier is None:
        return say(
            "Deals with a chance that were decided by then: {n}; to judge the chances it takes "
            "deals that were won and deals that were lost.",
            n=found.decided.n,
        )
    return say(
        "Of the {n} deals that were decided by then, a won one had been given more than a lost "
        "one in {auc} of all pairs (guessing: 50%); the mean squared error was {brier}, against "
        "{base} if every deal had been given the win rate known then, {rate}.",
        n=found.decided.n,
        auc=percent(say, found.decided.auc),
        brier=percent(say, found.decided.brier),
        base=percent(say, found.base.brier),
        rate=percent(say, found.base_rate.rate or 0.0),
    )


def _chance_chart(say: Speaker) -> Chart:
    return Chart(
        "column",
        say("Chance given, and share that won"),
        "backtest_chances",
        "given",
        (
            Series("predicted", say("Chance given, mean"), "muted"),
            Series("rate", say("Share that won"), "good"),
        ),
        value_kind="percent",
        x_title=say("Chance given"),
        text=say(
            "For deals that were given similar chances: the mean chance beside the share that won. "
            "Where chances are right, both columns are alike."
        ),
    )


def _chances(tested: Backtest, say: Speaker) -> Table:
    share = say("Share that won")
    columns = (
        Column("given", say("Chance given")),
        Column("predicted", say("Chance given, mean"), "percent"),
        Column("rate", share, "percent", bar=True),
        Column("n", say("Deals decided (n)"), "integer"),
        *bound_columns(say, "rate", share),
    )
    rows = (
        (
            say("{low} to {high}", low=percent(say, b.low), high=percent(say, b.high)),
            b.predicted,
            b.observed.rate,
            b.observed.n,
            b.observed.low,
            b.observed.high,
        )
        for b in tested.chances.bins
    )
    found = tested.chances
    note = say(
        "Open deals with a chance, as they stood at the end of {until}: {won} won, {lost} lost, "
        "{open} still open, which no chance is judged by.",
        won=found.won,
        lost=found.lost,
        open=found.open,
        until=tested.until,
    )
    empty = say("No deal with a chance was decided by then.")
    title = say("Chances given against the share that won")
    return Table("backtest_chances", title, frame(columns, rows), columns, note, empty)


def _quality(tested: Backtest, say: Speaker) -> Table:
    columns = (
        Column("which", say("Which chances")),
        Column("n", say("Deals (n)"), "integer"),
        Column("auc", say("AUC"), "ratio"),
        Column("low", say("AUC: low 95%"), "ratio"),
        Column("high", say("AUC: high 95%"), "ratio"),
        Column("brier", say("Brier score"), "ratio"),
        Column("log_loss", say("Log loss"), "ratio"),
    )
    found = tested.chances
    kinds = (
        (say("As given, decided deals"), found.decided, found.auc),
        (say("The win rate for every deal"), found.base, Chance(None, None, None)),
        (say("As given, all deals: won by then?"), found.by_then, found.auc_by_then),
    )
    rows = (
        (label, q.n, q.auc, area.low, area.high, q.brier, q.log_loss) for label, q, area in kinds
    )
    basis = {
        "model": say("the win model"),
        "stage": say("the stage's probability"),
        "history": say("the win rate from the stage on"),
    }
    from_what = [
        say("{n} from {basis}", n=found.bases[key], basis=words)
        for key, words in basis.items()
        if found.bases.get(key)
    ]
    note = say(
        "AUC: share of pairs in which the won deal had been given more. Brier score: mean squared "
        "error; log loss: mean surprise; of both, less is better. Chances: {bases}.",
        bases=from_what or say("none"),
    )
    return Table(
        "backtest_quality", say("How good the chances were"), frame(columns, rows), columns, note
    )


def wins_blocks(tested: Backtest, say: Speaker) -> tuple[Block, ...]:
    """Show the wins that the curve foretold within 30, 60, 90 and all days, and those that came."""
    wins = tested.time_to_win[-1]
    came = say(
        "Wins that the curve foretold by {until}: {expected} (luck alone: {low} to {high}), among "
        "the open deals whose age it knew (n = {n}). Wins that came: {won}.",
        n=wins.n,
        expected=wins.expected,
        until=tested.until,
        low=wins.low,
        high=wins.high,
        won=wins.won,
    )
    inside = wins.low <= wins.won <= wins.high
    return (
        Note(came, "good" if inside else "warning", title=say("Time to win")),
        _wins_chart(say),
        _wins(tested, say),
    )


def _wins_chart(say: Speaker) -> Chart:
    return Chart(
        "column",
        say("Wins foretold, and wins that came"),
        "backtest_wins",
        "days",
        (
            Series("expected", say("Wins foretold"), "muted"),
            Series("won", say("Wins that came"), "good"),
        ),
        value_kind="number",
        x_title=say("Within days"),
        text=say("Wins that the time-to-win curve foretold, beside those that came."),
    )


def _wins(tested: Backtest, say: Speaker) -> Table:
    share = say("Share that won")
    columns = (
        Column("days", say("Within days"), "integer"),
        Column("expected", say("Wins foretold"), "number"),
        Column("low", say("By luck, low"), "number"),
        Column("high", say("By luck, high"), "number"),
        Column("won", say("Wins that came"), "integer"),
        Column("n", say("Open deals (n)"), "integer"),
        Column("predicted", say("Mean chance"), "percent"),
        Column("rate", share, "percent"),
        *bound_columns(say, "rate", share),
    )
    rows = (
        (
            *(w.days, w.expected, w.low, w.high, w.won, w.n, w.predicted),
            *(w.observed.rate, w.observed.low, w.observed.high),
        )
        for w in tested.time_to_win
    )
    note = say(
        "The chance of each open deal to be won within so many days, given its age, from the "
        "curve of that day; in 95 of 100 cases luck alone keeps the wins between low and high."
    )
    title = say("Wins of the deals that were open then")
    return Table("backtest_wins", title, frame(columns, rows), columns, note)
