"""When two rows are one lead."""

from __future__ import annotations

from typing import Any

import pytest

from leadbook.actions.repeats import Identity, Roll, identities

COLUMNS = ("phone", "email", "lead_id", "name", "company")


def shared(one: dict[str, Any], other: dict[str, Any], country: str = "IR") -> str | None:
    """What two leads share, as the second is met; ``None`` where they are two."""
    known, met = (
        {name: [row.get(name)] for name in COLUMNS if name in row} for row in (one, other)
    )
    (first,), (second,) = identities(known, met, country)
    roll = Roll()
    roll.add(first, 7, in_file=False)
    found = roll.repeat(second, 2)
    return found and found.by


@pytest.mark.parametrize(
    ("one", "other", "by"),
    [
        ({"phone": "0912 123 4567"}, {"phone": "+98-912-1234567"}, "phone"),
        ({"phone": 9121234567.0}, {"phone": "۰۹۱۲۱۲۳۴۵۶۷"}, "phone"),
        ({"phone": "021-88001122 داخلی 5"}, {"phone": "021-88001122 ext. 5"}, "phone"),
        ({"phone": "0912 123 4567"}, {"phone": "0912 123 4568"}, None),
        ({"phone": "123"}, {"phone": "123"}, None),
        ({"phone": "-", "email": "-"}, {"phone": "-", "email": "-"}, None),
        ({"email": " Ann@Example.com"}, {"email": "ann@example.com "}, "email"),
        ({"lead_id": "L-۰۱"}, {"lead_id": "L-01"}, "lead_id"),
        ({"lead_id": 17.0}, {"lead_id": "17"}, "lead_id"),
        ({"lead_id": "017"}, {"lead_id": "17"}, None),
        ({"lead_id": "1", "name": "Ann"}, {"lead_id": "1", "name": "Bob"}, None),
        ({"lead_id": "1", "name": "Ann"}, {"lead_id": "1", "name": "ANN "}, "lead_id"),
        ({"lead_id": "1", "name": "Ann"}, {"lead_id": "1", "company": "X"}, "lead_id"),
        ({"lead_id": "1", "company": "Y"}, {"lead_id": "1", "company": "X"}, None),
        (
            {"name": "علي رضايي", "company": "آب‌سازان"},
            {"name": "علی رضایی", "company": "اب سازان"},
            "name",
        ),
        (
            {"name": "Ann", "company": "X", "phone": "0912 123 4567"},
            {"name": "Ann", "company": "X", "phone": "0912 123 4568"},
            "name",
        ),
        ({"name": "Ann", "company": "X"}, {"name": "Ann", "company": "Y"}, None),
        ({"name": "Ann", "company": "X"}, {"name": "Ann"}, None),
        ({"name": "Ann"}, {"name": "ann"}, "name"),
        ({"name": "Ann", "email": "a@x.com"}, {"name": "Ann", "email": "b@x.com"}, None),
        ({"company": "X"}, {"company": "X"}, "name"),
    ],
)
def test_two_rows_are_one_lead(one: dict[str, Any], other: dict[str, Any], by: str | None) -> None:
    assert shared(one, other) == by
    assert shared(other, one) == by


def test_a_number_without_a_country_counts_by_its_digits() -> None:
    assert shared({"phone": "(201) 555-0101"}, {"phone": "201.555.0101"}, country="") == "phone"


def test_the_surest_key_is_named_even_where_another_lead_shares_a_weaker_one() -> None:
    roll = Roll()
    roll.add(Identity(name="ann", company="x"), 2, in_file=False)
    roll.add(Identity(phone="+98912", name="bob"), 3, in_file=True)
    found = roll.repeat(Identity(phone="+98912", name="ann", company="x"), 9)
    assert found is not None
    assert (found.row, found.by, found.of_row, found.in_file) == (9, "phone", 3, True)
