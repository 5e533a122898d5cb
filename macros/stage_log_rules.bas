Attribute VB_Name = "LeadbookStageRules"
Option Explicit
Option Private Module

' Which stage changes a log lacks: the twin of leadbook/actions/stage_changes.py. Both keep to one
' table of cases, tests/stage_log_cases.py. Nothing here knows of Excel's objects.
'
' Never the edited cells but the whole map from lead to stage is compared, so that a paste, a fill,
' an undo, a sort or a deleted row need no case of their own. A row without an id or a stage says
' nothing; an id in several rows says something only where these agree; two writings of one stage
' are one stage; a lead that is gone is still known, so that it may come back as it was. Rows that
' stand as they stood at the last look (ChangedAlone) need no second comparison.

Public Type StageMap
    Count As Long
    Ids() As String
    Keys() As String
    Rows() As Long
    Alone() As Boolean
End Type

' A table as it was at the last look: its cells, and what MapStages tells of its rows.
Public Type StageLook
    Count As Long
    Ids() As Variant
    Stages() As Variant
    Alone() As Boolean
End Type

Private Const MOST_REMEMBERED As Long = 64

' Make the map of a table. ids and stages are its cells, from 1 to count. Alone tells of each row of
' the table whether it says something of a lead of which no other row does.
Public Sub MapStages(ByRef map As StageMap, ByRef ids() As Variant, ByRef stages() As Variant, ByVal count As Long)
    Dim order() As Long, told As StageMap, row As Long, at As Long, ends As Long, alone() As Boolean
    ReadRows told, ids, stages, count
    ClearMap map, told.Count
    ReDim alone(1 To UBound(ids))
    map.Alone = alone
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
        If ends = at Then alone(told.Rows(order(at))) = True
        at = ends + 1
    Loop
    map.Alone = alone
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

' The same where nothing differs from the last look but the stages of leads of one row, without the
' whole map, which in a long table halts Excel; -1 where more differs. What is seen is seen then.
Public Function ChangedAlone(ByRef known As StageMap, ByRef seen As StageLook, ByRef ids() As Variant, ByRef stages() As Variant, ByVal count As Long, ByRef rows() As Long) As Long
    Dim row As Long, key As String, changed As Long
    ChangedAlone = -1
    If count = 0 Or count <> seen.Count Then Exit Function
    For row = 1 To count
        If Not IsSameCell(ids(row), seen.Ids(row)) Then Exit Function
    Next row
    ReDim rows(1 To count)
    For row = 1 To count
        If Not IsSameCell(stages(row), seen.Stages(row)) Then
            key = StageFold(StageText(stages(row)))
            If Len(key) = 0 Or Not seen.Alone(row) Then Exit Function
            seen.Stages(row) = stages(row)
            If StrComp(KnownKey(known, StageId(ids(row))), key, vbBinaryCompare) <> 0 Then
                changed = changed + 1
                rows(changed) = row
            End If
        End If
    Next row
    ChangedAlone = changed
End Function

Private Function IsSameCell(ByVal one As Variant, ByVal other As Variant) As Boolean
    If VarType(one) <> VarType(other) Then Exit Function
    Select Case VarType(one)
        Case vbString
            IsSameCell = (StrComp(one, other, vbBinaryCompare) = 0)
        Case vbError, vbEmpty
            IsSameCell = True
        Case Else
            IsSameCell = (one = other)
    End Select
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
    Dim at As Long
    at = PlaceInMap(map, id)
    If at > 0 Then KnownKey = map.Keys(at)
End Function

Private Function PlaceInMap(ByRef map As StageMap, ByVal id As String) As Long
    Dim low As Long, high As Long, middle As Long
    low = 1
    high = map.Count
    Do While low <= high
        middle = (low + high) \ 2
        Select Case StrComp(map.Ids(middle), id, vbBinaryCompare)
            Case 0
                PlaceInMap = middle
                Exit Function
            Case Is < 0
                low = middle + 1
            Case Else
                high = middle - 1
        End Select
    Loop
End Function

' Make a known lead known in another stage, or with no stage key not known at all.
Public Sub SetKnown(ByRef map As StageMap, ByVal id As String, ByVal key As String)
    Dim place As Long, at As Long
    place = PlaceInMap(map, id)
    If place = 0 Then Exit Sub
    map.Keys(place) = key
    If Len(key) > 0 Then Exit Sub
    For at = place + 1 To map.Count
        map.Ids(at - 1) = map.Ids(at)
        map.Keys(at - 1) = map.Keys(at)
    Next at
    map.Count = map.Count - 1
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
