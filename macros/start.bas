Attribute VB_Name = "LeadbookStart"
Option Explicit

' What happens when the add-in or the sample book opens: Excel learns the help of the functions,
' and stage changes are recorded if the person wants so.

Private Const ADDIN As String = "leadbook.xlam"
Private Const MOST_TRIES As Long = 12

Private tries As Long

Public Sub Leadbook_Start()
    Leadbook_Register
    ' Two recorders would write every change twice: the add-in records for all books.
    If AnotherRecords() Then Exit Sub
    If RecordsStages Then StartRecording
End Sub

Public Sub Leadbook_Register()
    ' Excel takes help texts only while a workbook is open. It counts them as a change of this book;
    ' nobody shall be asked to save what they did not change.
    Dim untouched As Boolean
    untouched = ThisWorkbook.Saved
    If Application.ActiveWorkbook Is Nothing Then
        RegisterLater
    ElseIf Not IsRegistered() Then
        RegisterInSight
    End If
    If untouched Then ThisWorkbook.Saved = True
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

Private Function IsRegistered() As Boolean
    On Error Resume Next
    RegisterLeadbookFunctions
    IsRegistered = (Err.Number = 0)
End Function

Private Sub RegisterInSight()
    ' Many versions of Excel describe no function of a hidden book, which an add-in is. It is shown
    ' for that moment, while the screen stands still, and the book in front is put there again.
    Dim front As Workbook, drawn As Boolean, events As Boolean
    #If Mac Then
        ' There is no help to be had of functions that answer nothing there.
        Exit Sub
    #End If
    If Not ThisWorkbook.IsAddin Then Exit Sub
    Set front = Application.ActiveWorkbook
    drawn = Application.ScreenUpdating
    events = Application.EnableEvents
    On Error Resume Next
    Application.EnableEvents = False
    Application.ScreenUpdating = False
    ThisWorkbook.IsAddin = False
    ThisWorkbook.Windows(1).Visible = True
    RegisterLeadbookFunctions
    ThisWorkbook.Windows(1).Visible = False
    ThisWorkbook.IsAddin = True
    front.Activate
    Application.ScreenUpdating = drawn
    Application.EnableEvents = events
End Sub

Private Sub RegisterLater()
    ' Excel may show its start page for long, so the waits grow. To run this, Excel would open a book
    ' again that was closed meanwhile; the add-in is there until Excel ends.
    tries = tries + 1
    If tries > MOST_TRIES Or Not ThisWorkbook.IsAddin Then Exit Sub
    On Error Resume Next
    Application.OnTime Now + TimeSerial(0, 0, 3 * 2 ^ (tries - 1)), _
        "'" & Replace(ThisWorkbook.Name, "'", "''") & "'!Leadbook_Register"
End Sub
