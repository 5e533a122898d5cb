Attribute VB_Name = "LeadbookStageLog"
Option Explicit
Option Private Module

' Records stage changes while people work: whenever a lead in the table Leads comes into another
' stage, a row with its id, the stage and the time is appended to the table Stage History of the
' same book. Books without such tables are left alone, silently. The twin of it for books that are
' edited without macros is the command leadbook snapshot; both keep to tests/stage_log_cases.py.
'
' Undo. A macro that writes a cell empties Excel's list of what can be undone, so that logging at
' once would take Ctrl+Z away from everybody who changes a stage. Therefore a change is noticed at
' once, with its time, and written later: when the book is saved or closed, or the person goes to
' another sheet or another book. What is undone before that was a slip and leaves no row, and a
' stage that is only passed on the way leaves its own. While cells are being copied or cut nothing
' is written on the way to another sheet, for that would end the copying. A book that saves itself
' (AutoSave) is not written to at each of these savings. What is not written when Excel crashes is
' found by the next leadbook snapshot.
'
' Tables are known by the names of Excel's tables or of their sheets, columns by their headers, as
' leadbook knows them (stage_log_names.bas, generated); a header that only leadbook's settings name
' is not known here.

Private Const MANY As Long = 20
Private Const MOMENT As String = "yyyy-mm-dd hh:mm"

Private listener As StageLogEvents
Private books As Collection
Private savedAs As String
Private failure As String

' ---- the switch ------------------------------------------------------------------------------

Public Sub StageLog_Start()
    Dim book As Workbook
    If Not listener Is Nothing Then Exit Sub
    Set books = New Collection
    For Each book In Application.Workbooks
        StageLog_Met book
    Next book
    Set listener = New StageLogEvents
End Sub

Public Sub StageLog_Stop()
    Dim book As Workbook
    If listener Is Nothing Then Exit Sub
    For Each book In Application.Workbooks
        StageLog_Write book
    Next book
    Set listener = Nothing
    Set books = Nothing
End Sub

Public Function StageLog_IsOn() As Boolean
    StageLog_IsOn = Not listener Is Nothing
End Function

' Why the last rows could not be written; nothing where they could.
Public Function StageLog_Failure() As String
    StageLog_Failure = failure
End Function

' ---- a button of leadbook --------------------------------------------------------------------

' Python is about to read a book: what waits is part of it.
Public Sub StageLog_HandOver(ByVal book As Workbook)
    If listener Is Nothing Or book Is Nothing Then Exit Sub
    StageLog_Write book
End Sub

' Python has worked on a book. New leads of an import have their rows in the log already.
Public Sub StageLog_TakeBack(ByVal book As Workbook)
    Dim ours As StageLogBook
    If listener Is Nothing Or book Is Nothing Then Exit Sub
    Set ours = KnownBook(book.Name)
    If ours Is Nothing Then Exit Sub
    If ours.Waiting.Count = 0 Then StageLog_Opened book
End Sub

' ---- what happens in a book ------------------------------------------------------------------

' A book is opened: what its leads are now is what is known.
Public Sub StageLog_Opened(ByVal book As Workbook)
    On Error GoTo Failed
    Learn book
    Exit Sub
Failed:
    failure = Err.Description
End Sub

' A book is seen; a new one is learned.
Public Sub StageLog_Met(ByVal book As Workbook)
    On Error GoTo Failed
    If KnownBook(book.Name) Is Nothing Then Learn book
    Exit Sub
Failed:
    failure = Err.Description
End Sub

' Cells of a sheet have changed.
Public Sub StageLog_Noticed(ByVal sheet As Object, ByVal target As Range)
    Dim leads As ListObject
    On Error GoTo Failed
    If TypeName(sheet) <> "Worksheet" Then Exit Sub
    If sheet.ListObjects.Count = 0 Then Exit Sub
    Set leads = LeadsOf(sheet.Parent)
    If leads Is Nothing Then Exit Sub
    If Not leads.Parent Is sheet Then Exit Sub
    If Not IsBesideTheStages(leads, target) Then Notice sheet.Parent, leads
    Exit Sub
Failed:
    failure = Err.Description
End Sub

' A person leaves a sheet or a book; a sheet may be left because it is deleted. Where nothing waits
' the leads are not looked at: in a long table every step to another sheet would halt.
Public Sub StageLog_Left(ByVal gone As Object)
    Dim book As Workbook, ours As StageLogBook
    On Error GoTo Failed
    If Application.CutCopyMode <> 0 Then Exit Sub
    If TypeOf gone Is Workbook Then
        Set book = gone
    Else
        Set book = gone.Parent
    End If
    Set ours = KnownBook(book.Name)
    If ours Is Nothing Then Exit Sub
    If ours.Waiting.Count > 0 Then StageLog_Write book
    Exit Sub
Failed:
    failure = Err.Description
End Sub

' A book is about to be saved.
Public Sub StageLog_Saving(ByVal book As Workbook)
    savedAs = book.Name
    If Not SavesItself(book) Then StageLog_Write book
End Sub

' A book has been saved, perhaps under another name; what is known of it is known still.
Public Sub StageLog_Saved(ByVal book As Workbook)
    Dim ours As StageLogBook
    On Error GoTo Failed
    If StrComp(savedAs, book.Name, vbTextCompare) = 0 Then Exit Sub
    Set ours = KnownBook(savedAs)
    If ours Is Nothing Then Exit Sub
    Forget book.Name
    ours.Name = book.Name
    Exit Sub
Failed:
    failure = Err.Description
End Sub

' Write what waits. The leads are looked at once more, for a sort or a formula that says no word.
Public Sub StageLog_Write(ByVal book As Workbook)
    Dim leads As ListObject, history As ListObject, ours As StageLogBook
    On Error GoTo Failed
    Set leads = LeadsOf(book)
    If leads Is Nothing Then Exit Sub
    Notice book, leads
    Set ours = KnownBook(book.Name)
    If ours.Waiting.Count = 0 Or book.ReadOnly Then Exit Sub
    DropTheGone ours, leads
    Set history = HistoryOf(book)
    If Not history Is Nothing Then AppendChanges ours.Waiting, history
    ours.Written
    failure = ""
    Exit Sub
Failed:
    failure = Err.Description
End Sub

Private Function SavesItself(ByVal book As Object) As Boolean
    ' Older versions of Excel do not know of it.
    On Error Resume Next
    SavesItself = book.AutoSaveOn
End Function

' ---- what is known of the books --------------------------------------------------------------

Private Function KnownBook(ByVal name As String) As StageLogBook
    Dim ours As StageLogBook
    If books Is Nothing Then Set books = New Collection
    For Each ours In books
        If StrComp(ours.Name, name, vbTextCompare) = 0 Then
            Set KnownBook = ours
            Exit Function
        End If
    Next ours
End Function

' Forget a book of this name, which was closed long ago.
Private Sub Forget(ByVal name As String)
    Dim at As Long
    For at = books.Count To 1 Step -1
        If StrComp(books(at).Name, name, vbTextCompare) = 0 Then books.Remove at
    Next at
End Sub

Private Sub Learn(ByVal book As Workbook)
    Dim ours As StageLogBook, leads As ListObject, ids() As Variant, stages() As Variant, count As Long
    Set ours = KnownBook(book.Name)
    If ours Is Nothing Then
        Set ours = New StageLogBook
        ours.Name = book.Name
        books.Add ours
    End If
    ReDim ids(1 To 1)
    ReDim stages(1 To 1)
    Set leads = LeadsOf(book)
    If Not leads Is Nothing Then count = ReadLeads(leads, ids, stages)
    ours.Learn ids, stages, count
End Sub

Private Sub Notice(ByVal book As Workbook, ByVal leads As ListObject)
    Dim ours As StageLogBook, ids() As Variant, stages() As Variant, count As Long
    Set ours = KnownBook(book.Name)
    If ours Is Nothing Then
        Learn book
        Exit Sub
    End If
    count = ReadLeads(leads, ids, stages)
    ours.Notice ids, stages, count
End Sub

Private Sub DropTheGone(ByVal ours As StageLogBook, ByVal leads As ListObject)
    Dim ids() As Variant, stages() As Variant, count As Long
    count = ReadLeads(leads, ids, stages)
    ours.DropTheGone ids, count
End Sub

' ---- the tables of a book --------------------------------------------------------------------

Private Function LeadsOf(ByVal book As Workbook) As ListObject
    Set LeadsOf = TableOf(book, LEADS_TABLE, LEADS_ID, LEADS_STAGE)
End Function

Private Function HistoryOf(ByVal book As Workbook) As ListObject
    Set HistoryOf = TableOf(book, HISTORY_TABLE, HISTORY_ID, HISTORY_TIME)
End Function

' The table that goes by a name, else the one on a sheet that does, if it has the columns.
Private Function TableOf(ByVal book As Workbook, ByVal kind As Long, ByVal first As Long, ByVal last As Long) As ListObject
    Dim sheet As Worksheet, table As ListObject, column As Long, complete As Boolean
    For Each sheet In book.Worksheets
        For Each table In sheet.ListObjects
            If StageRankOf(table.Name, kind) > 0 Or StageRankOf(sheet.Name, kind) > 0 Then
                complete = True
                For column = first To last
                    If ColumnOf(table, column) = 0 Then complete = False
                Next column
                If complete And StageRankOf(table.Name, kind) > 0 Then
                    Set TableOf = table
                    Exit Function
                End If
                If complete And TableOf Is Nothing Then Set TableOf = table
            End If
        Next table
    Next sheet
End Function

' The column whose header is the plainest of its names; 0 where there is none.
Private Function ColumnOf(ByVal table As ListObject, ByVal kind As Long) As Long
    Dim at As Long, rank As Long, best As Long
    For at = 1 To table.ListColumns.Count
        rank = StageRankOf(table.ListColumns(at).Name, kind)
        If rank > 0 And (best = 0 Or rank < best) Then
            best = rank
            ColumnOf = at
        End If
    Next at
End Function

Private Function ReadLeads(ByVal leads As ListObject, ByRef ids() As Variant, ByRef stages() As Variant) As Long
    ReDim ids(1 To 1)
    ReDim stages(1 To 1)
    If leads.DataBodyRange Is Nothing Then Exit Function
    ReadLeads = leads.DataBodyRange.Rows.Count
    ReadColumn leads, ColumnOf(leads, LEADS_ID), ids
    ReadColumn leads, ColumnOf(leads, LEADS_STAGE), stages
End Function

Private Sub ReadColumn(ByVal table As ListObject, ByVal column As Long, ByRef cells() As Variant)
    Dim values As Variant, at As Long
    values = table.ListColumns(column).DataBodyRange.Value2
    If Not IsArray(values) Then
        cells(1) = values
        Exit Sub
    End If
    ReDim cells(1 To UBound(values, 1))
    For at = 1 To UBound(values, 1)
        cells(at) = values(at, 1)
    Next at
End Sub

' Whether a change lies within the rows of the leads and touches neither ids nor stages.
Private Function IsBesideTheStages(ByVal leads As ListObject, ByVal target As Range) As Boolean
    Dim within As Range
    If leads.DataBodyRange Is Nothing Then Exit Function
    Set within = Application.Intersect(target, leads.DataBodyRange)
    If within Is Nothing Then Exit Function
    If within.CountLarge <> target.CountLarge Then Exit Function
    If Touches(leads, ColumnOf(leads, LEADS_ID), target) Then Exit Function
    IsBesideTheStages = Not Touches(leads, ColumnOf(leads, LEADS_STAGE), target)
End Function

Private Function Touches(ByVal table As ListObject, ByVal column As Long, ByVal target As Range) As Boolean
    Touches = Not Application.Intersect(target, table.ListColumns(column).DataBodyRange) Is Nothing
End Function

' ---- writing ---------------------------------------------------------------------------------

Private Sub AppendChanges(ByVal changes As Collection, ByVal history As ListObject)
    Dim events As Boolean, drawn As Boolean, calculated As Long, row As Long, at As Long
    Dim number As Long, source As String, reason As String
    events = Application.EnableEvents
    drawn = Application.ScreenUpdating
    calculated = Application.Calculation
    On Error GoTo Done
    Application.EnableEvents = False
    Application.ScreenUpdating = False
    ' What is calculated from the log would else be calculated anew for each cell of it.
    Application.Calculation = xlCalculationManual
    If changes.Count > 0 Then row = NewRows(history, changes.Count)
    For at = 1 To changes.Count
        WriteChange history, row + at - 1, changes(at)
    Next at
Done:
    number = Err.Number
    source = Err.Source
    reason = Err.Description
    Application.ScreenUpdating = drawn
    Application.EnableEvents = events
    Application.Calculation = calculated
    If number <> 0 Then Err.Raise number, source, reason
End Sub

' Make room for rows below the last that holds something, and give the place of the first among its data rows.
Private Function NewRows(ByVal history As ListObject, ByVal wanted As Long) As Long
    Dim there As Long, at As Long
    there = history.ListRows.Count
    Do While there > 0
        If Application.WorksheetFunction.CountA(history.ListRows(there).Range) > 0 Then Exit Do
        there = there - 1
    Loop
    NewRows = there + 1
    wanted = wanted - (history.ListRows.Count - there)
    If wanted > MANY Then
        If HasRoomBelow(history, wanted) Then
            history.Resize history.Range.Resize(history.Range.Rows.Count + wanted)
            Exit Function
        End If
    End If
    For at = 1 To wanted
        history.ListRows.Add
    Next at
End Function

Private Function HasRoomBelow(ByVal history As ListObject, ByVal wanted As Long) As Boolean
    Dim below As Range
    If history.ShowTotals Then Exit Function
    Set below = history.Range.Offset(history.Range.Rows.Count).Resize(wanted)
    HasRoomBelow = (Application.WorksheetFunction.CountA(below) = 0)
End Function

Private Sub WriteChange(ByVal history As ListObject, ByVal row As Long, ByVal change As StageLogChange)
    Dim cell As Range
    WriteText history.DataBodyRange.Cells(row, ColumnOf(history, HISTORY_ID)), change.Lead
    WriteText history.DataBodyRange.Cells(row, ColumnOf(history, HISTORY_STAGE)), change.Stage
    Set cell = history.DataBodyRange.Cells(row, ColumnOf(history, HISTORY_TIME))
    If cell.NumberFormat = "General" Or cell.NumberFormat = "@" Then cell.NumberFormat = MOMENT
    cell.Value = change.Moment
End Sub

' Write a cell as it stood among the leads: 007 stays text, and = at the start makes no formula.
Private Sub WriteText(ByVal cell As Range, ByVal value As Variant)
    If VarType(value) = vbString Then
        If IsNumeric(value) Or IsDate(value) Or InStr("=+-@", Left$(value, 1)) > 0 Then cell.NumberFormat = "@"
    End If
    cell.Value = value
    If VarType(value) = vbString And VarType(cell.Value2) <> vbString Then
        ' Excel sees more in a text than VBA does, such as 50% or TRUE.
        cell.NumberFormat = "@"
        cell.Value = value
    End If
End Sub
