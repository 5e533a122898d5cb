"""What is said of each lead: score, grade, rot, cold rule, and the reasons in words.

The report's rows and the functions of cells both ask a `Judged`, so that they cannot differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from leadbook.figures.columns import labels
from leadbook.metrics.columns import flags
from leadbook.metrics.facts import gather
from leadbook.metrics.grades import grade_leads, grade_names
from leadbook.metrics.hygiene import cold_rule
from leadbook.metrics.reasons import cold_reasons, score_reasons, unknown_fields
from leadbook.metrics.scoring import score_leads
from leadbook.metrics.stages import business_days_of, days_in_stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from leadbook.language.messages import Speaker
    from leadbook.metrics.facts import Facts
    from leadbook.metrics.scoring import Scores
    from leadbook.pipeline.pipeline import Pipeline

__all__ = ["Judged", "lead_rows"]

SHOWN = (
    "lead_id", "name", "company", "owner", "source", "stage", "status", "amount", "created_at",
    "closed_at", "sheet_row",
)  # fmt: skip


@dataclass(frozen=True)
class Judged:
    """The leads of a book as its own rules judge them; each judgement is made when asked for."""

    pipeline: Pipeline

    @cached_property
    def facts(self) -> Facts:
        """What rules may ask about the leads."""
        book = self.pipeline
        return gather(
            book.leads,
            book.visits,
            book.activities,
            book.settings.stages,
            as_of=book.as_of,
            warn_at=book.settings.warn_at,
            time_zone=book.settings.time_zone,
        )

    @cached_property
    def scores(self) -> Scores:
        """The scores, as `scoring.score_leads` defines them."""
        settings = self.pipeline.settings
        return score_leads(
            self.facts,
            settings.scoring,
            as_of=self.pipeline.as_of,
            time_zone=settings.time_zone,
        )

    @cached_property
    def grade(self) -> pd.Categorical:
        """The grade of each lead, as `grades.grade_leads` defines it; "" for none."""
        grades = self.pipeline.settings.grades
        scores = self.scores.score
        judged = _with(self.facts.frame, score=scores)
        place = grade_leads(judged, scores, grades, as_of=self.pipeline.as_of)
        return _named(place, grade_names(grades))

    @cached_property
    def _judged(self) -> pd.DataFrame:
        """The facts with score and grade, which cold rules may ask for, too."""
        return _with(self.facts.frame, score=self.scores.score, grade=self.grade)

    @cached_property
    def _cold(self) -> NDArray[np.intp]:
        """The place of the rule that calls each lead cold."""
        rules = self.pipeline.settings.cold_rules
        return cold_rule(self._judged, rules, as_of=self.pipeline.as_of)

    @property
    def cold_rule(self) -> pd.Categorical:
        """The name of the rule that calls each lead cold, as `hygiene.cold_rule` finds it; ""."""
        return _named(self._cold, [rule.name for rule in self.pipeline.settings.cold_rules])

    @property
    def cold_action(self) -> pd.Categorical:
        """What the rule that calls a lead cold tells to do; ""."""
        return _named(self._cold, [rule.action for rule in self.pipeline.settings.cold_rules])

    def score_reasons(self, say: Speaker) -> pd.Categorical:
        """Say which rules gave each lead how many points."""
        return score_reasons(self.scores, say, labels(self.pipeline))

    def unknown_fields(self, say: Speaker) -> pd.Categorical:
        """Say which fields the scoring rules ask for and each lead lacks."""
        return unknown_fields(self.scores, say, labels(self.pipeline))

    def cold_reasons(self, say: Speaker) -> NDArray[np.object_]:
        """Say why the rule that calls a lead cold holds."""
        return cold_reasons(
            self._cold,
            self._judged,
            self.facts.rot,
            self.pipeline.settings.cold_rules,
            say,
            labels(self.pipeline),
        )


def lead_rows(judged: Judged, say: Speaker) -> pd.DataFrame:
    """Put together one row a lead: what the book says, the score, the rot, the cold rule."""
    leads, rot = judged.pipeline.leads, judged.facts.rot
    rows = leads[[name for name in SHOWN if name in leads]].copy(deep=False)
    added: dict[str, Any] = {
        "score": judged.scores.score,
        "grade": judged.grade,
        "reasons": judged.score_reasons(say),
        "unknown": judged.unknown_fields(say),
        "days_in_stage": rot["days_in_stage"],
        "business_days_in_stage": _business_days(judged.pipeline),
        **rot.drop(columns="days_in_stage"),
        "cold_rule": judged.cold_rule,
        "cold_action": judged.cold_action,
        "cold_reason": judged.cold_reasons(say),
    }
    return rows.assign(**added)


def _business_days(pipeline: Pipeline) -> NDArray[np.float64]:
    """Give the working days of each open lead in its stage; only open visits are counted."""
    settings, visits = pipeline.settings, pipeline.visits
    still = visits[flags(visits, "is_open") == 1]
    days = business_days_of(still, weekend=settings.weekend, holidays=settings.holidays)
    return days_in_stage(still, len(pipeline.leads), days=days)


def _with(frame: pd.DataFrame, **columns: Any) -> pd.DataFrame:
    """Give the same frame with more columns; those that stay are shared and never written to."""
    wider = frame.copy(deep=False)
    for name, values in columns.items():
        wider[name] = values
    return wider


def _named(place: NDArray[np.intp], names: Sequence[str]) -> pd.Categorical:
    """Give names by place; "" for -1."""
    distinct = list(dict.fromkeys([*names, ""]))
    codes = np.array([distinct.index(name) for name in (*names, "")], dtype=np.intp)
    return pd.Categorical.from_codes(codes[place], categories=pd.Index(distinct, dtype=object))
