"""Any way of writing a phone number → the one international form, E.164."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from leadbook.language.messages import message, quoted
from leadbook.language.text import fold, plain, tidy

if TYPE_CHECKING:
    from leadbook.language.messages import Message

__all__ = ["e164", "e164_of_all"]

_COUNTRIES = {"iran": "IR", "ایران": "IR"}
_EXTENSION = "داخلی"
_BETWEEN = re.compile(r"[/\\|,،;؛\n]|:{3}|\s(?:[-–—]|and|or|و|یا)\s")
"""What stands between the numbers of one cell, and hardly ever within one."""
_PERHAPS_BETWEEN = (re.compile(r"[-–—ـ]"), re.compile(r"\s+"))


def e164(phone: object, country: str = "") -> str | Message:
    """Give a phone number in E.164 form, or the reason why it is none.

    Digits may be Persian; 00 stands for +; a number cell may have lost its first 0 or its +. A
    number written in Persian digits is Iranian unless the country is named.

    Args:
        phone: The cell.
        country: Of numbers that do not say their own: two letters such as IR; "" is not known.

    >>> [e164(phone, "IR") for phone in ("0912 123 4567", 9121234567.0, "989121234567")]
    ['+989121234567', '+989121234567', '+989121234567']
    >>> e164("۰۹۱۲۱۲۳۴۵۶۷"), e164("0044 20 7946 0018"), e164("(201) 555-0101", "us")
    ('+989121234567', '+442079460018', '+12015550101')
    >>> str(e164("0912 123 4567")), str(e164("123", "IR"))
    ("'0912 123 4567' does not say its country; name it, such as IR", "'123' is not a phone number")
    """
    import phonenumbers  # noqa: PLC0415 - its tables are only wanted here

    written = plain(phone).strip()
    text = tidy(written).replace(_EXTENSION, "ext")
    if text.startswith("00"):
        text = f"+{text[2:]}"
    region = _region(country) if country else "IR" if _has_persian_digits(written) else ""
    if region is None:
        return message("{country} is no country; write two letters such as IR",
                       country=quoted(country))  # fmt: skip
    if not region and not text.startswith("+"):
        return message("{phone} does not say its country; name it, such as IR",
                       phone=quoted(written))  # fmt: skip
    try:
        number = phonenumbers.parse(text, region or None)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        return message("{phone} is not a phone number", phone=quoted(written))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def e164_of_all(phone: object, country: str = "") -> tuple[str, ...] | Message:
    """Give each phone number of a cell in E.164 form, or the reason why the cell holds none.

    Where it holds several, each of them must be a number of its own: nothing is left out.

    Args:
        phone: The cell.
        country: As for `e164`.

    >>> e164_of_all("0912 123 4567 / 021-88776655", "IR")
    ('+989121234567', '+982188776655')
    >>> str(e164_of_all("0912 123 4567 / 8", "IR"))
    "'0912 123 4567 / 8' is not a phone number"
    """
    # Asked first, for what stands behind a semicolon would be taken for an extension.
    if several := _split(phone, _BETWEEN, country):
        return several
    whole = e164(phone, country)
    if isinstance(whole, str):
        return (whole,)
    found = (_split(phone, between, country) for between in _PERHAPS_BETWEEN)
    return next(filter(None, found), whole)


def _split(phone: object, between: re.Pattern[str], country: str) -> tuple[str, ...]:
    """Give the numbers between which something stands; none unless every part is a number."""
    parts = [part for part in between.split(plain(phone)) if part.strip()]
    if len(parts) == 1:
        return ()
    numbers = [e164(part, country) for part in parts]
    sound = tuple(dict.fromkeys(number for number in numbers if isinstance(number, str)))
    return sound if all(isinstance(number, str) for number in numbers) else ()


def _has_persian_digits(text: str) -> bool:
    return any("۰" <= letter <= "۹" for letter in text)


def _region(country: str) -> str | None:
    """Give the two letters of a country; ``None`` where there is no such country."""
    from phonenumbers import SUPPORTED_REGIONS  # noqa: PLC0415 - as above

    code = _COUNTRIES.get(fold(country), country.strip().upper())
    return code if code in SUPPORTED_REGIONS else None
