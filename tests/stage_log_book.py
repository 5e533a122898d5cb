"""A small book of leads and their stage history, and edits of its leads as Excel saves them."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import openpyxl
import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.stage_log_cases import Case, Row

__all__ = ["edit_leads", "log_rows", "make_book", "read_zip", "write_zip"]

LOG_HEADERS = ("Lead ID", "Stage", "Entered at")


def make_book(path: Path, case: Case) -> Path:
    """Make the book of a case, as it is before the first edit."""
    book = xlsxwriter.Workbook(path)
    leads = book.add_worksheet("Leads")
    add_table(leads, "Leads", case.columns, [["x"] * len(case.columns)])
    if case.has_history:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        history = book.add_worksheet("Stage History")
        history.set_column(2, 2, 12, day)
        add_table(history, "StageHistory", LOG_HEADERS, [["old", "New", datetime(2026, 1, 1)]], day)
    book.close()
    return edit_leads(path, case.columns, case.before)


def add_table(sheet, name, headers, rows, day=None) -> None:
    columns = [{"header": header} for header in headers]
    if day is not None:
        columns[-1]["format"] = day
    sheet.add_table(
        0, 0, len(rows), len(headers) - 1, {"name": name, "columns": columns, "data": rows}
    )


def edit_leads(path: Path, columns: Sequence[str], rows: Sequence[Row]) -> Path:
    """Put other rows into the table of leads; every other part of the book stays."""
    parts = read_zip(path)
    whole = [columns, *rows]
    made = "".join(
        f'<row r="{number}">'
        + "".join(_cell(f"{chr(65 + at)}{number}", value) for at, value in enumerate(row))
        + "</row>"
        for number, row in enumerate(whole, start=1)
    )
    sheet, table = "xl/worksheets/sheet1.xml", "xl/tables/table1.xml"
    data = f"<sheetData>{made}</sheetData>".encode()
    parts[sheet] = re.sub(rb"<sheetData>.*</sheetData>", lambda _: data, parts[sheet])
    ref = f'ref="A1:{chr(64 + len(columns))}{max(len(whole), 2)}"'.encode()
    parts[table] = re.sub(rb'(?<=\s)ref="[^"]*"', ref, parts[table])
    return write_zip(path, parts)


def _cell(at: str, value: str | float) -> str:
    if value == "":
        return ""
    if isinstance(value, str):
        return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f'<c r="{at}"><v>{value}</v></c>'


def log_rows(path: Path) -> list[tuple[object, ...]]:
    """Read the rows of the stage history as another program does."""
    sheet = openpyxl.load_workbook(path)["Stage History"]
    (table,) = sheet.tables.values()
    cells = sheet[table.ref]
    return [tuple(cell.value for cell in row) for row in cells[1:]]


def read_zip(path: Path) -> dict[str, bytes]:
    """Give every part of a book."""
    with zipfile.ZipFile(path) as archive:
        assert len(set(archive.namelist())) == len(archive.namelist())
        return {name: archive.read(name) for name in archive.namelist()}


def write_zip(path: Path, parts: dict[str, bytes]) -> Path:
    """Write a book from its parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path
