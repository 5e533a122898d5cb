"""The back-test of money and of flags: the forecast, and the deals that were called rotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.report.frames import bound_columns, frame
from leadbook.report.model import Chart, Column, Note, Series, Table
from leadbook.report.words import money, month, percent, rots

if TYPE_CHECKING:
    from leadbook.figures.tested import Backtest, ForecastTested
    from leadbook.language.messages import Speaker
    from leadbook.report.model import Block

__all__ = ["forecast_blocks", "rot_blocks"]


def forecast_blocks(tested: Backtest, say: Speaker) -> tuple[Block, ...]:
    """Show the forecast of each month against what was won in it."""
    title = say("Forecast")
    if tested.forecast is None:
        late = say(
            "The book writes amounts mainly on deals that are won, so an amount gives the outcome "
            "away; the forecast cannot be tested, and the amounts were left out."
        )
        return (Note(late, "warning", title=title),)
    if not tested.forecast.n:
        none = say("No open deal had both an amount and a chance, so nothing was forecast.")
        return (Note(none, "muted", title=title),)
    return (
        Note(_how_near(tested, tested.forecast, say), title=title),
        _months_chart(say),
        _months(tested.forecast, say),
    )


def _how_near(tested: Backtest, found: ForecastTested, say: Speaker) -> str:
    if found.weighted is None or found.won is None:
        return say("No month of the forecast was over by then.")
    return say(
        "For the months that were over by then, the open deals with an amount (n = {n}) were "
        "forecast to bring {weighted}; they brought {won}.",
        n=found.n,
        weighted=money(say, found.weighted, tested.currency),
        won=money(say, found.won, tested.currency),
    )


def _months_chart(say: Speaker) -> Chart:
    return Chart(
        "column",
        say("Forecast, and what was won"),
        "backtest_months",
        "month",
        (
            Series("weighted", say("Forecast"), "muted"),
            Series("won", say("Won of the deals open then"), "good"),
        ),
        value_kind="money",
        text=say("The amount forecast for each month, beside the amount won in it."),
    )


def _months(found: ForecastTested, say: Speaker) -> Table:
    columns = (
        Column("month", say("Month")),
        Column("weighted", say("Forecast"), "money"),
        Column("low", say("By luck, low"), "money"),
        Column("high", say("By luck, high"), "money"),
        Column("won", say("Won of the deals open then"), "money", bar=True),
        Column("n", say("Deals won (n)"), "integer"),
        Column("new", say("Won of deals that came later"), "money"),
        Column("remark", say("Remark")),
    )
    partial = say("not over by then")
    rows = (
        (
            *(month(say, m.month), m.weighted, m.low, m.high, m.won, m.n, m.new),
            None if m.whole else partial,
        )
        for m in found.months
    )
    note = say(
        "Amount × chance of the deals that were open then, in the months in which the time-to-win "
        "curve expected them. A forecast made on that day cannot hold deals that came later."
    )
    title = say("Forecast against what was won, by month")
    return Table("backtest_months", title, frame(columns, rows), columns, note)


def rot_blocks(tested: Backtest, say: Speaker) -> tuple[Block, ...]:
    """Show what came of the deals by how they stood against their limit."""
    title = say("Rotten deals")
    if not tested.rot.states:
        none = say("No open deal was known to be in a stage with a limit.")
        return (Note(none, "muted", title=title),)
    return (Note(_how_telling(tested, say), title=title), _rot_chart(say), _states(tested, say))


def _how_telling(tested: Backtest, say: Speaker) -> str:
    rot, gap = tested.rot, tested.rot.win_difference
    if gap.p is None or gap.low is None or gap.high is None:
        return say(
            "Rotten deals: {flagged}, others with a limit: {others}; to compare them it takes "
            "some of both.",
            flagged=rot.flagged.n,
            others=rot.others.n,
        )
    shares = {
        "flagged": percent(say, rot.flagged.win.rate or 0.0),
        "n": rot.flagged.n,
        "others": percent(say, rot.others.win.rate or 0.0),
        "m": rot.others.n,
        "low": percent(say, gap.low),
        "high": percent(say, gap.high),
    }
    if gap.low <= 0 <= gap.high:
        return say(
            "Won by then: {flagged} of the rotten deals (n = {n}), {others} of the others with a "
            "limit (n = {m}); the difference (95%: {low} to {high}) may be luck.",
            **shares,
        )
    return say(
        "Won by then: {flagged} of the rotten deals (n = {n}), {others} of the others with a "
        "limit (n = {m}); the difference (95%: {low} to {high}) is more than luck.",
        **shares,
    )


def _rot_chart(say: Speaker) -> Chart:
    return Chart(
        "column",
        say("Share won by then, by state against the limit"),
        "backtest_rot",
        "state",
        (
            Series("win", say("Share that won"), "good"),
            Series("loss", say("Share lost or junk"), "bad"),
        ),
        value_kind="percent",
        text=say("For each state against the limit: the share won and the share lost by then."),
    )


def _states(tested: Backtest, say: Speaker) -> Table:
    won, lost = say("Share that won"), say("Share lost or junk")
    columns = (
        Column("state", say("State then")),
        Column("n", say("Open deals (n)"), "integer"),
        Column("won", say("Won"), "integer"),
        Column("lost", say("Lost"), "integer"),
        Column("junk", say("Junk"), "integer"),
        Column("open", say("Still open"), "integer"),
        Column("win", won, "percent"),
        *bound_columns(say, "win", won),
        Column("loss", lost, "percent"),
        *bound_columns(say, "loss", lost),
    )
    words = {**rots(say), "others": say("All but rotten")}
    groups = [*tested.rot.states, tested.rot.others]
    rows = (
        (
            *(words[g.state], g.n, g.won, g.lost, g.junk, g.open),
            *(g.win.rate, g.win.low, g.win.high),
            *(g.loss.rate, g.loss.low, g.loss.high),
        )
        for g in groups
    )
    note = say("Shares are of all deals of the state, those that were still open among them.")
    title = say("What came of the deals by their state")
    return Table("backtest_rot", title, frame(columns, rows), columns, note)
