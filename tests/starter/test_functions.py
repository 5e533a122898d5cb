"""The sheet Functions: every function, live, with what it gives already in the cells."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula

from leadbook.hosts.registry import FUNCTIONS
from leadbook.starter.examples import PER_LEAD, TABLES, TEXT, VALUES
from leadbook.workbook.tables import read_book

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from leadbook.language.messages import Language
    from leadbook.starter.words import Words

WORKBOOKS = Path(__file__).parents[2] / "workbooks"
NAMES = {"en": "sales-pipeline.xlsx", "fa": "sales-pipeline-fa.xlsx"}
EXAMPLES = (*VALUES, *TEXT, *TABLES, *PER_LEAD)


def sheet(language: Language, spoken: Words, *, values: bool) -> Worksheet:
    book = openpyxl.load_workbook(WORKBOOKS / NAMES[language], data_only=values)
    return book[spoken.title("Functions")]


def formulas(sheet: Worksheet) -> dict[str, str]:
    """The formulas of a sheet by their cells."""
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    return {
        cell.coordinate: cell.value.text if isinstance(cell.value, ArrayFormula) else cell.value
        for cell in cells
    }


def test_every_function_has_an_example() -> None:
    assert {example.function for example in EXAMPLES} == set(FUNCTIONS)


def test_every_example_stands_in_a_cell_with_its_value(language: Language, spoken: Words) -> None:
    live = formulas(sheet(language, spoken, values=False))
    shown = sheet(language, spoken, values=True)
    called = [text.removeprefix("=").partition("(")[0] for text in live.values()]
    assert [name for name in called if name in FUNCTIONS] != []
    assert sorted(name for name in called if name in FUNCTIONS) == sorted(
        example.function for example in EXAMPLES
    )
    values = {text: shown[cell].value for cell, text in live.items()}
    errors = [text for text, value in values.items() if str(value).startswith("#")]
    assert errors == ['=LB_GREGORIAN("soon")']
    assert all(value not in {None, ""} for value in values.values())


def test_a_column_beside_the_leads_has_one_value_a_row(language: Language, spoken: Words) -> None:
    typed = sheet(language, spoken, values=False)
    (table,) = typed.parent[spoken.title("Leads")].tables.values()
    rows = len(typed.parent[spoken.title("Leads")][table.ref])
    cells = [cell.value for row in typed.iter_rows() for cell in row]
    arrays = [cell for cell in cells if isinstance(cell, ArrayFormula)]
    (score,) = [array for array in arrays if array.text.startswith("=LB_SCORE")]
    assert len(typed[score.ref]) == rows


def test_the_sheet_is_not_taken_for_one_of_the_tables(language: Language, spoken: Words) -> None:
    book = read_book(WORKBOOKS / NAMES[language])
    assert spoken.title("Functions") not in {table.sheet for table in book.tables}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.function)
def test_an_example_names_arguments_that_there_are(example) -> None:
    known = {argument.name for argument in FUNCTIONS[example.function].arguments}
    assert set(example.given) <= known
