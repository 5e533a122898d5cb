"""Functions of cleaning: text and phone numbers as they should be written."""

from __future__ import annotations

from leadbook.hosts.arguments import Argument
from leadbook.hosts.faults import Unknown
from leadbook.hosts.preferences import preferences
from leadbook.hosts.registry import udf
from leadbook.language.messages import message
from leadbook.language.phones import e164_of_all
from leadbook.language.spelling import spelled

__all__ = ["LB_CLEAN_PHONE", "LB_CLEAN_TEXT"]


@udf(
    message("Text as it should be typed: Persian letters, half spaces and single spaces."),
    group="cleaning",
    gives="each",
    text=Argument("each", message("The text; a number or a date stays as it is")),
)
def LB_CLEAN_TEXT(text: object) -> object:
    """Give text as `spelled` has it."""
    return spelled(text) if isinstance(text, str) else text


@udf(
    message("A phone number in the one international form, such as +989121234567."),
    group="cleaning",
    gives="each",
    phone=Argument("each", message("The number in any form, with digits of any kind")),
    country=Argument(
        "text",
        message("Country of numbers without a code, in two letters; IR when left out in Persian"),
        required=False,
    ),
)
def LB_CLEAN_PHONE(phone: object, country: str) -> str:
    """Give the phone numbers of a cell as `e164_of_all` has them, a slash between two."""
    home = "IR" if preferences().language == "fa" else ""
    found = e164_of_all(phone, country or home)
    if not isinstance(found, tuple):
        raise Unknown(found)
    return " / ".join(found)
