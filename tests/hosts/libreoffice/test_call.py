"""A call from Calc without LibreOffice: what comes in as what, and errors as Calc keeps them."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from types import SimpleNamespace

import pytest

from leadbook.hosts.libreoffice.call import call


@dataclass(frozen=True)
class Place:
    StartColumn: int
    StartRow: int
    EndColumn: int
    EndRow: int


@dataclass
class LiveRange:
    """A range of a sheet as LibreOffice hands it over; `errors` are numbers of Calc, by cell."""

    rows: tuple[tuple[object, ...], ...]
    declared: int
    errors: dict[tuple[int, int], int]
    read: int = 0

    def getRangeAddress(self) -> Place:  # noqa: N802 - LibreOffice's names
        return Place(0, 0, len(self.rows[0]) - 1, self.declared - 1)

    def getSpreadsheet(self) -> LiveRange:  # noqa: N802
        return self

    def createCursor(self) -> Cursor:  # noqa: N802
        return Cursor(len(self.rows) - 1)

    def getCellRangeByPosition(self, *place: int) -> LiveRange:  # noqa: N802
        self.read = place[3] + 1
        return self

    def getDataArray(self) -> tuple[tuple[object, ...], ...]:  # noqa: N802
        return self.rows

    def getCellByPosition(self, column: int, row: int) -> Failed:  # noqa: N802
        return Failed(self.errors[column, row])


@dataclass(frozen=True)
class Cursor:
    last: int

    def gotoEndOfUsedArea(self, expand: bool) -> None:  # noqa: N802
        assert not expand

    def getRangeAddress(self) -> Place:  # noqa: N802
        return Place(0, self.last, 0, self.last)


@dataclass(frozen=True)
class Failed:
    number: int

    def getError(self) -> int:  # noqa: N802
        return self.number


LEADS = (
    ("Lead ID", "Amount", "Stage"),
    ("L1", None, "Won"),
    ("L2", 5.0, "Lost"),
    ("L3", "", "New"),
)


def error_number(cell: object) -> int:
    assert isinstance(cell, float)
    bits = struct.unpack("<Q", struct.pack("<d", cell))[0]
    assert bits >> 48 == 0x7FF8, "no quiet NaN"
    return bits & 0xFFFF


@pytest.mark.parametrize(
    ("name", "given", "number"),
    [
        ("LB_DAYS_IN_STAGE", ("soon", 46_347.0), 519),
        ("LB_DAYS_IN_STAGE", (46_347.0, 46_340.0), 503),
        ("LB_SCORE", (None,), 519),
        ("LB_NO_SUCH", (), 519),
        ("LB_SCORE", ("no range",), 519),
    ],
)
def test_an_error_is_the_number_that_calc_knows(name: str, given: tuple, number: int) -> None:
    ((cell,),) = call(name, given)
    assert error_number(cell) == number


def test_errors_stay_cell_by_cell() -> None:
    rows = call("LB_DAYS_IN_STAGE", (((46_340.0,), ("soon",), ("",)), 46_347.0))
    assert rows[0] == (7.0,)
    assert error_number(rows[1][0]) == 519
    assert rows[2] == ("",)


def test_a_blank_cell_alone_arrives_as_zero_and_is_a_blank() -> None:
    assert call("LB_DAYS_IN_STAGE", (0.0, 46_347.0)) == (("",),)
    assert call("LB_JALALI", (0.0,)) == (("",),)


@dataclass(frozen=True)
class Document:
    """A document as Calc hands it over."""

    first_year: int

    def getPropertyValue(self, name: str) -> SimpleNamespace:  # noqa: N802
        assert name == "NullDate"
        return SimpleNamespace(Year=self.first_year, Month=1, Day=1)


@pytest.mark.parametrize(("first_year", "serial"), [(1899, 46_347.0), (1904, 44_885.0)])
def test_days_come_and_go_as_the_document_counts_them(first_year: int, serial: float) -> None:
    document = Document(first_year)
    assert call("LB_JALALI", (serial,), document) == (("1405/08/30",),)
    assert call("LB_GREGORIAN", ("1405/08/30",), document) == ((serial,),)


def test_zero_stays_a_number_where_a_number_is_asked_for() -> None:
    leads = LiveRange(LEADS, 4, {(1, 1): 532})
    ((cell,),) = call("LB_CONVERSION_RATE", (leads, "cohort", None, None, -1.0))
    assert error_number(cell) == 503
    assert call("LB_CONVERSION_RATE", (leads, "cohort", "n", None, 0.0)) == ((0.0,),)


def test_a_live_range_is_read_as_far_as_its_sheet_is_used() -> None:
    leads = LiveRange(LEADS, 1_048_576, {(1, 1): 532})
    assert call("LB_CONVERSION_RATE", (leads,)) == ((0.5,),)
    assert leads.read == 4


def test_an_error_of_calc_that_excel_lacks_is_an_error_in_a_live_range_too() -> None:
    leads = LiveRange(LEADS, 4, {(1, 1): 522})
    assert call("LB_CONVERSION_RATE", (leads,)) == ((0.5,),)
