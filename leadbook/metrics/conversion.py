"""Conversion: what share of leads is won, in three kinds that must not be mixed up.

- *won over entered*: of the leads that came in during a period, those won by now.
- *win rate*: of the deals that closed during a period, won or lost, those won.
- *cohort within N days*: of the leads created at least N days ago, those won within N days.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from leadbook.language.dates import elapsed_days
from leadbook.metrics.columns import moment, moments, status_is
from leadbook.metrics.intervals import Rate, Spread, spread, wilson
from leadbook.metrics.time_to_win import cases

if TYPE_CHECKING:
    from datetime import datetime

    import pandas as pd
    from numpy.typing import NDArray

__all__ = [
    "Counted",
    "Period",
    "closed_cases",
    "cohort_cases",
    "cohort_rate",
    "days_to_outcome",
    "during",
    "entered_cases",
    "rate_of",
    "win_rate",
    "won_over_entered",
]

Period = tuple["datetime", "datetime"]


@dataclass(frozen=True)
class Counted:
    """Which leads a rate is over, and which of them it counts as won."""

    cases: NDArray[np.bool_]
    won: NDArray[np.bool_]


def during(at: NDArray[np.datetime64], period: Period | None) -> NDArray[np.bool_]:
    """Say which moments fall into a period, its end left out; without a period, all do.

    >>> from datetime import datetime
    >>> at = np.array(["2026-03-20", "2026-03-21", "NaT"], "M8[us]")
    >>> during(at, (datetime(2026, 3, 21), datetime(2026, 4, 21))).tolist()
    [False, True, False]
    """
    if period is None:
        return np.ones(len(at), dtype=bool)
    start, end = map(moment, period)
    return (at >= start) & (at < end)


def won_over_entered(leads: pd.DataFrame, period: Period | None = None) -> Rate:
    """Give won ÷ entered: of the leads created in the period (all leads without one), those won.

    >>> import pandas as pd
    >>> won_over_entered(pd.DataFrame({"status": ["won", "lost", "open", "junk"]})).rate
    0.25
    """
    return rate_of(entered_cases(leads, period))


def win_rate(leads: pd.DataFrame, period: Period | None = None) -> Rate:
    """Give won ÷ (won + lost), of the deals closed in the period (ever, without one).

    >>> import pandas as pd
    >>> win_rate(pd.DataFrame({"status": ["won", "lost", "lost", "open", "junk"]})).rate
    0.333...
    """
    return rate_of(closed_cases(leads, period))


def cohort_rate(leads: pd.DataFrame, days: float, *, as_of: datetime, time_zone: str) -> Rate:
    """Give won within so many days ÷ created at least so many days ago.

    A lead without a creation date, and a closed one without a closing date, is left out.

    >>> import pandas as pd
    >>> from datetime import datetime
    >>> leads = pd.DataFrame({"status": ["won", "open", "open"], "age_days": [12.0, 40.0, 5.0],
    ...     "created_at": pd.to_datetime(["2026-09-01", "2026-10-12", "2026-11-16"]),
    ...     "closed_at": pd.to_datetime(["2026-09-13", None, None])})
    >>> cohort = cohort_rate(leads, 30, as_of=datetime(2026, 11, 21), time_zone="UTC")
    >>> cohort.rate, cohort.n
    (0.5, 2)
    """
    return rate_of(cohort_cases(leads, days, as_of=as_of, time_zone=time_zone))


def entered_cases(leads: pd.DataFrame, period: Period | None = None) -> Counted:
    """Say which leads `won_over_entered` is over.

    >>> import pandas as pd
    >>> counted = entered_cases(pd.DataFrame({"status": ["won", "open", "junk"]}))
    >>> counted.cases.tolist(), counted.won.tolist()
    ([True, True, True], [True, False, False])
    """
    entered = during(moments(leads, "created_at"), period)
    return Counted(entered, entered & status_is(leads, "won"))


def closed_cases(leads: pd.DataFrame, period: Period | None = None) -> Counted:
    """Say which leads `win_rate` is over.

    >>> import pandas as pd
    >>> counted = closed_cases(pd.DataFrame({"status": ["won", "lost", "open", "junk"]}))
    >>> counted.cases.tolist(), counted.won.tolist()
    ([True, True, False, False], [True, False, False, False])
    """
    closed = during(moments(leads, "closed_at"), period) & status_is(leads, "won", "lost")
    return Counted(closed, closed & status_is(leads, "won"))


def cohort_cases(leads: pd.DataFrame, days: float, *, as_of: datetime, time_zone: str) -> Counted:
    """Say which leads `cohort_rate` is over."""
    created = moments(leads, "created_at")
    old = elapsed_days(created, np.full(1, moment(as_of)), time_zone) >= days
    lasted, _ = cases(leads)
    cohort = old & ~np.isnan(lasted)
    return Counted(cohort, cohort & status_is(leads, "won") & (lasted <= days))


def rate_of(counted: Counted) -> Rate:
    """Give the share of the cases that are won, with Wilson's interval.

    >>> rate_of(Counted(np.array([True, True, False]), np.array([True, False, False]))).rate
    0.5
    """
    return wilson(int(counted.won.sum()), int(counted.cases.sum()))


def days_to_outcome(leads: pd.DataFrame) -> dict[str, Spread]:
    """Give days from creation to closing: ``won``, ``lost``, both (``closed``), and ``open_age``.

    Undated leads are left out; junk counts in none of them.

    >>> import pandas as pd
    >>> leads = pd.DataFrame({"status": ["won", "lost", "open"], "age_days": [12.0, 30.0, 8.0],
    ...     "closed_at": pd.to_datetime(["2026-09-13", "2026-10-01", None])})
    >>> days = days_to_outcome(leads)
    >>> days["won"].mean, days["closed"].mean, days["open_age"].n
    (12.0, 21.0, 1)
    """
    days, _ = cases(leads)
    of = {
        "won": status_is(leads, "won"),
        "lost": status_is(leads, "lost"),
        "closed": status_is(leads, "won", "lost"),
        "open_age": status_is(leads, "open"),
    }
    return {name: spread(days[chosen]) for name, chosen in of.items()}
