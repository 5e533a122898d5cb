"""A book's LB_ formulas worked out in the file: right values, in the right cells, nothing else."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter

from leadbook.errors import WrongUse
from leadbook.hosts.recalc import recalc

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LEADS = [
    ["L1", "Web", 5000, "New", datetime(2026, 11, 1)],
    ["L2", "Referral", 900, "Offer", datetime(2026, 10, 1)],
    ["L3", "Fair", 100, "Lost", datetime(2026, 9, 1)],
]
HEADERS = ["Lead ID", "Source", "Amount", "Stage", "Created"]
RULES = [["Web", "Source", "=", "Web", 10], ["Large", "Amount", ">", 1000, 30]]
SCORE = "LB_SCORE(Leads[#All],ScoringRules[#All],DATE(2026,11,21))"
SCORES = ["Score", 100, 0, 0]


@pytest.fixture
def book(tmp_path: Path):
    """Make a book of leads and rules; the formulas by cell, a tuple is an array formula."""

    def make(formulas: dict[str, str | tuple[str, str]], others: dict[str, object] | None = None):
        path = tmp_path / "book.xlsx"
        with xlsxwriter.Workbook(path) as workbook:
            dated = workbook.add_format({"num_format": "yyyy-mm-dd"})
            leads, rules = workbook.add_worksheet("Leads"), workbook.add_worksheet("My rules")
            columns = [{"header": header} for header in HEADERS]
            columns[-1]["format"] = dated
            leads.add_table(0, 0, 3, 4, {"name": "Leads", "data": LEADS, "columns": columns})
            titles = ["Rule", "Field", "Operator", "Value", "Points"]
            told = {"name": "ScoringRules", "columns": [{"header": title} for title in titles]}
            rules.add_table(0, 0, 2, 4, {**told, "data": RULES})
            for cell, formula in formulas.items():
                if isinstance(formula, tuple):
                    leads.write_array_formula(formula[0], f"{{={formula[1]}}}")
                elif cell.startswith("*"):
                    leads.write_dynamic_array_formula(cell[1:], f"={formula}")
                else:
                    leads.write_formula(cell, f"={formula}")
            for cell, value in (others or {}).items():
                leads.write(cell, value)
        return path

    return make


def column(path: Path, cells: str) -> list[object]:
    sheet = openpyxl.load_workbook(path, data_only=True)["Leads"]
    return [row[0].value for row in sheet[cells]]


def test_a_dynamic_array_spills_beside_the_table_and_its_area_is_told(book) -> None:
    path = book({"*G1": SCORE})
    done = recalc(path)
    assert (done.filled, done.errors, done.left_alone) == (1, (), ())
    assert column(path, "G1:G4") == SCORES
    assert openpyxl.load_workbook(path)["Leads"]["G1"].value.ref == "G1:G4"


def test_a_cell_in_the_way_is_never_overwritten(book) -> None:
    path = book({"*G1": SCORE}, {"G3": "mine"})
    (note,) = recalc(path).errors
    assert column(path, "G1:G4") == ["#VALUE!", None, "mine", None]
    assert "needs the cells G1:G4, where something else stands" in str(note.why)


def test_a_book_with_a_result_that_has_no_room_can_be_read_again(book) -> None:
    path = book({"*G1": SCORE, "K1": "LB_CLEAN_TEXT(G2:G3)"}, {"G3": "mine"})
    assert recalc(path).filled == recalc(path).filled == 2


@pytest.mark.parametrize(
    ("formula", "cells", "shown"),
    [
        ({"H1": SCORE}, ["mine", None], ["mine", None]),
        ({"*H1": SCORE}, ["mine", None], ["mine", None]),
        ({"a": ("H1:H2", SCORE)}, [None, "mine"], [100, "mine"]),
        ({"*H1": SCORE}, [None, None], [100, 0]),
    ],
    ids=["one cell", "no room", "array", "spilled"],
)
def test_other_formulas_see_what_the_cells_show(book, formula, cells, shown) -> None:
    readers = {"K2": "LB_CLEAN_TEXT(H2)", "K3": "LB_CLEAN_TEXT(H3)"}
    others = {f"H{row}": cell for row, cell in zip((2, 3), cells, strict=True) if cell}
    path = book({**readers, **formula}, others)
    recalc(path)
    assert column(path, "K2:K3") == shown


def test_a_formula_sees_cells_into_which_another_spills_further_on(book) -> None:
    path = book({"H1": "LB_CLEAN_TEXT(L2)", "*L1": SCORE})
    recalc(path)
    assert column(path, "H1:H1") == [100]


def test_an_array_formula_of_fixed_size_ends_in_not_available(book) -> None:
    path = book({"a": ("G1:G6", SCORE)})
    recalc(path)
    assert column(path, "G1:G6") == [*SCORES, "#N/A", "#N/A"]


def test_a_formula_of_one_cell_shows_the_first_of_a_result(book) -> None:
    path = book({"G1": SCORE})
    recalc(path)
    assert column(path, "G1:G2") == ["Score", None]


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("LB_DAYS_IN_STAGE(E2,DATE(2026,11,21))", 20),
        ("LB_DAYS_IN_STAGE('Leads'!$E$3,Leads!K1)", 51),
        ("LB_DAYS_IN_STAGE(Leads[[#This Row],[Created]],K1)", 20),
        ("LB_DAYS_IN_STAGE(INSTANT,K1)", 81),
        ("LB_DAYS_IN_STAGE(46340,46347)", 7),
        ('lb_days_in_stage("1405/08/23","2026-11-21")', 7),
        ("[1]!LB_DAYS_IN_STAGE(46340,46347)", 7),
        (f"_xlfn.SINGLE({SCORE})", "Score"),
        ("LB_DAYS_IN_STAGE(_xlfn.SINGLE(Leads[Created]),K1)", 20),
        ("LB_DAYS_IN_STAGE(_xlfn.SINGLE(E3:E4),K1)", "#VALUE!"),
        ("LB_CLEAN_TEXT(_xlfn.SINGLE(Leads!F1:H1))", "my column"),
        ("LB_DAYS_IN_STAGE(_xlfn.SINGLE(K1),46347)", 0),
        ("LB_CONVERSION_RATE(_xlfn.SINGLE(A1:E4))", "#VALUE!"),
        ("LB_DAYS_IN_STAGE(_xlfn.SINGLE(INSTANT),K1)", 81),
        ("'C:\\tools\\leadbook.xlam'!LB_DAYS_IN_STAGE(46340,46347)", 7),
        ("leadbook.xlam!LB_DAYS_IN_STAGE(46340,46347)", 7),
        ("LB_DAYS_IN_STAGE(#N/A)", "#N/A"),
        ("LB_DAYS_IN_STAGE(Leads!#REF!)", "#REF!"),
        ("LB_DAYS_IN_STAGE(Leads[[#This Row],Created],K1)", 20),
        ("LB_DAYS_IN_STAGE(Leads[@Created],K1)", 20),
        ("LB_CLEAN_TEXT(Leads[[#Headers],[Source]])", "Source"),
        ("LB_CLEAN_TEXT(Leads[[Source]:[Amount]])", "Web"),
        ("LB_CONVERSION_RATE(Leads[[#Headers],[#Data]])", 0),
        ("LB_CONVERSION_RATE(A:E)", 0),
        ("LB_CONVERSION_RATE(Leads)", "#VALUE!"),
    ],
)
def test_arguments_are_cells_tables_names_dates_and_constants(
    book, formula: str, value: object
) -> None:
    path = book({"H2": formula}, {"K1": 46347, "H1": "my column"})
    with_name(path, "INSTANT", "Leads!$E$4")
    recalc(path)
    assert column(path, "H2:H2") == [value]


def with_name(path: Path, name: str, cells: str, scope: str = "") -> None:
    """Give the book a defined name, whatever it stands for, or one that belongs to a sheet."""
    with zipfile.ZipFile(path) as old:
        parts = {info.filename: old.read(info) for info in old.infolist()}
    main = parts["xl/workbook.xml"].decode()
    told = f'<definedName name="{name}"{scope}>{cells}</definedName></definedNames>'
    if "<definedNames>" not in main:
        main = main.replace("<calcPr", "<definedNames></definedNames><calcPr")
    parts["xl/workbook.xml"] = main.replace("</definedNames>", told).encode()
    with zipfile.ZipFile(path, "w") as new:
        for part, content in parts.items():
            new.writestr(part, content)


@pytest.mark.parametrize(
    ("cells", "formula", "value"),
    [
        ("46347", "LB_DAYS_IN_STAGE(46340,THING)", 7),
        ('"n"', "LB_CONVERSION_RATE(Leads[#All],,THING)", 1),
        ("Leads!$K$1", "LB_DAYS_IN_STAGE(46340,Leads!Thing)", 7),
        ("Leads!D1", "LB_DAYS_IN_STAGE(46340,Thing)", 7),
        ("LB_DAYS_IN_STAGE(46340,Leads!$K$1)", "LB_CLEAN_TEXT(Thing)", 7),
        ("Thing", "LB_DAYS_IN_STAGE(46340,Thing)", "#VALUE!"),
    ],
    ids=["number", "text", "cell", "cell that moves along", "formula", "itself"],
)
def test_a_name_stands_for_what_its_formula_gives(
    book, cells: str, formula: str, value: object
) -> None:
    path = book({"H1": formula}, {"K1": 46347})
    with_name(path, "Thing", cells)
    recalc(path)
    assert column(path, "H1:H1") == [value]


def test_the_name_of_a_sheet_goes_before_the_books(book) -> None:
    path = book({"H1": "LB_DAYS_IN_STAGE(46340,AsOf)"}, {"K1": 46347, "K2": 46350})
    with_name(path, "AsOf", "Leads!$K$2")
    with_name(path, "AsOf", "Leads!$K$2", ' localSheetId="1"')
    with_name(path, "AsOf", "Leads!$K$1", ' localSheetId="0"')
    recalc(path)
    assert column(path, "H1:H1") == [7]


def test_a_header_with_a_line_break_is_found(tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Leads")
        columns = [{"header": "Came\nin"}, {"header": "Stage"}]
        sheet.add_table("A1:B2", {"name": "Mine", "columns": columns, "data": [[46340, "New"]]})
        sheet.write_formula("D2", "=LB_DAYS_IN_STAGE(Mine[[#This Row],[Came\nin]],46347)")
    told = {"xl/tables/table1.xml": lambda text: text.replace("&#xA;", "_x000a_")}
    edited(path, told)
    recalc(path)
    assert column(path, "D2:D2") == [7]


def edited(path: Path, edits: dict[str, Callable[[str], str]]) -> None:
    """Change the text of some parts of a book."""
    with zipfile.ZipFile(path) as old:
        parts = {info.filename: old.read(info) for info in old.infolist()}
    for name, edit in edits.items():
        parts[name] = edit(parts[name].decode()).encode()
    with zipfile.ZipFile(path, "w") as new:
        for part, content in parts.items():
            new.writestr(part, content)


@pytest.mark.parametrize(
    ("formula", "why"),
    [
        ("IFERROR(LB_DAYS_IN_STAGE(Nowhere[Day]),0)", "IFERROR"),
        ("_xlfn.LET(_xlpm.x,LB_VERSION(),_xlpm.x)", "LET"),
        ("LB_CONVERSION_RATE(Leads[#All])*100", "a spreadsheet program"),
        ("LB_CONVERSION_RATE(Nowhere[#All])", "Nowhere[#All]"),
        ("LB_CONVERSION_RATE([1]Sheet1!A1:E4)", "[1]Sheet1"),
        ("LB_CONVERSION_RATE('[1]My sheet'!A1:E4)", "My sheet"),
        ("LB_CONVERSION_RATE(MOVING)", "OFFSET"),
        ("LB_DAYS_IN_STAGE(TO_THE_LEFT,46347)", "XFK1"),
        ("LB_DAYS_IN_STAGE(J9,46347)", "J9"),
        ("LB_CLEAN_TEXT(J9:J10)", "J9:J10"),
        ("LB_CLEAN_TEXT(_xlfn.SINGLE(J9))", "J9"),
        ("LB_DAYS_IN_STAGE(J8,46347)", "Leads!J8"),
    ],
)
def test_what_cannot_be_worked_out_keeps_its_last_result(book, formula: str, why: str) -> None:
    path = book({"H1": formula, "J8": "LB_VERSION()&1", "J9": "1+46340"})
    edited(path, {"xl/worksheets/sheet1.xml": with_results_before})
    with_name(path, "MOVING", "OFFSET(Leads!$A$1,0,0,4,5)")
    with_name(path, "TO_THE_LEFT", "Leads!XFD1")
    done = recalc(path)
    assert column(path, "H1:H1") == ["kept"]
    assert why in {note.cell: str(note.why) for note in done.left_alone}["H1"]


def with_results_before(sheet: str) -> str:
    """Give H1 a result that Excel left there, and J9 none, as openpyxl writes formulas."""
    sheet = re.sub('(<c r="H1")([^>]*><f[^>]*>[^<]*</f>)<v>0', r'\1 t="str"\2<v>kept', sheet)
    return re.sub('(<c r="J9"><f>[^<]*</f>)<v>0</v>', r"\1", sheet)


def test_what_only_looks_like_a_function_of_leadbook_is_not_told(book) -> None:
    done = recalc(book({"H1": '"LB_SCORE is fine"', "H2": "SUM(LB_2026,CLB_X(1))"}))
    assert (done.filled, done.left_alone) == (0, ())


def test_a_formula_in_a_table_that_was_never_calculated_is_told_as_in_the_report(book) -> None:
    path = book(
        {"C2": "5000*1", "H1": 'LB_SALES_VELOCITY(Leads[#All],"table")', "I1": "LB_LAST_ERROR(H1)"}
    )
    edited(
        path,
        {
            "xl/worksheets/sheet1.xml": lambda text: text.replace(
                "<f>5000*1</f><v>0</v>", "<f>5000*1</f>"
            )
        },
    )
    recalc(path)
    assert "never calculated" in str(column(path, "I1:I1")[0])


def test_today_is_the_day_that_is_meant_when_it_is_left_out(book) -> None:
    path = book({"H1": "LB_DAYS_IN_STAGE(46340,TODAY())", "H2": "LB_DAYS_IN_STAGE(46340)"})
    recalc(path)
    today, left_out = column(path, "H1:H2")
    assert today == left_out != None  # noqa: E711 - both at once


@pytest.mark.parametrize(
    ("day", "value"),
    [
        ("DATE(2026,13,1)", 46388),
        ("DATE(K1,K2,K9)", 46326),
        ("DATE(2026,0,31)", 46022),
        ("DATE(K1,K2,K3)", 46347),
    ],
)
def test_date_counts_as_excel_does(book, day: str, value: float) -> None:
    path = book({"H1": f"LB_GREGORIAN({day})"}, {"K1": 2026, "K2": 11, "K3": 21})
    recalc(path)
    assert column(path, "H1:H1") == [value]


def test_a_book_that_counts_from_1904_gets_its_own_dates(tmp_path: Path) -> None:
    path = tmp_path / "mac.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as workbook:
        sheet = workbook.add_worksheet("Leads")
        sheet.write_row("A1", ["Lead ID", "Stage", "Created"])
        sheet.write_row("A2", ["L1", "New", 44864])  # a serial number of 2026-10-31, no format
        sheet.write_formula("E1", '=LB_GREGORIAN("1405/08/30")')
        sheet.write_formula("E2", "=LB_DAYS_IN_STAGE(C2,DATE(2026,11,21))")
        sheet.write_formula("E3", "=LB_JALALI(44885)")
        sheet.write_array_formula("F1:F2", "{=LB_ROT_DUE(A1:C2,,44885)}")
    recalc(path)
    assert column(path, "E1:E3") == [44885, 21, "1405/08/30"]
    assert column(path, "F1:F2") == ["Due", 44894]


def test_a_formula_is_worked_out_after_those_that_it_uses(book) -> None:
    path = book(
        {"H1": "LB_DAYS_IN_STAGE(46340,I9)", "I9": "LB_GREGORIAN(J9)"}, {"J9": "1405/08/30"}
    )
    recalc(path)
    assert column(path, "H1:H1") == [7]


def test_formulas_that_use_each_other_are_an_error_with_a_sentence(book) -> None:
    path = book({"H1": "LB_DAYS_IN_STAGE(46340,H2)", "H2": "LB_DAYS_IN_STAGE(46340,H1)"})
    done = recalc(path)
    assert "itself" in str(done.errors[0].why)


def test_a_long_chain_of_formulas_is_worked_out_from_its_end(book) -> None:
    chain = {f"H{row}": f"LB_CLEAN_TEXT(H{row + 1})" for row in range(1, 400)}
    path = book(chain, {"H400": "the end"})
    assert recalc(path).filled == 399
    assert column(path, "H1:H1") == ["the end"]


def test_a_long_circle_of_formulas_is_an_error_and_ends(book) -> None:
    circle = {f"H{row}": f"LB_CLEAN_TEXT(H{row % 200 + 1})" for row in range(1, 201)}
    done = recalc(book(circle))
    assert len(done.errors) == 200
    assert all("itself" in str(note.why) for note in done.errors)


def test_what_needs_a_spreadsheet_program_is_left_alone_and_told(book) -> None:
    path = book({"H1": 'IF(LB_VERSION()="",1,2)', "H2": "ROUND(LB_VERSION(),0)", "H3": "1+1"})
    with zipfile.ZipFile(path) as old:
        before = {name: old.read(name) for name in old.namelist()}
    done = recalc(path)
    assert [note.cell for note in done.left_alone] == ["H1", "H2"]
    assert done.filled == 0
    with zipfile.ZipFile(path) as new:
        assert before == {name: new.read(name) for name in new.namelist()}


def test_a_sentence_says_why_a_cell_shows_an_error(book) -> None:
    path = book({"H1": 'LB_DAYS_IN_STAGE("soon")', "H2": "LB_LAST_ERROR(H1)"})
    done = recalc(path)
    assert column(path, "H1:H1") == ["#VALUE!"]
    assert "'soon': this is not a date" in str(done.errors[0].why)
    assert "soon" in str(column(path, "H2:H2")[0])


def test_the_last_error_of_another_book_is_not_told(book, tmp_path: Path) -> None:
    recalc(book({"H1": 'LB_DAYS_IN_STAGE("soon")'}), tmp_path / "one.xlsx")
    path = book({"H1": "LB_LAST_ERROR()"})
    recalc(path)
    assert column(path, "H1:H1") == [None]


def test_nothing_but_the_sheet_with_the_formula_changes(book, tmp_path: Path) -> None:
    path = book({"*G1": SCORE})
    out = tmp_path / "out.xlsx"
    recalc(path, out)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out) as new:
        assert old.namelist() == new.namelist()
        changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
    assert changed == ["xl/worksheets/sheet1.xml"]


def test_calculating_again_gives_the_same_bytes(book, tmp_path: Path) -> None:
    path = book({"*G1": SCORE})
    one = recalc(path, tmp_path / "one.xlsx").saved.path
    two = recalc(one, tmp_path / "two.xlsx").saved.path
    assert one.read_bytes() == two.read_bytes()


def test_another_ending_is_refused(book, tmp_path: Path) -> None:
    with pytest.raises(WrongUse):
        recalc(book({"*G1": SCORE}), tmp_path / "out.xlsm")
