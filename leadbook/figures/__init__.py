"""Every figure of one Pipeline, computed once: what the JSON, the report and a cell show."""

from leadbook.figures.limits import LearnedLimit
from leadbook.figures.measurement import measure
from leadbook.figures.model import (
    CampaignFigures,
    ColdLead,
    Counts,
    Figures,
    GroupFigures,
    MonthOfLeads,
    RotCounts,
    SalesVelocity,
    StageFigures,
    TimeToWin,
    Value,
)
from leadbook.figures.plain import as_json
from leadbook.figures.profiles import Profiles, ProfileTrait

__all__ = [
    "CampaignFigures",
    "ColdLead",
    "Counts",
    "Figures",
    "GroupFigures",
    "LearnedLimit",
    "MonthOfLeads",
    "ProfileTrait",
    "Profiles",
    "RotCounts",
    "SalesVelocity",
    "StageFigures",
    "TimeToWin",
    "Value",
    "as_json",
    "measure",
]
