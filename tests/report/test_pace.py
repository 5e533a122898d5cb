"""Groups, ways and strains on the Velocity sheet: every figure with its n, and words where none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from leadbook.figures import (
    COHORT,
    Bottleneck,
    Comparison,
    GroupPace,
    StageStrain,
    Transition,
)
from leadbook.language.messages import message, speaker
from leadbook.metrics.intervals import Chance
from leadbook.report.model import Chart, Note, Table
from leadbook.report.velocity import velocity

if TYPE_CHECKING:
    from conftest import Book

    from leadbook.report.model import Block


def pace(value: str, n: int, *, until: int = 90, p: float = 0.2) -> GroupPace:
    """A group whose chances are known up to some day."""
    chances = {str(d): Chance(p, p - 0.1, p + 0.1) if d <= until else None for d in (30, 60, 90)}
    return GroupPace(value, n, n // 4, n / 5, chances, 12.0, (0.0, p, None))


def comparison(column: str, *groups: GroupPace, verdict: str = "Said.") -> Comparison:
    return Comparison(
        column, groups, 3, (0, 30, 60), "none", 2.5, 1, 0.11, None, None, None, message(verdict)
    )


STRAINS = (
    StageStrain("New", 90, 0.8, 0.9, 5.0, 88, 9.0, 3, 9e3, 0.3, 0.2, True, False, False),
    StageStrain("Proposal", 40, 0.9, 0.8, 20.0, 36, 5.0, 9, 3e4, 0.7, 0.1, False, True, True),
)
WAYS = (
    Transition("New", "Proposal", "forward", 40, 0.5, 6.0, 4.0),
    Transition("New", "lost", "closing", 40, 0.5, 7.0, 5.0),
    Transition("New", "", "open", 8, None, 30.0, 25.0),
    Transition("Proposal", "New", "backward", 2, 0.1, None, None),
)


@pytest.fixture
def blocks(book: Book) -> tuple[Block, ...]:
    sources = [pace(f"source {i}", 60 - i, p=0.2 + i / 20) for i in range(5)]
    shown = book.with_figures(
        comparisons={
            "source": comparison("Source", *sources, verdict="Nobody is faster."),
            COHORT: comparison("Month", pace("2026-08", 30), pace("2026-10", 20, until=30)),
        },
        transitions=WAYS,
        bottleneck=Bottleneck("Proposal", message("Bottleneck."), (), STRAINS),
    )
    return velocity(shown.pipeline, shown.figures, speaker("en")).blocks


def table(blocks: tuple[Block, ...], name: str) -> Table:
    return next(b for b in blocks if isinstance(b, Table) and b.name == name)


def rows(shown: Table, *keys: str) -> list[tuple[object, ...]]:
    return list(shown.frame[list(keys)].itertuples(index=False, name=None))


def test_each_group_stands_with_its_n_chances_and_intervals(blocks: tuple[Block, ...]) -> None:
    shown = table(blocks, "pace_1")
    assert rows(shown, "value", "n", "won", "expected", "median", "p60", "low60", "high60")[0] == (
        "source 0", 60, 15, 12.0, 12.0, 0.2, 0.1, pytest.approx(0.3),
    )  # fmt: skip
    assert shown.note.startswith("Nobody is faster. Log-rank χ² = 2.5, degrees of freedom: 1.")
    assert "remark" not in shown.frame


def test_a_young_month_is_blank_and_said_to_be_not_yet(blocks: tuple[Block, ...]) -> None:
    shown = table(blocks, "pace_2")
    assert rows(shown, "p30", "p60", "low60", "remark") == [
        (0.2, 0.2, 0.1, None),
        (0.2, None, None, "not yet: day 60, 90"),
    ]


def test_the_four_largest_groups_of_the_first_column_are_drawn(blocks: tuple[Block, ...]) -> None:
    chart = next(b for b in blocks if isinstance(b, Chart) and b.table == "pace_curves")
    assert [series.title for series in chart.series] == [f"source {i}" for i in range(4)]
    shown = table(blocks, "pace_curves")
    assert rows(shown, "day", "group_0", "group_3") == [
        (0, 0.0, 0.0), (30, 0.2, 0.35), (60, None, None),
    ]  # fmt: skip
    assert "n = 60, 59, 58, 57" in shown.note


def test_every_verdict_is_said_and_what_it_rests_on(blocks: tuple[Block, ...]) -> None:
    notes = [b.text for b in blocks if isinstance(b, Note)]
    assert notes[:2] == ["Nobody is faster.", "Said."]
    assert "log-rank" in notes[2]
    assert "Holm" in notes[2]


def test_ways_between_stages_are_in_words_and_open_visits_apart(blocks: tuple[Block, ...]) -> None:
    assert rows(table(blocks, "transitions"), "from_stage", "to_stage", "direction", "n") == [
        ("New", "Proposal", "Forward", 40),
        ("New", "Lost", "Closing", 40),
        ("Proposal", "New", "Back", 2),
    ]
    assert rows(table(blocks, "open_visits"), "from_stage", "n", "mean_days") == [("New", 8, 30.0)]


def test_what_a_stage_stands_out_by_is_in_words(blocks: tuple[Block, ...]) -> None:
    assert rows(table(blocks, "bottleneck"), "stage", "rate", "wait_days", "complaints") == [
        ("New", 0.8, 5.0, "loses leads"),
        ("Proposal", 0.9, 20.0, "takes long, holds value"),
    ]


def test_without_figures_there_is_no_chart_and_no_claim(book: Book) -> None:
    blocks = velocity(book.pipeline, book.figures, speaker("en")).blocks
    assert not any(isinstance(b, Chart) and b.table == "pace_curves" for b in blocks)
    assert not any(isinstance(b, Note) for b in blocks)
    for name in ("transitions", "open_visits", "bottleneck"):
        empty = table(blocks, name)
        assert empty.frame.empty
        assert empty.when_empty


def test_a_column_without_groups_says_so(book: Book) -> None:
    shown = book.with_figures(comparisons={"source": comparison("Source")})
    blocks = velocity(shown.pipeline, shown.figures, speaker("en")).blocks
    assert table(blocks, "pace_1").frame.empty
    assert table(blocks, "pace_1").when_empty == "No group has ten leads with known days."
