"""Functions of breakdowns: the funnel, the sources, the months."""

from __future__ import annotations

from typing import TYPE_CHECKING

from leadbook.figures.cohorts import monthly
from leadbook.figures.columns import headers, named_columns
from leadbook.figures.groups import groups_of
from leadbook.figures.stages import stages_of
from leadbook.hosts.arguments import Argument
from leadbook.hosts.books import pipeline_of
from leadbook.hosts.faults import Unknown
from leadbook.hosts.registry import udf
from leadbook.hosts.spills import rows_under, table_rows
from leadbook.language.messages import message, speaker
from leadbook.report.cohorts import remark
from leadbook.report.funnel import funnel_table
from leadbook.report.words import columns, month

if TYPE_CHECKING:
    from datetime import datetime

    from leadbook.figures import Cohort
    from leadbook.hosts.ranges import Table
    from leadbook.hosts.values import Rows
    from leadbook.metrics.intervals import Rate
    from leadbook.pipeline.pipeline import Pipeline

__all__ = ["LB_COHORTS", "LB_FUNNEL", "LB_SOURCES"]


@udf(
    message("How many leads reached each stage and how many went on, with steps back; a table."),
    group="breakdowns",
    gives="table",
)
def LB_FUNNEL(
    leads: Table,
    as_of: datetime,
    history: Table | None,
    stages: Table | None,
    settings: Table | None,
) -> Rows:
    """Give the table "Conversion by stage" of the report."""
    book = pipeline_of(leads, history, stages, settings, as_of=as_of)
    return table_rows(funnel_table(stages_of(book), speaker(book.settings.language)))


@udf(
    message("Leads by source, or by any column: how many are won and lost, and what they brought."),
    group="breakdowns",
    gives="table",
    by=Argument(
        "text",
        message("A header of the leads; the source when left out"),
        required=False,
    ),
)
def LB_SOURCES(
    leads: Table,
    by: str,
    as_of: datetime,
    history: Table | None,
    stages: Table | None,
    settings: Table | None,
) -> Rows:
    """Give the leads of each value of a column by outcome, most leads first, blanks last."""
    book = pipeline_of(leads, history, stages, settings, as_of=as_of)
    say, column = speaker(book.settings.language), _column(book, by)
    titles = [
        columns(say).get(column) or headers(book).get(column, column),
        say("Leads"),
        say("Open"),
        say("Won"),
        say("Lost"),
        say("Junk"),
        say("Win rate"),
        say("Mean days to win"),
        say("Won value"),
    ]
    rows = (
        (
            group.value or say("(blank)"),
            group.leads,
            group.open,
            group.won,
            group.lost,
            group.junk,
            group.win_rate.rate,
            group.mean_days_to_win,
            group.won_value,
        )
        for group in groups_of(book.leads, column)
    )
    return rows_under(titles, rows)


def _column(book: Pipeline, by: str) -> str:
    if by:
        return named_columns(book, [by])[0]
    if "source" not in book.leads:
        raise Unknown(message("the leads have no column for their source; name one in by"))
    return "source"


@udf(
    message("Leads by the month they came in, and the share won within 30, 60 and 90 days."),
    group="breakdowns",
    gives="table",
)
def LB_COHORTS(
    leads: Table,
    as_of: datetime,
    history: Table | None,
    stages: Table | None,
    settings: Table | None,
) -> Rows:
    """Give each month's leads and shares won; a share that is not yet is blank and told why."""
    book = pipeline_of(leads, history, stages, settings, as_of=as_of)
    say = speaker(book.settings.language)
    titles = [
        say("Month"),
        say("Leads"),
        say("Won within 30 days"),
        say("Won within 60 days"),
        say("Won within 90 days"),
        say("Remark"),
    ]
    rows = (
        (month(say, cohort.month), cohort.leads, *_shares(cohort), remark(cohort, say))
        for cohort in monthly(book)
    )
    return rows_under(titles, rows)


def _shares(cohort: Cohort) -> list[float | None]:
    rates: tuple[Rate | None, ...] = (cohort.won_30, cohort.won_60, cohort.won_90)
    return [rate.rate if rate else None for rate in rates]
