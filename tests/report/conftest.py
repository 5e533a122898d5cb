"""A plausible book of forty leads with its figures, made by hand, for the tests of the report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest

from leadbook import figures as of_figures
from leadbook.figures import Figures
from leadbook.language.messages import Language, message
from leadbook.metrics.intervals import Chance, Rate, Spread
from leadbook.pipeline.pipeline import ColumnReading, Pipeline, TableReading
from leadbook.pipeline.problems import Problem
from leadbook.pipeline.rules import Condition
from leadbook.pipeline.settings import ColdRule, Grade, ScoringRule, Settings, Stage

if TYPE_CHECKING:
    from collections.abc import Callable

AS_OF = datetime(2026, 11, 21)
STAGES = ("New", "Qualified", "Proposal", "Negotiation")
SOURCES = ("Referral", "Website", "Exhibition", "Phone")
OWNERS = ("Sara Ahmadi", "Ali Karimi", "Maryam Rad")
LIMITS = {"New": 7.0, "Qualified": 14.0, "Proposal": 21.0, "Negotiation": 30.0}


@dataclass(frozen=True)
class Book:
    """A pipeline and its figures."""

    pipeline: Pipeline
    figures: Figures

    def with_figures(self, **changes: object) -> Book:
        return Book(self.pipeline, replace(self.figures, **changes))

    def with_settings(self, **changes: object) -> Book:
        settings = replace(self.pipeline.settings, **changes)
        return Book(replace(self.pipeline, settings=settings), self.figures)


def rate(successes: int, n: int) -> Rate:
    if n == 0:
        return Rate(None, 0, None, None)
    p = successes / n
    return Rate(p, n, max(0.0, p - 0.1), min(1.0, p + 0.1))


def chance(p: float) -> Chance:
    return Chance(p, max(0.0, p - 0.08), min(1.0, p + 0.08))


def leads_frame() -> pd.DataFrame:
    """Forty leads: twenty open, ten won, eight lost, two junk."""
    n = 40
    at = np.arange(n)
    status = np.array(["open"] * 20 + ["won"] * 10 + ["lost"] * 8 + ["junk"] * 2)
    stage = np.where(status == "open", np.array(STAGES)[at % 4], np.char.capitalize(status))
    days = np.where(status == "open", (at * 7 % 40) + 0.5, np.nan)
    limit = np.array([LIMITS.get(s, np.nan) for s in stage])
    share = days / limit
    rot = np.select(
        [status != "open", share >= 1, share >= 0.8], ["", "rotten", "warning"], "fresh"
    )
    rot[4] = "held"
    is_open = status == "open"
    created = [AS_OF - timedelta(days=int(20 + 5 * i)) for i in at]
    return pd.DataFrame(
        {
            "lead_id": [f"L-{i + 1:04d}" for i in at],
            "name": [f"Customer {i + 1}" for i in at],
            "company": ["=Company, formula-like" if i == 0 else f"Company {i + 1}" for i in at],
            "owner": pd.Categorical(np.array(OWNERS)[at % 3]),
            "source": pd.Categorical(np.array(SOURCES)[at % 4]),
            "stage": pd.Categorical(stage),
            "status": pd.Categorical(status, ["open", "won", "lost", "junk"]),
            "amount": np.where(at % 9 == 5, np.nan, 1000.0 * (at + 1)),
            "created_at": pd.Series(created).astype("datetime64[us]"),
            "closed_at": pd.Series([pd.NaT if o else AS_OF for o in is_open]).astype(
                "datetime64[us]"
            ),
            "sheet_row": at + 2,
            "score": (at * 37 % 101).astype(float),
            "grade": np.array(["hot", "warm", "cold", "junk"])[at % 4],
            "reasons": [f"+20 asked for prices; −{i} small company" for i in at],
            "unknown": np.where(at % 5 == 0, "budget", ""),
            "days_in_stage": days,
            "business_days_in_stage": np.floor(days * 5 / 7),
            "rot": rot,
            "limit_days": np.where(is_open, limit, np.nan),
            "days_over": np.where(rot == "rotten", days - limit, np.nan),
            "percent_of_limit": np.where(is_open, share, np.nan),
            "due_at": pd.Series([AS_OF + timedelta(days=5) if o else pd.NaT for o in is_open]),
            "held_until": pd.Series(
                [AS_OF + timedelta(days=9) if i == 4 else pd.NaT for i in at]
            ).astype("datetime64[us]"),
            "cold_rule": np.where(is_open & (at % 5 == 0), "Five unanswered calls", ""),
            "cold_action": np.where(is_open & (at % 5 == 0), "farewell", ""),
            "cold_reason": np.where(is_open & (at % 5 == 0), "unanswered calls is at least 5", ""),
        }
    )


def groups(values: tuple[str, ...]) -> tuple[of_figures.GroupFigures, ...]:
    return tuple(
        of_figures.GroupFigures(
            value=value, leads=10 + i, open=5, won=3 - i % 2, lost=2, junk=i % 2,
            win_rate=rate(3 - i % 2, 5 + i), won_over_entered=rate(3 - i % 2, 10 + i),
            mean_days_to_win=None if i == 2 else 30.0 + i, won_value=60_000.0 * (i + 1),
            open_value=25_000.0, aalen_johansen_30=chance(0.2 + i / 20),
        )
        for i, value in enumerate(values)
    )  # fmt: skip


def stage_figures() -> tuple[of_figures.StageFigures, ...]:
    return tuple(
        of_figures.StageFigures(
            stage=stage, visits=40 - 8 * i, completed=35 - 8 * i, open=5, mean_days=9.4 + 4 * i,
            median_days=8.0 + 4 * i, p90_days=20.0 + 5 * i, km_median_days=8.5 + 4 * i,
            forward_per_30_days=1.8 - 0.3 * i, strict_conversion=rate(24 - 5 * i, 35 - 8 * i),
            furthest_conversion=rate(26 - 5 * i, 35 - 8 * i), not_yet=5, regressions=i,
            reentries=i // 2, reached=40 - 8 * i, open_value=50_000.0 * (i + 1),
            limit_days=LIMITS[stage], suggested_limit_days=None if i == 3 else 12.0 + i,
            suggested_limit_n=4 if i == 3 else 12,
        )
        for i, stage in enumerate(STAGES)
    )  # fmt: skip


def curve_frame() -> pd.DataFrame:
    day = np.arange(0, 151)
    won = 0.4 * (1 - np.exp(-day / 50))
    return pd.DataFrame(
        {
            "day": day,
            "aalen_johansen": won,
            "low": np.clip(won - 0.06, 0, 1),
            "high": won + 0.06,
            "kaplan_meier": won * 1.3,
            "closed_only": won * 1.5,
        }
    )


def settings(language: Language) -> Settings:
    asked = Condition("price_requests", "≥", (1.0,))
    return Settings(
        language=language,
        stages=(*(Stage(name, limit_days=LIMITS[name]) for name in STAGES), Stage("Won", "won")),
        scoring=(ScoringRule("Asked for prices", asked, 20.0, "Interest", 30.0, 40.0),),
        grades=(Grade("hot", condition=asked), Grade("warm", 50.0), Grade("cold", 0.0)),
        cold_rules=(
            ColdRule(
                "Five unanswered calls", Condition("unanswered_calls", "≥", (5.0,)), "farewell"
            ),
        ),
        weekend=frozenset({5, 6}),
        currency="EUR" if language == "en" else "تومان",
        dates="gregorian" if language == "en" else "jalali",
        assumed=(message("No Stages table: the stages and limits are leadbook's own"),),
    )


def problems() -> tuple[Problem, ...]:
    return (
        Problem(
            "Ali's leads", "F12", "Created", "32/13/2026", message("This is no date."),
            message("Type a date such as 2026-11-21."),
        ),
        Problem(
            "Leads", "", "", "", message("The sheet has two tables."), message("Keep one of them.")
        ),
    )  # fmt: skip


def open_deals_frame(leads: pd.DataFrame) -> pd.DataFrame:
    deals = leads.loc[(leads["status"] == "open") & leads["amount"].notna()].reset_index(drop=True)
    known = ["lead_id", "name", "company", "owner", "stage", "sheet_row", "amount"]
    dated = deals.index % 5 != 0
    return deals[known].assign(
        chance=0.4,
        weighted=deals["amount"] * 0.4,
        expected_close=pd.Series(
            [AS_OF + timedelta(days=9) if d else pd.NaT for d in dated]
        ).astype("datetime64[us]"),
        overdue=False,
        basis=np.where(dated, "stage", "history"),
        month=np.where(dated, "2026-11", ""),
    )


def forecast_figures(leads: pd.DataFrame) -> dict[str, object]:
    """The forecast, the targets and the cohorts, in figures that are made up."""
    targets = tuple(
        of_figures.TargetFigures(month, owner, target, won, 2, share, rest, state)
        for month, owner, target, won, share, rest, state in (
            ("2026-10", OWNERS[0], 50_000.0, 60_000.0, 1.2, 0.0, "over"),
            ("2026-10", OWNERS[1], None, 9_000.0, None, None, "over"),
            ("2026-11", OWNERS[0], 50_000.0, 20_000.0, 0.4, 30_000.0, "running"),
            ("2026-12", OWNERS[0], 50_000.0, 0.0, None, 50_000.0, "ahead"),
        )
    )
    team = tuple(replace(row, owner=None) for row in targets if row.owner == OWNERS[0])
    return {
        "forecast": (
            of_figures.ForecastMonth("2026-11", 99e3, 40e3, 12e3, 68e3, 11, 2, 0.0),
            of_figures.ForecastMonth("2026-12", 50e3, 20e3, 0.0, 45e3, 5, 0, 4e3),
        ),
        "outlook": of_figures.Outlook(
            64e3, 30e3, 98e3, 160e3, 18, 4e3, 4, 2, 2, 0, {"model": 0, "stage": 14, "history": 4}
        ),
        "open_deals": open_deals_frame(leads),
        "targets": targets,
        "team_targets": team,
        "cohorts": (
            of_figures.Cohort(
                "2026-08",
                20,
                2,
                9,
                8,
                1,
                rate(5, 20),
                rate(7, 20),
                rate(8, 20),
                90e3,
                82.0,
                partial=False,
            ),
            of_figures.Cohort(
                "2026-09", 10, 8, 1, 1, 0, rate(1, 10), None, None, 5e3, 52.0, partial=False
            ),
            of_figures.Cohort("2026-11", 10, 10, 0, 0, 0, None, None, None, 0.0, 0.0, partial=True),
        ),
        "first_customers": of_figures.FirstCustomers(
            10, 100, AS_OF, AS_OF, 41.2, 255e3, "Referred by", 4, 2, 30e3
        ),
    }


def make_figures() -> Figures:
    leads = leads_frame()
    cold = leads.loc[leads["cold_rule"] != ""]
    rot = leads["rot"].value_counts()
    return Figures(
        as_of=AS_OF,
        book="pipeline.xlsx",
        currency="EUR",
        counts=of_figures.Counts(40, 20, 10, 8, 2, 2),
        value=of_figures.Value(255_000.0, 25_500.0, 190_000.0),
        conversion={
            "won_over_entered": rate(10, 40),
            "win_rate": rate(10, 18),
            **{f"cohort_{n}": rate(n // 10, 36) for n in (30, 60, 90)},
        },
        days_to_outcome={
            "won": Spread(10, 41.2, 38.0, 77.0),
            "lost": Spread(8, 52.8, 49.5, 90.0),
            "closed": Spread(18, 46.4, 43.0, 85.0),
            "open_age": Spread(20, 67.5, 67.5, 105.0),
        },
        time_to_win=of_figures.TimeToWin(
            n=40,
            aalen_johansen={str(n): chance(n / 300) for n in (30, 60, 90)},
            kaplan_meier={str(n): chance(n / 250) for n in (30, 60, 90)},
            closed_only={str(n): chance(n / 150) for n in (30, 60, 90)},
            median_days_given_won=36.0,
        ),
        sales_velocity=of_figures.SalesVelocity(6876.5, 20, 10 / 18, 25_500.0, 41.2),
        stages=stage_figures(),
        rotten=of_figures.RotCounts(
            int(rot["rotten"]), int(rot["warning"]), int(rot["held"]), int(rot["fresh"]), 0, 0
        ),
        by={"source": groups(SOURCES), "owner": groups(OWNERS)},
        campaigns=(
            of_figures.CampaignFigures(
                "Spring fair", 9000.0, 12, 4, 99_000.0, 750.0, 2250.0, 10.0, 4.5
            ),
            of_figures.CampaignFigures("Word of mouth", None, 9, 2, 40_000.0, *(None,) * 4),
        ),
        grades={"hot": 10, "warm": 10, "cold": 10, "junk": 10},
        lead_velocity_rate=(
            of_figures.MonthOfLeads("2026-09", 200, None, partial=False),
            of_figures.MonthOfLeads("2026-10", 230, 0.15, partial=False),
            of_figures.MonthOfLeads("2026-11", 160, 0.02, partial=True),
        ),
        cold=tuple(
            of_figures.ColdLead(*row)
            for row in cold[["lead_id", "cold_rule", "cold_action"]].itertuples(index=False)
        ),
        problems=problems(),
        leads=leads,
        curve=curve_frame(),
        left_out=(message("{n} leads have no creation date", n=1),),
        assumed=settings("en").assumed,
        **forecast_figures(leads),
    )


def make_book(language: Language = "en") -> Book:
    figures = make_figures()
    reading = TableReading(
        "Leads", "Leads", "table", "tblLeads", 40, 3,
        (ColumnReading("ID", "A", "lead_id", "text", 40, 0),
         ColumnReading("Colour", "B", "", "text", 12, 0)),
    )  # fmt: skip
    pipeline = Pipeline(
        name="pipeline.xlsx", as_of=AS_OF, leads=figures.leads[["lead_id", "stage", "status"]],
        visits=pd.DataFrame(), activities=pd.DataFrame(), campaigns=pd.DataFrame(),
        settings=settings(language), history="log", problems=problems(), reading=(reading,),
        unread_sheets=("Scratch",), left_out=1,
    )  # fmt: skip
    return Book(pipeline, figures)


@pytest.fixture
def book() -> Book:
    """Forty leads and their figures."""
    return make_book()


@pytest.fixture
def book_in() -> Callable[[Language], Book]:
    """Give the same book for a language."""
    return make_book
