"""Campaigns: what each cost and brought."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from leadbook.figures.records import records
from leadbook.metrics.campaigns import campaign_returns

if TYPE_CHECKING:
    from leadbook.pipeline.pipeline import Pipeline

__all__ = ["CampaignFigures", "campaigns_of"]


@dataclass(frozen=True, slots=True)
class CampaignFigures:
    """What one campaign cost and brought; ROI is ``None`` where the cost is 0 or unknown."""

    campaign: str
    cost: float | None
    leads: int
    won: int
    won_value: float
    cost_per_lead: float | None
    cost_per_win: float | None
    roi_first: float | None
    roi_last: float | None


def campaigns_of(pipeline: Pipeline) -> tuple[CampaignFigures, ...]:
    """Give what each campaign of the book cost and brought."""
    returns = campaign_returns(pipeline.leads, pipeline.activities, pipeline.campaigns)
    return tuple(CampaignFigures(**row) for row in records(returns))
