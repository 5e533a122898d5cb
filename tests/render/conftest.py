"""Small reports of one table, rendered and opened again."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pytest

from leadbook.render.xlsx import render
from leadbook.report.model import Block, Column, Report, Sheet, Table

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Rendered = Callable[..., Path]


def a_table(name: str = "stages", rows: int = 3) -> Table:
    frame = pd.DataFrame(
        {
            "stage": [f"Stage {at}" for at in range(rows)],
            "open": [10.0 * at for at in range(rows)],
            "rate": [at / 10 for at in range(rows)],
        }
    )
    columns = (
        Column("stage", "Stage", tones={"Stage 1": "bad"}),
        Column("open", "Open", "integer", bar=True),
        Column("rate", "Rate", "percent"),
    )
    return Table(name, "Stages", frame, columns, note="What it means.", when_empty="No stage.")


def a_report(*blocks: Block, **changes: object) -> Report:
    facts = ("As of 2026-11-21 · book.xlsx", "Rows used: 3.", "Rows left out: none.")
    sheet = Sheet("summary", "Summary", "Sales pipeline report", facts, (), blocks)
    report = Report("en", "gregorian", "EUR", (sheet,), "Sales pipeline report", "Foot & note")
    return replace(report, **changes)


@pytest.fixture
def rendered(tmp_path: Path) -> Rendered:
    """Render blocks as the one sheet of a report, and give the file."""

    def make(*blocks: Block, **changes: object) -> Path:
        target = tmp_path / "report.xlsx"
        render(a_report(*blocks, **changes), target)
        return target

    return make


@pytest.fixture
def sheet_of(rendered: Rendered) -> Callable[..., Worksheet]:
    """Render blocks, and open their sheet."""

    def make(*blocks: Block, **changes: object) -> Worksheet:
        return openpyxl.load_workbook(rendered(*blocks, **changes)).worksheets[0]

    return make


@pytest.fixture
def part_of(rendered: Rendered) -> Callable[..., str]:
    """Render blocks, and read one part of the file."""

    def make(part: str, *blocks: Block, **changes: object) -> str:
        with zipfile.ZipFile(rendered(*blocks, **changes)) as file:
            return file.read(part).decode()

    return make


@pytest.fixture
def table() -> Callable[..., Table]:
    return a_table
