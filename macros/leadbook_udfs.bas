Attribute VB_Name = "LeadbookFunctions"
Option Explicit

' Generated from leadbook's registry by python -m leadbook.hosts.excel.wrappers: do not edit.
'
' Every function passes its values to Python and gives back what Python answers. An error comes as
' a text: a mark and the error's number. A text that itself begins with the mark has a second one.

Private Const MARK As Long = 57344
Private Const CATEGORY As String = "Leadbook"
Private Const PYTHON_MODULE As String = "leadbook.hosts.excel.functions"

Private python As Object
Private lastFailure As String

Public Function LB_LAST_ERROR(Optional after As Variant) As Variant
    LB_LAST_ERROR = Answered("LB_LAST_ERROR", Array(Given(after)))
    If lastFailure <> "" Then LB_LAST_ERROR = lastFailure
End Function

Public Function LB_VERSION() As Variant
    LB_VERSION = Answered("LB_VERSION", Array())
End Function

Public Function LB_COLD_RULE(leads As Variant, Optional cold_rules As Variant, _
        Optional as_of As Variant, Optional activities As Variant, Optional history As Variant, _
        Optional stages As Variant, Optional settings As Variant, Optional rules As Variant, _
        Optional grades As Variant) As Variant
    LB_COLD_RULE = Answered("LB_COLD_RULE", Array(Given(leads), Given(cold_rules), Given(as_of), _
        Given(activities), Given(history), Given(stages), Given(settings), Given(rules), _
        Given(grades)))
End Function

Public Function LB_NEXT_ACTION(leads As Variant, Optional cold_rules As Variant, _
        Optional as_of As Variant, Optional activities As Variant, Optional history As Variant, _
        Optional stages As Variant, Optional settings As Variant, Optional rules As Variant, _
        Optional grades As Variant) As Variant
    LB_NEXT_ACTION = Answered("LB_NEXT_ACTION", Array(Given(leads), Given(cold_rules), _
        Given(as_of), Given(activities), Given(history), Given(stages), Given(settings), _
        Given(rules), Given(grades)))
End Function

Public Function LB_FAREWELL(name As Variant, Optional company As Variant, _
        Optional brand As Variant, Optional template As Variant, _
        Optional language As Variant) As Variant
    LB_FAREWELL = Answered("LB_FAREWELL", Array(Given(name), Given(company), Given(brand), _
        Given(template), Given(language)))
End Function

Public Function LB_FUNNEL(leads As Variant, Optional as_of As Variant, Optional history As Variant, _
        Optional stages As Variant, Optional settings As Variant) As Variant
    LB_FUNNEL = Answered("LB_FUNNEL", Array(Given(leads), Given(as_of), Given(history), _
        Given(stages), Given(settings)))
End Function

Public Function LB_SOURCES(leads As Variant, Optional by As Variant, Optional as_of As Variant, _
        Optional history As Variant, Optional stages As Variant, _
        Optional settings As Variant) As Variant
    LB_SOURCES = Answered("LB_SOURCES", Array(Given(leads), Given(by), Given(as_of), _
        Given(history), Given(stages), Given(settings)))
End Function

Public Function LB_COHORTS(leads As Variant, Optional as_of As Variant, _
        Optional history As Variant, Optional stages As Variant, _
        Optional settings As Variant) As Variant
    LB_COHORTS = Answered("LB_COHORTS", Array(Given(leads), Given(as_of), Given(history), _
        Given(stages), Given(settings)))
End Function

Public Function LB_WIN_PROBABILITY(leads As Variant, Optional as_of As Variant, _
        Optional history As Variant, Optional stages As Variant, Optional settings As Variant, _
        Optional model As Variant) As Variant
    LB_WIN_PROBABILITY = Answered("LB_WIN_PROBABILITY", Array(Given(leads), Given(as_of), _
        Given(history), Given(stages), Given(settings), Given(model)))
End Function

Public Function LB_FORECAST(leads As Variant, Optional as_of As Variant, _
        Optional history As Variant, Optional stages As Variant, Optional settings As Variant, _
        Optional model As Variant) As Variant
    LB_FORECAST = Answered("LB_FORECAST", Array(Given(leads), Given(as_of), Given(history), _
        Given(stages), Given(settings), Given(model)))
End Function

Public Function LB_CLEAN_TEXT(text As Variant) As Variant
    LB_CLEAN_TEXT = Answered("LB_CLEAN_TEXT", Array(Given(text)))
End Function

Public Function LB_CLEAN_PHONE(phone As Variant, Optional country As Variant) As Variant
    LB_CLEAN_PHONE = Answered("LB_CLEAN_PHONE", Array(Given(phone), Given(country)))
End Function

Public Function LB_JALALI(date_ As Variant, Optional form As Variant) As Variant
    LB_JALALI = Answered("LB_JALALI", Array(Given(date_), Given(form)))
End Function

Public Function LB_GREGORIAN(text As Variant) As Variant
    LB_GREGORIAN = Answered("LB_GREGORIAN", Array(Given(text)))
End Function

Public Function LB_SCORE(leads As Variant, Optional rules As Variant, Optional as_of As Variant, _
        Optional activities As Variant, Optional history As Variant, Optional stages As Variant, _
        Optional settings As Variant) As Variant
    LB_SCORE = Answered("LB_SCORE", Array(Given(leads), Given(rules), Given(as_of), _
        Given(activities), Given(history), Given(stages), Given(settings)))
End Function

Public Function LB_GRADE(leads As Variant, Optional rules As Variant, Optional grades As Variant, _
        Optional as_of As Variant, Optional activities As Variant, Optional history As Variant, _
        Optional stages As Variant, Optional settings As Variant) As Variant
    LB_GRADE = Answered("LB_GRADE", Array(Given(leads), Given(rules), Given(grades), Given(as_of), _
        Given(activities), Given(history), Given(stages), Given(settings)))
End Function

Public Function LB_WHY(leads As Variant, Optional rules As Variant, Optional as_of As Variant, _
        Optional activities As Variant, Optional history As Variant, Optional stages As Variant, _
        Optional settings As Variant) As Variant
    LB_WHY = Answered("LB_WHY", Array(Given(leads), Given(rules), Given(as_of), Given(activities), _
        Given(history), Given(stages), Given(settings)))
End Function

Public Function LB_CONVERSION_RATE(leads As Variant, Optional kind As Variant, _
        Optional part As Variant, Optional by As Variant, Optional within As Variant, _
        Optional as_of As Variant, Optional history As Variant, Optional stages As Variant, _
        Optional settings As Variant) As Variant
    LB_CONVERSION_RATE = Answered("LB_CONVERSION_RATE", Array(Given(leads), Given(kind), _
        Given(part), Given(by), Given(within), Given(as_of), Given(history), Given(stages), _
        Given(settings)))
End Function

Public Function LB_CONVERSION_VELOCITY(leads As Variant, Optional as_of As Variant, _
        Optional history As Variant, Optional stages As Variant, _
        Optional settings As Variant) As Variant
    LB_CONVERSION_VELOCITY = Answered("LB_CONVERSION_VELOCITY", Array(Given(leads), Given(as_of), _
        Given(history), Given(stages), Given(settings)))
End Function

Public Function LB_WIN_WITHIN(leads As Variant, Optional days As Variant, Optional part As Variant, _
        Optional method As Variant, Optional as_of As Variant, Optional history As Variant, _
        Optional stages As Variant, Optional settings As Variant) As Variant
    LB_WIN_WITHIN = Answered("LB_WIN_WITHIN", Array(Given(leads), Given(days), Given(part), _
        Given(method), Given(as_of), Given(history), Given(stages), Given(settings)))
End Function

Public Function LB_SALES_VELOCITY(leads As Variant, Optional part As Variant, _
        Optional as_of As Variant, Optional history As Variant, Optional stages As Variant, _
        Optional settings As Variant) As Variant
    LB_SALES_VELOCITY = Answered("LB_SALES_VELOCITY", Array(Given(leads), Given(part), _
        Given(as_of), Given(history), Given(stages), Given(settings)))
End Function

Public Function LB_LEAD_VELOCITY(leads As Variant, Optional as_of As Variant, _
        Optional history As Variant, Optional stages As Variant, _
        Optional settings As Variant) As Variant
    LB_LEAD_VELOCITY = Answered("LB_LEAD_VELOCITY", Array(Given(leads), Given(as_of), _
        Given(history), Given(stages), Given(settings)))
End Function

Public Function LB_DAYS_IN_STAGE(entered As Variant, Optional until_ As Variant) As Variant
    LB_DAYS_IN_STAGE = Answered("LB_DAYS_IN_STAGE", Array(Given(entered), Given(until_)))
End Function

Public Function LB_BUSINESS_DAYS(start As Variant, Optional end_ As Variant, _
        Optional weekend As Variant, Optional holidays As Variant) As Variant
    LB_BUSINESS_DAYS = Answered("LB_BUSINESS_DAYS", Array(Given(start), Given(end_), _
        Given(weekend), Given(holidays)))
End Function

Public Function LB_ROTTEN(leads As Variant, Optional stages As Variant, Optional as_of As Variant, _
        Optional history As Variant, Optional activities As Variant, _
        Optional settings As Variant) As Variant
    LB_ROTTEN = Answered("LB_ROTTEN", Array(Given(leads), Given(stages), Given(as_of), _
        Given(history), Given(activities), Given(settings)))
End Function

Public Function LB_ROT_DUE(leads As Variant, Optional stages As Variant, Optional as_of As Variant, _
        Optional history As Variant, Optional activities As Variant, _
        Optional settings As Variant) As Variant
    LB_ROT_DUE = Answered("LB_ROT_DUE", Array(Given(leads), Given(stages), Given(as_of), _
        Given(history), Given(activities), Given(settings)))
End Function

Public Function LB_STAGE_DAYS(history As Variant, Optional which As Variant, _
        Optional as_of As Variant, Optional leads As Variant, Optional stages As Variant, _
        Optional settings As Variant) As Variant
    LB_STAGE_DAYS = Answered("LB_STAGE_DAYS", Array(Given(history), Given(which), Given(as_of), _
        Given(leads), Given(stages), Given(settings)))
End Function

Public Sub RegisterLeadbookFunctions()
    ' What the function wizard says. Excel refuses while no workbook is open: try later.
    Describe "LB_LAST_ERROR", "The last thing that a leadbook function could not do, in one sentence.", _
        "after", "Any cell; when it changes, the sentence is read again"
    Describe "LB_VERSION", "The version of leadbook that calculates."
    Describe "LB_COLD_RULE", "The cold rule that names each open lead, blank where none does; beside the table.", _
        "leads", "The table of leads with its header row, such as Leads[#All]", _
        "cold_rules", "The cold rules with their header row; leadbook's own when left out", _
        "as_of", "The day up to which open deals are counted; today when left out", _
        "activities", "The activities with their header row; without them touches are not known", _
        "history", "The stage history with its header row: lead, stage, entered at", _
        "stages", "The stages with their header row, with limits; guessed from the leads when left out", _
        "settings", "The settings with their header row: weekend, time zone, language", _
        "rules", "The scoring rules with their header row; leadbook's own when left out", _
        "grades", "The table of grades with its header row; leadbook's own when left out"
    Describe "LB_NEXT_ACTION", "What to do next with each open lead: the cold rule's action, else contact or next step, with its day; beside the table.", _
        "leads", "The table of leads with its header row, such as Leads[#All]", _
        "cold_rules", "The cold rules with their header row; leadbook's own when left out", _
        "as_of", "The day up to which open deals are counted; today when left out", _
        "activities", "The activities with their header row; without them touches are not known", _
        "history", "The stage history with its header row: lead, stage, entered at", _
        "stages", "The stages with their header row, with limits; guessed from the leads when left out", _
        "settings", "The settings with their header row: weekend, time zone, language", _
        "rules", "The scoring rules with their header row; leadbook's own when left out", _
        "grades", "The table of grades with its header row; leadbook's own when left out"
    Describe "LB_FAREWELL", "A polite farewell to somebody in whom no more effort is put, ready to be sent.", _
        "name", "Who it is written to", _
        "company", "The company that they are with", _
        "brand", "The name that it is signed with: your brand", _
        "template", "Your own letter, with {name}, {company} and {brand} where these belong; leadbook's own when left out", _
        "language", "Persian or English; the language of the name's letters when left out"
    Describe "LB_FUNNEL", "How many leads reached each stage and how many went on, with steps back; a table.", _
        "leads", "The table of leads with its header row, such as Leads[#All]", _
        "as_of", "The day up to which open deals are counted; today when left out", _
        "history", "The stage history with its header row: lead, stage, entered at", _
        "stages", "The stages with their header row, with limits; guessed from the leads when left out", _
        "settings", "The settings with their header row: weekend, time zone, language"
    Describe "LB_SOURCES", "Leads by source, or by any column: how many are won and lost, and what they brought.", _
        "leads", "The table of leads with its header row, such as Leads[#All]", _
        "by", "A header of the leads; the source when left out", _
        "as_of", "The day up to which open deals are counted; today when left out", _
        "history", "The stage history with its header row: lead, stage, entered at", _
        "stages", "The stages with their header row, with limits; guessed from the leads when left out", _
        "settings", "The settings with their header row: weekend, time zone, language"
    Describe "LB_COHORTS", "Leads by the month they came in, and the share won within 30, 60 and 90 days.", _
        "leads", "The table of leads with its header row, such as Leads[#All]", _
        "as_of", "The day up to which open deals are counted; today when left out", _
        "history", "The stage history with its header row: lead, stage, entered at", _
        "stages", "The stages with their header row, with limits; guessed from the leads when left out", _
        "settings", "The settings with their header row: weekend, time zone, language"
    Describe "LB_WIN_PROBABILITY", "Chance of each lead to be won, 0 to 1, learned from won and lost; beside the table.", _
        "leads", "The table of leads with its header row, such as Leads[#All]", _
        "as_of", "The day up to which open deals are counted; today when left out", _
        "history", "The stage history with its header row: lead, stage, entered at", _
        "stages", "The stages with their header row, with limits; guessed from the leads when left out", _
        "settings", "The settings with their header row: weekend, time zone, language", _
        "model", "best, as in the report (when left out), counts (won and lost counts alone), or stage"
    Describe "LB_FORECAST", "What the open deals will probably bring, month by month: amount times chance.", _
        "leads", "The table of leads with its header row, such as Leads[#All]", _
        "as_of", "The day up to which open deals are counted; today when left out", _
        "history", "The stage history with its header row: lead, stage, entered at", _
        "stages", "The stages with their header row, with limits; guessed from the leads when left out", _
        "settings", "The settings with their header row: weekend, time zone, language", _
        "model", "best, as in the report (when left out), counts (won and lost counts alone), or stage"
    Describe "LB_CLEAN_TEXT", "Text as it should be typed: Persian letters, half spaces and single spaces.", _
        "text", "The text; a number or a date stays as it is"
    Describe "LB_CLEAN_PHONE", "A phone number in the one international form, such as +989121234567.", _
        "phone", "The number in any form, with digits of any kind", _
        "country", "Country of numbers without a code, in two letters; IR when left out in Persian"
    Describe "LB_JALALI", "A date in the Jalali calendar, as text: 1405/08/30.", _
        "date", "The date; Jalali text is understood as well", _
        "form", "short 1405/08/30 (when left out), persian (Persian digits), long (day, name of the month, year), latin (30 Aban 1405), month (1405-08), weekday"
    Describe "LB_GREGORIAN", "The day that a date in any form means, as a date that can be counted with.", _
        "text", "A date as text, Jalali or Gregorian, such as 1405/08/30"
    Describe "LB_SCORE", "Score of each lead, 0 to 100, by the team's own rules; stands beside the table.", _
        "leads", "The table of leads with its header row, such as Leads[#All]", _
        "rules", "The scoring rules with their header row; leadbook's own when left out", _
        "as_of", "The day up to which open deals are counted; today when left out", _
        "activities", "The activities with their header row; without them touches are not known", _
        "history", "The stage history with its header row: lead, stage, entered at", _
        "stages", "The stages with their header row, with limits; guessed from the leads when left out", _
        "settings", "The settings with their header row: weekend, time zone, language"
    Describe "LB_GRADE", "Grade of each lead: hot, warm, cold, junk or the team's own; beside the table.", _
        "leads", "The table of leads with its header row, such as Leads[#All]", _
        "rules", "The scoring rules with their header row; leadbook's own when left out", _
        "grades", "The table of grades with its header row; leadbook's own when left out", _
        "as_of", "The day up to which open deals are counted; today when left out", _
        "activities", "The activities with their header row; without them touches are not known", _
        "history", "The stage history with its header row: lead, stage, entered at", _
        "stages", "The stages with their header row, with limits; guessed from the leads when left out", _
        "settings", "The settings with their header row: weekend, time zone, language"
    Describe "LB_WHY", "Why each lead has its score: the rules that gave it points, the strongest first.", _
        "leads", "The table of leads with its header row, such as Leads[#All]", _
        "rules", "The scoring rules with their header row; leadbook's own when left out", _
        "as_of", "The day up to which open deals are counted; today when left out", _
        "activities", "The activities with their header row; without them touches are not known", _
        "history", "The stage history with its header row: lead, stage, entered at", _
        "stages", "The stages with their header row, with limits; guessed from the leads when left out", _
        "settings", "The settings with their header row: weekend, time zone, language"
    Describe "LB_CONVERSION_RATE", "Share of leads that are won, in one of three kinds; by a column, one row a value.", _
        "leads", "The table of leads with its header row, such as Leads[#All]", _
        "kind", "won/closed (when left out), won/entered, or cohort: won within so many days", _
        "part", "rate (when left out), n, low, high (95% interval), or table for all of them", _
        "by", "A header of the leads, such as Source: gives a table with one row a value", _
        "within", "Days of the kind cohort; 30 when left out", _
        "as_of", "The day up to which open deals are counted; today when left out", _
        "history", "The stage history with its header row: lead, stage, entered at", _
        "stages", "The stages with their header row, with limits; guessed from the leads when left out", _
        "settings", "The settings with their header row: weekend, time zone, language"
    Describe "LB_CONVERSION_VELOCITY", "How fast leads go: days to winning and losing, and days in each stage, as a table.", _
        "leads", "The table of leads with its header row, such as Leads[#All]", _
        "as_of", "The day up to which open deals are counted; today when left out", _
        "history", "The stage history with its header row: lead, stage, entered at", _
        "stages", "The stages with their header row, with limits; guessed from the leads when left out", _
        "settings", "The settings with their header row: weekend, time zone, language"
    Describe "LB_WIN_WITHIN", "Chance that a lead is won within so many days, with open deals counted properly.", _
        "leads", "The table of leads with its header row, such as Leads[#All]", _
        "days", "Days since creation; 30 when left out", _
        "part", "rate (when left out), n, low, high (95% interval), or table for all of them", _
        "method", "Aalen-Johansen (when left out), Kaplan-Meier (promises too much), closed only", _
        "as_of", "The day up to which open deals are counted; today when left out", _
        "history", "The stage history with its header row: lead, stage, entered at", _
        "stages", "The stages with their header row, with limits; guessed from the leads when left out", _
        "settings", "The settings with their header row: weekend, time zone, language"
    Describe "LB_SALES_VELOCITY", "Money a day that the open deals bring: deals " & ChrW$(&HD7) & " mean won value " & ChrW$(&HD7) & " win rate " & ChrW$(&HF7) & " days.", _
        "leads", "The table of leads with its header row, such as Leads[#All]", _
        "part", "per day (when left out), opportunities, win rate, mean won value, mean days to win, or table", _
        "as_of", "The day up to which open deals are counted; today when left out", _
        "history", "The stage history with its header row: lead, stage, entered at", _
        "stages", "The stages with their header row, with limits; guessed from the leads when left out", _
        "settings", "The settings with their header row: weekend, time zone, language"
    Describe "LB_LEAD_VELOCITY", "Leads newly qualified in each month and by how much that grew over the month before.", _
        "leads", "The table of leads with its header row, such as Leads[#All]", _
        "as_of", "The day up to which open deals are counted; today when left out", _
        "history", "The stage history with its header row: lead, stage, entered at", _
        "stages", "The stages with their header row, with limits; guessed from the leads when left out", _
        "settings", "The settings with their header row: weekend, time zone, language"
    Describe "LB_DAYS_IN_STAGE", "Days since a deal came into its stage: whole days between dates, else of 24 hours.", _
        "entered", "The day, or the moment, at which it came into the stage", _
        "until", "When it left, or the day up to which is counted; today when left out"
    Describe "LB_BUSINESS_DAYS", "Working days after a day up to and including another: neither weekend nor holidays count.", _
        "start", "The day after which is counted", _
        "end", "The last day that is counted; today when left out", _
        "weekend", "Days off, such as Thursday, Friday; none for no day off. When left out: Friday in Persian, Saturday and Sunday in English", _
        "holidays", "The days off: a table of holidays with its header row, or just their dates"
    Describe "LB_ROTTEN", "How each open deal stands against its stage's limit: fresh, warning, rotten, held until a next step; beside the table.", _
        "leads", "The table of leads with its header row, such as Leads[#All]", _
        "stages", "The stages with their header row, with limits; guessed from the leads when left out", _
        "as_of", "The day up to which open deals are counted; today when left out", _
        "history", "The stage history with its header row: lead, stage, entered at", _
        "activities", "The activities with their header row; without them touches are not known", _
        "settings", "The settings with their header row: weekend, time zone, language"
    Describe "LB_ROT_DUE", "The day on which each open deal comes to its stage's limit; beside the table.", _
        "leads", "The table of leads with its header row, such as Leads[#All]", _
        "stages", "The stages with their header row, with limits; guessed from the leads when left out", _
        "as_of", "The day up to which open deals are counted; today when left out", _
        "history", "The stage history with its header row: lead, stage, entered at", _
        "activities", "The activities with their header row; without them touches are not known", _
        "settings", "The settings with their header row: weekend, time zone, language"
    Describe "LB_STAGE_DAYS", "Days that each lead spent in each open stage, as a table: a row a lead, a column a stage; blank where it never was.", _
        "history", "The stage history with its header row: lead, stage, entered at", _
        "which", "cumulative (all visits together; when left out), current, first, latest, or visits for their number", _
        "as_of", "The day up to which open deals are counted; today when left out", _
        "leads", "The leads with their header row, where closed ones and order are told", _
        "stages", "The stages with their header row, with limits; guessed from the leads when left out", _
        "settings", "The settings with their header row: weekend, time zone, language"
End Sub

Private Function Answered(ByVal functionName As String, ByVal arguments As Variant) As Variant
    #If Mac Then
        lastFailure = Said("LB_.mac", "On a Mac functions in cells need xlwings Lite; leadbook lite makes a copy of the book for it.")
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
        lastFailure = Said("LB_.unreachable", "Excel could not start Python, or lost it. Run leadbook doctor in a terminal; it finds out why.")
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
    ReDim texts(0 To UBound(arguments) \ 2)
    For place = 0 To UBound(texts)
        texts(place) = Said(functionName & "." & arguments(2 * place), arguments(2 * place + 1))
    Next place
    Application.MacroOptions Macro:=macroName, Description:=description, Category:=CATEGORY, _
        ArgumentDescriptions:=texts
End Sub
