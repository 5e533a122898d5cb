"""The generated functions in LibreOffice's Basic: it reads all of them, and makes real errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from leadbook.hosts.excel.marks import MARK
from leadbook.hosts.excel.wrappers import help_rows
from tests.hosts.excel.windows import FUNCTIONS
from tests.macros.excel_model import source

if TYPE_CHECKING:
    from tests.macros.conftest import Basic

pytestmark = pytest.mark.libreoffice

HANDS = """
Public Function Shown(answer) As String
    Shown = KindOf(Unmarked(answer))
End Function

Public Function RowShown(answer) As String
    Dim made As Variant, at As Long
    made = Unmarked(answer)
    For at = LBound(made) To UBound(made)
        RowShown = RowShown & KindOf(made(at)) & ";"
    Next at
End Function

Public Function TableShown(rows) As String
    Dim table() As Variant, made As Variant, row As Long, column As Long
    ReDim table(0 To UBound(rows), 0 To UBound(rows(0)))
    For row = 0 To UBound(rows)
        For column = 0 To UBound(rows(0))
            table(row, column) = rows(row)(column)
        Next column
    Next row
    made = Unmarked(table)
    For row = 0 To UBound(rows)
        For column = 0 To UBound(rows(0))
            TableShown = TableShown & KindOf(made(row, column)) & ";"
        Next column
    Next row
End Function

Public Function WithoutPython(values) As String
    WithoutPython = KindOf(LB_CLEAN_TEXT(values)) & ";" & KindOf(LB_VERSION())
End Function

Public Function LastError(values) As String
    LastError = KindOf(LB_CLEAN_TEXT(values)) & ";" & KindOf(LB_LAST_ERROR(values))
End Function

Private Function KindOf(cell) As String
    If IsError(cell) Then
        KindOf = "error " & CLng(cell)
    Else
        KindOf = TypeName(cell) & " " & cell
    End If
End Function
"""
NO_PYTHON = """
Public Function XLPy() As Object
    Set XLPy = Nothing
End Function
"""

# A Python that counts how often xlwings is asked for it, and that may be lost.
PYTHON = """
Public asked As Long
Public Function XLPy() As Object
    asked = asked + 1
    If asked = 3 Then Err.Raise 1000, , "no Python"
    Dim made As New Answering
    made.stays = (asked <> 1)
    Set XLPy = made
End Function
Public Function Asking(values) As String
    Dim cell
    For Each cell In Array(1, 2, 3, 4)
        Asking = Asking & LB_CLEAN_TEXT(cell) & " " & asked & ";"
    Next cell
End Function
"""
ANSWERING = """
Public stays As Boolean
Private calls As Long
Public Function CallUDF(script, fname, args)
    calls = calls + 1
    If calls > 2 And Not stays Then Err.Raise 462, , "The remote server machine does not exist"
    CallUDF = args(0) * 10
End Function
"""

# A cell of a book, and a Python that gives back which functions were called.
CELL = """
Public Function Worksheet() As Object
    Set Worksheet = Me
End Function
Public Function Parent() As Object
    Set Parent = Me
End Function
Public Date1904 As Boolean
"""
ECHO = """
Public from1904 As Boolean
Public Function CallUDF(script, fname, args)
    CallUDF = script
End Function
Public Function Caller() As Object
    Dim made As New Cell
    made.Date1904 = from1904
    Set Caller = made
End Function
"""
IN_BOOKS = """
Public Application As Object
Public Function XLPy() As Object
    Set XLPy = Application
End Function
Public Function InABook(from1904) As String
    Set Application = New Echo
    Application.from1904 = from1904
    InABook = LB_CLEAN_TEXT("")
End Function
"""

SAID = [row[:2] for row in help_rows()]

CALLS: list[tuple[str, list[Any], str]] = [
    ("Shown", [f"{MARK}2042"], "error 2042"),
    ("Shown", [f"{MARK}{MARK}2042"], f"String {MARK}2042"),
    ("Shown", ["Offer"], "String Offer"),
    ("Shown", [""], "String "),
    ("Shown", ["x"], "String x"),
    ("Shown", [7.5], "Double 7.5"),
    ("RowShown", [[f"{MARK}2015", 1.0, "a"]], "error 2015;Double 1;String a;"),
    (
        "TableShown",
        [[["Score", f"{MARK}2036"], [1.0, ""], [f"{MARK}{MARK}x", True]]],
        f"String Score;error 2036;Double 1;String ;String {MARK}x;Boolean True;",
    ),
    ("WithoutPython", [[1.0, 2.0]], "error 2015;error 2015"),
    ("LastError", [1.0], f"error 2015;String {dict(SAID)['LB_.unreachable']}"),
]


def test_marked_texts_become_errors_and_a_lost_python_never_a_text(basic: Basic) -> None:
    modules = {"udfs": source("leadbook_udfs.bas") + HANDS, "xlwings": NO_PYTHON}
    shown = basic(modules, [(f"udfs.{name}", arguments) for name, arguments, _ in CALLS])
    assert shown == [wanted for _, _, wanted in CALLS]


def test_python_is_kept_between_calls_and_asked_for_again_when_it_was_restarted(
    basic: Basic,
) -> None:
    """Each asking makes xlwings read its settings some fourteen times."""
    modules = {
        "udfs": source("leadbook_udfs.bas"),
        "xlwings": PYTHON,
        "Answering": f"Option ClassModule\n{ANSWERING}",
    }
    assert basic(modules, [("xlwings.Asking", [0])]) == ["10 1;20 1;30 2;40 2;"]


def test_a_book_that_counts_from_1904_calls_the_functions_that_do(basic: Basic) -> None:
    modules = {
        "udfs": source("leadbook_udfs.bas"),
        "xlwings": IN_BOOKS,
        "Cell": f"Option ClassModule\n{CELL}",
        "Echo": f"Option ClassModule\n{ECHO}",
    }
    shown = basic(modules, [("xlwings.InABook", [from_1904]) for from_1904 in (False, True)])
    assert shown == [FUNCTIONS, f"{FUNCTIONS}_from_1904"]
