"""When two rows are one lead."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadbook.actions.repeats import Identity, Roll, identities

if TYPE_CHECKING:
    from collections.abc import Callable

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
        ({"phone": "021-88001122 داخلی 5"}, {"phone": "02188001122"}, "phone"),
        ({"phone": "0912 123 4567 / 021-88001122"}, {"phone": "+989121234567"}, "phone"),
        ({"phone": "۰۹۱۲۱۲۳۴۵۶۷ و ۰۹۳۵۱۲۳۴۵۶۷"}, {"phone": "0912 123 4567, 021-88001122"}, "phone"),
        ({"phone": "0912 123 4567 / 021-88001122"}, {"phone": "021-88001122"}, None),
        ({"phone": "0912 123 4567"}, {"phone": "0912 123 4568"}, None),
        ({"phone": "123"}, {"phone": "123"}, None),
        ({"phone": "p:+989121234567"}, {"phone": "0912 123 4567"}, "phone"),
        ({"phone": "tel:+98-912-123-4567"}, {"phone": "۰۹۱۲۱۲۳۴۵۶۷"}, "phone"),
        ({"phone": "-", "email": "-"}, {"phone": "-", "email": "-"}, None),
        ({"email": " Ann@Example.com"}, {"email": "ann@example.com "}, "email"),
        ({"email": "\u200bann@example.com"}, {"email": "ann@example.com\u200f"}, "email"),
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


def _two(one: Identity, other: Identity) -> str | None:
    """What two leads share, said as the module's own sentences say it."""
    if one.phone and one.phone == other.phone:
        return "phone"
    if one.email and one.email == other.email:
        return "email"
    named = one.name and other.name
    if one.lead_id and one.lead_id == other.lead_id:
        same = one.name == other.name if named else not _differ(one.company, other.company)
        if same:
            return "lead_id"
    if not (one.name or one.company) or (one.name, one.company) != (other.name, other.company):
        return None
    whole = one.name and one.company
    apart = _differ(one.phone, other.phone) or _differ(one.email, other.email)
    return "name" if whole or not apart else None


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)


_WORDS = st.sampled_from(["", "a", "b"])
_LEADS = st.builds(Identity, _WORDS, _WORDS, _WORDS, _WORDS, _WORDS)


@given(st.lists(_LEADS, max_size=6), _LEADS)
def test_the_first_lead_that_shares_the_surest_key_is_found(
    known: list[Identity], who: Identity
) -> None:
    roll = Roll()
    for row, each in enumerate(known):
        roll.add(each, row, in_file=False)
    shared = [(_ORDER.index(by), row) for row, each in enumerate(known) if (by := _two(who, each))]
    found = roll.repeat(who, 9)
    assert (found is None) == (not shared)
    if found is not None:
        assert (_ORDER.index(found.by), found.of_row) == min(shared)


_ORDER = ("phone", "email", "lead_id", "name")


@pytest.mark.parametrize(
    "lead",
    [
        lambda n: Identity(phone=f"+98{n}", company="x"),
        lambda n: Identity(email=f"{n}@x.com", company="x"),
        lambda n: Identity(lead_id="-", name=f"n{n}"),
        lambda n: Identity(lead_id="-", company=f"c{n}"),
    ],
)
def test_many_leads_that_share_a_key_and_are_not_one_are_quick(
    lead: Callable[[int], Identity],
) -> None:
    roll = Roll()
    started = time.process_time()
    for n in range(20_000):
        assert roll.repeat(lead(n), n) is None
        roll.add(lead(n), n, in_file=True)
    assert time.process_time() - started < 3
