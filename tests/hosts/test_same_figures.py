"""A cell and the report give the same figure of the same book."""

from __future__ import annotations

import math
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest

import leadbook.hosts.functions  # noqa: F401 - fills the registry
from leadbook.figures import Figures, measure
from leadbook.hosts.border import answer
from leadbook.hosts.journal import last_sentence
from leadbook.hosts.registry import FUNCTIONS
from leadbook.hosts.values import serial
from leadbook.language.messages import Speaker, speaker
from leadbook.pipeline.build import build
from leadbook.pipeline.pipeline import Pipeline  # noqa: TC001 - a field of a tuple
from leadbook.pipeline.raw import ErrorCell
from leadbook.report.cohorts import remark
from leadbook.report.words import grades, month, rots
from leadbook.workbook.tables import read_book

BOOKS = Path(__file__).parents[2] / "workbooks"
AS_OF = datetime(2026, 10, 31)
BY_ROW = ["LB_SCORE", "LB_GRADE", "LB_WHY", "LB_ROTTEN", "LB_ROT_DUE", "LB_COLD_RULE",
          "LB_WIN_PROBABILITY"]  # fmt: skip
ALONE = {
    "LB_CLEAN_PHONE", "LB_CLEAN_TEXT", "LB_FAREWELL", "LB_GREGORIAN", "LB_JALALI", "LB_LAST_ERROR",
    "LB_NEXT_ACTION", "LB_VERSION",
}  # fmt: skip
"""Functions that give no figure of the report."""
HORIZONS = (30, 60, 90)


class Sample(NamedTuple):
    """A sample book as ranges, and what the report says of it."""

    tables: dict[str, list[tuple[object, ...]]]
    pipeline: Pipeline
    figures: Figures
    say: Speaker

    def call(self, function: str, **given: object) -> object:
        """Call a function with the book's tables for all tables that it takes."""
        arguments = FUNCTIONS[function].arguments
        assert set(given) <= {argument.name for argument in arguments}
        known = {"as_of": AS_OF, **given}
        values = [known.get(a.name, self.tables.get(a.table)) for a in arguments]
        found = answer(function, values)
        assert not isinstance(found, ErrorCell), last_sentence()
        return found

    def column(self, header: str) -> list[object]:
        """Give the cells of one column of the leads."""
        head, *rows = self.tables["Leads"]
        place = head.index(header)
        return [row[place] for row in rows]

    def places(self) -> list[int]:
        """Give the row of each lead in the table of leads, the first row being the header's."""
        return (self.figures.leads["sheet_row"] - 1).tolist()

    def header(self, column: str) -> str:
        """Give what the book calls a column of the leads."""
        (leads,) = (table for table in self.pipeline.reading if table.kind == "Leads")
        return next(c.header for c in leads.columns if c.canonical == column)


def as_excel(cell: object) -> object:
    """Give a cell as Excel hands it over: dates as such, a blank as none."""
    return cell


def as_libreoffice(cell: object) -> object:
    """Give a cell as LibreOffice hands it over: a date as its serial, a blank as empty text."""
    if cell is None:
        return ""
    return serial(cell) if isinstance(cell, datetime) else cell


HOSTS = [("sales-pipeline.xlsx", as_excel), ("sales-pipeline-fa.xlsx", as_libreoffice)]


@pytest.fixture(scope="module", params=HOSTS, ids=["English, Excel", "Persian, LibreOffice"])
def sample(request: pytest.FixtureRequest) -> Sample:
    name, handed_over = request.param
    path = BOOKS / name
    book = openpyxl.load_workbook(path, data_only=True)
    tables = {
        table.name: [tuple(handed_over(cell.value) for cell in row) for row in sheet[table.ref]]
        for sheet in book
        for table in sheet.tables.values()
    }
    pipeline = build(read_book(path), as_of=AS_OF)
    say = speaker(pipeline.settings.language)
    return Sample(tables, pipeline, measure(pipeline, say=say), say)


def same(given: object, figure: object) -> bool:
    """Compare a cell with a figure; a figure that is not known is an empty text."""
    if figure is None or figure != figure:  # noqa: PLR0124 - NaN and NaT
        return given == ""
    if isinstance(figure, datetime):
        return given == serial(figure)
    if isinstance(figure, str):
        return given == figure
    return isinstance(given, float) and math.isclose(given, figure, rel_tol=1e-9, abs_tol=1e-9)


def differences(given: list[list[object]], figures: list[tuple[object, ...]]) -> list[object]:
    """List the rows that differ, the header row left out; the sizes must be the same."""
    assert len(given) == 1 + len(figures)
    assert {len(row) for row in given} == {len(row) for row in figures} | {len(given[0])}
    pairs = zip(given[1:], figures, strict=True)
    return [pair for pair in pairs if not all(map(same, *pair))]


def told(sample: Sample) -> dict[str, list[object]]:
    """Give what the report says of each lead, by function."""
    leads, say = sample.figures.leads, sample.say
    return {
        "LB_SCORE": leads["score"].tolist(),
        "LB_GRADE": [grades(say).get(grade, grade) for grade in leads["grade"]],
        "LB_WHY": leads["reasons"].tolist(),
        "LB_ROTTEN": [rots(say).get(state, "") for state in leads["rot"]],
        "LB_ROT_DUE": leads["due_at"].tolist(),
        "LB_COLD_RULE": leads["cold_rule"].tolist(),
        "LB_WIN_PROBABILITY": leads["win_probability"].tolist(),
    }


@pytest.mark.parametrize("function", BY_ROW)
def test_every_lead_has_what_the_report_says_of_it(sample: Sample, function: str) -> None:
    given = sample.call(function)
    assert len(given) == len(sample.tables["Leads"])
    said = dict(zip(sample.places(), told(sample)[function], strict=True))
    rows = [(said.get(place, ""),) for place in range(1, len(given))]
    assert differences(given, rows) == []


def still_open(sample: Sample) -> list[tuple[int, int]]:
    """Give each open lead's place among the leads and its row below the table's header."""
    still = sample.figures.leads["status"] == "open"
    return [(place, row - 1) for place, row in enumerate(sample.places()) if still[place]]


def test_days_in_stage_are_those_of_the_report(sample: Sample) -> None:
    leads = sample.figures.leads
    stages, days = leads["stage"].tolist(), leads["days_in_stage"].tolist()
    since = [(day,) for day in sample.column(sample.header("stage_since"))]
    by_date = sample.call("LB_DAYS_IN_STAGE", entered=since, until=AS_OF)
    head, *by_log = sample.call("LB_STAGE_DAYS", which="current")
    for lead, row in still_open(sample):
        assert same(by_date[row][0], days[lead])
        assert same(by_log[lead][head.index(stages[lead])], days[lead])


def test_working_days_in_stage_are_those_of_the_report(sample: Sample) -> None:
    figures = sample.figures.leads["business_days_in_stage"].tolist()
    setting = dict(row[:2] for row in sample.tables["Settings"])
    since = [(day,) for day in sample.column(sample.header("stage_since"))]
    weekend = setting.get("Weekend") or setting["آخر هفته"]
    given = sample.call("LB_BUSINESS_DAYS", start=since, end=AS_OF, weekend=weekend)
    for lead, row in still_open(sample):
        assert same(given[row][0], figures[lead])


def test_rates_are_those_of_the_report(sample: Sample) -> None:
    asked = {"win_rate": ("won/closed", None), "won_over_entered": ("won/entered", None)}
    asked |= {f"cohort_{days}": ("cohort", float(days)) for days in HORIZONS}
    for key, (kind, within) in asked.items():
        rate = sample.figures.conversion[key]
        given = sample.call("LB_CONVERSION_RATE", kind=kind, within=within, part="table")
        assert differences(given, [(rate.rate, rate.n, rate.low, rate.high)]) == []
        assert same(sample.call("LB_CONVERSION_RATE", kind=kind, within=within), rate.rate)


@pytest.mark.parametrize("column", ["source", "owner", "product", "campaign", "industry"])
@pytest.mark.parametrize("kind", ["won/closed", "won/entered"])
def test_rates_by_a_column_are_those_of_the_report(sample: Sample, column: str, kind: str) -> None:
    blank, figures = sample.say("(blank)"), []
    for group in sample.figures.by[column]:
        rate = group.win_rate if kind == "won/closed" else group.won_over_entered
        figures.append((group.value or blank, rate.rate, rate.n, rate.low, rate.high))
    given = sample.call("LB_CONVERSION_RATE", kind=kind, by=sample.header(column))
    assert differences(given, figures) == []


def test_chances_to_win_within_days_are_those_of_the_report(sample: Sample) -> None:
    chances = sample.figures.time_to_win
    ways = {
        "Aalen-Johansen": chances.aalen_johansen,
        "Kaplan-Meier": chances.kaplan_meier,
        "closed only": chances.closed_only,
    }
    for method, by_days in ways.items():
        for days, chance in by_days.items():
            asked = {"method": method, "days": float(days)}
            given = sample.call("LB_WIN_WITHIN", **asked, part="table")
            figure = (chance.p, chances.n, chance.low, chance.high)
            assert differences(given, [figure]) == [], asked


@pytest.mark.parametrize("day", [1, 17, 45, 120])
def test_the_curves_are_those_of_the_report(sample: Sample, day: int) -> None:
    row = sample.figures.curve.set_index("day").loc[day]
    for method in ("aalen_johansen", "kaplan_meier", "closed_only"):
        given = sample.call("LB_WIN_WITHIN", days=float(day), method=method)
        assert same(given, row[method]), method


def test_conversion_velocity_is_that_of_the_report(sample: Sample) -> None:
    spreads, words = sample.figures.days_to_outcome, ("Won", "Lost", "Won and lost together")
    figures = [
        (sample.say(word), spread.n, spread.mean, spread.median, spread.p90, None)
        for word, spread in zip(words, map(spreads.get, ("won", "lost", "closed")), strict=True)
    ]
    figures += [
        (s.stage, s.completed, s.mean_days, s.median_days, s.p90_days, s.forward_per_30_days)
        for s in sample.figures.stages
    ]
    assert differences(sample.call("LB_CONVERSION_VELOCITY"), figures) == []


def test_sales_velocity_and_its_factors_are_those_of_the_report(sample: Sample) -> None:
    v = sample.figures.sales_velocity
    figures = (v.per_day, v.opportunities, v.win_rate, v.mean_won_value, v.mean_days_to_win)
    assert differences(sample.call("LB_SALES_VELOCITY", part="table"), [figures]) == []
    assert same(sample.call("LB_SALES_VELOCITY"), v.per_day)


def test_lead_velocity_is_that_of_the_report(sample: Sample) -> None:
    figures = [
        (month(sample.say, m.month), m.qualified, m.rate, sample.say("so far") if m.partial else "")
        for m in sample.figures.lead_velocity_rate
    ]
    assert differences(sample.call("LB_LEAD_VELOCITY"), figures) == []


def test_the_funnel_is_that_of_the_report(sample: Sample) -> None:
    figures = []
    for s in sample.figures.stages:
        strict, further = s.strict_conversion, s.furthest_conversion
        rates = [part for r in (strict, further) for part in (r.rate, r.n, r.low, r.high)]
        counts = (s.reached, s.open, s.not_yet)
        figures.append((s.stage, *counts, *rates, s.regressions, s.reentries))
    assert differences(sample.call("LB_FUNNEL"), figures) == []


@pytest.mark.parametrize("column", ["source", "owner", "industry"])
def test_the_sources_are_those_of_the_report(sample: Sample, column: str) -> None:
    figures = [
        (g.value or sample.say("(blank)"), g.leads, g.open, g.won, g.lost, g.junk, g.win_rate.rate,
         g.mean_days_to_win, g.won_value)
        for g in sample.figures.by[column]
    ]  # fmt: skip
    by = {} if column == "source" else {"by": sample.header(column)}
    assert differences(sample.call("LB_SOURCES", **by), figures) == []


def test_the_cohorts_are_those_of_the_report(sample: Sample) -> None:
    figures = [
        (
            month(sample.say, c.month),
            c.leads,
            *(rate and rate.rate for rate in (c.won_30, c.won_60, c.won_90)),
            remark(c, sample.say),
        )
        for c in sample.figures.cohorts
    ]
    assert differences(sample.call("LB_COHORTS"), figures) == []


def test_the_forecast_is_that_of_the_report(sample: Sample) -> None:
    figures = [
        (month(sample.say, m.month), m.amount, m.weighted, m.low, m.high, m.n)
        for m in sample.figures.forecast
    ]
    assert differences(sample.call("LB_FORECAST"), figures) == []


def test_the_books_have_what_these_tests_compare(sample: Sample) -> None:
    figures = sample.figures
    assert figures.win_model.chosen in {"calibrated", "counts"}
    assert len(figures.leads) == 400
    assert len(figures.cold) > 0
    assert figures.rotten.rotten > 0
    assert min(map(len, (figures.forecast, figures.cohorts, figures.lead_velocity_rate))) > 3
    assert all(len(set(map(str, values))) > 2 for values in told(sample).values())


def test_every_function_with_a_figure_is_compared() -> None:
    source = Path(__file__).read_text("utf-8")
    assert [name for name in FUNCTIONS if name not in ALONE and f'"{name}"' not in source] == []
    assert set(FUNCTIONS) > ALONE
