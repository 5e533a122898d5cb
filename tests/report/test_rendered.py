"""The whole report as a person opens it: in a file, read back, and through LibreOffice."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.utils.cell import range_boundaries

from leadbook.language.messages import LANGUAGES, Language, speaker
from leadbook.render.xlsx import render
from leadbook.report.compose import compose

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Book

    from leadbook.report.model import Report

Books = Callable[[Language], "Book"]


def composed(book: Book, language: Language) -> Report:
    return compose(book.pipeline, book.figures, speaker(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_of_every_table_is_in_the_file(
    book_in: Books, language: Language, tmp_path: Path
) -> None:
    report = composed(book_in(language), language)
    render(report, tmp_path / "r.xlsx")
    workbook = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert workbook.sheetnames == [sheet.title for sheet in report.sheets]
    for sheet in workbook:
        assert sheet.sheet_view.rightToLeft is (True if language == "fa" else None)
        for table in sheet.tables.values():
            assert table.name.startswith("Leadbook_")
            header = next(iter(sheet[table.ref]))
            assert [cell.value for cell in header] == [c.name for c in table.tableColumns]


def test_scores_in_the_file_are_the_scores_of_the_figures(book: Book, tmp_path: Path) -> None:
    render(composed(book, "en"), tmp_path / "r.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["Leads scored"]
    header, *rows = sheet[sheet.tables["Leadbook_Scored"].ref]
    at = {cell.value: place for place, cell in enumerate(header)}
    scores = {row[at["Lead"]].value: row[at["Score"]].value for row in rows}
    assert scores == dict(
        zip(book.figures.leads["lead_id"], book.figures.leads["score"], strict=True)
    )
    company = next(r[at["Company"]] for r in rows if r[at["Lead"]].value == "L-0001")
    assert (company.value, company.data_type) == ("=Company, formula-like", "s")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chart_refers_to_cells_that_hold_figures(
    book_in: Books, language: Language, tmp_path: Path
) -> None:
    render(composed(book_in(language), language), tmp_path / "r.xlsx")
    workbook = openpyxl.load_workbook(tmp_path / "r.xlsx")
    with zipfile.ZipFile(tmp_path / "r.xlsx") as file:
        charts = [file.read(n).decode() for n in file.namelist() if n.startswith("xl/charts/")]
    assert len(charts) >= 12
    for reference in (r for chart in charts for r in re.findall("<c:f>(.*?)</c:f>", chart)):
        tab, area = reference.replace("$", "").rsplit("!", maxsplit=1)
        left, top, right, bottom = range_boundaries(area)
        cells = workbook[tab.strip("'")].iter_cols(left, right, top, bottom, values_only=True)
        assert any(value is not None for column in cells for value in column)


@pytest.mark.libreoffice
@pytest.mark.parametrize("language", LANGUAGES)
def test_libreoffice_shows_every_sheet_without_a_cut_number(
    book_in: Books, language: Language, tmp_path: Path, soffice: object
) -> None:
    report = composed(book_in(language), language)
    render(report, tmp_path / "r.xlsx")
    pdf = soffice.convert(tmp_path / "r.xlsx", "pdf", tmp_path / "out")
    assert pdf.stat().st_size > 50_000
    html = soffice.convert(tmp_path / "r.xlsx", "html", tmp_path / "out").read_text("utf-8")
    assert "###" not in html
    assert all(sheet.heading in html for sheet in report.sheets)
