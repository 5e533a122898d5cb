"""Phone numbers: every form in which Iranian and other numbers are written."""

from __future__ import annotations

import pytest

from leadbook.language.messages import Message
from leadbook.language.phones import e164, e164_of_all

TEHRAN, MOBILE = "+982188776655", "+989121234567"


@pytest.mark.parametrize(
    ("written", "country", "expected"),
    [
        ("09121234567", "IR", MOBILE),
        ("0912 123 4567", "ir", MOBILE),
        ("(0912) 123-4567", "ایران", MOBILE),
        ("+98 912 123 4567", "", MOBILE),
        ("+98 (0)912 123 4567", "", MOBILE),
        ("0098 912 123 4567", "", MOBILE),
        ("00989121234567", "DE", MOBILE),
        ("989121234567", "IR", MOBILE),
        (9121234567.0, "IR", MOBILE),
        (989121234567.0, "IR", MOBILE),
        ("۰۹۱۲۱۲۳۴۵۶۷", "", MOBILE),
        ("\u200e+۹۸ ۹۱۲ ۱۲۳ ۴۵۶۷", "", MOBILE),
        ("٠٩١٢١٢٣٤٥٦٧", "Iran", MOBILE),
        ("021-88776655", "IR", TEHRAN),
        ("021-88776655 داخلی 12", "IR", TEHRAN),
        ("2188776655", "IR", TEHRAN),
        ("(201) 555-0101", "US", "+12015550101"),
        ("+44 20 7946 0018", "IR", "+442079460018"),
    ],
)
def test_a_number_in_any_form_is_the_same_number(written, country, expected) -> None:
    assert e164(written, country) == expected


@pytest.mark.parametrize(
    ("written", "country", "sentence"),
    [
        ("123", "IR", "'123' is not a phone number"),
        ("no phone", "IR", "'no phone' is not a phone number"),
        ("0912 123 456", "IR", "'0912 123 456' is not a phone number"),
        ("+98 912 123 4567 8", "", "'+98 912 123 4567 8' is not a phone number"),
        ("09121234567", "", "'09121234567' does not say its country; name it, such as IR"),
        ("09121234567", "Atlantis", "'Atlantis' is no country; write two letters such as IR"),
    ],
)
def test_what_is_no_number_is_told_why(written, country, sentence) -> None:
    found = e164(written, country)
    assert isinstance(found, Message)
    assert str(found) == sentence


@pytest.mark.parametrize(
    "written",
    [
        "0912 123 4567 / 021-88776655",
        "09121234567،02188776655",
        "۰۹۱۲۱۲۳۴۵۶۷ و ۰۲۱۸۸۷۷۶۶۵۵",
        "0912-123-4567\n(021) 8877 6655",
        "0912 123 4567 - 021 8877 6655",
        "09121234567-02188776655",
        "09121234567ـ02188776655",
        "09121234567 02188776655",
        "+98 912 123 4567 ::: +98 21 88776655",
        "9121234567 / 2188776655",
        "+989121234567; 00982188776655",
        "09121234567 / 02188776655 / 0912 123 4567",
    ],
)
def test_several_numbers_of_a_cell_are_each_a_number(written) -> None:
    assert e164_of_all(written, "IR") == (MOBILE, TEHRAN)


@pytest.mark.parametrize("written", ["(021) 8877/6655", "021-88776655 داخلی 12", 2188776655.0])
def test_one_number_stays_one_whatever_stands_in_it(written) -> None:
    assert e164_of_all(written, "IR") == (TEHRAN,)


@pytest.mark.parametrize("written", ["021-88776655-6", "09121234567 / 0935", "/", "-", ""])
def test_nothing_is_left_out_of_what_is_not_numbers_throughout(written) -> None:
    assert str(e164_of_all(written, "IR")) == f"{written!r} is not a phone number"
