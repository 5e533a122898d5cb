"""Small pipelines by hand: what a reader would give, without a reader."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from leadbook.language.messages import message
from leadbook.pipeline.pipeline import Pipeline
from leadbook.pipeline.problems import Problem
from leadbook.pipeline.rules import Condition
from leadbook.pipeline.settings import ColdRule, Grade, ScoringRule, Settings, Stage
from leadbook.pipeline.visits import visits_from_log

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

AS_OF = datetime(2026, 11, 21)
DAY = np.timedelta64(1, "D")
SOURCES = ["web", "fair", "call", None]
STAGES = (
    Stage("New", limit_days=7),
    Stage("Offer", limit_days=14),
    Stage("Talks"),
    Stage("Won", outcome="won"),
    Stage("Lost", outcome="lost"),
    Stage("Junk", outcome="junk"),
)
DATES = ("created_at", "closed_at", "stage_since", "last_contact_at", "next_step_at")
DATES += ("snooze_until", "at", "entered_at", "start", "end")
CATEGORIES = ("source", "owner", "product", "campaign", "industry", "kind", "direction", "label")


def _typed(columns: Mapping[str, Sequence[Any]]) -> pd.DataFrame:
    """A frame with the types that the Pipeline documents."""
    frame = pd.DataFrame({name: pd.Series(v, dtype=object) for name, v in columns.items()})
    for name in frame:
        if name in DATES:
            frame[name] = pd.to_datetime(frame[name]).astype("datetime64[us]")
        elif name in CATEGORIES:
            frame[name] = frame[name].astype("category")
        elif name in {"answered", "unsubscribed", "decision_maker"}:
            frame[name] = frame[name].astype("boolean")
        elif name in {"amount", "cost", "minutes", "clicks", "unanswered_calls", "budget"}:
            frame[name] = frame[name].astype("float64")
    return frame


class Make:
    """Makes frames and pipelines; `make.leads(stage=["New"])`."""

    @staticmethod
    def leads(
        *, as_of: datetime = AS_OF, stages: Sequence[Stage] = STAGES, **columns: Sequence[Any]
    ) -> pd.DataFrame:
        """Leads from columns; status follows from the stage, age from the dates."""
        n = len(next(iter(columns.values()), ()))
        outcome = {stage.name: stage.outcome for stage in stages}
        stage = columns.pop("stage", ["New"] * n)
        status = columns.pop("status", [outcome.get(name, "open") for name in stage])
        created = columns.pop("created_at", [None] * n)
        frame = _typed(
            {
                "lead_id": [f"L{i}" for i in range(n)],
                "created_at": created,
                "closed_at": [None] * n,
                **columns,
            }
        )
        frame["stage"] = pd.Categorical(stage, categories=[s.name for s in stages])
        frame["status"] = pd.Categorical(status, categories=["open", "won", "lost", "junk"])
        end = frame["closed_at"].where(frame["status"] != "open", pd.Timestamp(as_of))
        frame["age_days"] = (end - frame["created_at"]) / np.timedelta64(1, "D")
        frame["sheet_row"] = np.arange(2, n + 2)
        return frame

    @staticmethod
    def visits(
        leads: pd.DataFrame,
        *log: tuple[int, str, str],
        as_of: datetime = AS_OF,
        stages: Sequence[Stage] = STAGES,
    ) -> pd.DataFrame:
        """Visits from log rows (row of the lead, stage, date)."""
        rows = pd.DataFrame(log, columns=["lead", "stage", "entered_at"])
        rows["lead"] = rows["lead"].astype("int64")
        rows["entered_at"] = pd.to_datetime(rows["entered_at"]).astype("datetime64[us]")
        return visits_from_log(leads, rows, stages, as_of=as_of, time_zone="UTC")

    @staticmethod
    def activities(*rows: tuple[int, str, str], **columns: Sequence[Any]) -> pd.DataFrame:
        """Activities from rows (row of the lead, date, kind) and further columns."""
        lead, at, kind = zip(*rows, strict=True) if rows else ((), (), ())
        frame = _typed({"at": at, "kind": kind, **columns})
        frame.insert(0, "lead", np.array(lead, dtype="int64"))
        return frame

    @staticmethod
    def settings(**changes: Any) -> Settings:
        """English settings with the small pipeline's stages, and no rules."""
        usual = {
            "language": "en",
            "stages": STAGES,
            "scoring": (),
            "grades": (),
            "cold_rules": (),
            "weekend": frozenset({5, 6}),
        }
        return Settings(**{**usual, **changes})

    @staticmethod
    def pipeline(
        leads: pd.DataFrame,
        *,
        visits: pd.DataFrame | None = None,
        activities: pd.DataFrame | None = None,
        campaigns: pd.DataFrame | None = None,
        settings: Settings | None = None,
        as_of: datetime = AS_OF,
        **changes: Any,
    ) -> Pipeline:
        """A Pipeline of these frames; those not given are empty, without even columns."""
        return Pipeline(
            **{
                "name": "book.xlsx",
                "as_of": as_of,
                "leads": leads,
                "visits": pd.DataFrame() if visits is None else visits,
                "activities": pd.DataFrame() if activities is None else activities,
                "campaigns": pd.DataFrame() if campaigns is None else campaigns,
                "settings": settings or Make.settings(),
                "history": "none" if visits is None else "log",
                "problems": (),
                "reading": (),
                **changes,
            }
        )

    @staticmethod
    def book(leads: int = 60, **changes: Any) -> Pipeline:
        """A book with a bit of everything, drawn by chance but always the same."""
        chance = np.random.default_rng(11)
        stage = chance.choice(["New", "Offer", "Talks", "Won", "Lost", "Junk"], leads)
        created = np.datetime64("2026-06-01") + chance.integers(0, 150, leads) * DAY
        later = created + chance.integers(0, 60, leads) * DAY
        closed = np.minimum(later, np.datetime64("2026-11-20"))
        unknown = chance.random(leads) < 0.1
        frame = Make.leads(
            stage=stage.tolist(),
            source=[SOURCES[i] for i in chance.integers(0, 4, leads)],
            campaign=[["Spring", None][i] for i in chance.integers(0, 2, leads)],
            amount=np.where(unknown, np.nan, chance.integers(1, 90, leads)).tolist(),
            created_at=np.where(unknown, np.datetime64("NaT", "D"), created).tolist(),
            closed_at=[
                day if name in {"Won", "Lost", "Junk"} else None
                for day, name in zip(closed.tolist(), stage, strict=True)
            ],
            budget=chance.integers(0, 9, leads).tolist(),
            unanswered_calls=chance.integers(0, 7, leads).tolist(),
            next_step_at=[["2026-12-01", None, None][i] for i in chance.integers(0, 3, leads)],
        )
        log = [(i, "New", str(created[i])) for i in range(leads)]
        log += [
            (i, ["Offer", "Talks"][i % 2], str(created[i] + 5 * DAY))
            for i in range(leads)
            if stage[i] != "New"
        ]
        activities = Make.activities(
            *(
                (i, str(created[i] + 2 * DAY), ["call", "price_request"][i % 2])
                for i in range(leads)
            ),
            answered=[[True, False, None][i % 3] for i in range(leads)],
            campaign=[["Mail", None][i % 2] for i in range(leads)],
        )
        settings = Make.settings(
            scoring=(
                ScoringRule("Web", Condition("source", "=", ("web",)), 10),
                ScoringRule("Rich", Condition("budget", "≥", (5,)), 15, "fit", None, 12),
                ScoringRule("Prices", Condition("price_requests", "≥", (1,)), 25, "asked", 30.0),
            ),
            grades=(Grade("hot", 70), Grade("warm", 40), Grade("cold", 0)),
            cold_rules=(
                ColdRule("Calls", Condition("unanswered_calls", "≥", (5,)), "farewell"),
                ColdRule("Rotten", Condition("rot", "=", ("rotten",)), "recycle"),
            ),
            qualified_stage="Offer",
        )
        return Make.pipeline(
            frame,
            visits=Make.visits(frame, *log),
            activities=activities,
            campaigns=pd.DataFrame({"campaign": ["Spring", "Mail"], "cost": [100.0, 50.0]}),
            settings=settings,
            problems=(Problem("Leads", "B2", "Stage", "x", message("bad"), message("mend it")),),
            **changes,
        )
