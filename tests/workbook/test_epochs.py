from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import xlsxwriter
from lxml import etree

from leadbook.workbook.epochs import date_styles, is_date_format
from leadbook.workbook.markup import MAIN

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize(
    ("code", "shows_a_day"),
    [
        ("yyyy/mm/dd", True),
        ("[$-fa-IR]d mmmm yyyy", True),
        ("DD.MM.YYYY hh:mm", True),
        ("General", False),
        ("[Red]0.0", False),
        ('0 "days"', False),
        (r"0 \d", False),
        ("[h]:mm:ss", False),
        ("0%", False),
    ],
)
def test_a_date_format_shows_a_day(code: str, shows_a_day: bool) -> None:
    assert is_date_format(code) is shows_a_day


def test_built_in_formats_show_a_day_where_excel_s_do() -> None:
    """14 is a day, 17 a month and year, 22 a day with its time; 18 to 21 and 45 to 47 are times."""
    numbers = range(60)
    formats = "".join(f'<xf numFmtId="{number}"/>' for number in numbers)
    styles = etree.fromstring(
        f'<styleSheet xmlns="{MAIN}"><cellXfs>{formats}</cellXfs></styleSheet>'
    )
    days = date_styles(styles)
    assert {14, 15, 16, 17, 22} <= days
    assert not days & {*range(14), *range(18, 22), *range(23, 27), *range(37, 50)}


@pytest.mark.parametrize("epoch", [False, True])
def test_dates_are_the_same_days_in_a_book_of_either_date_system(
    tmp_path: Path, put: Callable[..., Any], epoch: bool
) -> None:
    path = tmp_path / "book.xlsx"
    book = xlsxwriter.Workbook(path, {"date_1904": epoch})
    book.add_worksheet("Leads")
    book.close()
    put(path)
    sheet = openpyxl.load_workbook(path)["Summary"]
    assert sheet["B2"].value == datetime(2026, 11, 21)
    assert sheet["C2"].value == 88.5
