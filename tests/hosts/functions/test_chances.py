"""Chances in cells, where scikit-learn is there and where it is not."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

import leadbook.hosts.functions  # noqa: F401 - fills the registry
from leadbook.figures.chances import win_chances
from leadbook.hosts.border import answer
from leadbook.hosts.faults import NA
from leadbook.hosts.functions import chances
from leadbook.hosts.journal import forget, last_sentence
from leadbook.hosts.recent import Recent
from leadbook.metrics.win_validation import DEALS_TO_BOOST

if TYPE_CHECKING:
    from leadbook.figures.chances import WinChances
    from leadbook.language.messages import Speaker
    from leadbook.pipeline.pipeline import Pipeline

AS_OF = datetime(2026, 11, 21)
FIRST = datetime(2026, 1, 1)


def leads(closed: int = 48) -> list[tuple[object, ...]]:
    """Closed leads, of which those of a referral are won twice as often, and two open ones."""
    rows: list[tuple[object, ...]] = [
        ("Lead ID", "Source", "Amount", "Status", "Created", "Closed")
    ]
    for at in range(closed):
        source = "Referral" if at % 2 else "Web"
        won = at % 3 == 0 or (source == "Referral" and at % 5 == 0)
        day = FIRST + timedelta(days=at % 300)
        closed = day + timedelta(days=10 + at % 7)
        rows.append((f"C{at}", source, 100.0, "Won" if won else "Lost", day, closed))
    rows += [
        ("O1", "Referral", 100.0, "Open", AS_OF, None),
        ("O2", "Web", 50.0, "Open", AS_OF, None),
    ]
    return rows


@pytest.fixture(autouse=True)
def learned(monkeypatch: pytest.MonkeyPatch) -> list[Pipeline]:
    """What was learned from in this test; nothing is remembered from the tests before."""
    books: list[Pipeline] = []

    def learn(book: Pipeline, say: Speaker) -> WinChances:
        books.append(book)
        return win_chances(book, say)

    monkeypatch.setattr(chances, "win_chances", learn)
    monkeypatch.setattr(chances, "_learned", Recent(most=4))
    return books


@pytest.fixture
def no_learning(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without scikit-learn."""
    loaded = [name for name in sys.modules if name.partition(".")[0] == "sklearn"]
    for name in {*loaded, "sklearn", "sklearn.ensemble", "sklearn.linear_model"}:
        monkeypatch.setitem(sys.modules, name, None)


def test_each_open_lead_has_a_chance_between_nothing_and_certainty() -> None:
    head, *cells = answer("LB_WIN_PROBABILITY", [leads(), AS_OF])
    assert head == ["Chance to win"]
    assert {cell for (cell,) in cells[:48]} == {0.0, 1.0}
    assert all(0 < cell < 1 for (cell,) in cells[48:])


@pytest.mark.parametrize("function", ["LB_WIN_PROBABILITY", "LB_FORECAST"])
def test_without_scikit_learn_the_best_model_is_unknown_and_the_counts_are_named(
    no_learning: None, monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    assert answer(function, [leads(DEALS_TO_BOOST), AS_OF]) == NA
    assert "scikit-learn" in last_sentence()
    assert "counts" in last_sentence()


def test_without_scikit_learn_few_deals_are_learned_from(no_learning: None) -> None:
    assert 0 < answer("LB_WIN_PROBABILITY", [leads(), AS_OF])[-1][0] < 1


@pytest.mark.parametrize("model", ["counts", "stage"])
def test_without_scikit_learn_the_simple_models_still_answer(no_learning: None, model: str) -> None:
    asked = [leads(), AS_OF, None, None, None, model]
    assert len(answer("LB_WIN_PROBABILITY", asked)) == 51
    assert answer("LB_FORECAST", asked)[0][0] == "Month"


def test_the_counts_model_ranks_by_what_won_before() -> None:
    cells = answer("LB_WIN_PROBABILITY", [leads(), AS_OF, None, None, None, "counts"])
    referral, web = cells[-2][0], cells[-1][0]
    assert referral > web


def test_another_library_that_is_missing_is_not_taken_for_scikit_learn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object) -> None:
        raise ModuleNotFoundError("no", name="somebody_else")

    monkeypatch.setattr("leadbook.hosts.functions.chances.win_chances", broken)
    assert answer("LB_WIN_PROBABILITY", [leads(), AS_OF]).code == "#VALUE!"
    assert "ModuleNotFoundError" in last_sentence()


def test_many_cells_that_ask_for_the_same_leads_learn_once(learned: list[Pipeline]) -> None:
    first = answer("LB_WIN_PROBABILITY", [leads(), AS_OF])
    again = [answer("LB_WIN_PROBABILITY", [leads(), AS_OF]) for _ in range(3)]
    answer("LB_FORECAST", [leads(), AS_OF])
    assert again == [first] * 3
    assert len(learned) == 1


def outcome_of(cell: object) -> list[tuple[object, ...]]:
    """The leads with another outcome of the first lead."""
    rows = leads()
    rows[1] = (*rows[1][:3], cell, *rows[1][4:])
    return rows


@pytest.mark.parametrize(
    "other",
    [
        (outcome_of("Lost"), AS_OF),
        (leads(), AS_OF + timedelta(days=1)),
        (leads()[:-1], AS_OF),
        (leads(), AS_OF, None, None, (("Setting", "Value"), ("Time zone", "Asia/Tehran"))),
    ],
    ids=["a cell", "the day", "a row", "a setting"],
)
def test_what_differs_in_anything_is_learned_anew(learned: list[Pipeline], other) -> None:
    for given in ((leads(), AS_OF), other):
        answer("LB_WIN_PROBABILITY", list(given))
    assert len(learned) == 2


def test_what_was_learned_is_not_changed_by_who_uses_it() -> None:
    first = answer("LB_WIN_PROBABILITY", [leads(), AS_OF])
    first[1][0] = "changed"
    assert answer("LB_WIN_PROBABILITY", [leads(), AS_OF])[1][0] != "changed"


def test_a_cell_that_could_not_be_taken_is_told_each_time() -> None:
    rows = leads()
    rows[-1] = (*rows[-1][:2], "dear", *rows[-1][3:])
    for _ in range(2):
        forget()
        answer("LB_WIN_PROBABILITY", [rows, AS_OF])
        assert "'dear'" in last_sentence()


@pytest.mark.parametrize("model", ["counts", "best"])
def test_the_forecast_is_made_of_the_chances_that_the_same_model_gives(model: str) -> None:
    rows = leads()
    expected = ["Expected close", *[None] * (len(rows) - 3), *[datetime(2026, 12, 10)] * 2]
    table = [(*row, cell) for row, cell in zip(rows, expected, strict=True)]
    asked = [table, AS_OF, None, None, None, model]
    (one,), (other,) = answer("LB_WIN_PROBABILITY", asked)[-2:]
    month, amount, weighted, *_ = answer("LB_FORECAST", asked)[2]
    assert (month, amount) == ("2026-12", 150.0)
    assert weighted == pytest.approx(100 * one + 50 * other)
