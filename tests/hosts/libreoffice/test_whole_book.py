"""The product from end to end: a workbook with functions, calculated by Calc, against the report.

The same must hold for a book of an old Mac, whose days count from 1904, and for `leadbook recalc`.
The shipped sample gets a sheet of formulas as a person of Excel writes them; Calc opens it, calls
leadbook for every cell, and saves it.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900
from openpyxl.worksheet.formula import ArrayFormula

import leadbook.hosts.functions  # noqa: F401 - fills the registry
from leadbook.figures import Figures, measure
from leadbook.hosts.recalc import recalc
from leadbook.hosts.registry import FUNCTIONS
from leadbook.hosts.values import counting_from_1904, serial
from leadbook.language.messages import speaker
from leadbook.pipeline.build import build
from leadbook.report.words import grades, rots
from leadbook.workbook.package import open_package
from leadbook.workbook.tables import read_book

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpyxl.worksheet.worksheet import Worksheet

    from tests.hosts.libreoffice.conftest import Calc

pytestmark = pytest.mark.libreoffice

BOOKS = Path(__file__).parents[3] / "workbooks"
BOOK = BOOKS / "sales-pipeline.xlsx"
AS_OF = datetime(2026, 10, 31)
SHEET = "Calculated"
SAY = speaker("en")
LEARNED_ELSEWHERE = 1e-6
"""How far chances that were learned on another machine, by other libraries, may be from ours."""


@dataclass(frozen=True)
class Call:
    """A formula and the figures of the report that it must show.

    Attributes:
        name: Of the function.
        told: Its arguments that are neither a table of the book nor the day.
        expected: Rows of cells below the header; one cell for a function that gives one.
        columns: Which columns of what is given are compared.
    """

    name: str
    expected: Any
    told: dict[str, str] = field(default_factory=dict)
    columns: tuple[int, ...] = (0,)

    @property
    def formula(self) -> str:
        arguments = []
        for argument in FUNCTIONS[self.name].arguments:
            if argument.name in self.told:
                arguments.append(self.told[argument.name])
            elif argument.kind == "table":
                arguments.append(f"{argument.table}[#All]")
            else:
                day = f"DATE({AS_OF.year},{AS_OF.month},{AS_OF.day})"
                arguments.append(day if argument.kind == "date" else "")
        return f"={self.name}({','.join(arguments)})"

    @property
    def size(self) -> tuple[int, int]:
        if not isinstance(self.expected, list):
            return 1, 1
        return len(self.expected) + 1, max(self.columns) + 1


@pytest.fixture(
    scope="session",
    params=[CALENDAR_WINDOWS_1900, CALENDAR_MAC_1904],
    ids=["from 1900", "from 1904"],
)
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample without its own functions, its one formula of an amount calculated."""
    workbook = openpyxl.load_workbook(BOOK)
    workbook.epoch = request.param
    del workbook["Functions"]
    amount = workbook["Leads"]["V148"]
    assert amount.value == "=14500*0.9"
    amount.value = 13050.0
    path = tmp_path_factory.mktemp("sample") / "sample.xlsx"
    workbook.save(path)
    return path


@pytest.fixture(scope="session")
def figures(book: Path) -> Figures:
    return measure(build(read_book(book), as_of=AS_OF), say=SAY)


def beside(figures: Figures, values: Iterable[object]) -> list[list[object]]:
    """What a column beside the leads shows: one cell for each row of the table."""
    rows = figures.leads["sheet_row"]
    table = openpyxl.load_workbook(BOOK)["Leads"].tables["Leads"].ref
    cells: list[list[object]] = [[None] for _ in range(2, int(table.rpartition("G")[2]) + 1)]
    for row, value in zip(rows, values, strict=True):
        blank = value == "" or pd.isna(value)
        cells[row - 2] = [None if blank else value]
    return cells


def column_calls(figures: Figures) -> list[Call]:
    leads = figures.leads
    columns = {
        "LB_SCORE": leads["score"],
        "LB_GRADE": leads["grade"].astype(object).map(grades(SAY), na_action="ignore"),
        "LB_WHY": leads["reasons"],
        "LB_ROTTEN": leads["rot"].astype(object).replace(rots(SAY)),
        "LB_ROT_DUE": [serial(due) if pd.notna(due) else None for due in leads["due_at"]],
        "LB_COLD_RULE": leads["cold_rule"],
        "LB_WIN_PROBABILITY": leads["win_probability"],
    }
    return [Call(name, beside(figures, values)) for name, values in columns.items()]


def value_calls(figures: Figures) -> list[Call]:
    rates, chances, pace = figures.conversion, figures.time_to_win, figures.sales_velocity
    calls = [
        Call("LB_CONVERSION_RATE", rates["win_rate"].rate),
        Call("LB_CONVERSION_RATE", rates["win_rate"].n, {"part": '"n"'}),
        Call("LB_CONVERSION_RATE", rates["win_rate"].high, {"part": '"high"'}),
        Call("LB_CONVERSION_RATE", rates["won_over_entered"].rate, {"kind": '"won/entered"'}),
        Call("LB_CONVERSION_RATE", rates["cohort_60"].rate, {"kind": '"cohort"', "within": "60"}),
        Call("LB_WIN_WITHIN", chances.kaplan_meier["60"].p,
             {"days": "60", "method": '"Kaplan-Meier"'}),
        Call("LB_WIN_WITHIN", chances.closed_only["60"].p,
             {"days": "60", "method": '"closed only"'}),
        Call("LB_SALES_VELOCITY", pace.per_day),
        Call("LB_SALES_VELOCITY", pace.mean_won_value, {"part": '"mean won value"'}),
        Call("LB_SALES_VELOCITY", pace.mean_days_to_win, {"part": '"mean days to win"'}),
    ]  # fmt: skip
    within = [
        Call("LB_WIN_WITHIN", chance.p, {"days": days})
        for days, chance in chances.aalen_johansen.items()
    ]
    return [*calls, *within]


def table_calls(figures: Figures) -> list[Call]:
    ends = [figures.days_to_outcome[key] for key in ("won", "lost", "closed")]
    pace = [[s.n, s.mean, s.median, s.p90] for s in ends]
    pace += [[s.completed, s.mean_days, s.median_days, s.p90_days] for s in figures.stages]
    sources = [[g.leads, g.open, g.won, g.lost] for g in figures.by["source"]]
    months = [[month.amount, month.weighted, month.low, month.high] for month in figures.forecast]
    leads = [[month.qualified, month.rate] for month in figures.lead_velocity_rate]
    return [
        Call("LB_CONVERSION_VELOCITY", pace, columns=(1, 2, 3, 4)),
        Call("LB_SOURCES", sources, columns=(1, 2, 3, 4)),
        Call("LB_FORECAST", months, columns=(1, 2, 3, 4)),
        Call("LB_LEAD_VELOCITY", leads, columns=(1, 2)),
    ]


@dataclass(frozen=True)
class Calculated:
    """What Calc has saved: the calls with their first columns, values and formulas.

    Attributes:
        worked_out: What `leadbook recalc` made of the same book.
    """

    places: list[tuple[Call, int]]
    values: Any
    formulas: Any
    worked_out: Any


@pytest.fixture(scope="session")
def calculated(
    calc: Calc, book: Path, figures: Figures, tmp_path_factory: pytest.TempPathFactory
) -> Calculated:
    folder = tmp_path_factory.mktemp("whole")
    written, saved = folder / "book.xlsx", folder / "saved.xlsx"
    with counting_from_1904(open_package(book).date1904):
        calls = [*column_calls(figures), *value_calls(figures), *table_calls(figures)]
    workbook = openpyxl.load_workbook(book)
    sheet, column, places = workbook.create_sheet(SHEET), 1, []
    for call in calls:
        (height, width), first = call.size, get_column_letter(column)
        area = f"{first}1:{get_column_letter(column + width - 1)}{height}"
        sheet[f"{first}1"] = call.formula if height == 1 else ArrayFormula(area, call.formula)
        places.append((call, column))
        column += width
    workbook.save(written)
    calc.recalculate(written, saved)
    recalc(written, backup=False)
    return Calculated(
        places,
        openpyxl.load_workbook(saved, data_only=True)[SHEET],
        openpyxl.load_workbook(saved)[SHEET],
        openpyxl.load_workbook(written, data_only=True)[SHEET],
    )


def shown(value: object, within: float = 1e-9) -> object:
    """A value as a saved workbook has it; an empty text is nothing there."""
    if isinstance(value, int | float):
        return pytest.approx(value, rel=within, abs=1e-9)
    return value or None


def test_every_value_of_calc_is_the_figure_of_the_report(calculated: Calculated) -> None:
    for call, column in calculated.places:
        if isinstance(call.expected, list):
            given = [
                [calculated.values.cell(row, column + place).value for place in call.columns]
                for row in range(2, len(call.expected) + 2)
            ]
            assert given == [list(map(shown, row)) for row in call.expected], call.formula
        else:
            assert calculated.values.cell(1, column).value == shown(call.expected), call.formula


def test_every_value_of_calc_is_what_leadbook_works_out_in_the_file(calculated: Calculated) -> None:
    for row in calculated.worked_out.iter_rows():
        for cell in row:
            assert calculated.values[cell.coordinate].value == shown(cell.value), cell.coordinate


def test_formulas_come_back_from_calc_under_the_names_of_excel(calculated: Calculated) -> None:
    for call, column in calculated.places:
        cell = calculated.formulas.cell(1, column).value
        formula = cell.text if isinstance(cell, ArrayFormula) else cell
        assert formula.lstrip("=").startswith(f"{call.name}("), formula


def without_uncalculated(shipped: Path, copy: Path) -> None:
    """Copy a book without the one formula of an amount that no program has calculated yet."""
    with zipfile.ZipFile(shipped) as source, zipfile.ZipFile(copy, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"<f>14500*0.9</f>", b""))


@pytest.mark.parametrize("name", ["sales-pipeline", "sales-pipeline-fa"])
def test_the_functions_of_a_shipped_book_show_in_calc_what_they_were_shipped_with(
    calc: Calc, name: str, tmp_path: Path
) -> None:
    book, saved = tmp_path / "book.xlsx", tmp_path / "saved.xlsx"
    without_uncalculated(BOOKS / f"{name}.xlsx", book)
    calc.recalculate(book, saved)
    shipped = openpyxl.load_workbook(book, data_only=True).worksheets[1]
    given = openpyxl.load_workbook(saved, data_only=True)[shipped.title]
    formulas = openpyxl.load_workbook(book)[shipped.title]
    differing = {
        cell.coordinate: (given[cell.coordinate].value, cell.value)
        for row in shipped.iter_rows()
        for cell in row
        if (given[cell.coordinate].value or None) != shown(cell.value or None, LEARNED_ELSEWHERE)
        and not goes_by_the_person(formulas[cell.coordinate].value)
    }
    uncalled = cells_without_a_call(formulas)
    assert {place: pair for place, pair in differing.items() if place not in uncalled} == {}
    assert {given for given, _ in differing.values()} == {"#VALUE!"}


def goes_by_the_person(formula: object) -> bool:
    """The sentence of the last error, which is said in the language of the person."""
    return str(formula).startswith("=LB_LAST_ERROR(")


def cells_without_a_call(sheet: Worksheet) -> set[str]:
    """The cells of formulas for which Calc does not even call the function.

    It calls none of which an argument is an error, or, save in the first table, has one in it; the
    leads of the sample have one.
    """
    found = set()
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, ArrayFormula) and "LB_STAGE_DAYS(" in cell.value.text:
                found |= {place.coordinate for line in sheet[cell.value.ref] for place in line}
            elif str(cell.value).startswith("=LB_LAST_ERROR($"):
                found.add(cell.coordinate)
    return found
