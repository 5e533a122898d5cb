"""Learned limits in words: why a stage's limit stays, and its figures as short texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leadbook.figures import LearnedLimit
    from leadbook.language.messages import Speaker

__all__ = ["limit_note", "limit_row"]


def limit_note(limit: LearnedLimit, say: Speaker) -> str:
    """Say why a limit stays as it is; nothing where it should change."""
    if limit.kept == "few":
        return say("too few visits to learn from (at least {n}); the limit stays", n=10)
    if limit.kept == "clock":
        return say("its clock does not start at the stage entry; the limit stays")
    return ""


def limit_row(limit: LearnedLimit, say: Speaker) -> tuple[str, ...]:
    """Give a limit's cells: stage, limit, suggestion, interval, n, rotten now and then, note."""
    return (
        limit.stage,
        _figure(limit.limit_days, say),
        _figure(limit.suggested_limit_days, say),
        _interval(limit, say),
        say.figure(limit.n),
        say.figure(limit.rotten_now),
        _figure(limit.rotten_then, say),
        limit_note(limit, say),
    )


def _figure(value: float | None, say: Speaker) -> str:
    return "" if value is None else say.figure(value)


def _interval(limit: LearnedLimit, say: Speaker) -> str:
    if limit.low is None:
        return ""
    if limit.high is None:
        return say("at least {low}", low=limit.low)
    return say("{low} to {high}", low=limit.low, high=limit.high)
