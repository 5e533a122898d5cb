"""An Excel of plain Python, as far as leadbook's buttons speak to one through xlwings and COM.

It behaves as Excel does where that matters: a copied sheet gets a free name, its tables too, and
its charts draw from the other book still; a deleted sheet leaves #REF! in what referred to it.
Every call that changes something is noted in `FakeExcel.calls`.
"""
# ruff: noqa: N802, N803 - the names are Excel's

from __future__ import annotations

import copy
import re
from functools import partial
from pathlib import Path
from typing import Any

from openpyxl.utils import range_boundaries

from leadbook.workbook.names import broken
from tests.hosts.excel.fake_range import Range
from tests.hosts.excel.stored import StoredSheet, StoredTable, stored
from tests.hosts.excel.windows import ComError

NOT_THERE = -2147352567


def com_error() -> ComError:
    error = ComError(NOT_THERE)
    error.hresult = NOT_THERE
    return error


class Noting:
    """Notes what is set from outside, under the class's short name."""

    def __setattr__(self, name: str, value: object) -> None:
        plain = isinstance(value, (str, int, bool))
        if plain and name[0].isupper() and name in self.__dict__:
            self.Application.calls.append(f"{name} = {value}")
        object.__setattr__(self, name, value)


class Collection:
    """A collection that is called with a place from 1 or a name."""

    def __init__(self, items: list[Any], parent: object = None) -> None:
        self.items, self.Parent = items, parent
        self.Application = getattr(parent, "Application", None)

    @property
    def Count(self) -> int:
        return len(self.items)

    def __iter__(self):
        return iter(list(self.items))

    def __call__(self, key: int | str) -> Any:
        if isinstance(key, int) and 0 < key <= len(self.items):
            return self.items[key - 1]
        for item in self.items:
            if isinstance(key, str) and bare(item.Name) == key.casefold():
                return item
        raise com_error()

    Item = __call__


def bare(name: str) -> str:
    """The name without its sheet, as a sheet's own names are called."""
    return name.rpartition("!")[2].casefold()


class FakeExcel(Noting):
    def __init__(self) -> None:
        self.calls: list[str] = []
        self.Application = self
        self.Hwnd = 1
        self.Selection: Range | None = None
        self.ActiveWorkbook: Workbook | None = None
        self.Workbooks = Workbooks([], self)
        self.ScreenUpdating = self.DisplayAlerts = self.EnableEvents = True
        self.chosen: str | bool = False
        self.Calculation, self.EnableCancelKey, self.StatusBar = -4105, 1, False

    def open(self, file: Path, name: str = "") -> Workbook:
        """Open a book as a person does, and look at its first sheet."""
        book = Workbook(self, file, name or file.name)
        self.Workbooks.items.append(book)
        book.Activate()
        self.calls.clear()
        return book

    def GetOpenFilename(self, patterns: str, index: int, title: str) -> str | bool:
        """The file that the person chooses; False for none."""
        assert patterns.count(",") == 1
        return self.chosen


class Workbooks(Collection):
    def Open(self, fullname: str, *options: object) -> Workbook:
        book = Workbook(self.Application, Path(fullname), Path(fullname).name)
        self.items.append(book)
        book.Activate()
        self.Application.calls.append("Open")
        return book


class Workbook(Noting):
    def __init__(self, application: FakeExcel, file: Path, name: str) -> None:
        self.Application, self.Name = application, name
        self.Path, self.FullName = str(file.parent), str(file)
        self.ProtectStructure = self.MultiUserEditing = self.Excel8CompatibilityMode = False
        self.Charts: list[Any] = []
        self.CustomXMLParts = XmlParts(self)
        self.Names = Names([], self)
        content = stored(file.read_bytes())
        self.Date1904 = content.is_1904
        self.Worksheets = self.Sheets = Collection([], self)
        self.Sheets.items += [Worksheet(self, sheet) for sheet in content.sheets]
        self.ActiveSheet = self.Sheets(1)

    def Activate(self) -> None:
        self.Application.ActiveWorkbook = self
        self.Application.Selection = self.ActiveSheet.selected

    def Close(self, SaveChanges: bool) -> None:
        self.Application.calls.append(f"Close(SaveChanges={SaveChanges})")
        self.Application.Workbooks.items.remove(self)
        self.Application.Workbooks(1).Activate()

    def texts(self) -> list[tuple[Any, Any]]:
        """Every formula, as the place where it is kept and its key there."""
        found: list[tuple[Any, Any]] = [(vars(name), "RefersTo") for name in self.Names]
        for sheet in self.Sheets:
            found += [(sheet.formulas, at) for at in sheet.formulas]
            found += [(vars(series), "Formula") for chart in sheet.charts for series in chart]
        return found

    def tables(self) -> set[str]:
        return {table.Name for sheet in self.Sheets for table in sheet.ListObjects}


class XmlParts(Collection):
    def __init__(self, book: Workbook) -> None:
        super().__init__([], book)

    def SelectByNamespace(self, namespace: str) -> Collection:
        return Collection([part for part in self.items if namespace in part.XML])

    def Add(self, text: str) -> None:
        assert not text.startswith("<?xml"), "a text has no encoding"
        self.items.append(XmlPart(self, f'<?xml version="1.0" encoding="utf-16"?>{text}'))


class XmlPart:
    def __init__(self, parts: XmlParts, text: str) -> None:
        self.parts, self.XML = parts, text

    def Delete(self) -> None:
        self.parts.items.remove(self)


class Names(Collection):
    def Add(self, name: str, refers_to: str) -> Name:
        self.items[:] = [each for each in self.items if bare(each.Name) != name.casefold()]
        self.items.append(Name(self, name, refers_to))
        return self.items[-1]


class Name:
    def __init__(self, names: Names, name: str, refers_to: str) -> None:
        self.names, self.name, self.RefersTo, self.Visible = names, name, refers_to, True

    @property
    def Name(self) -> str:
        owner = self.names.Parent
        return f"'{owner.Name}'!{self.name}" if isinstance(owner, Worksheet) else self.name


class Worksheet(Noting):
    def __init__(self, book: Workbook, content: StoredSheet) -> None:
        self.Application, self.Parent, self._name = book.Application, book, content.name
        self.Visible = -1 if content.is_visible else 0
        self.DisplayRightToLeft = content.right_to_left
        self.cells, self.formulas = dict(content.cells), dict(content.formulas)
        self.looks = dict(content.looks)
        self.ProtectContents = self.ProtectDrawingObjects = self.ProtectionMode = False
        self.hidden = set(content.hidden)
        self.arrays: list[tuple[int, int, int, int, bool]] = []
        self.unlocked: set[tuple[int, int]] = set()
        self.merged = list(content.merged)
        self.ListObjects = Collection([ListObject(self, t) for t in content.tables], self)
        self.Names = Names([], self)
        for name, refers_to in content.names.items():
            self.Names.Add(name, refers_to)
        self.charts = [[Series(formula) for formula in chart] for chart in content.charts]
        self.selected = self.Range("A1")

    @property
    def Name(self) -> str:
        return self._name

    @Name.setter
    def Name(self, name: str) -> None:
        assert name.casefold() not in {each.Name.casefold() for each in self.Parent.Sheets}
        pattern = re.compile(rf"(?<!\])'?{re.escape(self._name)}'?!")
        for place, key in self.Parent.texts():
            place[key] = pattern.sub(lambda _: f"'{name}'!", place[key])
        self.Application.calls.append(f"rename {self._name} to {name}")
        self._name = name

    @property
    def Index(self) -> int:
        return self.Parent.Sheets.items.index(self) + 1

    @property
    def UsedRange(self) -> Range:
        places = [*self.cells, (1, 1)]
        return Range(self, min(r for r, _ in places), min(c for _, c in places),
                     max(r for r, _ in places), max(c for _, c in places))  # fmt: skip

    @property
    def Cells(self) -> Range:
        return Range(self, 1, 1, 1048576, 16384)

    def Range(self, first: object, last: Range | None = None) -> Range:
        if isinstance(first, str):
            left, top, right, bottom = range_boundaries(first)
            return Range(self, top, left, bottom, right)
        return Range(self, first.Row, first.Column, last.bottom, last.right)

    def ChartObjects(self) -> list[Any]:
        return [ChartObject(chart) for chart in self.charts]

    def Activate(self) -> None:
        assert self.Visible == -1
        self.Parent.ActiveSheet = self
        self.Parent.Activate()

    Select = Activate

    def Copy(self, Before: Worksheet | None, After: Worksheet | None) -> None:
        beside = Before or After
        book = beside.Parent
        made = copy.copy(self)
        object.__setattr__(made, "Parent", book)
        made._name = free(self.Name, {s.Name for s in book.Sheets}, " ({})")
        made.cells, made.formulas = dict(self.cells), dict(self.formulas)
        made.charts = [[copy.copy(series) for series in chart] for chart in self.charts]
        for series in (series for chart in made.charts for series in chart):
            series.Formula = re.sub("'([^']+)'!", partial(self._elsewhere, made), series.Formula)
        tables = []
        for table in self.ListObjects:
            tables.append(copy.copy(table))
            taken = book.tables() | {each.Name for each in tables[:-1]}
            tables[-1].sheet, tables[-1].Name = made, free(table.Name, taken, "{}")
        object.__setattr__(made, "ListObjects", Collection(tables, made))
        object.__setattr__(made, "Names", Names([], made))
        for name in self.Names:
            made.Names.Add(name.name, name.RefersTo)
        book.Sheets.items.insert(beside.Index - (Before is not None), made)
        self.Application.calls.append(f"copy {self.Name}")
        made.Activate()

    def _elsewhere(self, made: Worksheet, found: re.Match[str]) -> str:
        """A reference in a copy: to the copy itself, or to what stayed in the other book."""
        if found[1] == self.Name:
            return f"'{made.Name}'!"
        return f"'[{self.Parent.Name}]{found[1]}'!"

    def Delete(self) -> None:
        book = self.Parent
        assert not self.Application.DisplayAlerts, "Excel asks the person"
        assert self.Visible == -1
        book.Sheets.items.remove(self)
        for place, key in book.texts():
            place[key] = broken(place[key], self.Name)
            for table in self.ListObjects:
                place[key] = re.sub(rf"\b{table.Name}\b(\[[^]]*\])?", "#REF!", place[key])
        self.Application.calls.append(f"delete {self.Name}")
        if book.ActiveSheet is self:
            book.Sheets(1).Activate()


def free(name: str, taken: set[str], ending: str) -> str:
    used, number, found = {each.casefold() for each in taken}, 1, name
    while found.casefold() in used:
        number += 1
        found = name[:26] + ending.format(number)
    return found


class ListObject:
    def __init__(self, sheet: Worksheet, table: StoredTable) -> None:
        self.sheet, self.Name, self.ref = sheet, table.name, table.ref
        self.ShowHeaders, self.ShowTotals = table.has_headers, table.has_totals
        self.ListColumns = [type("ListColumn", (), {"Name": name}) for name in table.columns]

    @property
    def Range(self) -> Range:
        return self.sheet.Range(self.ref)

    def Resize(self, area: Range) -> None:
        before = self.Range
        assert (area.Row, area.Column) == (before.Row, before.Column)
        self.ref = area.Address
        self.sheet.Application.calls.append(f"resize {self.Name} to {self.ref}")


class ChartObject:
    def __init__(self, chart: list[Series]) -> None:
        self.Chart = self
        self.SeriesCollection = lambda: chart


class Series:
    def __init__(self, formula: str) -> None:
        self.Formula = formula
