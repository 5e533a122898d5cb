"""Figures inside sentences: a share as a percentage, an amount with the book's currency."""

from __future__ import annotations

from leadbook.language.messages import Message, message

__all__ = ["amount_in", "percent"]


def percent(share: float | None) -> Message:
    """Write a share as a percentage with one digit; nothing known is 0.

    >>> str(percent(0.3333))
    '33.3%'
    """
    return message("{number}%", number=round((share or 0.0) * 100, 1))


def amount_in(currency: str, amount: float) -> Message | float:
    """Write an amount in whole units, with the currency where the book names one.

    >>> str(amount_in("USD", 5800.4))
    '5,800 USD'
    """
    whole = float(round(amount))
    return message("{amount} {currency}", amount=whole, currency=currency) if currency else whole
