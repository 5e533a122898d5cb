from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import Font, PatternFill

from leadbook.errors import CannotWrite
from leadbook.workbook import styles
from leadbook.workbook.draft import Draft
from leadbook.workbook.markup import main
from leadbook.workbook.package import open_package
from leadbook.workbook.styles import merge_styles

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PART = "xl/styles.xml"


@pytest.fixture
def coloured(tmp_path: Path) -> Path:
    path = tmp_path / "coloured.xlsx"
    book = openpyxl.Workbook()
    for row in range(1, 200):
        cell = book.active.cell(row, 1, row)
        cell.font = Font(name="B Nazanin", size=8 + row / 4)
        cell.fill = PatternFill("solid", fgColor=f"FF{row:06X}")
        cell.number_format = f'0.{"0" * (row % 9)} "x{row % 5}"'
    book.save(path)
    return path


@pytest.fixture
def styled(tmp_path: Path) -> Path:
    path = tmp_path / "styled.xlsx"
    book = xlsxwriter.Workbook(path)
    bad = book.add_format({"bg_color": "#FFC7CE", "num_format": '0.00 "x2"'})
    day = book.add_format({"num_format": "yyyy/mm/dd", "bold": True, "align": "center"})
    sheet = book.add_worksheet()
    sheet.write(0, 0, 1, bad)
    sheet.write(0, 1, 2, day)
    sheet.conditional_format("A1:B9", {"type": "blanks", "format": bad})
    book.close()
    return path


def merged(book: Path, report: Path) -> tuple[Draft, styles.StyleMap]:
    draft = Draft(open_package(book))
    return draft, merge_styles(draft, open_package(report))


def written(draft: Draft, path: Path) -> Path:
    from leadbook.workbook.archive import zip_pieces

    path.write_bytes(b"".join(zip_pieces(draft.entries())))
    return path


def test_styles_are_appended_and_old_places_stay(
    coloured: Path, styled: Path, tmp_path: Path
) -> None:
    draft, places = merged(coloured, styled)
    before, after = open_package(coloured), open_package(written(draft, tmp_path / "out.xlsx"))
    for section in ("fonts", "fills", "borders", "cellXfs", "numFmts"):
        old = before.xml(PART).find(main(section))
        new = after.xml(PART).find(main(section))
        kept = list(new)[: len(old)]
        assert [dict(e.attrib) for e in kept] == [dict(e.attrib) for e in old]
        assert new.get("count") == str(len(new))
    assert min(places.cells[1:]) >= len(before.xml(PART).find(main("cellXfs")))


def test_an_appended_style_means_the_same_in_the_book(
    coloured: Path, styled: Path, tmp_path: Path
) -> None:
    draft, places = merged(coloured, styled)
    book = openpyxl.load_workbook(written(draft, tmp_path / "out.xlsx"))
    source = openpyxl.load_workbook(styled)
    for cell in source.active[1]:
        twin = book._cell_styles[places.cells[cell.style_id]]
        assert book._fonts[twin.fontId].b == cell.font.b
        assert book._fills[twin.fillId].fgColor.rgb == cell.fill.fgColor.rgb
        code = cell.number_format
        assert code in {book._number_formats[twin.numFmtId - 164]}


def test_number_formats_of_a_book_begin_where_those_of_excel_end(
    styled: Path, tmp_path: Path
) -> None:
    path = tmp_path / "bare.xlsx"
    openpyxl.Workbook().save(path)
    draft, _ = merged(path, styled)
    after = open_package(written(draft, tmp_path / "out.xlsx")).xml(PART)
    ids = [int(each.get("numFmtId")) for each in after.find(main("numFmts"))]
    assert ids == [164, 165]


def test_merging_twice_adds_nothing(coloured: Path, styled: Path, tmp_path: Path) -> None:
    once, first = merged(coloured, styled)
    path = written(once, tmp_path / "once.xlsx")
    twice, second = merged(path, styled)
    assert second == first
    assert twice.entries() == twice.package.entries


def test_a_book_without_styles_gets_some_and_its_own_cells_stay_plain(
    plain: Path, styled: Path, tmp_path: Path, without_part: Callable[..., Path]
) -> None:
    once, first = merged(without_part(plain, PART), styled)
    path = written(once, tmp_path / "out.xlsx")
    assert open_package(path).part_of_kind("styles") == PART
    book = openpyxl.load_workbook(path)
    assert (book["Leads"]["A1"].font.name, book["Leads"]["A1"].fill.fill_type) == ("Calibri", None)
    twice, second = merged(path, styled)
    assert second == first
    assert twice.entries() == twice.package.entries


def test_too_many_cell_formats_are_refused(
    coloured: Path, styled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(styles, "MOST_FORMATS", 150)
    with pytest.raises(CannotWrite, match="as many cell formats as Excel allows"):
        merged(coloured, styled)
