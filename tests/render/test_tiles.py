from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import openpyxl
import pytest

from leadbook.render.xlsx import render
from leadbook.report.model import Report, Sheet, Tile

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

FACTS = ("As of 2026-11-21 · book.xlsx", "Rows used: 3.", "Rows left out: none.")


def drawn(path: Path, *tiles: Tile, **changes: object) -> Worksheet:
    report = Report("en", "gregorian", "", (Sheet("s", "S", "H", FACTS, tiles, ()),))
    render(replace(report, **changes), path / "tiles.xlsx")
    return openpyxl.load_workbook(path / "tiles.xlsx").worksheets[0]


def below(sheet: Worksheet, label: str, rows: int) -> openpyxl.cell.Cell:
    at = next(c for row in sheet.iter_rows() for c in row if c.value == label)
    return sheet.cell(at.row + rows, at.column)


@pytest.mark.parametrize(("language", "shown"), [("en", "0.0%"), ("fa", "[$-3000429]0.0%")])
def test_a_tile_holds_its_value_as_a_number(tmp_path: Path, language: str, shown: str) -> None:
    tile = Tile("Win rate", 0.352, "percent", "n = 40", "good")
    sheet = drawn(tmp_path, tile, tile, language=language)
    value = below(sheet, "Win rate", 1)
    assert (value.value, value.number_format) == (0.352, shown)
    assert value.font.color.rgb == "FF1B6B54"
    assert below(sheet, "Win rate", 2).value == "n = 40"


def test_a_figure_that_is_not_known_is_a_dash(tmp_path: Path) -> None:
    sheet = drawn(tmp_path, Tile("Median days to win", None, "days", "no deal won yet"))
    assert below(sheet, "Median days to win", 1).value == "–"


@pytest.mark.parametrize(("tiles", "lines"), [(1, 1), (5, 1), (6, 2), (8, 2), (9, 3)])
def test_tiles_stand_four_or_five_to_a_line(tmp_path: Path, tiles: int, lines: int) -> None:
    sheet = drawn(tmp_path, *(Tile(f"Tile {at}", float(at), "integer") for at in range(tiles)))
    rows = {c.row for row in sheet.iter_rows() for c in row if str(c.value).startswith("Tile")}
    assert len(rows) == lines


def test_tiles_of_a_line_are_equally_wide_and_do_not_overlap(tmp_path: Path) -> None:
    sheet = drawn(tmp_path, *(Tile(f"Tile {at}", float(at), "integer") for at in range(4)))
    row = next(c.row for r in sheet.iter_rows() for c in r if c.value == "Tile 0")
    merged = sorted(
        (area.min_col, area.max_col) for area in sheet.merged_cells.ranges if area.min_row == row
    )
    assert len(merged) == 4
    assert all(a[1] + 1 == b[0] for a, b in pairwise(merged))
