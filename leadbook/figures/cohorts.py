"""Cohorts: how the leads of each month fared, and whom the first customers brought."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from leadbook.figures.records import records
from leadbook.language.text import fold, is_blank, plain
from leadbook.metrics.cohorts import cohorts, first_customers
from leadbook.metrics.columns import moments, numbers, status_is
from leadbook.metrics.intervals import spread, wilson
from leadbook.metrics.months import calendar_of
from leadbook.metrics.time_to_win import cases
from leadbook.pipeline.schema import header_key

if TYPE_CHECKING:
    from datetime import datetime

    import pandas as pd
    from numpy.typing import NDArray

    from leadbook.metrics.intervals import Rate
    from leadbook.pipeline.pipeline import Pipeline

__all__ = ["Cohort", "FirstCustomers", "first_of", "monthly"]

REFERRERS = frozenset(
    map(
        header_key,
        ("Referrer", "Referred by", "Referral from", "Introduced by", "Recommended by", "معرف",
         "نام معرف", "معرفی‌کننده", "معرفی شده توسط", "معرفی از طرف"),
    )
)  # fmt: skip
"""Headers of a column of the user's own that names who brought a lead."""


@dataclass(frozen=True, slots=True)
class Cohort:
    """The leads that came in one month.

    Attributes:
        won_30: Won within 30 days of their creation; ``None`` is "not yet": the month is not over,
            or not each of its leads is 30 days old.
        won_value: What the won ones brought, whenever that was.
        watched_days: Age of the month's youngest lead; ``None`` without leads.
        partial: Whether the month is not over.
    """

    month: str
    leads: int
    open: int
    won: int
    lost: int
    junk: int
    won_30: Rate | None
    won_60: Rate | None
    won_90: Rate | None
    won_value: float
    watched_days: float | None
    partial: bool


@dataclass(frozen=True, slots=True)
class FirstCustomers:
    """The first customers, a hundred at most, and the leads that they brought.

    Attributes:
        n: How many there are.
        wanted: How many make the cohort full.
        since: When the first of them was won; `until`, the last.
        mean_days_to_win: Over those with a creation date.
        value: What they brought themselves.
        column: Header of the column that names who brought a lead; ``None`` where the book has
            none, and the figures of referrals with it.
        referrals: Leads that name one of them.
    """

    n: int
    wanted: int
    since: datetime
    until: datetime
    mean_days_to_win: float | None
    value: float
    column: str | None
    referrals: int | None
    referrals_won: int | None
    referrals_value: float | None


def monthly(pipeline: Pipeline) -> tuple[Cohort, ...]:
    """Give the cohort of each month, the first lead's first."""
    settings = pipeline.settings
    table = cohorts(
        pipeline.leads,
        as_of=pipeline.as_of,
        time_zone=settings.time_zone,
        calendar=calendar_of(settings.dates),
    )
    return tuple(
        Cohort(
            month=row["month"],
            leads=row["leads"],
            open=row["open"],
            won=row["won"],
            lost=row["lost"],
            junk=row["junk"],
            won_30=_rate(row, 30),
            won_60=_rate(row, 60),
            won_90=_rate(row, 90),
            won_value=row["won_value"],
            watched_days=row["watched_days"],
            partial=row["partial"],
        )
        for row in records(table)
    )


def _rate(row: dict[str, Any], days: int) -> Rate | None:
    return wilson(row[f"won_{days}"], row[f"n_{days}"]) if row[f"ripe_{days}"] else None


def first_of(pipeline: Pipeline, count: int = 100) -> FirstCustomers | None:
    """Give the first customers and whom they brought; ``None`` before the first dated win."""
    leads = pipeline.leads
    first = first_customers(leads, count)
    if not len(first):
        return None
    closed = moments(leads, "closed_at")[first]
    column = next((str(name) for name in leads if header_key(str(name)) in REFERRERS), None)
    brought = None if column is None else _brought(leads, column, first)
    amount, won = np.nan_to_num(numbers(leads, "amount")), status_is(leads, "won")
    return FirstCustomers(
        n=len(first),
        wanted=count,
        since=closed[0].item(),
        until=closed[-1].item(),
        mean_days_to_win=spread(cases(leads)[0][first]).mean,
        value=float(amount[first].sum()),
        column=column,
        referrals=None if brought is None else int(brought.sum()),
        referrals_won=None if brought is None else int((brought & won).sum()),
        referrals_value=None if brought is None else float(amount[brought & won].sum()),
    )


def _brought(leads: pd.DataFrame, column: str, first: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Say of each lead whether it names one of the first customers: its id, name or company."""
    called = [name for name in ("lead_id", "name", "company") if name in leads]
    known = {
        fold(plain(value))
        for name in called
        for value in leads[name].iloc[first].tolist()
        if not is_blank(value)
    }
    named = leads[column].astype(object)
    hit = {value for value in named.dropna().unique().tolist() if fold(plain(value)) in known}
    return np.asarray(named.isin(hit), dtype=np.bool_)
