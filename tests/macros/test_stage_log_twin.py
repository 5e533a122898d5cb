"""The macro and `leadbook snapshot` give the same log for the same edits, whatever they are."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from leadbook.actions.stage_changes import Known, known_after, stage_changes
from tests.macros.excel_model import ExcelModel, opened
from tests.stage_log_cases import Case

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["opened"]

START = datetime(2026, 11, 1, 18)
IDS = ["A", "B", "C", "د۱", "د1", ""]
STAGES = ["New", "new ", "Offer", "پیگیری", "پيگيري", "Won", ""]

Rows = list[tuple[str, str]]


def edits(seed: int) -> tuple[Rows, list[Rows]]:
    """Rows to begin with, and what each of some edits makes of them."""
    dice = random.Random(seed)  # noqa: S311 - a sample, no secret
    rows = [(dice.choice(IDS), dice.choice(STAGES)) for _ in range(5)]
    before, steps = list(rows), []
    for _ in range(6):
        match dice.choice(["type", "fill", "sort", "delete", "add"]):
            case "type":
                place = dice.randrange(len(rows))
                rows[place] = (rows[place][0], dice.choice(STAGES))
            case "fill":
                rows = [(lead, rows[0][1]) for lead, _ in rows]
            case "sort":
                dice.shuffle(rows)
            case "delete" if len(rows) > 1:
                del rows[dice.randrange(len(rows))]
            case _:
                rows.append((dice.choice(IDS), dice.choice(STAGES)))
        steps.append(list(rows))
    return before, steps


def frame(rows: Rows) -> pd.DataFrame:
    ids, stages = zip(*rows, strict=True)
    return pd.DataFrame(
        {
            "lead_id": pd.Series([lead.replace("۱", "1") or None for lead in ids], dtype=object),
            "stage": pd.Series([stage.strip() or None for stage in stages], dtype=object),
            "since": pd.Series([pd.NaT] * len(rows), dtype="datetime64[us]"),
        }
    )


def of_the_twin(before: Rows, steps: list[Rows]) -> list[tuple[int, str, str]]:
    known: Known | None = known_after(frame(before), at=START)
    log = pd.DataFrame({name: pd.Series(dtype=object) for name in ("lead_id", "stage")})
    log["entered_at"] = pd.Series(dtype="datetime64[us]")
    found = []
    for step, rows in enumerate(steps, start=1):
        at = START + timedelta(days=step)
        news = stage_changes(frame(rows), log, at=at, known=known)
        known = known_after(frame(rows), at=at, known=known)
        found += [(step, rows[place][0], rows[place][1].strip()) for place in news["place"]]
        if len(news):
            log = pd.concat([log, news[log.columns]], ignore_index=True) if len(log) else news
    return found


@pytest.mark.parametrize("seed", range(6))
def test_the_same_edits_give_the_same_log(
    seed: int, opened: Callable[[Case, datetime], ExcelModel]
) -> None:
    before, steps = edits(seed)
    model = opened(Case("", before, [], []), START)
    for step, rows in enumerate(steps, start=1):
        model.put(rows, START + timedelta(days=step))
        model.save()
    logged = [((at - START).days, lead, stage.strip()) for lead, stage, at in model.log()[1:]]
    assert logged == of_the_twin(before, steps)
    assert model.failure == ""


def test_the_edits_that_are_drawn_change_something() -> None:
    assert all(of_the_twin(*edits(seed)) for seed in range(6))
