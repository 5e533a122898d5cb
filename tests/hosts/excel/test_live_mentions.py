"""What of the person's refers to a sheet that is replaced does so still.

Excel is a double of plain Python (`fake_excel`); xlwings between it and leadbook is the real one.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from leadbook.errors import CannotWrite
from tests.hosts.excel.fake_range import Range
from tests.hosts.excel.pressed import Desk, desk, put, small_book

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def at_desk(tmp_path: Path) -> Iterator[Desk]:
    """An Excel with the small book open."""
    small_book().save(tmp_path / "book.xlsx")
    with desk(tmp_path / "book.xlsx") as found:
        yield found


def test_what_refers_to_a_replaced_sheet_does_so_still(at_desk: Desk) -> None:
    put(at_desk, "cold")
    mine = at_desk.file.Sheets("Mine")
    mine.formulas[1, 30] = "=COUNTA('Cold leads'!A:A)"
    at_desk.file.Names.Add("Coldest", "='Cold leads'!$B$9")
    put(at_desk, "cold")
    assert mine.formulas[1, 30] == "=COUNTA('Cold leads'!A:A)"
    assert at_desk.file.Names("Coldest").RefersTo == "='Cold leads'!$B$9"


def test_an_array_that_refers_to_a_replaced_sheet_is_written_back_as_one(at_desk: Desk) -> None:
    put(at_desk, "cold")
    mine = at_desk.file.Sheets("Mine")
    text = "=LEN('Cold leads'!B1:B3)"
    mine.formulas |= dict.fromkeys([(5, 5), (6, 5), (7, 5)], text)
    mine.formulas[5, 9] = text
    mine.arrays += [(5, 5, 7, 5, False), (5, 9, 7, 9, True)]
    at_desk.excel.calls.clear()
    put(at_desk, "cold")
    assert {mine.formulas[at] for at in ((5, 5), (6, 5), (7, 5), (5, 9))} == {text}
    written = [call for call in at_desk.excel.calls if call.endswith(text)]
    assert written == [f"FormulaArray = {text}", f"Formula2 = {text}"]


@pytest.mark.parametrize("formula", ["=SUM({}[Days])", "=ROWS({})", "=1+COUNTA({}[[#All],[Days]])"])
def test_what_refers_to_a_table_of_a_replaced_sheet_does_so_still(
    at_desk: Desk, formula: str
) -> None:
    """Excel writes tables' names into formulas when their cells are clicked."""
    put(at_desk, "scored")
    (table, *_) = at_desk.file.Sheets("Leads scored").ListObjects
    mine = at_desk.file.Sheets("Mine")
    text = mine.formulas[1, 30] = formula.format(table.Name)
    put(at_desk, "scored")
    assert mine.formulas[1, 30] == text
    assert f"Formula2 = {text}" in at_desk.excel.calls


@pytest.mark.parametrize("refers", ["a cell", "a chart"])
def test_a_protected_sheet_that_refers_to_a_replaced_one_stops_the_work_before_it_breaks(
    at_desk: Desk, refers: str
) -> None:
    put(at_desk, "cold")
    mine = at_desk.file.Sheets("Mine")
    if refers == "a cell":
        mine.ProtectContents = True
        mine.formulas[1, 30] = "='Cold leads'!B2"
    else:
        mine.ProtectDrawingObjects = True
        mine.charts.append([SimpleNamespace(Formula="=SERIES(,,'Cold leads'!$B$2:$B$5,1)")])
    at_desk.excel.calls.clear()
    with pytest.raises(CannotWrite, match="Mine is protected"):
        put(at_desk, "cold")
    assert not [call for call in at_desk.excel.calls if call.startswith(("copy", "delete"))]


@pytest.mark.parametrize("may", ["unlocked", "macros"])
def test_a_protected_cell_that_may_be_written_refers_to_a_replaced_sheet_still(
    at_desk: Desk, may: str
) -> None:
    put(at_desk, "cold")
    mine = at_desk.file.Sheets("Mine")
    mine.formulas[1, 30] = "='Cold leads'!B2"
    mine.ProtectContents, mine.ProtectionMode = True, may == "macros"
    mine.unlocked = {(1, 30)} if may == "unlocked" else set()
    put(at_desk, "cold")
    assert mine.formulas[1, 30] == "='Cold leads'!B2"


def test_what_refers_to_a_replaced_sheet_does_so_still_where_a_later_step_fails(
    at_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(at_desk, "cold")
    mine = at_desk.file.Sheets("Mine")
    mine.formulas[1, 30] = "='Cold leads'!B2"
    monkeypatch.setattr("leadbook.hosts.excel.live.placing.mark_sheet", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        put(at_desk, "cold")
    assert mine.formulas[1, 30] == "='Cold leads'!B2"


def test_a_formula_that_excel_refuses_keeps_no_other_from_being_written_back(
    at_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An array formula of more than 255 letters, for one."""
    put(at_desk, "cold")
    mine = at_desk.file.Sheets("Mine")
    mine.formulas |= {(1, column): "='Cold leads'!B2" for column in (30, 31, 32)}
    write = Range.Formula2.fset

    def refusing(self: Range, text: str) -> None:
        if self.Column == 31:
            raise ValueError
        write(self, text)

    monkeypatch.setattr(Range, "Formula2", Range.Formula2.setter(refusing))
    with pytest.raises(ValueError):  # noqa: PT011 - only that it is told
        put(at_desk, "cold")
    assert [mine.formulas[1, column][:6] for column in (30, 32)] == ["='Cold"] * 2


def test_a_chart_sheet_of_the_person_s_draws_from_a_replaced_sheet_still(at_desk: Desk) -> None:
    put(at_desk, "cold")
    series = SimpleNamespace(Formula="=SERIES(,'Cold leads'!$A$2:$A$5,'Cold leads'!$B$2:$B$5,1)")
    was, texts = series.Formula, at_desk.file.texts
    at_desk.file.Charts.append(SimpleNamespace(SeriesCollection=lambda: [series]))
    at_desk.file.texts = lambda: [*texts(), (vars(series), "Formula")]
    put(at_desk, "cold")
    assert series.Formula == was


def test_a_chart_that_tells_nothing_of_its_series_is_left_alone(at_desk: Desk) -> None:
    """Funnel, waterfall and map: Excel answers with an error."""
    put(at_desk, "cold")
    at_desk.file.Charts.append(SimpleNamespace(SeriesCollection=lambda: 1 / 0))
    put(at_desk, "cold")
    assert at_desk.tabs().count("Cold leads") == 1


def test_formulas_are_written_back_in_an_excel_that_knows_no_spilling(
    at_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(at_desk, "cold")
    mine = at_desk.file.Sheets("Mine")
    mine.formulas[1, 30] = "=COUNTA('Cold leads'!A:A)"
    monkeypatch.delattr(Range, "Formula2")
    put(at_desk, "cold")
    assert mine.formulas[1, 30] == "=COUNTA('Cold leads'!A:A)"


def test_a_mentioned_sheet_keeps_its_former_name_in_another_language(at_desk: Desk) -> None:
    put(at_desk, "cold", "velocity")
    for title in ("Cold leads", "Velocity"):
        name = at_desk.file.Sheets(title).Names("_leadbook")
        name.RefersTo = name.RefersTo.replace(title, f"{title} before")
        at_desk.file.Sheets(title).Name = f"{title} before"
    at_desk.file.Sheets("Mine").formulas[1, 30] = "='Velocity before'!B2"
    assert put(at_desk, "cold", "velocity") == ["Velocity before", "Cold leads"]
