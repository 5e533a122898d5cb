"""First and last names: when they are one name, and when they are left apart."""

from __future__ import annotations

import pytest

from leadbook.actions.whole_names import name_cells, with_whole_names
from leadbook.pipeline.hints import NO_HINTS
from leadbook.pipeline.raw import ErrorCell, RawColumn, RawTable


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
        ({"First_name": " ", "Last_name": ErrorCell("#N/A")}, None),
        ({"Last_name": "Lee"}, "Lee"),
        ({"First_name": "Ann"}, ()),
        ({"Name": "Ann", "Last": "2026-01-01"}, "Ann"),
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
