from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from leadbook.language.messages import LANGUAGES, Language, speaker
from leadbook.metrics.intervals import Chance, Rate, Spread
from leadbook.report.compose import compose
from leadbook.report.model import Chart, Report, Sheet, Table

if TYPE_CHECKING:
    from conftest import Book

Books = Callable[[Language], "Book"]
ORDER = [
    "summary",
    "funnel",
    "velocity",
    "aging",
    "scored",
    "cold",
    "chances",
    "forecast",
    "cohorts",
    "sources",
    "owners",
]
LAST = ["profiles", "review", "data_check"]
NO_RATE = Rate(None, 0, None, None)
NO_SPREAD = Spread(0, None, None, None)
NO_CHANCE = Chance(None, None, None)


def composed(book: Book, language: Language = "en") -> Report:
    return compose(book.pipeline, book.figures, speaker(language))


def sheet(report: Report, key: str) -> Sheet:
    return next(sheet for sheet in report.sheets if sheet.key == key)


def tables(report: Report) -> list[Table]:
    return [b for sheet in report.sheets for b in sheet.blocks if isinstance(b, Table)]


def with_nothing(book: Book) -> Book:
    """The same book before anything happened: no lead won, no visit, no problem, no history."""
    figures = book.figures
    return book.with_figures(
        counts=replace(figures.counts, leads=0, open=0, won=0, lost=0, junk=0, problems=0),
        value=replace(figures.value, won_total=0.0, won_mean=None, open_total=0.0),
        conversion=dict.fromkeys(figures.conversion, NO_RATE),
        days_to_outcome=dict.fromkeys(figures.days_to_outcome, NO_SPREAD),
        time_to_win=replace(
            figures.time_to_win,
            n=0,
            aalen_johansen=dict.fromkeys(("30", "60", "90"), NO_CHANCE),
            kaplan_meier=dict.fromkeys(("30", "60", "90"), NO_CHANCE),
            closed_only=dict.fromkeys(("30", "60", "90"), NO_CHANCE),
            median_days_given_won=None,
        ),
        sales_velocity=replace(
            figures.sales_velocity,
            per_day=None,
            opportunities=0,
            win_rate=None,
            mean_won_value=None,
            mean_days_to_win=None,
        ),
        stages=(),
        rotten=replace(figures.rotten, rotten=0, warning=0, held=0, fresh=0),
        by={},
        campaigns=(),
        grades={},
        lead_velocity_rate=(),
        cold=(),
        problems=(),
        leads=figures.leads.iloc[:0],
        curve=figures.curve.iloc[:0],
        forecast=(),
        outlook=None,
        open_deals=figures.open_deals.iloc[:0],
        targets=(),
        team_targets=(),
        cohorts=(),
        first_customers=None,
        left_out=(),
        assumed=(),
    )


def test_sheets_come_in_the_order_of_their_tabs(book: Book) -> None:
    assert [sheet.key for sheet in composed(book).sheets] == [*ORDER, *LAST]


def test_further_columns_have_a_sheet_of_their_own(book: Book) -> None:
    by = dict(book.figures.by) | {"Region": book.figures.by["owner"]}
    report = composed(book.with_figures(by=by))
    assert [sheet.key for sheet in report.sheets] == [*ORDER, "breakdowns", *LAST]
    titles = [block.title for block in sheet(report, "breakdowns").blocks]
    assert titles == ["Leads and value by Region", "Chances by Region"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sheet_says_its_title_its_date_and_what_was_left_out(
    book_in: Books, language: Language
) -> None:
    report = composed(book_in(language), language)
    as_of = {"en": "2026-11-21", "fa": "۱۴۰۵/۰۸/۳۰"}[language]
    forty = {"en": "40", "fa": "۴۰"}[language]
    for each in report.sheets:
        assert each.title
        assert each.heading
        assert as_of in each.facts[0]
        assert forty in each.facts[1]
        assert len(each.facts) >= 3


def test_names_of_tables_are_unique_and_charts_draw_tables_that_exist(book: Book) -> None:
    report = composed(book)
    names = [table.name for table in tables(report)]
    assert len(set(names)) == len(names)
    held = {
        (each.key, block.name): block
        for each in report.sheets
        for block in each.blocks
        if isinstance(block, Table)
    }
    for each in report.sheets:
        for chart in (block for block in each.blocks if isinstance(block, Chart)):
            table = held[chart.sheet or each.key, chart.table]
            drawn = {chart.category, *(series.key for series in chart.series)}
            assert drawn <= {column.key for column in table.columns}
            assert chart.text


def test_no_word_of_a_chart_ends_with_a_sign_that_would_be_drawn_in_front(book_in: Books) -> None:
    """The words of charts run from left to right, in Persian too."""
    blocks = [block for each in composed(book_in("fa"), "fa").sheets for block in each.blocks]
    charts = [block for block in blocks if isinstance(block, Chart)]
    said = [words for chart in charts for words in (chart.title, chart.x_title, chart.y_title)]
    said += [series.title for chart in charts for series in chart.series]
    assert [words for words in said if words.endswith(("٪", "%", "»", ")", ".", ":"))] == []


def test_columns_of_every_table_are_in_its_frame(book: Book) -> None:
    for table in tables(composed(book)):
        assert {column.key for column in table.columns} <= set(table.frame.columns)
        assert len({column.key for column in table.columns}) == len(table.columns)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_book_in_which_nothing_happened_gives_every_sheet(
    book_in: Books, language: Language
) -> None:
    report = composed(with_nothing(book_in(language)), language)
    assert [sheet.key for sheet in report.sheets] == [*ORDER, *LAST]
    for table in tables(report):
        assert len(table.frame) or table.when_empty


def test_composing_changes_no_figure(book: Book) -> None:
    before = book.figures.leads.copy()
    composed(book)
    pd.testing.assert_frame_equal(book.figures.leads, before)


def test_written_jalali_dates_stand_beside_the_dates(book: Book) -> None:
    report = composed(book.with_settings(dates="jalali-text"))
    (deals, *_) = (b for b in sheet(report, "aging").blocks if isinstance(b, Table))
    keys = [column.key for column in deals.columns]
    assert keys[keys.index("due_at") + 1] == "due_at_written"
    assert set(deals.frame["due_at_written"]) == {"1405/09/05"}
    held = deals.frame["held_until_written"].tolist()
    assert held.count("1405/09/09") == 1
    assert held.count(None) == len(held) - 1
