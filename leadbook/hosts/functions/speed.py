"""Functions of conversion and speed: how surely and how fast leads are won."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from leadbook.figures.columns import headers, named_columns
from leadbook.figures.stages import stages_of
from leadbook.figures.velocity import months_of, sales_velocity_of
from leadbook.hosts.arguments import Argument
from leadbook.hosts.books import pipeline_of
from leadbook.hosts.choices import choice
from leadbook.hosts.faults import OutOfRange
from leadbook.hosts.registry import udf
from leadbook.hosts.spills import rows_under, table_rows
from leadbook.language.messages import message, speaker
from leadbook.metrics.breakdown import rates_by
from leadbook.metrics.conversion import (
    closed_cases,
    cohort_cases,
    days_to_outcome,
    entered_cases,
    rate_of,
)
from leadbook.metrics.curves import aalen_johansen, kaplan_meier
from leadbook.metrics.intervals import Rate
from leadbook.metrics.time_to_win import cases, closed_only
from leadbook.report.velocity import months_table
from leadbook.report.words import columns

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from leadbook.hosts.ranges import Table
    from leadbook.hosts.values import Rows
    from leadbook.language.messages import Speaker
    from leadbook.metrics.conversion import Counted
    from leadbook.pipeline.pipeline import Pipeline

__all__ = [
    "LB_CONVERSION_RATE",
    "LB_CONVERSION_VELOCITY",
    "LB_LEAD_VELOCITY",
    "LB_SALES_VELOCITY",
    "LB_WIN_WITHIN",
]

DAYS = 30.0
Kind = Literal["won/closed", "won/entered", "cohort"]
Part = Literal["rate", "n", "low", "high", "table"]
Method = Literal["aalen-johansen", "kaplan-meier", "closed only"]
Factor = Literal[
    "per day", "opportunities", "win rate", "mean won value", "mean days to win", "table"
]

KINDS: Mapping[Kind, tuple[str, ...]] = {
    "won/closed": ("won/closed", "win rate", "closed", "نرخ موفقیت", "موفق از بسته‌شده‌ها"),
    "won/entered": ("won/entered", "won of all leads", "entered", "موفق از همه",
                    "موفق از همهٔ سرنخ‌ها"),
    "cohort": ("cohort", "cohorts", "within", "همگروه", "همگروه‌ها"),
}  # fmt: skip
PARTS: Mapping[Part, tuple[str, ...]] = {
    "rate": ("rate", "share", "chance", "p", "نرخ", "شانس", "سهم"),
    "n": ("n", "cases (n)", "cases", "count", "تعداد", "تعداد (n)"),
    "low": ("low", "lower", "low 95%", "کران پایین", "کران پایین ۹۵ درصد", "کران پایین ۹۵٪"),
    "high": ("high", "upper", "high 95%", "کران بالا", "کران بالای ۹۵ درصد", "کران بالای ۹۵٪"),
    "table": ("table", "all", "جدول", "همه"),
}
METHODS: Mapping[Method, tuple[str, ...]] = {
    "aalen-johansen": ("Aalen-Johansen", "open counted", "آلن-یوهانسن", "با معامله‌های باز"),
    "kaplan-meier": ("Kaplan-Meier", "کاپلان-مایر"),
    "closed only": ("closed only", "closed", "فقط بسته‌شده‌ها", "فقط بسته‌ها"),
}
FACTORS: Mapping[Factor, tuple[str, ...]] = {
    "per day": ("per day", "sales velocity per day", "sales velocity", "در روز", "سرعت فروش",
                "سرعت فروش در روز"),
    "opportunities": ("opportunities", "open", "معامله‌ها", "فرصت‌ها"),
    "win rate": ("win rate", "نرخ موفقیت"),
    "mean won value": ("mean won value", "mean value", "میانگین مبلغ فروش", "میانگین مبلغ"),
    "mean days to win": ("mean days to win", "days", "میانگین روز تا فروش", "روز تا فروش"),
    "table": ("table", "all", "جدول", "همه"),
}  # fmt: skip

PART = Argument(
    "text",
    message("rate (when left out), n, low, high (95% interval), or table for all of them"),
    required=False,
)


@udf(
    message("Share of leads that are won, in one of three kinds; by a column, one row a value."),
    group="speed",
    gives="table",
    kind=Argument(
        "text",
        message("won/closed (when left out), won/entered, or cohort: won within so many days"),
        required=False,
    ),
    part=PART,
    by=Argument(
        "text",
        message("A header of the leads, such as Source: gives a table with one row a value"),
        required=False,
    ),
    within=Argument("number", message("Days of the kind cohort; 30 when left out"), required=False),
)
def LB_CONVERSION_RATE(
    leads: Table,
    kind: str,
    part: str,
    by: str,
    within: float | None,
    as_of: datetime,
    history: Table | None,
    stages: Table | None,
    settings: Table | None,
) -> object:
    """Give won ÷ closed, won ÷ entered, or won within N days ÷ created N days ago or more."""
    wanted, shown = choice(kind, KINDS, "kind"), choice(part, PARTS, "part")
    days = _days(within)
    book = pipeline_of(leads, history, stages, settings, as_of=as_of)
    counted = _counted(book, wanted, days)
    say = speaker(book.settings.language)
    if not by:
        return _part(rate_of(counted), shown, say)
    (column,) = named_columns(book, [by])
    called = columns(say).get(column) or headers(book).get(column, column)
    rows = ((value or say("(blank)"), *_cells(rate))
            for value, rate in rates_by(book.leads, column, counted))  # fmt: skip
    return rows_under([called, *_rate_headers(say)], rows)


def _counted(book: Pipeline, kind: Kind, days: float) -> Counted:
    if kind == "won/closed":
        return closed_cases(book.leads)
    if kind == "won/entered":
        return entered_cases(book.leads)
    zone = book.settings.time_zone
    return cohort_cases(book.leads, days, as_of=book.as_of, time_zone=zone)


def _days(given: float | None) -> float:
    if given is None:
        return DAYS
    if given < 0:
        raise OutOfRange(message("{days} days cannot be counted; give 0 or more", days=given))
    return given


def _cells(rate: Rate) -> tuple[object, ...]:
    return rate.rate, rate.n, rate.low, rate.high


def _rate_headers(say: Speaker) -> list[str]:
    return [say("Rate"), say("Cases (n)"), say("Low 95%"), say("High 95%")]


def _part(rate: Rate, part: Part, say: Speaker) -> object:
    if part == "table":
        return rows_under(_rate_headers(say), [_cells(rate)])
    return {"rate": rate.rate, "n": rate.n, "low": rate.low, "high": rate.high}[part]


@udf(
    message("How fast leads go: days to winning and losing, and days in each stage, as a table."),
    group="speed",
    gives="table",
)
def LB_CONVERSION_VELOCITY(
    leads: Table,
    as_of: datetime,
    history: Table | None,
    stages: Table | None,
    settings: Table | None,
) -> Rows:
    """Give days to outcome, then each open stage's completed visits and its forward rate."""
    book = pipeline_of(leads, history, stages, settings, as_of=as_of)
    say, spreads = speaker(book.settings.language), days_to_outcome(book.leads)
    outcomes = {"won": say("Won"), "lost": say("Lost"), "closed": say("Won and lost together")}
    of_outcomes = (
        (name, spreads[key].n, spreads[key].mean, spreads[key].median, spreads[key].p90, None)
        for key, name in outcomes.items()
    )
    of_stages = (
        (s.stage, s.completed, s.mean_days, s.median_days, s.p90_days, s.forward_per_30_days)
        for s in stages_of(book)
    )
    titles = [
        say("Stage"),
        say("Cases (n)"),
        say("Mean days"),
        say("Median days"),
        say("90% within, days"),
        say("Forward per 30 days"),
    ]
    return rows_under(titles, [*of_outcomes, *of_stages])


@udf(
    message("Chance that a lead is won within so many days, with open deals counted properly."),
    group="speed",
    gives="table",
    days=Argument("number", message("Days since creation; 30 when left out"), required=False),
    part=PART,
    method=Argument(
        "text",
        message("Aalen-Johansen (when left out), Kaplan-Meier (promises too much), closed only"),
        required=False,
    ),
)
def LB_WIN_WITHIN(
    leads: Table,
    days: float | None,
    part: str,
    method: str,
    as_of: datetime,
    history: Table | None,
    stages: Table | None,
    settings: Table | None,
) -> object:
    """Give the chance to win by a day, over the leads whose days are known; blank if untold."""
    shown, way, within = choice(part, PARTS, "part"), choice(method, METHODS, "method"), _days(days)
    book = pipeline_of(leads, history, stages, settings, as_of=as_of)
    lasted, ends = cases(book.leads)
    if way == "closed only":
        chance = closed_only(lasted, ends, within)
    else:
        curve = aalen_johansen if way == "aalen-johansen" else kaplan_meier
        chance = curve(lasted, ends).chance(within)
    told = Rate(chance.p, int((~np.isnan(lasted)).sum()), chance.low, chance.high)
    return _part(told, shown, speaker(book.settings.language))


@udf(
    message("Money a day that the open deals bring: deals × mean won value × win rate ÷ days."),
    group="speed",
    gives="table",
    part=Argument(
        "text",
        message("per day (when left out), opportunities, win rate, mean won value, mean days to "
                "win, or table"),
        required=False,
    ),
)  # fmt: skip
def LB_SALES_VELOCITY(
    leads: Table,
    part: str,
    as_of: datetime,
    history: Table | None,
    stages: Table | None,
    settings: Table | None,
) -> object:
    """Give sales velocity or one of its factors; blank where a factor is missing."""
    shown = choice(part, FACTORS, "part")
    book = pipeline_of(leads, history, stages, settings, as_of=as_of)
    say, velocity = speaker(book.settings.language), sales_velocity_of(book.leads)
    parts: dict[Factor, tuple[str, float | None]] = {
        "per day": (say("Sales velocity per day"), velocity.per_day),
        "opportunities": (say("Opportunities"), velocity.opportunities),
        "win rate": (say("Win rate"), velocity.win_rate),
        "mean won value": (say("Mean won value"), velocity.mean_won_value),
        "mean days to win": (say("Mean days to win"), velocity.mean_days_to_win),
    }
    if shown == "table":
        titles, values = zip(*parts.values(), strict=True)
        return rows_under(titles, [values])
    return parts[shown][1]


@udf(
    message("Leads newly qualified in each month and by how much that grew over the month before."),
    group="speed",
    gives="table",
)
def LB_LEAD_VELOCITY(
    leads: Table,
    as_of: datetime,
    history: Table | None,
    stages: Table | None,
    settings: Table | None,
) -> Rows:
    """Give each month's qualified leads and lead velocity rate; blank where none came before."""
    book = pipeline_of(leads, history, stages, settings, as_of=as_of)
    return table_rows(months_table(months_of(book), speaker(book.settings.language)))
