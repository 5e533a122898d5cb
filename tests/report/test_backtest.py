"""The sheet Back-test: its sentences, its tables, and what it says when there is little to say."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest

from leadbook.figures.tested import (
    Backtest,
    ChancesTested,
    ForecastTested,
    MonthTested,
    RotGroup,
    RotTested,
)
from leadbook.language.messages import message, speaker
from leadbook.metrics.backtest import difference, wins_foretold
from leadbook.metrics.intervals import Chance, wilson
from leadbook.metrics.win_quality import CalibrationBin, Quality
from leadbook.report.backtest import backtest
from leadbook.report.model import Chart, Note, Table

UNKNOWN = Chance(None, None, None)
NOTHING = Quality(None, None, None, 0)


def group(state: str, n: int, won: int, lost: int) -> RotGroup:
    return RotGroup(state, n, won, lost, 0, n - won - lost, wilson(won, n), wilson(lost, n))


def rot(flagged: RotGroup, others: RotGroup) -> RotTested:
    return RotTested(
        states=tuple(state for state in (flagged, replace(others, state="fresh")) if state.n),
        flagged=flagged,
        others=others,
        win_difference=difference(flagged.win, others.win),
        loss_difference=difference(flagged.loss, others.loss),
    )


@pytest.fixture
def tested() -> Backtest:
    return Backtest(
        book="book.xlsx",
        as_of=datetime(2026, 6, 30),
        until=datetime(2026, 10, 28),
        currency="EUR",
        history="log",
        leads=200,
        open=75,
        untold=1,
        lost_sight=2,
        staged=75,
        kept=("Source", "Deal value"),
        left_behind=("Notes",),
        chances=ChancesTested(
            chosen="calibrated",
            why=message("The calibrated model was chosen."),
            bases={"model": 70, "stage": 5, "history": 0},
            won=30,
            lost=30,
            open=15,
            base_rate=wilson(40, 120),
            decided=Quality(0.78, 0.2, 0.58, 60),
            base=Quality(0.5, 0.27, 0.74, 60),
            by_then=Quality(0.7, 0.24, 0.69, 75),
            auc=Chance(0.78, 0.66, 0.9),
            auc_by_then=Chance(0.7, 0.58, 0.82),
            bins=(
                CalibrationBin(0.1, 0.4, 0.25, wilson(8, 30)),
                CalibrationBin(0.4, 0.9, 0.7, wilson(22, 30)),
            ),
        ),
        time_to_win=tuple(
            wins_foretold(days, np.full(75, days / 300), np.arange(75) < days // 4)
            for days in (30, 60, 90, 120)
        ),
        forecast=ForecastTested(
            months=(
                MonthTested("2026-07", True, 900.0, 500.0, 1300.0, 1000.0, 3, 0.0),
                MonthTested("2026-10", False, 800.0, 0.0, 1600.0, 100.0, 1, 700.0),
            ),
            n=60,
            weighted=900.0,
            won=1000.0,
        ),
        rot=rot(group("rotten", 28, 10, 11), group("others", 47, 20, 19)),
        amounts_known_late=False,
    )


def blocks(tested: Backtest, kind, language="en"):
    found = backtest(tested, speaker(language)).blocks
    return [block for block in found if isinstance(block, kind)]


def sentences(tested: Backtest) -> str:
    sheet = backtest(tested, speaker("en"))
    return " ".join([*sheet.facts, *(note.text for note in blocks(tested, Note))])


@pytest.mark.parametrize("language", ["en", "fa"])
def test_each_chart_draws_columns_of_a_table_on_the_sheet(tested, language):
    tables = {table.name: table for table in blocks(tested, Table, language)}
    charts = blocks(tested, Chart, language)
    assert [chart.table for chart in charts] == [
        "backtest_chances", "backtest_wins", "backtest_months", "backtest_rot",
    ]  # fmt: skip
    for chart in charts:
        shown = tables[chart.table].frame
        assert {chart.category, *(series.key for series in chart.series)} <= set(shown)
        assert len(shown)


def test_each_section_is_explained_in_one_sentence(tested):
    said = sentences(tested)
    assert "Of the 60 deals that were decided by then" in said
    assert "78% of all pairs" in said
    assert "foretold by 2026-10-28: 30 (luck" in said
    assert "to bring 900 EUR; they brought 1,000 EUR" in said
    assert "35.7% of the rotten deals (n = 28), 42.6% of the others" in said
    assert "may be luck" in said


def test_columns_without_a_date_are_named(tested):
    said = sentences(tested)
    assert "Taken as they stand today, since no date tells: Source, Deal value." in said
    assert "they may have been written later: Notes." in said
    assert "history of stages" not in said


def test_a_difference_beyond_luck_is_called_so(tested):
    plain = replace(tested, rot=rot(group("rotten", 80, 5, 60), group("others", 80, 50, 10)))
    assert "is more than luck" in sentences(plain)


def test_a_book_without_history_says_that_stages_are_not_known(tested):
    assert "keeps no history of stages" in sentences(replace(tested, history="none"))


def test_amounts_that_give_the_outcome_away_are_not_forecast(tested):
    late = replace(tested, forecast=None, amounts_known_late=True)
    assert "an amount gives the outcome away" in sentences(late)
    assert "backtest_months" not in [table.name for table in blocks(late, Table)]


def test_with_nothing_to_judge_the_sheet_says_so_and_stands(tested):
    nobody = group("rotten", 0, 0, 0)
    bare = replace(
        tested,
        open=0,
        chances=replace(
            tested.chances, won=0, lost=0, open=0, decided=NOTHING, base=NOTHING,
            by_then=NOTHING, auc=UNKNOWN, auc_by_then=UNKNOWN, bins=(), bases={},
        ),
        forecast=ForecastTested((), 0, None, None),
        rot=RotTested(
            (), nobody, nobody, difference(nobody.win, nobody.win),
            difference(nobody.win, nobody.win),
        ),
    )  # fmt: skip
    said = sentences(bare)
    drawn = {chart.table for chart in blocks(bare, Chart)}
    assert all(len(table.frame) for table in blocks(bare, Table) if table.name in drawn)
    assert "to judge the chances it takes deals" in said
    assert "nothing was forecast" in said
    assert "No open deal was known to be in a stage with a limit." in said
    for language in ("en", "fa"):
        assert len(backtest(bare, speaker(language)).tiles) == 5


def test_wins_beyond_luck_are_warned_of(tested):
    tones = {tile.label: tile.tone for tile in backtest(tested, speaker("en")).tiles}
    assert tones["Wins that came"] == "good"
    few = replace(tested.time_to_win[-1], won=1)
    surprised = replace(tested, time_to_win=(*tested.time_to_win[:-1], few))
    tones = {tile.label: tile.tone for tile in backtest(surprised, speaker("en")).tiles}
    assert tones["Wins that came"] == "warning"


@pytest.mark.parametrize(("low", "tone"), [(0.66, "good"), (0.48, "warning")])
def test_a_ranking_that_may_be_guessing_is_warned_of(tested, low, tone):
    chances = replace(tested.chances, auc=Chance(0.78, low, 0.9))
    sheet = backtest(replace(tested, chances=chances), speaker("en"))
    (tile,) = [tile for tile in sheet.tiles if tile.label == "Chances ranked rightly"]
    assert tile.tone == tone
    assert "n = 60" in tile.detail
