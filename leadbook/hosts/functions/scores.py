"""Functions of scores: how promising each lead is, what to call it, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.figures.measurement import facts_of
from leadbook.hosts.arguments import (
    ACTIVITIES,
    AS_OF,
    HISTORY,
    LEADS,
    RULES,
    SETTINGS,
    STAGES,
)
from leadbook.hosts.books import beside, pipeline_of
from leadbook.hosts.registry import udf
from leadbook.language.messages import message, speaker
from leadbook.metrics.scoring import score_leads

if TYPE_CHECKING:
    from datetime import datetime

    from leadbook.hosts.ranges import Table
    from leadbook.hosts.values import Rows

__all__ = ["LB_SCORE"]


@udf(
    message("Score of each lead, 0 to 100, by the team's own rules; stands beside the table."),
    group="scores",
    gives="column",
    leads=LEADS,
    rules=RULES,
    as_of=AS_OF,
    activities=ACTIVITIES,
    history=HISTORY,
    stages=STAGES,
    settings=SETTINGS,
)
def LB_SCORE(
    leads: Table,
    rules: Table | None,
    as_of: datetime,
    activities: Table | None,
    history: Table | None,
    stages: Table | None,
    settings: Table | None,
) -> Rows:
    """Give the score of each lead as `scoring.score_leads` defines it."""
    book = pipeline_of(leads, rules, activities, history, stages, settings, as_of=as_of)
    decided = book.settings
    scores = score_leads(facts_of(book), decided.scoring, as_of=as_of, time_zone=decided.time_zone)
    return beside(leads, book, speaker(decided.language)("Score"), scores.score)
