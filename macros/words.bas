Attribute VB_Name = "LeadbookTexts"
Option Explicit
Option Private Module

' What the VBA says, in English or Persian. The words stand in the hidden sheet _leadbook_labels of
' the add-in (id, en, fa), because the source of VBA holds no Persian letters.

Private Const LABELS As String = "_leadbook_labels"
Private Const PERSIAN_INTERFACE As Long = 1065
Private Const IRAN As Long = 98

Private words As Variant

Public Function LeadbookWords(ByVal key As String) As String
    ' An id without words shows itself: better an odd label than a tab that does not come up.
    Dim row As Long
    LeadbookWords = key
    On Error GoTo Done
    If IsEmpty(words) Then words = ThisWorkbook.Worksheets(LABELS).UsedRange.Value
    For row = LBound(words, 1) To UBound(words, 1)
        If words(row, 1) = key Then
            LeadbookWords = words(row, IIf(LeadbookLanguage() = "fa", 3, 2))
            Exit For
        End If
    Next row
Done:
End Function

Public Function LeadbookLanguage() As String
    ' What was chosen with the button, else Persian where Office or the region of the system is.
    LeadbookLanguage = GetSetting("Leadbook", "Ribbon", "Language", "")
    If LeadbookLanguage <> "en" And LeadbookLanguage <> "fa" Then
        LeadbookLanguage = IIf(IsPersianHere(), "fa", "en")
    End If
End Function

Public Sub SpeakLeadbook(ByVal language As String)
    SaveSetting "Leadbook", "Ribbon", "Language", language
End Sub

Private Function IsPersianHere() As Boolean
    ' Excel for Mac lacks the one or the other; then it is English.
    On Error Resume Next
    IsPersianHere = (Application.International(xlCountrySetting) = IRAN)
    If Not IsPersianHere Then
        IsPersianHere = (Application.LanguageSettings.LanguageID(msoLanguageIDUI) = PERSIAN_INTERFACE)
    End If
End Function
