Attribute VB_Name = "LeadbookStageMatching"
Option Explicit
Option Private Module

' Cells as text, and text as a key under which stages, ids, headers and tables are matched, however
' they were typed. It is the matching of leadbook/language/text.py and leadbook/pipeline/schema.py,
' without letters that are stored by their printed shape. Nothing here knows of Excel's objects.

' What a name may be that of: the two tables, each followed by its columns.
Public Const LEADS_TABLE As Long = 1
Public Const LEADS_ID As Long = 2
Public Const LEADS_STAGE As Long = 3
Public Const HISTORY_TABLE As Long = 4
Public Const HISTORY_ID As Long = 5
Public Const HISTORY_STAGE As Long = 6
Public Const HISTORY_TIME As Long = 7

Private names(LEADS_TABLE To HISTORY_TIME) As String
Private ranks As Collection

' A cell as Excel's own text would be: whole numbers without a point, errors and blanks nothing.
Public Function StageText(ByVal cell As Variant) As String
    If IsError(cell) Or IsEmpty(cell) Or IsNull(cell) Then Exit Function
    Select Case VarType(cell)
        Case vbString
            StageText = cell
        Case vbBoolean
            StageText = IIf(cell, "TRUE", "FALSE")
        Case vbDouble, vbSingle, vbCurrency, vbDecimal
            If cell = Int(cell) And Abs(cell) < 1E+15 Then
                StageText = Format$(cell, "0")
            Else
                StageText = Trim$(Str$(cell))
            End If
        Case Else
            StageText = CStr(cell)
    End Select
End Function

' An id: its text without the spaces around it, Persian and Arabic digits as 0-9.
Public Function StageId(ByVal cell As Variant) As String
    Dim text As String, digits As String, at As Long, code As Long, last As Long
    text = StageText(cell)
    For at = 1 To Len(text)
        code = CodeOf(text, at)
        If Not IsSpace(code) Then
            digits = digits & ChrW$(WithLatinDigit(code))
            last = Len(digits)
        ElseIf last > 0 Then
            digits = digits & ChrW$(code)
        End If
    Next at
    StageId = Left$(digits, last)
End Function

' The key under which a stage is matched.
Public Function StageFold(ByVal text As String) As String
    Dim at As Long, code As Long, folded As String, gap As String
    text = WithHamzaOnItsLetter(text)
    For at = 1 To Len(text)
        code = Folded1(CodeOf(text, at))
        If code = 32 Or code = 45 Then
            ' A space follows no space; hyphens stay until it is known what stands around them.
            If code = 45 Or Right$(gap, 1) <> " " Then gap = gap & ChrW$(code)
        ElseIf code > 0 Then
            folded = folded & Between(gap, folded, code) & LCase$(ChrW$(code))
            gap = ""
        End If
    Next at
    gap = RTrim$(gap)
    If Len(folded) = 0 Then gap = LTrim$(gap)
    StageFold = folded & gap
End Function

' The key under which a header or the name of a table is matched: letters and digits only.
Public Function StageHeaderKey(ByVal text As String) As String
    Dim at As Long, folded As String
    folded = StageFold(text)
    For at = 1 To Len(folded)
        If IsWord(CodeOf(folded, at)) Then StageHeaderKey = StageHeaderKey & Mid$(folded, at, 1)
    Next at
End Function

' The place of a header in a list of names, the plainest first; 0 where it is not in it. What
' stands in brackets counts only if it makes the match, and so does a 1 behind the name.
Public Function StageRank(ByVal header As String, ByVal names As String) As Long
    Dim key As String
    key = StageHeaderKey(header)
    StageRank = PlaceOf(key, names)
    If StageRank = 0 Then StageRank = PlaceOf(StageHeaderKey(WithoutBrackets(header)), names)
    If StageRank = 0 And Right$(key, 1) = "1" Then
        StageRank = PlaceOf(Left$(key, Len(key) - 1), names)
        If StageRank > 0 Then StageRank = Len(names) + StageRank
    End If
End Function

' Whether a sheet or a table goes by one of these names, with or without a prefix such as tbl.
Public Function IsStageTable(ByVal name As String, ByVal names As String) As Boolean
    Dim key As String, ends As Variant
    key = StageHeaderKey(name)
    IsStageTable = (PlaceOf(key, names) > 0)
    For Each ends In Array("tbl", "table", "lb", ChrW$(&H62C) & ChrW$(&H62F) & ChrW$(&H648) & ChrW$(&H644))
        If Left$(key, Len(ends)) = ends Then
            If PlaceOf(Mid$(key, Len(ends) + 1), names) > 0 Then IsStageTable = True
        End If
    Next ends
    For Each ends In Array("tbl", "table")
        If Right$(key, Len(ends)) = ends Then
            If PlaceOf(Left$(key, Len(key) - Len(ends)), names) > 0 Then IsStageTable = True
        End If
    Next ends
End Function

' The place of a name in the list of its kind (see SpellNames), for a table just 1; 0 where it is not
' in it. A book has the same names at every change of a cell, and to match them takes longer than
' all else then: each is matched once.
Public Function StageRankOf(ByVal name As String, ByVal kind As Long) As Long
    SpellNames
    On Error Resume Next
    StageRankOf = ranks(kind & name)
    If Err.Number = 0 Then Exit Function
    On Error GoTo 0
    Select Case kind
        Case LEADS_TABLE, HISTORY_TABLE
            If IsStageTable(name, names(kind)) Then StageRankOf = 1
        Case Else
            StageRankOf = StageRank(name, names(kind))
    End Select
    ranks.Add StageRankOf, kind & name
End Function

Private Sub SpellNames()
    If Not ranks Is Nothing Then Exit Sub
    Set ranks = New Collection
    names(LEADS_TABLE) = LeadsNames()
    names(LEADS_ID) = LeadsLeadIdNames()
    names(LEADS_STAGE) = LeadsStageNames()
    names(HISTORY_TABLE) = StageHistoryNames()
    names(HISTORY_ID) = StageHistoryLeadIdNames()
    names(HISTORY_STAGE) = StageHistoryStageNames()
    names(HISTORY_TIME) = StageHistoryEnteredAtNames()
End Sub

' A hamza above yeh or waw makes another letter of it, and is no mark to be forgotten.
Private Function WithHamzaOnItsLetter(ByVal text As String) As String
    WithHamzaOnItsLetter = text
    If InStr(1, text, ChrW$(&H654), vbBinaryCompare) = 0 Then Exit Function
    text = Replace(text, ChrW$(&H64A) & ChrW$(&H654), ChrW$(&H626))
    WithHamzaOnItsLetter = Replace(text, ChrW$(&H648) & ChrW$(&H654), ChrW$(&H624))
End Function

Private Function PlaceOf(ByVal key As String, ByVal names As String) As Long
    If Len(key) > 0 Then PlaceOf = InStr(1, names, "|" & key & "|", vbBinaryCompare)
End Function

Private Function WithoutBrackets(ByVal text As String) As String
    Dim at As Long, depth As Long
    For at = 1 To Len(text)
        Select Case CodeOf(text, at)
            Case 40, 91, 65288
                depth = 1
            Case 41, 93, 65289
                depth = 0
            Case Else
                If depth = 0 Then WithoutBrackets = WithoutBrackets & Mid$(text, at, 1)
        End Select
    Next at
End Function

' What stands between two letters of a key: between words always one space.
Private Function Between(ByVal gap As String, ByVal folded As String, ByVal code As Long) As String
    If Len(gap) = 0 Then Exit Function
    If Len(folded) = 0 Then
        Between = LTrim$(gap)
    ElseIf IsWord(CodeOf(folded, Len(folded))) And IsWord(code) Then
        Between = " "
    Else
        Between = gap
    End If
End Function

' A letter as the key has it: 32 for any space, 45 for any hyphen, 0 for a mark that is not seen.
Private Function Folded1(ByVal code As Long) As Long
    If code < 128 Then
        Folded1 = code
        If code = 95 Or IsSpace(code) Then Folded1 = 32
        Exit Function
    End If
    Select Case code
        Case &H200C&
            Folded1 = 32
        Case &H2010& To &H2014&, &H2212&
            Folded1 = 45
        Case &H640&, &H64B& To &H65F&, &H670&, &H6D6& To &H6DC&, &HAD&, &H61C&, 65279
            Folded1 = 0
        Case &H200B&, &H200D& To &H200F&, &H202A& To &H202E&, &H2066& To &H2069&
            Folded1 = 0
        Case &H64A&, &H649&, &H6D0&
            Folded1 = &H6CC&
        Case &H643&, &H6AA&
            Folded1 = &H6A9&
        Case &H629&, &H6C0&, &H6C1&
            Folded1 = &H647&
        Case &H622&, &H623&, &H625&, &H671&
            Folded1 = &H627&
        Case &H66A&
            Folded1 = 37
        Case 65281 To 65374
            Folded1 = Folded1Of(code - 65248)
        Case Else
            Folded1 = WithLatinDigit(code)
            If IsSpace(code) Then Folded1 = 32
    End Select
End Function

Private Function Folded1Of(ByVal ascii As Long) As Long
    Folded1Of = ascii
    If ascii = 95 Then Folded1Of = 32
End Function

Private Function WithLatinDigit(ByVal code As Long) As Long
    WithLatinDigit = code
    If code >= &H6F0& And code <= &H6F9& Then WithLatinDigit = code - &H6F0& + 48
    If code >= &H660& And code <= &H669& Then WithLatinDigit = code - &H660& + 48
End Function

Private Function CodeOf(ByVal text As String, ByVal at As Long) As Long
    ' AscW gives letters from 8000 (hexadecimal) on as negative numbers.
    CodeOf = AscW(Mid$(text, at, 1))
    If CodeOf < 0 Then CodeOf = CodeOf + 65536
End Function

Private Function IsSpace(ByVal code As Long) As Boolean
    Select Case code
        Case 9 To 13, 28 To 32, &H85&, &HA0&, &H1680&, &H2000& To &H200A&, &H2028&, &H2029&, &H202F&, &H205F&, &H3000&
            IsSpace = True
    End Select
End Function

' Whether a letter belongs to a word; beyond ASCII all do but signs.
Private Function IsWord(ByVal code As Long) As Boolean
    Select Case code
        Case 48 To 57, 65 To 90, 97 To 122, &HAA&, &HB5&, &HBA&
            IsWord = True
        Case 0 To 191, &HD7&, &HF7&, &H60C&, &H61B&, &H61E&, &H61F&, &H66A& To &H66D&, &H6D4&
            IsWord = False
        Case &H2000& To &H206F&, &H20A0& To &H20CF&, &H2190& To &H245F&, &H2500& To &H2BFF&, &H3000& To &H3003&, &H3008& To &H3020&
            IsWord = False
        Case Else
            IsWord = True
    End Select
End Function
