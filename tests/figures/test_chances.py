"""The chances of a whole book: which model gives them, what it may see, and what it says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from leadbook.figures import as_json, measure
from leadbook.figures.chances import win_chances
from leadbook.language.messages import speaker
from leadbook.pipeline.settings import Stage

SAY = speaker("en")
OPEN = 60


def book(make, closed=300, seed=7, wins=True, **settings):
    """A book in which referrals and early offers win more; the rest is noise."""
    chance = np.random.default_rng(seed)
    n = closed + OPEN
    source = chance.integers(0, 3, n)
    won = chance.random(n) < np.array([0.75, 0.4, 0.15])[source]
    won &= wins
    stage = np.where(np.arange(n) < closed, np.where(won, "Won", "Lost"), "Offer")
    leads = make.leads(
        stage=stage.tolist(),
        source=[["referral", "web", "ads"][code] for code in source],
        owner=[f"Rep {code}" for code in chance.integers(0, 4, n)],
        amount=chance.integers(100, 900, n).tolist(),
        created_at=["2026-01-10"] * n,
        closed_at=["2026-03-01" if name != "Offer" else None for name in stage],
    )
    leads["lost_reason"] = pd.Categorical(np.where(stage == "Lost", "price", None))
    leads["Contract"] = np.where(won, chance.random(n), np.nan)
    log = [(at, "New", "2026-01-10") for at in range(n)]
    log += [(at, "Offer", "2026-01-20") for at in range(n) if won[at] or at >= closed or at % 3]
    visits = make.visits(leads, *log)
    return make.pipeline(leads, visits=visits, settings=make.settings(**settings))


def test_a_learned_book_gives_open_leads_their_chances(make):
    pipeline = book(make)
    found = win_chances(pipeline, SAY)
    chance, status = found.columns["win_probability"], pipeline.leads["status"].to_numpy()
    still = status == "open"
    assert found.model.chosen in {"calibrated", "counts"}
    assert (chance[status == "won"] == 1).all()
    assert (chance[status == "lost"] == 0).all()
    assert ((chance[still] > 0) & (chance[still] < 1)).all()
    low, high = found.columns["win_low"][still], found.columns["win_high"][still]
    assert ((low <= chance[still]) & (chance[still] <= high)).all()
    source = pipeline.leads["source"].to_numpy()[still]
    means = {name: chance[still][source == name].mean() for name in ("referral", "web", "ads")}
    assert means["referral"] > means["web"] > means["ads"]


def test_reasons_name_what_speaks_for_a_deal(make):
    pipeline = book(make)
    reasons = win_chances(pipeline, SAY).columns["win_reasons"]
    best = (pipeline.leads["source"] == "referral") & (pipeline.leads["status"] == "open")
    assert all(text.startswith("For: source: referral (×") for text in reasons[best.to_numpy()])
    assert (reasons[(pipeline.leads["status"] == "won").to_numpy()] == "").all()


def test_columns_that_tell_the_outcome_are_named_and_not_used(make):
    model = win_chances(book(make), SAY).model
    assert {"lost_reason", "closed_at", "status", "Contract"} <= set(model.leaks)
    assert not set(model.leaks) & set(model.used)
    why = {left.column: SAY(left.why) for left in model.left_out}
    assert why["lost_reason"] == "known only once the deal is closed"
    assert "Contract" in why


def test_the_user_allows_and_forbids_columns(make):
    pipeline = book(make, model_allow=("contract",), model_forbid=("Source", "Shoe size"))
    model = win_chances(pipeline, SAY).model
    assert "Contract" in model.used
    assert model.calibrated.auc > 0.95
    assert "source" not in model.used
    assert "source" not in model.leaks
    assert "source" in {left.column for left in model.left_out}
    assert model.not_found == ("Shoe size",)


def test_too_few_closed_deals_fall_back_to_the_stages_and_say_so(make):
    stages = (
        Stage("New", probability=0.1), Stage("Offer", probability=0.35), Stage("Talks"),
        Stage("Won", outcome="won"), Stage("Lost", outcome="lost"),
    )  # fmt: skip
    pipeline = book(make, closed=29, stages=stages)
    found = win_chances(pipeline, SAY)
    assert found.model.chosen == "stage"
    assert found.model.calibrated is None
    assert "Too few closed deals" in SAY(found.model.why)
    still = (pipeline.leads["status"] == "open").to_numpy()
    assert (found.columns["win_probability"][still] == 0.35).all()
    assert np.isnan(found.columns["win_low"][still]).all()


@pytest.mark.parametrize("changes", [{"closed": 29}, {"closed": 0}, {"wins": False}])
def test_without_enough_and_without_stage_probabilities_chances_are_blank(make, changes):
    pipeline = book(make, **changes)
    found = win_chances(pipeline, SAY)
    still = (pipeline.leads["status"] == "open").to_numpy()
    assert found.model.chosen == "none"
    assert np.isnan(found.columns["win_probability"][still]).all()


def test_the_same_book_gives_the_same_chances_and_the_order_of_columns_is_no_matter(make):
    pipeline = book(make)
    one, two = win_chances(pipeline, SAY), win_chances(pipeline, SAY)
    assert one.model == two.model
    np.testing.assert_array_equal(one.columns["win_probability"], two.columns["win_probability"])


def test_facts_of_open_leads_do_not_move_what_is_learned(make):
    pipeline = book(make)
    leads = pipeline.leads.copy()
    still = leads["status"] == "open"
    leads.loc[still, "amount"] = 1e9
    leads.loc[still, "owner"] = "Rep 0"
    moved = win_chances(replace(pipeline, leads=leads), SAY).model
    assert moved == win_chances(pipeline, SAY).model


def test_a_large_book_is_sampled_and_says_so(make):
    model = win_chances(book(make, closed=4000), SAY).model
    assert 2000 < model.learned_from < 4000
    assert model.calibrated.n == model.learned_from
    assert model.base_rate.n == 4000


def test_the_figures_and_the_json_have_the_model(make):
    figures = measure(book(make), say=SAY)
    assert {"win_probability", "win_low", "win_high", "win_reasons"} <= set(figures.leads)
    found = as_json(figures, SAY)["win_model"]
    assert set(found["calibrated"]) == {"auc", "brier", "log_loss", "n"}
    assert set(found["counts"]) == {"auc", "brier", "log_loss", "n"}
    assert found["chosen"] in {"calibrated", "counts"}
    assert "lost_reason" in found["leaks"]
    assert found["base_rate"]["n"] == 300
    assert {"predicted", "observed"} < set(found["calibration"][0])


def bank(make, rows, **renamed):
    """The bank's contacts as leads, won where the answer was yes."""
    frame = pd.DataFrame(rows).rename(columns={"campaign": "contacts", **renamed})
    leads = make.leads(stage=["Won" if y == "yes" else "Lost" for y in frame["y"]])
    for name in frame.columns.drop("y"):
        numeric = pd.to_numeric(frame[name], errors="coerce")
        leads[name] = numeric if numeric.notna().all() else frame[name].astype("category")
    return leads


def test_the_bank_is_foretold_as_well_as_the_literature_has_it(make, uci_rows):
    model = win_chances(make.pipeline(bank(make, uci_rows)), SAY).model
    assert "duration" in model.leaks
    assert "duration" not in model.used
    assert model.calibrated.auc >= 0.76
    assert model.calibrated.log_loss <= 0.290
    assert model.chosen == "calibrated"
    assert model.base_rate.rate == pytest.approx(451 / 4119)
    assert model.counts.log_loss > model.calibrated.log_loss


def test_a_leak_under_another_name_is_found_by_its_strength(make, uci_rows):
    leads = bank(make, uci_rows, duration="seconds")
    model = win_chances(make.pipeline(leads), SAY).model
    assert "seconds" in model.leaks
    assert next(left.auc for left in model.left_out if left.column == "seconds") > 0.78
    assert {"euribor3m", "nr.employed"} <= set(model.used)


def test_an_allowed_leak_has_its_effect(make, uci_rows):
    settings = make.settings(model_allow=("duration",))
    model = win_chances(make.pipeline(bank(make, uci_rows), settings=settings), SAY).model
    assert "duration" in model.used
    assert model.calibrated.auc > 0.9
