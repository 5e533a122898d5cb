"""Back-test: what was foretold on an earlier day, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.pipeline.rewind import KEEPS_STAGES
from leadbook.report.backtest_chances import chance_blocks, wins_blocks
from leadbook.report.backtest_money import forecast_blocks, rot_blocks
from leadbook.report.model import Report, Sheet, Tile
from leadbook.report.words import interval, money, percent

if TYPE_CHECKING:
    from leadbook.figures.tested import Backtest
    from leadbook.language.messages import Speaker
    from leadbook.pipeline.pipeline import Pipeline

__all__ = ["KEY", "backtest", "compose_backtest"]

KEY = "backtest"
"""The sheet's key: a back-test is responsible for this sheet, and the main report is not."""


def compose_backtest(pipeline: Pipeline, tested: Backtest, say: Speaker) -> Report:
    """Put a back-test into a report of its one sheet."""
    return Report(
        language=say.language,
        dates=pipeline.settings.dates,
        currency=tested.currency,
        sheets=(backtest(tested, say),),
        title=say("Back-test of the sales pipeline report"),
        footer=say("leadbook · {book} · as of {as_of}", book=tested.book, as_of=tested.until),
    )


def backtest(tested: Backtest, say: Speaker) -> Sheet:
    """Show chances, wins, forecast and rot flags of the first day beside what came of them."""
    return Sheet(
        key=KEY,
        title=say("Back-test"),
        heading=say("Back-test: what was foretold, and what came of it"),
        facts=_facts(tested, say),
        tiles=_tiles(tested, say),
        blocks=(
            *chance_blocks(tested, say),
            *wins_blocks(tested, say),
            *forecast_blocks(tested, say),
            *rot_blocks(tested, say),
        ),
    )


def _facts(tested: Backtest, say: Speaker) -> tuple[str, ...]:
    origin = say(
        "As known on {as_of}, compared with what had happened by {until} · {book}",
        as_of=tested.as_of,
        until=tested.until,
        book=tested.book,
    )
    used = say(
        "Leads that the book had on that day: {leads}, of them open: {open}. Left out: {untold} "
        "of which it does not tell what they were then, {lost} what they became.",
        leads=tested.leads,
        open=tested.open,
        untold=tested.untold,
        lost=tested.lost_sight,
    )
    settings = say(
        "Nothing from after that day is used. Limits, rules and the probabilities of stages are "
        "those of today."
    )
    return (origin, used, settings, *_undated(tested, say), *_stages(tested, say))


def _undated(tested: Backtest, say: Speaker) -> list[str]:
    """Say what carries no date: taken as it stands today, or left out."""
    lines = []
    if tested.kept:
        kept = list(tested.kept)
        lines.append(
            say("Taken as they stand today, since no date tells: {columns}.", columns=kept)
        )
    if tested.left_behind:
        left = list(tested.left_behind)
        lines.append(
            say("Left out, since they may have been written later: {columns}.", columns=left)
        )
    return lines


def _stages(tested: Backtest, say: Speaker) -> list[str]:
    if tested.history in KEEPS_STAGES:
        return []
    return [
        say(
            "The book keeps no history of stages, so the stage of a deal that was open on that "
            "day is not known; a sheet with lead, stage and date would tell it."
        )
    ]


def _tiles(tested: Backtest, say: Speaker) -> tuple[Tile, ...]:
    return (
        Tile(say("Open deals then"), tested.open, "integer", say("judged by what came of them")),
        _ranking(tested, say),
        _wins(tested, say),
        _forecast(tested, say),
        _rotten(tested, say),
    )


def _ranking(tested: Backtest, say: Speaker) -> Tile:
    label, auc, n = say("Chances ranked rightly"), tested.chances.auc, tested.chances.decided.n
    if auc.p is None or auc.low is None or auc.high is None:
        return Tile(label, None, "percent", say("it takes deals won and deals lost"), "muted")
    detail = say(
        "95%: {low} to {high}; guessing is 50% · n = {n}",
        low=percent(say, auc.low),
        high=percent(say, auc.high),
        n=n,
    )
    return Tile(label, auc.p, "percent", detail, "good" if auc.low > 0.5 else "warning")


def _wins(tested: Backtest, say: Speaker) -> Tile:
    wins = tested.time_to_win[-1]
    return Tile(
        say("Wins that came"),
        wins.won,
        "integer",
        say(
            "foretold {expected}, by luck {low} to {high}",
            expected=wins.expected,
            low=wins.low,
            high=wins.high,
        ),
        "good" if wins.low <= wins.won <= wins.high else "warning",
    )


def _forecast(tested: Backtest, say: Speaker) -> Tile:
    found = tested.forecast
    if found is None or found.weighted is None:
        return Tile(say("Won against forecast"), None, "percent", say("nothing to compare yet"))
    share = found.won / found.weighted if found.won is not None and found.weighted > 0 else None
    forecast = money(say, found.weighted, tested.currency)
    return Tile(
        say("Won against forecast"), share, "percent", say("forecast {amount}", amount=forecast)
    )


def _rotten(tested: Backtest, say: Speaker) -> Tile:
    flagged, others = tested.rot.flagged, tested.rot.others
    if flagged.win.rate is None or others.win.rate is None:
        return Tile(
            say("Rotten deals won"), flagged.win.rate, "percent", interval(say, flagged.win)
        )
    detail = say(
        "other deals {share} · n = {n} and {others}",
        share=percent(say, others.win.rate),
        n=flagged.n,
        others=others.n,
    )
    return Tile(say("Rotten deals won"), flagged.win.rate, "percent", detail)
