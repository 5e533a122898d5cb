"""The farewell: merge fields put in as they are, and nothing of a template ever evaluated."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leadbook.actions.farewell import FAREWELL, FIELDS, language_of, merged
from leadbook.errors import WrongUse

ANN = {"name": "Ann Lee", "company": "Acme", "brand": "Blue"}


@pytest.mark.parametrize(
    ("template", "letter"),
    [
        ("Dear {name}", "Dear Ann Lee"),
        ("Dear { Name } of {COMPANY}", "Dear Ann Lee of Acme"),
        ("{نام} گرامی، {برند}", "Ann Lee گرامی، Blue"),
        ("{name}, {name}", "Ann Lee, Ann Lee"),
        ("{{name}}", "{Ann Lee}"),
        ("a { b", "a { b"),
        ("a } b", "a } b"),
        ("50% of $x, \\1", "50% of $x, \\1"),
        ("one\r\ntwo", "one\ntwo"),
    ],
)
def test_fields_are_put_where_they_belong(template, letter) -> None:
    assert merged(template, ANN, "en") == letter


@pytest.mark.parametrize("field", ["nmae", "", "0", "name.__class__", "name!r", "brand:>99999999"])
def test_a_field_that_there_is_not_is_named_with_those_there_are(field) -> None:
    with pytest.raises(WrongUse) as caught:
        merged(f"Dear {{{field}}}", ANN, "en")
    assert f"'{{{field}}}'" in str(caught.value)
    assert "{company}, {شرکت}" in str(caught.value)


@given(st.text())
def test_what_a_cell_says_is_never_a_template(name) -> None:
    assert merged("<{name}>", {"name": name}, "en") == (f"<{name.strip()}>" if name.strip() else "")


def test_a_line_of_which_no_field_is_known_is_left_out() -> None:
    template = "Dear {name},\n\nwe wish {company} well.\n\n{brand}, {company}"
    assert merged(template, {"name": "Ann", "brand": "Blue"}, "en") == "Dear Ann,\n\nBlue,"


@pytest.mark.parametrize("template", ["", "  \n"])
def test_without_a_template_there_is_a_letter_with_all_fields(template) -> None:
    letter = merged(template, ANN, "en")
    assert letter.startswith("Dear Ann Lee,\n")
    assert letter.endswith("Blue")
    assert "Acme" in letter
    assert all(f"{{{field}}}" in FAREWELL.template for field in FIELDS)


def test_the_letter_needs_no_company_and_no_brand() -> None:
    letter = merged("", {"name": "Ann"}, "en")
    assert "{" not in letter
    assert letter.endswith("Kind regards,")


def test_a_persian_letter_has_its_fields_filled_too() -> None:
    letter = merged("", {"name": "سارا", "company": "آکمه", "brand": "لیدبوک"}, "fa")
    assert "{" not in letter
    assert all(word in letter for word in ("سارا", "آکمه", "لیدبوک"))


def test_the_language_is_that_of_the_name_s_letters() -> None:
    assert [language_of(name) for name in ("Sara", "سارا", "Sara رضایی", "")] == [
        "en", "fa", "fa", "en",
    ]  # fmt: skip
