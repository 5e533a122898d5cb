"""Leaks: columns that tell the outcome because they are only known, or only move, after it.

A model that may see them looks perfect on closed deals and is worthless on open ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from leadbook.language.messages import message
from leadbook.language.text import fold
from leadbook.metrics.win_counts import START
from leadbook.metrics.win_quality import area, area_low
from leadbook.pipeline.whole_names import is_of_a_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from leadbook.language.messages import Message

__all__ = [
    "Leak",
    "Reason",
    "filled_only_when_closed",
    "is_identity",
    "leak_by_name",
    "strong_leaks",
]

Reason = Literal["after", "moves", "filled", "perfect", "strong", "forbidden"]

IDENTITIES = frozenset({"lead_id", "name", "company", "email", "phone", "notes", "sheet_row"})
"""Who the lead is: nothing that another deal could share, so nothing to learn from."""
AFTER = frozenset({"closed_at", "lost_reason", "status"})
MOVES = frozenset(
    {
        "stage_since", "age_days", "expected_close", "last_contact_at", "next_step_at",
        "snooze_until", "unanswered_calls", "unanswered_emails", "unsubscribed", "complaints",
        "days_in_stage", "days_since_contact", "touches", "calls", "emails", "meetings", "rot",
    }
)  # fmt: skip
AFTER_WORDS = frozenset(
    map(
        fold,
        (
            "closed", "close", "won", "lost", "win", "loss", "outcome", "result", "reason",
            "invoice", "invoiced", "signed", "paid", "churn", "churned", "بسته", "نتیجه", "علت",
            "دلیل", "باخت", "برد", "فاکتور", "صورتحساب", "پرداخت", "امضا",
        ),
    )
)  # fmt: skip
MOVES_WORDS = frozenset(map(fold, ("duration", "elapsed", "days", "مدت", "عمر")))
_BETWEEN = re.compile(r"[\W_]+")

PERFECT, PERFECT_LOW = 0.95, 0.85
STRONG, STRONG_LOW = 0.78, 0.7
FILLED_CLOSED, FILLED_OPEN, ENOUGH = 0.3, 0.02, 20


@dataclass(frozen=True, slots=True)
class Leak:
    """A column that the model may not see, and why.

    Attributes:
        auc: How well it alone tells won from lost (0.5 is guessing), where that was the reason.
    """

    column: str
    reason: Reason
    why: Message
    auc: float | None = None


def is_identity(column: str) -> bool:
    """Tell whether a column says who the lead is, or is a part of its name.

    >>> is_identity("email"), is_identity("Last name"), is_identity("industry")
    (True, True, False)
    """
    return column in IDENTITIES or is_of_a_name(column)


def leak_by_name(column: str) -> Leak | None:
    """Say that a column leaks if its name says that it is known, or still moves, at the outcome.

    >>> leak_by_name("lost_reason").reason, leak_by_name("Call duration").reason
    ('after', 'moves')
    >>> leak_by_name("industry") is None
    True
    """
    words = set(_BETWEEN.split(fold(column)))
    if column in AFTER or (column not in MOVES and words & AFTER_WORDS):
        return Leak(column, "after", message("known only once the deal is closed"))
    if column in MOVES or words & MOVES_WORDS:
        return Leak(column, "moves", message("goes on changing until the deal is closed"))
    return None


def filled_only_when_closed(
    filled: NDArray[np.bool_], closed: NDArray[np.bool_], still_open: NDArray[np.bool_]
) -> bool:
    """Tell whether a column is filled in for closed deals and hardly ever for open ones.

    >>> closed = np.arange(60) < 30
    >>> filled_only_when_closed(closed, closed, ~closed)
    True
    """
    if min(closed.sum(), still_open.sum()) < ENOUGH:
        return False
    return bool(filled[closed].mean() >= FILLED_CLOSED and filled[still_open].mean() <= FILLED_OPEN)


def strong_leaks(
    codes: Mapping[str, NDArray[np.intp]], won: NDArray[np.bool_], fold_of: NDArray[np.intp]
) -> tuple[Leak, ...]:
    """Name the columns that tell the outcome better than an honest fact could.

    A column is almost perfect when alone, on deals not used to learn from, it reaches an area
    under the curve of 0.95 (lower 95 % bound 0.85); it is implausibly strong when it reaches 0.78
    (lower bound 0.70) and tells more than all other columns together.

    Args:
        codes: For each column, the level of each closed deal.
        won: Whether each deal was won.
        fold_of: The fold of each deal.
    """
    wins, losses = int(won.sum()), int((~won).sum())
    if not codes or not wins or not losses:
        return ()
    told = {column: _unseen_log_odds(levels, won, fold_of) for column, levels in codes.items()}
    areas = {column: area(odds, won) or 0.5 for column, odds in told.items()}
    strong = {column for column, auc in areas.items() if auc >= STRONG}
    rest = [odds for column, odds in told.items() if column not in strong]
    others = area(np.sum(rest, axis=0), won) or 0.5 if rest else 0.5
    found = [
        _judged(column, areas[column], others, wins, losses) for column in codes if column in strong
    ]
    return tuple(leak for leak in found if leak is not None)


def _judged(column: str, auc: float, others: float, wins: int, losses: int) -> Leak | None:
    low = area_low(auc, wins, losses)
    if auc >= PERFECT and low >= PERFECT_LOW:
        why = message(
            "almost perfect: of a won and a lost deal it alone picks the won one {times} times "
            "in 100",
            times=_times(auc),
        )
        return Leak(column, "perfect", why, auc)
    if low >= STRONG_LOW and auc > others:
        why = message(
            "too good to be true: of a won and a lost deal it alone picks the won one {times} "
            "times in 100, all other columns together {others} times",
            times=_times(auc),
            others=_times(others),
        )
        return Leak(column, "strong", why, auc)
    return None


def _times(auc: float) -> int:
    return round(auc * 100)


def _unseen_log_odds(
    levels: NDArray[np.intp], won: NDArray[np.bool_], fold_of: NDArray[np.intp]
) -> NDArray[np.float64]:
    """Give each deal's log odds by its level's counts in the other folds."""
    size, folds = int(levels.max()) + 1, int(fold_of.max()) + 1
    at = fold_of * size + levels
    tally = [
        np.bincount(at[side], minlength=folds * size).reshape(folds, size) for side in (won, ~won)
    ]
    shares = []
    for counts in tally:
        elsewhere = counts.sum(axis=0) - counts + START
        shares.append(np.log(elsewhere / elsewhere.sum(axis=1, keepdims=True)))
    return np.asarray((shares[0] - shares[1])[fold_of, levels], dtype=np.float64)
