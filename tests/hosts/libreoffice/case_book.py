"""The cases of all functions as one workbook, and what a spreadsheet program made of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import openpyxl
from function_cases import CASES, Case
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.formula import ArrayFormula

import leadbook.hosts.functions  # noqa: F401 - fills the registry
from leadbook.hosts.registry import FUNCTIONS
from leadbook.pipeline.raw import ErrorCell

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

RESULT_ROW = 100
"""The cases' ranges are lower than that."""


@dataclass(frozen=True)
class Block:
    """Where an argument stands: from the first row on."""

    column: int
    height: int
    width: int

    def reference(self, only: int | None) -> str:
        """The whole of it, or one row of a column."""
        first, last = (
            get_column_letter(self.column),
            get_column_letter(self.column + self.width - 1),
        )
        if only is not None and self.height > 1:
            return f"{first}{only + 1}"
        if (self.height, self.width) == (1, 1):
            return f"{first}1"
        return f"{first}1:{last}{self.height}"


def rows_of(value: object) -> tuple[tuple[object, ...], ...]:
    return value if isinstance(value, tuple) else ((value,),)


def write_cases(path: Path) -> None:
    """Write each case on a sheet of its own: its arguments above, its formula below."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for number, case in enumerate(CASES):
        write_case(workbook.create_sheet(f"c{number}"), case)
    workbook.save(path)


def write_case(sheet: Worksheet, case: Case) -> None:
    blocks = put_blocks(sheet, case.arguments)
    expected = rows_of(case.expected)
    start = sheet.cell(RESULT_ROW, 1)
    if filled_down(case):
        for row in range(len(expected)):
            sheet.cell(RESULT_ROW + row, 1).value = call(case, blocks, only=row)
    elif isinstance(case.expected, tuple):
        corner = f"{get_column_letter(len(expected[0]))}{RESULT_ROW + len(expected) - 1}"
        start.value = ArrayFormula(f"A{RESULT_ROW}:{corner}", call(case, blocks))
    else:
        start.value = call(case, blocks)


def put_blocks(sheet: Worksheet, arguments: tuple[object, ...]) -> list[Block | None]:
    """Write the arguments side by side; one that is left out has no block."""
    blocks: list[Block | None] = []
    column = 1
    for value in arguments:
        if value is None:
            blocks.append(None)
            continue
        rows = rows_of(value)
        for number, cells in enumerate(rows, start=1):
            for place, cell in enumerate(cells, start=column):
                put(sheet, number, place, cell)
        blocks.append(Block(column, len(rows), len(rows[0])))
        column += len(rows[0])
    return blocks


def filled_down(case: Case) -> bool:
    """Whether a case is entered as one formula a cell, as people of Calc do.

    Calc does not call a function at all when a range of plain cells has an error in it.
    """
    each = FUNCTIONS[case.function].gives == "each"
    return each and any(
        isinstance(cell, ErrorCell)
        for value in case.arguments
        for row in rows_of(value)
        for cell in row
    )


def put(sheet: Worksheet, row: int, column: int, cell: object) -> None:
    place = sheet.cell(row, column)
    place.value = cell.code if isinstance(cell, ErrorCell) else cell
    if isinstance(cell, str):
        place.data_type = "s"


def call(case: Case, blocks: list[Block | None], only: int | None = None) -> str:
    arguments = ["" if block is None else block.reference(only) for block in blocks]
    if case.before:
        name, values = case.before
        typed = ",".join(f'"{value}"' for value in values)
        arguments.append(f"ISERROR({name}({typed}))")
    return f"={case.function}({','.join(arguments)})"


def read_results(path: Path) -> list[tuple[tuple[object, ...], ...]]:
    """Read the cells of each case's result, as the program has saved them."""
    workbook = openpyxl.load_workbook(path, data_only=True)
    results = []
    for number, case in enumerate(CASES):
        height, width = len(rows_of(case.expected)), len(rows_of(case.expected)[0])
        area = workbook[f"c{number}"].iter_rows(
            RESULT_ROW, RESULT_ROW + height - 1, 1, width, values_only=True
        )
        results.append(tuple(area))
    return results
