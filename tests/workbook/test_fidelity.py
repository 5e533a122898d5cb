"""Other programs judge what came out: openpyxl, LibreOffice and Microsoft's Open XML SDK."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest

from leadbook.workbook.marks import own_sheets
from leadbook.workbook.package import open_package

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Sdk

    Put = Callable[..., Any]

TABS = ["Leads", "Summary", "Other", "Summary (2)", "Leads scored", "Data check"]


def test_openpyxl_opens_the_book_and_finds_old_and_new_values(
    hostile: Path, put: Put, openpyxl_book: Callable[[Path], Any]
) -> None:
    put(hostile)
    book = openpyxl_book(hostile)
    assert book.sheetnames == TABS
    assert book["Leads"]["A2"].value == "007"
    assert book["Leads scored"]["B8"].value == 88.5
    assert book.vba_archive is not None


@pytest.mark.libreoffice
def test_libreoffice_opens_the_book_and_finds_old_and_new_values(
    hostile: Path, put: Put, soffice: Any, tmp_path: Path, openpyxl_book: Callable[[Path], Any]
) -> None:
    put(hostile)
    book = openpyxl_book(soffice.convert(hostile, "xlsx", tmp_path / "converted"))
    assert book.sheetnames == TABS
    assert book["Leads"]["A2"].value == "007"
    assert book["Summary"]["A1"].value == "this sheet is the person's own"
    assert book["Leads scored"]["B8"].value == 88.5
    assert book["Leads scored"]["B2"].is_date
    assert book["Leads scored"]["A1"].value.startswith("scored: a <b>")


@pytest.mark.libreoffice
def test_own_sheets_are_known_after_libreoffice_has_saved_the_book(
    plain: Path, put: Put, soffice: Any, tmp_path: Path
) -> None:
    put(plain)
    saved = soffice.convert(plain, "xlsx", tmp_path / "saved")
    assert set(own_sheets(open_package(saved))) == {"summary", "scored", "check"}
    put(saved, score=1.25)
    assert len(open_package(saved).sheets()) == 5


@pytest.mark.validator
@pytest.mark.parametrize("runs", [1, 2])
def test_the_open_xml_sdk_finds_no_error_that_was_not_there(
    hostile: Path,
    put: Put,
    sdk: Sdk,
    tmp_path: Path,
    runs: int,
) -> None:
    before = shutil.copy(hostile, tmp_path / "before.xlsm")
    for run in range(runs):
        put(hostile, score=run + 0.25)
    assert sdk.errors(hostile) <= sdk.errors(before)


@pytest.mark.validator
def test_the_open_xml_sdk_finds_no_error_after_sheets_have_gone(
    plain: Path, put: Put, sdk: Sdk
) -> None:
    put(plain)
    put(plain, {"check": "Data check"})
    assert sdk.errors(plain) == set()
