"""Small pipelines by hand: what a reader would give, without a reader."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

from leadbook.pipeline.pipeline import Pipeline
from leadbook.pipeline.settings import Settings, Stage
from leadbook.pipeline.visits import visits_from_log

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

AS_OF = datetime(2026, 11, 21)
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


@pytest.fixture(scope="session")
def make() -> type[Make]:
    return Make
