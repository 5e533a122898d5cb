"""An Excel in memory that runs the stage log's macro: pyOpenVBA's model, with events passed on.

pyOpenVBA connects no WithEvents variable, so that the sheets' events, which it does raise in the
workbook's own module, are handed from there to the very handlers of StageLogEvents.cls.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import absent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from tests.stage_log_cases import Case, Row

MACROS = Path(__file__).parents[2] / "macros"
MODULES = (
    *("start.bas", "stage_log_matching.bas", "stage_log_rules.bas", "stage_log_names.bas"),
    *("StageLogChange.cls", "StageLogBook.cls", "StageLogEvents.cls", "stage_log.bas"),
)
# What the model lacks of Excel: members of a book that say nothing unusual here.
LACKING = {"book.ReadOnly": "False", "book.AutoSaveOn": "False"}
OWN_MODULE = """
Private relay As New StageLogEvents
Private Sub Workbook_SheetChange(ByVal Sh As Object, ByVal Target As Range)
    relay.host_SheetChange Sh, Target
End Sub
Private Sub Workbook_SheetDeactivate(ByVal Sh As Object)
    relay.host_SheetDeactivate Sh
End Sub
Public Sub PassSaving()
    relay.host_WorkbookBeforeSave ThisWorkbook, False, False
End Sub
Public Sub PassSaved()
    relay.host_WorkbookAfterSave ThisWorkbook, True
End Sub
"""
HANDS = """
Private Function Leads() As ListObject
    Set Leads = Worksheets("Leads").ListObjects(1)
End Function
Public Sub Clear(ByVal count As Long)
    Application.EnableEvents = False
    Leads.DataBodyRange.ClearContents
    Leads.Resize Leads.Range.Resize(count + 1)
    Application.EnableEvents = True
End Sub
Public Sub Put(ByVal row As Long, ByVal column As Long, ByVal value As Variant)
    Application.EnableEvents = False
    With Leads.DataBodyRange.Cells(row, column)
        .NumberFormat = IIf(VarType(value) = vbString, "@", "General")
        .Value = value
    End With
    Application.EnableEvents = True
End Sub
Public Sub Tell()
    StageLog_Noticed Worksheets("Leads"), Leads.DataBodyRange
End Sub
Public Sub SaveBook()
    ThisWorkbook.PassSaving
End Sub
Public Sub BookIsSaved()
    ThisWorkbook.PassSaved
End Sub
"""


def source(file: str) -> str:
    """A module's code as the model takes it: without attributes, its handlers open to the relay."""
    text = (MACROS / file).read_text("ascii")
    lines = text.partition("\nEND\n")[2] if file.endswith(".cls") else text
    code = "\n".join(line for line in lines.splitlines() if not line.startswith("Attribute "))
    for lacking, value in LACKING.items():
        code = code.replace(lacking, value)
    return code.replace("WithEvents ", "").replace("Private Sub host_", "Public Sub host_")


class ExcelModel:
    """A book open in the model, with the macro running in it."""

    def __init__(self, book: Path) -> None:
        try:
            from pyopenvba.apps.excel import ExcelApplication
        except ImportError:
            absent("pyOpenVBA", "pip install pyopenvba")
        self.app = ExcelApplication.open(book)
        for file in MODULES:
            name = re.search(r'VB_Name = "(\w+)"', (MACROS / file).read_text("ascii"))
            assert name is not None
            kind = "class" if file.endswith(".cls") else "standard"
            self.app.add_module(source(file), name=name[1], kind=kind)
        self.app.add_module(OWN_MODULE, name="ThisWorkbook", kind="document")
        self.app.add_module(HANDS, name="Hands")

    def run(self, macro: str, *arguments: Any) -> Any:
        return self.app.run(macro, *arguments)

    def do(self, code: str) -> None:
        """Do in Excel what a person does: statements of VBA, with events."""
        name = f"Doing{len(self.app.interpreter.modules)}"
        self.app.add_module(f"Public Sub {name}Now()\n{code}\nEnd Sub\n", name=name)
        self.app.run(f"{name}Now")

    def put(self, rows: Sequence[Row], at: datetime) -> None:
        """Make these the rows of the leads at a moment; Excel tells of one change."""
        self.app.freeze_clock(at)
        self.run("Clear", max(len(rows), 1))
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                if value != "":
                    self.run("Put", number, column, value)
        self.run("Tell")

    def save(self, name: str = "") -> None:
        """Save, as far as the macro is told of it; perhaps under another name."""
        self.run("SaveBook")
        if name:
            self.app.workbook.name = name
        self.run("BookIsSaved")

    def log(self) -> list[list[Any]]:
        """The rows of the stage history, without its headers."""
        return self.app.sheet("Stage History").rows()[1:]

    @property
    def failure(self) -> str:
        return str(self.app.evaluate("StageLog_Failure()"))


@pytest.fixture
def opened(tmp_path: Path):
    """Open a case's book in the model, the macro on and its leads known."""
    from tests.stage_log_book import make_book

    def made(case: Case, at: datetime) -> ExcelModel:
        model = ExcelModel(make_book(tmp_path / "book.xlsx", case))
        model.app.freeze_clock(at)
        model.run("StageLog_Start")
        assert model.failure == ""
        return model

    return made
