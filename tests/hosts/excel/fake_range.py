"""Cells of the Excel of plain Python (see `fake_excel`), as COM hands them out."""
# ruff: noqa: N802 - the names are Excel's

from __future__ import annotations

import copy
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from openpyxl.utils import get_column_letter

from leadbook.hosts.values import serial
from tests.hosts.excel.windows import ComError, com_time

if TYPE_CHECKING:
    from tests.hosts.excel.fake_excel import Worksheet


def typed(cell: object) -> object:
    """A cell as Excel takes what is typed: a text only where it looks like nothing else."""
    if isinstance(cell, str):
        marked = cell.startswith("'")
        assert marked or re.fullmatch(r"[A-Za-z ]+", cell), repr(cell)
        return cell[1:] if marked else cell
    if isinstance(cell, datetime):
        return com_time(cell.replace(tzinfo=None))
    return cell


def as_number(cell: object) -> object:
    """A cell as `Value2` has it: days are serial numbers."""
    return serial(cell.replace(tzinfo=None)) if isinstance(cell, datetime) else cell


class NoDate(float):
    """A number in a cell that is formatted as a date, of which no date can be made."""


class Range:
    """Cells of one sheet; several areas where only visible ones were asked for."""

    def __init__(self, sheet: Worksheet, top: int, left: int, bottom: int, right: int) -> None:
        self.Worksheet, self.Row, self.Column = sheet, top, left
        self.bottom, self.right = bottom, right
        self.Application = sheet.Application
        self.Areas = [self]

    def _counted(self, n: int) -> Any:
        return type("Counted", (), {"Count": n})

    @property
    def Rows(self) -> Any:
        return self._counted(self.bottom - self.Row + 1)

    @property
    def Columns(self) -> Any:
        return self._counted(self.right - self.Column + 1)

    @property
    def Count(self) -> int:
        return self.Rows.Count * self.Columns.Count

    CountLarge = Count

    def _over(self, cells: dict[tuple[int, int], object], blank: object) -> object:
        rows = tuple(
            tuple(cells.get((row, column), blank) for column in range(self.Column, self.right + 1))
            for row in range(self.Row, self.bottom + 1)
        )
        return rows if self.Count > 1 else rows[0][0]

    @property
    def Value(self) -> object:
        values = self._over(self.Worksheet.cells, None)
        rows = values if isinstance(values, tuple) else ((values,),)
        if any(isinstance(cell, NoDate) for row in rows for cell in row):
            raise ValueError("microsecond must be in 0..999999")
        return values

    @property
    def Value2(self) -> object:
        values = self._over(self.Worksheet.cells, None)
        rows = values if isinstance(values, tuple) else ((values,),)
        numbers = tuple(tuple(map(as_number, row)) for row in rows)
        return numbers if isinstance(values, tuple) else numbers[0][0]

    @Value.setter
    def Value(self, data: object) -> None:
        rows = data if isinstance(data, (list, tuple)) else [[data]]
        assert (len(rows), len(rows[0])) == (self.Rows.Count, self.Columns.Count)
        self.Application.calls.append(f"Value of {self.Address}")
        for down, row in enumerate(rows):
            for right, cell in enumerate(row):
                at = self.Row + down, self.Column + right
                self.Worksheet.cells.pop(at, None)
                if cell not in (None, ""):
                    self.Worksheet.cells[at] = typed(cell)

    @property
    def NumberFormat(self) -> str:
        places = [(self.Row, column) for column in range(self.Column, self.right + 1)]
        (look,) = {self.Worksheet.looks.get(place, "General") for place in places}
        return look

    @NumberFormat.setter
    def NumberFormat(self, look: str) -> None:
        for row in range(self.Row, self.bottom + 1):
            for column in range(self.Column, self.right + 1):
                self.Worksheet.looks[row, column] = look

    @property
    def Formula2(self) -> object:
        return self._over(self.Worksheet.cells | self.Worksheet.formulas, "")

    @Formula2.setter
    def Formula2(self, text: str) -> None:
        assert self._array() is None or self.HasSpill, "Excel changes no part of an array"
        if self.Worksheet.ProtectContents and not self.Worksheet.ProtectionMode and self.Locked:
            raise ComError
        self.Application.calls.append(f"Formula2 = {text}")
        self.Worksheet.formulas[self.Row, self.Column] = text

    Formula = Formula2

    def _array(self) -> tuple[int, int, int, int, bool] | None:
        """The array that a cell belongs to: its edges, and whether it spills."""
        for array in self.Worksheet.arrays:
            top, left, bottom, right, _ = array
            if top <= self.Row <= bottom and left <= self.Column <= right:
                return array
        return None

    @property
    def Locked(self) -> bool:
        return (self.Row, self.Column) not in self.Worksheet.unlocked

    @property
    def HasArray(self) -> bool:
        return self._array() is not None

    @property
    def HasSpill(self) -> bool:
        return self._array()[4]

    @property
    def CurrentArray(self) -> Range:
        return Range(self.Worksheet, *self._array()[:4])

    @property
    def FormulaArray(self) -> str:
        return self.Worksheet.formulas[self.Row, self.Column]

    @FormulaArray.setter
    def FormulaArray(self, text: str) -> None:
        assert (self.Row, self.Column, self.bottom, self.right, False) in self.Worksheet.arrays
        self.Application.calls.append(f"FormulaArray = {text}")
        places = [(r, c) for r in range(self.Row, self.bottom + 1)
                  for c in range(self.Column, self.right + 1)]  # fmt: skip
        self.Worksheet.formulas |= dict.fromkeys(places, text)

    @property
    def HasFormula(self) -> bool | None:
        if self.Count == 1:
            return (self.Row, self.Column) in self.Worksheet.formulas
        return None if self.Worksheet.formulas else False

    def Cells(self, row: int, column: int) -> Range:
        top, left = self.Row + row - 1, self.Column + column - 1
        return Range(self.Worksheet, top, left, top, left)

    def __call__(self, row: int, column: int | None = None) -> Range:
        if column is None:
            down, right = divmod(row - 1, self.Columns.Count)
            return self.Cells(down + 1, right + 1)
        return self.Cells(row, column)

    def Find(self, what: str, after: Range, *options: int) -> Range | None:
        assert (what, options[:2], options[3]) == ("*", (-4123, 2), 2)
        filled = self.Worksheet.cells | self.Worksheet.formulas
        if not filled:
            return None
        row, column = max(filled, key=lambda at: at if options[2] == 1 else at[::-1])
        return Range(self.Worksheet, row, column, row, column)

    @property
    def EntireRow(self) -> Range:
        return Range(self.Worksheet, self.Row, 1, self.bottom, 16384)

    @property
    def Hidden(self) -> bool | None:
        states = {row in self.Worksheet.hidden for row in range(self.Row, self.bottom + 1)}
        return states.pop() if len(states) == 1 else None

    def SpecialCells(self, kind: int) -> Range:
        assert kind == 12
        assert self.Count > 1, "Excel takes one cell for the whole sheet"
        if self.Worksheet.ProtectContents:
            raise ComError
        seen = copy.copy(self)
        rows = range(self.Row, self.bottom + 1)
        seen.Areas = [
            Range(self.Worksheet, row, self.Column, row, self.right)
            for row in rows
            if row not in self.Worksheet.hidden
        ]
        return seen

    def _merged(self) -> list[tuple[int, int, int, int]]:
        return [
            area
            for area in self.Worksheet.merged
            if area[0] <= self.right and self.Column <= area[2]
            and area[1] <= self.bottom and self.Row <= area[3]
        ]  # fmt: skip

    @property
    def MergeCells(self) -> bool | None:
        return (True if self.Count == 1 else None) if self._merged() else False

    @property
    def MergeArea(self) -> Range:
        left, top, right, bottom = self._merged()[0]
        return Range(self.Worksheet, top, left, bottom, right)

    @property
    def Address(self) -> str:
        first = f"${get_column_letter(self.Column)}${self.Row}"
        last = f"${get_column_letter(self.right)}${self.bottom}"
        return first if first == last else f"{first}:{last}"

    def GetAddress(self, *options: object) -> str:
        return self.Address

    def Select(self) -> None:
        assert self.Application.ActiveWorkbook.ActiveSheet is self.Worksheet
        object.__setattr__(self.Worksheet, "selected", self)
        self.Application.Selection = self
