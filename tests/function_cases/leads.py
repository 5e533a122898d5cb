"""Cases of the functions that give one value a lead, and of time."""

from __future__ import annotations

from datetime import datetime

from function_cases.case import Case
from leadbook.pipeline.raw import ErrorCell

AS_OF = datetime(2026, 11, 21)
LEADS = (
    ("Lead ID", "Source", "Amount", "Stage", "Created"),
    ("L1", "Web", 5000.0, "New", datetime(2026, 11, 1)),
    ("L2", "Referral", 900.0, "Offer", datetime(2026, 10, 1)),
    (None, None, None, None, None),
    ("L3", "Fair", None, "Lost", datetime(2026, 9, 1)),
)
RULES = (
    ("Rule", "Field", "Operator", "Value", "Points"),
    ("From the web", "Source", "=", "Web", 10.0),
    ("Large", "Amount", ">", 1000.0, 30.0),
)

LEAD_CASES = (
    Case(
        "a score stands beside its row, and a blank row stays blank",
        "LB_SCORE",
        (LEADS, RULES, AS_OF),
        (("Score",), (100.0,), (0.0,), ("",), (0.0,)),
    ),
    Case(
        "grades go by the shipped thresholds: 100 is hot from 70 on, 0 is cold",
        "LB_GRADE",
        (LEADS, RULES, None, AS_OF),
        (("Grade",), ("Hot",), ("Cold",), ("",), ("Cold",)),
    ),
    Case(
        "the strongest reason stands first, and where no rule gives points there is none",
        "LB_WHY",
        (LEADS, RULES, AS_OF),
        (("Why this score",), ("Large (+30), From the web (+10)",), ("",), ("",), ("",)),
    ),
    Case(
        "without limits 30 days from creation hold: 20 are fresh, 51 rotten, closed deals blank",
        "LB_ROTTEN",
        (LEADS, None, AS_OF),
        (("State",), ("Fresh",), ("Rotten",), ("",), ("",)),
    ),
    Case(
        "a deal is due 30 days after 2026-11-01 and 2026-10-01: serials of December 1, October 31",
        "LB_ROT_DUE",
        (LEADS, None, AS_OF),
        (("Due",), (46357.0,), (46326.0,), ("",), ("",)),
    ),
    Case("days between two dates are whole", "LB_DAYS_IN_STAGE", (46340.0, 46347.0), 7.0),
    Case(
        "days in stage follow the shape, blanks and errors of a column",
        "LB_DAYS_IN_STAGE",
        (((46340.0,), (None,), (ErrorCell("#N/A"),), ("soon",)), 46347.0),
        ((7.0,), ("",), (ErrorCell("#N/A"),), (ErrorCell("#VALUE!"),)),
    ),
)
