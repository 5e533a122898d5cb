"""Targets: what was to be won in each month, by owner and by the whole team, against what was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from leadbook.metrics.columns import moment, moments, numbers, status_is
from leadbook.metrics.months import labels, month_of

if TYPE_CHECKING:
    from datetime import datetime

    from leadbook.metrics.months import Calendar

__all__ = ["owner_targets", "team_targets"]


def owner_targets(
    leads: pd.DataFrame,
    targets: pd.DataFrame,
    *,
    as_of: datetime,
    calendar: Calendar = "gregorian",
) -> pd.DataFrame:
    """Give one row for each month and owner with a target, or with a win while targets run.

    Targets run from the first month that has one to the last, and at least to as_of's. Columns:
    ``month`` (2026-11 or 1405-08), ``owner`` ("" for wins of nobody), ``target`` (NaN where none
    was set), ``actual``, the value won by closing month, ``won``, how many deals that is,
    ``attainment``, actual ÷ target (NaN without a target, at 0, and before the month begins),
    ``remaining``, what is missing to the target (0 once it is reached), and ``state``: over,
    running or ahead. A win without an amount counts, and adds nothing; one without a closing date
    is left out. Rows stand by month, then by owner.

    Args:
        leads: As `pipeline.Pipeline.leads`.
        targets: As `pipeline.Pipeline.targets`.
        as_of: Today.
        calendar: Whose months, the same as the targets'.

    >>> from datetime import datetime
    >>> leads = pd.DataFrame({"status": ["won", "won"], "owner": ["Ali", "Sara"],
    ...     "amount": [70, 40], "closed_at": pd.to_datetime(["2026-10-05", "2026-10-09"])})
    >>> targets = pd.DataFrame({"owner": ["Ali"], "month": pd.to_datetime(["2026-10-01"]),
    ...     "target": [100.0]})
    >>> table = owner_targets(leads, targets, as_of=datetime(2026, 10, 31))
    >>> table[["month", "owner", "target", "actual", "attainment", "remaining"]].values.tolist()
    [['2026-10', 'Ali', 100.0, 70.0, 0.7, 30.0], ['2026-10', 'Sara', nan, 40.0, nan, nan]]
    """
    set_for, now = _set(targets, calendar), _now(as_of, calendar)
    wins = _wins(leads, set_for, now, calendar)
    own = set_for[set_for["owner"] != ""]
    by = ["month", "owner"]
    both = own.merge(wins.groupby(by, as_index=False).sum(), how="outer", on=by)
    return _judged(both.sort_values(by, kind="stable"), now, calendar)


def team_targets(
    leads: pd.DataFrame,
    targets: pd.DataFrame,
    *,
    as_of: datetime,
    calendar: Calendar = "gregorian",
) -> pd.DataFrame:
    """Give one row a month with a target, or with a win while targets run, for the whole team.

    Its target is the one without an owner, else the sum of the owners'. Columns and arguments are
    those of `owner_targets`, without ``owner``.

    >>> from datetime import datetime
    >>> targets = pd.DataFrame({"owner": ["Ali", "Sara"], "target": [100.0, 50.0],
    ...     "month": pd.to_datetime(["2026-10-01", "2026-10-01"])})
    >>> leads = pd.DataFrame({"status": ["won"], "amount": [75],
    ...     "closed_at": pd.to_datetime(["2026-10-05"])})
    >>> table = team_targets(leads, targets, as_of=datetime(2026, 10, 31))
    >>> table[["month", "target", "actual", "attainment"]].values.tolist()
    [['2026-10', 150.0, 75.0, 0.5]]
    """
    set_for, now = _set(targets, calendar), _now(as_of, calendar)
    wins = _wins(leads, set_for, now, calendar).drop(columns="owner")
    of_team = set_for["owner"] == ""
    has_team = set_for["month"].isin(set_for.loc[of_team, "month"])
    meant = set_for.loc[of_team | ~has_team, ["month", "target"]]
    sums = (frame.groupby("month", as_index=False).sum() for frame in (meant, wins))
    both = next(sums).merge(next(sums), how="outer", on="month")
    return _judged(both.sort_values("month", kind="stable"), now, calendar)


def _now(as_of: datetime, calendar: Calendar) -> int:
    return int(month_of(np.full(1, moment(as_of)), calendar)[0])


def _set(targets: pd.DataFrame, calendar: Calendar) -> pd.DataFrame:
    """The targets by running number of the month."""
    owner = targets["owner"].astype(object) if "owner" in targets else pd.Series([], dtype=object)
    month = month_of(moments(targets, "month"), calendar)
    return pd.DataFrame({"month": month, "owner": owner, "target": numbers(targets, "target")})


def _wins(leads: pd.DataFrame, set_for: pd.DataFrame, now: int, calendar: Calendar) -> pd.DataFrame:
    """The wins of the months in which targets run: month, owner, value, and 1 for the deal."""
    closed = moments(leads, "closed_at")
    at = np.flatnonzero(status_is(leads, "won") & ~np.isnat(closed))
    month = month_of(closed[at], calendar)
    first = set_for["month"].min() if len(set_for) else now + 1
    last = max(set_for["month"].max(), now) if len(set_for) else now
    running = (month >= first) & (month <= last)
    at, month = at[running], month[running]
    owner = np.full(len(at), "", dtype=object)
    if "owner" in leads:
        named = leads["owner"].iloc[at].astype(object)
        owner = named.where(named.notna(), "").to_numpy(dtype=object)
    actual = np.nan_to_num(numbers(leads, "amount")[at])
    won = np.ones(len(at), dtype=np.int64)
    return pd.DataFrame({"month": month, "owner": owner, "actual": actual, "won": won})


def _judged(rows: pd.DataFrame, now: int, calendar: Calendar) -> pd.DataFrame:
    """Hold what was won against what was meant."""
    month = rows["month"].to_numpy(dtype=np.int64)
    target = rows["target"].to_numpy(dtype=np.float64)
    actual = np.nan_to_num(rows["actual"].to_numpy(dtype=np.float64))
    begun = (target > 0) & (month <= now)
    return pd.DataFrame(
        {
            "month": labels(month, calendar),
            **({"owner": rows["owner"].to_numpy(dtype=object)} if "owner" in rows else {}),
            "target": target,
            "actual": actual,
            "won": np.nan_to_num(rows["won"].to_numpy(dtype=np.float64)).astype(np.int64),
            "attainment": np.where(begun, actual / np.where(begun, target, 1), np.nan),
            "remaining": np.maximum(target - actual, 0),
            "state": np.select([month < now, month == now], ["over", "running"], "ahead"),
        }
    )
