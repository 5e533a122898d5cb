Attribute VB_Name = "LeadbookStageRules"
Option Explicit
Option Private Module

' Which stage changes a log lacks: the twin of leadbook/actions/stage_changes.py. Both keep to one
' table of cases, tests/stage_log_cases.py. Nothing here knows of Excel's objects.
'
' Never the edited cells but the whole map from lead to stage is compared, so that a paste, a fill,
' an undo, a sort or a deleted row need no case of their own. A row without an id or a stage says
' nothing; an id in several rows says something only where these agree; two writings of one stage
' are one stage; a lead that is gone is still known, so that it may come back as it was.
'
' Matching is that of leadbook/language/text.py, without letters stored by their printed shape.

Public Type StageMap
    Count As Long
    Ids() As String
    Keys() As String
    Rows() As Long
End Type

Private Const MOST_REMEMBERED As Long = 64

' ---- maps from lead to stage -----------------------------------------------------------------

' Make the map of a table. ids and stages are its cells, from 1 to count.
Public Sub MapStages(ByRef map As StageMap, ByRef ids() As Variant, ByRef stages() As Variant, ByVal count As Long)
    Dim order() As Long, told As StageMap, row As Long, at As Long, ends As Long
    ReadRows told, ids, stages, count
    ClearMap map, told.Count
    If told.Count = 0 Then Exit Sub
    ReDim order(1 To told.Count)
    For row = 1 To told.Count
        order(row) = row
    Next row
    SortOrder order, told, 1, told.Count
    at = 1
    Do While at <= told.Count
        ends = at
        Do While ends < told.Count
            If StrComp(told.Ids(order(ends + 1)), told.Ids(order(at)), vbBinaryCompare) <> 0 Then Exit Do
            ends = ends + 1
        Loop
        If Agree(told, order, at, ends) Then
            AddToMap map, told.Ids(order(at)), told.Keys(order(at)), told.Rows(order(at))
        End If
        at = ends + 1
    Loop
End Sub

' The rows of the table whose lead is new or in another stage, in their order.
Public Function ChangedRows(ByRef known As StageMap, ByRef present As StageMap, ByRef rows() As Long) As Long
    Dim at As Long, found As Long, count As Long
    If present.Count = 0 Then Exit Function
    ReDim rows(1 To present.Count)
    found = 1
    For at = 1 To present.Count
        Do While found <= known.Count
            If StrComp(known.Ids(found), present.Ids(at), vbBinaryCompare) >= 0 Then Exit Do
            found = found + 1
        Loop
        If Not IsKnown(known, found, present.Ids(at), present.Keys(at)) Then
            count = count + 1
            rows(count) = present.Rows(at)
        End If
    Next at
    If count > 1 Then SortNumbers rows, 1, count
    ChangedRows = count
End Function

' What is known after a look: what was known, and over it what is seen now.
Public Sub RememberMap(ByRef known As StageMap, ByRef present As StageMap)
    Dim both As StageMap, old As Long, fresh As Long, order As Long
    ClearMap both, known.Count + present.Count
    old = 1
    fresh = 1
    Do While old <= known.Count Or fresh <= present.Count
        If old > known.Count Then
            order = 1
        ElseIf fresh > present.Count Then
            order = -1
        Else
            order = StrComp(known.Ids(old), present.Ids(fresh), vbBinaryCompare)
        End If
        If order < 0 Then
            AddToMap both, known.Ids(old), known.Keys(old), 0
            old = old + 1
        Else
            AddToMap both, present.Ids(fresh), present.Keys(fresh), 0
            fresh = fresh + 1
            If order = 0 Then old = old + 1
        End If
    Loop
    TakeMap known, both
End Sub

' The stage key that a map has for a lead; nothing where it does not know the lead.
Public Function KnownKey(ByRef map As StageMap, ByVal id As String) As String
    Dim low As Long, high As Long, middle As Long
    low = 1
    high = map.Count
    Do While low <= high
        middle = (low + high) \ 2
        Select Case StrComp(map.Ids(middle), id, vbBinaryCompare)
            Case 0
                KnownKey = map.Keys(middle)
                Exit Function
            Case Is < 0
                low = middle + 1
            Case Else
                high = middle - 1
        End Select
    Loop
End Function

' Make a lead known in another stage, or with no stage key not known at all.
Public Sub SetKnown(ByRef map As StageMap, ByVal id As String, ByVal key As String)
    Dim other As StageMap, at As Long
    ClearMap other, map.Count
    For at = 1 To map.Count
        If StrComp(map.Ids(at), id, vbBinaryCompare) <> 0 Then
            AddToMap other, map.Ids(at), map.Keys(at), 0
        ElseIf Len(key) > 0 Then
            AddToMap other, id, key, 0
        End If
    Next at
    TakeMap map, other
End Sub

Private Sub ReadRows(ByRef told As StageMap, ByRef ids() As Variant, ByRef stages() As Variant, ByVal count As Long)
    Dim row As Long, id As String, key As String
    Dim texts(1 To MOST_REMEMBERED) As String, keys(1 To MOST_REMEMBERED) As String, remembered As Long
    ClearMap told, count
    For row = 1 To count
        id = StageId(ids(row))
        If Len(id) > 0 Then
            key = RememberedKey(StageText(stages(row)), texts, keys, remembered)
            If Len(key) > 0 Then AddToMap told, id, key, row
        End If
    Next row
End Sub

' A table has few stages and many leads: each name is folded once.
Private Function RememberedKey(ByVal text As String, ByRef texts() As String, ByRef keys() As String, ByRef remembered As Long) As String
    Dim at As Long
    For at = 1 To remembered
        If StrComp(texts(at), text, vbBinaryCompare) = 0 Then
            RememberedKey = keys(at)
            Exit Function
        End If
    Next at
    RememberedKey = StageFold(text)
    If remembered < MOST_REMEMBERED Then
        remembered = remembered + 1
        texts(remembered) = text
        keys(remembered) = RememberedKey
    End If
End Function

Private Sub ClearMap(ByRef map As StageMap, ByVal room As Long)
    Dim ids() As String, keys() As String, rows() As Long
    If room < 1 Then room = 1
    ReDim ids(1 To room)
    ReDim keys(1 To room)
    ReDim rows(1 To room)
    map.Count = 0
    map.Ids = ids
    map.Keys = keys
    map.Rows = rows
End Sub

Private Sub TakeMap(ByRef map As StageMap, ByRef other As StageMap)
    map.Count = other.Count
    map.Ids = other.Ids
    map.Keys = other.Keys
    map.Rows = other.Rows
End Sub

Private Sub AddToMap(ByRef map As StageMap, ByVal id As String, ByVal key As String, ByVal row As Long)
    map.Count = map.Count + 1
    map.Ids(map.Count) = id
    map.Keys(map.Count) = key
    map.Rows(map.Count) = row
End Sub

Private Function Agree(ByRef told As StageMap, ByRef order() As Long, ByVal first As Long, ByVal last As Long) As Boolean
    Dim at As Long
    For at = first + 1 To last
        If StrComp(told.Keys(order(at)), told.Keys(order(first)), vbBinaryCompare) <> 0 Then Exit Function
    Next at
    Agree = True
End Function

Private Function IsKnown(ByRef known As StageMap, ByVal at As Long, ByVal id As String, ByVal key As String) As Boolean
    If at > known.Count Then Exit Function
    If StrComp(known.Ids(at), id, vbBinaryCompare) <> 0 Then Exit Function
    IsKnown = (StrComp(known.Keys(at), key, vbBinaryCompare) = 0)
End Function

' Sort places by their ids; of equal ids the earlier row comes first.
Private Sub SortOrder(ByRef order() As Long, ByRef told As StageMap, ByVal first As Long, ByVal last As Long)
    Dim low As Long, high As Long, pivot As Long, swapped As Long
    low = first
    high = last
    pivot = order((first + last) \ 2)
    Do While low <= high
        Do While IsBefore(order(low), pivot, told)
            low = low + 1
        Loop
        Do While IsBefore(pivot, order(high), told)
            high = high - 1
        Loop
        If low <= high Then
            swapped = order(low)
            order(low) = order(high)
            order(high) = swapped
            low = low + 1
            high = high - 1
        End If
    Loop
    If first < high Then SortOrder order, told, first, high
    If low < last Then SortOrder order, told, low, last
End Sub

Private Function IsBefore(ByVal one As Long, ByVal other As Long, ByRef told As StageMap) As Boolean
    Select Case StrComp(told.Ids(one), told.Ids(other), vbBinaryCompare)
        Case Is < 0
            IsBefore = True
        Case 0
            IsBefore = (one < other)
    End Select
End Function

Private Sub SortNumbers(ByRef numbers() As Long, ByVal first As Long, ByVal last As Long)
    Dim low As Long, high As Long, pivot As Long, swapped As Long
    low = first
    high = last
    pivot = numbers((first + last) \ 2)
    Do While low <= high
        Do While numbers(low) < pivot
            low = low + 1
        Loop
        Do While numbers(high) > pivot
            high = high - 1
        Loop
        If low <= high Then
            swapped = numbers(low)
            numbers(low) = numbers(high)
            numbers(high) = swapped
            low = low + 1
            high = high - 1
        End If
    Loop
    If first < high Then SortNumbers numbers, first, high
    If low < last Then SortNumbers numbers, low, last
End Sub

' ---- cells as text, and text as a matching key -----------------------------------------------

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
' stands in brackets counts only if it makes the match.
Public Function StageRank(ByVal header As String, ByVal names As String) As Long
    StageRank = PlaceOf(StageHeaderKey(header), names)
    If StageRank = 0 Then StageRank = PlaceOf(StageHeaderKey(WithoutBrackets(header)), names)
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
