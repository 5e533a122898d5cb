"""The VBA of the functions in cells, generated from the registry: macros/leadbook_udfs.bas.

xlwings' own generator is not used: its wrappers write Python's traceback into the cell and carry no
help. Nor are the workbook and the calling cell handed to Python, as xlwings' wrappers do: nothing
needs them, each would cost many calls between the two programs, a workbook kept in Python can keep
Excel from closing, and a book with an embedded script of somebody else would make xlwings refuse.

    python -m leadbook.hosts.excel.wrappers macros/leadbook_udfs.bas
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import leadbook.hosts.functions  # noqa: F401 - fills the registry
from leadbook.hosts.excel.marks import MARK
from leadbook.hosts.registry import CATEGORY, FUNCTIONS
from leadbook.language.messages import message, speaker

if TYPE_CHECKING:
    from leadbook.hosts.arguments import Argument
    from leadbook.hosts.registry import Function
    from leadbook.language.messages import Message

__all__ = ["help_rows", "wrapper_module"]

PYTHON_MODULE = "leadbook.hosts.excel.functions"
_LAST_ERROR = "LB_LAST_ERROR"
_WIDTH = 100

_RESERVED = frozenset(
    """
    abs addressof and any array as attribute boolean byref byte byval call case cbool cbyte ccur
    cdate cdbl cdec cdecl cint circle clng clnglng clngptr close const csng cstr currency cvar
    cverr date debug decimal declare dim do doevents double each else elseif empty end endif enum
    eqv erase event exit false fix for friend function get global gosub goto if imp implements in
    input inputb int integer is lbound len lenb let like lock long longlong longptr loop lset me
    mod new next not nothing null on open option optional or paramarray preserve print private
    pset public put raiseevent redim rem resume return rset scale seek select set sgn shared
    single spc static step stop string sub tab then to true type typeof ubound unlock until
    variant wend while with withevents write xor
    """.split()  # noqa: SIM905 - as the language's own list reads
)
"""Words that VBA keeps for itself; an argument of such a name gets an underscore behind it.

Source: MS-VBAL 3.3.5.2, reserved identifiers.
"""

_UNREACHABLE = message(
    "Excel could not start Python, or lost it. Run leadbook doctor in a terminal; it finds out why."
)
_ON_MAC = message(
    "On a Mac functions in cells need xlwings Lite; leadbook lite makes a copy of the book for it."
)
_SENTENCES = {"LB_.unreachable": _UNREACHABLE, "LB_.mac": _ON_MAC}

_HEAD = f"""\
Attribute VB_Name = "LeadbookFunctions"
Option Explicit

' Generated from leadbook's registry by python -m leadbook.hosts.excel.wrappers: do not edit.
'
' Every function passes its values to Python and gives back what Python answers. An error comes as
' a text: a mark and the error's number. A text that itself begins with the mark has a second one.

Private Const MARK As Long = {ord(MARK)}
Private Const CATEGORY As String = "{CATEGORY}"
Private Const PYTHON_MODULE As String = "{PYTHON_MODULE}"

Private python As Object
Private lastFailure As String

"""

_TAIL = """\
Private Function Answered(ByVal functionName As String, ByVal arguments As Variant) As Variant
    #If Mac Then
        lastFailure = Said("LB_.mac", {on_mac})
        Answered = CVErr(xlErrNA)
    #Else
        ' Asked for Python, xlwings reads its settings anew from sheet and files; that takes longer
        ' than most answers. So Python is kept until it fails; then it is asked for once more, for
        ' it may have been restarted.
        Dim isNew As Boolean
        On Error GoTo Failed
Again:
        If python Is Nothing Then
            isNew = True
            Set python = XLPy
        End If
        Answered = Unmarked(python.CallUDF(ModuleOfDays(), functionName, arguments))
        lastFailure = ""
        Exit Function
Failed:
        Set python = Nothing
        If Not isNew Then
            Resume Again
        End If
        lastFailure = Said("LB_.unreachable", {unreachable})
        Answered = CVErr(xlErrValue)
    #End If
End Function

Private Function ModuleOfDays() As String
    ' A book may count its days from 1904. It is asked each time: cells of several books calculate.
    ' No cell asks where a macro does; then days count as in most books.
    Dim from1904 As Boolean
    On Error Resume Next
    from1904 = Application.Caller.Worksheet.Parent.Date1904
    ModuleOfDays = PYTHON_MODULE & IIf(from1904, "_from_1904", "")
End Function

Private Function Given(ByRef argument As Variant) As Variant
    ' What Python gets for an argument: values. One that was left out stays marked as such.
    If Not IsObject(argument) Then
        Given = argument
    ElseIf TypeOf argument Is Range Then
        Given = ValuesOf(argument)
    End If
End Function

Private Function ValuesOf(ByVal area As Range) As Variant
    ' Whole columns end where the contents of their sheet end: a million blank rows stay in Excel.
    Dim lastRow As Long
    If area.Row + area.Rows.Count - 1 = area.Worksheet.Rows.Count Then
        With area.Worksheet.UsedRange
            lastRow = .Row + .Rows.Count - 1
        End With
        If lastRow < area.Row Then lastRow = area.Row
        Set area = area.Resize(lastRow - area.Row + 1)
    End If
    ' Value knows dates; but it fails on a cell that is formatted as a date and holds none, like -1.
    On Error Resume Next
    ValuesOf = area.Value
    If Err.Number <> 0 Then ValuesOf = area.Value2
End Function

Private Function Unmarked(ByVal answer As Variant) As Variant
    ' Real errors for marked texts, in one cell, a row or a table.
    Dim row As Long, column As Long
    If Not IsArray(answer) Then
        answer = CellOf(answer)
    ElseIf IsTable(answer) Then
        For row = LBound(answer, 1) To UBound(answer, 1)
            For column = LBound(answer, 2) To UBound(answer, 2)
                If VarType(answer(row, column)) = vbString Then
                    answer(row, column) = CellOf(answer(row, column))
                End If
            Next column
        Next row
    Else
        For column = LBound(answer) To UBound(answer)
            answer(column) = CellOf(answer(column))
        Next column
    End If
    Unmarked = answer
End Function

Private Function CellOf(ByVal cell As Variant) As Variant
    CellOf = cell
    If VarType(cell) <> vbString Then Exit Function
    If Len(cell) < 2 Then Exit Function
    If LetterOf(cell) <> MARK Then Exit Function
    If LetterOf(Mid$(cell, 2)) = MARK Then
        CellOf = Mid$(cell, 2)
    Else
        CellOf = CVErr(CLng(Mid$(cell, 2)))
    End If
End Function

Private Function LetterOf(ByVal text As String) As Long
    ' The number of the first letter; AscW gives it as a negative one from 32768 on.
    LetterOf = AscW(text) And 65535
End Function

Private Function IsTable(ByRef answer As Variant) As Boolean
    ' Whether an array has rows and columns: only then it has a second bound.
    Dim bound As Long
    On Error Resume Next
    bound = UBound(answer, 2)
    IsTable = (Err.Number = 0)
End Function

Private Function Said(ByVal key As String, ByVal english As String) As String
    ' In the language of the ribbon. The sample book has no ribbon, and speaks English.
    Dim words As String
    Said = english
    On Error Resume Next
    words = Application.Run("'" & Replace(ThisWorkbook.Name, "'", "''") & "'!LeadbookWords", key)
    If words <> "" And words <> key Then Said = words
End Function

Private Sub Describe(ByVal functionName As String, ByVal description As String, _
        ParamArray arguments() As Variant)
    ' arguments: of each its key and what it is.
    Dim texts() As String, place As Long, macroName As String
    macroName = "'" & Replace(ThisWorkbook.Name, "'", "''") & "'!" & functionName
    description = Said(functionName, description)
    If UBound(arguments) < 0 Then
        Application.MacroOptions Macro:=macroName, Description:=description, Category:=CATEGORY
        Exit Sub
    End If
    ReDim texts(0 To UBound(arguments) \\ 2)
    For place = 0 To UBound(texts)
        texts(place) = Said(functionName & "." & arguments(2 * place), arguments(2 * place + 1))
    Next place
    Application.MacroOptions Macro:=macroName, Description:=description, Category:=CATEGORY, _
        ArgumentDescriptions:=texts
End Sub
"""


def wrapper_module() -> str:
    """Give the VBA module: a function for each of the registry, and their help for the wizard."""
    functions = FUNCTIONS.values()
    tail = _TAIL.format(on_mac=_literal(_ON_MAC), unreachable=_literal(_UNREACHABLE))
    described = "".join(map(_described, functions))
    register = (
        "Public Sub RegisterLeadbookFunctions()\n"
        "    ' What the function wizard says. Excel refuses while no workbook is open: try later.\n"
        f"{described}End Sub\n\n"
    )
    return _HEAD + "".join(map(_wrapper, functions)) + register + tail


def help_rows() -> list[tuple[str, str, str]]:
    """Give what the VBA says, for the add-in's sheet of labels: key, English, Persian.

    >>> help_rows()[0][:2]
    ('LB_.unreachable', 'Excel could not start Python, or lost it. ...')
    """
    labels = dict(_SENTENCES)
    for function in FUNCTIONS.values():
        labels[function.name] = function.doc
        labels |= {f"{function.name}.{each.name}": each.doc for each in function.arguments}
    english, persian = speaker("en"), speaker("fa")
    return [(key, english(said), persian(said)) for key, said in labels.items()]


def _wrapper(function: Function) -> str:
    name = function.name
    taken = [
        f"{'' if argument.required else 'Optional '}{_identifier(argument)} As Variant"
        for argument in function.arguments
    ]
    head = _wrapped(f"Public Function {name}(", taken, ") As Variant")
    values = [f"Given({_identifier(argument)})" for argument in function.arguments]
    body = _wrapped(f'    {name} = Answered("{name}", Array(', values, "))")
    if name == _LAST_ERROR:
        # The one function that must say something when Python is out of reach.
        body += f'    If lastFailure <> "" Then {name} = lastFailure\n'
    return f"{head}{body}End Function\n\n"


def _described(function: Function) -> str:
    texts = [_literal(function.doc)]
    texts += [f'"{each.name}", {_literal(each.doc)}' for each in function.arguments]
    lines = ", _\n        ".join(texts)
    return f'    Describe "{function.name}", {lines}\n'


def _wrapped(start: str, parts: list[str], end: str) -> str:
    """Write a list in as many lines as it needs."""
    lines = [start] if parts else [start + end]
    for place, part in enumerate(parts, 1):
        piece = f"{part}, " if place < len(parts) else f"{part}{end}"
        if len(lines[-1]) + len(piece) > _WIDTH:
            lines.append("        ")
        lines[-1] += piece
    return " _\n".join(line.rstrip() for line in lines) + "\n"


def _identifier(argument: Argument) -> str:
    return f"{argument.name}_" if argument.name in _RESERVED else argument.name


def _literal(text: Message) -> str:
    """Write a text for VBA, whose source is ASCII: other letters by their numbers."""
    letters = str(text).replace('"', '""')
    ascii_only = "".join(
        letter if letter.isascii() else f'" & ChrW$(&H{ord(letter):X}) & "' for letter in letters
    )
    return f'"{ascii_only}"'


def _main(target: str) -> None:
    Path(target).write_text(wrapper_module(), encoding="ascii", newline="\n")


if __name__ == "__main__":
    _main(sys.argv[1])
