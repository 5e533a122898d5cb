"""First and last names: when they are one name, and when they are left apart."""

from __future__ import annotations

import pytest

from leadbook.pipeline.hints import NO_HINTS
from leadbook.pipeline.raw import ErrorCell, RawColumn, RawTable
from leadbook.pipeline.whole_names import name_cells, with_whole_names


def columns(**cells: object) -> dict[str, RawColumn]:
    named = {header.replace("_", " "): [cell] for header, cell in cells.items()}
    return {
        "name" if header == "Name" else header: RawColumn(header, chr(65 + at), column)
        for at, (header, column) in enumerate(named.items())
    }


@pytest.mark.parametrize(
    ("table", "name"),
    [
        ({"Name": "Ann"}, "Ann"),
        ({"Name": "Ann", "Surname": "Lee"}, "Ann Lee"),
        ({"First_name": "Ann", "Last_name": "Lee"}, "Ann Lee"),
        ({"First_name": None, "Last_name": "Lee"}, "Lee"),
        ({"First_name": " Ann ", "Last_name": "Lee "}, "Ann Lee"),
        ({"First_name": " ", "Last_name": ErrorCell("#N/A")}, None),
        ({"Last_name": "Lee"}, "Lee"),
        ({"First_name": "Ann"}, ()),
        ({"Name": "Ann", "Last": "2026-01-01"}, "Ann"),
        ({"Name": "Dr Ann Lee", "First_name": "Ann", "Last_name": "Lee"}, "Dr Ann Lee"),
    ],
)
def test_the_whole_name_is_what_the_columns_say_together(
    table: dict[str, object], name: object
) -> None:
    found = name_cells(columns(**table))
    assert found == () if name == () else list(found) == [name]


@pytest.mark.parametrize(
    ("headers", "joined"),
    [
        (["First name", "Last name", "Phone"], ["First name + Last name", "Phone"]),
        (["Phone", "نام خانوادگی", "نام"], ["Phone", "نام + نام خانوادگی"]),
        (["Name", "Last name"], ["Name + Last name"]),
        (["Full name", "Last name"], ["Full name", "Last name"]),
        (["First name", "Phone"], ["First name", "Phone"]),
        (["Last name", "Phone"], ["Last name", "Phone"]),
    ],
)
def test_a_file_gets_one_column_of_its_two(headers: list[str], joined: list[str]) -> None:
    cells = tuple(RawColumn(header, "A", ["x"]) for header in headers)
    file = RawTable("Leads", "a.csv", "headers", "", cells, [2])
    made, hints = with_whole_names(file, NO_HINTS, {})
    assert [column.header for column in made.columns] == joined
    named = [header for header in joined if hints.column_of(header, "Leads") == "name"]
    assert named == [header for header in joined if "+" in header or header == "Full name"]


def understood_as(understood, headers: list[str], cells: list[object], **mapping: str):
    pipeline = understood(
        {"mapping": mapping}, Leads=[["ID", "Stage", *headers], ["A", "New", *cells]]
    )
    taken = {column.canonical: column.header for column in pipeline.reading[0].columns}
    return pipeline.leads, taken.get("name")


@pytest.mark.parametrize(
    ("headers", "cells", "header", "name"),
    [
        (["First name", "Last name"], ["Ann", "Lee"], "First name + Last name", "Ann Lee"),
        (["نام خانوادگی", "نام"], ["رضایی", "علی"], "نام + نام خانوادگی", "علی رضایی"),
        (["اسم", "فامیلی"], ["علی", "رضایی"], "اسم + فامیلی", "علی رضایی"),
        (["name", "Surname"], ["Ann", "Lee"], "name + Surname", "Ann Lee"),
        (["First name", "Last name"], [None, "Lee"], "First name + Last name", "Lee"),
        (["First name", "Last name"], [None, None], "First name + Last name", None),
        (["نام خانوادگی"], ["رضایی"], "نام خانوادگی", "رضایی"),
        (["First name", "Last name", "Full name"], ["A", "L", "Ann Lee"], "Full name", "Ann Lee"),
        (["First name", "Last name", "Name"], ["A", "L", "Ann Lee"], "Name", "Ann Lee"),
    ],
)
def test_leads_have_the_name_that_their_columns_say_together(
    understood, headers, cells, header, name
) -> None:
    leads, taken = understood_as(understood, headers, cells)
    assert (taken, leads["name"].tolist()) == (header, [name])


def test_the_columns_of_a_name_stay_the_users_own(understood) -> None:
    leads, _ = understood_as(understood, ["Name", "Last name"], ["Ann", "Lee"])
    assert leads[["Name", "Last name"]].to_numpy().tolist() == [["Ann", "Lee"]]


@pytest.mark.parametrize(
    ("mapping", "name"),
    [({"name": "Last name"}, "Lee"), ({"title": "First name"}, "Lee"), ({}, "Ann Lee")],
)
def test_what_the_user_says_of_a_names_columns_stands(understood, mapping, name) -> None:
    leads, _ = understood_as(understood, ["First name", "Last name"], ["Ann", "Lee"], **mapping)
    assert leads["name"].tolist() == [name]


def test_an_error_in_a_part_of_a_name_is_listed_once(understood, listed) -> None:
    table = [["ID", "Stage", "Name", "Last name"], ["A", "New", ErrorCell("#N/A"), "Lee"]]
    pipeline = understood(Leads=table)
    assert pipeline.leads["name"].tolist() == ["Lee"]
    assert listed(pipeline) == [("Leads!C2", "the cell holds the error #N/A")]
