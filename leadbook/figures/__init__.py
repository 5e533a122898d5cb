"""Every figure of one Pipeline, computed once: what the JSON, the report and a cell show."""

from leadbook.figures.campaigns import CampaignFigures
from leadbook.figures.cohorts import Cohort, FirstCustomers
from leadbook.figures.groups import GroupFigures
from leadbook.figures.limits import LearnedLimit
from leadbook.figures.measurement import measure
from leadbook.figures.model import Figures
from leadbook.figures.outcomes import TimeToWin, Value
from leadbook.figures.outlook import ForecastMonth, Outlook
from leadbook.figures.pace import COHORT, Comparison, GroupPace
from leadbook.figures.passage import Bottleneck, StageStrain, Transition
from leadbook.figures.plain import as_json
from leadbook.figures.profiles import Profiles, ProfileTrait
from leadbook.figures.stages import StageFigures
from leadbook.figures.tallies import ColdLead, Counts, RotCounts
from leadbook.figures.targets import TargetFigures
from leadbook.figures.velocity import MonthOfLeads, SalesVelocity

__all__ = [
    "COHORT",
    "Bottleneck",
    "CampaignFigures",
    "Cohort",
    "ColdLead",
    "Comparison",
    "Counts",
    "Figures",
    "FirstCustomers",
    "ForecastMonth",
    "GroupFigures",
    "GroupPace",
    "LearnedLimit",
    "MonthOfLeads",
    "Outlook",
    "ProfileTrait",
    "Profiles",
    "RotCounts",
    "SalesVelocity",
    "StageFigures",
    "StageStrain",
    "TargetFigures",
    "TimeToWin",
    "Transition",
    "Value",
    "as_json",
    "measure",
]
