from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pytest
import xlsxwriter

from leadbook.jobs.placing import of_the_report, place
from leadbook.jobs.progress import unwatched
from leadbook.render.xlsx import render
from leadbook.report.model import LINKED_ROWS, Column, Report, Sheet, Table
from leadbook.workbook.graft import graft

if TYPE_CHECKING:
    from pathlib import Path

ROWS = LINKED_ROWS + 20


def a_list(name: str, key: str) -> Table:
    at = range(ROWS)
    frame = pd.DataFrame(
        {
            "lead": [f"{'=' if k % 3 else ''}L{k} " for k in at],
            "day": pd.to_datetime([datetime(2026, 1, 1 + k % 28) for k in at]),
            "open": [k / 4 if k % 5 else None for k in at],
        }
    )
    columns = (
        Column("lead", "Lead", "text", link=key),
        Column("day", "Day", "date"),
        Column("open", "Open", "money"),
    )
    return Table(name, name, frame.assign(**{key: ""} if key else {}), columns)


LISTS = (a_list("first", ""), a_list("second", "link"))
SHEETS = (
    Sheet("summary", "Summary", "All", ("All.",), (), LISTS),
    Sheet("scored", "Leads scored", "Each", ("Each.",), (), (a_list("third", ""),)),
)
REPORT = Report("en", "gregorian", "EUR", SHEETS)
KEYS = {sheet.key: sheet.title for sheet in REPORT.sheets}


def a_book(path: Path, *, epoch: bool) -> Path:
    with xlsxwriter.Workbook(path, {"date_1904": epoch}) as book:
        book.add_worksheet("Leads").write(0, 0, 1.5, book.add_format({"bold": True}))
    return path


@pytest.mark.parametrize("epoch", [False, True])
def test_rows_written_once_are_those_that_a_whole_report_would_bring(
    tmp_path: Path, epoch: bool
) -> None:
    book = a_book(tmp_path / "book.xlsx", epoch=epoch)
    placed, copied = tmp_path / "placed.xlsx", tmp_path / "copied.xlsx"
    place(book, REPORT, placed, unwatched, owns=of_the_report)
    render(REPORT, tmp_path / "report.xlsx")
    graft(book, tmp_path / "report.xlsx", copied, keys=KEYS)
    assert placed.read_bytes() == copied.read_bytes()


def test_days_are_the_same_days_in_a_book_that_counts_from_1904(tmp_path: Path) -> None:
    book = a_book(tmp_path / "book.xlsx", epoch=True)
    place(book, REPORT, book, unwatched, owns=of_the_report)
    rows = openpyxl.load_workbook(book)["Leads scored"].iter_rows(values_only=True)
    days = [day for row in rows for day in row if isinstance(day, datetime)]
    assert days == [datetime(2026, 1, 1 + k % 28) for k in range(ROWS)]
