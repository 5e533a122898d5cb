"""Review: what changed since an earlier report, and whether it is more than chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadbook.metrics.intervals import newcombe, wilson

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from leadbook.metrics.intervals import Chance, Rate

__all__ = ["KEPT", "Change", "Headline", "Snapshot", "compare_reports", "kept", "last_before"]

KEPT = 12
"""How many reports are remembered."""


@dataclass(frozen=True, slots=True)
class Headline:
    """One key figure of a report, with n and interval where it has them."""

    key: str
    value: float | None
    n: int | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The key figures of one report, and the day that it was made for."""

    as_of: date
    figures: tuple[Headline, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One figure then and now.

    Attributes:
        since: Of a rate, the same rate among the cases that are new since then.
        difference: That rate minus the earlier one, with its interval.
        more_than_chance: Whether the change is; ``None`` where that cannot be told.
    """

    key: str
    before: float | None
    now: float | None
    change: float | None
    n_before: int | None
    n_now: int | None
    since: Rate | None
    difference: Chance | None
    more_than_chance: bool | None


def last_before(reports: Iterable[Snapshot], day: date) -> Snapshot | None:
    """Give the latest report made for a day before this one.

    >>> from datetime import date
    >>> reports = [Snapshot(date(2026, month, 1), ()) for month in (1, 2, 3)]
    >>> last_before(reports, date(2026, 3, 1)).as_of
    datetime.date(2026, 2, 1)
    """
    earlier = [report for report in reports if report.as_of < day]
    return max(earlier, key=lambda report: report.as_of, default=None)


def kept(reports: Iterable[Snapshot], new: Snapshot) -> tuple[Snapshot, ...]:
    """Add a report to those remembered, in order of days; it replaces the one of its own day.

    >>> from datetime import date
    >>> first, again = Snapshot(date(2026, 3, 1), ()), Snapshot(date(2026, 3, 1), ())
    >>> [report is again for report in kept([first], again)]
    [True]
    """
    others = [report for report in reports if report.as_of != new.as_of]
    return tuple(sorted([*others, new], key=lambda report: report.as_of)[-KEPT:])


def compare_reports(
    before: Snapshot, now: Snapshot, *, rates: frozenset[str] = frozenset()
) -> tuple[Change, ...]:
    """Compare each figure of two reports of one book.

    Two reports share most of their cases, so that their rates are not independent. A rate of
    closed cases is therefore judged by the cases that closed since: their rate against the earlier
    one, Newcombe's 95 % interval. Any other figure with an interval changed by more than chance
    where the two intervals do not meet, which is cautious. Counts and sums are what they are.

    Args:
        before: The earlier report.
        now: The later report.
        rates: Keys of the rates whose cases only ever get more.
    """
    then = {headline.key: headline for headline in before.figures}
    return tuple(
        _change(then.get(headline.key, Headline(headline.key, None)), headline, rates)
        for headline in now.figures
    )


def _change(before: Headline, now: Headline, rates: frozenset[str]) -> Change:
    change = None if before.value is None or now.value is None else now.value - before.value
    since = difference = None
    if now.key in rates:
        since = _since(before, now)
    if since is not None:
        difference = newcombe(since, wilson(_cases(before), before.n or 0))
        chance = _excludes_zero(difference)
    elif now.key in rates:
        chance = None
    else:
        chance = _apart(before, now)
    return Change(
        now.key, before.value, now.value, change, before.n, now.n, since, difference, chance
    )


def _since(before: Headline, now: Headline) -> Rate | None:
    """The rate among the new cases; none where there are none, or old ones were taken back."""
    if not before.n or not now.n:
        return None
    more, cases = now.n - before.n, _cases(now) - _cases(before)
    return wilson(cases, more) if more > 0 and 0 <= cases <= more else None


def _cases(headline: Headline) -> int:
    return round((headline.value or 0.0) * (headline.n or 0))


def _excludes_zero(difference: Chance) -> bool | None:
    if difference.low is None or difference.high is None:
        return None
    return difference.low > 0 or difference.high < 0


def _apart(before: Headline, now: Headline) -> bool | None:
    ends = (before.low, before.high, now.low, now.high)
    if any(end is None for end in ends):
        return None
    low_before, high_before, low, high = (end or 0.0 for end in ends)
    return low > high_before or high < low_before
