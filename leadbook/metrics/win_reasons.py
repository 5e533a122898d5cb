"""Why a deal has its chance: the columns that speak most for it and most against it, in words."""

from __future__ import annotations

from math import exp, isinf, log
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from leadbook.language.messages import Speaker
    from leadbook.metrics.win_features import Feature
    from leadbook.metrics.win_model import Scorecard

__all__ = ["level_words", "win_reasons"]

STRONGEST = 3
WORTH_SAYING = log(1.1)
"""What moves the odds by less than a tenth is not worth a word."""


def win_reasons(
    card: Scorecard, codes: NDArray[np.intp], words: Sequence[Sequence[str]], say: Speaker
) -> NDArray[np.object_]:
    """Say for each deal which three columns raise its odds most, and which three lower them most.

    Each is told with what it multiplies (×) or divides (÷) the odds by, against the average deal.
    Texts are joined column-wise, so that 100,000 deals cost a few steps.

    Args:
        card: What each level of each column adds to the log odds.
        codes: The level of each column, (deals, columns).
        words: For each column, what each of its levels is called.
        say: Speaks the report's language.
    """
    n, columns = codes.shape
    if not n or not columns:
        return np.full(n, "", dtype=object)
    shares = card.shares(codes)
    told = _told(card, words, say)
    order = np.argsort(shares, axis=1, kind="stable")
    pro = _side(order[:, ::-1], shares, codes, told, 1.0, say)
    con = _side(order, shares, codes, told, -1.0, say)
    for text, template in ((pro, say("For: {reasons}")), (con, say("Against: {reasons}"))):
        before, _, after = template.partition("{reasons}")
        text[:] = np.where(text != "", before + text + after, "")
    between = np.where((pro != "") & (con != ""), " · ", "").astype(object)
    return np.asarray(pro + between + con, dtype=object)


def _told(
    card: Scorecard, words: Sequence[Sequence[str]], say: Speaker
) -> tuple[NDArray[np.object_], NDArray[np.intp]]:
    """Give the text of every level of every column, and where each column's begin."""
    texts = [
        _with_factor(level, float(share), say)
        for names, table in zip(words, card.tables, strict=True)
        for level, share in zip(names, table, strict=True)
    ]
    starts = np.cumsum([0, *(len(table) for table in card.tables)])[:-1]
    return np.array(texts, dtype=object), starts.astype(np.intp)


def _with_factor(level: str, share: float, say: Speaker) -> str:
    factor = round(exp(min(abs(share), 9.0)), 1)
    if share > 0:
        return say("{fact} (×{factor})", fact=level, factor=factor)
    return say("{fact} (÷{factor})", fact=level, factor=factor)


def _side(
    order: NDArray[np.intp],
    shares: NDArray[np.float64],
    codes: NDArray[np.intp],
    told: tuple[NDArray[np.object_], NDArray[np.intp]],
    sign: float,
    say: Speaker,
) -> NDArray[np.object_]:
    """Join the texts of the columns that come first in `order` and speak for one side."""
    texts, starts = told
    row = np.arange(len(codes))
    joined = np.full(len(codes), "", dtype=object)
    comma = say.listing(["", ""])
    for place in range(min(STRONGEST, order.shape[1])):
        column = order[:, place]
        counts = sign * shares[row, column] >= WORTH_SAYING
        text = texts[starts[column] + codes[row, column]]
        joined[counts] = joined[counts] + (comma if place else "") + text[counts]
    return joined


def level_words(feature: Feature, label: str, say: Speaker) -> list[str]:
    """Say each level of a column: the blank first, then its levels, then all rare ones.

    Args:
        feature: The column as levels.
        label: What the reader calls the column.
        say: Speaks the report's language.

    >>> from leadbook.language.messages import speaker
    >>> from leadbook.metrics.win_features import Feature
    >>> source = Feature("source", "label", np.array([1]), ("web",))
    >>> level_words(source, "Source", speaker("en"))
    ['Source is blank', 'Source: web', 'Source: another']
    """
    inner = [_level(feature, level, label, say) for level in feature.levels]
    other = say("{column}: another", column=label)
    return [say("{column} is blank", column=label), *inner, other]


def _level(feature: Feature, level: object, label: str, say: Speaker) -> str:
    match level:
        case (float() as low, float() as high) if feature.shape == "days":
            return _range(say("{column}, days after creation", column=label), low, high, say)
        case (float() as low, float() as high):
            return _range(label, low, high, say)
        case bool() | np.bool_():
            yes = say("yes") if level else say("no")
            return say("{column}: {value}", column=label, value=yes)
        case int() if feature.shape == "month":
            return say("{column} in month {month}", column=label, month=level)
        case _:
            return say("{column}: {value}", column=label, value=level)


def _range(label: str, low: float, high: float, say: Speaker) -> str:
    if isinf(low):
        return say("{column} below {high}", column=label, high=_short(high))
    if isinf(high):
        return say("{column} from {low} up", column=label, low=_short(low))
    return say("{column} {low} to {high}", column=label, low=_short(low), high=_short(high))


def _short(number: float) -> float | int:
    """Keep three figures of a bound."""
    digits = 3 - len(str(int(abs(number))))
    rounded = round(number, max(digits, 0) if abs(number) < 1000 else digits)
    return int(rounded) if rounded == int(rounded) else rounded
