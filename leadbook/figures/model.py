"""Every figure of one Pipeline, computed once: what the JSON, the report and a cell show.

`Figures` is plain data. `leads` and `curve` are frames for the sheets; everything else goes into
the JSON under the key of the same name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    import pandas as pd

    from leadbook.figures.chances import WinModel
    from leadbook.figures.cohorts import Cohort, FirstCustomers
    from leadbook.figures.limits import LearnedLimit
    from leadbook.figures.outlook import ForecastMonth, Outlook
    from leadbook.figures.pace import Comparison
    from leadbook.figures.passage import Bottleneck, Transition
    from leadbook.figures.profiles import Profiles
    from leadbook.figures.review import Review
    from leadbook.figures.targets import TargetFigures
    from leadbook.language.messages import Message
    from leadbook.metrics.intervals import Chance, Rate, Spread
    from leadbook.pipeline.problems import Problem

__all__ = [
    "CampaignFigures",
    "ColdLead",
    "Counts",
    "Figures",
    "GroupFigures",
    "MonthOfLeads",
    "RotCounts",
    "SalesVelocity",
    "StageFigures",
    "TimeToWin",
    "Value",
]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many leads there are, by status, and how many problems the book has."""

    leads: int
    open: int
    won: int
    lost: int
    junk: int
    problems: int


@dataclass(frozen=True, slots=True)
class Value:
    """Money won and still open, in the book's unit; the mean is ``None`` without valued wins."""

    won_total: float
    won_mean: float | None
    open_total: float


@dataclass(frozen=True, slots=True)
class TimeToWin:
    """P(won within N days), three ways, keyed by days ("30", "60", "90")."""

    n: int
    aalen_johansen: Mapping[str, Chance]
    kaplan_meier: Mapping[str, Chance]
    closed_only: Mapping[str, Chance]
    median_days_given_won: float | None


@dataclass(frozen=True, slots=True)
class SalesVelocity:
    """Money per day that the open pipeline brings; ``None`` where a factor is missing."""

    per_day: float | None
    opportunities: int
    win_rate: float | None
    mean_won_value: float | None
    mean_days_to_win: float | None


@dataclass(frozen=True, slots=True)
class StageFigures:
    """What happened in one open stage; mean, median and p90 are over completed visits."""

    stage: str
    visits: int
    completed: int
    open: int
    mean_days: float | None
    median_days: float | None
    p90_days: float | None
    km_median_days: float | None
    forward_per_30_days: float | None
    strict_conversion: Rate
    furthest_conversion: Rate
    not_yet: int
    regressions: int
    reentries: int
    reached: int
    open_value: float
    limit_days: float | None
    suggested_limit_days: float | None
    suggested_limit_n: int
    skips: int = 0


@dataclass(frozen=True, slots=True)
class RotCounts:
    """Open deals by how they stand against their stage's limit."""

    rotten: int
    warning: int
    held: int
    fresh: int
    no_limit: int
    unknown: int


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """The figures of the leads that share one value of a column."""

    value: str
    leads: int
    open: int
    won: int
    lost: int
    junk: int
    win_rate: Rate
    won_over_entered: Rate
    mean_days_to_win: float | None
    won_value: float
    open_value: float
    aalen_johansen_30: Chance


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


@dataclass(frozen=True, slots=True)
class MonthOfLeads:
    """Leads qualified in one month and their growth over the month before."""

    month: str
    qualified: int
    rate: float | None
    partial: bool


@dataclass(frozen=True, slots=True)
class ColdLead:
    """An open lead that a cold rule names, and the action that the rule prescribes."""

    lead_id: str
    rule: str
    action: str


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
