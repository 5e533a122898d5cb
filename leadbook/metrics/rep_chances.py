"""The chances that reps gave their own deals, held against what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from leadbook.metrics.columns import codes, numbers, status_is
from leadbook.metrics.intervals import wilson

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from leadbook.metrics.intervals import Rate

__all__ = ["RepBin", "rep_calibration"]

STEP = 0.2


@dataclass(frozen=True, slots=True)
class RepBin:
    """Closed deals to which one rep gave a chance above `low` and up to `high`.

    Attributes:
        owner: The rep; "" is all reps together.
        said: Mean of the chances that were given, 0…1.
        observed: Share of the deals that were won.
    """

    owner: str
    low: float
    high: float
    said: float
    observed: Rate


def rep_calibration(leads: pd.DataFrame) -> tuple[RepBin, ...]:
    """Give, for all reps together and for each, what they said in fifths and what won.

    Estimates of 0 and 1 are left out: they are mostly written down after the outcome. A closed
    deal without an estimate counts nowhere.

    Args:
        leads: With ``status``, ``rep_probability`` (0…1) and, where known, ``owner``.

    >>> import pandas as pd
    >>> leads = pd.DataFrame({"status": ["won", "lost"], "rep_probability": [0.7, 0.65]})
    >>> [(b.low, b.high, b.observed.rate, b.observed.n) for b in rep_calibration(leads)]
    [(0.6, 0.8, 0.5, 2)]
    """
    said = numbers(leads, "rep_probability")
    won = status_is(leads, "won")
    use = status_is(leads, "won", "lost") & (said > 0) & (said < 1)
    names = _owners(leads)
    of = codes(leads, "owner", names)
    fifth = np.clip(np.ceil(said[use] / STEP - 1e-9).astype(np.intp) - 1, 0, 4)
    every = _by_fifth("", fifth, said[use], won[use])
    own = [(name, of[use] == place) for place, name in enumerate(names)]
    return every + tuple(
        found
        for name, at in own
        for found in _by_fifth(name, fifth[at], said[use][at], won[use][at])
    )


def _by_fifth(
    owner: str, fifth: NDArray[np.intp], said: NDArray[np.float64], won: NDArray[np.bool_]
) -> tuple[RepBin, ...]:
    return tuple(
        RepBin(
            owner,
            round(number * STEP, 1),
            round((number + 1) * STEP, 1),
            float(said[at].mean()),
            wilson(int(won[at].sum()), int(at.sum())),
        )
        for number in range(5)
        if (at := fifth == number).any()
    )


def _owners(leads: pd.DataFrame) -> list[str]:
    if "owner" not in leads:
        return []
    return sorted({str(name) for name in leads["owner"].dropna().unique()})
