from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import openpyxl
import pandas as pd
import pytest

from leadbook.render import xlsx
from leadbook.render.bulk import can_write_in_bulk
from leadbook.report.model import LINKED_ROWS, Chart, Column, Series, Table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TRICKY = [
    "=SUM(A1:A2)", "+1", "-1", "@cmd", "a & b < c > d", " edges ", "line\nbreak", "سرنخ", "😀",
    "007", "", None, "bell\x07",
]  # fmt: skip


def tricky_table(rows: int) -> Table:
    at = np.arange(rows)
    frame = pd.DataFrame(
        {
            "text": [TRICKY[i % len(TRICKY)] for i in at],
            "owner": pd.Categorical(np.array(["Sara", "Ali"])[at % 2]),
            "amount": np.where(at % 3 == 0, np.nan, at * 1.5),
            "count": at,
            "due": pd.Series(pd.Timestamp("2026-11-21") + pd.to_timedelta(at % 90, unit="D")),
        }
    )
    kinds = {"amount": "money", "count": "integer", "due": "date"}
    columns = tuple(Column(key, key.title(), kinds.get(key, "text")) for key in frame)
    return Table("tricky", "Tricky", frame, columns)


def shown(path: Path) -> list[list[tuple[object, ...]]]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [
        [(c.value, c.data_type, c.number_format, c.font.name, c.font.b, c.quotePrefix) for c in row]
        for row in sheet.iter_rows()
    ]


def test_this_xlsxwriter_can_write_in_bulk() -> None:
    assert can_write_in_bulk()


@pytest.mark.parametrize("rows", [1, 40, LINKED_ROWS + 60])
def test_rows_in_bulk_equal_rows_written_cell_by_cell(
    rendered: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    table = tricky_table(rows)
    bulk = shown(rendered(table))
    monkeypatch.setattr(xlsx, "can_write_in_bulk", lambda: False)
    assert bulk == shown(rendered(table))


def test_rows_in_bulk_are_as_high_as_all_others(rendered: Callable[..., Path]) -> None:
    sheet = openpyxl.load_workbook(rendered(tricky_table(30))).worksheets[0]
    (table,) = sheet.tables.values()
    top, bottom = (int(end[1:]) for end in table.ref.split(":"))
    heights = {sheet.row_dimensions[row].height for row in range(top + 1, bottom + 1)}
    assert heights == {sheet.sheet_format.defaultRowHeight}


def test_a_chart_holds_every_value_of_a_table_that_it_draws(part_of: Callable[..., str]) -> None:
    table = tricky_table(150)
    chart = Chart("column", "Counts", "tricky", "owner", (Series("count", "Count"),))
    xml = part_of("xl/charts/chart1.xml", table, chart)
    values = re.search(r"<c:numCache>.*?</c:numCache>", xml, re.DOTALL)
    assert values
    assert re.findall(r"<c:v>(.*?)</c:v>", values[0]) == [str(n) for n in range(150)]


def test_a_small_report_makes_no_temporary_files(
    rendered: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a temporary file")

    monkeypatch.setattr("xlsxwriter.packager.tempfile.mkstemp", refused)
    rendered(tricky_table(40))
    monkeypatch.setattr(xlsx, "FEW_CELLS", 100)
    with pytest.raises(AssertionError, match="a temporary file"):
        rendered(tricky_table(40))


def test_text_that_looks_like_an_escape_is_escaped_itself(part_of: Callable[..., str]) -> None:
    frame = pd.DataFrame({"text": ["_x0041_"] * (LINKED_ROWS + 1)})
    table = Table("escapes", "Escapes", frame, (Column("text", "Text"),))
    xml = part_of("xl/worksheets/sheet1.xml", table)
    assert xml.count("<t>_x005F_x0041_</t>") == len(frame)


def test_a_table_after_a_long_one_stands_below_it(rendered: Callable[..., Path]) -> None:
    path = rendered(tricky_table(LINKED_ROWS + 5), replace(tricky_table(4), name="short"))
    sheet = openpyxl.load_workbook(path).worksheets[0]
    first, second = (table.ref for table in sheet.tables.values())
    assert int(second.split(":")[0].lstrip("B")) > int(first.split(":")[1].lstrip("F"))
    assert sum(row[1].value == "Text" for row in sheet.iter_rows()) == 2


def test_the_excel_table_and_its_filter_span_every_row(rendered: Callable[..., Path]) -> None:
    rows = LINKED_ROWS + 500
    sheet = openpyxl.load_workbook(rendered(tricky_table(rows))).worksheets[0]
    (table,) = sheet.tables.values()
    top, bottom = (int(end[1:]) for end in table.ref.split(":"))
    assert bottom - top == rows
    assert table.autoFilter.ref == table.ref
    assert sheet.cell(bottom, 5).value == rows - 1


def test_a_long_sheet_has_each_row_once_and_in_order(part_of: Callable[..., str]) -> None:
    xml = part_of("xl/worksheets/sheet1.xml", tricky_table(LINKED_ROWS * 2))
    numbers = [int(part.split('"')[0]) for part in xml.split('<row r="')[1:]]
    assert numbers == sorted(set(numbers))


def test_text_that_looks_like_a_formula_is_quoted_text_in_both_ways(
    rendered: Callable[..., Path],
) -> None:
    sheet = openpyxl.load_workbook(rendered(tricky_table(LINKED_ROWS + 60))).worksheets[0]
    cells = [c for row in sheet.iter_rows(min_col=2, max_col=2) for c in row]
    formulas = [c for c in cells if c.value == "=SUM(A1:A2)"]
    assert len(formulas) == (LINKED_ROWS + 60 + len(TRICKY) - 1) // len(TRICKY)
    assert all(c.data_type == "s" and c.quotePrefix for c in formulas)
