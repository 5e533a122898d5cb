"""The counts model over a whole book."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from leadbook.metrics.logistic import chances
from leadbook.metrics.win_book import counted, learn
from leadbook.metrics.win_cases import deals_of
from leadbook.pipeline.settings import Stage

STAGES = [Stage("New"), Stage("Qualified"), Stage("Proposition"), Stage("Won", "won")]
FIELDS = ["country", "state", "source"]


def known_book(make):
    """The case of metrics.md: two lost leads, one won, and two open ones."""
    leads = make.leads(
        stages=[*STAGES, Stage("Lost", "lost")],
        stage=["Lost", "Lost", "Won", "Qualified", "New", "New"],
        country=["C0", "C1", "C2", "C0", "C1", None],
        state=["R0", "R1", "R2", "R1", "R1", None],
        source=["S0", "S1", "S2", "S2", "S1", "S9"],
    )
    passed = [(0, "New"), (1, "New"), (1, "Qualified")]
    passed += [(2, name) for name in ("New", "Qualified", "Proposition")]
    names = [stage.name for stage in STAGES]
    visits = pd.DataFrame(passed, columns=["lead", "stage"])
    return leads, visits.assign(stage=pd.Categorical(visits["stage"], categories=names))


def test_few_closed_deals_give_the_known_chances(make):
    leads, visits = known_book(make)
    found = counted(leads, deals_of(leads, visits, STAGES), FIELDS)
    assert np.isnan(found[:3]).all()
    assert np.round(found[[3, 5]] * 100, 2).tolist() == [33.49, 34.38]


def test_a_value_that_no_closed_deal_has_counts_as_unset(make):
    leads, visits = known_book(make)
    unseen = leads.assign(source=["S0", "S1", "S2", "S9", "S9", "S9"])
    unset = leads.assign(source=["S0", "S1", "S2", None, None, None])
    found = [counted(frame, deals_of(frame, visits, STAGES), FIELDS) for frame in (unseen, unset)]
    np.testing.assert_allclose(found[0], found[1])


@pytest.mark.parametrize("ending", ["Won", "Lost"])
def test_without_wins_or_without_losses_there_is_no_chance(make, ending):
    leads = make.leads(stage=[ending, ending, "New"], source=["web", "fair", "web"])
    deals = deals_of(leads, pd.DataFrame(), [Stage("New"), Stage("Won", "won")])
    assert np.isnan(counted(leads, deals, ["source"])).all()


def test_the_counts_alone_are_those_that_stand_beside_the_calibrated_model(make):
    draw = np.random.default_rng(5)
    n = 80
    ended = np.where(draw.random(n) < 0.4, "Won", "Lost")
    leads = make.leads(
        stage=[*ended, *["New"] * 8],
        source=draw.choice(["web", "fair", "call"], n + 8).tolist(),
        owner=draw.choice(["A", "B"], n + 8).tolist(),
    )
    deals = deals_of(leads, pd.DataFrame(), [Stage("New"), Stage("Won", "won")])
    learned = learn(leads, deals, ["source", "owner"])
    card, codes = learned.scored("counts", deals.still_open)
    alone = counted(leads, deals, ["source", "owner"])[deals.still_open]
    np.testing.assert_allclose(alone, chances(card.log_odds(codes)))
