from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from openpyxl.worksheet.worksheet import Worksheet

from leadbook.report.model import LINKED_ROWS, Column, Table

Opened = Callable[..., Worksheet]
Made = Callable[..., Table]


def header_row(sheet: Worksheet, title: str) -> int:
    return next(row[1].row for row in sheet.iter_rows() if row[1].value == title)


def test_a_table_is_an_excel_table_with_its_own_look(sheet_of: Opened, table: Made) -> None:
    sheet = sheet_of(table())
    (excel,) = sheet.tables.values()
    assert excel.name == "Leadbook_Stages"
    assert excel.tableStyleInfo.name == "TableStyleLight1"
    header = sheet.cell(header_row(sheet, "Stage"), 2)
    assert header.font.b
    assert header.fill.fgColor.rgb == "FFE8EEF5"


def test_values_are_raw_and_formats_say_how_they_look(sheet_of: Opened, table: Made) -> None:
    sheet = sheet_of(table())
    row = header_row(sheet, "Stage") + 2
    values = [sheet.cell(row, column).value for column in (2, 3, 4)]
    assert values == ["Stage 1", 10, 0.1]
    formats = [sheet.cell(row, column).number_format for column in (2, 3, 4)]
    assert formats == ["@", "#,##0", "0.0%"]


def test_persian_numbers_and_jalali_dates_have_their_formats(sheet_of: Opened) -> None:
    frame = pd.DataFrame({"worth": [1500.0], "due": [pd.Timestamp("2026-11-21")]})
    columns = (Column("worth", "ارزش", "money"), Column("due", "سررسید", "date"))
    table = Table("worth", "ارزش", frame, columns)
    sheet = sheet_of(table, language="fa", dates="jalali")
    row = header_row(sheet, "ارزش") + 2
    formats = [sheet.cell(row, column).number_format for column in (2, 3)]
    assert formats == ["[$-3000429]#,##0", "[$-960429]yyyy/mm/dd;@"]
    assert sheet.cell(row, 2).font.name == "Tahoma"
    assert sheet.cell(row, 2).alignment.readingOrder == 2


def test_a_row_of_the_book_has_no_thousands_mark(sheet_of: Opened) -> None:
    frame = pd.DataFrame({"row": [12345], "n": [12345]})
    columns = (Column("row", "Row", "ordinal"), Column("n", "n", "integer"))
    sheet = sheet_of(Table("rows", "Rows", frame, columns))
    row = header_row(sheet, "Row") + 1
    assert [sheet.cell(row, column).number_format for column in (2, 3)] == ["0", "#,##0"]


def test_headers_that_repeat_are_numbered(sheet_of: Opened) -> None:
    frame = pd.DataFrame({"a": [1], "b": [2], "c": [3]})
    columns = tuple(Column(key, title, "integer") for key, title in zip("abc", "nNn", strict=True))
    sheet = sheet_of(Table("twice", "Twice", frame, columns))
    (excel,) = sheet.tables.values()
    assert [column.name for column in excel.tableColumns] == ["n", "N 2", "n 3"]


def test_two_tables_of_one_name_get_two_names(sheet_of: Opened, table: Made) -> None:
    assert set(sheet_of(table(), table()).tables) == {"Leadbook_Stages", "Leadbook_Stages_2"}


def test_an_empty_table_says_so_and_is_no_excel_table(sheet_of: Opened, table: Made) -> None:
    sheet = sheet_of(table(rows=0))
    assert not sheet.tables
    assert header_row(sheet, "No stage.")


def test_marked_values_and_bars_are_conditional_formats(sheet_of: Opened, table: Made) -> None:
    rules = [r for area in sheet_of(table()).conditional_formatting for r in area.rules]
    assert {rule.type for rule in rules} == {"cellIs", "dataBar"}
    (marked,) = (rule for rule in rules if rule.type == "cellIs")
    assert marked.formula == ['"Stage 1"']
    assert marked.dxf.font.color.rgb == "FFA32E28"


def test_links_go_to_their_cell_and_stop_at_the_limit(sheet_of: Opened) -> None:
    rows = LINKED_ROWS + 7
    frame = pd.DataFrame({"cell": ["F12"] * rows, "target": ["'Ali''s leads'!F12"] * rows})
    columns = (Column("cell", "Cell", "link", link="target"),)
    sheet = sheet_of(Table("problems", "Problems", frame, columns))
    links = [c.hyperlink for row in sheet.iter_rows() for c in row if c.hyperlink]
    assert len(links) == LINKED_ROWS
    assert {link.location for link in links} == {"'Ali''s leads'!F12"}


def test_a_row_without_a_target_is_no_link(sheet_of: Opened) -> None:
    frame = pd.DataFrame({"cell": ["F12", None], "target": ["", ""]})
    sheet = sheet_of(Table("p", "P", frame, (Column("cell", "Cell", "link", link="target"),)))
    assert not [c for row in sheet.iter_rows() for c in row if c.hyperlink]


def test_columns_are_wide_enough_for_their_widest_number(sheet_of: Opened) -> None:
    frame = pd.DataFrame({"name": ["a", "b"], "worth": [1.0, 123_456_789_012.0]})
    columns = (Column("name", "Name"), Column("worth", "W", "money"))
    sheet = sheet_of(Table("wide", "Wide", frame, columns))
    assert sheet.column_dimensions["C"].width >= len("123,456,789,012")


def test_wrapped_text_makes_its_row_higher(sheet_of: Opened) -> None:
    frame = pd.DataFrame({"text": ["word " * 60, "short"]})
    columns = (Column("text", "Text", "wrapped", width=30),)
    sheet = sheet_of(Table("wrapped", "Wrapped", frame, columns))
    row = header_row(sheet, "Text") + 1
    assert sheet.row_dimensions[row].height > 60
    assert sheet.row_dimensions[row + 1].height == 16.5


def test_a_header_of_several_lines_becomes_one_line(sheet_of: Opened) -> None:
    frame = pd.DataFrame({"region": ["North"]})
    sheet = sheet_of(Table("by", "By", frame, (Column("region", "Region\nor city"),)))
    (excel,) = sheet.tables.values()
    assert [column.name for column in excel.tableColumns] == ["Region or city"]
    assert header_row(sheet, "Region or city")
