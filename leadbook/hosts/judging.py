"""Judging the leads of a range by the rules that stand beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.figures.lead_rows import Judged
from leadbook.hosts.books import pipeline_of
from leadbook.hosts.needs import needed
from leadbook.language.messages import speaker

if TYPE_CHECKING:
    from datetime import datetime

    from leadbook.hosts.needs import Purpose
    from leadbook.hosts.ranges import Table
    from leadbook.language.messages import Speaker

__all__ = ["judge"]


def judge(
    purpose: Purpose, leads: Table, *others: Table | None, as_of: datetime
) -> tuple[Judged, Speaker]:
    """Judge the leads of a range, and give who speaks its language.

    Columns that the purpose does not need are not read.

    Args:
        purpose: What is calculated, as `needs.needed` has it.
        leads: The leads.
        others: Rules, history, settings; those left out are ``None``.
        as_of: Moment up to which open deals are counted.

    Raises:
        LeadbookError: The tables cannot be understood, as `build` says.
    """
    wanted = needed(purpose, leads, *others)
    book = pipeline_of(leads, *others, as_of=as_of, wanted=wanted)
    return Judged(book), speaker(book.settings.language)
