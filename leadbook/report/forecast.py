"""Forecast: what the open deals will probably bring, and how that stands against the targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.report.facts import facts
from leadbook.report.frames import frame, present, renamed
from leadbook.report.model import Chart, Column, Series, Sheet, Table, Tile
from leadbook.report.target_tables import target_blocks, target_chart, target_tiles
from leadbook.report.words import columns, money, month

if TYPE_CHECKING:
    from collections.abc import Iterator

    from leadbook.figures import Figures, Outlook
    from leadbook.language.messages import Speaker
    from leadbook.pipeline.pipeline import Pipeline

__all__ = ["forecast"]

LARGEST = 500
"""So many deals are listed; behind them come the smallest."""


def forecast(pipeline: Pipeline, figures: Figures, say: Speaker) -> Sheet:
    """Show the weighted forecast by month, the targets beside it, and the deals behind it."""
    whole = figures.outlook
    return Sheet(
        key="forecast",
        title=say("Forecast"),
        heading=say("Forecast: what the open deals will probably bring"),
        facts=facts(figures, say, _meaning(say), *(_basis(whole, say) if whole else ())),
        tiles=_tiles(figures, whole, say) if whole else (),
        blocks=(
            _months_chart(figures, say),
            *target_chart(figures, say),
            _months(figures, say),
            *target_blocks(figures, say),
            _deals(figures, say),
        ),
    )


def _meaning(say: Speaker) -> str:
    return say(
        "Weighted = amount × chance to win, in the month in which the deal is expected to close: "
        "of ten deals of 100 at 30%, about 300 will come."
    )


def _basis(whole: Outlook, say: Speaker) -> Iterator[str]:
    """Say where chances and months come from, and what was left out."""
    bases = whole.bases
    yield say(
        "Chances of the deals: {model} from the win model, {stage} from the probability of their "
        "stage, {history} from the book's own win rate of leads that came as far.",
        model=bases.get("model", 0),
        stage=bases.get("stage", 0),
        history=bases.get("history", 0),
    )
    yield say(
        "Deals without an expected close: {undated}; each is spread over the coming year as the "
        "time-to-win curve has it for a deal of its age. Deals expected before today: {overdue}; "
        "they count in this month. Left out: {unpriced} without an amount, {unknown} without a "
        "chance.",
        undated=whole.undated,
        overdue=whole.overdue,
        unpriced=whole.without_amount,
        unknown=whole.without_chance,
    )


def _tiles(figures: Figures, whole: Outlook, say: Speaker) -> tuple[Tile, ...]:
    tiles = [
        Tile(
            say("Weighted forecast"),
            whole.weighted,
            "money",
            _between(say, whole.low, whole.high, whole.n),
            "good",
        ),
        Tile(say("Open value of these deals"), whole.amount, "money", say("if all are won")),
    ]
    if figures.forecast:
        now = figures.forecast[0]
        detail = _between(say, now.low, now.high, now.n)
        tiles.append(Tile(say("This month"), now.weighted, "money", detail))
    tiles += target_tiles(figures, say)
    tiles.append(
        Tile(
            say("Overdue"),
            whole.overdue,
            "integer",
            say("deals expected before today"),
            "warning" if whole.overdue else "plain",
        )
    )
    return tuple(tiles)


def _between(say: Speaker, low: float, high: float, n: int) -> str:
    return say(
        "95%: {low} to {high} · n = {n}", low=money(say, low, ""), high=money(say, high, ""), n=n
    )


def _months_chart(figures: Figures, say: Speaker) -> Chart:
    """Draw the months: with targets as lines against what was won, else as columns."""
    weighted = Series("weighted", say("Weighted forecast"))
    won = Series("actual", say("Won"), "good")
    target = Series("target", say("Target"), "bad", dashed=True)
    return Chart(
        "line" if figures.team_targets else "column",
        say("Forecast by month"),
        "forecast_months",
        "month",
        (won, weighted, target) if figures.team_targets else (weighted,),
        value_kind="money",
        text=say("What each month will probably bring, with what was won and the target."),
    )


def _months(figures: Figures, say: Speaker) -> Table:
    """List every month that has a forecast or a target, in order."""
    columns = (
        Column("month", say("Month")),
        Column("target", say("Target"), "money"),
        Column("actual", say("Won"), "money"),
        Column("weighted", say("Weighted forecast"), "money", bar=True),
        Column("low", say("Low 95%"), "money"),
        Column("high", say("High 95%"), "money"),
        Column("n", say("Deals expected (n)"), "integer"),
        Column("overdue", say("Overdue"), "integer"),
        Column("amount", say("Open value"), "money"),
        Column("spread", say("Of it without a date"), "money"),
    )
    shown = columns if figures.team_targets else (columns[0], *columns[3:])
    note = say(
        "The interval is the luck of deals that are each won whole or not at all, taken as "
        "independent, with variance Σ amount² × p × (1 − p); an error of the chances themselves "
        "is not in it. What lies beyond a year or in no month: {later}.",
        later=money(say, figures.outlook.later if figures.outlook else 0.0, figures.currency),
    )
    empty = say("No open deal has an amount and a chance.")
    rows = frame(columns, _month_rows(figures, say))
    title = say("Months: target, won and forecast")
    return Table("forecast_months", title, rows, shown, note, empty)


def _month_rows(figures: Figures, say: Speaker) -> Iterator[tuple[object, ...]]:
    ahead = {row.month: row for row in figures.forecast}
    meant = {row.month: row for row in figures.team_targets}
    for key in sorted({*ahead, *meant}):
        told, target = ahead.get(key), meant.get(key)
        won = target.actual if target and target.state != "ahead" else None
        forecast = (
            (told.weighted, told.low, told.high, told.n, told.overdue, told.amount, told.spread)
            if told
            else (None,) * 7
        )
        yield month(say, key), target.target if target else None, won, *forecast


def _deals(figures: Figures, say: Speaker) -> Table:
    words = columns(say)
    known = (
        *(Column(key, words[key], "id" if key == "lead_id" else "text")
          for key in ("lead_id", "name", "company", "owner", "stage")),
        Column("amount", words["amount"], "money"),
        Column("chance", say("Chance to win"), "percent"),
        Column("weighted", say("Weighted"), "money", bar=True),
        Column("expected_close", say("Expected close"), "date"),
        Column("month", say("Counts in month")),
        Column("basis", say("Chance from")),
        Column("sheet_row", say("Row in the book"), "ordinal"),
    )  # fmt: skip
    deals = frame(known, ()) if figures.open_deals is None else figures.open_deals
    shown = present(known, deals.columns)
    listed = deals.iloc[:LARGEST]
    listed = listed.assign(
        basis=renamed(listed["basis"], _bases(say)),
        month=[month(say, key) or say("by its age") for key in listed["month"]],
    )
    note = say(
        "The largest weighted amounts first: {shown} of {n} open deals with an amount and a "
        "chance.",
        shown=len(listed),
        n=len(deals),
    )
    empty = say("No open deal has an amount and a chance.")
    title = say("The deals behind the forecast")
    rows = listed[[column.key for column in shown]]
    return Table("forecast_deals", title, rows, shown, note, empty)


def _bases(say: Speaker) -> dict[str, str]:
    return {
        "model": say("win model"),
        "stage": say("probability of the stage"),
        "history": say("win rate of the book"),
    }
