"""The candidates as scorecards, calibrated and tried on deals that they had not seen."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from leadbook.metrics.logistic import chances
from leadbook.metrics.win_model import CANDIDATES, Cases, Scorecard
from leadbook.metrics.win_validation import DEALS_TO_BOOST, choose, folds_of, platt


def drawn(n: int = 600, strength: float = 1.5, seed: int = 3) -> Cases:
    """Deals whose odds are a sum over the first two of three columns; the third is noise."""
    chance = np.random.default_rng(seed)
    codes = chance.integers(0, 4, (n, 3))
    odds = strength * ((codes[:, 0] == 1).astype(float) - (codes[:, 1] >= 2))
    won = chance.random(n) < chances(odds)
    return Cases(codes, (4, 4, 4), (False, True, False), won, np.arange(n))


@pytest.mark.parametrize("kind", CANDIDATES)
def test_a_card_ranks_the_levels_as_they_win(kind):
    card = CANDIDATES[kind](drawn())
    first, second, noise = card.tables
    assert first.argmax() == 1
    assert second[2:].max() < second[:2].min()
    assert np.ptp(noise) < np.ptp(first)


def test_boosting_adds_up_column_by_column():
    from sklearn.ensemble import HistGradientBoostingClassifier

    fitted = []
    fit = HistGradientBoostingClassifier.fit

    def spy(self, *given, **named):
        fitted.append(self)
        return fit(self, *given, **named)

    cases = drawn()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(HistGradientBoostingClassifier, "fit", spy)
        card = CANDIDATES["boosting"](cases)
    expected = fitted[0].decision_function(cases.codes.astype(float))
    np.testing.assert_allclose(card.log_odds(cases.codes), expected, atol=1e-9)


def test_shares_and_base_make_the_log_odds_and_centring_changes_neither():
    cases = drawn(50)
    card = Scorecard(0.3, tuple(np.random.default_rng(1).normal(size=(3, 4))))
    centred = card.centred(cases.codes)
    np.testing.assert_allclose(centred.log_odds(cases.codes), card.log_odds(cases.codes))
    np.testing.assert_allclose(centred.shares(cases.codes).mean(axis=0), 0, atol=1e-12)
    total = centred.base + centred.shares(cases.codes).sum(axis=1)
    np.testing.assert_allclose(total, card.log_odds(cases.codes))


def test_folds_have_their_share_of_wins_and_keep_a_deal_together():
    deal = np.repeat(np.arange(100), 3)
    won = np.repeat(np.arange(100) % 4 == 0, 3)
    for fold in folds_of(deal, won):
        wins = np.bincount(fold[::3], won[::3])
        assert wins.tolist() == [5] * 5
        assert (fold.reshape(100, 3) == fold[::3, None]).all()


def test_the_choice_is_the_same_every_time():
    cases = drawn(200)
    folds = folds_of(cases.deal, cases.won)
    one, two = choose(cases, folds), choose(cases, folds)
    assert one.trial == two.trial
    assert all((a == b).all() for a, b in zip(one.card.tables, two.card.tables, strict=True))


def test_the_choice_has_the_least_log_loss():
    cases = drawn(DEALS_TO_BOOST)
    fitted = choose(cases, folds_of(cases.deal, cases.won))
    assert fitted.log_losses.keys() == set(CANDIDATES)
    assert fitted.log_losses[fitted.kind] == min(fitted.log_losses.values())
    assert fitted.trial.quality.n == DEALS_TO_BOOST


def test_boosting_is_not_tried_on_few_deals_however_many_cases_they_are():
    few = drawn(DEALS_TO_BOOST - 1)
    places = np.repeat(np.arange(len(few.won)), 2)
    cases = replace(few, codes=few.codes[places], won=few.won[places], deal=places)
    assert choose(cases, folds_of(cases.deal, cases.won)).log_losses.keys() == {"logistic"}


def test_a_book_of_few_deals_is_learned_from_without_loading_scikit_learn():
    code = """
import sys
import numpy as np
from leadbook.metrics.win_model import Cases
from leadbook.metrics.win_validation import choose, folds_of
codes = np.arange(120).reshape(60, 2) % 3
deal, won = np.arange(60), np.arange(60) % 4 == 0
choose(Cases(codes, (3, 3), (False, False), won, deal), folds_of(deal, won))
sys.exit("sklearn" in sys.modules)
"""
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("deals", [60, DEALS_TO_BOOST])
def test_no_library_that_learning_loads_starts_threads(deals: int) -> None:
    script = f"""
import numpy as np
from threadpoolctl import threadpool_info
from leadbook.metrics import win_validation
from leadbook.metrics.win_model import CANDIDATES, Cases

def watched(kind):
    def fit(cases):
        card = CANDIDATES[kind](cases)
        seen.extend(pool["num_threads"] for pool in threadpool_info())
        return card
    return fit

seen = []
deal = np.arange({deals})
won = deal % 3 == 0
cases = Cases((deal[:, None] + [0, 1]) % 3, (3, 3), (False, False), won, deal)
win_validation.CANDIDATES = {{kind: watched(kind) for kind in CANDIDATES}}
win_validation.choose(cases, win_validation.folds_of(deal, won))
assert seen and set(seen) == {{1}}, seen
"""
    subprocess.run([sys.executable, "-c", script], check=True)


def test_chances_are_calibrated_on_deals_that_were_not_seen():
    cases, fresh = drawn(2000), drawn(4000, seed=9)
    card = choose(cases, folds_of(cases.deal, cases.won)).card
    predicted = chances(card.log_odds(fresh.codes))
    for low, high in ((0, 0.3), (0.3, 0.5), (0.5, 1)):
        inside = (predicted >= low) & (predicted < high)
        assert fresh.won[inside].mean() == pytest.approx(predicted[inside].mean(), abs=0.06)


def test_noise_gives_everybody_about_the_base_rate():
    cases = drawn(600, strength=0.0)
    fitted = choose(cases, folds_of(cases.deal, cases.won))
    assert fitted.trial.quality.auc == pytest.approx(0.5, abs=0.07)
    assert np.ptp(chances(fitted.card.log_odds(cases.codes))) < 0.25


def test_platt_undoes_overconfidence():
    chance = np.random.default_rng(2)
    odds = chance.normal(size=5000)
    won = chance.random(5000) < chances(odds)
    slope, shift = platt(3 * odds + 1, won)
    assert slope == pytest.approx(1 / 3, abs=0.03)
    assert shift == pytest.approx(-1 / 3, abs=0.1)


def test_platt_never_turns_the_ranking_round():
    won = np.arange(40) < 10
    slope, shift = platt(np.where(won, -2.0, 2.0), won)
    assert slope == 0
    assert chances(np.array([shift]))[0] == pytest.approx(0.25, abs=0.03)


def test_platt_of_separated_outcomes_stays_finite():
    won = np.arange(40) < 20
    slope, shift = platt(np.where(won, 2.0, -2.0), won)
    assert 0 < slope < 5
    assert np.isfinite(shift)


def test_a_deal_in_many_stages_weighs_no_more():
    once = drawn(200)
    places = np.repeat(np.arange(200), 4)
    often = replace(once, codes=once.codes[places], won=once.won[places], deal=places)
    one, four = (CANDIDATES["logistic"](cases) for cases in (once, often))
    np.testing.assert_allclose(one.tables[0], four.tables[0], atol=1e-3)
