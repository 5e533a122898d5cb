"""Learned limits from a book, and what writing them changes in it."""

from __future__ import annotations

import re
import shutil
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from leadbook.errors import WrongUse
from leadbook.jobs.limits import as_json, limits
from leadbook.language.messages import speaker

WORKBOOKS = Path(__file__).parents[2] / "workbooks"
AS_OF = datetime(2026, 10, 31)
BOOKS = {"sales-pipeline.xlsx": "Stages", "sales-pipeline-fa.xlsx": "مراحل"}


@pytest.fixture(params=sorted(BOOKS))
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copy(WORKBOOKS / request.param, tmp_path))


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_only_the_cells_of_the_limits_change(book: Path) -> None:
    before, source = parts(book), book.read_bytes()
    done = limits(book, as_of=AS_OF, write=True)
    after = parts(book)
    assert done.saved is not None
    assert done.saved.backup is not None
    assert done.saved.backup.read_bytes() == source
    (sheet,) = {name for name in before if before[name] != after[name]}
    cell = re.compile(rb'<c r="(D\d+)"[^>]*?(?:/>|>.*?</c>)')
    assert cell.sub(b"", before[sheet]) == cell.sub(b"", after[sheet])
    styled = re.compile(rb'<c r="D\d+" s="(\d+)"')
    assert styled.findall(before[sheet]) == styled.findall(after[sheet])


def test_openpyxl_and_the_next_run_read_the_new_limits(book: Path) -> None:
    done = limits(book, as_of=AS_OF, write=True)
    new = [limit.new_limit_days for limit in done.limits]
    assert None not in new
    assert list((done.written or {}).values()) == new
    sheet = openpyxl.load_workbook(book)[BOOKS[book.name]]
    assert [sheet[cell].value for cell in done.written or {}] == new
    again = limits(book, as_of=AS_OF)
    assert [limit.limit_days for limit in again.limits] == new
    assert [limit.rotten_now for limit in again.limits] == [
        limit.rotten_then for limit in done.limits
    ]


def test_writing_twice_changes_nothing_more(book: Path) -> None:
    limits(book, as_of=AS_OF, write=True)
    once = book.read_bytes()
    limits(book, as_of=AS_OF, write=True)
    assert book.read_bytes() == once


def test_nothing_is_written_unless_asked_for(book: Path) -> None:
    before = book.read_bytes()
    assert limits(book, as_of=AS_OF).saved is None
    assert book.read_bytes() == before


def test_out_leaves_the_book_as_it_is(book: Path, tmp_path: Path) -> None:
    before, out = book.read_bytes(), tmp_path / "out.xlsx"
    limits(book, as_of=AS_OF, write=True, out=out)
    assert book.read_bytes() == before
    assert parts(out).keys() == parts(book).keys()


def test_out_alone_is_wrong_use(book: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="--write-limits"):
        limits(book, as_of=AS_OF, out=tmp_path / "out.xlsx")


def small(path: Path, stages: list[list[object]]) -> Path:
    """A book of thirty deals won after a week in New; Offer was hardly ever visited."""
    book = openpyxl.Workbook()
    leads = book.active
    leads.title = "Leads"
    leads.append(["lead_id", "stage", "created_at"])
    history = book.create_sheet("Stage History")
    history.append(["lead_id", "stage", "entered_at"])
    for i in range(30):
        leads.append([f"L{i}", "Won", datetime(2026, 1, 1)])
        history.append([f"L{i}", "New", datetime(2026, 1, 1)])
        if i < 3:
            history.append([f"L{i}", "Offer", datetime(2026, 1, 4)])
        history.append([f"L{i}", "Won", datetime(2026, 1, 8)])
    if stages:
        sheet = book.create_sheet("Stages")
        for row in stages:
            sheet.append(row)
    book.save(path)
    return path


def test_a_stage_with_few_visits_and_a_formula_keep_what_they_have(tmp_path: Path) -> None:
    rows = [["Stage", "Outcome", "Limit days"], ["New", "open", "=5+5"], ["Offer", "open", 20]]
    book = small(tmp_path / "book.xlsx", [*rows, ["Won", "won", None]])
    done = limits(book, as_of=AS_OF, write=True)
    assert [(limit.stage, limit.kept) for limit in done.limits] == [("New", ""), ("Offer", "few")]
    assert done.formulas == ("C2",)
    sheet = openpyxl.load_workbook(book)["Stages"]
    assert [sheet["C2"].value, sheet["C3"].value] == ["=5+5", 20]


def test_a_blank_limit_is_filled(tmp_path: Path) -> None:
    rows = [["Stage", "Limit days", "Outcome"], ["New", None, "open"], ["Offer", 9, "open"]]
    book = small(tmp_path / "book.xlsx", [*rows, ["Won", None, "won"]])
    limits(book, as_of=AS_OF, write=True)
    sheet = openpyxl.load_workbook(book)["Stages"]
    assert [cell.value for cell in sheet["B"]] == ["Limit days", 7, 9, None]


@pytest.mark.parametrize(
    ("stages", "says"),
    [
        ([], "no Stages table.*add a sheet"),
        ([["Stage", "Order", "Outcome"], ["New", 1, "open"], ["Won", 2, "won"]], "no column for"),
    ],
)
def test_a_book_without_a_place_for_limits_is_told_how_to_make_one(
    tmp_path: Path, stages: list[list[object]], says: str
) -> None:
    book = small(tmp_path / "book.xlsx", stages)
    before = book.read_bytes()
    with pytest.raises(WrongUse, match=says):
        limits(book, as_of=AS_OF, write=True)
    assert book.read_bytes() == before


def test_json_has_every_limit_with_its_n(book: Path) -> None:
    data = as_json(limits(book, as_of=AS_OF), speaker("en"))
    assert isinstance(data["limits"], list)
    for limit in data["limits"]:
        assert {"stage", "n", "low", "high", "suggested_limit_days", "rotten_then"} <= set(limit)
