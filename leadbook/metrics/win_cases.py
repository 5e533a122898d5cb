"""The cases that win models learn from: closed deals as they stood in each stage they passed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from leadbook.metrics.columns import codes, positions, status_is

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from leadbook.pipeline.settings import Stage

__all__ = ["Deals", "deals_of", "sampled"]

MOST_CASES = 5000
"""So many cases tell all that a few dozen levels can; of more, deals are drawn by chance."""
SEED = 20260321
KNOWN_SHARE = 0.5


@dataclass(frozen=True)
class Deals:
    """Leads with an outcome or without, and the stages that they passed.

    Attributes:
        won: Which leads are won.
        lost: Which leads are lost.
        still_open: Which leads are open.
        stages: Names of the open stages, in order.
        now: Place of the open stage of each lead: of an open one its own, of a closed one the last
            that it was in; -1 unknown.
        lead: Row of the lead of each passing of a stage by a closed deal; each once.
        stage: Place of that stage.
        stage_known: Whether the stages of most closed deals are known; if not, no model uses them.
    """

    won: NDArray[np.bool_]
    lost: NDArray[np.bool_]
    still_open: NDArray[np.bool_]
    stages: tuple[str, ...]
    now: NDArray[np.intp]
    lead: NDArray[np.intp]
    stage: NDArray[np.intp]
    stage_known: bool

    @property
    def closed(self) -> NDArray[np.bool_]:
        """Which leads are won or lost."""
        return self.won | self.lost

    def moments(self, of: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Give the lead and the stage of each case of some closed leads.

        A deal is a case in each stage that it passed; one without a known stage is one case.
        """
        use = of[self.lead] & self.stage_known
        lead, stage = self.lead[use], self.stage[use]
        alone = np.setdiff1d(np.flatnonzero(of), lead)
        return np.append(lead, alone), np.append(stage, np.full(len(alone), -1))


def deals_of(leads: pd.DataFrame, visits: pd.DataFrame, stages: Sequence[Stage]) -> Deals:
    """Give each lead's outcome and the open stages that it passed.

    Args:
        leads: With ``status`` and ``stage``.
        visits: As `pipeline.Pipeline.visits`; may be empty.
        stages: All stages.

    >>> import pandas as pd
    >>> from leadbook.pipeline.settings import Stage
    >>> leads = pd.DataFrame({"status": ["won", "open"], "stage": ["Won", "Offer"]})
    >>> visits = pd.DataFrame({"lead": [0, 0, 1], "stage": ["New", "Offer", "Offer"]})
    >>> deals = deals_of(leads, visits, [Stage("New"), Stage("Offer"), Stage("Won", "won")])
    >>> deals.now.tolist(), list(zip(deals.lead.tolist(), deals.stage.tolist()))
    ([1, 1], [(0, 0), (0, 1)])
    """
    names = tuple(stage.name for stage in stages if stage.outcome == "open")
    won, lost = status_is(leads, "won"), status_is(leads, "lost")
    now = codes(leads, "stage", names)
    lead, stage = positions(visits, "lead"), codes(visits, "stage", names)
    lead, stage = lead[stage >= 0], stage[stage >= 0]
    closed = won | lost
    last = np.full(len(leads), -1, dtype=np.intp)
    last[lead] = stage  # visits are in the order of time, so that the last one stays
    now = np.where(closed & (now < 0), last, now)
    of_closed = closed[lead]
    pairs = np.unique(lead[of_closed] * max(len(names), 1) + stage[of_closed])
    passed, place = pairs // max(len(names), 1), pairs % max(len(names), 1)
    known = len(np.unique(passed)) >= KNOWN_SHARE * max(int(closed.sum()), 1)
    still_open = status_is(leads, "open")
    return Deals(won, lost, still_open, names, now, passed, place, known and len(names) > 1)


def sampled(deals: Deals, most: int = MOST_CASES) -> NDArray[np.bool_]:
    """Give the closed deals to learn from: all, or as many as give about so many cases.

    Args:
        deals: As `deals_of` gives.
        most: How many cases are enough.
    """
    at = np.flatnonzero(deals.closed)
    cases = len(deals.moments(deals.closed)[0])
    if cases <= most:
        return deals.closed
    chosen = np.zeros_like(deals.closed)
    drawn = np.random.default_rng(SEED).choice(at, most * len(at) // cases, replace=False)
    chosen[drawn] = True
    return chosen
