"""From where to where: every visit is counted once, and says which way it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from leadbook.metrics.transitions import transitions

if TYPE_CHECKING:
    import pandas as pd


@pytest.fixture(scope="module")
def table(make: type) -> pd.DataFrame:
    leads = make.leads(
        stage=["Won", "Lost", "Junk", "New", "Talks"],
        created_at=["2026-10-01"] * 5,
        closed_at=["2026-11-01", "2026-11-03", None, None, None],
    )
    visits = make.visits(
        leads,
        (0, "New", "2026-10-01"),
        (0, "Talks", "2026-10-11"),
        (1, "New", "2026-10-01"),
        (1, "Offer", "2026-10-05"),
        (1, "New", "2026-10-08"),
        (1, "Offer", "2026-10-14"),
        (2, "New", "2026-10-01"),
        (3, "New", "2026-11-01"),
        (4, "Talks", "2026-11-11"),
    )
    return transitions(leads, visits, make.settings().stages).set_index(["from_stage", "to_stage"])


@pytest.mark.parametrize(
    ("way", "direction", "n", "share", "mean"),
    [
        (("New", "Offer"), "forward", 2, 0.5, 5),
        (("New", "Talks"), "skip", 1, 0.25, 10),
        (("New", "lost"), "closing", 1, 0.25, np.nan),
        (("New", ""), "open", 1, np.nan, 20),
        (("Offer", "New"), "backward", 1, 0.5, 3),
        (("Offer", "lost"), "closing", 1, 0.5, 20),
        (("Talks", "won"), "closing", 1, 1, 21),
        (("Talks", ""), "open", 1, np.nan, 10),
    ],
)
def test_a_way_is_counted_with_its_share_and_days(
    table: pd.DataFrame, way: tuple[str, str], direction: str, n: int, share: float, mean: float
) -> None:
    row = table.loc[way]
    assert (row["direction"], row["n"]) == (direction, n)
    np.testing.assert_allclose([row["share"], row["mean_days"]], [share, mean])


def test_every_visit_is_in_one_row_and_shares_sum_to_one(make: type) -> None:
    book = make.book()
    table = transitions(book.leads, book.visits, book.settings.stages)
    assert table["n"].sum() == len(book.visits)
    ended = table[table["direction"] != "open"].groupby("from_stage")["share"].sum()
    np.testing.assert_allclose(ended, 1)


def test_a_book_without_visits_has_no_ways(make: type) -> None:
    leads = make.leads(stage=["New"])
    assert transitions(leads, make.visits(leads), make.settings().stages).empty
