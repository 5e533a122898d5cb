"""The outlook: whose chances it is made of, and what it cannot count."""

from __future__ import annotations

import pandas as pd
import pytest

from leadbook.figures import measure
from leadbook.figures.outlook import look_ahead
from leadbook.language.messages import speaker
from leadbook.pipeline.settings import Stage

SAY = speaker("en")


def test_the_forecast_is_of_the_models_chances_where_it_has_them(make: type) -> None:
    leads = make.leads(
        stage=["Offer", "Offer"],
        amount=[100, 200],
        created_at=["2026-11-01"] * 2,
        expected_close=["2026-11-24", "2026-11-30"],
    )
    pipeline = make.pipeline(leads)
    ahead = look_ahead(pipeline, pd.DataFrame({"win_probability": [0.99, 0.0]}))
    (month,) = ahead.months
    assert (month.month, month.weighted, month.n) == ("2026-11", pytest.approx(99), 2)
    assert ahead.whole.bases == {"model": 2, "stage": 0, "history": 0}
    assert ahead.deals["weighted"].tolist() == [99, 0]


def test_deals_left_out_of_the_forecast_are_counted(make: type) -> None:
    stages = (Stage("New", probability=0.5), Stage("Odd"), Stage("Won", "won"))
    leads = make.leads(
        stages=stages, stage=["New", "New", "Odd"], amount=[100, None, 7], created_at=[None] * 3
    )
    pipeline = make.pipeline(leads, settings=make.settings(stages=stages))
    whole = measure(pipeline, say=SAY).outlook
    assert (whole.n, whole.without_amount, whole.without_chance) == (1, 1, 1)
    assert whole.bases == {"model": 0, "stage": 1, "history": 0}
    assert (whole.weighted, whole.later, whole.undated) == (50, 50, 1)
