"""One lead of the invented market: who it is, and the stages it has lived through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadbook.starter.market import STAGES

if TYPE_CHECKING:
    from datetime import date

__all__ = ["Entry", "Life", "Profile"]


@dataclass(frozen=True, slots=True)
class Profile:
    """What is true of a lead from its first day; ``None`` is what nobody has found out.

    Attributes:
        price: What the deal would be worth, in US dollars.
        budget_share: The lead's budget as a share of the price.
        fit: How well the lead fits; 0 is usual, 1 is good, -1 is poor.
    """

    created: date
    source: str
    campaign: str | None
    owner: str
    industry: str
    product: str
    employees: int | None
    decision_maker: bool | None
    interest: str | None
    price: float
    budget_share: float | None
    fit: float


@dataclass(frozen=True, slots=True)
class Entry:
    """A lead enters a stage on a day."""

    stage: str
    on: date


@dataclass(frozen=True, slots=True)
class Life:
    """A lead's stages up to the as-of date, in order of time; a ghosted lead never answers."""

    entries: tuple[Entry, ...]
    ghosted: bool

    @property
    def stage(self) -> str:
        """Where the lead is now."""
        return self.entries[-1].stage

    @property
    def since(self) -> date:
        """Since when it has been there."""
        return self.entries[-1].on

    @property
    def status(self) -> str:
        """What has become of it: open, won, lost or junk."""
        return "open" if self.stage in STAGES else self.stage
