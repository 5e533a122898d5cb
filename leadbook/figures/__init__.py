"""Every figure of one Pipeline, computed once: what the JSON, the report and a cell show."""

from leadbook.figures.cohorts import Cohort, FirstCustomers
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
from leadbook.figures.outlook import ForecastMonth, Outlook
from leadbook.figures.plain import as_json
from leadbook.figures.profiles import Profiles, ProfileTrait
from leadbook.figures.targets import TargetFigures

__all__ = [
    "CampaignFigures",
    "Cohort",
    "ColdLead",
    "Counts",
    "Figures",
    "FirstCustomers",
    "ForecastMonth",
    "GroupFigures",
    "LearnedLimit",
    "MonthOfLeads",
    "Outlook",
    "ProfileTrait",
    "Profiles",
    "RotCounts",
    "SalesVelocity",
    "StageFigures",
    "TargetFigures",
    "TimeToWin",
    "Value",
    "as_json",
    "measure",
]
