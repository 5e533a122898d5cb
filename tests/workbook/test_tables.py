"""Tables are found where people put them."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest
from openpyxl.worksheet.table import Table

from leadbook.errors import CannotRead, WrongUse
from leadbook.workbook.tables import read_book

LEADS = [["Lead ID", "Stage", "Created at"], ["A", "New", date(2026, 1, 1)], ["B", "Won", None]]


@pytest.fixture
def book_of(tmp_path):
    """Read a workbook of these sheets; `arrange` may change it before it is saved."""

    def read(sheets, arrange=lambda book: None, mapping=None):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        arrange(book)
        book.save(tmp_path / "book.xlsx")
        return read_book(tmp_path / "book.xlsx", mapping)

    return read


def found(raw, kind):
    [table] = [table for table in raw.tables if table.kind == kind]
    return table


def headers(table):
    return [column.header for column in table.columns]


def cells(table):
    return [list(row) for row in zip(*(column.cells for column in table.columns), strict=True)]


@pytest.mark.parametrize("name", ["Leads", "سرنخ‌ها", "Deals", "Sheet1", "Pipeline 2026"])
def test_leads_are_found_by_sheet_name_or_headers(book_of, name):
    table = found(book_of({name: LEADS}), "Leads")
    assert table.found_by == ("sheet" if name in ("Leads", "سرنخ‌ها", "Deals") else "headers")
    assert cells(table) == [["A", "New", date(2026, 1, 1)], ["B", "Won", None]]
    assert list(table.rows) == [2, 3]


def test_an_excel_table_is_found_by_its_name_and_ends_where_it_says(book_of):
    def arrange(book):
        sheet = book["Data"]
        sheet.append(["Total", 2, None])
        excel_table = Table(displayName="tblLeads", ref="A1:C4", totalsRowCount=1)
        excel_table.totalsRowShown = True
        sheet.add_table(excel_table)
        sheet["E2"] = "a note beside"

    table = found(book_of({"Data": LEADS, "Leads": LEADS[:2]}, arrange), "Leads")
    assert (table.sheet, table.found_by, table.name) == ("Data", "table", "tblLeads")
    assert len(table.rows) == 2


def test_rows_typed_directly_below_an_excel_table_are_read_those_after_a_gap_are_not(book_of):
    def arrange(book):
        sheet = book["Data"]
        sheet.append(["C", "New", None])
        sheet.append([None, None, None])
        sheet["A6"] = "D"
        sheet.add_table(Table(displayName="Leads", ref="A1:C3"))

    table = found(book_of({"Data": LEADS}, arrange), "Leads")
    assert [row[0] for row in cells(table)] == ["A", "B", "C"]


def test_rows_typed_below_end_where_another_excel_table_begins(book_of):
    def arrange(book):
        sheet = book["Data"]
        sheet.append(["Campaign", "Cost", "Start"])
        sheet.append(["Fair", 100, date(2026, 1, 1)])
        sheet.add_table(Table(displayName="Leads", ref="A1:C3"))
        sheet.add_table(Table(displayName="Campaigns", ref="A4:C5"))

    assert len(found(book_of({"Data": LEADS}, arrange), "Leads").rows) == 2


def test_an_excel_table_without_a_telling_name_is_known_by_its_headers(book_of):
    def arrange(book):
        book["Data"].add_table(Table(displayName="Table1", ref="A1:C3"))

    table = found(book_of({"Data": LEADS}, arrange), "Leads")
    assert (table.found_by, table.name) == ("headers", "Table1")


def test_titles_above_blank_rows_within_and_notes_beside_do_not_disturb(book_of):
    rows = [
        ["Leads of 2026"],
        [],
        ["by", "the sales team"],
        [*LEADS[0], None, "remember"],
        LEADS[1],
        [],
        [None, None, None, None, "to call them"],
        LEADS[2],
    ]
    table = found(book_of({"Leads": rows}), "Leads")
    assert headers(table) == LEADS[0]
    assert list(table.rows) == [5, 8]


def test_the_header_may_stand_as_low_as_row_30(book_of):
    rows = [["title"]] + [[]] * 28 + LEADS
    assert list(found(book_of({"Sheet1": rows}), "Leads").rows) == [31, 32]


def test_headers_printed_again_and_a_totals_row_are_no_leads(book_of):
    rows = [*LEADS, LEADS[0], ["C", "New", None], ["جمع کل", None, None]]
    table = found(book_of({"Leads": rows}), "Leads")
    assert table.columns[0].cells == ["A", "B", "C"]
    assert list(table.rows) == [2, 3, 5]


def test_a_lead_called_total_in_the_middle_is_a_lead(book_of):
    rows = [*LEADS, ["Total", "New", None], ["C", "New", None]]
    assert len(found(book_of({"Leads": rows}), "Leads").rows) == 4


WIDE = [
    ["Name", "Company", "Stage", "Amount", "Created at"],
    ["Ann", "X", "New", 5, date(2026, 1, 1)],
    ["Bob", "Y", "New", 7, date(2026, 1, 2)],
]


@pytest.mark.parametrize(
    "row",
    [
        ["Subtotal", None, None, 12],
        [None, None, "TOTAL:", "=SUM(D2:D3)"],
        ["جمع كل", None, None, 12],
    ],
)
def test_totals_between_are_no_leads(book_of, row):
    table = found(book_of({"Leads": [*WIDE, row, *WIDE[1:]]}), "Leads")
    assert list(table.rows) == [2, 3, 5, 6]


def test_a_lead_called_total_that_says_more_is_a_lead(book_of):
    row = ["Total", "Oil company", None, 12, None]
    assert len(found(book_of({"Leads": [*WIDE, row, WIDE[1]]}), "Leads").rows) == 4


def test_headings_of_groups_are_listed_and_not_read(book_of):
    rows = [
        WIDE[0],
        ["of May"],
        *WIDE[1:],
        [],
        ["of June"],
        *WIDE[1:],
        [],
        [None, "of July"],
        WIDE[1],
    ]
    raw = book_of({"Leads": rows})
    assert list(found(raw, "Leads").rows) == [3, 4, 7, 8, 11]
    assert [(p.cell, p.value) for p in raw.problems] == [
        ("A2", "of May"),
        ("A6", "of June"),
        ("B10", "of July"),
    ]
    assert {str(p.problem) for p in raw.problems} == {
        "the row is taken for a heading and is not read"
    }


@pytest.mark.parametrize(
    "rows",
    [
        [["Cy"], *WIDE[1:], [], *WIDE[1:]],
        [*WIDE[1:], ["Cy"], *WIDE[1:]],
        [WIDE[1], [], ["Cy"], [], WIDE[2], [], WIDE[1]],
        [*WIDE[1:], [], [17], *WIDE[1:]],
    ],
)
def test_a_row_of_one_cell_that_may_be_a_lead_is_one(book_of, rows):
    raw = book_of({"Leads": [WIDE[0], *rows]})
    assert len(found(raw, "Leads").rows) == sum(map(bool, rows))
    assert not raw.problems


def test_notes_below_a_gap_are_listed_and_not_read(book_of):
    wide = [[*row, "x"] for row in LEADS]
    raw = book_of({"Leads": [*wide, [], ["prices are in toman"], [None, "ask Nima"]]})
    assert list(found(raw, "Leads").rows) == [2, 3]
    assert [(problem.cell, problem.value) for problem in raw.problems] == [
        ("A5", "prices are in toman"),
        ("B6", "ask Nima"),
    ]


def test_two_tables_on_one_sheet_are_told_apart_beside_and_below(book_of):
    stages = [["Stage", "Order", "Limit (days)"], ["New", 1, 7], ["Won", 2, None]]
    beside = [[*a, None, *b] for a, b in zip(LEADS, stages, strict=True)]
    raw = book_of({"CRM": beside})
    assert headers(found(raw, "Leads")) == LEADS[0]
    assert headers(found(raw, "Stages")) == stages[0]
    assert found(raw, "Stages").columns[0].letter == "E"
    below = book_of({"CRM": [*LEADS, [], *stages]})
    assert list(found(below, "Leads").rows) == [2, 3]
    assert list(found(below, "Stages").rows) == [6, 7]


def test_a_column_without_a_header_parts_no_table(book_of):
    deals = [
        ["No.", "Client", None, "Stage", "Opened"],
        ["A", "Sara", "junk", "New", date(2026, 1, 1)],
        ["B", "Reza", None, "Won", date(2026, 1, 2)],
    ]
    leads = found(book_of({"Sheet1": deals}), "Leads")
    assert headers(leads) == ["No.", "Client", "Stage", "Opened"]
    assert [column.letter for column in leads.columns] == ["A", "B", "D", "E"]


@pytest.mark.parametrize(
    "order",
    [(0, 1, 2, 3, 4), (3, 4, 2, 0, 1)],
    ids=["after the blank column", "before it"],
)
def test_what_a_column_without_a_header_parts_from_known_leads_is_theirs(book_of, order):
    deals = [
        ["Ref", "Phase", None, "Opened", "Worth"],
        ["A", "New", None, date(2026, 1, 1), 10],
        ["B", "Won", None, date(2026, 1, 2), 20],
        ["C", "New", None, None, None],
    ]
    leads = found(book_of({"Sheet1": [[row[at] for at in order] for row in deals]}), "Leads")
    assert sorted(headers(leads)) == ["Opened", "Phase", "Ref", "Worth"]
    assert [column.letter for column in leads.columns] == ["A", "B", "D", "E"]
    assert list(leads.rows) == [2, 3, 4]


def test_a_short_list_beside_the_leads_is_not_theirs(book_of):
    many = [[f"L{n}", "New", date(2026, 1, 1), None] for n in range(10)]
    team = ["Mina", "Omid"]
    rows = [[*row, name] for row, name in zip(many, [*team, *[None] * 8], strict=True)]
    raw = book_of({"Sheet1": [[*LEADS[0], None, "Owner"], *rows]})
    assert headers(found(raw, "Leads")) == LEADS[0]


def test_tables_beside_each_other_that_end_in_other_rows_are_not_taken_for_one(book_of):
    team = [["Owner", "Email", None, "Stage"], ["Mina", "m@x.org", None, "New"]]
    with pytest.raises(CannotRead, match="no table of leads"):
        book_of({"Sheet1": [*team, ["Omid", "o@x.org"], ["Ali", "a@x.org"]]})


def test_a_second_table_far_below_the_leads_is_seen_after_a_gap(book_of):
    many = [[f"L{n}", "New", date(2026, 1, 1)] for n in range(100)]
    history = [["Lead ID", "Stage", "Entered at"], ["L1", "New", date(2026, 1, 1)]]
    raw = book_of({"Leads": [LEADS[0], *many], "StageHistory": history})
    assert len(found(raw, "Leads").rows) == 100
    stages = [["Stage", "Order", "Limit"], ["New", 1, 5]]
    raw = book_of({"Leads": [LEADS[0], *many, [], *stages]})
    assert len(found(raw, "Leads").rows) == 100
    assert len(found(raw, "Stages").rows) == 1


def test_values_that_are_also_headers_do_not_end_the_table(book_of):
    rows = [
        ["id", "name", "stage", "source"],
        ["1", "Ada", "New", "Web"],
        ["2", "Email", "Label", "Email"],
        ["3", "Stage", "New", "Phone"],
    ]
    assert len(found(book_of({"Leads": rows}), "Leads").rows) == 3


def test_a_merged_header_names_its_first_column_and_a_tall_one_is_found_above(book_of):
    def arrange(book):
        book["Leads"].merge_cells("A1:A2")
        book["Leads"].merge_cells("B1:D1")

    rows = [
        ["Lead ID", "Progress", None, None],
        [None, "Stage", "Created at", "Owner"],
        ["A", "New", date(2026, 1, 1), "Nima"],
    ]
    table = found(book_of({"Leads": rows}, arrange), "Leads")
    assert headers(table) == ["Lead ID", "Stage", "Created at", "Owner"]
    assert list(table.rows) == [3]


def test_hidden_rows_and_sheets_are_read_and_counted(book_of):
    def arrange(book):
        book["Leads"].row_dimensions[3].hidden = True
        book["Stages"].sheet_state = "veryHidden"

    raw = book_of(
        {"Front": [["hello"]], "Leads": LEADS, "Stages": [["Stage", "Order"], ["New", 1]]}, arrange
    )
    assert found(raw, "Leads").hidden == 1
    assert len(found(raw, "Stages").rows) == 1
    assert raw.unread_sheets == ("Front",)


def test_a_log_by_its_headers_is_not_taken_for_leads(book_of):
    log = [["Lead ID", "Stage", "Date"], ["A", "New", "x"], ["A", "Won", "y"]]
    raw = book_of({"One": [[*LEADS[0], "Owner"], ["A", "New", None, "Nima"]], "Two": log})
    assert (found(raw, "Leads").sheet, found(raw, "StageHistory").sheet) == ("One", "Two")
    with pytest.raises(CannotRead):
        book_of({"Two": log})


def test_the_user_may_name_the_sheet_and_its_headers(book_of):
    rows = [["Kennung", "Phase", "Angelegt"], ["A", "New", "2026-01-01"]]
    mapping = {"Leads": "Tab", "lead_id": "Kennung", "stage": "Phase", "created_at": "Angelegt"}
    raw = book_of({"Tab": rows, "Leads": LEADS}, mapping=mapping)
    assert found(raw, "Leads").sheet == "Tab"
    with pytest.raises(WrongUse):
        book_of({"Leads": LEADS}, mapping={"phase of moon": "Phase"})


def test_the_settings_sheet_may_name_them_too(book_of):
    rows = [["Kennung", "Phase", "Angelegt"], ["A", "New", "2026-01-01"]]
    settings = [["Setting", "Value"], ["lead_id", "Kennung"], ["Column stage", "Phase"],
                ["column: created at", "Angelegt"]]  # fmt: skip
    assert found(book_of({"Tab": rows, "Settings": settings}), "Leads").sheet == "Tab"


def test_a_second_table_of_leads_is_told_and_not_read(book_of):
    sheets = {"October": LEADS, "November": [["of November"], *LEADS[:2]], "Soon": LEADS[:1]}
    raw = book_of(sheets)
    assert found(raw, "Leads").sheet == "October"
    [problem] = raw.problems
    assert (problem.sheet, problem.cell, problem.value) == ("November", "A2", "Lead ID")
    assert "the one on sheet October from row 1 on is of the same kind" in str(problem.problem)
    assert raw.unread_sheets == ("Soon",)
    chosen = book_of(sheets, mapping={"Leads": "November"})
    assert (found(chosen, "Leads").sheet, chosen.problems) == ("November", ())


def test_a_second_table_of_leads_on_the_same_sheet_is_told(book_of):
    old = [["Deal", "Stage", "Date"], ["D1", "New", date(2026, 1, 1)]]
    raw = book_of({"Leads": [[*LEADS[0], "Owner"], *LEADS[1:], [], *old]})
    assert list(found(raw, "Leads").rows) == [2, 3]
    assert [(problem.sheet, problem.cell) for problem in raw.problems] == [("Leads", "A5")]


def test_leadbooks_own_sheets_are_not_input(book_of):
    def arrange(book):
        name = openpyxl.workbook.defined_name.DefinedName(
            "_leadbook", attr_text='"scored|Leads"', hidden=True
        )
        book["Leads"].defined_names["_leadbook"] = name

    raw = book_of({"CRM": LEADS, "Leads": LEADS[:2]}, arrange)
    assert found(raw, "Leads").sheet == "CRM"
    assert raw.unread_sheets == ()


def test_the_direction_is_that_of_the_leads(book_of):
    def arrange(book):
        book["Leads"].sheet_view.rightToLeft = True

    assert book_of({"Leads": LEADS, "A": [["x"]], "B": [["x"]]}, arrange).right_to_left
    assert not book_of({"Leads": LEADS}).right_to_left


@pytest.mark.parametrize(
    ("sheets", "part"),
    [
        ({"Fruit": [["apples", "pears"], [1, 2]]}, r"Fruit \(apples, pears\)"),
        ({"Fruit": [["a"] * 8]}, r"\(a, a, a, a, a, a, a, a\)"),
        ({"Fruit": [["a"] * 9]}, r"\(a, a, a, a, a, a, a, a …\)"),
        ({"Fruit": []}, "is empty"),
        ({"S": [["stage"] * 50, ["New"] * 50]}, "has no table of leads"),
    ],
)
def test_a_book_without_leads_is_one_sentence_that_says_what_was_seen(book_of, sheets, part):
    with pytest.raises(CannotRead, match=part):
        book_of(sheets)
