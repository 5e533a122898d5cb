"""Excel's list of add-ins."""

from __future__ import annotations

import pytest

from leadbook.hosts.excel.open_list import entries, file_of, names, opened, with_addin, without

OURS = r'"C:\Users\sara\AddIns\leadbook.xlam"'


def test_the_list_is_read_in_the_order_of_numbers_not_of_texts() -> None:
    options = {f"OPEN{n}": f"{n}.xlam" for n in (10, 9, 1)} | {"OPEN": "0.xlam", "Opening": "x"}
    assert opened(options) == ["0.xlam", "1.xlam", "9.xlam", "10.xlam"]


def test_names_are_read_in_any_case_and_gaps_are_no_end() -> None:
    assert entries({"Open3": "b.xlam", "OPEN": "a.xlam"}) == {"OPEN": "a.xlam", "OPEN3": "b.xlam"}


@pytest.mark.parametrize(
    ("value", "file"),
    [
        (OURS, "leadbook.xlam"),
        ("leadbook.xlam", "leadbook.xlam"),
        ('"LEADBOOK.XLAM"', "leadbook.xlam"),
        (r'/R "C:\Add Ins\tools.xll"', "tools.xll"),
        (r"/R C:\tools.xll", "tools.xll"),
        ('/A "My.Server"', "my.server"),
        ('"/Users/sara/leadbook.xlam"', "leadbook.xlam"),
    ],
)
def test_a_value_names_a_file(value: str, file: str) -> None:
    assert file_of(value) == file


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([], [OURS]),
        (["a.xlam"], ["a.xlam", OURS]),
        (["leadbook.xlam", "a.xlam"], [OURS, "a.xlam"]),
        ([OURS, "a.xlam", OURS], [OURS, "a.xlam"]),
        ([OURS, OURS], [OURS]),
    ],
)
def test_an_addin_is_listed_once_and_others_stay(before: list[str], after: list[str]) -> None:
    assert with_addin(before, OURS) == after
    assert with_addin(after, OURS) == after


def test_what_is_added_can_be_taken_away() -> None:
    assert without(with_addin(["a.xlam"], OURS), "leadbook.xlam") == ["a.xlam"]


@pytest.mark.parametrize(
    ("number", "expected"), [(0, []), (1, ["OPEN"]), (3, ["OPEN", "OPEN1", "OPEN2"])]
)
def test_names_have_no_gap(number: int, expected: list[str]) -> None:
    assert names(number) == expected
