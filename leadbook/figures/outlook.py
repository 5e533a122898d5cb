"""The outlook: what the open deals will probably bring, month by month and as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from leadbook.figures.records import records
from leadbook.metrics.columns import numbers, status_is
from leadbook.metrics.curves import aalen_johansen
from leadbook.metrics.forecast import BASES, UNDATED, bounds, chances, forecast, open_deals
from leadbook.metrics.months import calendar_of, labels
from leadbook.metrics.time_to_win import cases

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from leadbook.pipeline.pipeline import Pipeline

__all__ = ["ForecastMonth", "LookAhead", "Outlook", "look_ahead"]

SHOWN = ("lead_id", "name", "company", "owner", "stage", "sheet_row")


@dataclass(frozen=True, slots=True)
class ForecastMonth:
    """What one month will probably bring.

    Attributes:
        amount: Of the deals expected in it, and its part of those spread over the months.
        weighted: Σ amount × chance; `low` and `high` are its 95 % interval.
        n: Deals expected in it.
        overdue: Those of them that were expected earlier.
        spread: Part of `weighted` that comes from deals without an expected close.
    """

    month: str
    amount: float
    weighted: float
    low: float
    high: float
    n: int
    overdue: int
    spread: float


@dataclass(frozen=True, slots=True)
class Outlook:
    """The forecast as a whole.

    Attributes:
        weighted: Σ amount × chance over all deals; `low` and `high` are its 95 % interval.
        amount: Of the same deals; `n`, how many they are.
        later: What of `weighted` no month has: it comes after a year, or nobody knows when.
        undated: Deals without an expected close; `overdue`, deals expected before today.
        without_amount: Open deals left out for want of an amount.
        without_chance: Open deals with an amount left out for want of a chance.
        bases: How many of the deals have their chance from the model, stage or history.
    """

    weighted: float
    low: float
    high: float
    amount: float
    n: int
    later: float
    undated: int
    overdue: int
    without_amount: int
    without_chance: int
    bases: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class LookAhead:
    """The forecast, and the deals behind it as `look_ahead` gives them."""

    months: tuple[ForecastMonth, ...]
    whole: Outlook
    deals: pd.DataFrame


def look_ahead(pipeline: Pipeline, rows: pd.DataFrame, *, learned: bool = True) -> LookAhead:
    """Forecast what the open deals will bring.

    Args:
        pipeline: The book, understood.
        rows: One row a lead, with its ``win_probability``.
        learned: Whether a model gave it; else it is only the probability of the stage once more.

    Returns:
        Besides the figures one row a deal, the largest weighted amount first: what the book says
        of it, ``amount``, ``chance``, ``basis``, ``weighted``, ``expected_close``, ``overdue``,
        ``month`` (2026-11; "" without an expected close).
    """
    leads, calendar = pipeline.leads, calendar_of(pipeline.settings.dates)
    model = numbers(rows, "win_probability") if learned else None
    chance, basis = chances(leads, pipeline.visits, pipeline.settings.stages, model)
    deals = open_deals(leads, chance, as_of=pipeline.as_of, calendar=calendar)
    curve = aalen_johansen(*cases(leads))
    months = forecast(deals, curve, as_of=pipeline.as_of, calendar=calendar)
    at = deals["lead"].to_numpy()
    dated = deals["month"].to_numpy() != UNDATED
    month = np.full(len(deals), "", dtype=object)
    month[dated] = labels(deals["month"].to_numpy()[dated], calendar)
    told = rows[[name for name in SHOWN if name in rows]].iloc[at].reset_index(drop=True)
    columns = ["amount", "chance", "weighted", "expected_close", "overdue"]
    named = np.array(BASES, dtype=object)[basis[at]]
    behind = told.assign(**deals[columns], basis=named, month=month)
    return LookAhead(
        tuple(ForecastMonth(**row) for row in records(months)),
        _whole(leads, deals, named.tolist(), float(months["weighted"].sum())),
        behind.sort_values("weighted", ascending=False, kind="stable").reset_index(drop=True),
    )


def _whole(leads: pd.DataFrame, deals: pd.DataFrame, named: list[str], placed: float) -> Outlook:
    amount, chance = deals["amount"].to_numpy(), deals["chance"].to_numpy()
    weighted = float((amount * chance).sum())
    variance = (amount**2 * chance * (1 - chance)).sum()
    low, high = bounds(
        *(np.array([part]) for part in (weighted, variance, amount[chance > 0].sum()))
    )
    still = status_is(leads, "open")
    unpriced = int((still & np.isnan(numbers(leads, "amount"))).sum())
    return Outlook(
        weighted=weighted,
        low=float(low[0]),
        high=float(high[0]),
        amount=float(amount.sum()),
        n=len(deals),
        later=max(weighted - placed, 0.0),
        undated=int((deals["month"] == UNDATED).sum()),
        overdue=int(deals["overdue"].sum()),
        without_amount=unpriced,
        without_chance=int(still.sum()) - unpriced - len(deals),
        bases={name: named.count(name) for name in BASES if name},
    )
