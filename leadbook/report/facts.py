"""What stands above every sheet: as-of date, book, rows used, rows left out and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from leadbook.figures import Figures
    from leadbook.language.messages import Speaker

__all__ = ["facts"]


REASONS = 2


def facts(figures: Figures, say: Speaker, *definitions: str) -> tuple[str, ...]:
    """Say what the sheet's figures are about; the first line is the as-of date and the book.

    Args:
        figures: What was measured.
        say: The language of the report.
        definitions: Further lines of this sheet: how its figures are meant.
    """
    return (_origin(figures, say), _used(figures, say), _left_out(figures, say), *definitions)


def _origin(figures: Figures, say: Speaker) -> str:
    if not figures.currency:
        return say("As of {as_of} · {book}", as_of=figures.as_of, book=figures.book)
    return say(
        "As of {as_of} · {book} · amounts in {currency}",
        as_of=figures.as_of,
        book=figures.book,
        currency=figures.currency,
    )


def _used(figures: Figures, say: Speaker) -> str:
    counts = figures.counts
    return say(
        "Leads used: {leads} ({open} open, {won} won, {lost} lost, {junk} junk). Filters: none.",
        leads=counts.leads,
        open=counts.open,
        won=counts.won,
        lost=counts.lost,
        junk=counts.junk,
    )


def _left_out(figures: Figures, say: Speaker) -> str:
    """Say what was left out and why; beyond the first reasons, Data check has them all."""
    reasons = [say(reason).rstrip(".") for reason in figures.left_out]
    if not reasons:
        return say("Rows left out: none.")
    if len(reasons) <= REASONS:
        return say("Left out: {reasons}.", reasons=" · ".join(reasons))
    return say(
        "Left out: {reasons} · more on Data check: {n}.",
        reasons=" · ".join(reasons[:REASONS]),
        n=len(reasons) - REASONS,
    )
