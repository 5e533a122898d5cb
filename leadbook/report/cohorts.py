"""Cohorts: how the leads of each month fared, each month watched for the same number of days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.language.messages import plural
from leadbook.report.facts import facts
from leadbook.report.frames import bound_columns, frame
from leadbook.report.model import Chart, Column, Series, Sheet, Table, Tile
from leadbook.report.words import month

if TYPE_CHECKING:
    from leadbook.figures import Cohort, Figures, FirstCustomers
    from leadbook.language.messages import Speaker
    from leadbook.metrics.intervals import Rate
    from leadbook.pipeline.pipeline import Pipeline

__all__ = ["cohorts", "remark"]

LONGEST = 60
"""So many months are listed one by one; of a longer history those without leads are not."""


def cohorts(pipeline: Pipeline, figures: Figures, say: Speaker) -> Sheet:
    """Show each month's leads, what became of them, and the share won within 30, 60, 90 days."""
    shown = _shown(figures.cohorts)
    return Sheet(
        key="cohorts",
        title=say("Cohorts"),
        heading=say("Cohorts: how the leads of each month fared"),
        facts=facts(figures, say, _meaning(say)),
        tiles=_tiles(figures.first_customers, say) if figures.first_customers else (),
        blocks=(
            _count_chart(say),
            _rate_chart(say),
            _counts(shown, say),
            _rates(shown, say),
        ),
    )


def _shown(found: tuple[Cohort, ...]) -> tuple[Cohort, ...]:
    return found if len(found) <= LONGEST else tuple(cohort for cohort in found if cohort.leads)


def _meaning(say: Speaker) -> str:
    return say(
        "A cohort is the leads that came in one month. Its share won within N days is given once "
        "the month is over and each of its leads is N days old; until then it is not yet, so that "
        "young months do not look bad."
    )


def _tiles(first: FirstCustomers, say: Speaker) -> tuple[Tile, ...]:
    tiles = [
        Tile(
            say("First customers"),
            first.n,
            "integer",
            say("won from {since} to {until}", since=first.since, until=first.until),
            "good",
        ),
        Tile(say("Their value"), first.value, "money", say("what they bought themselves")),
        Tile(say("Mean days to win"), first.mean_days_to_win, "days", say("of these customers")),
    ]
    if first.referrals is not None:
        detail = say("{won} of them won", won=first.referrals_won)
        tiles.append(Tile(say("Referrals they brought"), first.referrals, "integer", detail))
    return tuple(tiles)


def _count_chart(say: Speaker) -> Chart:
    return Chart(
        "column",
        say("Leads by month, and those won within 90 days"),
        "cohorts",
        "month",
        (
            Series("leads", say("Leads"), "muted"),
            Series("won_90", say("Won within 90 days"), "good"),
        ),
        text=say("How many leads came in each month, and how many of them were won in 90 days."),
    )


def _rate_chart(say: Speaker) -> Chart:
    return Chart(
        "line",
        say("Share won within 90 days, by month of creation"),
        "cohort_rates",
        "month",
        (
            Series("won_90.rate", say("Won within 90 days"), "good"),
            Series("won_90.low", say("Low 95%"), "muted", dashed=True),
            Series("won_90.high", say("High 95%"), "muted", dashed=True),
        ),
        value_kind="percent",
        text=say("The share of each month's leads won within 90 days, with its 95% interval."),
    )


def _counts(shown: tuple[Cohort, ...], say: Speaker) -> Table:
    columns = (
        Column("month", say("Month")),
        Column("leads", say("Leads"), "integer", bar=True),
        Column("open", say("Open"), "integer"),
        Column("won", say("Won"), "integer"),
        Column("lost", say("Lost"), "integer"),
        Column("junk", say("Junk"), "integer"),
        Column("won_value", say("Won value"), "money", bar=True),
        Column("won_90", say("Won within 90 days"), "integer"),
        Column("remark", say("Remark")),
    )
    rows = (
        (
            month(say, cohort.month),
            cohort.leads,
            cohort.open,
            cohort.won,
            cohort.lost,
            cohort.junk,
            cohort.won_value,
            _successes(cohort.won_90),
            remark(cohort, say),
        )
        for cohort in shown
    )
    title, empty = say("Leads by month of creation"), say("No lead has a creation date.")
    return Table("cohorts", title, frame(columns, rows), columns, when_empty=empty)


def _rates(shown: tuple[Cohort, ...], say: Speaker) -> Table:
    within = {
        "won_30": say("Won within 30 days"),
        "won_60": say("Won within 60 days"),
        "won_90": say("Won within 90 days"),
    }
    columns = [Column("month", say("Month")), Column("n", say("Leads (n)"), "integer")]
    for key, title in within.items():
        columns += [Column(f"{key}.rate", title, "percent", bar=True)]
        columns += bound_columns(say, key, title)
    columns += [Column("remark", say("Remark"))]
    rows = (
        (
            month(say, cohort.month),
            cohort.won_30.n if cohort.won_30 else None,
            *(part for key in within for part in _cells(getattr(cohort, key))),
            remark(cohort, say),
        )
        for cohort in shown
    )
    note = say("Closed leads without a closing date are left out of these shares and of their n.")
    title, empty = say("Share won within N days"), say("No lead has a creation date.")
    return Table("cohort_rates", title, frame(columns, rows), tuple(columns), note, empty)


def _cells(rate: Rate | None) -> tuple[float | None, ...]:
    return (rate.rate, rate.low, rate.high) if rate else (None, None, None)


def _successes(rate: Rate | None) -> int | None:
    return None if rate is None else round((rate.rate or 0) * rate.n)


def remark(cohort: Cohort, say: Speaker) -> str | None:
    """Say which shares of a month are not yet, and how long the whole month has been watched."""
    days = cohort.watched_days or 0.0
    if cohort.partial:
        return say("not yet: the month is not over")
    if not cohort.leads:
        return say("no leads")
    if cohort.won_30 is None:
        return say(
            plural(
                "not yet: the youngest lead is {n} day old",
                "not yet: the youngest lead is {n} days old",
                n=days,
            )
        )
    if cohort.won_60 is None:
        return say(
            plural(
                "60 and 90 days: not yet, watched for {n} day",
                "60 and 90 days: not yet, watched for {n} days",
                n=days,
            )
        )
    if cohort.won_90 is None:
        return say(
            plural(
                "90 days: not yet, watched for {n} day",
                "90 days: not yet, watched for {n} days",
                n=days,
            )
        )
    return None
