"""Win chances: open deals by their chance, with what the chances are worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from leadbook.figures.chances import LeftOut, WinModel
from leadbook.language.messages import message, speaker
from leadbook.metrics.intervals import wilson
from leadbook.metrics.rep_chances import RepBin
from leadbook.metrics.win_quality import CalibrationBin, Quality
from leadbook.report.chances import MOST
from leadbook.report.compose import compose
from leadbook.report.model import Chart, Note, Sheet, Table

if TYPE_CHECKING:
    from conftest import Book


def win_model(**changes: object) -> WinModel:
    usual: dict[str, object] = {
        "chosen": "calibrated",
        "kind": "logistic",
        "why": message("The model was chosen."),
        "counts": Quality(0.74, 0.2, 0.7, 18),
        "calibrated": Quality(0.75, 0.19, 0.55, 18),
        "base_rate": wilson(10, 18),
        "learned_from": 18,
        "calibration": (
            CalibrationBin(0.1, 0.4, 0.3, wilson(2, 8)),
            CalibrationBin(0.5, 0.9, 0.7, wilson(8, 10)),
        ),
        "leaks": ("Lost reason",),
        "left_out": (LeftOut("Lost reason", message("known only later"), None),),
        "used": ("Source",),
        "not_found": (),
        "reps": (
            RepBin("", 0.6, 0.8, 0.7, wilson(5, 7)),
            RepBin("Ann", 0.6, 0.8, 0.7, wilson(3, 4)),
        ),
    }
    return WinModel(**{**usual, **changes})


@pytest.fixture
def told(book: Book) -> Book:
    leads = book.figures.leads
    still = (leads["status"].astype(str) == "open").to_numpy()
    chance = np.where(still, np.arange(len(leads)) * 7 % 20 / 20, np.nan)
    columns = {
        "win_probability": chance,
        "win_low": chance - 0.01,
        "win_high": chance + 0.01,
        "win_reasons": "For: Source: Referral (×2)",
    }
    return book.with_figures(win_model=win_model(), leads=leads.assign(**columns))


def sheet(book: Book) -> Sheet:
    report = compose(book.pipeline, book.figures, speaker("en"))
    return next(sheet for sheet in report.sheets if sheet.key == "chances")


def tables(book: Book) -> dict[str, Table]:
    return {block.name: block for block in sheet(book).blocks if isinstance(block, Table)}


def test_open_deals_come_the_surest_first_with_interval_and_weighted_amount(told: Book) -> None:
    shown = tables(told)["chances"].frame
    assert len(shown) == told.figures.counts.open
    assert shown["win_probability"].is_monotonic_decreasing
    assert (shown["win_low"] < shown["win_high"]).all()
    known = shown.dropna(subset="amount")
    assert (known["weighted"] == known["amount"] * known["win_probability"]).all()
    assert {"win_reasons", "lead_id"} < set(shown)


def test_the_tiles_give_the_model_and_its_worth(told: Book) -> None:
    tiles = {tile.label: tile for tile in sheet(told).tiles}
    assert tiles["Model"].value == "Logistic"
    assert (tiles["Ranking (AUC)"].value, tiles["Ranking (AUC)"].kind) == (0.75, "ratio")
    assert tiles["Log loss"].value == 0.55
    assert tiles["Brier"].value == 0.19
    assert tiles["Closed deals (n)"].value == 18
    assert tiles["Won of the closed"].value == 10 / 18


def test_the_tiles_are_those_of_the_counts_model_where_it_was_chosen(told: Book) -> None:
    counted = told.with_figures(win_model=win_model(chosen="counts"))
    tiles = {tile.label: tile for tile in sheet(counted).tiles}
    assert (tiles["Model"].value, tiles["Log loss"].value) == ("Counts", 0.7)


def test_a_chart_draws_predicted_against_observed_with_interval(told: Book) -> None:
    (chart,) = (block for block in sheet(told).blocks if isinstance(block, Chart))
    shown = tables(told)[chart.table].frame
    assert {series.key for series in chart.series} < set(shown)
    assert shown["bin"].tolist() == ["10% to 40%", "50% to 90%"]
    assert shown["observed.n"].tolist() == [8, 10]


def test_both_models_leaks_and_reps_are_shown(told: Book) -> None:
    shown = tables(told)
    assert shown["win_models"].frame["chosen"].tolist() == ["yes", None]
    assert shown["win_left_out"].frame.to_numpy().tolist() == [["Lost reason", "known only later"]]
    assert shown["rep_chances"].frame["owner"].tolist() == ["All reps", "Ann"]
    assert "rep_chances" not in tables(told.with_figures(win_model=win_model(reps=())))


def test_why_no_model_was_learned_is_said(told: Book) -> None:
    none = {"chosen": "stage", "kind": None, "counts": None, "calibrated": None, "calibration": ()}
    bare = told.with_figures(win_model=win_model(**none, why=message("Too few closed deals.")))
    assert "Too few closed deals." in sheet(bare).facts
    assert sheet(bare).tiles[0].value == "The stage's own"
    assert not any(isinstance(block, Chart) for block in sheet(bare).blocks)


def test_a_sample_is_said(told: Book) -> None:
    sampled = told.with_figures(win_model=win_model(learned_from=9))
    assert any("9 of 18 closed deals, drawn by chance" in fact for fact in sheet(sampled).facts)


def test_settings_that_name_no_column_are_said(told: Book) -> None:
    strange = told.with_figures(win_model=win_model(not_found=("Shoe size",)))
    (note,) = (block for block in sheet(strange).blocks if isinstance(block, Note))
    assert "Shoe size" in note.text


def test_a_long_list_is_cut_and_says_so(told: Book) -> None:
    leads = told.figures.leads
    many = leads.loc[leads.index.repeat(30)].reset_index(drop=True)
    shown = tables(told.with_figures(leads=many))["chances"]
    assert len(shown.frame) == MOST
    assert f"first {MOST} of 600" in shown.note


def test_leads_scored_show_the_chance_too(told: Book) -> None:
    report = compose(told.pipeline, told.figures, speaker("en"))
    scored = next(sheet for sheet in report.sheets if sheet.key == "scored").blocks[0]
    assert [c.title for c in scored.columns if c.key == "win_probability"] == ["Chance to win"]
