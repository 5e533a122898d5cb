"""A book's LB_ formulas worked out in the file: right values, in the right cells, nothing else."""

from __future__ import annotations

import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

import openpyxl
import pytest
import xlsxwriter

from leadbook.errors import WrongUse
from leadbook.hosts.recalc import recalc

if TYPE_CHECKING:
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
    recalc(path)
    assert column(path, "G1:G4") == ["#SPILL!", None, "mine", None]


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
        ("LB_DAYS_IN_STAGE(#N/A)", "#N/A"),
        ("LB_DAYS_IN_STAGE(Nowhere[Day])", "#VALUE!"),
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
    path = book({"H2": formula}, {"K1": 46347})
    with_name(path, "INSTANT", "Leads!$E$4")
    recalc(path)
    assert column(path, "H2:H2") == [value]


def with_name(path: Path, name: str, cells: str) -> None:
    """Give the book a defined name, which XlsxWriter could have done too."""
    with zipfile.ZipFile(path) as old:
        parts = {info.filename: old.read(info) for info in old.infolist()}
    main = parts["xl/workbook.xml"].decode()
    told = f'<definedNames><definedName name="{name}">{cells}</definedName></definedNames>'
    parts["xl/workbook.xml"] = main.replace("<calcPr", f"{told}<calcPr").encode()
    with zipfile.ZipFile(path, "w") as new:
        for part, content in parts.items():
            new.writestr(part, content)


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
    assert "'soon' is no date" in str(done.errors[0].why)
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
