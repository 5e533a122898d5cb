"""Every figure of one Pipeline, computed once: what the JSON, the report and a cell show.

`Figures` is plain data. `leads`, `curve` and `open_deals` are frames for the sheets; everything
else goes into the JSON under the key of the same name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import pandas as pd

    from leadbook.figures.campaigns import CampaignFigures
    from leadbook.figures.chances import WinModel
    from leadbook.figures.cohorts import Cohort, FirstCustomers
    from leadbook.figures.groups import GroupFigures
    from leadbook.figures.limits import LearnedLimit
    from leadbook.figures.outcomes import TimeToWin, Value
    from leadbook.figures.outlook import ForecastMonth, Outlook
    from leadbook.figures.pace import Comparison
    from leadbook.figures.passage import Bottleneck, Transition
    from leadbook.figures.profiles import Profiles
    from leadbook.figures.review import Review
    from leadbook.figures.stages import StageFigures
    from leadbook.figures.tallies import ColdLead, Counts, RotCounts
    from leadbook.figures.targets import TargetFigures
    from leadbook.figures.velocity import MonthOfLeads, SalesVelocity
    from leadbook.language.messages import Message
    from leadbook.metrics.intervals import Rate, Spread
    from leadbook.pipeline.problems import Problem

__all__ = ["Figures"]


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a book.

    Attributes:
        leads: One row a lead, in the book's order: ``lead_id, name, company, owner, source, stage,
            status, amount, created_at, closed_at`` (those the book has), ``sheet_row``,
            ``score`` (0-100, NaN when no rule applies), ``grade``, ``reasons`` (text, in the
            report's language), ``unknown`` (text: fields a rule needed and the lead lacks),
            ``days_in_stage``, ``business_days_in_stage``, ``rot`` (rotten/warning/held/fresh/
            no limit/unknown; "" when closed), ``limit_days``, ``days_over``, ``percent_of_limit``,
            ``due_at``, ``held_until``, ``cold_rule``, ``cold_action``, ``cold_reason``;
            ``win_probability`` (0-1, of open leads by the chosen model, NaN unknown), ``win_low``,
            ``win_high``, ``win_reasons`` (text), ``rep_probability``.
        curve: The time-to-win curve by day, 0 … last event: ``day, aalen_johansen, low, high,
            kaplan_meier, closed_only`` (probabilities).
        grades: Leads by grade, from best to worst; leads without a grade are in none.
        limits: For each open stage, the limit that won deals suggest and what it would flag.
        profiles: What sets won leads apart from lost ones, by column and value.
        win_model: Which model gives the chances to win, and how good it is.
        forecast: What each coming month will probably bring; `outlook`, all of them together.
        open_deals: The deals behind it, as `outlook.look_ahead` gives them; not in the JSON.
        targets: Each month and owner against the target; `team_targets`, each month of the team.
        cohorts: The leads of each month; `first_customers`, the first hundred that were won.
        comparisons: How fast each group of leads is won, by column (and ``cohort``, by month).
        transitions: Every way between stages; `bottleneck`, the stage that holds the rest up.
        review: What changed since the last report, and what to change next.
        left_out: What was left out of which figure, and why.
        assumed: Which defaults were used, in words.
    """

    as_of: datetime
    book: str
    currency: str
    counts: Counts
    value: Value
    conversion: Mapping[str, Rate]
    days_to_outcome: Mapping[str, Spread]
    time_to_win: TimeToWin
    sales_velocity: SalesVelocity
    stages: tuple[StageFigures, ...]
    rotten: RotCounts
    by: Mapping[str, tuple[GroupFigures, ...]]
    campaigns: tuple[CampaignFigures, ...]
    grades: Mapping[str, int]
    lead_velocity_rate: tuple[MonthOfLeads, ...]
    cold: tuple[ColdLead, ...]
    problems: tuple[Problem, ...]
    leads: pd.DataFrame
    curve: pd.DataFrame
    left_out: tuple[Message, ...]
    assumed: tuple[Message, ...]
    limits: tuple[LearnedLimit, ...] = ()
    forecast: tuple[ForecastMonth, ...] = ()
    outlook: Outlook | None = None
    open_deals: pd.DataFrame | None = None
    targets: tuple[TargetFigures, ...] = ()
    team_targets: tuple[TargetFigures, ...] = ()
    cohorts: tuple[Cohort, ...] = ()
    first_customers: FirstCustomers | None = None
    win_model: WinModel | None = None
    profiles: Profiles | None = None
    comparisons: Mapping[str, Comparison] = field(default_factory=dict)
    transitions: tuple[Transition, ...] = ()
    bottleneck: Bottleneck | None = None
    review: Review | None = None
