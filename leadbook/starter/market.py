"""The invented market: where leads come from, who works on them, how far and how fast they go.

Nothing here is in any language; `words` names each key. What is true here is what the report
should find again: referrals win often and fast, advertisements seldom and slowly, *proposal* is
the bottleneck, and owners differ.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "CAMPAIGNS",
    "INDUSTRIES",
    "LOST_REASONS",
    "OWNERS",
    "PRODUCTS",
    "SOURCES",
    "STAGES",
    "Campaign",
    "Owner",
    "Product",
    "Source",
    "Stage",
]


@dataclass(frozen=True, slots=True)
class Stage:
    """An open stage: how long a visit usually is and how readily leads move on from it."""

    median_days: float
    ease: float
    skip: float
    back: float


@dataclass(frozen=True, slots=True)
class Source:
    """A source: its share of leads, what it adds to a lead's fit, its pace, its junk."""

    share: float
    fit: float
    pace: float
    junk: float


@dataclass(frozen=True, slots=True)
class Owner:
    """A salesperson: share of leads, skill, pace, days until the first call, leads a month."""

    share: float
    skill: float
    pace: float
    first_call_days: int
    monthly_capacity: int


@dataclass(frozen=True, slots=True)
class Product:
    """A product: its share of leads and its usual price in US dollars."""

    share: float
    price: float


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign: its source, its days before the as-of date, its cost in dollars, its clicks."""

    source: str
    starts: int
    ends: int
    cost: float
    clicks: int | None


STAGES = {
    "new": Stage(median_days=3, ease=2.0, skip=0.05, back=0.0),
    "contacted": Stage(median_days=7, ease=1.6, skip=0.10, back=0.0),
    "discovery": Stage(median_days=10, ease=1.8, skip=0.12, back=0.03),
    "demo": Stage(median_days=9, ease=1.8, skip=0.04, back=0.08),
    "proposal": Stage(median_days=17, ease=1.15, skip=0.0, back=0.10),
    "negotiation": Stage(median_days=12, ease=1.6, skip=0.0, back=0.09),
}

SOURCES = {
    "referral": Source(share=0.15, fit=0.95, pace=0.60, junk=0.01),
    "exhibition": Source(share=0.17, fit=0.20, pace=1.00, junk=0.04),
    "website": Source(share=0.22, fit=0.10, pace=0.85, junk=0.06),
    "webinar": Source(share=0.12, fit=0.30, pace=0.95, junk=0.03),
    "social": Source(share=0.15, fit=-0.65, pace=1.20, junk=0.09),
    "ads": Source(share=0.11, fit=-0.50, pace=1.30, junk=0.11),
    "cold_call": Source(share=0.08, fit=-0.75, pace=1.50, junk=0.05),
}

OWNERS = {
    "owner_1": Owner(share=0.25, skill=0.35, pace=0.80, first_call_days=1, monthly_capacity=30),
    "owner_2": Owner(share=0.22, skill=0.00, pace=1.00, first_call_days=2, monthly_capacity=30),
    "owner_3": Owner(share=0.19, skill=-0.35, pace=1.35, first_call_days=5, monthly_capacity=25),
    "owner_4": Owner(share=0.15, skill=0.20, pace=0.90, first_call_days=1, monthly_capacity=20),
    "owner_5": Owner(share=0.12, skill=0.10, pace=1.10, first_call_days=3, monthly_capacity=20),
    "owner_6": Owner(share=0.07, skill=-0.15, pace=1.05, first_call_days=2, monthly_capacity=10),
}

PRODUCTS = {
    "crm": Product(share=0.28, price=12_000),
    "warehouse": Product(share=0.20, price=18_000),
    "accounting": Product(share=0.24, price=8_000),
    "shop": Product(share=0.18, price=5_000),
    "support": Product(share=0.10, price=3_000),
}

# What an industry adds to a lead's fit.
INDUSTRIES = {
    "food": 0.25,
    "retail": 0.10,
    "manufacturing": 0.20,
    "health": 0.05,
    "education": -0.30,
    "construction": -0.20,
    "logistics": 0.15,
}

LOST_REASONS = {
    "price": 0.27,
    "competitor": 0.20,
    "no_budget": 0.17,
    "timing": 0.14,
    "no_need": 0.12,
    "no_answer": 0.10,
}

CAMPAIGNS = {
    "autumn_fair": Campaign("exhibition", starts=420, ends=270, cost=38_000, clicks=None),
    "winter_ads": Campaign("ads", starts=345, ends=200, cost=16_800, clicks=5_140),
    "growth_webinar": Campaign("webinar", starts=330, ends=215, cost=5_200, clicks=860),
    "new_year_page": Campaign("website", starts=305, ends=215, cost=9_600, clicks=3_310),
    "spring_social": Campaign("social", starts=240, ends=120, cost=11_600, clicks=7_450),
    "spring_fair": Campaign("exhibition", starts=215, ends=60, cost=47_200, clicks=None),
    "stock_webinar": Campaign("webinar", starts=160, ends=40, cost=6_000, clicks=1_020),
    "summer_ads": Campaign("ads", starts=140, ends=20, cost=20_400, clicks=6_280),
    "comparison_page": Campaign("website", starts=120, ends=1, cost=7_600, clicks=4_150),
    "refer_a_friend": Campaign("referral", starts=270, ends=1, cost=0, clicks=None),
}
