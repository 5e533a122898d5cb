"""What was left out of which figure, and why: said on the report, so that nothing is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from leadbook.language.messages import message
from leadbook.metrics.columns import flags, moments, numbers, positions, status_is
from leadbook.metrics.late_entry import created_before, late_entry
from leadbook.metrics.moves import places

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from leadbook.language.messages import Message
    from leadbook.pipeline.pipeline import Pipeline
    from leadbook.pipeline.settings import ColdRule, ScoringRule

__all__ = ["left_out"]


def left_out(pipeline: Pipeline, facts: pd.DataFrame) -> tuple[Message, ...]:
    """Say what was left out of which figure, one sentence each; nothing, if nothing was."""
    return (
        *_rows(pipeline),
        *_dates(pipeline.leads),
        *_history(pipeline),
        *_late_log(pipeline),
        *_rules(pipeline, facts),
    )


def _rows(pipeline: Pipeline) -> Iterator[Message]:
    if pipeline.left_out:
        yield message(
            "Rows of the leads table that are no leads of their own (no id, or a repeated one): "
            "{n}; see the data check",
            n=pipeline.left_out,
        )


def _dates(leads: pd.DataFrame) -> Iterator[Message]:
    undated = np.isnat(moments(leads, "created_at"))
    if n := int(undated.sum()):
        yield message(
            "Leads without a creation date: {n}; they are left out of ages, days to outcome, "
            "cohorts and time-to-win curves",
            n=n,
        )
    closed = status_is(leads, "won", "lost", "junk") & ~undated
    if n := int((closed & np.isnat(moments(leads, "closed_at"))).sum()):
        yield message(
            "Closed leads without a closing date: {n}; they are left out of days to outcome, "
            "cohorts and time-to-win curves",
            n=n,
        )
    if n := int((status_is(leads, "won") & np.isnan(numbers(leads, "amount"))).sum()):
        yield message(
            "Won leads without an amount: {n}; they are left out of the mean won value", n=n
        )


def _history(pipeline: Pipeline) -> Iterator[Message]:
    leads, stages = pipeline.leads, pipeline.settings.stages
    seen = np.zeros(len(leads), dtype=bool)
    seen[positions(pipeline.visits, "lead")] = True
    if pipeline.history == "none":
        yield message(
            "The book has no stage history: days in stage, conversion from stage to stage and lead "
            "velocity are blank, and the funnel knows each lead's present stage only"
        )
    over = status_is(leads, "lost", "junk") & (places(leads, "stage", stages) < 0)
    if n := int((over & ~seen).sum()):
        yield message(
            "Lost or junk leads without a stage history: {n}; how far they came is not known, and "
            "the funnel counts them in the first stage only",
            n=n,
        )
    now = np.zeros(len(leads), dtype=bool)
    now[positions(pipeline.visits, "lead")[flags(pipeline.visits, "is_open") == 1]] = True
    n = int((status_is(leads, "open") & ~now).sum())
    if n and pipeline.history != "none":
        yield message("Open leads that do not tell since when they are in their stage: {n}", n=n)


def _late_log(pipeline: Pipeline) -> Iterator[Message]:
    """Say what a log that starts late cannot tell, and how that was taken into account."""
    older = created_before(pipeline.leads, pipeline.log_from)
    late = late_entry(
        pipeline.leads,
        pipeline.visits,
        pipeline.settings.stages,
        log_from=pipeline.log_from,
        time_zone=pipeline.settings.time_zone,
    )
    if late is None:
        return
    yield message(
        "The stage history begins on {date}; leads created before it: {older}. Visits that had "
        "begun before: {late}; the median with open visits counts them only from that day on. "
        "Visits of unknown beginning: {unknown}; that median leaves them out",
        date=pipeline.log_from,
        older=older,
        late=late.late,
        unknown=late.unknown,
    )


def _rules(pipeline: Pipeline, facts: pd.DataFrame) -> Iterator[Message]:
    rules: list[ScoringRule | ColdRule] = [*pipeline.settings.scoring]
    rules += pipeline.settings.cold_rules
    for rule in rules:
        if rule.condition.field not in facts:
            yield message(
                "The rule {rule} is set aside: the book has no column {field}",
                rule=rule.name,
                field=rule.condition.field,
            )
