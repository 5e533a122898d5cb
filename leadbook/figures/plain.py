"""Figures as plain data for JSON: text, numbers, lists and mappings; absent is null."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from math import isfinite
from typing import TYPE_CHECKING

import numpy as np

from leadbook.language.messages import Message

if TYPE_CHECKING:
    from leadbook.figures.model import Figures
    from leadbook.language.messages import Speaker

__all__ = ["as_json", "plain"]

FRAMES = {"leads", "curve", "open_deals"}


def as_json(figures: Figures, say: Speaker) -> dict[str, object]:
    """Give every figure under its own key, ready for `json.dumps`; sentences in the language.

    Rates are fractions, days are days, money is in the book's unit, dates are ISO text.
    """
    return {
        field.name: plain(getattr(figures, field.name), say)
        for field in fields(figures)
        if field.name not in FRAMES
    }


def plain(value: object, say: Speaker) -> object:
    """Give a value as JSON has it: NaN and NaT become null, numpy's types Python's.

    >>> from leadbook.language.messages import speaker
    >>> plain({"n": np.int64(3), "rate": float("nan"), "at": datetime(2026, 3, 21)}, speaker("en"))
    {'n': 3, 'rate': None, 'at': '2026-03-21'}
    """
    match value:
        case None | bool() | str() | int():
            return value
        case float():
            return float(value) if isfinite(value) else None
        case Message():
            return say(value)
        case np.datetime64() | np.generic():
            return plain(value.item(), say)
        case date():
            return _iso(value)
        case Mapping():
            return {str(key): plain(inner, say) for key, inner in value.items()}
        case list() | tuple():
            return [plain(inner, say) for inner in value]
        case _ if is_dataclass(value):
            return {name: plain(getattr(value, name), say) for name in value.__dataclass_fields__}
        case _:
            return str(value)


def _iso(at: date) -> str | None:
    """Write a date, with its time only where it has one; a date that is none (NaT) is null."""
    if at != at:  # noqa: PLR0124 - NaT alone differs from itself
        return None
    if isinstance(at, datetime) and at.time() != time.min:
        return at.isoformat(timespec="seconds")
    return at.isoformat()[:10]
