"""Functions of scores: how promising each lead is, what to call it, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from leadbook.hosts.books import beside
from leadbook.hosts.judging import judge
from leadbook.hosts.registry import udf
from leadbook.language.messages import message
from leadbook.report.frames import renamed
from leadbook.report.words import grades as grade_words

if TYPE_CHECKING:
    from datetime import datetime

    from leadbook.hosts.ranges import Table
    from leadbook.hosts.values import Rows

__all__ = ["LB_GRADE", "LB_SCORE", "LB_WHY"]


@udf(
    message("Score of each lead, 0 to 100, by the team's own rules; stands beside the table."),
    group="scores",
    gives="column",
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
    judged, say = judge("score", leads, rules, activities, history, stages, settings, as_of=as_of)
    return beside(leads, judged.pipeline, say("Score"), judged.scores.score)


@udf(
    message("Grade of each lead: hot, warm, cold, junk or the team's own; beside the table."),
    group="scores",
    gives="column",
)
def LB_GRADE(
    leads: Table,
    rules: Table | None,
    grades: Table | None,
    as_of: datetime,
    activities: Table | None,
    history: Table | None,
    stages: Table | None,
    settings: Table | None,
) -> Rows:
    """Give the grade of each lead as `grades.grade_leads` defines it, in the report's words."""
    others = (rules, grades, activities, history, stages, settings)
    judged, say = judge("score", leads, *others, as_of=as_of)
    grade = renamed(pd.Series(judged.grade), grade_words(say))
    return beside(leads, judged.pipeline, say("Grade"), grade)


@udf(
    message("Why each lead has its score: the rules that gave it points, the strongest first."),
    group="scores",
    gives="column",
)
def LB_WHY(
    leads: Table,
    rules: Table | None,
    as_of: datetime,
    activities: Table | None,
    history: Table | None,
    stages: Table | None,
    settings: Table | None,
) -> Rows:
    """Give the reasons of each score as the report's column "Why this score" has them."""
    judged, say = judge("score", leads, rules, activities, history, stages, settings, as_of=as_of)
    return beside(leads, judged.pipeline, say("Why this score"), judged.score_reasons(say))
