Attribute VB_Name = "LeadbookRibbon"
Option Explicit

' The tab of the add-in. ribbon.xml names the procedures below; words.bas knows what they say.

Private Const ON_TOP As Long = 4096
Private Const RIGHT_TO_LEFT As Long = 1572864

Private ownRibbon As IRibbonUI

' ---- what Excel asks the tab -----------------------------------------------------------------

Public Sub Leadbook_Loaded(ribbon As IRibbonUI)
    Set ownRibbon = ribbon
End Sub

Public Sub Leadbook_Label(control As IRibbonControl, ByRef returnedVal)
    returnedVal = LeadbookWords(control.ID)
End Sub

Public Sub Leadbook_Screentip(control As IRibbonControl, ByRef returnedVal)
    returnedVal = LeadbookWords(control.ID)
End Sub

Public Sub Leadbook_Supertip(control As IRibbonControl, ByRef returnedVal)
    returnedVal = LeadbookWords(control.ID & ".tip")
End Sub

Public Sub Leadbook_StageLogPressed(control As IRibbonControl, ByRef returnedVal)
    returnedVal = RecordsStages
End Sub

' ---- a button, a line ------------------------------------------------------------------------

Public Sub Leadbook_Report(control As IRibbonControl)
    RunLeadbook "report"
End Sub

Public Sub Leadbook_Velocity(control As IRibbonControl)
    RunLeadbook "velocity"
End Sub

Public Sub Leadbook_Score(control As IRibbonControl)
    RunLeadbook "score"
End Sub

Public Sub Leadbook_Check(control As IRibbonControl)
    RunLeadbook "check"
End Sub

Public Sub Leadbook_Cold(control As IRibbonControl)
    RunLeadbook "cold"
End Sub

Public Sub Leadbook_Farewell(control As IRibbonControl)
    RunLeadbook "farewell"
End Sub

Public Sub Leadbook_HandOff(control As IRibbonControl)
    RunLeadbook "hand_off"
End Sub

Public Sub Leadbook_Import(control As IRibbonControl)
    RunLeadbook "import"
End Sub

Public Sub Leadbook_Settings(control As IRibbonControl)
    RunLeadbook "settings"
End Sub

Public Sub Leadbook_Log(control As IRibbonControl)
    RunLeadbook "log"
End Sub

Public Sub Leadbook_Help(control As IRibbonControl)
    RunLeadbook "help"
End Sub

Public Sub Leadbook_Language(control As IRibbonControl)
    If SwitchLanguage() Then RunLeadbook "language"
End Sub

Public Sub Leadbook_Restart(control As IRibbonControl)
    RestartFunctions
End Sub

Public Sub Leadbook_StageLog(control As IRibbonControl, pressed As Boolean)
    RecordStages pressed
End Sub

' ---- what they do ----------------------------------------------------------------------------

Public Sub RunLeadbook(ByVal action As String)
    ' Python works on the active workbook. What goes wrong there is said there; what keeps Python
    ' from starting is said here.
    Dim book As Workbook
    On Error GoTo Failed
    If ReadsTheBook(action) Then Set book = Application.ActiveWorkbook
    StageLog_HandOver book
    RunPython "import leadbook.hosts.excel.ribbon as r; r.press('" & action & "', '" & LeadbookLanguage() & "')"
    StageLog_TakeBack book
    Exit Sub
Failed:
    SayFailure Err.Description
End Sub

Private Function ReadsTheBook(ByVal action As String) As Boolean
    ReadsTheBook = (InStr("|settings|language|log|help|", "|" & action & "|") = 0)
End Function

Private Sub RestartFunctions()
    On Error GoTo Failed
    #If Not Mac Then
        KillPy
    #End If
    Exit Sub
Failed:
    SayFailure Err.Description
End Sub

Private Function SwitchLanguage() As Boolean
    On Error GoTo Failed
    SpeakLeadbook IIf(LeadbookLanguage() = "fa", "en", "fa")
    If ownRibbon Is Nothing Then
        ' Excel hands the ribbon over once; a macro that was stopped in the debugger loses it.
        Say LeadbookWords("restart")
    Else
        ownRibbon.Invalidate
    End If
    Leadbook_Register
    SwitchLanguage = True
    Exit Function
Failed:
    SayFailure Err.Description
End Function

Private Sub SayFailure(ByVal reason As String)
    Say LeadbookWords("failed") & vbLf & vbLf & reason
End Sub

Private Sub Say(ByVal sentence As String)
    ' VBA's own MsgBox writes Persian letters as question marks on most Windows machines.
    Dim style As Long
    style = vbExclamation
    If LeadbookLanguage() = "fa" Then style = style + RIGHT_TO_LEFT
    #If Mac Then
        MsgBox sentence, style, "Leadbook"
    #Else
        ' Where a firm forbids Windows' scripts there is no such box.
        On Error Resume Next
        CreateObject("WScript.Shell").Popup sentence, 0, "Leadbook", style + ON_TOP
        If Err.Number <> 0 Then MsgBox sentence, style, "Leadbook"
    #End If
End Sub
