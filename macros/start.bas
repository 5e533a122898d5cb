Attribute VB_Name = "LeadbookStart"
Option Explicit

' What happens when the add-in or the sample book opens: Excel learns the help of the functions,
' and stage changes are recorded if the person wants so.

Private Const ADDIN As String = "leadbook.xlam"
Private Const MOST_TRIES As Long = 5

Private tries As Long

Public Sub Leadbook_Start()
    Leadbook_Register
    ' Two recorders would write every change twice: the add-in records for all books.
    If AnotherRecords() Then Exit Sub
    If RecordsStages Then StartRecording
End Sub

Public Sub Leadbook_Register()
    ' Excel takes help texts only while a workbook is open, and at its start none may be so yet. It
    ' counts them as a change of this book; nobody shall be asked to save what they did not change.
    Dim untouched As Boolean
    untouched = ThisWorkbook.Saved
    tries = tries + 1
    On Error GoTo Later
    RegisterLeadbookFunctions
    If untouched Then ThisWorkbook.Saved = True
    Exit Sub
Later:
    If tries < MOST_TRIES Then
        On Error Resume Next
        Application.OnTime Now + TimeSerial(0, 0, 3), "'" & ThisWorkbook.Name & "'!Leadbook_Register"
    End If
End Sub

Public Property Get RecordsStages() As Boolean
    ' A property and no function, so that Excel does not offer it to cells.
    RecordsStages = (GetSetting("Leadbook", "StageLog", "Record", "1") = "1")
End Property

Public Sub RecordStages(ByVal wanted As Boolean)
    SaveSetting "Leadbook", "StageLog", "Record", IIf(wanted, "1", "0")
    If wanted Then
        StartRecording
    Else
        StageLog_Stop
    End If
End Sub

Private Sub StartRecording()
    ' An add-in that cannot do one thing must still do the others.
    On Error Resume Next
    StageLog_Start
End Sub

Private Function AnotherRecords() As Boolean
    Dim book As Workbook
    On Error Resume Next
    Set book = Workbooks(ADDIN)
    If Not book Is Nothing Then AnotherRecords = Not book Is ThisWorkbook
End Function
