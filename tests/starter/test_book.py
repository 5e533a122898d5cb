from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula

from leadbook.jobs.new import new
from leadbook.starter.book import Content, book_bytes
from leadbook.starter.simulation import DEFAULT_AS_OF
from leadbook.starter.template import SHEETS, plan_of

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from leadbook.language.messages import Language
    from leadbook.starter.words import Words
    from tests.conftest import Sdk

SHIPPED = Path(__file__).parents[2] / "workbooks"
NAMES = {"en": "sales-pipeline.xlsx", "fa": "sales-pipeline-fa.xlsx"}
AS_OF = datetime.combine(DEFAULT_AS_OF, datetime.min.time())
MAY_LIE_AHEAD = {"next_step_at", "expected_close", "snooze_until"}
TABLE_NAMES = [plan.table for plan in SHEETS]


def typed(value: object) -> object:
    """A cell as it is typed; an array formula with the cells it fills.

    Of a number that has a fraction only that it is one: chances are fitted by a library whose
    versions differ in the last places, and `values` looks at them.
    """
    if isinstance(value, ArrayFormula):
        return value.ref, value.text
    return "a number" if isinstance(value, float) else value


def values(book: Path) -> list[object]:
    """What the cells show; the sheet of functions was worked out when the book was made."""
    workbook = openpyxl.load_workbook(book, data_only=True)
    return [cell.value for sheet in workbook for row in sheet.iter_rows() for cell in row]


def shown(sheet: Worksheet) -> list[object]:
    """What a person sees and meets on a sheet: cells, formats, drop-downs, notes, colours."""
    cells = [
        (cell.coordinate, cell.data_type, typed(cell.value), cell.number_format,
         cell.fill.fgColor.rgb, cell.font.name, cell.comment and cell.comment.text)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None or cell.comment
    ]  # fmt: skip
    rules = [
        (str(rule.sqref), rule.formula1, rule.prompt)
        for rule in sheet.data_validations.dataValidation
    ]
    colours = [
        (str(where.sqref), [rule.formula for rule in rules])
        for where, rules in sheet.conditional_formatting._cf_rules.items()
    ]
    tables = [(table.name, table.ref, table.column_names) for table in sheet.tables.values()]
    return [
        sheet.title,
        sheet.sheet_view.rightToLeft,
        sheet.freeze_panes,
        cells,
        rules,
        colours,
        tables,
    ]


def rule_of(sheet: Worksheet, cell: str) -> str:
    for rule in sheet.data_validations.dataValidation:
        if cell in rule.sqref:
            return str(rule.formula1)
    return ""


def test_the_same_content_gives_the_same_bytes(
    content: Content, spoken: Words, sample: bytes
) -> None:
    assert book_bytes(content, spoken, file="sample.xlsx") == sample


def test_the_shipped_book_is_the_sample_of_today(language: Language, tmp_path: Path) -> None:
    name = NAMES[language]
    made = new(tmp_path / name, language=language, sample=True)
    one, other = openpyxl.load_workbook(made), openpyxl.load_workbook(SHIPPED / name)
    assert [shown(sheet) for sheet in other] == [shown(sheet) for sheet in one]
    for mine, theirs in zip(values(made), values(SHIPPED / name), strict=True):
        assert theirs == (pytest.approx(mine, rel=1e-3) if isinstance(mine, float) else mine)


def test_the_shipped_book_is_light(language: Language) -> None:
    assert (SHIPPED / NAMES[language]).stat().st_size < 400_000


@pytest.mark.parametrize("book", ["empty_book", "sample_book"])
def test_every_sheet_is_one_table_with_its_canonical_name(
    book: str, spoken: Words, request: pytest.FixtureRequest
) -> None:
    made: Workbook = request.getfixturevalue(book)
    told = ["Start", "Functions"] if book == "sample_book" else ["Start"]
    assert made.sheetnames == list(map(spoken.title, [*told, *TABLE_NAMES]))
    for sheet, plan in zip(made.worksheets[len(told) :], SHEETS, strict=True):
        (table,) = sheet.tables.values()
        assert table.name == plan.table
        assert table.ref.startswith("A1:")
        assert sheet.freeze_panes is not None
        assert sheet.sheet_view.rightToLeft is (True if spoken.right_to_left else None)


def test_an_empty_book_has_settings_and_no_leads(empty_book: Workbook, spoken: Words) -> None:
    filled = {
        plan.table: any(cell.value is not None for cell in sheet[2])
        for sheet, plan in zip(empty_book.worksheets[1:], SHEETS, strict=True)
    }
    settings = {"Stages", "ScoringRules", "Grades", "ColdRules", "Lists", "Settings"}
    assert {table for table, has in filled.items() if has} == settings


def test_drop_downs_offer_the_columns_of_other_tables(empty_book: Workbook, spoken: Words) -> None:
    leads = empty_book[spoken.title("Leads")]
    place = plan_of("Leads").place
    for column, name in [
        ("stage", "stage_list"),
        ("owner", "owner_list"),
        ("campaign", "campaign_list"),
    ]:
        cell = leads.cell(2, place(column) + 1).coordinate
        assert rule_of(leads, cell) == name
        assert name in empty_book.defined_names
    assert spoken.word("outcome", "won") in rule_of(
        leads, leads.cell(9, place("status") + 1).coordinate
    )


def test_every_header_but_the_help_has_a_note(empty_book: Workbook) -> None:
    for sheet, plan in zip(empty_book.worksheets[1:], SHEETS, strict=True):
        for cell, column in zip(sheet[1], plan.columns, strict=True):
            assert (cell.comment is None) == (column.key == "meaning")


def test_dates_are_dates_shown_in_the_calendar_of_the_language(
    sample_book: Workbook, spoken: Words
) -> None:
    leads = sample_book[spoken.title("Leads")]
    created = leads.cell(2, plan_of("Leads").place("created_at") + 1)
    assert isinstance(created.value, datetime)
    assert created.number_format == spoken.text["date_format"]
    assert ("[$-960429]" in created.number_format) == spoken.right_to_left


def test_ids_and_phones_are_text(sample_book: Workbook, spoken: Words) -> None:
    leads = sample_book[spoken.title("Leads")]
    place = plan_of("Leads").place
    for row in leads.iter_rows(min_row=2):
        for column in ("lead_id", "phone"):
            cell = row[place(column)]
            assert cell.value is None or (cell.data_type, cell.number_format) == ("s", "@")


def test_no_date_lies_ahead_but_plans(content: Content) -> None:
    for table in ("Leads", "StageHistory", "Activities", "Campaigns"):
        for row in content.rows[table]:
            for column, value in row.items():
                if isinstance(value, datetime) and column not in MAY_LIE_AHEAD:
                    assert value < AS_OF, (table, column)


def test_the_log_tells_the_same_as_the_leads(content: Content) -> None:
    last = {row["lead_id"]: row for row in content.rows["StageHistory"]}
    agree = [
        last[row["lead_id"]]["stage"] == row["stage"]
        and last[row["lead_id"]]["entered_at"] == row["stage_since"]
        for row in content.rows["Leads"]
        if row
    ]
    # One stage is misspelt on purpose.
    assert agree.count(False) == 1


def test_addresses_and_phones_are_fictitious(content: Content, language: Language) -> None:
    for row in (*content.rows["Leads"], *content.rows["Owners"]):
        if row:
            assert row["email"].endswith("@example.com")
            assert " 555-01" in row["phone"] or row["phone"].startswith("0900000")


def test_the_first_sheet_explains_every_column_and_links_to_every_mistake(
    sample_book: Workbook, content: Content, spoken: Words
) -> None:
    start = sample_book.worksheets[0]
    said = {cell.value for row in start.iter_rows() for cell in row}
    for plan in SHEETS:
        for column in plan.columns:
            if column.key != "meaning":
                assert spoken.help(plan.table, column.key) in said
    links = {cell.hyperlink.location for row in start.iter_rows() for cell in row if cell.hyperlink}
    for mistake in content.mistakes:
        assert f"'{spoken.title(mistake.table)}'!{mistake.cell}" in links


@pytest.mark.validator
def test_the_book_passes_the_open_xml_validator(sample: bytes, tmp_path: Path, sdk: Sdk) -> None:
    book = tmp_path / "sample.xlsx"
    book.write_bytes(sample)
    assert sdk.errors(book) == set()


def test_the_book_carries_no_time_of_making(sample: bytes) -> None:
    with zipfile.ZipFile(BytesIO(sample)) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-01-01T00:00:00Z" in package.read("docProps/core.xml")
