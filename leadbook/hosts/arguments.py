"""Arguments that many functions share, with their help."""

from __future__ import annotations

from leadbook.hosts.registry import Argument
from leadbook.language.messages import message

__all__ = [
    "ACTIVITIES",
    "AS_OF",
    "CAMPAIGNS",
    "COLD_RULES",
    "GRADES",
    "HISTORY",
    "HOLIDAYS",
    "LEADS",
    "RULES",
    "SETTINGS",
    "STAGES",
]

LEADS = Argument(
    "table", message("The table of leads with its header row, such as Leads[#All]"), "Leads"
)
RULES = Argument(
    "table",
    message("The scoring rules with their header row; leadbook's own when left out"),
    "ScoringRules",
    required=False,
)
GRADES = Argument(
    "table",
    message("The table of grades with its header row; leadbook's own when left out"),
    "Grades",
    required=False,
)
COLD_RULES = Argument(
    "table",
    message("The cold rules with their header row; leadbook's own when left out"),
    "ColdRules",
    required=False,
)
HISTORY = Argument(
    "table",
    message("The stage history with its header row: lead, stage, entered at"),
    "StageHistory",
    required=False,
)
ACTIVITIES = Argument(
    "table",
    message("The activities with their header row; without them touches are not known"),
    "Activities",
    required=False,
)
CAMPAIGNS = Argument(
    "table",
    message("The campaigns with their header row, with what each cost"),
    "Campaigns",
    required=False,
)
STAGES = Argument(
    "table",
    message("The stages with their header row, with limits; guessed from the leads when left out"),
    "Stages",
    required=False,
)
SETTINGS = Argument(
    "table",
    message("The settings with their header row: weekend, time zone, language"),
    "Settings",
    required=False,
)
HOLIDAYS = Argument(
    "dates",
    message("The days off: a table of holidays with its header row, or just their dates"),
    "Holidays",
    required=False,
)
AS_OF = Argument(
    "date",
    message("The day up to which open deals are counted; today when left out"),
    required=False,
)
